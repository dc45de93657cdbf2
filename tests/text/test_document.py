"""A document's canonical text, its blocks' places in it, and the name of its revision."""

from __future__ import annotations

import hashlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.text.document import (
    SEPARATOR,
    Block,
    Document,
    Kind,
    Mark,
    Part,
    Piece,
    Span,
    assemble,
)

PIECES = [
    Piece(Kind.RULE, ""),
    Piece(Kind.HEADLINE, "Über", Part.HEADLINE),
    Piece(Kind.RULE, ""),
    Piece(Kind.PARAGRAPH, ""),
    Piece(
        Kind.PARAGRAPH,
        "Ein Satz.",
        spans=(Span(0, 3, Mark.STRONG), Span(4, 8, Mark.LINK, "https://example.org/")),
    ),
    Piece(Kind.ITEM, "Punkt", level=2, ordinal=7),
    Piece(Kind.RULE, ""),
]
DOCUMENT = assemble(PIECES, lang="de", byline="Von uns")


def test_blocks_with_text_are_joined_by_a_blank_line_and_empty_ones_dropped() -> None:
    assert DOCUMENT.text == "Über\n\nEin Satz.\n\nPunkt"
    assert [(block.kind, block.start, block.end) for block in DOCUMENT.blocks] == [
        (Kind.RULE, 0, 0),
        (Kind.HEADLINE, 0, 4),
        (Kind.RULE, 4, 4),
        (Kind.PARAGRAPH, 6, 15),
        (Kind.ITEM, 17, 22),
        (Kind.RULE, 22, 22),
    ]


def test_a_block_keeps_what_its_piece_was() -> None:
    assert DOCUMENT.blocks[1].part is Part.HEADLINE
    assert DOCUMENT.blocks[4] == Block(Kind.ITEM, Part.BODY, 17, 22, level=2, ordinal=7)
    assert (DOCUMENT.lang, DOCUMENT.byline, DOCUMENT.words) == ("de", "Von uns", 4)


def test_inline_marks_move_to_their_places_in_the_document() -> None:
    strong, link = DOCUMENT.blocks[3].spans
    assert DOCUMENT.text[strong.start : strong.end] == "Ein"
    assert DOCUMENT.text[link.start : link.end] == "Satz"
    assert (link.mark, link.target) == (Mark.LINK, "https://example.org/")


@pytest.mark.parametrize(
    ("position", "block"),
    [(-1, 0), (0, 1), (4, 1), (5, 1), (6, 3), (15, 3), (16, 3), (17, 4), (22, 4), (99, 4)],
)
def test_a_position_is_in_the_block_it_stands_in_or_after_and_never_in_a_rule(
    position: int, block: int
) -> None:
    assert DOCUMENT.block_at(position) == block


def test_a_revision_is_named_by_the_text_alone() -> None:
    name = hashlib.sha256("Über\n\nEin Satz.\n\nPunkt".encode()).hexdigest()
    other = assemble([Piece(Kind.QUOTE, DOCUMENT.text, level=1)])
    assert DOCUMENT.revision == other.revision == name
    assert assemble(PIECES[:2]).revision != name


def test_asking_a_document_does_not_change_what_is_stored_of_it() -> None:
    asked = assemble(PIECES)
    assert asked.revision
    assert asked.block_at(3) == 1
    fresh = assemble(PIECES)
    assert asked == fresh
    assert msgspec.json.encode(asked) == msgspec.json.encode(fresh)
    assert msgspec.json.decode(msgspec.json.encode(asked), type=Document) == fresh


def test_a_document_of_nothing_has_no_text_and_no_blocks() -> None:
    empty = assemble([])
    assert (empty.text, empty.blocks, empty.words, empty.block_at(0)) == ("", (), 0, 0)


@given(
    st.lists(
        st.builds(
            Piece, st.sampled_from([Kind.PARAGRAPH, Kind.CODE, Kind.RULE]), st.text(max_size=9)
        )
    )
)
def test_blocks_cut_their_own_words_out_of_the_text(pieces: list[Piece]) -> None:
    document = assemble(pieces)
    kept = [piece.text for piece in pieces if piece.text and piece.kind is not Kind.RULE]
    blocks = [block for block in document.blocks if block.kind is not Kind.RULE]
    assert [document.text[block.start : block.end] for block in blocks] == kept
    assert document.text == SEPARATOR.join(kept)
    for index, block in enumerate(document.blocks):
        if block.kind is not Kind.RULE:
            assert document.block_at(block.start) == document.block_at(block.end) == index
