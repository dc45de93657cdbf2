"""A list drawn line by line over any sequence: what the article list and the ledger are made of.

Textual's own lists hold a widget or a prompt per row and take seconds at 100,000 rows; this one
asks its sequence for the rows on the screen and nothing else.
"""

from __future__ import annotations

from abc import abstractmethod
from textwrap import wrap
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from newsread.widgets.line_view import LineView
from newsread.widgets.plain import fit, ink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

Row = TypeVar("Row")

MARGIN = 3
"""Rows kept in sight above and below the current one."""


class LineList(LineView, Generic[Row], can_focus=True, inherit_bindings=False):
    """One line a row, one row current; subclasses say how a row is drawn."""

    DEFAULT_CSS = """
    LineList {
        & > .line-list--current { background: $surface-lighten-2; }
        &:focus > .line-list--current { background: $primary 40%; }
        & > .line-list--dim { color: $foreground 60%; }
        & > .line-list--strong { color: $foreground; text-style: bold; }
        & > .line-list--accent { color: $text-accent; }
        & > .line-list--wrong { color: $text-error; text-style: bold; }
        & > .line-list--empty { color: $foreground 60%; text-style: italic; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line-list--current",
        "line-list--dim",
        "line-list--strong",
        "line-list--accent",
        "line-list--wrong",
        "line-list--empty",
    }

    current: reactive[int] = reactive(0)
    """Index of the current row; 0 in an empty list."""

    class RowMessage(Message):
        """Base of what a list says of one of its rows."""

        def __init__(self, line_list: LineList[Any], index: int) -> None:
            super().__init__()
            self.line_list = line_list
            self.index = index

        @property
        def control(self) -> LineList[Any]:
            """The list concerned."""
            return self.line_list

    class RowReached(RowMessage):
        """Another row became the current one."""

    class RowOpened(RowMessage):
        """The person asked with the mouse for what the row stands for."""

    class MarkClicked(RowMessage):
        """The person clicked on the mark at the row's beginning."""

    mark_cells: ClassVar[int] = 0
    """Cells of a mark at the beginning of each row that can be clicked by itself."""

    def __init__(self, *, empty: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.empty = empty
        self._rows: Sequence[Row] = ()

    @property
    def rows(self) -> Sequence[Row]:
        """What is listed."""
        return self._rows

    @property
    def current_row(self) -> Row | None:
        """The current row; None in an empty list."""
        return self._rows[self.current] if self.current < len(self._rows) else None

    def show_rows(self, rows: Sequence[Row], current: int = 0) -> None:
        """List `rows`, with `current` made the current one (moved to the nearest there is).

        It is brought into sight, unless the person had scrolled the current row out of it.
        """
        top = self.scroll_offset.y
        followed = not self._rows or top <= self.current < top + self.size.height
        self._rows = rows
        self.virtual_size = Size(self._room, len(rows))
        self.set_reactive(LineList.current, max(0, min(current, len(rows) - 1)))
        self.refresh()
        if followed:
            self.scroll_to_current()

    @abstractmethod
    def segments(self, row: Row, width: int, base: Style) -> list[Segment]:
        """Return one line of `width` cells for `row`; `base` carries the background."""

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the widget."""
        width = self._room
        index = y + self.scroll_offset.y
        if index >= len(self._rows):
            return self._blank_line(y, width)
        base = self.rich_style
        if index == self.current:
            base += Style(bgcolor=self.get_component_rich_style("line-list--current").bgcolor)
        strip = Strip(self.segments(self._rows[index], width, base))
        return strip.adjust_cell_length(width, base)

    def _blank_line(self, y: int, width: int) -> Strip:
        lines = [] if self._rows else wrap(self.empty, max(width - 2, 10))
        if 0 < y <= len(lines):
            style = self.rich_style + self.component("empty")
            return Strip([Segment(fit(" " + lines[y - 1], width), style)])
        return Strip.blank(width, self.rich_style)

    def component(self, name: str) -> Style:
        """Return the style of the component class ``line-list--NAME``, without its background."""
        return ink(self.get_component_rich_style(f"line-list--{name}"))

    def watch_current(self, before: int, now: int) -> None:
        """Draw both rows anew and keep the current one in sight."""
        self.refresh_line(before)
        self.refresh_line(now)
        self.scroll_to_current()
        if self._rows:
            self.post_message(self.RowReached(self, now))

    def scroll_to_current(self) -> None:
        """Bring the current row into sight, with a few rows around it."""
        height = self.size.height
        if not height:
            return
        margin = min(MARGIN, (height - 1) // 2)
        top = self.scroll_offset.y
        if self.current < top + margin:
            self.scroll_to(y=max(self.current - margin, 0), animate=False)
        elif self.current > top + height - 1 - margin:
            self.scroll_to(y=self.current - height + 1 + margin, animate=False)

    def move(self, steps: int) -> None:
        """Make the row `steps` further the current one, as far as there are rows."""
        self.current = max(0, min(self.current + steps, len(self._rows) - 1))

    def on_resize(self) -> None:
        """Keep the current row in sight."""
        self.virtual_size = Size(self._room, len(self._rows))
        self.scroll_to_current()

    def on_click(self, event: events.Click) -> None:
        """Make the row under the mouse current; open it on a second click."""
        index = event.y + self.scroll_offset.y
        if index < len(self._rows):
            self.current = index
            if event.x < self.mark_cells:
                self.post_message(self.MarkClicked(self, index))
            elif event.chain > 1:
                self.post_message(self.RowOpened(self, self.current))

    def action_down(self) -> None:
        """Go to the next row."""
        self.move(1)

    def action_up(self) -> None:
        """Go to the row before."""
        self.move(-1)

    def action_top(self) -> None:
        """Go to the first row."""
        self.move(-len(self._rows))

    def action_bottom(self) -> None:
        """Go to the last row."""
        self.move(len(self._rows))

    def action_page_down(self) -> None:
        """Go half a screen of rows on."""
        self.move(max(self.size.height // 2, 1))

    def action_page_up(self) -> None:
        """Go half a screen of rows back."""
        self.move(-max(self.size.height // 2, 1))
