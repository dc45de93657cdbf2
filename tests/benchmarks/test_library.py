"""The library at its design size: 250,000 articles against 5,000.

Run with ``pytest tests/benchmarks --benchmark-only``. Lists and counts of the long library should
cost what they cost in the short one; CONTRIBUTING.md has the figures that were measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsread.feeds.entry import Entry, ParsedFeed
from newsread.library.records import FetchState
from newsread.library.store import Library
from newsread.query.read import parse

SHORT, LONG = 5_000, 250_000
PER_FEED = 250
NOW = 1_700_000_000.0
SCREEN = 50
STORY = "<p>" + "The council of Merrow voted on its budget late at night. " * 40 + "</p>"


def said(feed: int, count: int, first: int = 0) -> ParsedFeed:
    """Return what one feed says: `count` entries, an hour apart."""
    of_two_in_five, of_one_feed = "<p>It was market day.</p>", "<p>Fog lay on the harbour.</p>"
    return ParsedFeed(
        title=f"Paper {feed}",
        entries=tuple(
            Entry(
                identity=f"tag:{number}",
                title=f"Council of Merrow votes on item {number} of its budget",
                url=f"https://paper{feed}.example/news/2026/{number}/council-votes",
                author="A. Writer",
                content=STORY + of_two_in_five * (number % 5 < 2) + of_one_feed * (feed == 3),
                published=NOW - number * 3_600 - feed,
            )
            for number in range(first, first + count)
        ),
    )


def fill(path: Path, count: int) -> None:
    """Make a library of `count` articles, a third of them read."""
    with Library.open(path) as library:
        for number in range(count // PER_FEED):
            feed = library.add_feed(f"https://paper{number}.example/feed", folder=f"F{number % 5}")
            state = FetchState(feed_id=feed.id, url=feed.url)
            library.store_fetch(state, said(number, PER_FEED), now=NOW)
        library.set_read(range(1, count, 3), True)
        while library.index.catch_up():
            pass


@pytest.fixture(scope="module", params=[SHORT, LONG], ids=["5,000", "250,000"])
def library(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Library]:
    path = tmp_path_factory.mktemp("library") / "library.sqlite3"
    fill(path, request.param)
    with Library.open(path) as opened:
        yield opened


@pytest.mark.parametrize(
    "query",
    ["", "is:unread", "feed:https://paper7.example/feed", "folder:F1", "is:unread -is:quiet"],
    ids=["all", "unread", "one feed", "a folder of a fifth", "without a quiet feed"],
)
def test_first_screen_of_a_list(benchmark: Any, library: Library, query: str) -> None:
    chosen = parse(query)
    assert len(benchmark(lambda: library.rows(chosen)[:SCREEN])) == SCREEN


@pytest.mark.parametrize(
    ("query", "share"),
    [
        ("harbour", 0),
        ('"item 7"', 0.004),
        ("market", 0.4),
        ("ma", 0.4),
        ("council", 1),
        ("market is:unread", 4 / 15),
        ("market folder:F1", 0.08),
    ],
    ids=[
        "250 have",
        "a phrase",
        "two in five have",
        "two letters",
        "all have",
        "unread",
        "a folder",
    ],
)
def test_first_screen_of_a_search(
    benchmark: Any, library: Library, query: str, share: float
) -> None:
    chosen = parse(query)

    def search() -> int:
        rows = library.rows(chosen)
        assert len(rows[:SCREEN]) == SCREEN or len(rows) < SCREEN
        return len(rows)

    assert benchmark(search) == pytest.approx(share * library.counts().total, abs=300)


def test_best_matches_first(benchmark: Any, library: Library) -> None:
    chosen = parse("harbour council")
    assert len(benchmark(lambda: library.rows(chosen, ranked=True)[:SCREEN])) == SCREEN


def test_making_200_articles_findable(benchmark: Any, library: Library) -> None:
    def changed() -> None:
        with library._database.writing():
            library._database.change(
                "INSERT INTO unsearched SELECT id FROM article ORDER BY id DESC LIMIT 200"
            )

    assert benchmark.pedantic(library.index.catch_up, setup=changed, rounds=20) == 200


def test_opening_and_first_screen(benchmark: Any, library: Library) -> None:
    path = library._database.path

    def begin() -> int:
        with Library.open(path) as opened:
            return len(opened.rows()[:SCREEN])

    assert benchmark(begin) == SCREEN


def test_middle_of_a_list(benchmark: Any, library: Library) -> None:
    middle = library.counts().total // 2
    assert len(benchmark(lambda: library.rows()[middle : middle + SCREEN])) == SCREEN


def test_place_of_an_article_in_the_middle(benchmark: Any, library: Library) -> None:
    middle = library.counts().total // 2
    article = library.rows()[middle].id
    assert benchmark(lambda: library.rows().index_of(article)) == middle


def test_counts_of_all_feeds(benchmark: Any, library: Library) -> None:
    assert benchmark(lambda: (library.counts(), library.feeds()))[0].total in (SHORT, LONG)


def test_next_unread(benchmark: Any, library: Library) -> None:
    start = library.rows()[0].id
    assert benchmark(library.next_unread, start)


def test_marking_one_article(benchmark: Any, library: Library) -> None:
    def mark() -> int:
        return len(library.set_read([2], True)) + len(library.set_read([2], False))

    assert benchmark(mark) == 2


def test_marking_all_read_and_taking_it_back(benchmark: Any, library: Library) -> None:
    def mark() -> int:
        return len(library.set_read(library.set_read(library.ids(), True), False))

    assert benchmark.pedantic(mark, rounds=3) == library.counts().unread


def test_one_body(benchmark: Any, library: Library) -> None:
    assert benchmark(library.body, 2_345).content.startswith(STORY)


def test_storing_a_feed_with_50_new_entries(benchmark: Any, library: Library) -> None:
    feed = library.add_feed("https://paper-new.example/feed")
    state = FetchState(feed_id=feed.id, url=feed.url)
    batches = iter(range(10**6))

    def new() -> tuple[tuple[FetchState, ParsedFeed], dict[str, float]]:
        return (state, said(10**6, 50, 50 * next(batches))), {"now": NOW}

    stored = benchmark.pedantic(library.store_fetch, setup=new, rounds=20)
    assert stored.new == 50
    library.remove_feed(feed.url)


def test_storing_a_feed_without_news(benchmark: Any, library: Library) -> None:
    [state] = library.fetch_states(["https://paper3.example/feed"])
    parsed = said(3, 50)
    assert benchmark(library.store_fetch, state, parsed, now=NOW).new == 0
