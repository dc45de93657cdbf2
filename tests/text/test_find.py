"""Words are found however they are spaced, quoted and, if so asked, written large or small."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.text.clean import clean
from newsread.text.find import Findable
from newsread.text.grapheme import is_edge


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The fee rose. The FEE fell.", "fee", ["fee", "FEE"]),
        ("It “rose” by 4.", 'it "rose"', ["It “rose”"]),
        ("It 'rose'.", "‘rose’", ["'rose'"]),
        ("One\n\ntwo  three", "one two three", ["One\n\ntwo  three"]),
        ("Die Straße", "STRASSE", ["Straße"]),
        ("Die Strasse", "straße", ["Strasse"]),
        ("Zoë came", "zoe\u0308", ["Zoë"]),
        ("e\u0301\u0323x", "e", []),
        ("aaa", "aa", ["aa", "aa"]),
        ("fee", "", []),
        ("fee", "   ", []),
        ("", "fee", []),
        ("年金は上がる", "年金", ["年金"]),
        ("İstanbul", "i̇stanbul", ["İstanbul"]),
    ],
)
def test_places_of_words(text: str, words: str, found: list[str]) -> None:
    places = Findable(text, ignore_case=True).places(words)
    assert [text[start:end] for start, end in places] == found


def test_case_counts_unless_it_is_ignored() -> None:
    assert Findable("Fee fee").places("fee") == [(4, 7)]


@given(st.text(max_size=40).map(clean), st.text(max_size=3).map(clean), st.booleans())
def test_every_place_lies_in_the_text_on_edges_of_graphemes(
    text: str, words: str, ignore_case: bool
) -> None:
    before = -1
    for start, end in Findable(text, ignore_case=ignore_case).places(words):
        assert before <= start < end <= len(text)
        assert is_edge(text, start)
        assert is_edge(text, end)
        before = start


@given(st.text(max_size=30).map(clean), st.data())
def test_what_stands_in_a_text_is_found_there(text: str, data: st.DataObject) -> None:
    edges = [place for place in range(len(text) + 1) if is_edge(text, place)]
    start, end = sorted(data.draw(st.tuples(st.sampled_from(edges), st.sampled_from(edges))))
    words = text[start:end]
    if clean(words).strip() and clean(words) == words == words.strip():
        assert (start, end) in Findable(text).places(words)


def test_no_more_places_are_looked_for_than_are_wanted() -> None:
    assert Findable("a" * 1_000).places("a", 3) == [(0, 1), (1, 2), (2, 3)]


@pytest.mark.parametrize("piece", ["a", "q\u0302", "\U0001f1e9\U0001f1ea", "q\u0302e\u0331"])
def test_finding_is_linear_in_texts_without_seams(piece: str) -> None:
    # Quadratic work on 100,000 characters would not end within the run.
    found = Findable(piece * (100_000 // len(piece))).places(piece)
    assert len(found) >= 100_000 // len(piece) - 1
