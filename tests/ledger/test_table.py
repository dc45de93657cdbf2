"""TinyDB's tables on the journal do what TinyDB's own do."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tinydb import TinyDB, where
from tinydb.operations import add, delete, increment

from newsread.errors import LedgerError
from newsread.ledger.storage import LedgerStorage
from newsread.ledger.table import ClaimsDatabase

names = st.sampled_from(["_default", "claims", "Zürich"])
documents = st.fixed_dictionaries(
    {"x": st.integers(0, 3)},
    optional={"text": st.text(max_size=4), "deep": st.just({"a": [1, None, 2.5, True]})},
)
queries = st.sampled_from([where("x") == 1, where("x") > 1, where("text").exists()])
NO_WAIT = "newsread.ledger.disk._sync_data", "newsread.ledger.disk._sync"


class Both(RuleBasedStateMachine):
    """The same done to both, each in a file of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.patched = pytest.MonkeyPatch()
        for each in NO_WAIT:
            self.patched.setattr(each, lambda _: None)
        self.storage = LedgerStorage(self.folder / "ours.json")
        self.ours = ClaimsDatabase(self.storage)
        self.stock = TinyDB(self.folder / "stock.json")

    def teardown(self) -> None:
        self.patched.undo()
        shutil.rmtree(self.folder)

    def both(self, name: str, method: str, *given: Any, **named: Any) -> Any:
        """Do it to a table of both; what comes of it is the same."""
        came = []
        for database in (self.ours, self.stock):
            try:
                came.append(getattr(database.table(name), method)(*given, **named))
            except (KeyError, RuntimeError, ValueError) as error:
                came.append(type(error))
        assert came[0] == came[1]
        return came[0]

    @rule(name=names, document=documents)
    def insert(self, name: str, document: dict[str, Any]) -> None:
        self.both(name, "insert", document)

    @rule(name=names, several=st.lists(documents, max_size=3))
    def insert_multiple(self, name: str, several: list[dict[str, Any]]) -> None:
        self.both(name, "insert_multiple", several)

    @rule(name=names, fields=documents, query=st.none() | queries)
    def update(self, name: str, fields: dict[str, Any], query: Any) -> None:
        self.both(name, "update", fields, query)

    @rule(name=names, how=st.sampled_from([increment("x"), add("x", 2), delete("text")]),
          query=queries)  # fmt: skip
    def operate(self, name: str, how: Any, query: Any) -> None:
        self.both(name, "update", how, query)

    @rule(name=names, fields=documents, numbers=st.lists(st.integers(1, 6), max_size=2))
    def update_numbers(self, name: str, fields: dict[str, Any], numbers: list[int]) -> None:
        self.both(name, "update", fields, doc_ids=numbers)

    @rule(name=names, pairs=st.lists(st.tuples(documents, queries), max_size=2))
    def update_multiple(self, name: str, pairs: list[tuple[Any, Any]]) -> None:
        self.both(name, "update_multiple", pairs)

    @rule(name=names, document=documents, query=queries)
    def upsert(self, name: str, document: dict[str, Any], query: Any) -> None:
        self.both(name, "upsert", document, query)

    @rule(name=names, query=st.none() | queries)
    def remove(self, name: str, query: Any) -> None:
        self.both(name, "remove", query)

    @rule(name=names, number=st.integers(1, 6))
    def remove_one(self, name: str, number: int) -> None:
        self.both(name, "remove", doc_ids=[number])

    @rule(name=names)
    def truncate(self, name: str) -> None:
        self.both(name, "truncate")

    @rule(name=names)
    def drop_table(self, name: str) -> None:
        for database in (self.ours, self.stock):
            database.drop_table(name)

    @rule()
    def drop_tables(self) -> None:
        for database in (self.ours, self.stock):
            database.drop_tables()

    @rule(name=names, query=queries, number=st.integers(1, 6))
    def find(self, name: str, query: Any, number: int) -> None:
        self.both(name, "search", query)
        self.both(name, "get", query)
        self.both(name, "get", doc_id=number)
        self.both(name, "contains", doc_id=number)
        self.both(name, "count", query)

    @rule()
    def write_anew(self) -> None:
        self.storage.compact()

    @rule(name=names)
    def look_from_elsewhere(self, name: str) -> None:
        fresh = ClaimsDatabase(LedgerStorage(self.storage.path))
        assert fresh.table(name).all() == self.stock.table(name).all()

    @rule()
    def open_again(self) -> None:
        self.storage.close()
        self.stock.close()
        self.storage = LedgerStorage(self.storage.path)
        self.ours = ClaimsDatabase(self.storage)
        self.stock = TinyDB(self.folder / "stock.json")

    @invariant()
    def they_hold_the_same(self) -> None:
        for name in ("_default", "claims", "Zürich"):
            ours, stock = self.ours.table(name).all(), self.stock.table(name).all()
            assert ours == stock
            assert [each.doc_id for each in ours] == [each.doc_id for each in stock]
            assert len(self.ours.table(name)) == len(stock)


Both.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
test_any_sequence_leaves_the_same_documents_with_the_same_numbers = Both.TestCase


@pytest.mark.parametrize("bad", [{1, 2}, object(), b"bytes"])
def test_what_is_not_json_is_refused_and_nothing_of_it_stays(tmp_path: Path, bad: object) -> None:
    storage = LedgerStorage(tmp_path / "claims.json")
    table = ClaimsDatabase(storage).table("theirs")
    table.insert({"x": 1})
    with pytest.raises(TypeError):
        table.insert_multiple([{"x": 2}, {"x": bad}])
    assert table.all() == [{"x": 1}]
    assert ClaimsDatabase(LedgerStorage(storage.path)).table("theirs").all() == [{"x": 1}]
    assert table.insert({"x": 3}) > 1


def test_a_turn_is_one_operation_whatever_tables_it_changes(tmp_path: Path) -> None:
    storage = LedgerStorage(tmp_path / "claims.json")
    database = ClaimsDatabase(storage)
    lines = storage.lines
    with storage.turn():
        database.table("a").insert({"x": 1})
        database.table("b").insert({"x": 1})
        database.table("a").update({"x": 2})
    assert storage.lines == lines + 1 + 1  # and the schema's, before the first of all
    with pytest.raises(LedgerError, match="enough"), storage.turn():
        database.table("a").truncate()
        raise LedgerError("x", "enough")
    assert database.table("a").all() == [{"x": 2}]
