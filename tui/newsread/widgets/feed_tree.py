"""The feeds: smart rows, saved views, folders and feeds, with what is unread and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment

from newsread.actions import Where
from newsread.bindings import bindings
from newsread.services.feed_tree import Line
from newsread.widgets.line_list import LineList
from newsread.widgets.plain import fit

if TYPE_CHECKING:
    from rich.style import Style

FOLDED, OPEN = "▸", "▾"
SMART, VIEW = "◇", "◆"
FAILED, MENDED = "!", "~"
COUNT = 6
"""Cells for the count: six digits are more unread articles than anyone has."""
DEEPEST = 6
"""Levels that are drawn indented; deeper ones stand below them as if on the last."""


class FeedTree(LineList[Line]):
    """One line a feed or folder: a mark, its name, how much is unread."""

    BINDINGS = bindings(Where.FEEDS)
    mark_cells = 4

    def segments(self, row: Line, width: int, base: Style) -> list[Segment]:
        """Draw one line; what is wrong is told by a sign, not by colour alone."""
        dim, accent = base + self.component("dim"), base + self.component("accent")
        trouble = FAILED if row.error else MENDED if row.note else " "
        indent = 2 * min(row.depth, DEEPEST)
        count = f"{row.unread}" if row.unread else ""
        room = max(width - indent - 4 - COUNT - 1, 0)
        strong = row.kind in ("feed", "folder") and bool(row.unread)
        name = base + self.component("strong") if strong else base
        return [
            Segment(trouble, base + self.component("wrong" if row.error else "dim")),
            Segment(" " * indent, base),
            Segment(f" {_mark(row)} ", dim),
            Segment(fit(row.words, room), dim if row.error and not strong else name),
            Segment(count.rjust(COUNT) + " ", accent if strong else dim),
        ]


def _mark(row: Line) -> str:
    if row.folded is not None:
        return FOLDED if row.folded else OPEN
    return {"smart": SMART, "view": VIEW}.get(row.kind, " ")
