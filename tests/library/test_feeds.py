"""Feeds: adding, removing and having them back, and what a refresh knows of them."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from newsread.errors import FeedError
from newsread.feeds.entry import ParsedFeed
from newsread.feeds.schedule import MOST_PATIENT
from newsread.library.feeds import KEPT_AFTER_REMOVAL
from newsread.library.records import WELCOME_URL, FeedEdit, FeedSettings, FetchState, NewFeed
from newsread.library.store import Library
from newsread.query.tree import query_of
from newsread.text.document import Kind, Piece, assemble
from newsread.text.quality import Quality
from tests.fakes.texts import store_revision
from tests.library.conftest import NOW, entries, entry, filled, store, titles, work

URL = "https://paper.example/feed"


def test_a_feed_is_given_back_as_it_was_added(library: Library) -> None:
    added = library.add_feed(URL, "The Paper", "https://paper.example/", "Dailies", added=NOW)
    assert library.feed(URL) == added
    assert (added.title, added.link, added.folder) == (
        "The Paper",
        "https://paper.example/",
        "Dailies",
    )
    assert (added.kind, added.added, added.total, added.unread) == ("feed", NOW, 0, 0)


def test_a_feed_without_a_title_is_called_by_its_address(library: Library) -> None:
    assert library.add_feed(URL).title == URL


def test_feeds_come_by_title_without_regard_to_case_and_with_their_counts(
    library: Library,
) -> None:
    for name in ("zebra", "Apple", "émile", "banana"):
        feed = library.add_feed(f"https://{name}.example/", name)
        store(library, feed, *entries(2, name))
    library.set_read([1], True)
    found = library.feeds()
    assert [feed.title for feed in found] == ["Apple", "banana", "zebra", "émile"]
    assert [(feed.total, feed.unread) for feed in found] == [(2, 2), (2, 2), (2, 1), (2, 2)]


def test_adding_a_feed_again_changes_nothing(library: Library) -> None:
    first = filled(library, 2)
    assert library.add_feed(first.url, "Another title", folder="Elsewhere") == first


def test_a_feed_says_its_own_title_and_site(library: Library) -> None:
    feed = library.add_feed(URL)
    store(library, feed, title="The Paper", link="https://paper.example/")
    store(library, feed, title="", link="")  # and a lapse does not take them away
    found = library.feed(URL)
    assert found is not None
    assert (found.title, found.link) == ("The Paper", "https://paper.example/")


def test_many_feeds_are_added_at_once_with_what_the_user_decided(library: Library) -> None:
    there = filled(library, 1, "other")
    settings = FeedSettings(interval_minutes=90, quiet=True)
    new = [
        NewFeed(url=URL, own_title="Mine", folder="Dailies", settings=settings),
        NewFeed(url=there.url, own_title="Other", folder="Elsewhere"),
        NewFeed(url=URL, own_title="Twice"),
    ]
    (added,) = library.add_feeds(new, added=NOW)
    assert (added.url, added.title, added.own_title) == (URL, "Mine", "Mine")
    assert (added.folder, added.settings, added.added) == ("Dailies", settings, NOW)
    assert library.feed(there.url) == there
    assert [state.due for state in library.fetch_states([URL])] == [None]


def test_a_removed_feed_that_is_added_with_others_keeps_what_the_list_does_not_say(
    library: Library,
) -> None:
    settings = FeedSettings(keep_days=3)
    library.add_feeds([NewFeed(url=URL, own_title="Mine", folder="A", settings=settings)])
    library.remove_feed(URL)
    (back,) = library.add_feeds([NewFeed(url=URL, folder="B")])
    assert (back.own_title, back.folder, back.settings) == ("Mine", "B", settings)


def test_an_unknown_feed_is_named(library: Library) -> None:
    for asked in (library.remove_feed, library.restore_feed):
        with pytest.raises(FeedError, match=r"https://paper\.example/feed: is not among"):
            asked(URL)


# Removing


def test_a_removed_feed_and_its_articles_are_in_no_list(library: Library) -> None:
    feed = filled(library, 3)
    other = filled(library, 1, "other")
    assert library.remove_feed(feed.url) == feed
    assert library.feeds() == [other]
    assert library.feed(feed.url) is None
    assert titles(library) == titles(library, "is:unread") == ["other0"]
    assert titles(library, f"feed:{feed.url}") == []
    assert library.article(1) is library.find_article("https://paper.example/paper0") is None
    assert library.fetch_states([feed.url]) == []
    assert library.was_removed(feed.url)
    assert not library.was_removed(other.url)
    assert library.counts() == msgspec.structs.replace(library.counts(), feeds=1, total=1, unread=1)


def test_starred_and_claimed_articles_outlive_their_feed(library: Library) -> None:
    feed = filled(library, 4)
    starred, claimed = library.rows()[1], library.article(library.rows()[2].id)
    assert claimed is not None
    library.set_starred([starred.id], True)
    library.remove_feed(feed.url, keep={claimed.key})
    assert titles(library) == [starred.title, claimed.title]
    assert library.article_of_key(claimed.key) == claimed
    assert claimed.outlet == "Paper"


def test_restoring_brings_back_every_article_with_its_marks(library: Library) -> None:
    feed = filled(library, 3)
    library.set_read([2], True)
    library.set_starred([1], True)
    before = list(library.rows()), library.feed(feed.url)
    library.remove_feed(feed.url)
    assert library.restore_feed(feed.url) == before[1]
    assert list(library.rows()) == before[0]
    assert not library.was_removed(feed.url)


def test_restoring_a_feed_that_is_there_forgets_nothing_of_it(library: Library) -> None:
    feed = filled(library, 1)
    known = FetchState(feed_id=feed.id, url=feed.url, etag='"a"', failures=3)
    library.store_unchanged([known])
    library.restore_feed(feed.url)
    assert library.fetch_states() == [known]


def test_adding_a_removed_feed_brings_it_back_in_the_folder_that_was_named(
    library: Library,
) -> None:
    feed = filled(library, 3)
    library.remove_feed(feed.url)
    again = library.add_feed(feed.url, folder="Back")
    assert (again.id, again.folder, again.total) == (feed.id, "Back", 3)


def test_a_feed_that_is_back_is_asked_without_its_old_validators(library: Library) -> None:
    feed = filled(library, 1)
    library.store_unchanged(
        [
            FetchState(
                feed_id=feed.id,
                url=feed.url,
                etag='"a"',
                last_modified="Mon",
                body_hash="b",
                checked=NOW,
                due=NOW + 1,
                hold=NOW + 2,
                failures=3,
                gone=True,
                error="no",
            )
        ]
    )
    library.remove_feed(feed.url)
    library.restore_feed(feed.url)
    # The server asked to be left alone until `hold`: that stands.
    assert library.fetch_states() == [
        FetchState(feed_id=feed.id, url=feed.url, checked=NOW, hold=NOW + 2)
    ]


def test_after_a_month_a_removed_feed_is_deleted_but_not_what_was_kept(library: Library) -> None:
    old, recent, last = (filled(library, 2, name) for name in ("old", "recent", "last"))
    library.set_starred([1], True)
    for article, words in enumerate(("kept", "deleted", "shared", "shared", "shared"), 1):
        document = assemble([Piece(Kind.PARAGRAPH, words)])
        store_revision(library, article, document, "feed", NOW, Quality(1))
    library.remove_feed(old.url, now=NOW)
    library.remove_feed(recent.url, now=NOW + 10)
    library.remove_feed(last.url, now=NOW + KEPT_AFTER_REMOVAL + 5)
    ids = [row[0] for row in library._database.rows("SELECT id FROM article ORDER BY id")]
    assert ids == [1, 3, 4, 5, 6]
    assert library._database.value("SELECT count(*) FROM body") == 5
    assert library._database.value("SELECT count(*) FROM text") == 2
    assert library.restore_feed(old.url).total == 1
    assert library.restore_feed(recent.url).total == 2


def test_articles_with_claims_and_their_texts_are_never_deleted(library: Library) -> None:
    old, last = filled(library, 3, "old"), filled(library, 1, "last")
    claimed = library.article(2)
    assert claimed is not None
    for article in (1, 2):
        document = assemble([Piece(Kind.PARAGRAPH, f"text {article}")])
        store_revision(library, article, document, "feed", NOW, Quality(1))
    library.remove_feed(old.url, now=NOW)  # by a window that did not know of the claim
    library.set_starred([3], True)
    library.remove_feed(last.url, {claimed.key}, now=NOW + KEPT_AFTER_REMOVAL + 5)
    assert library.revision(1) is None
    assert library.revision(2) is not None
    assert library.edits.hidden([claimed.key, "no hex", "00" * 32]) == [claimed.id]
    assert library.set_listed([claimed.id], True) == [claimed.id]
    assert titles(library) == [claimed.title]
    assert library.restore_feed(old.url).total == 2


def test_ids_of_deleted_articles_are_never_given_again(library: Library) -> None:
    old, last = filled(library, 2, "old"), filled(library, 1, "last")
    library.remove_feed(last.url, now=NOW)
    library.remove_feed(old.url, now=NOW + KEPT_AFTER_REMOVAL + 5)
    feed = filled(library, 1, "fresh")
    assert [row.id for row in library.rows(query_of("feed", feed.url))] == [4]


# Refreshing


def test_a_fetch_state_comes_back_as_it_was_written(library: Library) -> None:
    feed = library.add_feed(URL)
    state = FetchState(
        feed_id=feed.id,
        url=URL,
        etag='W/"x"',
        last_modified="Thu, 01 Jan 1970 00:00:00 GMT",
        body_hash="ab",
        checked=1.5,
        due=2.5,
        hold=3.5,
        failures=4,
        gone=True,
        error="It is gone",
    )
    library.store_fetch(state)
    assert library.fetch_states() == [state]
    found = library.feed(URL)
    assert found is not None
    assert (found.checked, found.due, found.error) == (1.5, 2.5, "It is gone")


def test_states_are_given_for_all_feeds_or_for_those_asked_for(library: Library) -> None:
    urls = [f"https://{name}.example/" for name in "abc"]
    for url in urls:
        library.add_feed(url)
    assert [state.url for state in library.fetch_states()] == urls
    asked = library.fetch_states([urls[2], urls[0], "https://unknown.example/"])
    assert [state.url for state in asked] == [urls[0], urls[2]]


def test_built_in_and_saved_articles_are_never_fetched(library: Library) -> None:
    library.add_feed(WELCOME_URL, kind="welcome")
    library.save_article(entry("one"))
    assert library.fetch_states() == []


def test_many_unchanged_feeds_are_one_transaction(library: Library) -> None:
    states = [
        msgspec.structs.replace(state, checked=NOW, etag=f'"{state.feed_id}"')
        for state in (
            FetchState(
                feed_id=library.add_feed(f"https://{n}.example/").id, url=f"https://{n}.example/"
            )
            for n in range(50)
        )
    ]
    statements: list[str] = []
    library._database._connection.set_trace_callback(statements.append)
    library.store_unchanged(states)
    library._database._connection.set_trace_callback(None)
    assert [each for each in statements if "UPDATE" not in each] == ["BEGIN IMMEDIATE", "COMMIT"]
    assert library.fetch_states() == states


def test_a_refresh_does_not_bring_back_what_was_removed_meanwhile(library: Library) -> None:
    feed = filled(library, 1)
    [state] = library.fetch_states()
    library.remove_feed(feed.url)
    stored = library.store_fetch(state, ParsedFeed(title="Back", entries=entries(3, "late")), NOW)
    assert (stored.new, stored.updated) == (0, 0)
    assert len(library.rows()) == 0
    assert library.restore_feed(feed.url).total == 1


# Consent


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("http://paper.example/feed", "paper.example:80"),
        ("https://paper.example/feed", "paper.example:443"),
        ("http://127.0.0.1:8000/feed.xml", "localhost:8000"),
        ("http://PAPER.example:8080", "paper.example:8080"),
        ("https://user:secret@paper.example/", "paper.example:443"),
        ("http://[::1]:81/feed", "localhost:81"),
    ],
)
def test_a_feeds_host_and_port_may_be_asked(library: Library, url: str, place: str) -> None:
    library.add_feed(url)
    assert library.consented() == (place,)


@pytest.mark.parametrize("url", ["http://paper.example:port/", "http://[::1/feed", "http:///feed"])
def test_an_address_without_a_host_consents_to_nothing(library: Library, url: str) -> None:
    library.add_feed(url)
    assert library.consented() == ()


def test_articles_of_a_feed_consent_to_nothing_but_saved_ones_do(library: Library) -> None:
    feed = library.add_feed(URL)
    store(library, feed, entry("elsewhere", url="http://10.0.0.1/private"))
    library.save_article(entry("saved", url="http://10.0.0.2:8080/page"))
    assert library.consented() == ("10.0.0.2:8080", "paper.example:443")
    library.remove_feed(URL)
    assert library.consented() == ("10.0.0.2:8080",)


def test_what_is_consented_to_is_known_without_looking_at_the_articles_of_feeds(
    library: Library,
) -> None:
    filled(library, 10, "few")
    before = work(library, library.consented)
    filled(library, 1_000, "many")
    assert work(library, library.consented) <= before + 1


def test_hidden_again_is_only_what_no_star_and_no_feed_keeps(library: Library) -> None:
    gone, there = filled(library, 2, "gone"), filled(library, 1, "there")
    library.remove_feed(gone.url, now=NOW)
    assert library.set_listed([1, 2, 3], True) == [1, 2]
    library.set_starred([1], True)
    assert library.set_listed([1, 2, 3], False) == [2]
    found = library.feed(there.url)
    assert (titles(library), found) == (["there0", "gone1"], there)


def test_what_a_person_decides_of_a_feed_is_set_part_by_part(library: Library) -> None:
    feed = filled(library, 1)
    library.edits.make(feed.url, FeedEdit(own_title="Mine"))
    library.edits.make(feed.url, FeedEdit(folder="Dailies"))
    settings = FeedSettings(quiet=True, keep_days=9)
    library.edits.make(feed.url, FeedEdit(settings=settings))
    found = library.feed(feed.url)
    assert found is not None
    assert (found.title, found.folder, found.settings) == ("Mine", "Dailies", settings)
    whole = FeedEdit(own_title="Mine", folder="Dailies", settings=settings)
    assert library.edits.of(feed.url) == whole
    assert library.edits.of("https://none.example/") is None


def test_folders_are_named_with_those_that_only_hold_others(library: Library) -> None:
    for number, folder in enumerate(("b/inner/deep", "A", "", "b", "c/x")):
        library.add_feed(f"https://paper.example/{number}", folder=folder)
    assert library.folders() == ["A", "b", "b/inner", "b/inner/deep", "c", "c/x"]
    library.remove_feed("https://paper.example/4")
    assert library.folders() == ["A", "b", "b/inner", "b/inner/deep"]


def test_a_shorter_interval_ends_a_long_wait_but_not_that_of_a_feed_that_fails(
    library: Library,
) -> None:
    feed = filled(library, 1)
    (state,) = library.fetch_states([feed.url])
    waits = replace(state, checked=NOW, due=NOW + 7 * 86_400)
    for failures, due in ((0, NOW + MOST_PATIENT), (3, NOW + 7 * 86_400)):
        library.store_unchanged([replace(waits, failures=failures)])
        edit = FeedEdit(settings=FeedSettings(interval_minutes=45))
        library.edits.make(feed.url, edit)
        (state,) = library.fetch_states([feed.url])
        assert (state.due, state.interval_minutes) == (due, 45)
