"""Queries as values: written, joined, asked what they need."""

from __future__ import annotations

from typing import get_args

import pytest

from newsread.claims.claim import State, Worth
from newsread.query.fields import BY_NAME, FIELDS, STATES
from newsread.query.read import parse
from newsread.query.tree import EVERYTHING, narrowed, query_of


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("a   b", "a b"),
        ("a|b c", "a OR (b c)"),
        ("a AND b", "a b"),
        ("a AND NOT b", "a -b"),
        ("NOT (a OR b)", "-(a OR b)"),
        ("NOT NOT a", "a"),
        ('"NOT" "AND"', '"NOT" "AND"'),
        ("FEED:“The  Guardian”", 'feed:"The Guardian"'),
        ("-( a OR  b )", "-(a OR b)"),
        ('tag:"x"', "tag:x"),
        (r'folder:"a\"b"', r'folder:"a\"b"'),
    ],
)
def test_a_query_is_written_in_one_way(typed: str, written: str) -> None:
    assert parse(typed).text == written


def test_what_is_typed_narrows_a_list() -> None:
    base = query_of("feed", "https://a.example/")
    assert narrowed(base, EVERYTHING) == base
    assert narrowed(EVERYTHING, EVERYTHING) == EVERYTHING
    assert narrowed(base, parse("a OR b")).text == "feed:https://a.example/ (a OR b)"
    assert narrowed(base, parse("a b"), base) == parse("feed:https://a.example/ a b")


@pytest.mark.parametrize(
    ("typed", "words", "claims"),
    [
        ("", False, False),
        ("is:unread feed:a", False, False),
        ("-(is:read OR tag:x)", False, True),
        ("has:claims", False, True),
        ("is:read OR -a", True, False),
    ],
)
def test_a_query_knows_what_must_be_ready_for_it(typed: str, words: bool, claims: bool) -> None:
    query = parse(typed)
    assert (query.has_words, query.asks_claims) == (words, claims)


def test_the_values_of_claims_fields_are_those_of_claims() -> None:
    assert {*STATES} == {*get_args(State), "changed"}
    assert set(BY_NAME["worth"].values) == set(get_args(Worth))


def test_every_field_has_an_example_that_is_a_query() -> None:
    for field in FIELDS:
        assert parse(f"{field.name}:{field.example}").tree != EVERYTHING.tree
