"""Text into widgets: nothing is obeyed, nothing is cut inside a character."""

import pytest
from rich.cells import cell_len

from newsread.widgets.plain import fit, plain

MARKUP = ["[/]", "[/b][b]", "[Updated] story", "[@click=app.quit]go[/]", "[$error]x", "a [b c"]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_shown_letter_for_letter(text: str) -> None:
    assert plain(text).plain == text
    assert not plain(text).spans


@pytest.mark.parametrize(
    "text", ["a\x1b]0;pwn\x07b", "a\x9d52;c;b", "a\u202eb", "a\x00b", "a\ud800b"]
)
def test_nothing_that_acts_on_a_terminal_passes(text: str) -> None:
    shown = plain(text).plain
    assert not {"\x1b", "\x07", "\x9d", "\u202e", "\x00", "\ud800"} & set(shown)
    shown.encode()


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [
        ("abc", 5, "abc  "),
        ("abcdef", 4, "abc…"),
        ("abcdef", 6, "abcdef"),
        ("新聞記事", 5, "新聞…"),
        ("新聞記事", 4, "新… "),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 3, "👨‍👩‍👧‍👦…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("a\nb\tc", 6, "a b c "),
        ("a\r\nb\x0bc", 6, "a b c "),
        ("a\x1b]0;x\x07b", 7, "a]0;xb "),
        ("a\xa0b", 4, "a\xa0b "),
    ],
)
def test_fit_fills_the_width_exactly(text: str, width: int, fitted: str) -> None:
    assert fit(text, width) == fitted
    assert cell_len(fit(text, width)) == width
