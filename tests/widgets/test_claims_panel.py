"""The claims panel: where it stands, and what it shows of a quote."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.geometry import Region, Size

from newsread.widgets.claims_panel import quote_lines
from newsread.widgets.text_and_panel import panel_region, text_region


@pytest.mark.parametrize(
    ("size", "panel", "text"),
    [
        ((112, 10), Region(76, 0, 36, 10), Region(0, 0, 76, 10)),
        ((200, 50), Region(164, 0, 36, 50), Region(0, 0, 164, 50)),
        ((111, 50), Region(0, 44, 111, 6), Region(0, 0, 111, 44)),
        ((60, 20), Region(0, 15, 60, 5), Region(0, 0, 60, 15)),
        ((60, 19), None, Region(0, 0, 60, 19)),
        ((0, 0), None, Region(0, 0, 0, 0)),
    ],
)
def test_the_panel_stands_where_there_is_room(
    size: tuple[int, int], panel: Region | None, text: Region
) -> None:
    assert panel_region(Size(*size)) == panel
    assert text_region(Size(*size), panel) == text


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "Two words",
        "a" * 500,
        "港の料金は五月に上がる。" * 20,
        "👨‍👩‍👧‍👦" * 40,
        "line\nline\tline",
        "word " * 900,
    ],
)
@pytest.mark.parametrize("width", [1, 2, 7, 31])
def test_a_quote_takes_two_lines_of_the_very_width(quote: str, width: int) -> None:
    assert [cell_len(line) for line in quote_lines(quote, width)] == [width, width]


def test_a_quote_that_goes_on_says_so() -> None:
    assert quote_lines("Fees rise by 12 percent in May", 12) == ("Fees rise by", "12 percent …")
    assert quote_lines("Fees rise", 12) == ("Fees rise   ", " " * 12)
