"""The index kept up record by record is the one that is made from nothing."""

import json

from hypothesis import given
from hypothesis import strategies as st

from newsread.ledger.index import Index
from newsread.ledger.record import record_of
from newsread.ledger.tables import encode
from tests.fakes.claims import NOON, claim

RECORD = record_of(claim())
NUMBERS = [str(number) for number in range(1, 7)]

records = st.builds(
    lambda claim_id, key, second, tag: encode(
        RECORD
        | {
            "id": claim_id,
            "created": f"2026-01-01T00:00:0{second}Z",
            "article": RECORD["article"] | {"key": key},
            "tags": [tag],
        }
    ),
    st.sampled_from("abc"),
    st.sampled_from("xy"),
    st.integers(0, 2),
    st.sampled_from(["p", "q"]),
)
no_claims = st.sampled_from([b"{}", b'{"id": "a"}', b'{"id": 3, "created": "x"}'])
texts = st.none() | records | no_claims
changes = st.lists(st.tuples(st.sampled_from(NUMBERS), texts), max_size=12)


def said(index: Index) -> tuple[object, ...]:
    return (
        index.newest_first(),
        {key: index.of_article(key) for key in "xyz"},
        index.keys(),
        index.tags(),
        index.speakers(),
        index.numbers,
        index.problems,
    )


@given(changes, changes, st.integers(1, 4))
def test_an_index_kept_up_is_the_one_made_anew(
    first: list[tuple[str, bytes | None]], then: list[tuple[str, bytes | None]], at_once: int
) -> None:
    table: dict[str, bytes] = {number: text for number, text in first if text is not None}
    index = Index(table)
    for start in range(0, len(then), at_once):
        some = then[start : start + at_once]
        for number, text in some:
            if text is None:
                table.pop(number, None)
            else:
                table[number] = text
        for number in sorted({number for number, _ in some}, key=int):
            index.renew(number)
        assert said(index) == said(Index(table))


def test_of_two_records_with_one_id_the_other_is_shown_when_the_first_is_gone() -> None:
    made = [claim(now=NOON + second) for second in range(2)]
    table = {"1": encode(record_of(made[0])), "4": encode(record_of(made[0]) | {"note": "other"})}
    index = Index(table)
    assert [number for number, _ in index.problems] == [4]
    del table["1"]
    index.renew("1")
    (shown,) = index.newest_first()
    assert shown.note == "other"
    assert index.problems == []


def test_what_has_no_document_is_shown_behind_what_has() -> None:
    one, two = claim(), claim()
    index = Index({"1": encode(json.loads(encode(record_of(one))))})
    index.show(one)
    index.show(two)
    assert {each.id for each in index.newest_first()} == {one.id, two.id}
    assert len(index.newest_first()) == 2
