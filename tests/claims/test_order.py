"""Orders in which claims are listed."""

from __future__ import annotations

import pytest

from newsread.claims.claim import Speaker
from newsread.claims.order import ORDERS, in_order, order_in_words
from newsread.claims.vocabulary import Term, Vocabulary
from tests.fakes.claims import claim

VOCABULARY = Vocabulary(
    types=(),
    statuses=(Term("open", "open"), Term("done", "done")),
    verdicts=(Term("right", "right"), Term("wrong", "wrong")),
)
CLAIMS = (
    claim("The council", id="4", key="b", status="done", speaker=Speaker(name="oda")),
    claim("Prices", id="3", key="a", status="gone", verdict="wrong"),
    claim("Rents", id="2", key="b", status="open", verdict="so-so", speaker=Speaker(name="Runa")),
    claim("Rents", id="1", key="a", status="open", verdict="right", speaker=Speaker(name="Oda")),
)
"""The newest first."""


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("newest", "4321"),
        ("oldest", "1234"),
        ("article", "2413"),
        ("status", "2143"),
        ("verdict", "1324"),
        ("speaker", "4123"),
        ("of another version", "4321"),
    ],
)
def test_claims_come_in_the_order_asked_for(order: str, ids: str) -> None:
    assert "".join(each.id for each in in_order(CLAIMS, order, VOCABULARY)) == ids


@pytest.mark.parametrize("order", [each.name for each in ORDERS])
def test_no_claim_is_lost_by_sorting_and_none_are_no_trouble(order: str) -> None:
    assert sorted(in_order(CLAIMS, order, VOCABULARY), key=id) == sorted(CLAIMS, key=id)
    assert list(in_order((), order, VOCABULARY)) == []


def test_a_heading_tells_the_order() -> None:
    told = [order_in_words(each.name) for each in ORDERS]
    assert told[:3] == ["newest first", "oldest first", "by article"]
    assert order_in_words("of another version") == "newest first"
