"""A list of articles as a sequence that fetches its rows when they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from newsread.library.articles import ROW_COLUMNS, row
from newsread.library.records import ArticleRow

if TYPE_CHECKING:
    from newsread.library.database import Database
    from newsread.library.views import View

PAGE = 200
"""Rows fetched together: a few screens of them."""
PAGES_HELD = 16
"""Pages kept in memory; the longest unused one goes first."""

VANISHED = ArticleRow(0, 0, "(removed meanwhile)", "", 0.0, True, False)
"""Stands for a row that another process took away after its list was counted."""


class Rows(Sequence[ArticleRow]):
    """The articles of a view, newest first, counted when it was made.

    Rows are fetched as they are looked at, and keep what they showed then. Making a new one after a
    change costs about a millisecond at any size: the count, and a page when it is drawn.
    """

    def __init__(self, database: Database, view: View) -> None:
        self.view = view
        self._database = database
        self._length = view.count(database)
        self._pages: dict[int, list[ArticleRow]] = {}

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
        return self.view.position(self._database, article_id)

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
        """Fetch the rows from position `first` on, counting to it from the nearer end."""
        last = min(first + PAGE, self._length)
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
