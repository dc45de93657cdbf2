"""From sentence to sentence, as tables on a small document and as rules on any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.text.document import Kind, Piece, assemble
from newsread.text.grapheme import is_edge
from newsread.text.segment import Range, block_sentences
from newsread.text.select import sentences
from newsread.text.select.selection import Selection
from newsread.text.select.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsread.text.document import Block, Document
from tests.fakes.documents import FAMILY

DOCUMENT = assemble(
    [
        Piece(Kind.RULE, ""),
        Piece(Kind.HEADLINE, "A headline"),
        Piece(Kind.PARAGRAPH, "One here. Two here. Three here."),
        Piece(Kind.RULE, ""),
        Piece(Kind.PARAGRAPH, "Four."),
        Piece(Kind.RULE, ""),
    ]
)
SENTENCES = Sentences(DOCUMENT)
NAMES = ["A headline", "One here.", "Two here.", "Three here.", "Four."]

MOVES = [
    "after", "before", "paragraph_after", "paragraph_before", "extend_down", "extend_up"
]  # fmt: skip


def selection_of(words: str) -> Selection:
    start = DOCUMENT.text.index(words)
    return Selection(start, start + len(words))


def words_of(selection: Selection | None) -> str:
    assert selection is not None
    return DOCUMENT.text[selection.start : selection.end]


def backward(selection: Selection) -> Selection:
    return Selection(selection.end, selection.start)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("A headline", "A headline"),
        ("headline", "A headline"),
        ("\n\nOne", "A headline"),
        ("\nOne", "One here."),
        ("One", "One here."),
        (" Two", "One here."),
        ("Two", "Two here."),
        ("our.", "Four."),
    ],
)
def test_a_place_is_in_a_sentence_or_at_its_end_or_before_the_next(
    place: str, expected: str
) -> None:
    assert words_of(SENTENCES.at(DOCUMENT.text.index(place))) == expected


@pytest.mark.parametrize(("position", "expected"), [(-5, "A headline"), (9999, "Four.")])
def test_a_place_outside_is_nearest_to_the_first_or_last(position: int, expected: str) -> None:
    assert words_of(SENTENCES.at(position)) == expected


@pytest.mark.parametrize(
    ("move", "selected", "expected"),
    [
        ("after", "A headline", "One here."),
        ("after", "One here.", "Two here."),
        ("after", "One here. Two here.", "Three here."),
        ("after", "ne h", "Two here."),
        ("after", "Four.", "Four."),
        ("before", "Four.", "Three here."),
        ("before", "here. Two", "One here."),
        ("before", "A headline", "A headline"),
        ("paragraph_after", "A headline", "One here."),
        ("paragraph_after", "Two here.", "Four."),
        ("paragraph_after", "Four.", "Four."),
        ("paragraph_before", "Four.", "One here."),
        ("paragraph_before", "Three here.", "One here."),
        ("paragraph_before", "One here.", "A headline"),
        ("paragraph_before", "A headline", "A headline"),
    ],
)
def test_moves_select_one_sentence(move: str, selected: str, expected: str) -> None:
    assert words_of(getattr(SENTENCES, move)(selection_of(selected))) == expected
    if selected != expected:
        assert words_of(getattr(SENTENCES, move)(backward(selection_of(selected)))) == expected


def test_first_and_last() -> None:
    assert words_of(SENTENCES.first()) == NAMES[0]
    assert words_of(SENTENCES.last()) == NAMES[-1]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("J", "Two here. Three here."),
        ("JJ", "Two here. Three here.\n\nFour."),
        ("JJJ", "Two here. Three here.\n\nFour."),
        ("JJK", "Two here. Three here."),
        ("JK", "Two here."),
        ("JKK", "One here. Two here."),
        ("KK", "A headline\n\nOne here. Two here."),
        ("KKK", "A headline\n\nOne here. Two here."),
        ("KKJ", "One here. Two here."),
        ("KJ", "Two here."),
        ("KJJ", "Two here. Three here."),
    ],
)
def test_extending_keeps_the_sentence_it_began_with(keys: str, expected: str) -> None:
    selection = selection_of("Two here.")
    for key in keys:
        move = SENTENCES.extend_down if key == "J" else SENTENCES.extend_up
        selection = move(selection)
    assert words_of(selection) == expected


@pytest.mark.parametrize(
    ("selection", "move", "expected"),
    [
        (selection_of("wo"), "extend_down", "wo here."),
        (selection_of("wo here. Thr"), "extend_up", "wo here."),
        (selection_of("wo"), "extend_up", "One here. Two here."),
        (backward(selection_of("wo")), "extend_down", "Two here. Three here."),
        (backward(selection_of("ne here. Tw")), "extend_down", "Two here."),
        (backward(selection_of("ne here. Tw")), "extend_up", "One here. Tw"),
        (selection_of("A headline"), "extend_up", "A headline"),
        (Selection(0, 0), "extend_down", "A headline"),
    ],
)
def test_extending_words_goes_on_to_the_ends_of_sentences(
    selection: Selection, move: str, expected: str
) -> None:
    assert words_of(getattr(SENTENCES, move)(selection)) == expected


@pytest.mark.parametrize("pieces", [[], [Piece(Kind.RULE, "")]])
def test_without_sentences_nothing_is_selected_and_nothing_moves(pieces: list[Piece]) -> None:
    none = Sentences(assemble(pieces))
    assert none.first() is none.last() is none.at(0) is None
    for move in MOVES:
        assert getattr(none, move)(Selection(0, 0)) == Selection(0, 0)


texts = st.text(
    st.sampled_from("aA .!\n中\u0301\u3099\u200d" + FAMILY) | st.characters(), max_size=40
)


@given(st.lists(texts, max_size=4), st.lists(st.sampled_from(MOVES), max_size=8), st.data())
def test_every_move_ends_on_edges_of_graphemes_inside_the_text(
    blocks: list[str], moves: list[str], data: st.DataObject
) -> None:
    document = assemble([Piece(Kind.PARAGRAPH, text.strip()) for text in blocks])
    reached = Sentences(document)
    selection = reached.at(data.draw(st.integers(0, len(document.text))))
    if selection is None:
        return
    for move in moves:
        selection = getattr(reached, move)(selection)
        assert 0 <= selection.start < selection.end <= len(document.text)
        assert is_edge(document.text, selection.start)
        assert is_edge(document.text, selection.end)


@given(st.lists(st.sampled_from(["extend_down", "extend_up"]), max_size=12), st.integers(0, 4))
def test_extending_moves_by_one_sentence_along_the_document(moves: list[str], home: int) -> None:
    selection = selection_of(NAMES[home])
    place = home
    for move in moves:
        selection = getattr(SENTENCES, move)(selection)
        place = max(0, min(4, place + (1 if move == "extend_down" else -1)))
        low, high = min(home, place), max(home, place)
        expected = (selection_of(NAMES[low]).start, selection_of(NAMES[high]).end)
        assert (selection.start, selection.end) == expected


@pytest.fixture
def segmented(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences that were looked for, in order."""
    seen: list[str] = []

    def looked_for(document: Document, block: Block) -> Iterator[Range]:
        for found in block_sentences(document, block):
            seen.append(document.text[found.start : found.end])
            yield found

    monkeypatch.setattr(sentences, "block_sentences", looked_for)
    return seen


def test_opening_a_text_looks_for_no_more_than_its_first_sentence(segmented: list[str]) -> None:
    paragraph = Piece(Kind.PARAGRAPH, " ".join(f"Number {n} is here." for n in range(1_000)))
    opened = Sentences(assemble([paragraph, paragraph]))
    assert segmented == []
    assert opened.first() == Selection(0, 17)
    assert segmented == ["Number 0 is here."]


def test_a_move_looks_for_sentences_only_where_it_goes_and_once(segmented: list[str]) -> None:
    names = ["Ann", "Bea", "Cid", "Dot", "Eve"]
    opened = Sentences(assemble([Piece(Kind.PARAGRAPH, f"{n} was. {n} is.") for n in names]))
    third = opened.at(38)
    assert third == Selection(36, 44)
    assert segmented == ["Cid was.", "Cid is."]
    for move in (opened.after, opened.before, opened.paragraph_before, opened.paragraph_after):
        move(third)
    assert segmented == ["Cid was.", "Cid is.", "Bea was.", "Bea is.", "Dot was."]
    assert len(opened.ranges) == 10
    assert sorted(segmented) == sorted(f"{n} {verb}." for n in names for verb in ("is", "was"))
