"""The claims panel: where it stands, and what it shows of a quote."""

from __future__ import annotations

import msgspec
import pytest
from rich.cells import cell_len
from textual.geometry import Region, Size

from newsread.widgets.claims_panel import quote_lines, wordings
from newsread.widgets.text_and_panel import panel_region, text_region
from tests.fakes.claims import fared_so


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


@pytest.mark.parametrize(
    ("quote", "now", "lines"),
    [
        ("Fees rise by 4.1 %", "Fees rise by 4.7 %",
         ("… rise by 4.1 %         ", "now: … rise by 4.7 %    ")),
        ("Fees rise", "Dues rise", ("Fees rise               ", "now: Dues rise          ")),
        ("It is said that all fees rise", "It is alleged that all fees rise",
         ("It is said that all fee…", "now: It is alleged that…")),
        ("The board raised all berthing fees by 4.1", "The board raised all berthing fees by 4.7",
         ("… fees by 4.1           ", "now: … fees by 4.7      ")),
    ],
    ids=["at the end", "at the beginning", "soon", "late"],
)  # fmt: skip
def test_where_other_words_stand_now_both_are_shown_from_before_they_part(
    quote: str, now: str, lines: tuple[str, str]
) -> None:
    made = msgspec.structs.replace(fared_so("changed-material", quote=now), quote=quote)
    assert wordings(made, 24) == lines


def test_of_a_claim_that_has_not_drifted_only_its_words_are_shown() -> None:
    made = fared_so("moved")
    assert wordings(made, 16) == quote_lines(made.quote, 16)
