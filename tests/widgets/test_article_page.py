"""What is drawn as selected is what is selected, to the character, whatever the text and width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color

from newsread.text.clean import clean
from newsread.text.document import Document, Kind, Mark, Piece, Span, assemble
from newsread.text.line import CELL_BORDER
from newsread.text.segment import Range
from newsread.text.select.caret import Caret
from newsread.text.select.selection import Parts, Selection, snap
from newsread.widgets.article_page import ArticlePage
from newsread.widgets.article_paint import MARGIN, Marked
from newsread.widgets.claim_styles import Colours
from tests.fakes.documents import FAMILY
from tests.text.select.test_caret import KEYS
from tests.widgets.test_article_view import vocabulary

COLOURS = Colours(
    *(Color.parse(each) for each in ("#000", "#fff", "#ffa500", "#00f", "#f00", "#ff0"))
)
TEXT_WIDTH = 24

CHARACTERS = [*"abC dE. ,“”中。عر1  ", "e\u0301", "\u0915\u094d\u0937", FAMILY]
"""Each with the marks that belong to it: a mark alone has no cell to be drawn in."""

blocks = st.lists(
    st.lists(st.sampled_from(CHARACTERS), max_size=60).map(
        lambda characters: clean(" ".join("".join(characters).split()))
    ),
    min_size=1,
    max_size=3,
)


def laid_out(document: Document) -> ArticlePage:
    page = ArticlePage(vocabulary(), TEXT_WIDTH)
    page.show(document, (), 60)
    page.recolour(COLOURS)
    return page


def stretch(document: Document, data: st.DataObject) -> Parts:
    """Draw any stretch of whole graphemes, or none."""
    ends = st.integers(0, len(document.text))
    drawn = snap(document.text, Selection(data.draw(ends), data.draw(ends)))
    return (Range(drawn.start, drawn.end),) if not drawn.empty else ()


def cells(page: ArticlePage, marked: Marked) -> list[tuple[str, object]]:
    """Return every character drawn right of the margin with its background, row by row."""
    drawn: list[tuple[str, object]] = []
    for row in range(page.height):
        page.forget(row)
        strip = page.strip(row, marked, str).crop(page.left + MARGIN)
        for segment in strip:
            assert segment.style is not None
            look = (segment.style.bgcolor, segment.style.reverse)
            drawn += [(character, look) for character in segment.text]
    return drawn


def shown_as_selected(page: ArticlePage, parts: tuple[Range, ...]) -> str:
    """Return the characters that look different from how they look unselected, blanks apart."""
    plain, marked = cells(page, Marked()), cells(page, Marked(parts=parts))
    assert [character for character, _ in plain] == [character for character, _ in marked]
    return "".join(
        character
        for (character, before), (_, now) in zip(plain, marked, strict=True)
        if before != now and not character.isspace()
    )


def words(text: str, parts: tuple[Range, ...]) -> str:
    """Return the characters of `parts`, blanks apart."""
    return "".join("".join(text[start:end].split()) for start, end in parts)


@given(blocks, st.lists(st.sampled_from([*KEYS]), max_size=8))
def test_what_keys_select_is_what_is_drawn_as_selected(texts: list[str], keys: list[str]) -> None:
    document = assemble([Piece(Kind.PARAGRAPH, text) for text in texts])
    caret = Caret(document)
    for key in keys:
        KEYS[key](caret)
    page = laid_out(document)
    assert shown_as_selected(page, caret.parts) == words(document.text, caret.parts)


@given(blocks, st.data())
def test_any_stretch_of_whole_graphemes_is_drawn_as_selected(
    texts: list[str], data: st.DataObject
) -> None:
    document = assemble([Piece(Kind.PARAGRAPH, text) for text in texts])
    parts = stretch(document, data)
    page = laid_out(document)
    assert shown_as_selected(page, parts) == words(document.text, parts)


@given(st.lists(st.lists(blocks, min_size=1, max_size=4), min_size=1, max_size=4), st.data())
def test_any_stretch_of_a_table_is_drawn_as_selected(
    rows: list[list[list[str]]], data: st.DataObject
) -> None:
    texts = ["\t".join(cell[0] for cell in row).rstrip() for row in rows]
    strong = (Span(0, len(texts[0]), Mark.STRONG),) if data.draw(st.booleans()) else ()
    pieces = [Piece(Kind.ROW, text, spans=strong) for text in texts[:1]]
    document = assemble([*pieces, *(Piece(Kind.ROW, text) for text in texts[1:])])
    parts = stretch(document, data)
    page = laid_out(document)
    borders = str.maketrans("", "", CELL_BORDER)  # drawn for a tab
    shown = shown_as_selected(page, parts).translate(borders)
    assert shown == words(document.text, parts)
