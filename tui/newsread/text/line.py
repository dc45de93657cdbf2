"""One row of the screen: which stretch of a document it shows, and in which cells.

Widths are in cells and are Rich's, so drawing, the caret and the mouse agree.
"""

from __future__ import annotations

import re
from itertools import accumulate, repeat
from typing import TYPE_CHECKING

import msgspec
from rich.cells import cell_len, get_character_cell_size, split_graphemes

from newsread.text.document import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

TAB_CELLS = 4
"""Cells a tab takes wherever it stands, unless its line says otherwise; see `drawn`."""
CELL_BORDER = " │  "
"""How the tab between two cells of a table row is drawn, where the cells stand in no columns."""


class Line(msgspec.Struct, frozen=True, gc=False):
    """One row of the screen: ``text[start:end]`` of the document, drawn from column `indent` on.

    White space at a break belongs to no line.
    """

    block: int
    start: int
    end: int
    indent: int = 0
    marker: str = ""
    """Drawn at the end of the indent: a bullet, a number, a quote's bar, the name of a column."""
    first: bool = False
    """Whether its block begins here."""
    spacer: bool = False
    """Whether it only parts two blocks: it has no text and stands at the end of the one above."""
    tabs: tuple[int, ...] = ()
    """Cells that each of its tabs takes, where table cells stand in columns."""

    @property
    def margin(self) -> str:
        """What is drawn in the indent."""
        return " " * (self.indent - cell_len(self.marker)) + self.marker

    def tabs_within(self, text: str, start: int, end: int) -> tuple[int, ...]:
        """Return the widths of the tabs in ``text[start:end]``, a part of this line's."""
        if not self.tabs:
            return ()
        before = text.count("\t", self.start, start)
        return self.tabs[before : before + text.count("\t", start, end)]


def cells(text: str) -> int:
    """Return how many cells `text` takes when drawn in one piece, tabs included."""
    return cell_len(text.replace("\t", CELL_BORDER))


def drawn(text: str, kind: Kind, tabs: Sequence[int] = ()) -> str:
    """Return `text` of a block of `kind` without its tabs, as wide as before; `tabs` are theirs."""
    if tabs:
        first, *rest = text.split("\t")
        return first + "".join(" " * tab + cell for tab, cell in zip(tabs, rest, strict=True))
    return text.replace("\t", CELL_BORDER if kind is Kind.ROW else " " * TAB_CELLS)


# Each code point here is one cell and one grapheme: what nearly all Western text is made of.
_UNUSUAL = re.compile(
    "[^ -~\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20bf]"
)
_ZERO_WIDTH_JOINER = "\u200d"
_VARIATION_SELECTOR = "\ufe0f"
_TAB = re.compile("\t")


def cell_columns(text: str, tabs: Sequence[int] = ()) -> Sequence[int]:
    """Return the column of each gap of `text`: one more than its code points, from 0 to its width.

    What has no width of its own stands where the character it belongs to ends. `tabs` are the
    widths of its tabs, if they are others than `TAB_CELLS`.
    """
    if not _UNUSUAL.search(text):
        return range(len(text) + 1)
    plain = text.replace("\t", " ")
    if _ZERO_WIDTH_JOINER in text or _VARIATION_SELECTOR in text:
        # A joiner hides what follows it, a selector widens what came before: no sum of characters.
        widths = [0] * len(text)
        for start, _, width in split_graphemes(plain)[0]:
            widths[start] = width
    else:
        widths = list(map(get_character_cell_size, plain))
    for tab, width in zip(_TAB.finditer(text), tabs or repeat(TAB_CELLS), strict=False):
        widths[tab.start()] += width - 1
    return list(accumulate(widths, initial=0))
