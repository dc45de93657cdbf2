"""A text that is too long ends at an edge, and what is left out is counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.pages.length import MOST_CHARACTERS, MOST_LINES, shorten
from newsread.text.document import Kind, Mark, Piece, Span, assemble
from newsread.text.grapheme import is_edge

WORD = Piece(Kind.PARAGRAPH, "Word.")
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"


def filled(room: int) -> list[Piece]:
    """Return one piece that leaves `room` for the next."""
    return [Piece(Kind.PARAGRAPH, "x" * (MOST_CHARACTERS - room - 2))]


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [WORD, Piece(Kind.RULE, ""), WORD],
        [WORD] * MOST_LINES,
        [Piece(Kind.PARAGRAPH, "\n".join("a" * MOST_LINES))],
        [*filled(5), WORD],
    ],
)
def test_what_is_not_too_long_stays_as_it_is(pieces: list[Piece]) -> None:
    assert shorten(pieces) == (pieces, 0)


@pytest.mark.parametrize(
    ("piece", "room", "kept"),
    [
        ("One here. Two here. Three here.", 25, "One here. Two here."),
        ("One here. Two here. Three here.", 10, "One here."),
        ("One here. Two here. Three here.", 5, "One h"),
        ("一。二。三。", 5, "一。二。"),
        ("line one\nline two\nline three", 20, "line one\nline two"),
        ("a" + FAMILY * 2, 8, "a" + FAMILY),
        ("a" + FAMILY * 2, 3, "a"),
        (FAMILY, 3, ""),
        ("Anything.", 0, ""),
        ("Anything.", -1, ""),
    ],
)
def test_the_block_at_the_limit_ends_with_a_sentence_or_a_grapheme(
    piece: str, room: int, kept: str
) -> None:
    pieces = [*filled(room), Piece(Kind.PARAGRAPH, piece), WORD]
    short, left_out = shorten(pieces)
    assert "".join(each.text for each in short[1:]) == kept
    assert left_out == len(piece) - len(kept) + len(WORD.text)
    assert len(assemble(short).text) <= MOST_CHARACTERS


def test_blocks_are_counted_and_the_lines_in_them() -> None:
    assert shorten([WORD] * (MOST_LINES + 3)) == ([WORD] * MOST_LINES, 15)
    verse = Piece(Kind.PARAGRAPH, "one\ntwo\nthree")
    short, left_out = shorten([WORD] * (MOST_LINES - 2) + [verse])
    assert (short[-1].text, left_out) == ("one\ntwo", 6)
    short, left_out = shorten([WORD] * MOST_LINES + [verse])
    assert (short[-1], left_out) == (WORD, len(verse.text))


def test_marks_end_with_the_text() -> None:
    spans = (Span(0, 3, Mark.STRONG), Span(4, 28, Mark.EMPHASIS), Span(20, 25, Mark.STRONG))
    piece = Piece(Kind.PARAGRAPH, "One here. Two here. Three here.", spans=spans)
    short, _ = shorten([*filled(25), piece])
    assert short[1].spans == (Span(0, 3, Mark.STRONG), Span(4, 19, Mark.EMPHASIS))


@given(st.text("a. 。\n" + FAMILY + "\u0301漢", max_size=80), st.integers(-2, 80))
def test_the_cut_is_an_edge_and_nothing_is_lost_uncounted(text: str, room: int) -> None:
    piece = Piece(Kind.PARAGRAPH, text.strip() or "a")
    short, left_out = shorten([*filled(room), piece])
    kept = "".join(each.text for each in short[1:])
    assert piece.text.startswith(kept)
    assert is_edge(piece.text, len(kept))
    assert left_out == len(piece.text) - len(kept)
