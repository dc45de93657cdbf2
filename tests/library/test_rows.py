"""Lists: the right rows in the right order, and no more work than what is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsread.library.database import Database
from newsread.library.rows import PAGE, PAGES_HELD, VANISHED
from newsread.library.store import UNREAD, Library
from newsread.library.views import View
from newsread.query.read import parse
from tests.library.conftest import NOW, entries, entry, filled, store, titles, work


def test_lists_are_newest_first_over_all_feeds(library: Library) -> None:
    one, two = library.add_feed("https://one.example/"), library.add_feed("https://two.example/")
    store(library, one, entry("a", published=NOW - 10), entry("c", published=NOW - 30))
    store(library, two, entry("b", published=NOW - 20), entry("d", published=NOW - 40))
    assert titles(library) == ["a", "b", "c", "d"]
    assert titles(library, f"feed:{two.url}") == ["b", "d"]


def test_a_row_shows_what_a_list_draws(library: Library) -> None:
    filled(library, 1)
    library.set_read([1], True)
    library.set_starred([1], True)
    row = library.rows()[0]
    assert (row.id, row.feed_id, row.title, row.outlet) == (1, 1, "paper0", "Paper")
    assert (row.published, row.read, row.starred) == (NOW - 3_600, True, True)


def test_rows_are_a_sequence(library: Library) -> None:
    filled(library, 5)
    rows = library.rows()
    assert len(rows) == 5
    assert rows[0] == rows[-5]
    assert rows[-1] == rows[4]
    assert rows[1:3] == [rows[1], rows[2]]
    assert list(reversed(rows)) == list(rows)[::-1]
    for outside in (5, -6, 10**9):
        with pytest.raises(IndexError):
            rows[outside]


def test_an_empty_list_has_no_rows(library: Library) -> None:
    rows = library.rows()
    assert len(rows) == 0
    assert list(rows) == []
    assert rows.index_of(1) is None


@pytest.mark.parametrize("looked_at", [range(1_000), range(999, -1, -1), (999, 0, 500, 250, 750)])
def test_every_page_is_right_whichever_way_it_is_come_to(
    library: Library, looked_at: range
) -> None:
    filled(library, 1_000)
    rows = library.rows()
    for position in looked_at:
        assert rows[position].title == f"paper{position}"


def test_an_article_is_found_in_its_list(library: Library) -> None:
    filled(library, 700)
    library.set_read([3], True)
    rows, unread = library.rows(), library.rows(UNREAD)
    for position in (0, 199, 200, 650, 699):
        assert library.rows().index_of(rows[position].id) == position
        assert rows.index_of(rows[position].id) == position
    assert unread.index_of(3) is None
    assert library.rows(parse("feed:https://none.example/")).index_of(3) is None
    assert library.rows(parse("is:starred")).index_of(3) is None
    assert rows.index_of(10_000) is None


def test_an_unread_list_goes_on_showing_what_it_is_told_to_keep(library: Library) -> None:
    filled(library, 6)
    a, b, c, d, e, f = (row.id for row in library.rows())
    library.set_read([b, d, e], True)
    kept = library.rows(UNREAD, keep=[d, b, a, 99])
    assert [row.id for row in kept] == [a, b, c, d, f]
    assert [row.read for row in kept] == [False, True, False, True, False]
    places = [library.rows(UNREAD, keep=[b, d]).index_of(each) for each in (a, b, c, d, e, f)]
    assert places == [0, 1, 2, 3, None, 4]
    assert titles(library, "feed:https://none.example/ is:unread", keep=[b]) == []


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_list_is_what_sorting_and_filtering_all_articles_gives(data: st.DataObject) -> None:
    import tempfile

    with (
        tempfile.TemporaryDirectory() as folder,
        Library.open(Path(folder) / "library.sqlite3") as library,
    ):
        count = data.draw(st.integers(0, 12))
        for name in ("one", "two"):
            feed = library.add_feed(f"https://{name}.example/")
            ages = data.draw(st.lists(st.integers(1, 4), min_size=count, max_size=count))
            store(
                library,
                feed,
                *(entry(f"{n}", published=NOW - age) for n, age in enumerate(ages)),
            )
        ids = st.lists(st.integers(1, 2 * count + 1))
        library.set_read(data.draw(ids), True)
        library.set_starred(data.draw(ids), True)
        feed_id = data.draw(st.sampled_from([None, 1, 2]))
        unread, starred = data.draw(st.booleans()), data.draw(st.booleans())
        keep = data.draw(ids)
        typed = [f"feed:https://{['one', 'two'][feed_id - 1]}.example/"] if feed_id else []
        typed += ["is:unread"] * unread + ["is:starred"] * starred
        # The same once more, but found as a whole rather than walked to along an index.
        query = parse(" ".join(typed) + data.draw(st.sampled_from(["", " (is:read OR is:unread)"])))
        expected = sorted(
            (
                row
                for row in library.rows()
                if feed_id in (None, row.feed_id)
                and (not unread or not row.read or row.id in keep)
                and (not starred or row.starred)
            ),
            key=lambda row: (row.published, row.id),
            reverse=True,
        )
        rows = library.rows(query, keep)
        assert len(rows) == len(expected)
        assert list(rows) == expected
        for position, row in enumerate(expected):
            assert library.rows(query, keep).index_of(row.id) == position


def test_a_list_that_became_shorter_meanwhile_still_has_all_its_rows(library: Library) -> None:
    feed, other = filled(library, PAGE, "one"), filled(library, 5, "two")
    rows = library.rows()
    library.remove_feed(feed.url)
    assert len(list(rows)) == len(rows) == PAGE + 5
    assert [row.feed_id for row in rows[:5]] == [other.id] * 5
    assert set(rows[5:PAGE]) == {VANISHED}
    assert len(library.rows()) == 5


# Work


@pytest.mark.parametrize(
    "query",
    [
        "",
        "is:unread",
        "feed:https://paper.example/feed",
        "feed:https://paper.example/feed is:unread",
        "is:starred",
        "folder:News",
        "folder:News is:unread",
        "is:unread -is:quiet",
        "after:today -is:quiet",
    ],
)
def test_the_first_screen_of_a_long_list_is_no_more_work_than_of_a_short_one(
    path: Path, query: str
) -> None:
    def first_screen() -> None:
        rows = library.rows(parse(query))
        assert len(rows[:40]) == 40

    library = Library(Database.open(path), clock=lambda: NOW)
    feed = library.add_feed("https://paper.example/feed", folder="News")
    store(library, feed, *(entry(f"{n}", published=NOW - n) for n in range(300)))
    filled(library, 40, "other")
    quiet = filled(library, 10, "quiet")
    with library._database.writing():
        loud = """UPDATE feed SET settings = '{"quiet": true}' WHERE id = ?"""
        library._database.change(loud, (quiet.id,))
    library.set_starred(range(1, 51), True)
    short = work(library, first_screen)
    older = (entry(f"more{n}", published=NOW - 90_000 - n) for n in range(9_000))
    store(library, feed, *older)
    # Of many articles in several feeds another index is walked.
    assert work(library, first_screen) <= short + (10 if "-is:quiet" in query else 2)
    library.close()


def test_counts_and_feeds_cost_the_same_with_any_number_of_articles(library: Library) -> None:
    feed = filled(library, 10)
    few = work(library, library.counts) + work(library, library.feeds)
    store(library, feed, *entries(5_000, "more"))
    assert work(library, library.counts) + work(library, library.feeds) <= few + 2


def test_a_page_is_fetched_once_and_only_when_it_is_looked_at(library: Library) -> None:
    filled(library, 1_000)
    rows = library.rows()
    selects: list[str] = []
    library._database._connection.set_trace_callback(selects.append)
    for position in (0, 1, PAGE - 1, 0, 999, 950):
        rows[position]
    assert len(selects) == 2


def test_a_list_holds_a_few_pages_however_far_one_scrolls(library: Library) -> None:
    filled(library, PAGE * (PAGES_HELD + 4))
    rows = library.rows()
    for row in rows:
        assert row.id
    assert len(rows._pages) == PAGES_HELD
    assert rows[0].title == "paper0"


VIEWS = [
    View(feeds=feeds, by_feed=feeds is not None, unread=unread, starred=starred, since=since)
    for feeds in (None, (1,))
    for unread in (False, True)
    for starred in (False, True)
    for since in (None, NOW - 90_000)
]


@pytest.mark.parametrize("analysed", [False, True], ids=["fresh", "analysed"])
@pytest.mark.parametrize("view", VIEWS, ids=repr)
def test_every_list_walks_along_its_index_and_sorts_nothing(
    library: Library, view: View, analysed: bool
) -> None:
    filled(library, 50)
    if analysed:
        with library._database.writing():
            library._database.change("ANALYZE")
    for bounds in ({}, {"older_than": (NOW, 5)}, {"newer_than": (NOW, 5), "oldest_first": True}):
        query, parameters = view.page(10, **bounds)  # type: ignore[arg-type]
        plan = [row[3] for row in library._database.rows(f"EXPLAIN QUERY PLAN {query}", parameters)]
        assert len(plan) == 1
        assert view._source.rpartition(" ")[2] in plan[0]


def test_a_folder_of_many_articles_is_walked_along_the_newest(library: Library) -> None:
    filled(library, 50)
    query, parameters = View(feeds=(1, 2), unread=True).page(10)
    plan = [row[3] for row in library._database.rows(f"EXPLAIN QUERY PLAN {query}", parameters)]
    assert "COVERING INDEX article_unread" in plan[0]
    assert not any("B-TREE" in step for step in plan)


def test_what_is_kept_in_an_unread_list_does_not_make_it_sort_the_rest(library: Library) -> None:
    filled(library, 50)
    query, parameters = View(unread=True, keep=(1, 2)).page(10)
    plan = [row[3] for row in library._database.rows(f"EXPLAIN QUERY PLAN {query}", parameters)]
    assert any(step.startswith("MERGE") for step in plan)
    assert any("INDEX article_unread" in step for step in plan)
    assert sum("B-TREE FOR ORDER BY" in step for step in plan) == 1  # of the two that are kept
