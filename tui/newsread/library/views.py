"""Which articles a list shows, in SQL.

Every list is drawn newest first, by the pair (`published`, `id`): an article's *place*. A query for
places without conditions touches one index and nothing else, so that a list of 250,000 articles
costs what its first page costs; the few rows to be drawn are joined to it afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsread.library.database import Database

Place = tuple[float, int]
"""`published` and `id` of an article: where it stands in every list."""

Sql = tuple[str, list[object]]
"""A query or a condition, and its parameters."""


HITS = """
    SELECT article_id FROM search CROSS JOIN document ON document.id = search.rowid
    WHERE search MATCH ?
    UNION ALL
    SELECT article.id FROM claim_words CROSS JOIN claim_index ON number = claim_words.rowid
    CROSS JOIN article ON article.key = claim_index.article
    WHERE claim_words MATCH ?
"""
"""The ids of the articles that have the words themselves, or in a claim: an expression, twice."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """The articles of some feeds or of all, of a stretch of time, under conditions."""

    feeds: tuple[int, ...] | None = None
    """Ids; None: of all."""
    by_feed: bool = False
    """Whether they are looked up feed by feed, and sorted if there are several."""
    unread: bool = False
    starred: bool = False
    since: float | None = None
    until: float | None = None
    """Before this moment; the one in `since` counts."""
    keep: tuple[int, ...] = ()
    """Articles that an unread list goes on showing although they are read now."""
    words: str | None = None
    """FTS5's expression for words that all of them have."""
    where: str = ""
    """A further condition on `article`."""
    parameters: tuple[object, ...] = ()
    few: bool = False
    """Whether `words` or `where` name few articles by their ids, to begin with them."""

    @property
    def conditional(self) -> bool:
        """Whether finding one page costs what finding all does."""
        return bool(self.words or self.where)

    def page(
        self,
        size: int,
        skip: int = 0,
        *,
        older_than: Place | None = None,
        newer_than: Place | None = None,
        oldest_first: bool = False,
    ) -> Sql:
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
        """Count the articles of the view, by feeds' own counts if they tell."""
        if self.conditional or self.starred or self.since is not None or self.until is not None:
            # Where order does not matter, what has the words is looked up, however much it is: as
            # quick as to make the list, without its 250,000 numbers in memory.
            by_words = msgspec.structs.replace(self, few=self.few or self.words is not None)
            query, parameters = by_words._places()
            found: int = database.value(f"SELECT count(*) FROM ({query})", parameters)
            return found
        where, parameters = "", list[object]()
        if self.feeds is not None:
            where, parameters = (
                "WHERE id IN (SELECT value FROM json_each(?))",
                [as_json(self.feeds)],
            )
        column = "unread" if self.unread else "total"
        found = database.value(f"SELECT coalesce(sum({column}), 0) FROM feed {where}", parameters)
        if self._keeps:
            kept, parameters = self._kept()
            found += database.value(f"SELECT count(*) FROM ({kept})", parameters)
        return found

    def position(self, database: Database, article_id: int) -> int | None:
        """Return how many articles stand before this one; None when it is not in the view."""
        conditions, parameters = self._conditions()
        if self.unread:
            conditions.append("(read = 0 OR id IN (SELECT value FROM json_each(?)))")
            parameters.append(as_json(self.keep))
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
    def _source(self) -> str:
        """The table, and the index that has this view's articles in their order.

        It is named so that SQLite refuses the query rather than sort all articles one day.
        """
        if self.few:
            return "article NOT INDEXED"
        if self.starred:
            index = "article_starred"
        elif self.by_feed:
            index = "article_feed_unread" if self.unread else "article_feed"
        else:
            index = "article_unread" if self.unread else "article_newest"
        return f"article INDEXED BY {index}"

    @property
    def _keeps(self) -> bool:
        return self.unread and bool(self.keep)

    def _places(self, older_than: Place | None = None, newer_than: Place | None = None) -> Sql:
        """Return a query for the places of the view, in no order."""
        conditions, parameters = self._conditions(older_than, newer_than)
        if self.unread:
            conditions.append("read = 0")
        listed = f"SELECT published, id FROM {self._source} WHERE {' AND '.join(conditions)}"
        if not self._keeps:
            return listed, parameters
        # Two queries that SQLite merges as it goes; with an OR it would sort the whole list.
        kept, more = self._kept(older_than, newer_than)
        return f"{listed} UNION ALL {kept}", parameters + more

    def _kept(self, older_than: Place | None = None, newer_than: Place | None = None) -> Sql:
        """Return a query for the places of what is read and goes on being shown."""
        conditions, parameters = self._conditions(older_than, newer_than)
        conditions += ["read = 1", "id IN (SELECT value FROM json_each(?))"]
        query = f"SELECT published, id FROM article NOT INDEXED WHERE {' AND '.join(conditions)}"
        return query, [*parameters, as_json(self.keep)]

    def _conditions(
        self, older_than: Place | None = None, newer_than: Place | None = None
    ) -> tuple[list[str], list[object]]:
        conditions, parameters = ["listed = 1"], list[object]()
        if self.feeds is not None and len(self.feeds) == 1:
            conditions.append("feed_id = ?")
            parameters.append(self.feeds[0])
        elif self.feeds is not None:
            conditions.append("feed_id IN (SELECT value FROM json_each(?))")
            parameters.append(as_json(self.feeds))
        if self.starred:
            conditions.append("starred = 1")
        for comparison, bound in ((">=", self.since), ("<", self.until)):
            if bound is not None:
                conditions.append(f"published {comparison} ?")
                parameters.append(bound)
        for comparison, place in (("<", older_than), (">", newer_than)):
            if place is not None:
                conditions.append(f"(published, id) {comparison} (?, ?)")
                parameters.extend(place)
        if self.words:
            conditions.append(f"id IN ({HITS})")
            parameters.extend((self.words, self.words))
        if self.where:
            conditions.append(f"({self.where})")
            parameters.extend(self.parameters)
        return conditions, parameters


def as_json(values: Iterable[object]) -> str:
    """Return `values` as one parameter, for ``json_each``: SQLite limits how many there may be."""
    return msgspec.json.encode(list(values)).decode()
