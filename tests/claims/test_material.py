"""Which words tell, and when a whole text says something else; `test_wordings` has the pairs."""

from __future__ import annotations

from typing import NoReturn

import msgspec
import pytest

from newsread.claims import material
from newsread.claims.material import (
    Replaced,
    changes_in_words,
    in_words,
    is_material,
    material_changes,
    text_changes_in_words,
)
from newsread.text.alignment import Alignment
from newsread.text.telling_words import languages, telling_words
from tests.fakes.claims import claim

BODY = "The mill burnt down on Sunday night.\n\nNobody was hurt. Berg came at once."


def test_changed_words_are_told_in_their_order_with_their_kind() -> None:
    assert material_changes("Berg said 4 may come.", "Holm claimed 5 will come.") == (
        Replaced("Berg", "Holm", "name"),
        Replaced("said", "claimed", "attribution"),
        Replaced("4", "5", "number"),
        Replaced("may", "will", "modal"),
    )


def test_a_change_is_told_once_in_words_and_what_moved_as_moved() -> None:
    assert in_words(material_changes("A “b” c.", "A b c.")) == "quotation marks gone"
    moved = in_words(material_changes("Berg beat Holm.", "Holm beat Berg."))
    assert moved.endswith("at another place")
    assert in_words(()) == ""


@pytest.mark.parametrize(
    ("old", "new", "material"),
    [
        (BODY, BODY, False),
        (BODY, BODY.replace("Sunday", "Monday"), True),
        (BODY, BODY.replace("burnt down", "burned down"), False),
        (BODY, "\n\n".join(reversed(BODY.split("\n\n"))), False),
        (BODY, f"{BODY}\n\nThe owner of the mill has since been asked to come.", True),
        (BODY, BODY.replace("\n\nNobody was hurt. Berg came at once.", ""), True),
        (BODY, f"{BODY} It rains.", False),
    ],
)
def test_a_text_says_something_else_where_words_that_tell_or_a_sentence_changed(
    old: str, new: str, material: bool
) -> None:
    assert is_material(Alignment(old, new)) == material


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (BODY, ""),
        (BODY.replace("Sunday", "Monday"), "Sunday → Monday"),
        (f"{BODY}\n\nThe owner of the mill has since been asked to come.", "11 words added"),
        (BODY.replace("\n\nNobody was hurt. Berg came at once.", ""), "7 words gone"),
        (f"It all began with smoke that one neighbour saw.\n\n{BODY.replace('Berg', 'Holm')}",
         "Berg → Holm, 9 words added"),
        ("\n\n".join(reversed(BODY.split("\n\n"))), ""),
    ],
)  # fmt: skip
def test_a_texts_changes_are_told_in_a_line(new: str, told: str) -> None:
    assert text_changes_in_words(BODY, new) == told


def test_of_many_changes_the_first_are_named() -> None:
    old = " ".join(f"Quay {number} is long." for number in range(1, 7))
    new = " ".join(f"Quay {number + 20} is long." for number in range(1, 7))
    assert text_changes_in_words(old, new, most=2) == "1 → 21, 2 → 22, 4 other changes"


def test_a_claims_change_is_told_from_its_own_words_and_those_there_now() -> None:
    before = claim("Rents rose by 4.7 % last year.")
    assert changes_in_words(before) == ""
    now = msgspec.structs.replace(before.anchors[0], quote="Rents rose by 4.9 % last year.")
    assert changes_in_words(msgspec.structs.replace(before, anchors=(now,))) == "4.7 → 4.9"


@pytest.mark.parametrize("lang", sorted(languages()))
def test_a_languages_words_are_small_and_each_negation_is_nothing_else(lang: str) -> None:
    known = telling_words(lang)
    groups = [known.numbers, known.units, known.dates, known.modals, known.attributions]
    for word in {each for group in groups for each in group} | known.negations | known.plain:
        assert word == word.lower()
    assert known.negations.isdisjoint({each for group in groups for each in group})


def test_a_language_without_words_of_its_own_has_what_all_have() -> None:
    assert telling_words("xx").units["%"] == "%"
    assert not telling_words("xx").negations
    assert telling_words("en-GB") == telling_words("en") == telling_words("")


def test_an_opposite_is_looked_up_and_not_compared_with_every_other_word() -> None:
    class Others(frozenset[str]):
        def __iter__(self) -> NoReturn:
            raise AssertionError("a rewritten text has thousands of words")

    others = Others(("able", "unfair", "in"))
    assert material._is_opposite("unable", others)
    assert material._is_opposite("fair", others)
    assert not material._is_opposite("inin", others)
    assert not material._is_opposite("able", others)
