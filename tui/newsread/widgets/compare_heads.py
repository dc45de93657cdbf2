"""What stands above a comparison: which texts are compared, when each was got, and why it is other
than the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from newsread.widgets.compare_page import BETWEEN, MARGIN, columns
from newsread.widgets.plain import fit, plain

if TYPE_CHECKING:
    from textual.app import RenderResult

    from newsread.widgets.compare_page import Columns

SIGNS = ("-", "+")
"""Before the older text and before the newer, as before the lines where they differ."""
APART = " · "


class Head(msgspec.Struct, frozen=True):
    """What is told of one text."""

    name: str
    """Such as ``Newest text``, with when it was got."""
    why: str = ""
    """Why it is another than the one before."""


class CompareHeads(Widget):
    """A title, if there is one, and two rows: beside one another what belongs to each side, or one
    below the other."""

    DEFAULT_CSS = """
    CompareHeads { height: 2; background: $surface; color: $foreground; }
    """

    heads: reactive[tuple[Head, ...]] = reactive(())
    """Of the older text and of the newer; nothing where no texts are compared."""

    def __init__(self, text_width: int, title: str = "") -> None:
        super().__init__()
        self._text_width, self._title = text_width, title

    def show(self, *heads: Head) -> None:
        """Tell of these texts from now on."""
        self.heads = heads
        self.styles.height = bool(self._title) + 2 * bool(heads)
        self.display = bool(self._title or heads)

    def render(self) -> RenderResult:
        """Draw what there is room for; of one line, the reason last."""
        place = columns(self.size.width - 1, self._text_width)  # the scrollbar's column is below
        rows = [] if not self._title else [_title(self._title, self.size.width - place.left)]
        rows += self._rows(place) if self.heads else []
        return Content("\n").join(Content.assemble(" " * place.left, row) for row in rows)

    def _rows(self, place: Columns) -> list[Content]:
        if place.texts == 1:
            return [_one_row(sign, head, place.text) for sign, head in self._signed]
        names, whys = [], []
        for sign, head in self._signed:
            names.append(Content.assemble(_sign(sign), plain(fit(head.name, place.text), "bold")))
            why = fit(" " * MARGIN + head.why, place.side)
            whys.append(plain(why, "$foreground 60%"))
        between = Content(" " * BETWEEN)
        return [between.join(each) for each in (names, whys)]

    @property
    def _signed(self) -> list[tuple[str, Head]]:
        return list(zip(SIGNS, self.heads, strict=False))


def _title(title: str, room: int) -> Content:
    return plain(fit(" " * MARGIN + title, room), "bold $foreground 70%")


def _sign(sign: str) -> Content:
    return plain(f" {sign} ", "bold $text-error" if sign == "-" else "bold $text-success")


def _one_row(sign: str, head: Head, room: int) -> Content:
    """Return all of a head in one row."""
    words = fit(head.name, min(cell_len(head.name), room))
    left = room - cell_len(words) - len(APART)
    row = Content.assemble(_sign(sign), plain(words, "bold"))
    if head.why and left >= cell_len(head.why):
        row = Content.assemble(row, plain(APART + head.why, "$foreground 60%"))
    return row
