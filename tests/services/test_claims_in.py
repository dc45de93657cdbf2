"""Taking claims in: what a line comes to, and that it is one step."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from newsread.errors import ExchangeError, LedgerError
from newsread.exchange.claim_file import ClaimFile, Line
from newsread.ledger.record import record_of
from newsread.paths import Places
from newsread.services import claims_out
from newsread.services.claims_in import ClaimImport, Source, import_claims, plan_claims
from newsread.services.desk import Desk
from newsread.services.exporting import write_file
from tests.fakes.claims import claim

RENTS = record_of(claim())
LATER, LATEST = {"modified": "2998-01-01T00:00:00Z"}, {"modified": "2999-01-01T00:00:00Z"}


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    with Desk.open(Places.find(tmp_path / "home")) as opened:
        yield opened


def planned(desk: Desk, *records: dict[str, Any], edited: bool = False) -> ClaimImport:
    """Return what importing a file of these records would do."""
    lines = tuple(Line(number, record) for number, record in enumerate(records, 1))
    source = Source("x.csv", "dir/x.csv", ClaimFile(lines, ()))
    return plan_claims(desk.ledger, source, edited=edited)


def told(plan: ClaimImport) -> list[tuple[int, str]]:
    return [(each.line, each.sentence) for each in plan.problems]


@pytest.mark.parametrize("order", [1, -1])
def test_of_one_claims_lines_the_latest_is_taken_and_the_others_reported(
    desk: Desk, order: int
) -> None:
    records = [RENTS, RENTS | LATER, RENTS | LATEST][::order]
    plan = planned(desk, *records)
    latest = records.index(RENTS | LATEST) + 1
    assert [(each.outcome, each.line) for each in plan.planned] == [("added", latest)]
    assert plan.summary == "1 claim added from x.csv, 2 lines left out"
    assert [sentence.partition(" line ")[0] for _, sentence in told(plan)] == [
        "its claim stands in"
    ] * 2


def test_a_change_without_a_later_time_is_not_passed_over_in_silence(desk: Desk) -> None:
    old = RENTS | {"modified": "2020-01-01T00:00:00Z", "verdict": "true"}
    import_claims(desk.ledger, desk.history, planned(desk, RENTS))
    plan = planned(desk, RENTS | {"verdict": "false"}, old)
    assert plan.summary.endswith(", 1 there already, 1 line left out")
    [(line, said), _] = told(plan)
    assert line == 1 and said.startswith("its claim is here with other words")
    assert told(planned(desk, RENTS)) == told(planned(desk, old)) == []


def test_what_was_edited_in_a_table_counts_as_changed_now_unless_it_was_changed_here(
    desk: Desk,
) -> None:
    import_claims(desk.ledger, desk.history, planned(desk, RENTS))
    row = RENTS | {"verdict": "false"}
    plan = planned(desk, row, edited=True)
    assert plan.summary == "1 claim replaced by later records from x.csv"
    assert told(plan) == []
    import_claims(desk.ledger, desk.history, plan)
    [filed] = desk.ledger.all()
    assert filed.verdict == "false"
    assert filed.modified > RENTS["modified"]
    older = planned(desk, RENTS | {"verdict": "true"}, edited=True)
    assert older.summary == "No claims added from x.csv, 1 there already"
    desk.history.undo()
    assert desk.ledger.all()[0].verdict == ""


def test_a_claim_without_an_id_is_taken_in_once_and_not_over_what_became_of_it(desk: Desk) -> None:
    row = {"quote": "Rents rose"}
    plan = planned(desk, row, row)
    assert told(plan) == [(2, "its claim stands in line 1, too")]
    import_claims(desk.ledger, desk.history, plan)
    [made] = desk.ledger.all()
    desk.annotator.set_tags((made.id,), "mine")
    again = planned(desk, row | {"modified": LATEST["modified"]})
    assert again.summary == "No claims added from x.csv, 1 there already"
    import_claims(desk.ledger, desk.history, again)
    assert [each.tags for each in desk.ledger.all()] == [("mine",)]


def test_adding_and_replacing_are_one_step_and_nothing_is_none(desk: Desk) -> None:
    other = record_of(claim("Prices will fall"))
    import_claims(desk.ledger, desk.history, planned(desk, RENTS))
    plan = planned(desk, RENTS | LATER, other)
    sentence = import_claims(desk.ledger, desk.history, plan)
    assert sentence == "1 claim added and 1 claim replaced by later records from x.csv"
    import_claims(desk.ledger, desk.history, planned(desk, RENTS | LATER, other))
    assert desk.history.undo() == f"Undone: {sentence}"
    assert desk.ledger.text_of(other["id"]) is None
    assert [record_of(each) for each in desk.ledger.all()] == [RENTS]
    assert desk.history.redo() == f"Done again: {sentence}"
    assert len(desk.ledger.all()) == 2


def test_a_claim_that_was_deleted_comes_back(desk: Desk) -> None:
    import_claims(desk.ledger, desk.history, planned(desk, RENTS))
    desk.annotator.delete((RENTS["id"],))
    assert planned(desk, RENTS).summary == "1 claim added from x.csv"
    import_claims(desk.ledger, desk.history, planned(desk, RENTS))
    assert [each.id for each in desk.ledger.all()] == [RENTS["id"]]


def test_claims_are_taken_in_even_when_the_step_is_not_noted(desk: Desk) -> None:
    with sqlite3.connect(desk.places.library) as connection:
        connection.execute("DROP TABLE history")
    sentence = import_claims(desk.ledger, desk.history, planned(desk, RENTS))
    assert sentence.startswith("1 claim added from x.csv, but it cannot be undone: ")
    assert len(desk.ledger.all()) == 1


def test_nothing_is_said_to_be_added_when_nothing_is_stored(desk: Desk) -> None:
    plan = planned(desk, RENTS)
    desk.places.claims.with_suffix(".json.lock").mkdir()
    with pytest.raises(LedgerError):
        import_claims(desk.ledger, desk.history, plan)
    assert desk.ledger.all() == ()


def test_a_file_that_does_not_hold_what_was_meant_never_gets_its_name(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("before")
    with pytest.raises(ExchangeError, match="does not read back as written"):
        write_file(path, b"after", force=True, holds=lambda _: False)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_records_that_would_not_come_back_are_not_said_to_be_written(tmp_path: Path) -> None:
    record = RENTS | {"desk": float("nan")}
    for form in ("jsonl", "csv"):
        with pytest.raises(ExchangeError, match="not read back as written"):
            claims_out.file_of([record], form)
        with pytest.raises(ExchangeError, match="not read back as written"):
            claims_out.write_records(tmp_path / form, [record], form)
    assert list(tmp_path.iterdir()) == []


def checked(record: dict[str, Any], state: str = "moved") -> dict[str, Any]:
    """Return a record as a check leaves it."""
    found = record["anchors"][-1] | {"state": state, "by": "newsread", "revision": "f" * 64}
    return record | {"anchors": [*record["anchors"], found]}


def test_a_claim_that_was_checked_since_the_file_was_written_was_not_changed_in_the_file(
    desk: Desk,
) -> None:
    desk.ledger.take([checked(RENTS)])
    plan = planned(desk, RENTS)
    assert (plan.summary, told(plan)) == ("No claims added from x.csv, 1 there already", [])


def test_what_another_machine_has_found_of_a_claim_is_taken_in(desk: Desk) -> None:
    desk.ledger.take([RENTS])
    plan = planned(desk, checked(RENTS))
    assert [each.outcome for each in plan.planned] == ["replaced"]
    import_claims(desk.ledger, desk.history, plan)
    [now] = desk.ledger.all()
    assert record_of(now) == checked(RENTS)


def test_a_later_record_keeps_what_was_found_here(desk: Desk) -> None:
    desk.ledger.take([checked(RENTS)])
    import_claims(desk.ledger, desk.history, planned(desk, RENTS | LATER))
    [now] = desk.ledger.all()
    assert record_of(now) == checked(RENTS) | LATER
