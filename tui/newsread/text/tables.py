"""Tables in a terminal: rows whose cells share columns, or a cell a line where they have no room.

A line is one stretch of the text, so cells cannot be wrapped beside each other; only those of the
last column can. Columns stand apart, numbers to the right, and a rule parts the header from
what it heads. Where that is too wide, each row is a record: its cells one below the other, each
behind the name of its column. All of it takes time linear in the table's text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from newsread.text.document import Block, Document, Kind, Mark
from newsread.text.fill import fill
from newsread.text.grapheme import grapheme_start
from newsread.text.line import TAB_CELLS, Line, cell_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

GAPS = (3, 2)
"""Cells between two columns, the first that lets them fit."""
NARROWEST = 20
"""Cells that the last column has at least where its cells are wrapped in it."""
INDENT = 2
"""Cells that a record's cells are moved to the right, all but the first, if no name is before."""
LONGEST_NAME = 24
"""Cells of a column's name before a cell."""
_SHORTEST_NAME = 3
_HEADERS_NAMING = 3
"""Rows of a header that a column is named by, the last ones: more would not be read."""

_NUMBER = re.compile(
    r"[(\[~≈<>≤≥±+\-−–]*\s?(?:[^\W\d_]{1,3}|[$€£¥₹₽₩])?\s?\d[\d\s.,:'’/–-]*"
    r"(?:[%‰°$€£¥₹₽₩]|[^\W\d_]{1,3}\.?)?[)*†‡]*(?:\[\w{1,3}\])*"
)
_NO_VALUE = re.compile(r"[-–—−.…?]+|n\.?\s?/?\s?[adk]\.?", re.I)
_LONGEST_NUMBER = 32


class _Cell(NamedTuple):
    """A cell that is not empty: ``text[start:end]`` of the document, `width` cells wide."""

    column: int
    following: int
    """The column of the next; of the last in its row, the number of columns."""
    start: int
    end: int
    width: int

    @property
    def spans(self) -> bool:
        """Whether empty cells follow, as where it spans several columns."""
        return self.following > self.column + 1


def continues(above: Block | None, block: Block) -> bool:
    """Return whether `block` is a row of the same table as the block `above` it."""
    if above is None or above.kind is not Kind.ROW or block.kind is not Kind.ROW:
        return False
    return above.ordinal is None or block.ordinal is None or above.ordinal < block.ordinal


def table_lines(document: Document, first: int, end: int, width: int) -> Iterator[Line]:
    """Yield the lines of the table whose rows are ``blocks[first:end]``, in at most `width` cells:
    no more than a grapheme is wide where that is more."""
    table = _Table(document, first, end)
    columns = table.columns(width)
    yield from table.in_columns(columns, width) if columns else table.in_records(width)


class _Columns(NamedTuple):
    """Where each column begins and how wide it is, in cells."""

    starts: list[int]
    widths: list[int]
    gap: int

    @property
    def end(self) -> int:
        """Where the last one ends."""
        return self.starts[-1] + self.widths[-1]

    def room(self, cell: _Cell) -> int:
        """Return the cells that `cell` may take with the empty ones after it, less their tabs."""
        start = self.starts[cell.column]
        if cell.following >= len(self.starts):
            return self.end - start
        return self.starts[cell.following] - start - max(self.gap, cell.following - cell.column)


class _Table:
    """One table of a document, its rows taken apart."""

    def __init__(self, document: Document, first: int, end: int) -> None:
        self._text = document.text
        self._first = first
        self._blocks = document.blocks[first:end]
        texts = [self._text[block.start : block.end] for block in self._blocks]
        self._is_even = not any("\n" in text for text in texts)
        self._count = max(text.count("\t") for text in texts) + 1
        self._rows = [
            _cells(text, block.start, self._count)
            for text, block in zip(texts, self._blocks, strict=True)
        ]
        headed = zip(self._blocks, self._rows, strict=True)
        plain = (row for row, each in enumerate(headed) if not _is_header(*each))
        self._header = next(plain, 1)
        """How many rows are the header."""
        self._numeric = self._columns_of_numbers()

    def _columns_of_numbers(self) -> frozenset[int]:
        found: dict[int, bool] = {}
        for row in self._rows[self._header :]:
            for cell in row:
                words = self._text[cell.start : min(cell.end, cell.start + _LONGEST_NUMBER)]
                if not _NO_VALUE.fullmatch(words):
                    is_number = _NUMBER.fullmatch(words) is not None
                    found[cell.column] = is_number and found.get(cell.column, True)
        return frozenset(column for column, numbers in found.items() if numbers)

    # In columns

    def columns(self, width: int) -> _Columns | None:
        """Return columns that fit `width`, the last perhaps narrower than its cells; else None."""
        if self._count > width or not self._is_even:
            return None
        widths = [0] * self._count
        wide: list[_Cell] = []
        for number, row in enumerate(self._rows):
            for cell in row:
                if cell.spans and (number < self._header or len(row) == 1):
                    wide.append(cell)
                else:
                    widths[cell.column] = max(widths[cell.column], cell.width)
        wide = [cell for cell in wide if not self._is_section(cell, widths)]
        tried = [_widened(_placed(widths, gap), wide) for gap in GAPS]
        for columns in tried:
            if columns.end <= width:
                return columns
        last = self._count - 1
        for columns in tried:
            room = width - columns.starts[last]
            if last and last not in self._numeric and room >= min(NARROWEST, columns.widths[last]):
                columns.widths[last] = room
                if all(cell.width <= columns.room(cell) for cell in wide):
                    return columns
        return None

    def _is_section(self, cell: _Cell, widths: Sequence[int]) -> bool:
        """Return whether `cell`, alone in its row, is wider than its column: it is no part of the
        columns, and may take the whole width."""
        return (cell.column, cell.following) == (0, self._count) and cell.width > widths[0]

    def in_columns(self, columns: _Columns, width: int) -> Iterator[Line]:
        """Yield each row in `columns`, and a rule below the header."""
        for number, (block, row) in enumerate(zip(self._blocks, self._rows, strict=True)):
            index = self._first + number
            if number and number == self._header:
                yield self._parting(number, _rule(columns))
            if len(row) == 1 and self._is_section(row[0], columns.widths):
                yield from self._filled(index, block.start, block.end, width)
            else:
                yield from self._in_columns(index, block, row, columns)

    def _in_columns(
        self, index: int, block: Block, row: Sequence[_Cell], columns: _Columns
    ) -> Iterator[Line]:
        tabs: list[int] = []
        column = indent = at = 0
        for cell in row:
            start = columns.starts[cell.column]
            if cell.column in self._numeric:
                start += max(columns.widths[cell.column] - cell.width, 0)
            if not cell.column:
                indent = start
            elif skipped := cell.column - column - 1:
                tabs += [1] * skipped
                tabs.append(start - at - skipped)
            else:
                tabs.append(start - at)
            column, at = cell.column, start + cell.width
        tabs += [1] * (self._text.count("\t", block.start, block.end) - len(tabs))
        if not row or at <= columns.end:
            yield Line(index, block.start, block.end, indent, first=True, tabs=tuple(tabs))
            return
        last, start = row[-1], columns.starts[-1]
        lines = self._filled(index, last.start, last.end, columns.widths[-1], start, first=False)
        first = next(lines)
        yield Line(index, block.start, first.end, indent, first=True, tabs=tuple(tabs))
        yield from lines

    # In records

    def in_records(self, width: int) -> Iterator[Line]:
        """Yield each row's cells in lines of their own, behind the names of their columns."""
        names = self._names(min(width // 2 - len(": "), LONGEST_NAME))
        margin = max((cell_columns(name)[-1] for name in names.values()), default=0)
        for number, (block, row) in enumerate(zip(self._blocks, self._rows, strict=True)):
            index = self._first + number
            if number:
                yield self._parting(number)
            if number < self._header or not row or _is_alone(row):
                yield from self._filled(index, block.start, block.end, width)
                continue
            for cell in row:
                name = names.get(cell.column, "")
                is_first = cell is row[0]
                indent = margin if name else 0 if is_first else margin or min(INDENT, width // 4)
                room = width - indent
                yield from self._filled(
                    index, cell.start, cell.end, room, indent, name, first=is_first
                )

    def _names(self, room: int) -> dict[int, str]:
        """Return what the header calls each column, in at most `room` cells, with a colon."""
        names: dict[int, str] = {}
        if room < 1:
            return names
        for row in self._rows[max(self._header - _HEADERS_NAMING, 0) : self._header]:
            if _is_alone(row):
                continue  # a title above all columns
            for cell in row:
                words = self._text[cell.start : min(cell.end, cell.start + LONGEST_NAME + 1)]
                left = room - cell_columns(words)[-1] - 1
                for column in range(cell.column, cell.following):
                    above = names.get(column, words)
                    is_told = above == words or left < _SHORTEST_NAME
                    names[column] = words if is_told else f"{_shortened(above, left)} {words}"
        return {column: f"{_shortened(name, room)}: " for column, name in names.items()}

    # Either way

    def _parting(self, number: int, marker: str = "") -> Line:
        """Return a line without text above row `number`."""
        end = self._blocks[number - 1].end
        return Line(self._first + number - 1, end, end, marker=marker, spacer=True)

    def _filled(
        self,
        index: int,
        start: int,
        end: int,
        room: int,
        indent: int = 0,
        marker: str = "",
        *,
        first: bool = True,
    ) -> Iterator[Line]:
        """Yield ``text[start:end]`` in lines of `room` cells."""
        for hard_line in self._text[start:end].split("\n"):
            for line_start, line_end in fill(hard_line, room):
                yield Line(index, start + line_start, start + line_end, indent, marker, first)
                marker, first = "", False
            start += len(hard_line) + 1


def _cells(text: str, offset: int, count: int) -> list[_Cell]:
    """Return the cells of a row that are not empty; its `text` begins at `offset`."""
    found: list[tuple[int, int, int, int]] = []
    start = 0
    for column, words in enumerate(text.split("\t")):
        end = start + len(words)
        if words:
            # With the tab before it, which a mark without a letter would be drawn upon.
            width = cell_columns(text[max(start - 1, 0) : end])[-1] - (TAB_CELLS if start else 0)
            found.append((column, offset + start, offset + end, width))
        start = end + 1
    following = [*(cell[0] for cell in found[1:]), count]
    # Not strict: a row of nothing but tabs has no cell.
    return [_Cell(each[0], after, *each[1:]) for each, after in zip(found, following, strict=False)]


def _is_alone(row: Sequence[_Cell]) -> bool:
    """Return whether the first cell of several stands for all of a row."""
    return len(row) == 1 and row[0].column == 0 and row[0].spans


def _is_header(block: Block, row: Sequence[_Cell]) -> bool:
    """Return whether all that stands in a row is strong, as header cells are."""
    strong = [span for span in block.spans if span.mark is Mark.STRONG]
    starts = [span.start for span in strong]
    for cell in row:
        at = bisect_right(starts, cell.start) - 1
        if at < 0 or strong[at].end < cell.end:
            return False
    return bool(row)


def _placed(widths: Sequence[int], gap: int) -> _Columns:
    """Return where columns of `widths` begin; nothing but a tab stands in an empty one."""
    starts = [0]
    for width in widths[:-1]:
        starts.append(starts[-1] + (width + gap if width else 1))
    return _Columns(starts, list(widths), gap)


def _widened(columns: _Columns, wide: Iterable[_Cell]) -> _Columns:
    """Return `columns` with room for cells that span several of them."""
    for cell in wide:
        missing, spanned = cell.width - columns.room(cell), range(cell.column, cell.following)
        if missing > 0:
            widths = columns.widths
            for column in spanned:
                share = missing // (cell.following - column)
                widths[column] += share
                missing -= share
            columns = _placed(widths, columns.gap)
    return columns


def _rule(columns: _Columns) -> str:
    rule = ""
    for start, width in zip(columns.starts, columns.widths, strict=True):
        rule = rule.ljust(start) + "─" * width
    return rule


def _shortened(name: str, room: int) -> str:
    """Return `name` in at most `room` cells, with ``…`` where it goes on."""
    columns = cell_columns(name)
    if columns[-1] <= room:
        return name
    end = bisect_right(columns, room - 1) - 1
    return name[: grapheme_start(name, end)].rstrip() + "…"
