"""The list of articles, newest first."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.segment import Segment

from newsread.actions import Where
from newsread.bindings import bindings
from newsread.library.records import ArticleRow
from newsread.widgets.dates import short
from newsread.widgets.line_list import LineList
from newsread.widgets.plain import fit

if TYPE_CHECKING:
    from rich.style import Style

UNREAD, STARRED = "●", "★"
DATE = 6
OUTLET = 18
OUTLET_FROM = 64
"""The outlet has a column of its own from this width on."""


class ArticleList(LineList[ArticleRow]):
    """One line an article: unread and star, title, outlet where there is room, date."""

    BINDINGS = bindings(Where.LIST)

    def segments(self, row: ArticleRow, width: int, base: Style) -> list[Segment]:
        """Draw one article."""
        dim, accent = base + self.component("dim"), base + self.component("accent")
        title = base if row.read else base + self.component("strong")
        outlet = OUTLET if width >= OUTLET_FROM else 0
        room = width - 3 - DATE - 2 - (outlet + 1 if outlet else 0)
        drawn = [
            Segment(" " if row.read else UNREAD, accent),
            Segment(STARRED if row.starred else " ", accent),
            Segment(" ", base),
            Segment(fit(row.title, room) + " ", title),
        ]
        if outlet:
            drawn.append(Segment(fit(row.outlet, outlet) + " ", dim))
        drawn.append(Segment(short(row.published, time.time()).rjust(DATE) + " ", dim))
        return drawn
