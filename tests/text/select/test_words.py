"""What a word is, in any script."""

from __future__ import annotations

import pytest

from newsread.text.select.words import word_at
from tests.fakes.documents import FAMILY


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("one two three", 5, "two"),
        ("one two three", 4, "two"),
        ("one two three", 7, "two"),
        ("one  two", 4, ""),
        ("don’t can't", 2, "don’t"),
        ("don’t can't", 8, "can't"),
        ("a well-known, thing", 9, "well-known"),
        ("cost 1,250.50, yes", 8, "1,250.50"),
        ("wait... what", 5, "."),
        ("“Quoted”", 0, "“"),
        ("“Quoted”", 1, "Quoted"),
        ("東京タワーへ行く", 0, "東京"),
        ("東京タワーへ行く", 3, "タワー"),
        ("मैं हिन्दी हूँ", 6, "हिन्दी"),
        (f"a {FAMILY} b", 3, FAMILY),
        ("", 0, ""),
        ("end", 3, "end"),
        ("end", 9, ""),
        ("x" * 1000, 500, "x" * 699),
    ],
)
def test_a_click_finds_the_word(text: str, position: int, expected: str) -> None:
    selection = word_at(text, position)
    assert text[selection.start : selection.end] == expected
