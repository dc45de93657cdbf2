"""A list of articles as a sequence that fetches its rows when they are looked at."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from newsread.library.articles import ROW_COLUMNS, row
from newsread.library.articles import ids as all_ids
from newsread.library.records import ArticleRow
from newsread.library.views import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsread.library.database import Database
    from newsread.library.views import View

PAGE = 200
"""Rows fetched together: a few screens of them."""
PAGES_HELD = 16
"""Pages kept in memory; the longest unused one goes first."""
RANKED = 1_000
"""Most articles that are ordered by how well they match; of more, the newest are wanted, and to
weigh 100,000 takes a third of a second."""

VANISHED = ArticleRow(0, 0, "(removed meanwhile)", "", 0.0, True, False)
"""Stands for a row that another process took away after its list was counted."""

_BY_RANK = """
    SELECT article_id FROM search CROSS JOIN document ON document.id = search.rowid
    WHERE search MATCH ? ORDER BY bm25(search, 10.0, 1.0)
"""
"""The best first; a word in a title counts for ten in a text."""


class Rows(Sequence[ArticleRow]):
    """The articles of a view, counted when it was made: newest first, or the best match first.

    Rows are fetched as they are looked at, and keep what they showed then. Of a view without
    conditions, making a new one after a change costs about a millisecond at any size: the count,
    and a page when it is drawn. Of any other the ids are found when it is made, and kept.
    """

    def __init__(self, database: Database, view: View, *, ranked: bool = False) -> None:
        self.view = view
        self._database = database
        self._pages: dict[int, list[ArticleRow]] = {}
        self._ids = _found(database, view, ranked=ranked) if view.conditional else None
        self._length = view.count(database) if self._ids is None else len(self._ids)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> ArticleRow: ...
    @overload
    def __getitem__(self, index: slice) -> list[ArticleRow]: ...
    def __getitem__(self, index: int | slice) -> ArticleRow | list[ArticleRow]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(self._length))]
        position = index + self._length if index < 0 else index
        if not 0 <= position < self._length:
            raise IndexError(index)
        number, line = divmod(position, PAGE)
        page = self._page(number)
        return page[line] if line < len(page) else VANISHED

    def index_of(self, article_id: int) -> int | None:
        """Return the position of an article; None when it is not in this list (any more)."""
        for number, page in self._pages.items():
            for line, each in enumerate(page):
                if each.id == article_id:
                    return number * PAGE + line
        if self._ids is None:
            return self.view.position(self._database, article_id)
        return self._ids.index(article_id) if article_id in self._ids else None

    def _page(self, number: int) -> list[ArticleRow]:
        """Return page `number`, and make it the one used last."""
        page = self._pages.pop(number, None)
        if page is None:
            page = self._fetch(number * PAGE)
            if len(self._pages) >= PAGES_HELD:
                del self._pages[next(iter(self._pages))]
        self._pages[number] = page
        return page

    def _fetch(self, first: int) -> list[ArticleRow]:
        """Fetch the rows from position `first` on."""
        last = min(first + PAGE, self._length)
        if self._ids is not None:
            return self._with_ids(self._ids[first:last])
        # Counting to them from the nearer end.
        from_the_end = first > self._length - last
        query, parameters = self.view.page(
            last - first,
            self._length - last if from_the_end else first,
            oldest_first=from_the_end,
        )
        found = self._database.rows(
            f"""
            SELECT {ROW_COLUMNS}
            FROM ({query}) AS place CROSS JOIN article ON article.id = place.id
            JOIN feed ON feed.id = feed_id
            ORDER BY place.published DESC, place.id DESC
            """,
            parameters,
        )
        return [row(values) for values in found]

    def _with_ids(self, ids: Iterable[int]) -> list[ArticleRow]:
        """Fetch the rows of the articles `ids`, in this order."""
        wanted = list(ids)
        found = self._database.rows(
            f"""
            SELECT {ROW_COLUMNS}
            FROM json_each(?) AS place CROSS JOIN article ON article.id = place.value
            JOIN feed ON feed.id = feed_id
            WHERE listed = 1
            """,
            (as_json(wanted),),
        )
        by_id = {values[0]: row(values) for values in found}
        return [by_id.get(each, VANISHED) for each in wanted]


def _found(database: Database, view: View, *, ranked: bool) -> array[int]:
    """Return the ids of all articles of the view: eight bytes each."""
    ids = array("q", all_ids(database, view))
    if not ranked or view.words is None or len(ids) > RANKED:
        return ids
    places = {
        article: place for place, (article,) in enumerate(database.rows(_BY_RANK, (view.words,)))
    }
    return array("q", sorted(ids, key=lambda article: places.get(article, len(places))))
