"""Queries on the command line."""

from __future__ import annotations

import pytest

from tests.cli.command import Newsread
from tests.cli.conftest import Kept


def titles(kept: Kept, *query: str) -> list[str]:
    records = kept.newsread("articles", "--json", *query).records
    return [each["title"] for each in records if each["feed"] != "newsread:welcome"]


BOTH = ["Story two", "Story one"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ([], BOTH),
        (["story"], BOTH),
        (["story", "one"], ["Story one"]),
        (["story one"], ["Story one"]),
        (["council"], ["Story one"]),  # in the text that was shown
        (["story", "-one"], ["Story two"]),
        (["-one", "story"], ["Story two"]),
        (["--", "-one", "story"], ["Story two"]),
        (["two", "OR", "one"], BOTH),
        (['feed:"Loopback Times"', "one"], ["Story one"]),
        (["is:starred"], []),
        (["-hour", "story"], BOTH),  # no -h with more behind it
        (["before:2025"], []),
        (["after:2025-10-07", "before:2025-10-09", "story"], BOTH),
    ],
    ids=" ".join,
)
def test_words_that_are_no_options_are_the_query(
    kept: Kept, query: list[str], found: list[str]
) -> None:
    assert titles(kept, *query) == found


def test_options_stand_anywhere_among_the_words(kept: Kept) -> None:
    for words in (
        ["--limit", "1", "story"],
        ["story", "--limit=1"],
        ["story", "--limit", "1", "-none"],
    ):
        (line,) = kept.newsread("articles", *words).lines
        assert line.endswith("Story two")
    assert kept.newsread("articles", "story", "--", "--limit").status == 0


@pytest.mark.parametrize("command", [["articles"], ["claims", "list"]], ids=" ".join)
@pytest.mark.parametrize(
    ("query", "said"),
    [
        (["tgs:budget"], "query: there is no field tgs:. Did you mean tag:"),
        (["a", "(b"], "the parenthesis after “a” is not closed"),
        (["after:20x6"], "after:20x6: not a date. Write a day"),
        (["--jsn", "a"], "--json"),
        (["€"], "has no letter or digit"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_bad_query_is_one_sentence_and_two(
    newsread: Newsread, command: list[str], query: list[str], said: str
) -> None:
    assert said in newsread.refuses(*command, *query, status=2)
    assert not newsread.home.exists()


def test_claims_are_listed_by_a_query(kept: Kept) -> None:
    words = "The city council approved a budget of 4.2 million euros on Tuesday, the mayor said."
    kept.newsread("claims", "add", kept.newsroom.url("/one"), "--quote", words, "--tag", "money")
    for query in (["tag:money"], ["million", "is:unread"], ["-tag:none", "status:todo"]):
        (record,) = kept.newsread("claims", "list", "--json", *query).records
        assert record["quote"] == words
        assert titles(kept, *query) == ["Story one"]
    assert kept.newsread("claims", "list", "-million").lines == []
    assert titles(kept, "has:claims", "-tag:money") == []
