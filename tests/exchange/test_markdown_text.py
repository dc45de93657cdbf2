"""Text inside Markdown does nothing, shows its letters, and comes back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsread.exchange.markdown_text import escape, quoted, unescape, unquoted
from tests.exchange.records import NASTY, TEXT

GITHUB = MarkdownIt("gfm-like", {"html": True})
"""Tables, struck words and bare addresses on top of CommonMark; eager: ``a.example`` is a link."""

OBSIDIAN = re.compile(
    r"(?<!\\)(?:\\\\)*(?:\[|\]|(?<!&)#\w|%%|==|\$|~~|`|\*|_|<|>|\||&(?=\S)(?!#[0-9]+;)|(?:^|\s)\^"
    r"|:(?=\S)|@)"
)
"""What Obsidian gives a meaning: links, embeds, tags, comments, highlights, math, block ids; an
ampersand or a colon with nothing behind it has none."""

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def shown(markdown: str) -> tuple[list[str], str]:
    """Return the kinds of all tokens of `markdown`, and the text that is read."""
    kinds, text = list[str](), ""
    for token in GITHUB.parse(markdown):
        kinds += [token.type] if token.type != "inline" else []
        for child in token.children or ():
            kinds += [child.type] if child.type != "text" else []
            text += child.content
    return kinds, text


PLACES = [
    ("{}", ["paragraph_open", "paragraph_close"]),
    ("# {}", ["heading_open", "heading_close"]),
    ("> {}", ["blockquote_open", "paragraph_open", "paragraph_close", "blockquote_close"]),
    (
        "- {}",
        [
            *("bullet_list_open", "list_item_open", "paragraph_open", "paragraph_close"),
            *("list_item_close", "bullet_list_close"),
        ],
    ),
]


@pytest.mark.parametrize(("place", "kinds"), PLACES)
@given(text=TEXT)
def test_text_is_text_wherever_it_stands(place: str, kinds: list[str], text: str) -> None:
    if not escape(text):
        return
    found, read = shown(place.format(escape(text)))
    assert found == kinds
    plain = _CONTROLS.sub("", text).replace("\ufffd", "")
    assert _CONTROLS.sub("", read).replace("\ufffd", "") == plain


@given(TEXT)
def test_it_comes_back_letter_for_letter_and_is_one_line(text: str) -> None:
    written = escape(text)
    assert unescape(written) == text
    assert len(written.splitlines()) <= 1
    assert written == written.strip(" \t")
    assert OBSIDIAN.search(written) is None


@given(st.lists(TEXT, max_size=3).map("\n".join))
def test_a_quotes_lines_come_back(text: str) -> None:
    lines = quoted(text)
    assert all(line.startswith(">") and len(line.splitlines()) == 1 for line in lines)
    assert unquoted(lines) == text


def test_the_checks_see_what_acts() -> None:
    acting = [text for text in NASTY if text and shown(text) != (PLACES[0][1], text)]
    assert len(acting) >= 15
    assert len([text for text in NASTY if OBSIDIAN.search(text)]) >= 15


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Rents rose by 4.7 % last year.", r"Rents rose by 4.7 % last year."),
        ("“No,” she said (twice) – it's 1-0; fine?", "“No,” she said (twice) – it's 1-0; fine?"),
        ("1. first", r"1\. first"),
        ("- item", r"\- item"),
        (" \u00a0 ", "&#32;\u00a0&#32;"),
        ("[[note]] #tag ^id %%x%%", r"\[\[note\]\] \#tag \^id \%\%x\%\%"),
        ("<% x %> key:: value", r"\<\% x \%\> key\:\: value"),
        ("a\tb\r\nc", "a&#9;b&#13;&#10;c"),
        ("https://www.example.com/a", r"https\://www\.example\.com/a"),
    ],
)
def test_running_text_stays_legible(text: str, written: str) -> None:
    assert escape(text) == written
