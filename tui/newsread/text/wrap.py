"""Layout: a document's text in lines of a terminal's width. Pure; what is drawn stays the view's.

Widths are in cells and are Rich's, so drawing, the caret and the mouse agree. A document position
never depends on a width: lines hold positions, not text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

import msgspec
from rich.cells import cell_len, get_character_cell_size, split_graphemes

from newsread.text.document import Block, Document, Kind
from newsread.text.grapheme import grapheme_end, grapheme_start, is_edge, joins_nowhere

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TAB_CELLS = 4
"""Cells a tab takes wherever it stands; see `drawn`."""
CELL_BORDER = " │  "
"""How the tab between two cells of a table row is drawn."""
QUOTE_MARKER = "▏ "
BULLETS = "•◦▪"
"""Of items, by depth; deeper ones begin again."""
NESTING = 2
"""Cells that each level of a list, and code, is moved to the right."""


class Line(msgspec.Struct, frozen=True, gc=False):
    """One row of the screen: ``text[start:end]`` of the document, drawn from column `indent` on.

    White space at a break belongs to no line.
    """

    block: int
    start: int
    end: int
    indent: int = 0
    marker: str = ""
    """Drawn at the end of the indent: a bullet, a number, a quote's bar."""
    first: bool = False
    """Whether its block begins here."""
    spacer: bool = False
    """Whether it only parts two blocks: it has no text and stands at the end of the one above."""


class Layout:
    """The lines of one document at one width."""

    def __init__(self, document: Document, width: int, lines: tuple[Line, ...]) -> None:
        self.document = document
        self.width = width
        self.lines = lines
        # A rule stands where the text above it ends, and a spacer too: positions are not theirs.
        kinds = [block.kind for block in document.blocks]
        self._rows = [
            row
            for row, line in enumerate(lines)
            if not line.spacer and kinds[line.block] is not Kind.RULE
        ]
        self._starts = [lines[row].start for row in self._rows]
        self._firsts = [row for row, line in enumerate(lines) if line.first]

    def first_line(self, block: int) -> int:
        """Return the row that `block` begins on."""
        return self._firsts[block]

    def line_of(self, position: int) -> int:
        """Return the row that shows `position`; 0 when no row shows any text.

        White space at a break belongs to the row before it, a gap between two rows to the second.
        """
        index = bisect_right(self._starts, position) - 1
        return self._rows[max(index, 0)] if self._rows else 0

    def column(self, line: Line, position: int) -> int:
        """Return the column, in cells from the left edge, of the gap at `position` in `line`."""
        columns = cell_columns(self.document.text[line.start : line.end])
        return line.indent + columns[max(0, min(position - line.start, len(columns) - 1))]

    def position_at(self, row: int, x: int) -> int:
        """Return the position of the grapheme drawn at column `x` of `row`.

        In the indent it is the row's start, beyond the text its end; rows outside the layout count
        as the nearest. 0 when there are no rows.
        """
        if not self.lines:
            return 0
        line = self.lines[max(0, min(row, len(self.lines) - 1))]
        text = self.document.text[line.start : line.end]
        index = bisect_right(cell_columns(text), x - line.indent) - 1
        return line.start + (grapheme_start(text, index) if index < len(text) else len(text))


def wrap(document: Document, width: int) -> Layout:
    """Lay `document` out in lines of at most `width` cells.

    Words stay whole where they fit; Chinese and Japanese break between characters, but not before
    closing punctuation; longer words are folded between graphemes. Only a grapheme wider than its
    line is cut, and only in a line of one cell can anything be wider than the line.
    """
    width = max(width, 1)
    lines: list[Line] = []
    above: Block | None = None
    for index, block in enumerate(document.blocks):
        if above is not None and not _adjoin(above, block):
            lines.append(_spacer(index - 1, above, block, width))
        lines.extend(_block_lines(document.text, index, block, width))
        above = block
    return Layout(document, width, tuple(lines))


def cells(text: str) -> int:
    """Return how many cells `text` takes when drawn in one piece, tabs included."""
    return cell_len(text.replace("\t", CELL_BORDER))


def drawn(text: str, kind: Kind) -> str:
    """Return `text` of a block of `kind` without its tabs, as wide as before."""
    return text.replace("\t", CELL_BORDER if kind is Kind.ROW else " " * TAB_CELLS)


# Each code point here is one cell and one grapheme: what nearly all Western text is made of.
_UNUSUAL = re.compile(
    "[^ -~\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20bf]"
)
_ZERO_WIDTH_JOINER = "\u200d"
_VARIATION_SELECTOR = "\ufe0f"


def cell_columns(text: str) -> Sequence[int]:
    """Return the column of each gap of `text`: one more than its code points, from 0 to its width.

    What has no width of its own stands where the character it belongs to ends.
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
    for tab in _TAB.finditer(text):
        widths[tab.start()] += TAB_CELLS - 1
    return list(accumulate(widths, initial=0))


_TAB = re.compile("\t")
_CJK = "\u2e80-\u2fdf\u3001-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
_CJK += "\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003fffd"
_BLANK = " \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
# Of JIS X 4051 the part that readers notice: what begins no line, and what ends none.
_CLOSING = "!%),.:;?\\]}»›’”…‥‰℃、。々〉》」』】〕〗〙〛゛゜ゝゞーヽヾ・！％），．：；？］｝"
_CLOSING += "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
_OPENING = "(\\[{«‹‘“〈《「『【〔〖〘〚（［｛＄￥"

_SPACES = re.compile(r"(?<![ «‹])[ ]++(?![!%:;?»›])")
_SPACES_AND_SEAMS = re.compile(
    rf"(?<![{_BLANK}«‹])[{_BLANK}]++(?![!%:;?»›])"
    rf"|(?<![{_BLANK}{_OPENING}])(?![{_BLANK}{_CLOSING}])(?:(?<=[{_CJK}])|(?=[{_CJK}]))"
)


def _block_lines(text: str, index: int, block: Block, width: int) -> Iterator[Line]:
    indent, marker = _margin(block, width)
    start, first = block.start, True
    for hard_line in text[block.start : block.end].split("\n"):
        for row_start, row_end in _fill(hard_line, width - indent, block.kind is not Kind.CODE):
            has_marker = first or block.kind is Kind.QUOTE
            yield Line(
                index,
                start + row_start,
                start + row_end,
                indent,
                marker if has_marker else "",
                first,
            )
            first = False
        start += len(hard_line) + 1


def _fill(text: str, room: int, by_words: bool) -> Iterator[tuple[int, int]]:
    """Break `text`, which has no line feed, into rows of at most `room` cells; at least one row."""
    columns = cell_columns(text)
    start, end = 0, len(text)
    if by_words:
        start = grapheme_start(text, len(text) - len(text.lstrip()))
        end = max(start, grapheme_end(text, len(text.rstrip())))
    if columns[end] - columns[start] <= room:
        yield start, end  # nearly all lines of lists, tables and verse
        return
    is_western = isinstance(columns, range)
    joins = not (is_western or joins_nowhere(text))
    while True:
        limit = bisect_right(columns, columns[start] + room) - 1
        if limit >= end:
            break
        cut, following = (
            _last_break(text, start, limit, is_western, joins) if by_words else None
        ) or (0, 0)
        if not cut:
            cut = following = _fold(text, columns, start, limit, joins)
        yield start, cut
        if cut == end:
            return
        start = following
    yield start, end


def _last_break(
    text: str, start: int, limit: int, is_western: bool, joins: bool
) -> tuple[int, int] | None:
    """Return the last stretch to break at that leaves a row between `start` and `limit`.

    Looked for from the end: a row has many places to break at, and only one counts.
    """
    pattern = _SPACES if is_western else _SPACES_AND_SEAMS
    at = limit
    while at > start:
        if is_western:
            at = text.rfind(" ", start + 1, at + 1)
            if at < 0:
                break
        place = pattern.match(text, at)
        # Blank or Chinese on one side: one code point on the other decides.
        if place and not (
            joins and not all(_may_part(text, edge, edge - 1) for edge in place.span())
        ):
            return place.span()
        at -= 1
    return None


def _may_part(text: str, position: int, since: int) -> bool:
    """Return whether a row may end or begin at `position`; `since` as for `is_edge`."""
    return text[position - 1] != _ZERO_WIDTH_JOINER and is_edge(text, position, since)


def _fold(text: str, columns: Sequence[int], start: int, limit: int, joins: bool) -> int:
    """Return where to cut a word that does not fit: at `limit` or the last edge before it."""
    cut = limit
    while joins and cut > start and not _may_part(text, cut, start):
        cut = grapheme_start(text, cut - 1, start)
    if cut > start:
        return cut
    # A grapheme wider than the room is cut inside; a character that is wider stands alone.
    return limit if limit > start else bisect_right(columns, columns[start + 1]) - 1


def _margin(block: Block, width: int) -> tuple[int, str]:
    """Return the indent of a block and the marker at its end; together at most half of `width`."""
    half = width // 2
    if block.kind is Kind.QUOTE:
        marker = QUOTE_MARKER * min(max(block.level, 1), half // len(QUOTE_MARKER))
        return len(marker), marker
    if block.kind is Kind.ITEM:
        depth = max(block.level, 1) - 1
        sign = BULLETS[depth % len(BULLETS)] if block.ordinal is None else f"{block.ordinal}."
        marker = f"{sign} "
        if len(marker) <= half:
            return min(NESTING * depth, half - len(marker)) + len(marker), marker
    if block.kind is Kind.CODE:
        return min(NESTING, width // 4), ""
    return 0, ""


def _adjoin(above: Block, below: Block) -> bool:
    """Return whether no blank line parts two blocks: items of a list, rows, image and caption."""
    if above.kind is Kind.IMAGE:
        return below.kind is Kind.CAPTION
    if above.kind is Kind.ITEM and below.kind is Kind.ITEM:
        if above.level != below.level:
            return True
        if above.ordinal is None or below.ordinal is None:
            return above.ordinal is below.ordinal
        return above.ordinal < below.ordinal
    return above.kind is Kind.ROW and below.kind is Kind.ROW


def _spacer(index: int, above: Block, below: Block, width: int) -> Line:
    indent, marker = 0, ""
    if above.kind is Kind.QUOTE and below.kind is Kind.QUOTE:
        indent, marker = min(_margin(above, width), _margin(below, width))
    return Line(index, above.end, above.end, indent, marker, spacer=True)
