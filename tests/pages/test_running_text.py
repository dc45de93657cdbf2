"""Folding, cleaning and NFC come before a mark's place is taken: spans cut exactly their words."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from newsread.pages.running_text import RunningText, cut, joined, stretches
from newsread.text.clean import clean
from newsread.text.document import Kind, Mark, Piece, Span
from newsread.text.grapheme import is_edge

PARTS = st.lists(
    st.tuples(
        st.text(
            alphabet="ab \n\t\u00a0\u0301\u200b\u200d\u0915\u094d\u1112\u1161👩🏽\x1b", max_size=6
        ),
        st.booleans(),
    ),
    max_size=8,
)


def test_white_space_is_one_space_and_none_at_the_ends() -> None:
    text = RunningText()
    for part in (" \n a ", " b\u00a0\t", "\n", "c "):
        text.write(part)
    assert text.take() == ("a b c", ())


def test_a_mark_covers_its_words_and_not_the_space_before() -> None:
    text = RunningText()
    text.write("one")
    text.open(Mark.STRONG)
    text.write(" two ")
    text.close(Mark.STRONG)
    text.write("three")
    assert text.take() == ("one two three", (Span(4, 7, Mark.STRONG),))


def test_an_open_mark_goes_on_in_the_next_block() -> None:
    text = RunningText()
    text.open(Mark.LINK, "https://news.example/")
    text.write("one")
    assert text.take() == ("one", (Span(0, 3, Mark.LINK, "https://news.example/"),))
    text.write("two")
    text.close(Mark.LINK)
    assert text.take() == ("two", (Span(0, 3, Mark.LINK, "https://news.example/"),))


def test_a_mark_within_itself_says_nothing_new() -> None:
    text = RunningText()
    assert text.open(Mark.STRONG)
    assert not text.open(Mark.STRONG)


def test_an_accent_in_another_element_joins_its_letter() -> None:
    text = RunningText()
    text.write("caf")
    text.write("e")
    text.open(Mark.EMPHASIS)
    text.write("\u0301s")
    text.close(Mark.EMPHASIS)
    text.write(" open")
    written, spans = text.take()
    assert written == "cafés open"
    assert [written[span.start : span.end] for span in spans] == ["s"]


def test_a_mark_never_ends_inside_a_grapheme() -> None:
    text = RunningText()
    text.open(Mark.STRONG)
    text.write("👩")
    text.close(Mark.STRONG)
    text.write("\u200d🚀 flew")
    written, (span,) = text.take()
    assert written[span.start : span.end] == "👩\u200d🚀"


@example([("\u200da\u094d", True), ("\u200da", True)])
@given(PARTS)
def test_whatever_is_written_comes_out_clean_folded_and_well_marked(
    parts: list[tuple[str, bool]],
) -> None:
    text = RunningText()
    for part, strong in parts:
        if strong:
            text.open(Mark.STRONG)
        text.write(part)
        if strong:
            text.close(Mark.STRONG)
    written, spans = text.take()
    assert written == clean(written) == unicodedata.normalize("NFC", written)
    assert written == " ".join(written.split())
    for span in spans:
        assert 0 <= span.start < span.end <= len(written)
        assert is_edge(written, span.start)
        assert is_edge(written, span.end)
    assert list(spans) == sorted(spans, key=lambda span: (span.start, -span.end))


def test_cutting_and_joining_keeps_marks_on_their_words() -> None:
    spans = (Span(0, 7, Mark.STRONG), Span(4, 11, Mark.LINK, "https://news.example/"))
    first, second = cut("one two three", spans, 0, 5), cut("one two three", spans, 5, 13)
    assert first == ("one t", (Span(0, 5, Mark.STRONG), Span(4, 5, Mark.LINK, spans[1].target)))
    whole = joined([Piece(Kind.PARAGRAPH, text, spans=kept) for text, kept in (first, second)], "|")
    assert whole.text == "one t|wo three"
    under = [whole.text[span.start : span.end] for span in whole.spans]
    assert under == ["one t", "t", "wo", "wo thr"]


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8),
    st.sets(st.integers(0, 30), max_size=8),
)
def test_stretches_are_what_cut_gives_of_each_place(
    marks: list[tuple[int, int]], edges: set[int]
) -> None:
    found_at = sorted(tuple(sorted(mark)) for mark in marks)
    spans = [Span(start, end, Mark.LINK) for start, end in found_at]
    piece = Piece(Kind.PARAGRAPH, "a" * 30, spans=tuple(spans))
    ordered = sorted(edges)
    places = list(zip(ordered[::2], ordered[1::2], strict=False))
    found = [(each.text, each.spans) for each in stretches(piece, places)]
    assert found == [cut(piece.text, piece.spans, *place) for place in places]
