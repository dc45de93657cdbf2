"""What is let go of, and above all what is not."""

from __future__ import annotations

import pytest

from newsread.library.records import Feed
from newsread.library.retention import DAY, FORGOTTEN_KEPT, UNREAD_KEPT, Limits
from newsread.library.store import Library
from newsread.text.document import Kind, Piece, assemble
from newsread.text.quality import Quality
from tests.fakes.texts import store_revision
from tests.library.conftest import NOW, entries, entry, filled, store, titles

OLD = 20
"""Articles that the feed does not show any more; of them number 0 is the newest."""


@pytest.fixture
def paper(library: Library) -> Feed:
    """A feed with 20 old, read articles and two that it still shows."""
    feed = filled(library, OLD)
    library.set_read(library.ids(), True)
    store(library, feed, entry("now0"), entry("now1"))
    return feed


def outdated(
    library: Library, limits: Limits, keep: tuple[str, ...] = (), now: float = NOW
) -> list[str]:
    """Return the titles of what may go."""
    found = []
    for article in library.retention.outdated(1, limits, keep, now):
        there = library.article(article)
        assert there is not None
        found.append(there.title)
    return found


def number(library: Library, title: str) -> int:
    return next(article.id for article in library.articles() if article.title == title)


@pytest.mark.parametrize(
    ("limits", "days", "gone"),
    [
        (Limits(), 9_999, 0),
        (Limits(articles=22), 0, 0),
        (Limits(articles=20), 0, 2),
        (Limits(articles=2), 0, 20),
        (Limits(articles=1), 0, 20),
        (Limits(days=3), 2, 0),
        (Limits(days=3), 4, 20),
        (Limits(articles=20, days=3), 2, 2),
        (Limits(articles=20, days=3), 4, 20),
    ],
)
def test_what_is_beyond_either_limit_may_go_oldest_first(
    library: Library, paper: Feed, limits: Limits, days: int, gone: int
) -> None:
    found = outdated(library, limits, now=NOW + days * DAY)
    assert found == [f"paper{each}" for each in range(OLD - 1, OLD - 1 - gone, -1)]


def test_what_is_starred_claimed_or_being_read_never_goes(library: Library, paper: Feed) -> None:
    starred, claimed, open_now = (number(library, f"paper{each}") for each in (19, 18, 17))
    library.set_starred([starred], True)
    library.set_position(open_now, "00" * 32, 5)
    found = library.article(claimed)
    assert found is not None
    kept = outdated(library, Limits(articles=1), (found.key,))
    assert kept == [f"paper{each}" for each in range(16, -1, -1)]


def test_what_is_unread_stays_half_a_year_whatever_the_limits(library: Library) -> None:
    feed = filled(library, 5)
    store(library, feed, entry("now"))
    limits = Limits(articles=1, days=1)
    assert outdated(library, limits, now=NOW + UNREAD_KEPT - 1) == []
    assert len(outdated(library, limits, now=NOW + UNREAD_KEPT + 1)) == 5


def test_what_the_feed_still_shows_stays_and_so_does_all_while_that_is_not_known(
    library: Library, paper: Feed
) -> None:
    library.set_read(library.ids(), True)
    assert len(outdated(library, Limits(articles=1))) == OLD
    store(library, paper, *entries(OLD, "paper")[:15])
    assert len(outdated(library, Limits(articles=1))) == OLD - 15 + 1
    with library.writing():
        library._database.change("UPDATE feed SET document = NULL")
    assert outdated(library, Limits(articles=1)) == []


def test_an_article_that_came_late_counts_from_when_it_came(library: Library) -> None:
    feed = filled(library, 1)
    store(library, feed, entry("late", published=NOW - 400 * DAY), now=NOW)
    store(library, feed, entry("now"))
    library.set_read(library.ids(), True)
    assert outdated(library, Limits(days=30), now=NOW + 29 * DAY) == []


def test_what_went_takes_all_of_it_along_but_texts_that_stand_elsewhere(
    library: Library, paper: Feed
) -> None:
    for article, words in ((1, "own"), (2, "shared"), (3, "shared")):
        document = assemble([Piece(Kind.PARAGRAPH, words)])
        store_revision(library, article, document, "page", NOW, Quality(1))
        library.set_position(article, document.revision, 1)
    assert library.retention.forget([1, 2], NOW) == 2
    counted = {
        table: library._database.value(f"SELECT count(*) FROM {table}")
        for table in ("article", "body", "revision", "reading", "text")
    }
    assert counted == {"article": OLD, "body": OLD, "revision": 1, "reading": 1, "text": 1}
    found = library.feed(paper.url)
    assert found is not None
    assert (found.total, found.unread) == (OLD, 2)
    assert library._database.rows("PRAGMA foreign_key_check") == []


def test_what_went_does_not_come_back_as_new_when_the_feed_shows_it_again(
    library: Library, paper: Feed
) -> None:
    gone = library.retention.outdated(1, Limits(articles=2), (), NOW)
    library.retention.forget(gone, NOW)
    assert titles(library) == ["now1", "now0"] or titles(library) == ["now0", "now1"]
    stored = store(library, paper, *entries(OLD, "paper"), entry("fresh"))
    assert stored.new == 1
    assert library.counts().total == 3


def test_keys_of_what_went_are_dropped_once_no_feed_can_show_it_again(
    library: Library, paper: Feed
) -> None:
    library.retention.forget(range(1, OLD + 1), NOW)
    store(library, paper, *entries(5, "paper"))  # shown again

    def kept() -> int:
        count: int = library._database.value("SELECT count(*) FROM forgotten")
        return count

    library.retention.forget_keys(NOW + FORGOTTEN_KEPT - 1)
    assert kept() == OLD
    library.retention.forget_keys(NOW + FORGOTTEN_KEPT + 1)
    assert kept() == 5
