"""Two files of claims made one."""

import json
from collections.abc import Mapping

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.ledger.merging import CLAIMS, META, Deleted, deletions, difference, merge
from newsread.ledger.tables import Tables, encode

TIMES = [f"2026-01-0{day}T00:00:00Z" for day in range(1, 7)]


def made_tables(claims: Mapping[str, str], gone: Mapping[str, Deleted] | None = None) -> Tables:
    """Return tables with claims of an id, changed at a time, and news of deletions."""
    return {
        CLAIMS: {
            str(number): encode({"id": each, "modified": at})
            for number, (each, at) in enumerate(claims.items(), 1)
        },
        META: {"1": b'{"schema": 2}'}
        | {
            str(number): encode(msgspec.to_builtins(each))
            for number, each in enumerate((gone or {}).values(), 2)
        },
    }


def claims_of(tables: Tables) -> dict[str, str]:
    """Return when each claim was changed."""
    records = [json.loads(text) for text in tables[CLAIMS].values()]
    assert len({each["id"] for each in records}) == len(records)
    return {each["id"]: each["modified"] for each in records}


def deleted_of(tables: Tables) -> dict[str, Deleted]:
    return {each: deleted for each, (_, deleted) in deletions(tables[META]).items()}


@pytest.mark.parametrize(
    ("ours", "theirs", "left"),
    [
        (made_tables({"a": TIMES[0]}), made_tables({}), {"a": TIMES[0]}),
        (made_tables({}), made_tables({"a": TIMES[0]}), {"a": TIMES[0]}),
        (made_tables({"a": TIMES[1]}), made_tables({"a": TIMES[0]}), {"a": TIMES[1]}),
        (made_tables({"a": TIMES[0]}), made_tables({"a": TIMES[1]}), {"a": TIMES[1]}),
        (made_tables({"a": TIMES[0]}), made_tables({}, {"a": Deleted("a", TIMES[1])}), {}),
        (made_tables({}, {"a": Deleted("a", TIMES[1])}), made_tables({"a": TIMES[0]}), {}),
        (made_tables({}, {"a": Deleted("a", TIMES[1])}), made_tables({"a": TIMES[1]}), {}),
        (
            made_tables({}, {"a": Deleted("a", TIMES[1])}),
            made_tables({"a": TIMES[2]}),
            {"a": TIMES[2]},
        ),
        (
            made_tables({"a": TIMES[0]}, {"a": Deleted("a", TIMES[1], TIMES[2])}),
            made_tables({}, {"a": Deleted("a", TIMES[1])}),
            {"a": TIMES[0]},
        ),
        (
            made_tables({}, {"a": Deleted("a", TIMES[1])}),
            made_tables({"a": TIMES[0]}, {"a": Deleted("a", TIMES[1], TIMES[1])}),
            {"a": TIMES[0]},
        ),
        (
            made_tables({}, {"a": Deleted("a", TIMES[1], count=3)}),
            made_tables({"a": TIMES[0]}, {"a": Deleted("a", TIMES[1], TIMES[1], count=2)}),
            {},
        ),
        (
            made_tables({"a": TIMES[0]}, {"a": Deleted("a", TIMES[1], TIMES[2])}),
            made_tables({}, {"a": Deleted("a", TIMES[3])}),
            {},
        ),
    ],
)
def test_who_was_later_counts(ours: Tables, theirs: Tables, left: dict[str, str]) -> None:
    assert claims_of(merge(ours, theirs)) == left


def test_what_is_no_claim_and_what_is_another_programs_stays_as_the_file_has_it() -> None:
    theirs: Tables = {
        "theirs": {"1": b'{"x": 2}'},
        CLAIMS: {"1": b'{"quote": "no id"}', "7": b"[]"},
        META: {"2": b'{"deleted": 3}', "5": b'{"of": "a newer newsread", "deleted": []}'},
    }
    ours: Tables = {"theirs": {"1": b'{"x": 1}', "2": b"{}"}, "ours": {"1": b"{}"}}
    merged = merge(ours | made_tables({"a": TIMES[0]}), theirs)
    assert merged["theirs"] == theirs["theirs"]
    assert merged[CLAIMS].items() >= theirs[CLAIMS].items()
    assert merged[META].items() >= theirs[META].items()
    assert "ours" not in merged
    assert merged[CLAIMS]["8"] == b'{"id": "a", "modified": "%s"}' % TIMES[0].encode()


ids = st.sampled_from("abcde")
times = st.sampled_from(TIMES)
counts = st.integers(1, 4)


@st.composite
def homes(draw: st.DrawFn) -> Tables:
    """A home as it may be: what is deleted is not there, unless it was changed after that."""
    claims = draw(st.dictionaries(ids, times))
    gone = {
        each: Deleted(
            each, at, draw(st.sampled_from(["", *(t for t in TIMES if t >= at)])), draw(counts)
        )
        for each, at in draw(st.dictionaries(ids, times)).items()
    }
    left = {
        each: at
        for each, at in claims.items()
        if each not in gone or not gone[each].stands or gone[each].at < at
    }
    return made_tables(left, gone)


@given(homes(), homes())
def test_merging_twice_is_merging_once(ours: Tables, theirs: Tables) -> None:
    merged = merge(ours, theirs)
    assert merge(ours, merged) == merged == merge(merged, merged)
    assert claims_of(merge(merged, theirs)) == claims_of(merged)
    assert deleted_of(merge(merged, theirs)) == deleted_of(merged)
    assert difference(merged, merge(theirs, merged)) == []


@given(homes(), homes())
def test_both_homes_come_to_the_same(ours: Tables, theirs: Tables) -> None:
    here, there = merge(theirs, ours), merge(ours, theirs)
    ties = {
        each
        for each, deleted in deleted_of(ours).items()
        if each in deleted_of(theirs) and deleted.rank == deleted_of(theirs)[each].rank
    }
    assert {e: at for e, at in claims_of(here).items() if e not in ties} == {
        e: at for e, at in claims_of(there).items() if e not in ties
    }
    # And once each has what the other made of it, they are the same altogether.
    again = merge(here, there)
    assert claims_of(again) == claims_of(merge(again, here))


@given(homes(), homes())
def test_no_claim_is_lost_that_nobody_deleted(ours: Tables, theirs: Tables) -> None:
    left = claims_of(merge(ours, theirs))
    deleted = deleted_of(ours).keys() | deleted_of(theirs).keys()
    for each, at in (claims_of(ours) | claims_of(theirs)).items():
        if each not in deleted:
            assert left[each] == max(at, claims_of(ours).get(each, ""))


@given(homes(), homes())
def test_a_deletion_that_either_knows_holds_unless_something_came_after(
    ours: Tables, theirs: Tables
) -> None:
    left = claims_of(merge(ours, theirs))
    for each in {*deleted_of(ours), *deleted_of(theirs)}:
        news = [home[each] for home in (deleted_of(ours), deleted_of(theirs)) if each in home]
        latest = max(news, key=lambda deleted: deleted.rank)
        if latest.stands and each in left:
            assert left[each] > latest.at


@given(homes(), homes())
def test_a_difference_makes_one_of_the_other(before: Tables, after: Tables) -> None:
    changed = {name: dict(table) for name, table in before.items()}
    for name, number, text in difference(before, after):
        if text is None:
            del changed[name][number]
        else:
            changed[name][number] = text
    assert changed == after
