"""Looking after the library's file: what may have gone wrong in it, and what can be set right.

Nothing here is called before the file is known to be whole, but `damage`, which tells.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import msgspec

from newsread.library.articles import digest, recount
from newsread.library.views import as_json
from newsread.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from newsread.library.database import Database

HOUR = 3_600.0
AT_ONCE = 250
"""Texts or pages looked at together: they are large."""
_NOTHING = zlib.compress(b"")


class Care:
    """Questions to the file, and repairs; each repair returns how many rows it set right."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def damage(self) -> list[str]:
        """Return what SQLite finds wrong in the file; nothing when it is whole."""
        return [line for (line,) in self._database.rows("PRAGMA quick_check(10)") if line != "ok"]

    def broken_links(self) -> int:
        """Return how many rows refer to a row that is not there."""
        return len(self._database.rows("PRAGMA foreign_key_check"))

    def drop_remains(self) -> int:
        """Delete what belongs to articles that are gone, and texts that stand nowhere."""
        with self._database.writing():
            gone = sum(
                self._database.change(
                    f"DELETE FROM {table} WHERE article_id NOT IN (SELECT id FROM article)"
                )
                for table in (
                    "body",
                    "revision",
                    "reading",
                    "document",
                    "unsearched",
                    "page",
                    "watch",
                )
            )
            return gone + self._database.change(
                "DELETE FROM text WHERE sha256 NOT IN (SELECT text FROM revision)"
            )

    def damaged_texts(self) -> list[int]:
        """Return the articles of which a text cannot be read any more."""
        damaged = self._damaged("text", "document", _is_document)
        found = self._database.rows(
            "SELECT DISTINCT article_id FROM revision JOIN text ON sha256 = text"
            " WHERE text.rowid IN (SELECT value FROM json_each(?)) ORDER BY article_id",
            (as_json(damaged),),
        )
        return [article for (article,) in found]

    def drop_damaged_pages(self) -> int:
        """Delete the pages that cannot be read any more: they are had anew, or never missed."""
        damaged = self._damaged("page", "html", _is_packed)
        if not damaged:
            return 0
        with self._database.writing():
            return self._database.change(
                "DELETE FROM page WHERE rowid IN (SELECT value FROM json_each(?))",
                (as_json(damaged),),
            )

    def _damaged(self, table: str, column: str, is_whole: Callable[[bytes], bool]) -> list[int]:
        """Return the numbers of the rows of which a column makes no sense, a few in memory."""
        damaged, last = list[int](), -1
        while found := self._database.rows(
            f"SELECT rowid, {column} FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT ?",
            (last, AT_ONCE),
        ):
            damaged += [number for number, packed in found if not is_whole(packed)]
            last = found[-1][0]
        return damaged

    def fill_bodies(self) -> int:
        """Give articles an empty body that have none: without one they are in no list."""
        with self._database.writing():
            return self._database.change(
                """
                INSERT INTO body (article_id, content, summary, base, lang)
                SELECT id, ?, ?, '', '' FROM article
                WHERE id NOT IN (SELECT article_id FROM body)
                """,
                (_NOTHING, _NOTHING),
            )

    def count_again(self) -> int:
        """Count the articles of all feeds; return of how many the figures were wrong."""
        with self._database.writing():
            figures = "SELECT id, total, unread FROM feed ORDER BY id"
            before = self._database.rows(figures)
            recount(self._database, [feed for feed, _, _ in before])
            after = self._database.rows(figures)
        return sum(was != now for was, now in zip(before, after, strict=True))

    def ask_again(self, now: float) -> int:
        """Let feeds be asked again that were last asked in the future, by a clock that was wrong:
        they would wait for that time."""
        with self._database.writing():
            return self._database.change(
                "UPDATE feed SET checked = NULL, due = NULL WHERE checked > ?", (now + HOUR,)
            )

    def from_the_future(self, now: float) -> int:
        """Return how many articles were first seen after `now`, so that they sort wrongly."""
        found: int = self._database.value(
            "SELECT count(*) FROM article WHERE first_seen > ?", (now + HOUR,)
        )
        return found

    def without(self, texts: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """Return of those `texts`, keys of articles and revisions of theirs, which are not kept:
        ``article`` or ``text``."""
        missing = {}
        for key, revision in texts:
            found = self._database.row(
                """
                SELECT EXISTS (SELECT 1 FROM revision WHERE article_id = article.id AND text = ?)
                FROM article WHERE key = ?
                """,
                (digest(revision), digest(key)),
            )
            if found is None or not found[0]:
                missing[key, revision] = "article" if found is None else "text"
        return missing

    def size(self) -> dict[str, int]:
        """Return how many feeds, articles, texts and steps of undo there are."""
        [counts] = self._database.rows(
            """
            SELECT (SELECT count(*) FROM feed WHERE removed IS NULL),
                (SELECT count(*) FROM article), (SELECT count(*) FROM text),
                (SELECT count(*) FROM history)
            """
        )
        return dict(zip(("feeds", "articles", "texts", "steps"), counts, strict=True))


def _is_document(packed: bytes) -> bool:
    try:
        msgspec.msgpack.decode(zlib.decompress(packed), type=Document)
    except (zlib.error, msgspec.DecodeError):
        return False
    return True


def _is_packed(packed: bytes) -> bool:
    try:
        zlib.decompress(packed)
    except zlib.error:
        return False
    return True
