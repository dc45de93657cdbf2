"""Files of earlier newsreads."""

import json
from pathlib import Path

import pytest
from tinydb import TinyDB

from newsread.errors import LedgerError
from newsread.ledger.ledger import Ledger
from newsread.ledger.merging import apply
from newsread.ledger.migrations import MIGRATIONS, SCHEMA, migrate
from newsread.ledger.record import record_of
from newsread.ledger.tables import Tables
from tests.ledger.states import in_stock_tinydb, made, on_disk, put_there, states

AT = "2026-01-01T00:00:00Z"


def meta_of(*documents: object) -> Tables:
    return {"meta": {str(n): json.dumps(each).encode() for n, each in enumerate(documents, 1)}}


def gone(claim_id: str) -> dict[str, str]:
    return {"deleted": claim_id, "at": AT, "back": ""}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, [{"schema": 2}]),
        (meta_of({"schema": 1}), [{"schema": 2}]),
        (meta_of({"schema": 1, "deleted": ["a", "b", "a"]}), [{"schema": 2}, gone("a"), gone("b")]),
        (meta_of({"deleted": ["a"], "theirs": [3]}), [{"theirs": [3], "schema": 2}, gone("a")]),
        (meta_of({"deleted": "rubbish"}), [{"schema": 2}]),
        (meta_of({"deleted": [3, None, "a"]}), [{"schema": 2}, gone("a")]),
        (meta_of({"deleted": ["a"]}, gone("a")), [{"schema": 2}, gone("a")]),
    ],
)
def test_deleted_ids_become_documents_of_their_own(before: Tables, after: list[object]) -> None:
    tables = {name: dict(table) for name, table in before.items()}
    changes = migrate(tables, AT)
    assert [json.loads(each) for each in tables["meta"].values()] == after
    again = {name: dict(table) for name, table in before.items()}
    apply(again, changes)
    assert again == tables
    assert migrate(tables, AT) == []


def test_what_is_of_this_schema_or_a_newer_is_left_as_it_is() -> None:
    for schema in (SCHEMA, SCHEMA + 1):
        tables = meta_of({"schema": schema, "deleted": ["a"]})
        assert migrate(tables, AT) == []
    assert max(MIGRATIONS) == SCHEMA


def test_an_old_file_is_brought_forward_by_the_first_save_and_not_by_looking(
    tmp_path: Path,
) -> None:
    path, one = tmp_path / "claims.json", made()
    deleted = made(modified="2026-01-01T00:00:00Z")
    with TinyDB(path) as database:
        database.table("claims").insert(record_of(one))
        database.table("meta").insert({"schema": 1, "deleted": [deleted.id]})
    before = path.read_bytes()
    ledger = Ledger.open(path)
    assert ledger.all() == (one,)
    ledger.refresh()
    ledger.close()
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    ledger.put(made())
    ledger.close()
    assert json.loads(path.read_bytes())["meta"]["1"] == {"schema": 2}
    with_it = json.loads(before)
    with_it["claims"]["2"] = record_of(deleted)
    put_there(path, json.dumps(with_it).encode())
    assert deleted.id not in on_disk(path)  # what was deleted in an old file stays so
    assert len(on_disk(path)) == 2


def test_two_windows_on_an_old_file_bring_it_forward_once(tmp_path: Path) -> None:
    path = tmp_path / "claims.json"
    with TinyDB(path) as database:
        database.table("meta").insert({"deleted": ["a", "b"]})
    windows = [Ledger.open(path) for _ in range(2)]
    for window in (*windows, *windows):
        window.put(made())
    assert states(windows[1]) == on_disk(path) == in_stock_tinydb(path)
    meta = json.loads(path.read_bytes())["meta"]
    assert sorted(each.get("deleted", "") for each in meta.values()) == ["", "a", "b"]


def test_a_newer_file_that_comes_while_a_window_is_open_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "claims.json"
    ledger = Ledger.open(path)
    ledger.put(made())
    ledger.close()
    newer = json.dumps({"meta": {"1": {"schema": 3}}}).encode()
    put_there(path, newer)
    for act in (ledger.refresh, lambda: ledger.put(made()), lambda: Ledger.open(path)):
        with pytest.raises(LedgerError, match="written by a newer newsread"):
            act()
    ledger.close()
    assert path.read_bytes() == newer
