"""Feeds to choose from: a line each, by folders, checked or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from rich.cells import cell_len
from rich.segment import Segment

from newsread.actions import Where
from newsread.bindings import bindings
from newsread.exchange.feed_list import Outline
from newsread.widgets.line_list import LineList
from newsread.widgets.plain import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style


BOX = 7
"""Cells for a feed's box."""
WIDEST_NAME = 28
"""Most cells of its name where what it is about stands beside it."""
ABOUT_FROM = 50
"""What a feed is about has a column of its own from this width on."""


class ChoiceRow(msgspec.Struct, frozen=True):
    """A feed that is offered, or the folder above some."""

    folder: str
    feed: Outline | None = None
    """None: the line is the folder's own."""
    there: bool = False
    """It is subscribed to already."""


class ChoiceList(LineList[ChoiceRow]):
    """A check list; knows what is checked, and nothing of what becomes of it."""

    BINDINGS = bindings(Where.CHOICE)
    mark_cells = BOX

    def __init__(self, *, empty: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(empty=empty, id=id)
        self._checked: dict[str, Outline] = {}
        self._title_cells = 0
        """Cells that the longest name takes."""

    @property
    def checked(self) -> tuple[Outline, ...]:
        """The feeds that are checked, in the order of the list."""
        listed = (row.feed for row in self.rows)
        return tuple(feed for feed in listed if feed is not None and feed.url in self._checked)

    def offer(self, feeds: Sequence[Outline], there: frozenset[str]) -> None:
        """List `feeds` by folder; those with an address in `there` are subscribed to already. What
        was checked stays so."""
        offered = {feed.url for feed in feeds if feed.url not in there}
        self._checked = {url: feed for url, feed in self._checked.items() if url in offered}
        self._title_cells = min(
            max((cell_len(feed.title) for feed in feeds), default=0), WIDEST_NAME
        )
        rows: list[ChoiceRow] = []
        for feed in feeds:
            if not rows or rows[-1].folder != feed.folder:
                rows.append(ChoiceRow(feed.folder))
            rows.append(ChoiceRow(feed.folder, feed, feed.url in there))
        self.show_rows(rows)

    def toggle(self) -> None:
        """Check the current feed or leave it again; on a folder's line, all feeds of the folder."""
        row = self.current_row
        if row is None:
            return
        meant = [
            each.feed
            for each in self.rows
            if each.feed is not None
            and not each.there
            and (each is row if row.feed is not None else each.folder == row.folder)
        ]
        if all(feed.url in self._checked for feed in meant):
            for feed in meant:
                self._checked.pop(feed.url)
        else:
            self._checked.update((feed.url, feed) for feed in meant)
        self.refresh()

    def segments(self, row: ChoiceRow, width: int, base: Style) -> list[Segment]:
        """Draw one line."""
        strong, dim = base + self.component("strong"), base + self.component("dim")
        if row.feed is None:
            return [Segment(fit(" " + row.folder, width), strong)]
        checked = row.feed.url in self._checked
        box = "added" if row.there else "[x]" if checked else "[ ]"
        name = self._title_cells if width >= ABOUT_FROM else max(width - BOX - 1, 0)
        drawn = [
            Segment(f" {box:<5} ", base + self.component("accent") if checked else dim),
            Segment(fit(row.feed.title, name), dim if row.there else base),
        ]
        if width >= ABOUT_FROM:
            drawn.append(Segment(fit("  " + row.feed.about, width - name - BOX), dim))
        return drawn
