"""Layout: a document's text in lines of a terminal's width. Pure; what is drawn stays the view's.

A document position never depends on a width: lines hold positions, not text.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from newsread.text.clean import clean_line
from newsread.text.document import Block, Document, Kind, Piece, assemble
from newsread.text.fill import fill
from newsread.text.grapheme import grapheme_start
from newsread.text.line import Line, cell_columns
from newsread.text.tables import continues, table_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

QUOTE_MARKER = "▏ "
BULLETS = "•◦▪"
"""Of items, by depth; deeper ones begin again."""
NESTING = 2
"""Cells that each level of a list, and code, is moved to the right."""


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
        columns = cell_columns(self.document.text[line.start : line.end], line.tabs)
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
        index = bisect_right(cell_columns(text, line.tabs), x - line.indent) - 1
        return line.start + (grapheme_start(text, index) if index < len(text) else len(text))


def wrap(document: Document, width: int) -> Layout:
    """Lay `document` out in lines of at most `width` cells, as `fill` breaks them and `table_lines`
    arranges tables. Only in a line of one cell can anything be wider than the line."""
    width = max(width, 1)
    lines: list[Line] = []
    above: Block | None = None
    table: int | None = None
    """The first row of the table that is gone through."""
    for index, block in enumerate(document.blocks):
        if table is not None and not continues(above, block):
            lines.extend(table_lines(document, table, index, width))
            table = None
        if above is not None and not _adjoin(above, block):
            lines.append(_spacer(index - 1, above, block, width))
        if block.kind is not Kind.ROW:
            lines.extend(_block_lines(document.text, index, block, width))
        elif table is None:
            table = index
        above = block
    if table is not None:
        lines.extend(table_lines(document, table, len(document.blocks), width))
    return Layout(document, width, tuple(lines))


def sentence_lines(sentence: str, width: int) -> list[str]:
    """Return a sentence of ours, cleaned, in lines of at most `width` cells; at least one."""
    document = assemble([Piece(Kind.PARAGRAPH, clean_line(sentence))])
    lines = wrap(document, width).lines
    return [document.text[line.start : line.end] for line in lines] or [""]


def _block_lines(text: str, index: int, block: Block, width: int) -> Iterator[Line]:
    indent, marker = _margin(block, width)
    start, first = block.start, True
    for hard_line in text[block.start : block.end].split("\n"):
        for row_start, row_end in fill(
            hard_line, width - indent, by_words=block.kind is not Kind.CODE
        ):
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
    level = block.level if block.kind is Kind.PARAGRAPH else 0
    if block.kind is Kind.CODE:
        level = block.level + 1
    return min(NESTING * level, width // 4), ""


def _adjoin(above: Block, below: Block) -> bool:
    """Return whether no blank line parts two blocks: items of a list, a term and its meaning,
    rows, image and caption."""
    if above.kind is Kind.IMAGE:
        return below.kind is Kind.CAPTION
    if above.kind is Kind.ITEM and below.kind is Kind.ITEM:
        if above.level != below.level:
            return True
        if above.ordinal is None or below.ordinal is None:
            return above.ordinal is below.ordinal
        return above.ordinal < below.ordinal or above.ordinal == below.ordinal + 1
    if above.kind is Kind.PARAGRAPH and below.kind is Kind.PARAGRAPH:
        return above.level < below.level
    return continues(above, below)


def _spacer(index: int, above: Block, below: Block, width: int) -> Line:
    indent, marker = 0, ""
    if above.kind is Kind.QUOTE and below.kind is Kind.QUOTE:
        indent, marker = min(_margin(above, width), _margin(below, width))
    return Line(index, above.end, above.end, indent, marker, spacer=True)
