"""What checks append is in nobody's way, and is not lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from newsread.claims.claim import Anchor, Claim, State
from newsread.ledger.checks import carried, is_checked, joined
from newsread.ledger.ledger import Change, Ledger, StaleChangeError
from newsread.ledger.record import record_of
from newsread.ledger.tables import Record
from tests.fakes.claims import claim
from tests.ledger.states import later, made

_numbers = count(1)


def anchor(state: State = "moved", by: str = "newsread") -> Anchor:
    return Anchor(revision=f"{next(_numbers):064x}", segments=(), state=state, by=by)


def checked(claim: Claim) -> Claim:
    """Return a claim as a check leaves it."""
    return replace(claim, anchors=(*claim.anchors, anchor()))


def decided(claim: Claim) -> Claim:
    """Return a claim of whose drift a person has decided."""
    return later(replace(claim, anchors=(*claim.anchors, anchor("exact", "ann"))))


STEPS: dict[str, Callable[[Claim], Claim]] = {"edit": later, "decide": decided}


def back(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(Change(each.id, each.after, each.before) for each in changes)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.open(tmp_path / "claims.json")


def test_what_a_check_appended_does_not_keep_an_edit_from_being_undone(ledger: Ledger) -> None:
    [mark] = ledger.put(mine := made())
    edit = ledger.revise([mine.id], later)
    ledger.revise([mine.id], checked)
    now = ledger.get(mine.id)
    assert now is not None
    ledger.apply(back(edit))
    assert ledger.get(mine.id) == replace(mine, anchors=now.anchors)
    ledger.apply(edit)
    assert ledger.get(mine.id) == now
    ledger.apply(back(edit))
    ledger.apply(back((mark,)))
    assert ledger.all() == ()


def test_undoing_a_decision_drops_what_followed_from_it(ledger: Ledger) -> None:
    ledger.put(mine := made())
    ledger.revise([mine.id], checked)
    before = ledger.text_of(mine.id)
    decision = ledger.revise([mine.id], decided)
    after = ledger.text_of(mine.id)
    ledger.revise([mine.id], checked)
    ledger.apply(back(decision))
    assert ledger.text_of(mine.id) == before
    ledger.revise([mine.id], checked)
    ledger.apply(decision)
    assert ledger.text_of(mine.id) == after


def test_a_decision_of_the_very_second_of_the_capture_is_undone_like_any(ledger: Ledger) -> None:
    ledger.put(mine := made())
    decision = ledger.revise(
        [mine.id], lambda claim: replace(decided(claim), modified=claim.modified)
    )
    ledger.apply(back(decision))
    assert ledger.get(mine.id) == mine


def test_what_another_person_did_keeps_a_step_from_being_undone(ledger: Ledger) -> None:
    ledger.put(mine := made())
    edit = ledger.revise([mine.id], later)
    ledger.revise([mine.id], checked)
    ledger.revise([mine.id], decided)
    with pytest.raises(StaleChangeError):
        ledger.apply(back(edit))


def test_a_step_that_was_made_and_checked_since_is_not_made_again(ledger: Ledger) -> None:
    ledger.put(mine := made())
    edit = ledger.revise([mine.id], later)
    ledger.apply(back(edit))
    ledger.revise([mine.id], checked)
    now = ledger.text_of(mine.id)
    ledger.apply(back(edit))
    assert ledger.text_of(mine.id) == now


def test_all_of_a_step_is_made_or_nothing_checked_or_not(ledger: Ledger) -> None:
    both = [made(), made()]
    ids = [each.id for each in both]
    ledger.put_all(both)
    edit = ledger.revise(ids, later)
    ledger.revise(ids[:1], checked)
    ledger.revise(ids[1:], later)
    now = [ledger.text_of(each) for each in ids]
    with pytest.raises(StaleChangeError):
        ledger.apply(back(edit))
    assert [ledger.text_of(each) for each in ids] == now


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(["edit", "decide", "check"]), max_size=8), st.data())
def test_whatever_was_checked_between_all_steps_are_undone_and_redone(
    done: list[str], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        ledger = Ledger.open(Path(folder) / "claims.json")
        steps = [ledger.put(mine := made())]
        for each in done:
            changes = ledger.revise([mine.id], STEPS.get(each, checked))
            if each != "check":
                steps.append(changes)
        last = ledger.get(mine.id)

        def perhaps_check() -> None:
            if ledger.get(mine.id) is not None and data.draw(st.booleans()):
                ledger.revise([mine.id], checked)

        for changes in reversed(steps):
            perhaps_check()
            known = _machines(ledger.get(mine.id))
            ledger.apply(back(changes))
            if "decide" not in done and changes is not steps[0]:
                assert _machines(ledger.get(mine.id)) == known
        assert ledger.get(mine.id) is None
        for changes in steps:
            perhaps_check()
            ledger.apply(changes)
        now = ledger.get(mine.id)
        assert now is not None
        assert last is not None
        assert replace(now, anchors=()) == replace(last, anchors=())
        assert _persons(now) == _persons(last)
        ledger.close()


def _machines(claim: Claim | None) -> list[Anchor]:
    return [each for each in claim.anchors if each.by == "newsread"] if claim is not None else []


def _persons(claim: Claim) -> list[Anchor]:
    return [each for each in claim.anchors if each.by != "newsread"]


# Two records made one

MODIFIED = st.sampled_from([f"2026-01-0{day}T00:00:00Z" for day in (1, 2)])


@st.composite
def records(draw: st.DrawFn) -> Record:
    names = draw(st.text("ab", max_size=3))
    return {
        "id": "1",
        "modified": draw(MODIFIED),
        "note": draw(st.sampled_from("xy")),
        "anchors": [{"revision": each} for each in names],
    }


@given(records(), records())
def test_the_later_record_counts_and_no_longer_list_is_lost(one: Record, other: Record) -> None:
    kept = joined(one, other)
    later_one = one if one["modified"] > other["modified"] else other
    assert kept | {"anchors": []} == later_one | {"anchors": []}
    begins = later_one["anchors"]
    assert kept["anchors"][: len(begins)] == begins or one["modified"] == other["modified"]
    lists = sorted((one["anchors"], other["anchors"]), key=len)
    if one["modified"] == other["modified"] or lists[1][: len(lists[0])] == lists[0]:
        assert len(kept["anchors"]) == len(lists[1])


@given(records(), records(), records())
def test_joining_again_changes_nothing(one: Record, other: Record, third: Record) -> None:
    kept = joined(one, other)
    assert joined(kept, kept) == kept
    assert joined(other, kept) == kept
    assert joined(joined(third, kept), kept)["modified"] == joined(third, kept)["modified"]


def test_a_check_never_wins_over_a_later_edit_and_is_not_lost(tmp_path: Path) -> None:
    here, there = (Ledger.open(tmp_path / name) for name in ("here.json", "there.json"))
    for each in (here, there):
        each.put(mine := replace(made(), id="1", created="", modified="2026-01-01T00:00:00Z"))
    here.revise([mine.id], checked)
    there.revise([mine.id], lambda claim: later(claim, "a person's"))
    found = here.get(mine.id)
    assert found is not None
    for one, other in ((here, there), (there, here)):
        one.merge(other.storage.present.tables)
        now = one.get(mine.id)
        assert now is not None
        assert (now.note, now.anchors) == ("a person's", found.anchors)
    assert here.text_of(mine.id) == there.text_of(mine.id)


def test_words_cut_anew_keep_nothing_that_was_found_of_the_former(tmp_path: Path) -> None:
    here, there = (Ledger.open(tmp_path / name) for name in ("here.json", "there.json"))
    for each in (here, there):
        each.put(mine := replace(claim(), id="1", modified="2026-01-01T00:00:00Z"))
    here.revise([mine.id], checked)
    there.revise([mine.id], decided)
    theirs = there.get(mine.id)
    here.merge(there.storage.present.tables)
    assert here.get(mine.id) == theirs
    assert there.merge(here.storage.present.tables) == ()


def test_taking_records_in_keeps_what_either_has_found(ledger: Ledger) -> None:
    ledger.put(mine := made())
    ledger.revise([mine.id], checked)
    found = ledger.get(mine.id)
    assert found is not None
    ledger.take([record_of(edited := later(mine))])
    assert ledger.get(mine.id) == replace(edited, anchors=found.anchors)
    ledger.take([record_of(mine)])
    assert ledger.get(mine.id) == replace(edited, anchors=found.anchors)
    longer = checked(checked(edited))
    ledger.take([record_of(longer)])
    assert ledger.get(mine.id) == longer


# Records of earlier newsreads

OLD = ("quote", "pinned")


def as_before(record: Record) -> Record:
    """Return a record as it was written before anchors knew these fields."""
    anchors = [{k: v for k, v in each.items() if k not in OLD} for each in record["anchors"]]
    return record | {"anchors": anchors}


def test_a_record_that_leaves_fields_out_is_the_same_record() -> None:
    mine: Claim = later(made())
    old, new = as_before(record_of(mine)), record_of(checked(mine))
    assert is_checked(new, old)
    assert joined(old, new)["anchors"] == new["anchors"]
    undone: Any = carried(old, old | {"note": "before"}, new)
    assert (undone["note"], undone["anchors"]) == ("before", new["anchors"])


@pytest.mark.parametrize("field", ["note", "modified", "of another program"])
def test_a_record_that_differs_in_anything_else_was_not_only_checked(field: str) -> None:
    record = record_of(made())
    assert not is_checked(record | {field: "other"}, record)
    assert is_checked(json.loads(json.dumps(record)), record)


def test_records_that_are_no_claims_are_compared_as_they_are() -> None:
    one, longer = {"id": "1", "anchors": [1]}, {"id": "1", "anchors": [1, 2]}
    assert is_checked(longer, one)
    assert not is_checked(longer | {"note": ""}, one)
    assert joined(one, longer) == longer
    assert not is_checked(one, None)
    assert is_checked(None, None)
