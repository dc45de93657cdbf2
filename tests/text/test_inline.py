"""Two texts as one: older words before newer ones, and places of either found in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from newsread.text import inline as room
from newsread.text.alignment import Tokens
from newsread.text.compared import Fate
from newsread.text.document import Block, Document, Kind, Piece, assemble
from newsread.text.inline import Inline
from tests.text.test_compared import FERRY, LEDE, STUDY, TEXTS, UNION, compared, document

SIGNS = {Fate.SAME: "{}", Fate.OLD: "[-{}]", Fate.NEW: "[+{}]"}


def inline(old: tuple[str, ...], new: tuple[str, ...]) -> Inline:
    return Inline(compared(document(*old), document(*new)))


def shown(made: Inline) -> str:
    """Return the one text with what differs in brackets."""
    text, at, found = made.document.text, 0, ""
    for each in made.fragments:
        found += text[at : each.start] + SIGNS[each.fate].format(text[each.start : each.end])
        at = each.end
    return found + text[at:]


@pytest.mark.parametrize(
    ("old", "new", "one"),
    [
        (("Up by 4.1 percent.",), ("Up by 4.7 percent.",), "Up by [-4.1] [+4.7] percent."),
        (("It will not go.",), ("It will go.",), "It will [-not ]go."),
        (("Old words go on here.",), ("New words go on here.",), "[-Old] [+New] words go on here."),
        ((LEDE, UNION), (LEDE, STUDY), f"{LEDE}\n\n[-{UNION}]\n\n[+{STUDY}]"),
        (
            (UNION,),
            ("The fishers' union called the rise fair.", "It will go to court."),
            "The fishers' union called the rise fair.\n\nIt will [-not ]go to court.",
        ),
        (
            ("The fishers' union called the rise fair.", "It will not go to court."),
            (UNION,),
            UNION,
        ),
        (
            (f"{LEDE} {UNION}", FERRY),
            (LEDE, FERRY),
            f"{LEDE}[- {UNION}]\n\n{FERRY}",
        ),
    ],
)
def test_older_words_stand_before_newer_ones(
    old: tuple[str, ...], new: tuple[str, ...], one: str
) -> None:
    assert shown(inline(old, new)) == one


def test_a_block_is_drawn_as_what_it_was() -> None:
    old = assemble([Piece(Kind.HEADING, "What comes next", level=2), Piece(Kind.PARAGRAPH, LEDE)])
    new = assemble(
        [Piece(Kind.HEADING, "What comes now", level=2), Piece(Kind.ITEM, LEDE, level=1)]
    )
    blocks = Inline(compared(old, new)).document.blocks
    assert [(block.kind, block.level) for block in blocks] == [(Kind.HEADING, 2), (Kind.ITEM, 1)]


@pytest.mark.parametrize(
    ("side", "words", "places"),
    [
        (Fate.OLD, "on Thursday by 4.1 percent", ["on Thursday by 4.1", " percent"]),
        (Fate.NEW, "on Thursday by 4.7 percent", ["on Thursday by", "4.7 percent"]),
        (Fate.OLD, UNION, [UNION]),
        (Fate.NEW, "board raised", ["board raised"]),
        (Fate.OLD, "not", []),
    ],
)
def test_words_of_either_text_are_found_in_the_one(
    side: Fate, words: str, places: list[str]
) -> None:
    made = inline((LEDE, UNION), (LEDE.replace("4.1", "4.7"),))
    text = document(LEDE, UNION) if side is Fate.OLD else document(LEDE.replace("4.1", "4.7"))
    start = text.text.index(words) if words != "not" else 0
    end = start + len(words) if words != "not" else 0
    found = made.places(side, start, end)
    assert [made.document.text[slice(*each)].rstrip(" ") for each in found] == places


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_without_the_words_of_one_side_it_is_the_other(before: list[str], after: list[str]) -> None:
    old, new = document(*before), document(*after)
    made = Inline(compared(old, new))
    assert _without(made, Fate.NEW) == Tokens(old.text).words
    assert _without(made, Fate.OLD) == Tokens(new.text).words


def _without(made: Inline, fate: Fate) -> list[str]:
    text = made.document.text
    kept = [text[each.start : each.end] for each in made.fragments if each.fate is not fate]
    return [word for each in kept for word in Tokens(each).words]


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_every_word_of_either_text_has_its_place(before: list[str], after: list[str]) -> None:
    old, new = document(*before), document(*after)
    made = Inline(compared(old, new))
    for side, text in ((Fate.OLD, old), (Fate.NEW, new)):
        for start, end in Tokens(text.text).ranges:
            places = made.places(side, start, end)
            assert [_folded(made.document, *each) for each in places] == [_folded(text, start, end)]


def _folded(text: Document, start: int, end: int) -> list[str]:
    return Tokens(text.text[start:end]).words


def test_a_block_that_was_split_into_many_is_not_gone_through_for_each_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = [f"Line {number} has a{number}, b{number} and c{number}." for number in range(150)]
    old = document(" ".join(lines))
    new = document(*(line.replace(" and c", " or d") for line in lines))
    looked_at = 0

    def end(block: Block) -> int:
        nonlocal looked_at
        looked_at += 1
        return block.end

    monkeypatch.setattr(room, "_end", end)
    comparison = compared(old, new)
    made = Inline(comparison)
    assert [len(row.new) for row in comparison.rows] == [len(lines)]
    assert made.document.text.count("Line") == len(lines)
    parts = sum(len(row.parts) for row in comparison.rows)
    assert 0 < looked_at <= 2 * parts * len(lines).bit_length()
