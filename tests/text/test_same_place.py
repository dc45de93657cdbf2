"""The same place in another text: the same words, a sentence like it, or the nearest of both."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.text.document import Document, Kind, Part, Piece, assemble
from newsread.text.same_place import Spot, Trail, same_place, same_words
from newsread.text.segment import Range
from newsread.text.select.sentences import Sentences

CLEAN = (
    "The harbour board voted on Monday to close the old pier. Nobody spoke against it.",
    "Fees for berths rise by 12 percent in May. A ferry pays 9,000 more a year.",
    "“We cannot wait any longer,” said Oda Lind. The work begins in June.",
)
MENU = ("Home", "Sport", "Weather", "Sign in to read on")
PAGE = (*MENU, "Harbour news", *CLEAN, "Read also: How the pier was built", "About us")


def text(*paragraphs: str, headline: str = "") -> Document:
    first = Piece(Kind.HEADLINE, headline, Part.HEADLINE)
    return assemble([first, *(Piece(Kind.PARAGRAPH, each) for each in paragraphs)])


def go(here: Document, there: Document, *words: str) -> list[str]:
    """Return what of `there` answers to `words` of `here`."""
    starts = [here.text.index(each) for each in words]
    parts = [Range(at, at + len(each)) for at, each in zip(starts, words, strict=True)]
    return [there.text[start:end] for start, end in same_place(here, there, parts)]


@pytest.mark.parametrize(
    ("here", "there", "words", "found"),
    [
        # The very words, and a part of a sentence, are kept.
        (CLEAN, PAGE, ["Nobody spoke against it."], ["Nobody spoke against it."]),
        (CLEAN, PAGE, ["12 percent"], ["12 percent"]),
        (CLEAN, PAGE, ["We cannot", "said Oda"], ["We cannot", "said Oda"]),
        (PAGE, CLEAN, ["The work begins in June."], ["The work begins in June."]),
        # Other marks and a word that differs.
        (
            CLEAN,
            (*MENU, "„We cannot wait any longer“, says Oda Lind. The work starts then."),
            ["“We cannot wait any longer,” said Oda Lind."],
            ["„We cannot wait any longer“, says Oda Lind."],
        ),
        (
            CLEAN,
            (*CLEAN[:1], "Fees for berths rise by 14 percent in May. A ferry pays more."),
            ["Fees for berths rise by 12 percent in May."],
            ["Fees for berths rise by 14 percent in May."],
        ),
        # What the other text lacks leads to the nearest that both have.
        (PAGE, CLEAN, ["Sport"], ["The harbour board voted on Monday to close the old pier."]),
        (PAGE, CLEAN, ["About us"], ["The work begins in June."]),
        (CLEAN, CLEAN[:1], ["The work begins in June."], ["Nobody spoke against it."]),
        # Nothing in common, and nothing at all.
        (CLEAN, ("Quite another text.",), ["Nobody spoke against it."], ["Quite another text."]),
        (CLEAN, (), ["Nobody spoke against it."], []),
        # Without spaces between words.
        (
            ("港の料金は五月に上がる。市議会は月曜日に決めた。",),
            ("ホーム", "港の料金は六月に上がる。市議会は、月曜日に決めた。"),
            ["市議会は月曜日に決めた。"],
            ["市議会は、月曜日に決めた。"],
        ),
    ],
)
def test_a_selection_goes_to_its_words_or_near_them(
    here: tuple[str, ...], there: tuple[str, ...], words: list[str], found: list[str]
) -> None:
    assert go(text(*here), text(*there), *words) == found


def test_of_words_that_stand_in_several_places_those_in_the_same_surroundings_are_meant() -> None:
    teaser = "Nobody spoke against it."
    there = text("Home", teaser, "More of the day's news", *CLEAN, "Most read", teaser)
    here = text(*CLEAN)
    at = here.text.index(teaser)
    (place,) = same_place(here, there, [Range(at, at + len(teaser))])
    second = there.text.index(teaser, there.text.index(teaser) + 1)
    assert place == Range(second, second + len(teaser))


def test_a_headline_goes_to_the_one_above_the_text() -> None:
    clean = text(*CLEAN, headline="Pier to close")
    page = text("Pier to close", "Home", "Pier to close", *CLEAN)
    (place,) = same_place(clean, page, [Range(0, 13)])
    assert place.start == page.text.index("Pier to close", 5)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (text(*CLEAN, headline="Pier"), text(*CLEAN), True),
        (text("“We wait,” she said."), text('"We  wait" – she said'), True),
        (text(*CLEAN), text(*CLEAN[:2]), False),
        (text(*CLEAN), text(*PAGE), False),
    ],
)
def test_texts_say_the_same_whatever_their_marks_and_headlines(
    one: Document, other: Document, same: bool
) -> None:
    assert same_words(one, other) is same


WORD = st.sampled_from(("fees", "rise", "in", "May", "the", "pier", "12", "港", "料", "“it”"))
WORDS = st.lists(WORD, max_size=8)
TEXTS = st.lists(WORDS.map(lambda words: " ".join(words) + "."), max_size=6)


@given(TEXTS, TEXTS, st.data())
def test_what_is_found_is_of_the_other_text_and_in_order(
    one: list[str], other: list[str], data: st.DataObject
) -> None:
    here, there = text(*one), text(*other)
    sentences = Sentences(here).ranges
    if not sentences:
        return
    found = same_place(here, there, [data.draw(st.sampled_from(sentences))])
    assert bool(found) is bool(there.text.strip())
    assert all(0 <= each.start < each.end <= len(there.text) for each in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(TEXTS, st.data())
def test_with_menus_around_it_every_sentence_that_stands_once_is_found(
    one: list[str], data: st.DataObject
) -> None:
    here = text(*(f"{number} {words}" for number, words in enumerate(one, 100)))
    there = text("Home", *(here.text[each.start : each.end] for each in here.blocks), "About")
    for sentence in Sentences(here).ranges:
        words = here.text[slice(*sentence)]
        if there.text.count(words) == 1:
            (place,) = same_place(here, there, [sentence])
            assert there.text[slice(*place)] == words


# Going back


def at(document: Document, words: str, row: int = 3) -> Spot:
    start = document.text.index(words)
    return Spot(document, (Range(start, start + len(words)),), row)


def test_whoever_only_looked_comes_back_to_the_very_place() -> None:
    clean, feed, page = text(*CLEAN), text(CLEAN[0], "A teaser."), text(*PAGE)
    start = at(clean, "A ferry pays 9,000")
    trail = Trail()
    spot = trail.follow(start, feed)
    assert spot.document is feed
    spot = trail.follow(spot, page)
    assert page.text[slice(*spot.parts[0])] == "A ferry pays 9,000"
    assert spot.row == 3
    assert trail.follow(spot, clean) == start
    assert trail.follow(start, page) == spot


def test_whoever_moved_on_takes_the_new_place_along() -> None:
    clean, page = text(*CLEAN), text(*PAGE)
    trail = Trail()
    trail.follow(at(clean, "Nobody spoke against it."), page)
    back = trail.follow(at(page, "The work begins in June.", 9), clean)
    assert back == at(clean, "The work begins in June.", 9)
    assert trail.follow(back, page) == at(page, "The work begins in June.", 9)


def test_the_same_positions_in_another_text_are_another_place() -> None:
    one, other = text("Same words."), text("Good words. Same words.")
    trail = Trail()
    trail.follow(Spot(one, (Range(0, 11),), 0), one)
    assert trail.follow(Spot(other, (Range(0, 11),), 0), other).document is other
