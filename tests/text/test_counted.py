"""Counts with their nouns."""

from __future__ import annotations

import pytest

from newsread.text.counted import counted


@pytest.mark.parametrize(
    ("count", "words", "said"),
    [
        (0, ("feed",), "0 feeds"),
        (1, ("feed",), "1 feed"),
        (2, ("feed",), "2 feeds"),
        (2, ("copy", "copies"), "2 copies"),
    ],
)
def test_a_noun_goes_with_its_number(count: int, words: tuple[str, ...], said: str) -> None:
    assert counted(count, *words) == said
