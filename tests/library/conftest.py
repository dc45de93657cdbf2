"""A library in a folder of its own, and feeds to put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsread.feeds.entry import Entry, ParsedFeed
from newsread.library.records import Feed, FetchState, Stored
from newsread.library.store import Library
from newsread.query.read import parse

NOW = 1_700_000_000.0
"""The moment at which tests store, POSIX seconds."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the library is."""
    return tmp_path / "library.sqlite3"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    """An empty library."""
    with Library.open(path) as opened:
        yield opened


def entry(name: str, **fields: object) -> Entry:
    """Return an entry called `name`, published a minute ago."""
    given: dict[str, object] = {
        "title": name,
        "url": f"https://paper.example/{name}",
        "content": f"<p>All about {name}.</p>",
        "published": NOW - 60,
    }
    return Entry(identity=name, **{**given, **fields})  # type: ignore[arg-type]


def entries(count: int, prefix: str = "a") -> tuple[Entry, ...]:
    """Return `count` entries, newest first, one an hour."""
    return tuple(
        entry(f"{prefix}{number}", published=NOW - 3_600 * (number + 1)) for number in range(count)
    )


def store(
    library: Library, feed: Feed, *said: Entry, now: float = NOW, title: str = "", link: str = ""
) -> Stored:
    """Store what a feed says, as a refresh does."""
    state = FetchState(feed_id=feed.id, url=feed.url, checked=now)
    return library.store_fetch(state, ParsedFeed(title=title, link=link, entries=said), now=now)


def filled(library: Library, count: int = 3, name: str = "paper") -> Feed:
    """Add a feed with `count` articles and return it."""
    feed = library.add_feed(f"https://{name}.example/feed", name.title(), added=NOW)
    store(library, feed, *entries(count, name))
    found = library.feed(feed.url)
    assert found is not None
    return found


def titles(library: Library, query: str = "", **how: object) -> list[str]:
    """Return the titles of the list for a query, from the top."""
    return [row.title for row in library.rows(parse(query), **how)]  # type: ignore[arg-type]


def work(library: Library, do: Callable[[], object]) -> int:
    """Return how many hundred instructions SQLite's machine runs while `do` does its work."""
    ticks = 0

    def tick() -> int:
        nonlocal ticks
        ticks += 1
        return 0

    connection = library._database._connection
    connection.set_progress_handler(tick, 100)
    do()
    connection.set_progress_handler(None, 0)
    return ticks
