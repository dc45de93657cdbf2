"""Where a cell stands, by what those before it span."""

from __future__ import annotations

import pytest

from newsread.pages.rows import Rows

Cell = tuple[int, int]


def columns(rows: list[list[Cell]]) -> list[list[int]]:
    """Return the column of each cell, given what each spans: columns, rows."""
    table = Rows()
    found: list[list[int]] = []
    for cells in rows:
        table.begin_row()
        at, row = 0, list[int]()
        for spanned in cells:
            at += table.next_cell(*spanned)
            row.append(at)
        found.append(row)
    assert table.number == len(rows)
    return found


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([[(1, 1), (1, 1)], [(1, 1), (1, 1)]], [[0, 1], [0, 1]]),
        ([[(2, 1), (1, 1)]], [[0, 2]]),
        ([[(1, 2), (1, 1)], [(1, 1)], [(1, 1)]], [[0, 1], [1], [0]]),
        ([[(1, 1), (2, 2), (1, 1)], [(1, 1), (1, 1)]], [[0, 1, 3], [0, 3]]),
        ([[(0, 0), (-4, -1)], [(1, 1)]], [[0, 1], [0]]),
        ([[(10**9, 10**9), (1, 1)], [(1, 1)]], [[0, 100], [100]]),
    ],
    ids=["even", "columns", "rows", "both", "nonsense", "everything"],
)
def test_a_cell_stands_in_the_first_free_column(
    rows: list[list[Cell]], expected: list[list[int]]
) -> None:
    assert columns(rows) == expected


def test_no_cell_reaches_beyond_its_group() -> None:
    table = Rows()
    table.begin_row()
    table.next_cell(1, 9)
    table.end_group()
    table.begin_row()
    assert table.next_cell(1, 1) == 0
