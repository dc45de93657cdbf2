"""Completion: what may be meant by what is typed so far."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsread.widgets.completion import KnownWords, Paths, QueryWords, TagChanges

TAGS = ("budget", "Buses", "health")
NAMES = ("Runa Sollberg", "Runa Tveit", "Oda Runa")
FIELDS = ("tag:", "type:", "is:", "is:unread", "is:starred", "tag:budget")


@pytest.mark.parametrize(
    ("typed", "matches", "suggestion"),
    [
        ("", ["budget", "Buses", "health"], None),
        ("bu", ["budget", "Buses"], "budget"),
        ("BUS", ["Buses"], "Buses"),
        ("health bu", ["budget", "Buses"], "health budget"),
        ("budget,bu", ["Buses"], "budget,Buses"),
        ("budget ", ["Buses", "health"], None),
        ("budget", [], None),
        ("nothing", [], None),
    ],
)
async def test_the_last_tag_is_completed_and_none_is_offered_twice(
    typed: str, matches: list[str], suggestion: str | None
) -> None:
    completion = KnownWords(TAGS)
    assert completion.matches(typed) == matches
    assert await completion.get_suggestion(typed) == suggestion


@pytest.mark.parametrize(
    ("typed", "matches", "suggestion"),
    [
        ("", list(NAMES), None),
        ("runa", ["Runa Sollberg", "Runa Tveit"], "Runa Sollberg"),
        ("Runa T", ["Runa Tveit"], "Runa Tveit"),
        ("Oda Run", ["Oda Runa"], "Oda Runa"),
        ("Runa Tveit", [], None),
        ("Tveit", [], None),
        ("Runa, Oda", [], None),
    ],
)
async def test_without_separators_all_that_is_typed_is_one_name(
    typed: str, matches: list[str], suggestion: str | None
) -> None:
    completion = KnownWords(NAMES, "")
    assert completion.matches(typed) == matches
    assert await completion.get_suggestion(typed) == suggestion


@pytest.mark.parametrize(
    ("typed", "matches", "suggestion"),
    [
        ("", ["tag:", "type:", "is:"], None),
        ("ta", ["tag:"], "tag:"),
        ("budget -is:s", ["is:starred"], "budget -is:starred"),
        ("(is:u", ["is:unread"], "(is:unread"),
        ("t", ["tag:", "type:"], "tag:"),
        ("tag:", ["tag:budget"], "tag:budget"),
    ],
)
async def test_a_query_completes_fields_first_and_then_what_they_may_be(
    typed: str, matches: list[str], suggestion: str | None
) -> None:
    completion = QueryWords(FIELDS)
    assert completion.matches(typed) == matches
    assert await completion.get_suggestion(typed) == suggestion


def test_what_would_act_on_a_terminal_is_no_completion() -> None:
    assert KnownWords(["\x1b]0;pwn\x07", "plain"]).matches("") == ["plain"]


def test_a_path_is_completed_with_folders_marked(tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").touch()
    (tmp_path / "feeds").mkdir()
    (tmp_path / ".hidden").touch()
    (tmp_path / "bad\nname").touch()
    paths = Paths()
    assert paths.matches(f"{tmp_path}/fe") == [f"{tmp_path}/feeds.opml", f"{tmp_path}/feeds/"]
    assert paths.matches(f"{tmp_path}/") == [f"{tmp_path}/feeds.opml", f"{tmp_path}/feeds/"]
    assert paths.matches(f"{tmp_path}/.h") == [f"{tmp_path}/.hidden"]
    assert paths.matches(f"{tmp_path}/nowhere/x") == []
    assert paths.matches("~nobody-of-this-name/x") == []


@pytest.mark.parametrize(
    ("typed", "matches", "suggestion"),
    [
        ("-bu", ["budget", "Buses"], "-budget"),
        ("+he", ["health"], "+health"),
        ("health -bus", ["Buses"], "health -Buses"),
        ("-", ["budget", "Buses", "health"], None),
    ],
)
async def test_tags_to_be_added_or_taken_away_are_completed_alike(
    typed: str, matches: list[str], suggestion: str | None
) -> None:
    completion = TagChanges(TAGS)
    assert completion.matches(typed) == matches
    assert await completion.get_suggestion(typed) == suggestion
