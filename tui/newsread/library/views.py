"""Which articles a list shows: the one place that knows how lists become SQL.

Every list is drawn newest first, by the pair (`published`, `id`): an article's *place*. A query for
places touches one index and nothing else, so that a list of 250,000 articles costs what its first
page costs; the few rows to be drawn are joined to it afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from newsread.library.database import Database

Place = tuple[float, int]
"""`published` and `id` of an article: where it stands in every list."""

Query = tuple[str, list[object]]
"""SQL and its parameters."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """The articles of a feed or of all, only the unread, only the starred."""

    feed_id: int | None = None
    unread: bool = False
    starred: bool = False
    keep: tuple[int, ...] = ()
    """Articles that an unread list goes on showing although they are read now."""

    def page(
        self,
        size: int,
        skip: int = 0,
        *,
        older_than: Place | None = None,
        newer_than: Place | None = None,
        oldest_first: bool = False,
    ) -> Query:
        """Return a query for `size` places of the view, in order, after the first `skip`.

        A negative `size` gives all.
        """
        query, parameters = self._places(older_than, newer_than)
        order = "ASC" if oldest_first else "DESC"
        return (
            f"{query} ORDER BY published {order}, id {order} LIMIT ? OFFSET ?",
            [*parameters, size, skip],
        )

    def count(self, database: Database) -> int:
        """Count the articles of the view, from the feeds' own counts where they tell."""
        if self.starred:
            query, parameters = self._places()
            starred: int = database.value(f"SELECT count(*) FROM ({query})", parameters)
            return starred
        where, feed = ("", ()) if self.feed_id is None else ("WHERE id = ?", (self.feed_id,))
        column = "unread" if self.unread else "total"
        found: int = database.value(f"SELECT coalesce(sum({column}), 0) FROM feed {where}", feed)
        if self._keeps:
            kept, parameters = self._kept()
            found += database.value(f"SELECT count(*) FROM ({kept})", parameters)
        return found

    def position(self, database: Database, article_id: int) -> int | None:
        """Return how many articles stand before this one; None when it is not in the view."""
        conditions, parameters = self._conditions()
        if self.unread:
            conditions.append("(read = 0 OR id IN (SELECT value FROM json_each(?)))")
            parameters.append(_json(self.keep))
        conditions.append("id = ?")
        place = database.row(
            f"SELECT published, id FROM article WHERE {' AND '.join(conditions)}",
            [*parameters, article_id],
        )
        if place is None:
            return None
        newer, parameters = self._places(newer_than=(place[0], place[1]))
        before: int = database.value(f"SELECT count(*) FROM ({newer})", parameters)
        return before

    @property
    def _index(self) -> str:
        """The index that has this view's articles in their order."""
        if self.starred:
            return "article_starred"
        if self.feed_id is not None:
            return "article_feed_unread" if self.unread else "article_feed"
        return "article_unread" if self.unread else "article_newest"

    @property
    def _keeps(self) -> bool:
        return self.unread and bool(self.keep)

    def _places(self, older_than: Place | None = None, newer_than: Place | None = None) -> Query:
        """Return a query for the places of the view, in no order."""
        conditions, parameters = self._conditions(older_than, newer_than)
        if self.unread:
            conditions.append("read = 0")
        # The index is named so that SQLite refuses the query rather than sort all articles one day.
        listed = (
            f"SELECT published, id FROM article INDEXED BY {self._index}"
            f" WHERE {' AND '.join(conditions)}"
        )
        if not self._keeps:
            return listed, parameters
        # Two queries that SQLite merges as it goes; with an OR it would sort the whole list.
        kept, more = self._kept(older_than, newer_than)
        return f"{listed} UNION ALL {kept}", parameters + more

    def _kept(self, older_than: Place | None = None, newer_than: Place | None = None) -> Query:
        """Return a query for the places of what is read and goes on being shown."""
        conditions, parameters = self._conditions(older_than, newer_than)
        conditions += ["read = 1", "id IN (SELECT value FROM json_each(?))"]
        query = f"SELECT published, id FROM article WHERE {' AND '.join(conditions)}"
        return query, [*parameters, _json(self.keep)]

    def _conditions(
        self, older_than: Place | None = None, newer_than: Place | None = None
    ) -> tuple[list[str], list[object]]:
        conditions, parameters = ["listed = 1"], list[object]()
        if self.feed_id is not None:
            conditions.append("feed_id = ?")
            parameters.append(self.feed_id)
        if self.starred:
            conditions.append("starred = 1")
        for comparison, place in (("<", older_than), (">", newer_than)):
            if place is not None:
                conditions.append(f"(published, id) {comparison} (?, ?)")
                parameters.extend(place)
        return conditions, parameters


def _json(ids: tuple[int, ...]) -> str:
    """Return `ids` as one parameter, for ``json_each``: SQLite limits how many there may be."""
    return msgspec.json.encode(ids).decode()
