"""Letting go of old articles: which a feed's limits no longer cover, and how they are deleted.

Gentle, for people come back to old news and look for what they have not read yet. A starred article
and one with claims stay for ever, an unread one for half a year whatever the limits say. What the
feed still shows stays, too: deleted, it would be new at the next refresh. Of what is deleted the
key is kept, because some feeds bring old entries back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsread.library.articles import recount
from newsread.library.views import as_json

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from newsread.library.database import Database

DAY = 86_400.0
UNREAD_KEPT = 180 * DAY
"""Seconds for which an unread article is kept after it was first seen."""
READING_KEPT = 7 * DAY
"""Seconds for which an article is kept after somebody was in it."""
FORGOTTEN_KEPT = 180 * DAY
"""Seconds for which a deleted article's key is kept; longer while its feed shows it."""
PREFIX = 8
"""Bytes of a key that stand for it in a feed's `document`."""

_AMONG = "id IN (SELECT value FROM json_each(?))"


class Limits(msgspec.Struct, frozen=True):
    """How much is kept of a feed. 0: all."""

    articles: int = 0
    """The newest so many."""
    days: int = 0
    """Those first seen in so many days."""


def is_forgotten(database: Database, key: bytes) -> bool:
    """Tell whether the article with `key` was deleted for its age."""
    return database.row("SELECT 1 FROM forgotten WHERE key = ?", (key,)) is not None


class Retention:
    """What may go, and its going."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def outdated(self, feed_id: int, limits: Limits, keep: Container[str], now: float) -> list[int]:
        """Return the articles of a feed that `limits` let go at `now`, oldest first.

        Never one that is starred, has a key in `keep` (claims stand on it), stands in the feed's
        newest answer, was read in a week, or is unread and was first seen in half a year.
        """
        document = self._database.value("SELECT document FROM feed WHERE id = ?", (feed_id,))
        reasons, parameters = _reasons(self._database, feed_id, limits, now)
        if document is None or not reasons:
            return []
        shown = _prefixes(document)
        found = self._database.rows(
            f"""
            SELECT id, key FROM article
            WHERE listed = 1 AND feed_id = ? AND starred = 0 AND ({" OR ".join(reasons)})
                AND (read = 1 OR first_seen < ?)
                AND NOT EXISTS (SELECT 1 FROM reading WHERE article_id = article.id AND at > ?)
            ORDER BY published, id
            """,
            (feed_id, *parameters, now - UNREAD_KEPT, now - READING_KEPT),
        )
        return [
            article for article, key in found if key[:PREFIX] not in shown and key.hex() not in keep
        ]

    def forget(self, ids: Iterable[int], now: float, keep: Container[str] = ()) -> int:
        """Delete articles with their bodies, texts and positions; return how many there were.

        What was starred since they were chosen, or has a key in `keep`, stays. The keys of the
        others are kept: should their feed show them again, they do not come back as new.
        """
        with self._database.writing():
            found = self._database.rows(
                f"SELECT id, key, feed_id FROM article WHERE starred = 0 AND {_AMONG}",
                (as_json(ids),),
            )
            going = [row for row in found if row[1].hex() not in keep]
            self._database.change_all(
                "INSERT OR REPLACE INTO forgotten VALUES (?, ?)",
                ((key, now) for _, key, _ in going),
            )
            chosen = (as_json(article for article, _, _ in going),)
            texts = self._database.rows(
                "SELECT DISTINCT text FROM revision"
                " WHERE article_id IN (SELECT value FROM json_each(?))",
                chosen,
            )
            self._database.change(f"DELETE FROM article WHERE {_AMONG}", chosen)
            self._database.change_all(
                "DELETE FROM text WHERE sha256 = ?"
                " AND NOT EXISTS (SELECT 1 FROM revision WHERE text = sha256)",
                texts,
            )
            recount(self._database, {feed for _, _, feed in going})
        return len(going)

    def forget_keys(self, now: float) -> None:
        """Drop the keys of articles deleted long ago that no feed shows any more."""
        documents = self._database.rows("SELECT document FROM feed WHERE document IS NOT NULL")
        shown = {prefix for (document,) in documents for prefix in _prefixes(document)}
        old = self._database.rows("SELECT key FROM forgotten WHERE at < ?", (now - FORGOTTEN_KEPT,))
        dropped = [(key,) for (key,) in old if key[:PREFIX] not in shown]
        if dropped:
            with self._database.writing():
                self._database.change_all("DELETE FROM forgotten WHERE key = ?", dropped)


def _prefixes(document: bytes) -> set[bytes]:
    return {document[at : at + PREFIX] for at in range(0, len(document), PREFIX)}


def _reasons(
    database: Database, feed_id: int, limits: Limits, now: float
) -> tuple[list[str], list[object]]:
    """Return in SQL why an article of the feed may go, each a condition; none: all may stay."""
    reasons, parameters = list[str](), list[object]()
    if limits.articles:
        last = database.row(
            """
            SELECT published, id FROM article INDEXED BY article_feed
            WHERE listed = 1 AND feed_id = ? ORDER BY published DESC, id DESC LIMIT 1 OFFSET ?
            """,
            (feed_id, limits.articles - 1),
        )
        if last is not None:
            reasons.append("(published, id) < (?, ?)")
            parameters += last
    if limits.days:
        # No article is published after it was first seen, so the index finds the few to look at.
        before = now - limits.days * DAY
        reasons.append("(published < ? AND first_seen < ?)")
        parameters += before, before
    return reasons, parameters
