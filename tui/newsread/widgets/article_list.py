"""The list of articles, newest first."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.segment import Segment

from newsread.actions import Where
from newsread.bindings import bindings
from newsread.claims.fared import DriftMark
from newsread.library.records import ArticleRow
from newsread.widgets.dates import short
from newsread.widgets.line_list import LineList
from newsread.widgets.plain import fit

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.style import Style

UNREAD, STARRED = "●", "★"
CHANGED = DriftMark("Δ", "slight")
"""Stands for an article whose text changed since it was read, whether or not it has claims."""
DATE = 6
OUTLET = 18
OUTLET_FROM = 64
"""The outlet has a column of its own from this width on."""


class ArticleList(LineList[ArticleRow]):
    """One line an article: unread and star, what has changed, title, outlet where there is room,
    date. `drift` returns what stands for the drift of the claims of an article, by its key."""

    BINDINGS = bindings(Where.LIST)

    def __init__(
        self,
        drift: Callable[[str], DriftMark | None],
        *,
        empty: str,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(empty=empty, id=id)
        self._drift = drift

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
        ]
        if mark := self._mark(row):
            drawn += [self.drift_glyph(mark, base), Segment(" ", base)]
            room -= 2
        drawn.append(Segment(fit(row.title, room) + " ", title))
        if outlet:
            drawn.append(Segment(fit(row.outlet, outlet) + " ", dim))
        drawn.append(Segment(short(row.published, time.time()).rjust(DATE) + " ", dim))
        return drawn

    def _mark(self, row: ArticleRow) -> DriftMark | None:
        """Return what stands for a change: of its claims, where that waits for a person, else of
        its text."""
        drift = self._drift(row.key)
        if row.changed and (drift is None or drift.weight == "seen"):
            return CHANGED
        return drift
