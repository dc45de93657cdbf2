"""Queries over claims: the same words and fields as over articles."""

from __future__ import annotations

import msgspec
import pytest

from newsread.claims.claim import Claim, Speaker
from newsread.claims.drift import MACHINE
from newsread.claims.filter import Facts, claim_filter
from newsread.query.read import parse
from newsread.query.words import folded_words
from tests.fakes.claims import NOON, article, claim

KEY, OTHER, GONE = "a" * 64, "b" * 64, "c" * 64

FACTS = {
    KEY: Facts(
        read=False, starred=True, changed=True, folder="Papers/UK", feed_title="My morning paper"
    ),
    OTHER: Facts(read=True, starred=False, quiet=True),
}

RENTS = claim(
    tags=("Budget", "städte"),
    speaker=Speaker(name="Anna Müller", role="mayor"),
    statement="Rents went up",
    note="Ask the bureau",
    worth="high",
    article=article(KEY),
)
FLATS = claim(
    "We built 1,200 flats",
    kind="causal",
    status="checked",
    verdict="false",
    article=article(OTHER, title="東京の家賃", outlet="Le Matin", feed="https://matin.example/"),
    now=NOON - 86_400 * 30,
)
LOST = claim("Prices will fall by 2030", kind="prediction", article=article(GONE))
CLAIMS = {"rents": RENTS, "flats": FLATS, "lost": LOST}


def drifted(made: Claim, state: str) -> Claim:
    anchor = msgspec.structs.replace(made.anchors[-1], state=state, by=MACHINE)
    return msgspec.structs.replace(made, anchors=(*made.anchors, anchor))


CLAIMS["flats"] = FLATS = drifted(FLATS, "changed-material")


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ("", "rents flats lost"),
        ("rents", "rents lost"),  # in the quote; in the article's title
        ('"rents rose"', "rents"),
        ("rise", "rents lost"),
        ("4.7", "rents"),
        ("bureau", "rents"),
        ("went", "rents"),
        ("muller", "rents"),
        ("BUDGET", "rents"),
        ("stadte", "rents"),
        ('"up ask"', ""),  # no phrase goes from one field to the next
        ("東京", "flats"),
        ("mayor", ""),  # a role is nobody's name
        ("1,200", "flats"),
        ("-rents", "flats"),
        ("tag:budget", "rents"),
        ("tag:STÄDTE", "rents"),
        ("tag:budg", ""),
        ("type:causal", "flats"),
        ("speaker:Muller", "rents"),
        ("-speaker:muller", "flats lost"),
        ("verdict:false", "flats"),
        ("status:todo", "rents lost"),
        ("worth:high", "rents"),
        ("drift:changed", "flats"),
        ("drift:changed-material", "flats"),
        ("drift:changed-minor", ""),
        ("drift:review", "flats"),
        ("-drift:review", "rents lost"),
        ("drift:exact", "rents lost"),
        ("has:claims", "rents flats lost"),
        ("is:unread", "rents"),
        ("is:read", "flats"),
        ("-is:read", "rents lost"),
        ("is:starred", "rents"),
        ("is:quiet", "flats"),
        ("is:changed", "rents"),
        ("-is:changed", "flats lost"),
        ("folder:papers", "rents"),
        ("folder:uk", ""),
        ('folder:""', "flats"),
        ('feed:"my morning"', "rents"),
        ("feed:matin", "flats"),
        ("feed:news.example", "rents lost"),
        ("feed:https://matin.example/", "flats"),
        ("feed:example", "rents flats lost"),
        ("after:7d", "rents lost"),
        ("before:7d", "flats"),
        ("type:causal OR tag:budget", "rents flats"),
        ("-(type:causal OR tag:budget) is:unread", ""),
        ("-(type:causal OR tag:budget)", "lost"),
    ],
)
def test_a_query_chooses_claims(query: str, chosen: str) -> None:
    chooses = claim_filter(parse(query), FACTS.get, NOON)
    assert [name for name, each in CLAIMS.items() if chooses(each)] == chosen.split()


def test_an_articles_facts_are_looked_up_only_when_they_are_asked_for() -> None:
    def never(key: str) -> Facts | None:
        pytest.fail("looked up")

    for query in ("rents tag:budget", "feed:news.example", "type:causal is:read", "after:7d"):
        claim_filter(parse(query), never, NOON)(RENTS)


@pytest.mark.parametrize("created", ["", "yesterday", "2025-13-01T00:00:00Z"])
def test_a_claim_without_a_date_is_older_than_any(created: str) -> None:
    undated = msgspec.structs.replace(RENTS, created=created)
    assert not claim_filter(parse("after:1970-01-02"), FACTS.get, NOON)(undated)


@pytest.mark.parametrize("query", ["drift:exact", "after:2020", "-before:2020"])
def test_a_claim_that_another_program_wrote_stands_nowhere_and_has_no_date(query: str) -> None:
    made = msgspec.structs.replace(RENTS, anchors=(), created="")
    assert not claim_filter(parse(query), FACTS.get, NOON)(made)


def test_a_claims_words_are_folded_once_for_all_keys_that_narrow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folded: list[str] = []

    def counting(text: str) -> str:
        folded.append(text)
        return folded_words(text)

    monkeypatch.setattr("newsread.claims.filter.folded_words", counting)
    made = msgspec.structs.replace(RENTS, note="A note that no other claim here has")
    for typed in ("no", "not", "note"):
        assert claim_filter(parse(typed), FACTS.get, NOON)(made)
    assert folded.count(made.note) == 1
