"""The feeds as lines of a tree: what stands where, what is counted, what a folded one tells."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

from newsread.library.records import Feed
from newsread.query.read import parse
from newsread.query.tree import EVERYTHING
from newsread.services.feed_tree import SMART, Line, lines
from newsread.services.views import SavedView


def feed(name: str, folder: str = "", unread: int = 0, error: str = "", note: str = "") -> Feed:
    return Feed(
        id=1,
        url=f"https://{name}.example/feed",
        title=name.title(),
        folder=folder,
        added=0.0,
        unread=unread,
        error=error,
        note=note,
    )


def shown(found: list[Line]) -> list[str]:
    """Return what stands below the smart rows, indented."""
    return ["  " * line.depth + line.words for line in found[len(SMART) :]]


def test_folders_stand_before_feeds_and_both_by_name() -> None:
    given = [feed("zebra"), feed("ant"), feed("bee", "Papers"), feed("cat", "Agencies")]
    assert shown(lines(given)) == ["Agencies", "  Cat", "Papers", "  Bee", "Ant", "Zebra"]


def test_a_folder_in_a_folder_stands_in_it_even_when_the_outer_one_has_no_feed_of_its_own() -> None:
    given = [feed("ant", "World/Africa"), feed("bee", "World/Asia")]
    assert shown(lines(given)) == ["World", "  Africa", "    Ant", "  Asia", "    Bee"]


def test_a_folded_folder_hides_what_is_in_it_and_counts_all_of_it() -> None:
    given = [feed("ant", "World", 2), feed("bee", "World/Asia", 3)]
    found = lines(given, folded={"World"})
    assert shown(found) == ["World"]
    assert (found[-1].unread, found[-1].folded) == (5, True)


def test_a_folded_folder_tells_what_is_wrong_inside_and_an_open_one_leaves_it_to_the_feed() -> None:
    given = [feed("ant", "World/Asia", error="it is gone")]
    assert lines(given, folded={"World"})[-1].error == "it is gone"
    opened = {line.words: line.error for line in lines(given)}
    assert (opened["World"], opened["Ant"]) == ("", "it is gone")


def test_a_folder_for_each_feed_of_a_long_list_is_no_more_work_than_one_for_all() -> None:
    # Were each folder looked for in all others, this test would not end.
    given = [feed(str(number), f"{number}/in/it", 1) for number in range(20_000)]
    assert {line.unread for line in lines(given)[len(SMART) :]} == {1}


def test_a_folder_is_not_taken_for_one_whose_name_it_begins() -> None:
    found = lines([feed("ant", "Art", 1), feed("bee", "Arts", 2)])
    assert {line.words: line.unread for line in found if line.kind == "folder"} == {
        "Art": 1,
        "Arts": 2,
    }


def test_saved_views_stand_between_smart_rows_and_folders() -> None:
    query = parse("tag:budget")
    saved = [SavedView("Budget", "tag:budget", query)]
    found = lines([feed("ant")], views=saved, counts={query: 4})
    view = found[len(SMART)]
    assert (view.kind, view.words, view.query, view.unread) == ("view", "Budget", query, 4)
    assert found[-1].words == "Ant"


def test_a_view_that_is_no_query_is_there_and_says_so() -> None:
    found = lines([], views=[SavedView("Bad", "tgs:x", None, "views.toml:1: no field tgs.")])
    assert found[-1].error == "views.toml:1: no field tgs."
    assert found[-1].query not in [line.query for line in SMART]


def test_every_line_lists_what_a_person_could_type() -> None:
    found = lines([feed("ant", 'Say "hi"'), feed("bee")])
    assert [parse(line.query.text) for line in found] == [line.query for line in found]


def test_no_two_lines_have_the_same_key() -> None:
    given = [feed("ant", "A"), feed("bee", "A/A"), feed("cat", "B")]
    found = lines(
        given, views=[SavedView("A", "tag:a", parse("tag:a")), SavedView("B", "", EVERYTHING)]
    )
    assert len({line.key for line in found}) == len(found)


def test_twice_as_many_folders_are_twice_the_work() -> None:
    def work(folders: int) -> int:
        given = [feed(f"feed{number}", f"Folder {number}") for number in range(folders)]
        return calls(lambda: lines(given))

    assert work(400) < 2.1 * work(200)


def calls(task: Callable[[], object]) -> int:
    """Count the functions that are called in `task`."""
    count = 0

    def note(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(note)
    try:
        task()
    finally:
        sys.setprofile(None)
    return count
