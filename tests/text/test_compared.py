"""Two texts as rows: what belongs together, what differs; nothing of either is left out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsread.text.alignment import Alignment, Tokens
from newsread.text.compared import Comparison, Row
from newsread.text.document import Document, Kind, Piece, assemble

LEDE = "The board raised its fees on Thursday by 4.1 percent, the third rise in three years."
UNION = "The fishers' union called the rise fair. It will not go to court."
FERRY = "The ferry company pays no fees at all until 2030."
STUDY = "A study of the port puts the cost of dredging at 12 million crowns."


def document(*paragraphs: str) -> Document:
    return assemble([Piece(Kind.PARAGRAPH, each) for each in paragraphs], "en")


def compared(old: Document, new: Document) -> Comparison:
    return Comparison(old, new, Alignment(old.text, new.text))


def shown(old: tuple[str, ...], new: tuple[str, ...]) -> list[str]:
    """Return the rows: how many blocks, then the words, what differs as ``{before>after}``."""
    return [*_in_words(compared(document(*old), document(*new)))]


def _in_words(comparison: Comparison) -> Iterator[str]:
    for row in comparison.rows:
        words = ""
        for part in row.parts:
            before = comparison.old.text[slice(*part.old)]
            after = comparison.new.text[slice(*part.new)]
            words += after if part.same else f"{{{before}>{after}}}"
        sides = f"{len(row.old)}|{len(row.new)} "
        yield sides + words + (" moved" if row.moved else "")


@pytest.mark.parametrize(
    ("old", "new", "rows"),
    [
        pytest.param((LEDE, UNION), (LEDE, UNION), ["1|1 " + LEDE, "1|1 " + UNION], id="the same"),
        pytest.param(
            ("It rose by 4.1 percent.",),
            ("It rose by 4.7 percent.",),
            ["1|1 It rose by {4.1>4.7} percent."],
            id="a figure",
        ),
        pytest.param(
            ("It will not go to court.",),
            ("It will go to court.",),
            ["1|1 It will {not >}go to court."],
            id="a word gone",
        ),
        pytest.param(
            ("Prices fall by 2030.",),
            ("Prices may fall by 2030, too.",),
            ["1|1 Prices {>may }fall by 2030{>, too}."],
            id="words added, one before a mark",
        ),
        pytest.param(
            (LEDE, UNION, FERRY),
            (LEDE, FERRY),
            ["1|1 " + LEDE, "1|0 {" + UNION + ">}", "1|1 " + FERRY],
            id="a paragraph dropped",
        ),
        pytest.param(
            (LEDE, FERRY),
            (LEDE, UNION, FERRY),
            ["1|1 " + LEDE, "0|1 {>" + UNION + "}", "1|1 " + FERRY],
            id="a paragraph added",
        ),
        pytest.param(
            (LEDE, UNION, FERRY),
            (LEDE, STUDY, FERRY),
            ["1|1 " + LEDE, "1|0 {" + UNION + ">}", "0|1 {>" + STUDY + "}", "1|1 " + FERRY],
            id="another in its place, which has only common words with it",
        ),
        pytest.param(
            (LEDE, UNION, STUDY, FERRY),
            (FERRY, LEDE, UNION, STUDY),
            [
                "0|1 {>" + FERRY + "} moved",
                "1|1 " + LEDE,
                "1|1 " + UNION,
                "1|1 " + STUDY,
                "1|0 {" + FERRY + ">} moved",
            ],
            id="a paragraph moved",
        ),
        pytest.param(
            (UNION,),
            ("The fishers' union called the rise fair.", "It will not go to court."),
            ["1|2 The fishers' union called the rise fair.\n\nIt will not go to court."],
            id="a paragraph split",
        ),
        pytest.param(
            ("“Yes,” she said.",), ('"Yes," she said.',), ['1|1 "Yes," she said.'], id="other marks"
        ),
        pytest.param(
            ("He and his wife of ten years left the old town.",),
            ("She with a cat of no name wrote this new song.",),
            [
                "1|0 {He and his wife of ten years left the old town.>}",
                "0|1 {>She with a cat of no name wrote this new song.}",
            ],
            id="nothing in common but of",
        ),
        pytest.param(
            ("We all know very well that mayor and men of the town said.",),
            ("We all know very well that nobody of a city.",),
            ["1|1 We all know very well that {mayor and men of the town said>nobody of a city}."],
            id="a short word alone between longer changes is changed with them",
        ),
        pytest.param(
            ("Fees rise again",),
            ("Fees fall again",),
            ["1|1 Fees {rise>fall} again"],
            id="a headline, of which no two words in a row are the same",
        ),
        pytest.param(
            (LEDE, STUDY),
            (LEDE, "Quite new."),
            ["1|1 " + LEDE, "1|0 {" + STUDY + ">}", "0|1 {>Quite new.}"],
            id="nothing in common but a full stop",
        ),
        pytest.param((), (LEDE,), ["0|1 {>" + LEDE + "}"], id="from nothing"),
        pytest.param((LEDE,), (), ["1|0 {" + LEDE + ">}"], id="to nothing"),
        pytest.param((), (), [], id="nothing at all"),
    ],
)
def test_rows_show_what_differs_and_nothing_else(
    old: tuple[str, ...], new: tuple[str, ...], rows: list[str]
) -> None:
    assert shown(old, new) == rows


def test_a_paragraph_that_stands_twice_now_has_moved_once() -> None:
    rows = compared(document(LEDE, UNION, STUDY, FERRY), document(FERRY, LEDE, UNION, STUDY, FERRY))
    assert [row.moved for row in rows.rows] == [False] * 5
    twice = compared(
        document(LEDE, UNION, STUDY, FERRY), document(FERRY, LEDE, FERRY, UNION, STUDY)
    )
    assert sum(row.moved for row in twice.rows) == 2


def test_changes_are_numbered_through_all_rows() -> None:
    comparison = compared(document("One two three four.", LEDE), document("One 2 three 4.", UNION))
    assert comparison.firsts == (0, 2, 3, 4)
    assert [len(row.changes) for row in comparison.rows] == [2, 1, 1]
    assert comparison.changes[0] == comparison.rows[0].changes[0]


def test_a_rule_is_in_no_row() -> None:
    pieces = [Piece(Kind.PARAGRAPH, LEDE), Piece(Kind.RULE, ""), Piece(Kind.PARAGRAPH, UNION)]
    comparison = compared(assemble(pieces), document(LEDE, UNION))
    assert [(row.old, row.new) for row in comparison.rows] == [((0,), (0,)), ((2,), (1,))]


WORDS = st.sampled_from(
    ["the", "of", "fees", "4.1", "4,7", "don't", "“yes”", ".", ",", "港", "fee"]
)
TEXTS = st.lists(
    st.lists(WORDS, min_size=1, max_size=12).map(lambda words: " ".join(words)), max_size=6
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_the_rows_hold_all_of_both_texts_in_order_and_the_same_has_the_same_words(
    before: list[str], after: list[str]
) -> None:
    old, new = document(*before), document(*after)
    comparison = compared(old, new)
    for side, text in ((0, old), (1, new)):
        blocks = [number for row in comparison.rows for number in row[side]]
        assert blocks == list(range(len(text.blocks)))
        for row in comparison.rows:
            _covers(row, side, text)
    for row in comparison.rows:
        for part in row.parts:
            words = [
                Tokens(old.text[slice(*part.old)]).words,
                Tokens(new.text[slice(*part.new)]).words,
            ]
            if part.same:
                assert words[0] == words[1]
            else:
                assert any(words), "what differs has words"


def _covers(row: Row, side: int, text: Document) -> None:
    """Assert that the parts of a row are all text of its blocks, without gaps."""
    blocks = [text.blocks[number] for number in row[side]]
    if not blocks:
        assert all(part[side].start == part[side].end for part in row.parts)
        return
    at = blocks[0].start
    for part in row.parts:
        assert part[side].start == at
        at = part[side].end
    assert at == blocks[-1].end


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_text_beside_itself_has_no_changes(paragraphs: list[str]) -> None:
    text = document(*paragraphs)
    assert compared(text, text).changes == ()
