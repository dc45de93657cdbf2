"""The feeds: subscriptions, what a refresh knows of them, and whom they let newsread ask.

A feed that is removed leaves its row behind, hidden, and so do its articles: undo, or adding it
again, brings all back as it was. What nobody has wanted back for a month is deleted.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from newsread.errors import FeedError
from newsread.library.articles import recount
from newsread.library.records import Feed, FeedKind, FeedSettings, FetchState
from newsread.web.addresses import consented_hosts, masked

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from newsread.library.database import Database, Row
    from newsread.library.records import NewFeed

KEPT_AFTER_REMOVAL = 30 * 86_400.0
"""Seconds for which the articles of a removed feed can be had back."""

_FEED = (
    "id, url, coalesce(nullif(own_title, ''), nullif(title, ''), url), link, folder, kind, added,"
    " total, unread, checked, due, error, own_title, note, settings"
)
_STATE = (
    "id, url, etag, last_modified, body_hash, checked, due, hold, failures, gone, error, settings"
)

_STORE_STATE = """
    UPDATE feed
    SET etag = ?, last_modified = ?, body_hash = ?, checked = ?, due = ?, hold = ?, failures = ?,
        gone = ?, error = ?
    WHERE id = ? AND removed IS NULL
"""


def _feed(row: Row) -> Feed:
    *values, settings = row
    read = msgspec.json.decode(settings, type=FeedSettings)
    feed = Feed(**dict(zip(Feed.__struct_fields__, (*values, read), strict=True)))
    # Shown wherever a title is; an older library may keep a password in the address.
    return feed if feed.title != feed.url else replace(feed, title=masked(feed.url))


def _state(row: Row) -> FetchState:
    *values, gone, error, settings = row
    interval = msgspec.json.decode(settings, type=FeedSettings).interval_minutes
    fields = (*values, bool(gone), error, interval)
    return FetchState(**dict(zip(FetchState.__struct_fields__, fields, strict=True)))


def all_feeds(database: Database) -> list[Feed]:
    """Return the subscriptions with their counts, by title."""
    found = database.rows(f"SELECT {_FEED} FROM feed WHERE removed IS NULL")
    return sorted(map(_feed, found), key=lambda feed: (feed.title.casefold(), feed.id))


def with_url(database: Database, url: str) -> Feed | None:
    """Return the subscription to `url`, if there is one."""
    found = database.row(f"SELECT {_FEED} FROM feed WHERE url = ? AND removed IS NULL", (url,))
    return _feed(found) if found else None


def add(
    database: Database, url: str, title: str, link: str, folder: str, kind: FeedKind, added: float
) -> Feed:
    """Subscribe to `url`, or return the subscription there is, as it is."""
    with database.writing():
        there = database.row("SELECT id, removed FROM feed WHERE url = ?", (url,))
        if there is None:
            database.insert(
                """
                INSERT INTO feed (url, title, link, folder, kind, added)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                (url, title, link, folder, kind, added),
            )
        elif there[1] is not None:
            _bring_back(database, there[0])
            database.change("UPDATE feed SET folder = ? WHERE id = ?", (folder, there[0]))
    return _known(database, url)


def add_all(database: Database, new: Iterable[NewFeed], added: float) -> list[Feed]:
    """Subscribe to all of `new`, or none; return those that were not there."""
    came: list[str] = []
    with database.writing():
        for each in new:
            there = database.row("SELECT id, removed FROM feed WHERE url = ?", (each.url,))
            if there is None:
                database.insert(
                    """
                    INSERT INTO feed (url, title, link, folder, kind, added)
                    VALUES (?, ?, ?, '', 'feed', ?)
                    """,
                    (each.url, each.title, each.link, added),
                )
            elif there[1] is not None:
                _bring_back(database, there[0])
            else:
                continue
            database.change(  # what the list says nothing of stays as it was before a removal
                """
                UPDATE feed
                SET folder = ?, own_title = coalesce(nullif(?, ''), own_title),
                    settings = coalesce(nullif(?, '{}'), settings)
                WHERE url = ?
                """,
                (
                    each.folder,
                    each.own_title,
                    msgspec.json.encode(each.settings).decode(),
                    each.url,
                ),
            )
            came.append(each.url)
    return [_known(database, url) for url in came]


def remove(
    database: Database, url: str, keep: Iterable[str], now: float, stayed: Container[int] = ()
) -> Feed:
    """Hide the feed and its articles, save those starred, with a key in `keep`, or in `stayed`."""
    gone = _known(database, url)
    kept = set(keep)
    with database.writing():
        database.change("UPDATE feed SET removed = ? WHERE id = ?", (now, gone.id))
        hidden = _not_kept(database, "listed = 1 AND feed_id = ?", gone.id, kept)
        hidden = [each for each in hidden if each[0] not in stayed]
        database.change_all("UPDATE article SET listed = 0 WHERE id = ?", hidden)
        recount(database, [gone.id])
        _purge(database, now - KEPT_AFTER_REMOVAL, kept)
    return gone


def restore(database: Database, url: str) -> Feed:
    """Take a removal back: the feed and its articles are there again, as they were."""
    with database.writing():
        feed_id = database.value(
            "SELECT id FROM feed WHERE url = ? AND removed IS NOT NULL", (url,)
        )
        if feed_id is not None:
            _bring_back(database, feed_id)
    return _known(database, url)


def is_removed(database: Database, url: str) -> bool:
    """Tell whether `url` was subscribed to once and then removed."""
    return (
        database.row("SELECT 1 FROM feed WHERE url = ? AND removed IS NOT NULL", (url,)) is not None
    )


def states(database: Database, urls: Iterable[str]) -> list[FetchState]:
    """Return what a refresh needs of the feeds with `urls`, of all when there are none.

    Feeds that are never fetched, and addresses that are not subscribed to, are left out.
    """
    found = database.rows(
        f"SELECT {_STATE} FROM feed WHERE kind = 'feed' AND removed IS NULL ORDER BY id"
    )
    wanted = set(urls)
    return [_state(row) for row in found if not wanted or row[1] in wanted]


def store_states(database: Database, changed: Iterable[FetchState]) -> int:
    """Write states back, inside a transaction; return how many of their feeds are still there."""
    return database.change_all(
        _STORE_STATE,
        (
            (
                state.etag,
                state.last_modified,
                state.body_hash,
                state.checked,
                state.due,
                state.hold,
                state.failures,
                state.gone,
                state.error,
                state.feed_id,
            )
            for state in changed
        ),
    )


def describe(database: Database, feed_id: int, title: str, link: str, note: str) -> None:
    """Store, inside a transaction, what a feed says of itself, and what is to be said of it.

    An empty title or link changes nothing; an empty `note` says that all is well.
    """
    database.change(
        """
        UPDATE feed
        SET title = coalesce(nullif(?, ''), title), link = coalesce(nullif(?, ''), link), note = ?
        WHERE id = ?
        """,
        (title, link, note, feed_id),
    )


def consented(database: Database) -> tuple[str, ...]:
    """Return the consent in each address the user gave: feeds subscribed to, articles saved."""
    found = database.rows(
        """
        SELECT url FROM feed WHERE kind = 'feed' AND removed IS NULL
        UNION
        SELECT article.url
        FROM feed CROSS JOIN article INDEXED BY article_feed ON feed_id = feed.id
        WHERE kind = 'saved' AND removed IS NULL AND listed = 1
        """
    )
    return _consent_in(tuple(url for (url,) in found))


@lru_cache(maxsize=1)  # asked at each article that is opened; of 1,000 feeds it takes 12 ms
def _consent_in(urls: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(consented_hosts(urls)))


def _known(database: Database, url: str) -> Feed:
    feed = with_url(database, url)
    if feed is None:
        raise FeedError(masked(url), "is not among your feeds", "See them all with: newsread feeds")
    return feed


def _bring_back(database: Database, feed_id: int) -> None:
    # The server would answer an old validator with "unchanged", and articles that have been deleted
    # since would not come again. `hold` stays: the server asked for it.
    database.change(
        """
        UPDATE feed
        SET removed = NULL, etag = '', last_modified = '', body_hash = '', due = NULL,
            failures = 0, gone = 0, error = ''
        WHERE id = ?
        """,
        (feed_id,),
    )
    database.change("UPDATE article SET listed = 1 WHERE listed = 0 AND feed_id = ?", (feed_id,))
    recount(database, [feed_id])


def _purge(database: Database, before: float, kept: Container[str]) -> None:
    """Delete the hidden articles of feeds removed `before` then, and texts that stand nowhere.

    Not those with a key in `kept`: another window may have marked a claim on one it still showed.
    """
    removed = "listed = 0 AND feed_id IN (SELECT id FROM feed WHERE removed < ?)"
    deleted = _not_kept(database, removed, before, kept)
    database.change_all("DELETE FROM article WHERE id = ?", deleted)
    if deleted:
        database.change("DELETE FROM text WHERE sha256 NOT IN (SELECT text FROM revision)")


def _not_kept(
    database: Database, which: str, parameter: float, kept: Container[str]
) -> list[tuple[int]]:
    """Return the ids of articles, a row each, that are neither starred nor have a key in `kept`."""
    found = database.rows(
        f"SELECT id, key FROM article WHERE {which} AND starred = 0", (parameter,)
    )
    return [(article,) for article, key in found if key.hex() not in kept]
