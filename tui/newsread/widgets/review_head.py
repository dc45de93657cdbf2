"""What stands above a claim that waits for review: what has become of it, where it is from, and its
words as they were marked and as they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from newsread.widgets.compare_page import columns
from newsread.widgets.plain import ELLIPSIS, fit, plain

if TYPE_CHECKING:
    from textual.app import RenderResult

ROWS_OF_SCREEN = 14
"""One row of a wording for so many of the window: there must be some for the texts."""
NAMES = ("Marked", "Now")
"""Before the two wordings."""
BEFORE = 24
"""Code points of what two wordings share that stay before the first that differs."""
_NAME = 8
"""Cells that such a name takes."""
_MARGIN = "   "


class Told(msgspec.Struct, frozen=True):
    """What is told of one claim."""

    where: str = ""
    """Which of how many it is, and what has become of it."""
    source: str = ""
    """Its article and outlet."""
    marked: str = ""
    """Its words as they were marked."""
    now: str = ""
    """Those that stand in their place; why there are none."""


class ReviewHead(Widget):
    """Two rows, and one or more for each wording."""

    DEFAULT_CSS = """
    ReviewHead { height: 1; color: $foreground; }
    """

    told: reactive[Told] = reactive(Told())
    """What is told."""

    def __init__(self, text_width: int) -> None:
        super().__init__()
        self._text_width = text_width

    def show(self, told: Told) -> None:
        """Tell this from now on."""
        self.told = told
        self._fit()

    def on_resize(self) -> None:
        """Take other rows in another width."""
        self._fit()

    def _fit(self) -> None:
        height = len(self._lines())
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height

    def _lines(self) -> list[Content]:
        told = self.told
        left = columns(self.size.width - 1, self._text_width).left  # as far as the texts below
        width = self.size.width - left
        lines = [
            Content.assemble(_MARGIN, plain(told.where, "bold")).truncate(width, ellipsis=True)
        ]
        if told.source:
            lines.append(plain(fit(_MARGIN + told.source, width), "$foreground 60%"))
        wordings = (told.marked, told.now)
        differs = (
            at for at, (one, other) in enumerate(zip(*wordings, strict=False)) if one != other
        )
        shared = next(differs, 0)
        for name, words in zip(NAMES, wordings, strict=True):
            if words:
                room = max(width - len(_MARGIN) - _NAME - 1, 8)
                lines += self._wording(name, words, room, shared)
        return [Content.assemble(" " * left, line) for line in lines]

    def _wording(self, name: str, words: str, room: int, shared: int) -> list[Content]:
        """Return one wording, in as many rows as there is room for: if need be without the words of
        its beginning that both share, so that those are seen that differ."""
        most = max(self.app.size.height // ROWS_OF_SCREEN, 1)
        lines = plain(words).wrap(room)
        if len(lines) > most and shared > BEFORE:
            begin = words.find(" ", shared - BEFORE) + 1
            lines = plain(f"{ELLIPSIS} {words[begin:]}").wrap(room)
        if len(lines) > most:
            rest = " ".join(line.plain.strip() for line in lines[most - 1 :])
            lines = [*lines[: most - 1], plain(fit(rest, room))]
        first = Content.styled(f"{name:<{_NAME}}", "$foreground 60%")
        return [
            Content.assemble(_MARGIN, " " * _NAME if number else first, line)
            for number, line in enumerate(lines)
        ]

    def render(self) -> RenderResult:
        """Draw all rows."""
        return Content("\n").join(self._lines())
