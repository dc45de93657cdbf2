"""The library: the one door to feeds, articles, clean texts, reading marks and undo steps.

One SQLite file, used by any number of processes at once; each `Library` belongs to the thread that
opened it. All moments are POSIX seconds. Everything here may raise `LibraryError`, which names the
file; a call that changes something has either done all of it by the time it returns, or nothing.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from newsread.errors import ArticleError
from newsread.library import articles, entries, feeds, reading, revisions
from newsread.library.care import Care
from newsread.library.choose import view_of
from newsread.library.database import WAIT, Database
from newsread.library.feed_edits import FeedEdits
from newsread.library.history import Steps
from newsread.library.memory import Memory
from newsread.library.pages import KeptPages
from newsread.library.records import SAVED_URL, Counts, Revision, Stored
from newsread.library.retention import Retention
from newsread.library.rows import Rows
from newsread.library.watches import Watches
from newsread.library.word_index import WordIndex
from newsread.query.tree import EVERYTHING, narrowed, query_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import TracebackType

    from newsread.feeds.entry import Entry, ParsedFeed
    from newsread.library.records import (
        Article,
        Body,
        Feed,
        FeedKind,
        FetchState,
        NewFeed,
        ReadingPosition,
    )
    from newsread.library.views import View
    from newsread.query.tree import Query
    from newsread.text.quality import Role

SAVED_TITLE = "Saved articles"
UNREAD = query_of("is", "unread")


class Library:
    """An open library. A context manager."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock  # tells what "today" is in queries
        self.history = Steps(database)
        """The undo steps."""
        self.edits = FeedEdits(database)
        """What a person decides of feeds, and what removals hid."""
        self.care = Care(database)
        """Looking after the file."""
        self.index = WordIndex(database)
        """Words and claims, as queries look them up."""
        self.retention = Retention(database)
        """Letting go of old articles."""
        self.memory = Memory(database)
        """What is noted from one start to the next."""
        self.watches = Watches(database)
        """Which articles are asked for again, and how that goes."""
        self.pages = KeptPages(database)
        """The pages that texts were read from."""

    @classmethod
    def open(cls, path: Path, wait: float = WAIT) -> Self:
        """Open the library at `path`, made if there is none; its folder must be there.

        `wait` is how many seconds each call waits while another process writes.

        Raises:
            LibraryError: the file is no library, is damaged, is a newer newsread's, or is out of
                reach. It is left as it is.
        """
        return cls(Database.open(path, wait))

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Feeds

    def feeds(self) -> list[Feed]:
        """Return all feeds with their counts, by title."""
        return feeds.all_feeds(self._database)

    def feed(self, url: str) -> Feed | None:
        """Return the feed with this address."""
        return feeds.with_url(self._database, url)

    def add_feed(
        self,
        url: str,
        title: str = "",
        link: str = "",
        folder: str = "",
        kind: FeedKind = "feed",
        added: float | None = None,
    ) -> Feed:
        """Add a feed and return it.

        One that is there already is returned as it is; one that was removed comes back with its
        articles and marks, in `folder`.
        """
        moment = time.time() if added is None else added
        return feeds.add(self._database, url, title, link, folder, kind, moment)

    def add_feeds(self, new: Iterable[NewFeed], added: float | None = None) -> list[Feed]:
        """Add feeds in one transaction, asking none of them; return those that were new.

        Those there already stay as they are; those that were removed come back with their articles
        and marks, in the folder that is named now.
        """
        return feeds.add_all(self._database, new, time.time() if added is None else added)

    def remove_feed(
        self,
        url: str,
        keep: Collection[str] = (),
        now: float | None = None,
        stayed: Collection[int] = (),
    ) -> Feed:
        """Remove a feed and its articles from all lists; return it as it was.

        Starred articles, those with a key in `keep` (claims stand on them), and those with an id in
        `stayed` stay. For 30 days `restore_feed` brings back all; then a later removal deletes what
        is hidden, but nothing with a key in `keep`.

        Raises:
            FeedError: there is no such feed.
        """
        moment = time.time() if now is None else now
        return feeds.remove(self._database, url, keep, moment, stayed)

    def restore_feed(self, url: str) -> Feed:
        """Undo `remove_feed`.

        Raises:
            FeedError: there never was such a feed.
        """
        return feeds.restore(self._database, url)

    def folders(self) -> list[str]:
        """Return all folders by name, as ``Outer`` and ``Outer/Inner``."""
        return self.edits.folders()

    def was_removed(self, url: str) -> bool:
        """Tell whether this feed was there and has been removed."""
        return feeds.is_removed(self._database, url)

    def consented(self) -> tuple[str, ...]:
        """Return the consent in every address the user gave, of feeds and of articles saved.

        ``frozenset`` of it is a `Consent` of `newsread.web.addresses`.
        """
        return feeds.consented(self._database)

    # Refreshing

    def fetch_states(self, urls: Iterable[str] = ()) -> list[FetchState]:
        """Return what a refresh must know of the feeds with `urls`; of all when there are none."""
        return feeds.states(self._database, urls)

    def store_fetch(
        self, state: FetchState, parsed: ParsedFeed | None = None, now: float | None = None
    ) -> Stored:
        """Store in one transaction how asking a feed went and, if it gave any, what it says.

        Does nothing if the feed has been removed meanwhile.
        """
        news = entries.find_news(self._database, state.url, parsed.entries if parsed else ())
        with self._database.writing():
            if feeds.store_states(self._database, [state]) and parsed is not None:
                feeds.describe(
                    self._database, state.feed_id, parsed.title, parsed.link, parsed.note
                )
                entries.note_document(self._database, state, parsed.entries)
                entries.note_updated(self._database, state, parsed.entries, news)
                if news:
                    moment = time.time() if now is None else now
                    return entries.store(self._database, state.feed_id, news, moment)
        return Stored(0, 0)

    def store_unchanged(self, states: Iterable[FetchState]) -> None:
        """Store in one transaction how asking feeds went that had nothing to say."""
        with self._database.writing():
            feeds.store_states(self._database, states)

    def save_article(self, entry: Entry, outlet: str = "", now: float | None = None) -> Article:
        """Store a single article of no feed, or what is known of it by now, and return it."""
        moment = time.time() if now is None else now
        feed = self.add_feed(SAVED_URL, SAVED_TITLE, kind="saved", added=moment)
        news = entries.find_news(self._database, SAVED_URL, (entry,))
        with self._database.writing():
            entries.store(self._database, feed.id, news, moment, outlet)
        article = self.article_of_key(entries.article_key(SAVED_URL, entry.identity))
        if article is None:
            raise ArticleError(entry.url, "another process has removed it again")
        return article

    # Articles

    # What a query asks of claims and of words is answered from what the library knows by then:
    # `newsread.services.search.prepare` comes first.

    def rows(
        self, query: Query = EVERYTHING, keep: Collection[int] = (), *, ranked: bool = False
    ) -> Rows:
        """Return a list of articles, newest first, that fetches its rows as they are looked at.

        An unread list also shows the articles in `keep`: those that were read since it was opened.
        `ranked` puts the best matches first where there are words, and not too many have them.
        """
        return Rows(self._database, self._view(query, keep), ranked=ranked)

    def articles(self, query: Query = EVERYTHING) -> Iterator[Article]:
        """Yield whole articles, newest first, at the pace they are taken."""
        return articles.walk(self._database, self._view(query))

    def ids(self, query: Query = EVERYTHING) -> list[int]:
        """Return the ids of articles, newest first."""
        return articles.ids(self._database, self._view(query))

    def count(self, query: Query = EVERYTHING) -> int:
        """Count articles."""
        return articles.count(self._database, self._view(query))

    def unread_count(self, query: Query = EVERYTHING) -> int:
        """Count the unread ones among articles."""
        return articles.count(self._database, self._view(narrowed(query, UNREAD)))

    def _view(self, query: Query, keep: Collection[int] = ()) -> View:
        return view_of(self._database, query, self._clock(), keep)

    def article(self, article_id: int) -> Article | None:
        """Return the article with this id."""
        return articles.with_id(self._database, article_id)

    def article_of_key(self, key: str) -> Article | None:
        """Return the article that a claim names by `key`: sha256 in hex."""
        return articles.with_key(self._database, key)

    def find_article(self, id_or_url: str) -> Article | None:
        """Return the article with this id or address; of several with the address the newest."""
        return articles.find(self._database, id_or_url)

    def next_unread(
        self, after: int | None = None, *, forward: bool = True, query: Query = EVERYTHING
    ) -> int | None:
        """Return the id of the unread article next below `after` in the list, or next above it.

        Without `after`: the first of the list, or the last.
        """
        return articles.next_unread(self._database, self._view(query), after, forward)

    def counts(self) -> Counts:
        """Return how much there is."""
        return articles.counts(self._database)

    def body(self, article_id: int) -> Body | None:
        """Return the feed's own words of an article: HTML from outside."""
        return articles.body(self._database, article_id)

    def set_read(self, ids: Iterable[int], read: bool) -> list[int]:
        """Mark articles read or unread; return those that were not so before."""
        return articles.set_read(self._database, ids, read)

    def set_starred(self, ids: Iterable[int], starred: bool) -> list[int]:
        """Star articles or take the star away; return those that were not so before."""
        return articles.set_starred(self._database, ids, starred)

    def set_changed(self, article_id: int, changed: bool) -> None:
        """Note that an article's text changed in what it says, if anybody has read it; or that
        somebody has the newest one before them."""
        articles.set_changed(self._database, article_id, changed)

    def set_listed(self, ids: Iterable[int], listed: bool) -> list[int]:
        """Put articles back into the lists that were hidden with their feed, or hide those of
        removed feeds again that no star keeps; return those that were not so before."""
        return articles.set_listed(self._database, ids, listed)

    def kept(self, ids: Iterable[int]) -> int:
        """Return how many of the articles `ids` are still kept, listed or not."""
        return articles.kept(self._database, ids)

    # Texts

    def keep(self, article_id: int, made: Revision) -> Revision:
        """Store a text of an article as the newest of its role, and return it.

        The same text again, from the same source and with the same notice, is no other revision;
        what is known of it is noted. Of texts that are not clean, those that were never
        `note_seen` are replaced. `newsread.services.revising` decides the cause.

        Raises:
            ArticleError: there is no such article.
        """
        return revisions.store(self._database, article_id, made)

    def note_seen(self, article_id: int, seen: Revision) -> None:
        """Note that a person has this text before them: whatever its role, it stays from now on.

        Raises:
            ArticleError: another process has just replaced it, or the article is gone.
        """
        revisions.note_seen(self._database, article_id, seen)

    def revision(
        self, article_id: int, revision: str | None = None, role: Role = "clean"
    ) -> Revision | None:
        """Return an article's newest text in a role, or the one with this sha256 in any.

        One of cause ``unknown`` is never the newest as long as there is another.
        """
        return revisions.newest_of(self._database, article_id, revision, role)

    def roles(self, article_id: int) -> frozenset[Role]:
        """Return which texts are kept of an article."""
        return revisions.roles_of(self._database, article_id)

    def revisions(self, article_id: int) -> list[Revision]:
        """Return all texts that are kept of an article, newest first."""
        return revisions.all_of(self._database, article_id)

    # Reading on

    def set_position(self, article_id: int, revision: str, position: int) -> None:
        """Note where a person is in a text of an article: code points into it.

        No step of undo: it is where they are, not what they did. It goes with the article.
        """
        reading.set_position(self._database, article_id, revision, position, time.time())

    def position(self, article_id: int) -> ReadingPosition | None:
        """Return where a person was in an article last."""
        return reading.position(self._database, article_id)

    # The file

    def writing(self) -> AbstractContextManager[None]:
        """Return a block that is one transaction, whatever is called in it: all of it is stored,
        or nothing."""
        return self._database.writing()

    def data_version(self) -> int:
        """Return a number that changes when another process has stored something."""
        version: int = self._database.value("PRAGMA data_version")
        return version
