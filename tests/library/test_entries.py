"""Storing entries: what is new, what changed, which date and title an article gets."""

from __future__ import annotations

import hashlib
import math

import msgspec
import pytest

from newsread.feeds.entry import Enclosure, Entry, ParsedFeed
from newsread.library.records import SAVED_URL, Extras, FetchState, Stored
from newsread.library.store import Library
from tests.library.conftest import NOW, entries, entry, filled, store, titles, work

DAY = 86_400.0


def test_an_entry_becomes_an_article_with_a_body(library: Library) -> None:
    feed = library.add_feed("https://paper.example/feed", "The Paper")
    said = Entry(
        identity="tag:1",
        title="A title",
        url="https://paper.example/1",
        author="A. Writer",
        summary="<p>Short.</p>",
        content="<p>Long é 漢 👋🏽.</p>",
        base="https://paper.example/",
        published=NOW - DAY,
        lang="de",
    )
    assert store(library, feed, said) == Stored(new=1, updated=0)
    article = library.article(1)
    assert article is not None
    assert article.key == hashlib.sha256(b"https://paper.example/feed\ntag:1").hexdigest()
    assert (article.feed_id, article.feed_url, article.outlet) == (feed.id, feed.url, "The Paper")
    assert (article.identity, article.title, article.url) == (said.identity, said.title, said.url)
    assert (article.author, article.lang) == (said.author, said.lang)
    assert (article.published, article.dated, article.first_seen) == (NOW - DAY, True, NOW)
    assert (article.read, article.starred) == (False, False)
    body = library.body(1)
    assert body is not None
    assert (body.content, body.summary, body.base) == (said.content, said.summary, said.base)


def test_the_same_entries_again_change_nothing(library: Library) -> None:
    feed = filled(library, 5)
    assert store(library, feed, *entries(5, "paper"), now=NOW + DAY) == Stored(0, 0)


def test_a_feed_without_news_writes_no_article(library: Library) -> None:
    feed = filled(library, 5)
    statements: list[str] = []
    library._database._connection.set_trace_callback(statements.append)
    store(library, feed, *entries(5, "paper"))
    written = [each.split()[:3] for each in statements if not each.lstrip().startswith("SELECT")]
    assert [" ".join(words) for words in written] == [
        "BEGIN IMMEDIATE",
        "UPDATE feed SET",
        "UPDATE feed SET",
        "UPDATE feed SET",
        "COMMIT",
    ]


def test_storing_costs_the_same_however_many_articles_other_feeds_have(library: Library) -> None:
    feed, other = filled(library, 20), library.add_feed("https://other.example/feed")

    def change() -> None:
        changed = (entry(f"paper{n}", content=f"<p>{library.counts()}</p>") for n in range(10))
        store(library, feed, *entries(10, f"new{library.counts().total}"), *changed)

    few = work(library, change)
    store(library, other, *entries(5_000, "other"))
    assert work(library, change) <= few * 1.2


def test_marking_costs_the_same_however_many_articles_other_feeds_have(library: Library) -> None:
    filled(library, 20)
    few = work(library, lambda: library.set_read([1], True))
    store(library, library.add_feed("https://other.example/feed"), *entries(5_000, "other"))
    assert work(library, lambda: library.set_read([2], True)) <= few + 1
    assert library.counts().unread == 5_018


def test_new_and_changed_entries_are_counted_apart(library: Library) -> None:
    feed = filled(library, 5)
    first, *rest = entries(5, "paper")
    changed = msgspec.structs.replace(first, content="<p>Corrected.</p>")
    assert store(library, feed, *entries(2, "new"), changed, *rest) == Stored(2, 1)
    assert library.counts().total == 7


@pytest.mark.parametrize("field", ["title", "url", "author", "summary", "content", "lang"])
def test_a_change_to_what_a_reader_sees_is_stored(library: Library, field: str) -> None:
    feed = library.add_feed("https://paper.example/feed")
    store(library, feed, entry("a"))
    assert store(library, feed, entry("a", **{field: "other"})) == Stored(0, 1)
    stored = library.body(1) if field in ("summary", "content") else library.article(1)
    assert getattr(stored, field) == "other"


@pytest.mark.parametrize("field", ["published", "updated", "base"])
def test_dates_and_base_alone_are_no_change_because_some_feeds_make_them_anew(
    library: Library, field: str
) -> None:
    feed = library.add_feed("https://paper.example/feed")
    store(library, feed, entry("a"))
    again = {"published": NOW - 5, "updated": NOW - 5, "base": "https://mirror.example/"}
    assert store(library, feed, entry("a", **{field: again[field]})) == Stored(0, 0)


def test_reading_marks_outlive_a_change(library: Library) -> None:
    feed = filled(library, 1)
    library.set_read([1], True)
    library.set_starred([1], True)
    store(library, feed, entry("paper0", content="changed"))
    article = library.article(1)
    assert article is not None
    assert article.read
    assert article.starred


def test_the_first_of_entries_that_share_an_identity_counts_and_goes_on_counting(
    library: Library,
) -> None:
    feed = library.add_feed("https://paper.example/feed")
    twins = entry("a", title="First"), entry("a", title="Second")
    assert store(library, feed, *twins) == Stored(1, 0)
    assert store(library, feed, *twins) == Stored(0, 0)
    assert titles(library) == ["First"]


def test_an_identity_names_an_entry_within_its_feed_only(library: Library) -> None:
    for name in ("one", "two"):
        feed = library.add_feed(f"https://{name}.example/feed")
        store(library, feed, entry("1", title=name))
    assert sorted(titles(library)) == ["one", "two"]


# Dates


@pytest.mark.parametrize(
    ("published", "updated", "date", "dated"),
    [
        (NOW - DAY, None, NOW - DAY, True),
        (NOW, None, NOW, True),
        (None, NOW - DAY, NOW - DAY, True),
        (NOW - DAY, NOW - 5, NOW - DAY, True),
        (None, None, NOW, False),
        (NOW + 1, None, NOW, False),
        (NOW + 400 * DAY, NOW - DAY, NOW, False),
        (0.0, None, NOW, False),
        (-5.0, None, NOW, False),
        (math.nan, None, NOW, False),
        (math.inf, None, NOW, False),
    ],
)
def test_a_date_that_is_missing_or_in_the_future_is_the_moment_of_first_sight(
    library: Library,
    published: float | None,
    updated: float | None,
    date: float,
    dated: bool,
) -> None:
    feed = library.add_feed("https://paper.example/feed")
    store(library, feed, entry("a", published=published, updated=updated))
    article = library.article(1)
    assert article is not None
    assert (article.published, article.dated) == (date, dated)


@pytest.mark.parametrize(
    ("then", "later", "date", "dated"),
    [
        (None, None, NOW, False),
        (NOW + DAY, NOW + DAY, NOW, False),
        (None, NOW - DAY, NOW - DAY, True),
        (NOW - DAY, NOW - 2 * DAY, NOW - 2 * DAY, True),
        (NOW - DAY, NOW + DAY, NOW - DAY, True),
        (NOW - DAY, None, NOW - DAY, True),
    ],
    ids=["none", "no longer future", "given later", "corrected", "bumped", "lost"],
)
def test_a_change_moves_an_article_only_to_a_date_before_it_was_first_seen(
    library: Library, then: float | None, later: float | None, date: float, dated: bool
) -> None:
    feed = library.add_feed("https://paper.example/feed")
    store(library, feed, entry("a", published=then))
    store(library, feed, entry("a", published=later, content="changed"), now=NOW + 2 * DAY)
    article = library.article(1)
    assert article is not None
    assert (article.published, article.dated, article.first_seen) == (date, dated, NOW)


def test_undated_entries_keep_the_feeds_order(library: Library) -> None:
    feed = library.add_feed("https://paper.example/feed")
    store(library, feed, *(entry(name, published=None) for name in "cba"))
    assert titles(library) == ["c", "b", "a"]
    later = [entry(name, published=None) for name in "edcba"]
    store(library, feed, *later, now=NOW + 60)
    assert titles(library) == ["e", "d", "c", "b", "a"]


# Titles


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"title": "Plain"}, "Plain"),
        ({"content": "<p>Rain &amp; wind.</p>"}, "“Rain & wind.”"),
        ({"content": "", "summary": "<b>Only</b> this"}, "“Only this”"),
        ({"content": "<p>" + "word " * 50}, "“" + "word " * 14 + "word…”"),
        ({"content": "漢" * 200}, "“" + "漢" * 79 + "…”"),
        ({"content": "<img src=x>"}, "https://paper.example/a"),
        ({"content": "", "url": ""}, "(no title)"),
    ],
)
def test_an_entry_without_a_title_is_called_by_its_quoted_first_words(
    library: Library, fields: dict[str, str], title: str
) -> None:
    feed = library.add_feed("https://paper.example/feed")
    store(library, feed, entry("a", **{"title": "", **fields}))
    assert titles(library) == [title]


# Saved articles


def test_a_saved_article_is_in_the_feed_of_saved_articles(library: Library) -> None:
    saved = library.save_article(entry("one"), outlet="The Paper", now=NOW)
    assert (saved.feed_url, saved.outlet, saved.title) == (SAVED_URL, "The Paper", "one")
    [feed] = library.feeds()
    assert (feed.url, feed.kind, feed.total) == (SAVED_URL, "saved", 1)


def test_saving_again_tells_more_of_the_same_article(library: Library) -> None:
    first = library.save_article(entry("one", title=""), now=NOW)
    library.set_read([first.id], True)
    second = library.save_article(entry("one", title="Now known"), outlet="The Paper", now=NOW + 9)
    assert (second.id, second.title, second.outlet, second.read) == (
        first.id,
        "Now known",
        "The Paper",
        True,
    )
    assert library.counts().total == 1


def test_what_a_feed_says_beside_the_text_is_kept_with_the_body(library: Library) -> None:
    feed = filled(library, 1)
    audio = Enclosure("https://paper.example/a.mp3", "audio/mpeg", 12, "Listen")
    said = entry("a", categories=("Ferries",), enclosures=(audio,), updated=NOW + 5)
    store(library, feed, said, entry("b", published=None, updated=NOW))
    extras = []
    for title in ("a", "b", "paper0"):
        (found,) = [each for each in library.articles() if each.title == title]
        body = library.body(found.id)
        assert body is not None
        extras.append(body.extras)
    assert extras == [Extras(("Ferries",), (audio,), NOW + 5), Extras(), Extras()]


def test_enclosures_alone_are_no_change_because_some_feeds_sign_them_anew(library: Library) -> None:
    feed = filled(library, 0)
    store(library, feed, entry("a"))
    signed = (Enclosure("https://paper.example/a.mp3?signature=2"),)
    assert store(library, feed, entry("a", enclosures=signed)) == Stored(0, 0)


def test_what_is_to_be_said_of_a_feed_is_said_until_it_is_whole(library: Library) -> None:
    feed = filled(library, 1)
    state = FetchState(feed_id=feed.id, url=feed.url)
    for note in ("The feed is damaged", ""):
        library.store_fetch(state, ParsedFeed(note=note), now=NOW)
        library.store_unchanged([state])
        told = library.feed(feed.url)
        assert told is not None
        assert told.note == note
