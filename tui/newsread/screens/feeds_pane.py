"""The pane with the feeds: smart rows, saved views, folders and feeds, folded as they were left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from textual import work
from textual.containers import Vertical

from newsread.errors import ConfigError, LibraryError
from newsread.services import feed_tree
from newsread.services.counting import Counting
from newsread.services.feed_tree import ALL, UNREAD
from newsread.widgets.feed_tree import FeedTree
from newsread.widgets.status import Heading, Said

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from newsread.query.tree import Query
    from newsread.services.desk import Desk
    from newsread.services.feed_tree import Line
    from newsread.services.views import SavedView

FOLDED = "folded"
"""The library remembers under this name which folders are folded."""


class FeedsPane(Vertical):
    """Holds the tree; knows which folders are folded."""

    DEFAULT_CSS = """
    FeedsPane > FeedTree { height: 1fr; }
    """

    def __init__(self, desk: Desk, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.desk = desk
        kept = desk.library.memory.remembered(FOLDED)
        self._folded: set[str] = set(msgspec.json.decode(kept, type=list[str])) if kept else set()
        self._counting = Counting(desk, self._to_count)

    def compose(self) -> ComposeResult:
        """Lay out the tree below its heading."""
        yield Heading("Feeds")
        yield FeedTree(empty="", id="feeds")

    @property
    def feed_tree(self) -> FeedTree:
        """The tree."""
        return self.query_one(FeedTree)

    @property
    def current(self) -> Line | None:
        """The line that keys mean."""
        return self.feed_tree.current_row

    def lines(self) -> list[Line]:
        """Return the tree as the library has it now, with what was counted last."""
        feeds = self.desk.library.feeds()
        counts = self._counting.counted | {
            UNREAD.query: sum(feed.unread for feed in feeds if not feed.settings.quiet)
        }
        return feed_tree.lines(feeds, self._folded, counts, self._views())

    def _views(self) -> tuple[SavedView, ...]:
        """Return the saved views; none, and say why, when their file cannot be read."""
        try:
            return self.desk.views.all()
        except ConfigError as error:
            self.post_message(Said(str(error), problem=True))
            return ()

    def _to_count(self) -> set[Query]:
        """Return what smart rows and views list and no feed counts. How many there are altogether
        is nothing to act on."""
        queries = {line.query for line in feed_tree.SMART}
        queries |= {view.query for view in self._views() if view.query is not None}
        return queries - {UNREAD.query, ALL.query}

    def reload(self, select: tuple[str, str] | None = None) -> None:
        """Show the tree as it is now, with the same line current, or the one with key `select`.

        What its lines list is counted anew, and shown when it is known.
        """
        self._show(select)
        self.recount()

    def recount(self) -> None:
        """Count anew what smart rows and views list, and show it when it is known."""
        if self._counting.want():
            self._count()

    @work(group="count")
    async def _count(self) -> None:
        try:
            await self._counting.count(self._show)
        except LibraryError as error:
            self.post_message(Said(str(error), problem=True))

    def _show(self, select: tuple[str, str] | None = None) -> None:
        before = self.current
        wanted = select or (before.key if before is not None else None)
        listed = self.lines()
        index = next(
            (number for number, line in enumerate(listed) if line.key == wanted),
            self.feed_tree.current,
        )
        self.feed_tree.show_rows(listed, index)

    def line(self, key: tuple[str, str] | None) -> Line | None:
        """Return the line with this key, if the tree shows it."""
        return next((line for line in self.feed_tree.rows if line.key == key), None)

    def fold(self) -> None:
        """Fold the current folder, or the one that the current feed is in; or open it again."""
        line = self.current
        if line is None:
            return
        if line.kind == "folder":
            self._folded ^= {line.name}
            self._remember()
            self._show()
        else:
            self.go_up()

    def go_up(self) -> bool:
        """Fold the current folder if it is open, else go to the one it is in; False at the top."""
        line = self.current
        if line is None:
            return False
        if line.folded is False:
            self._folded.add(line.name)
            self._remember()
            self._show()
            return True
        above = self._line_above(line)
        if above is None:
            return False
        self.feed_tree.current = above
        return True

    def _line_above(self, line: Line) -> int | None:
        """Return the index of the folder that `line` is in."""
        for index in range(self.feed_tree.current - 1, -1, -1):
            other = self.feed_tree.rows[index]
            if other.kind == "folder" and other.depth < line.depth:
                return index
        return None

    def _remember(self) -> None:
        kept = msgspec.json.encode(sorted(self._folded)).decode()
        self.desk.library.memory.remember(FOLDED, kept)
