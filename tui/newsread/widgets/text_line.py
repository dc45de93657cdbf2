"""The line above an article: which of its texts is shown, how whole that is, and what is doubtful
of it. It stays while the text is scrolled: whoever is in the middle has not seen the beginning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from newsread.widgets.plain import fit, plain

if TYPE_CHECKING:
    from textual.app import RenderResult

DOUBTFUL, GRAVE = "▲", "✖"
"""Before what is doubtful, and before what is not the article: nothing depends on colour alone."""
_MOST_LINES = 3
"""Lines that one doubt takes at most."""
_SHARE = 4
"""All of them take at most one row in so many of the window: there must be some for the text."""
_MARGIN = "   "
"""As wide as the margin of the text below."""


class Remark(msgspec.Struct, frozen=True):
    """Something doubtful of a text, and what to do about it."""

    words: str
    grave: bool = False


class TextTold(msgspec.Struct, frozen=True):
    """What the line tells."""

    words: tuple[str, ...] = ()
    """Which text it is and how whole, the longest wording first; nothing where there is no text."""
    key: str = ""
    """The key that shows another text."""
    other: str = ""
    """What that text is called."""
    remarks: tuple[Remark, ...] = ()


class TextLine(Widget):
    """One row, and more where something is doubtful."""

    DEFAULT_CSS = """
    TextLine { height: 1; background: $surface; color: $foreground 70%; }
    """

    told: reactive[TextTold] = reactive(TextTold())
    """What is told."""
    left: reactive[int] = reactive(0)
    """Cells at the left that stay empty, as they do beside the text."""

    def show(self, told: TextTold) -> None:
        """Tell this from now on."""
        self.told = told
        self._fit()

    def on_resize(self) -> None:
        """Take other rows in another width."""
        self._fit()

    def _fit(self) -> None:
        """Take as many rows as are needed; another number of them lays the screen out anew."""
        height = 1 + len(self._lines())
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height

    @property
    def _room(self) -> int:
        """Cells from where the text begins on."""
        return self.size.width - self.left - len(_MARGIN)

    def _lines(self) -> list[Content]:
        """Return what is doubtful, in lines, as many as there is room for."""
        lines = [line for each in self.told.remarks for line in self._lines_of(each)]
        return lines[: max(self.app.size.height // _SHARE, 1)]

    def _lines_of(self, remark: Remark) -> list[Content]:
        mark = GRAVE if remark.grave else DOUBTFUL
        style = "bold $text-error" if remark.grave else "$text-warning"
        room = max(self._room - 1, 8)
        lines = plain(remark.words).wrap(room)[:_MOST_LINES]
        first = Content.styled(f" {mark} ", style)
        return [
            Content.assemble(
                " " * self.left, Content(_MARGIN) if number else first, line.stylize(style)
            )
            for number, line in enumerate(lines)
        ]

    def render(self) -> RenderResult:
        """Draw the row, the key at its right where there is room, and what is doubtful below."""
        self.call_later(self._fit)  # a resize is not always told of: see `ReadingView.render_lines`
        told, width = self.told, self._room
        words = next((each for each in told.words if cell_len(each) < width), "")
        words = words or fit(told.words[-1] if told.words else "", width).rstrip()
        row = Content.assemble(" " * self.left, _MARGIN, plain(words, "bold"))
        room = width - cell_len(words) - cell_len(told.key) - cell_len(told.other) - 4
        if told.key and room >= 0:
            key = (plain(told.key, "bold $text-accent"), plain(" " + told.other + " "))
            row = Content.assemble(row, " " * (room + 2), *key)
        return Content("\n").join([row, *self._lines()])
