"""Which articles are asked for again, and what is known of each."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from newsread.feeds.entry import Entry
from newsread.library.articles import digest
from newsread.library.claim_index import IndexedClaim
from newsread.library.records import Feed
from newsread.library.store import Library
from newsread.library.watches import RESTLESS, Watched, ask
from newsread.text.quality import Quality
from tests.fakes.claims import document
from tests.fakes.texts import store_revision
from tests.library.conftest import NOW, entry, filled, store, work

CLOSED = ("checked", "published", "dropped")
DAY = 86_400.0


def text(library: Library, article_id: int, words: str = "One.", at: float = NOW) -> None:
    store_revision(library, article_id, document(words), "page", at, Quality(1))


def claimed(library: Library, *claims: tuple[int, str]) -> None:
    """Tell the library of claims: each on an article, with a status."""
    indexed = []
    for number, (article_id, status) in enumerate(claims):
        article = library.article(article_id)
        assert article is not None
        empty = dict.fromkeys(IndexedClaim.__struct_fields__, "")
        known = {"id": str(number), "article": digest(article.key), "status": status}
        indexed.append(msgspec.convert(empty | known, IndexedClaim))
    library.index.take_claims(indexed, "stamp")


def watched(library: Library) -> list[int]:
    return sorted(each.article_id for each in library.watches.watched(CLOSED))


def only(library: Library) -> Watched:
    [found] = library.watches.watched(CLOSED)
    return found


def test_open_claims_and_stars_are_watched_where_there_is_a_text(library: Library) -> None:
    filled(library, 9)
    for article_id in range(1, 8):
        text(library, article_id)
    claimed(library, (1, "todo"), (2, "checked"), (2, "waiting"), (3, "dropped"), (9, "todo"))
    library.set_starred([4, 8], True)
    assert watched(library) == [1, 2, 4]


def test_an_article_is_watched_from_its_date_until_an_edit_is_found(library: Library) -> None:
    filled(library, 1)
    article = library.article(1)
    assert article is not None
    text(library, 1, at=NOW + 10)
    library.set_starred([1], True)
    assert only(library).since == article.published
    text(library, 1, "Another.", at=NOW + 20)
    with library.writing():
        library._database.change(
            "UPDATE revision SET cause = 'edit' WHERE retrieved = ?", (NOW + 20,)
        )
    assert only(library).since == NOW + 20


def test_a_page_that_is_another_at_each_request_becomes_old_all_the_same(library: Library) -> None:
    filled(library, 1)
    article = library.article(1)
    assert article is not None
    library.set_starred([1], True)
    for number in range(RESTLESS + 2):
        text(library, 1, f"It is {number} now.", at=NOW + number)
        if number == RESTLESS:
            _ask_for(library, article.key)
        with library.writing():
            library._database.change(
                "UPDATE revision SET cause = 'edit' WHERE retrieved > ?", (NOW,)
            )
        is_young = number <= RESTLESS
        assert only(library).since == (NOW + number if is_young and number else article.published)
    assert not only(library).asked


def _ask_for(library: Library, key: str) -> None:
    """Note that the article's feed says that it was updated."""
    with library.writing():
        ask(library._database, [bytes.fromhex(key)])
    assert only(library).asked


def test_a_text_that_was_got_counts_as_a_check(library: Library) -> None:
    filled(library, 1)
    text(library, 1, at=NOW + 10)
    library.set_starred([1], True)
    assert (only(library).checked, only(library).failures) == (NOW + 10, 0)
    library.watches.note(1, NOW + 20, error="no answer")
    assert (only(library).checked, only(library).failures) == (NOW + 20, 1)
    text(library, 1, "Another.", at=NOW + 30)
    assert (only(library).checked, only(library).failures) == (NOW + 30, 0)


def test_failures_are_counted_until_it_goes_well(library: Library) -> None:
    filled(library, 1)
    text(library, 1, at=NOW - DAY)
    counted = []
    for number, error in enumerate(("no answer", "no answer", "", "no answer")):
        library.watches.note(1, NOW + number, error=error)
        counted.append(library.watches.of([1])[0].failures)
    assert counted == [1, 2, 0, 1]


@pytest.mark.parametrize(
    ("error", "lasting", "asked"),
    [("", False, False), ("gone", True, False), ("no answer", False, True)],
)
def test_a_feeds_word_holds_until_its_article_was_answered_for(
    library: Library, error: str, lasting: bool, asked: bool
) -> None:
    feed = filled(library, 1)
    text(library, 1, at=NOW)
    store(library, feed, *_edited("paper0"), now=NOW + DAY)
    assert only(library).asked
    library.watches.note(1, NOW + 2 * DAY, error=error, lasting=lasting)
    assert library.watches.of([1])[0].asked is asked
    assert watched(library) == [1] * asked


def _edited(name: str, **fields: object) -> Sequence[Entry]:
    return (entry(name, content="<p>Another text.</p>", **fields),)


def test_what_a_feed_says_otherwise_is_asked_for_where_there_is_a_text(library: Library) -> None:
    feed = filled(library, 2)
    text(library, 1)
    store(library, feed, *_edited("paper0"), *_edited("paper1"), now=NOW + DAY)
    assert watched(library) == [1]


def dated(library: Library, updated: Sequence[float | None], now: float) -> Feed:
    """Store a feed that says when each of its entries was updated."""
    feed = library.add_feed("https://atom.example/feed", "Atom")
    said = [entry(f"a{number}", updated=when) for number, when in enumerate(updated)]
    store(library, feed, *said, now=now)
    return feed


@pytest.mark.parametrize(
    ("updated", "asked"),
    [
        (None, False),
        (NOW - 60, False),  # its date of publishing
        (NOW + 5, False),  # when its text was got
        (NOW + 6, True),
        (NOW + DAY, True),
        (NOW + 9 * DAY, False),  # a date that is yet to come
    ],
)
def test_a_date_of_updating_asks_where_it_is_later_than_the_text(
    library: Library, updated: float | None, asked: bool
) -> None:
    dated(library, [None], NOW)
    text(library, 1, at=NOW + 5)
    dated(library, [updated], NOW + DAY)
    assert watched(library) == [1] * asked
    library.watches.note(1, NOW + 2 * DAY)
    dated(library, [updated], NOW + 3 * DAY)
    assert watched(library) == []


@pytest.mark.parametrize(
    ("entries", "updated", "asked"), [(3, 3, 3), (4, 4, 0), (8, 5, 0), (8, 4, 4), (50, 3, 3)]
)
def test_a_feed_that_dates_most_of_its_entries_anew_asks_for_none(
    library: Library, entries: int, updated: int, asked: int
) -> None:
    dated(library, [None] * entries, NOW)
    for article_id in range(1, entries + 1):
        text(library, article_id)
    dated(library, [NOW + 60] * updated + [None] * (entries - updated), NOW + DAY)
    assert len(watched(library)) == asked


def test_hosts_that_want_to_be_left_alone_are_known_from_articles_and_feeds(
    library: Library,
) -> None:
    feed = filled(library, 2)
    library.watches.note(1, NOW, error="asked too often", hold=NOW + 100)
    [state] = library.fetch_states([feed.url])
    library.store_unchanged([msgspec.structs.replace(state, hold=NOW + 50)])
    article = library.article(1)
    assert article is not None
    assert sorted(library.watches.holds(NOW)) == [(feed.url, NOW + 50), (article.url, NOW + 100)]
    assert library.watches.holds(NOW + 60) == [(article.url, NOW + 100)]
    library.watches.note(1, NOW + 100)
    assert library.watches.holds(NOW) == [(feed.url, NOW + 50)]


def test_what_is_gone_is_noted_nowhere(library: Library) -> None:
    library.watches.note(7, NOW)
    assert library.watches.of([7]) == []


def test_what_is_watched_costs_by_what_is_watched(library: Library) -> None:
    filled(library, 30)
    for article_id in range(1, 31):
        text(library, article_id)
    claimed(library, (1, "todo"))
    few = work(library, lambda: library.watches.watched(CLOSED))
    store(
        library, library.add_feed("https://b.example/", "B"), *(entry(f"b{n}") for n in range(500))
    )
    assert work(library, lambda: library.watches.watched(CLOSED)) <= few + 1


def test_why_an_article_could_not_be_read_is_known_until_it_can(library: Library) -> None:
    filled(library, 1)
    assert library.watches.failure(1) is None
    library.watches.note(1, NOW, error="it answers with 404", lasting=True)
    failure = library.watches.failure(1)
    assert failure is not None
    assert (failure.error, failure.at) == ("it answers with 404", NOW)
    library.watches.note(1, NOW + 1)
    assert library.watches.failure(1) is None
