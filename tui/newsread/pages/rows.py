"""Which column of a table a cell stands in, by what the cells before it span."""

from __future__ import annotations

_WIDEST = 100
"""Columns and rows a cell may claim to span; no cell spans from a column beyond."""


class Rows:
    """The rows of one table, told cell by cell."""

    def __init__(self) -> None:
        self.number = 0
        """Of the row, from 1."""
        self._column = 0
        """Where the last cell stands."""
        self._free = 0
        """The first column after it."""
        self._held: dict[int, int] = {}
        """How many rows more a column is taken by a cell above, this one included."""

    def begin_row(self) -> None:
        """Begin the next row."""
        self.number += 1
        self._column = self._free = 0
        self._held = {column: rows - 1 for column, rows in self._held.items() if rows > 1}

    def end_group(self) -> None:
        """End a head, body or foot, beyond which no cell reaches."""
        self._held.clear()

    def next_cell(self, columns: int, rows: int) -> int:
        """Take a cell that spans `columns` and `rows`; return how many columns it stands from the
        last one, or from the beginning of the row."""
        while self._free in self._held:
            self._free += 1
        moved = self._free - self._column
        self._column = self._free
        columns = min(max(columns, 1), _WIDEST) if self._column < _WIDEST else 1
        if rows > 1 and self._column < _WIDEST:
            reach = min(rows, _WIDEST)
            self._held.update(dict.fromkeys(range(self._free, self._free + columns), reach))
        self._free += columns
        return moved
