"""Labels: as short as they can be, and none the beginning of another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.text.segment import Range
from newsread.text.select.hints import HOME_ROW_FIRST, Hints, hints, labels


@pytest.mark.parametrize(
    ("count", "alphabet", "expected"),
    [
        (0, "abc", []),
        (2, "abc", ["a", "b"]),
        (3, "abc", ["a", "b", "c"]),
        (4, "abc", ["a", "b", "ca", "cb"]),
        (5, "abc", ["a", "b", "ca", "cb", "cc"]),
        (6, "abc", ["a", "ba", "bb", "bc", "ca", "cb"]),
        (9, "abc", ["aa", "ab", "ac", "ba", "bb", "bc", "ca", "cb", "cc"]),
        (50, "abc", ["aa", "ab", "ac", "ba", "bb", "bc", "ca", "cb", "cc"]),
        (3, "a", ["aa"]),
    ],
)
def test_labels(count: int, alphabet: str, expected: list[str]) -> None:
    assert labels(count, alphabet) == expected


@given(st.integers(0, 800))
def test_no_label_begins_another_and_as_many_as_can_be_have_one_letter(count: int) -> None:
    found = labels(count, HOME_ROW_FIRST)
    assert len(found) == len(set(found)) == min(count, 26 * 26)
    singles = {label for label in found if len(label) == 1}
    assert not any(label[0] in singles for label in found if len(label) == 2)
    if count <= 26:
        assert len(singles) == count
    elif singles:
        # One single label less would give room for 25 more, which are not wanted.
        assert len(singles) + (26 - len(singles)) * 26 - 25 < count + 1


PLACES = [Range(n * 10, n * 10 + 5) for n in range(5)]


def test_typing_a_label_leads_to_its_place() -> None:
    asked = hints(PLACES, "abc")
    assert asked.press("b") == PLACES[1]
    begun = asked.press("c")
    assert isinstance(begun, Hints)
    assert begun.press("b") == PLACES[3]


def test_what_is_left_to_type_is_shown_where_it_leads() -> None:
    asked = hints(PLACES, "abc")
    assert asked.shown == {0: "a", 10: "b", 20: "ca", 30: "cb", 40: "cc"}
    begun = asked.press("c")
    assert isinstance(begun, Hints)
    assert begun.shown == {20: "a", 30: "b", 40: "c"}


@pytest.mark.parametrize("letter", ["x", "é", "A"])
def test_a_letter_of_no_label_leads_nowhere(letter: str) -> None:
    assert hints(PLACES, "abc").press(letter) is None
