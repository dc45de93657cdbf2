"""A selection is two gaps, and can be widened to whole graphemes."""

from __future__ import annotations

import pytest

from newsread.text.select.selection import Selection, snap
from tests.fakes.documents import FAMILY


@pytest.mark.parametrize(
    ("anchor", "head", "start", "end", "empty"),
    [(2, 5, 2, 5, False), (5, 2, 2, 5, False), (3, 3, 3, 3, True)],
)
def test_a_selection_is_the_text_between_two_gaps(
    anchor: int, head: int, start: int, end: int, empty: bool
) -> None:
    selection = Selection(anchor, head)
    assert (selection.start, selection.end, selection.empty) == (start, end, empty)


@pytest.mark.parametrize(
    ("text", "selection", "expected"),
    [
        ("abc", Selection(1, 2), Selection(1, 2)),
        (f"a{FAMILY}b", Selection(3, 4), Selection(1, 6)),
        (f"a{FAMILY}b", Selection(4, 3), Selection(6, 1)),
        (f"a{FAMILY}b", Selection(3, 3), Selection(1, 1)),
        ("e\u0301x", Selection(0, 1), Selection(0, 2)),
    ],
)
def test_a_selection_snaps_outward_to_whole_graphemes(
    text: str, selection: Selection, expected: Selection
) -> None:
    assert snap(text, selection) == expected
