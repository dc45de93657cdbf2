"""The pages of articles as they were served, compressed: what texts were read from.

When `EXTRACTOR` goes up, such a page is read again, and so what we changed is told from what a desk
did. They are large, so those of articles without claims and star stay for a week.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.library.records import KeptPage
from newsread.library.views import as_json

if TYPE_CHECKING:
    from collections.abc import Container

    from newsread.library.database import Database

KEPT = 7 * 86_400.0
"""Seconds for which the page of an article without claims and star is kept."""
BATCH = 250
"""Pages dropped in one transaction."""


class KeptPages:
    """One page an article: the one its text was read from."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def store(self, article_id: int, page: KeptPage) -> None:
        """Keep a page in the place of the one before; none of an article that is gone."""
        with self._database.writing():
            self._database.change(
                "INSERT OR REPLACE INTO page SELECT ?, ?, ?, ?, ?, ?, ?, ?"
                " WHERE EXISTS (SELECT 1 FROM article WHERE id = ?)",
                (
                    article_id,
                    page.url,
                    page.content_type,
                    page.etag,
                    page.last_modified,
                    page.is_whole,
                    page.retrieved,
                    page.packed,
                    article_id,
                ),
            )

    def of(self, article_id: int) -> KeptPage | None:
        """Return the page that an article's text was read from, as long as it is kept."""
        found = self._database.row(
            "SELECT html, url, content_type, etag, last_modified, whole, retrieved"
            " FROM page WHERE article_id = ?",
            (article_id,),
        )
        if found is None:
            return None
        fields = dict(zip(KeptPage.__struct_fields__, found, strict=True))
        return KeptPage(**fields | {"is_whole": bool(fields["is_whole"])})

    def drop(self, keep: Container[str], now: float) -> int:
        """Delete the pages served more than a week before `now`; return how many they were.

        Those of starred articles stay, and of those with a key in `keep`: claims stand on them.
        """
        found = self._database.rows(
            "SELECT article_id, key FROM page JOIN article ON id = article_id"
            " WHERE starred = 0 AND retrieved < ?",
            (now - KEPT,),
        )
        going = [article for article, key in found if key.hex() not in keep]
        for start in range(0, len(going), BATCH):
            with self._database.writing():
                self._database.change(
                    "DELETE FROM page WHERE article_id IN (SELECT value FROM json_each(?))",
                    (as_json(going[start : start + BATCH]),),
                )
        return len(going)
