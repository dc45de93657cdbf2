"""Edges asked for one at a time are those of segmenting the whole text."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from newsread.text.grapheme import grapheme_end, grapheme_start, is_edge, joins_nowhere

FLAG = "\U0001f1e9\U0001f1ea"
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
JOINERS = (
    "\u0301\u0600\u093e\u094d\u0e33\u1100\u1160\u11a8\u200d\u200e\ufe0f\uff9e\U0001f1e9\U0001f3fd"
)
BASES = "a \n。中가क\u0e01アé\U0001f469\u2764\u00a9"

texts = st.text(st.one_of(st.sampled_from(JOINERS + BASES), st.characters()), max_size=40)


def edges(text: str) -> list[int]:
    return [0] + [cluster.end() for cluster in regex.finditer(r"\X", text)]


@given(texts, st.data())
def test_edges_agree_with_segmenting_the_whole_text(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    known = edges(text)
    assert grapheme_start(text, position) == max(edge for edge in known if edge <= position)
    assert grapheme_end(text, position) == min(edge for edge in known if edge >= position)
    assert is_edge(text, position) == (position in known)


@given(texts)
def test_where_nothing_joins_every_place_is_an_edge(text: str) -> None:
    assert not joins_nowhere(text) or edges(text)[-1:] == [len(text)] == [len(edges(text)) - 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        ("Plain “words”.\n漢字。", True),
        ("e\u0301", False),
        (FLAG, False),
        ("\r\n", False),
    ],
)
def test_running_text_joins_nowhere(text: str, expected: bool) -> None:
    assert joins_nowhere(text) is expected


@pytest.mark.parametrize(
    ("text", "position", "start", "end"),
    [
        ("abc", 1, 1, 1),
        (f"a{FAMILY}b", 3, 1, 6),
        (FLAG * 3, 3, 2, 4),
        ("e\u0301e", 1, 0, 2),
        ("क्षि", 2, 0, 4),
        ("\u1100\u1161\u11a8", 1, 0, 3),
        ("\u06001", 1, 0, 2),
        ("abc", -3, 0, 0),
        ("abc", 9, 3, 3),
        ("", 0, 0, 0),
    ],
)
def test_a_position_inside_a_grapheme_has_an_edge_on_either_side(
    text: str, position: int, start: int, end: int
) -> None:
    assert (grapheme_start(text, position), grapheme_end(text, position)) == (start, end)


@pytest.mark.parametrize("base", ["a", "가", "\U0001f600"])
def test_no_code_point_joins_across_a_place_held_to_be_an_edge(base: str) -> None:
    others = [chr(code) for code in range(0x3400) if not 0xD800 <= code < 0xE000]
    others += [chr(code) for code in range(0xA000, 0x20000, 7) if not 0xD800 <= code < 0xE000]
    for other in others:
        for pair in (base + other, other + base):
            assert is_edge(pair, 1) == (len(edges(pair)) == 3), pair


def test_one_position_in_a_long_text_is_answered_without_segmenting_it() -> None:
    text = "Aé ’中" * 50_000
    assert all(grapheme_start(text, position) == position for position in range(0, 250_000, 997))
