"""Where a stretch of a former text stands in the present one: the seven edits that annotators of
live pages get wrong (hypothesis/client#7571, hypothesis/h#2634, #2798, #4328), and others."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.claims import locate as room
from newsread.claims.locate import Located, Locator
from newsread.text.alignment import MOST_RUNS, Tokens, nearest_stretch
from newsread.text.grapheme import is_edge
from newsread.text.segment import Range
from tests.fakes.claims import document


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()


SUBJECTS = words("council mayor harbour school court bank union farm mill clinic museum ferry")
VERBS = words(
    "sold built closed opened praised blamed repaired moved counted painted insured rented"
)
OBJECTS = words("bridge flats boats fields roofs papers tickets lamps wagons barrels gates wells")
PLACES = words("north valley old town river station market coast quarter border hill lake")
DAYS = words("spring summer autumn winter morning evening night week month year decade weekend")
ARTICLES = 20
SENTENCES = 24


def sentence(chance: random.Random) -> str:
    """Return a sentence of some fourteen words with a number in it."""
    one, other = chance.sample(SUBJECTS, 2)
    return (
        f"The {one} {chance.choice(VERBS)} {chance.randint(2, 990)} {chance.choice(OBJECTS)} near"
        f" the {chance.choice(PLACES)} last {chance.choice(DAYS)}, and the {other}"
        f" {chance.choice(VERBS)} its {chance.choice(OBJECTS)}."
    )


def text_of(sentences: list[str]) -> str:
    """Return sentences as an article: four to a paragraph."""
    return "\n\n".join(" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))


def located(old: str, new: str, quote: str) -> tuple[str, str]:
    """Return how the first place of `quote` in the old text was found in the new one, and what
    stands there."""
    before, after = (document(*text.split("\n\n")) for text in (old, new))
    start = old.index(quote)
    found = Locator(before, after).locate(start, start + len(quote))
    return found.how, new[slice(*found.place)] if found.place else ""


Edit = Callable[[random.Random, list[str], int], tuple[list[str], str]]
"""Edits the sentences of an article; returns them, and what stands for the claim's, or nothing."""


def inserted(chance: random.Random, all_of: list[str], at: int) -> tuple[list[str], str]:
    place = chance.randrange(len(all_of))
    return [*all_of[:place], sentence(chance), sentence(chance), *all_of[place:]], all_of[at]


def number_changed(chance: random.Random, all_of: list[str], at: int) -> tuple[list[str], str]:
    words = all_of[at].split()
    words[3] = str(int(words[3]) + 1)
    return [*all_of[:at], " ".join(words), *all_of[at + 1 :]], " ".join(words)


def negated(chance: random.Random, all_of: list[str], at: int) -> tuple[list[str], str]:
    now = all_of[at].replace(" last ", " not last ", 1)
    return [*all_of[:at], now, *all_of[at + 1 :]], now


def a_third_replaced(chance: random.Random, all_of: list[str], at: int) -> tuple[list[str], str]:
    words = all_of[at].split()
    for each in chance.sample(range(1, len(words) - 1), round(0.35 * len(words))):
        words[each] = chance.choice(["ever", "green", "slowly", "whom", "seldom", "paper"])
    return [*all_of[:at], " ".join(words), *all_of[at + 1 :]], " ".join(words)


def deleted(chance: random.Random, all_of: list[str], at: int) -> tuple[list[str], str]:
    return [*all_of[:at], *all_of[at + 1 :]], ""


def deleted_beside_a_twin(
    chance: random.Random, all_of: list[str], at: int
) -> tuple[list[str], str]:
    words = all_of[at].split()
    words[3], words[9] = str(int(words[3]) + 7), "next"
    rest = [*all_of[:at], *all_of[at + 1 :]]
    place = chance.choice([each for each in range(len(rest)) if abs(each - at) > 2])
    return [*rest[:place], " ".join(words), *rest[place:]], ""


def edited_beside_a_copy(
    chance: random.Random, all_of: list[str], at: int
) -> tuple[list[str], str]:
    edited, now = number_changed(chance, all_of, at)
    place = chance.choice([each for each in range(len(edited)) if abs(each - at) > 2])
    return [*edited[:place], all_of[at], *edited[place:]], now


ROWS: list[tuple[Edit, float]] = [
    (inserted, 1.0),
    (number_changed, 1.0),
    (negated, 1.0),
    (a_third_replaced, 1.0),
    (deleted, 1.0),
    (deleted_beside_a_twin, 0.92),
    (edited_beside_a_copy, 1.0),
]


@pytest.mark.parametrize(("edit", "at_least"), ROWS, ids=lambda each: getattr(each, "__name__", ""))
def test_the_edits_that_others_misplace(edit: Edit, at_least: float) -> None:
    outcomes: Counter[bool] = Counter()
    for number in range(ARTICLES):
        chance = random.Random(number)
        sentences = list(dict.fromkeys(sentence(chance) for _ in range(SENTENCES)))
        for at in chance.sample(range(len(sentences)), 8):
            edited, expected = edit(chance, sentences, at)
            _, found = located(text_of(sentences), text_of(edited), sentences[at])
            outcomes[found == expected] += 1
    assert outcomes[True] >= at_least * outcomes.total()


def test_two_words_that_are_gone_are_nowhere_else() -> None:
    for number in range(ARTICLES):
        chance = random.Random(number)
        sentences = [sentence(chance) for _ in range(SENTENCES)]
        at = chance.randrange(SENTENCES)
        quote = " ".join(sentences[at].split()[4:6])  # "boats near", and so in other sentences
        edited = [*sentences[:at], *sentences[at + 1 :]]
        before, after = (document(*text_of(each).split("\n\n")) for each in (sentences, edited))
        start = before.text.index(sentences[at]) + sentences[at].index(quote)
        assert Locator(before, after).locate(start, start + len(quote)).place is None


MILL = "The mill burnt down on Sunday night."
REST = "The river rose by two feet. Nobody was hurt in the town. The mayor came at once."


@pytest.mark.parametrize(
    ("old", "new", "quote", "how", "now"),
    [
        # The ends of a sentence that changed are those of the sentence now.
        (f"{REST} {MILL}", f"{REST} An old mill burnt down on Sunday night.", MILL, "projected",
         "An old mill burnt down on Sunday night."),
        (f"{MILL} {REST}", f"The mill burnt down on Sunday, in the night. {REST}", MILL,
         "projected", "The mill burnt down on Sunday, in the night."),
        # A few words within a sentence stay a few words.
        (f"{MILL} {REST}", f"The mill burned down on Sunday night. {REST}", "burnt down",
         "projected", "burned down"),
        # A paragraph that was moved takes its claims along.
        (f"{MILL}\n\n{REST}", f"{REST}\n\n{MILL}", MILL, "elsewhere", MILL),
        (REST, f"{MILL} {REST}", "The mayor came at once.", "projected", "The mayor came at once."),
        (f"{MILL} {REST}", "Nothing of all that is true.", MILL, "gone", ""),
        (f"{MILL} {REST}", "", MILL, "gone", ""),
        # What begins or ends within a number does so again.
        (f"It rose to 13.8 % by then. {REST}", f"Now it rose to 13.8 % by then. {REST}",
         "It rose to 13.", "projected", "Now it rose to 13."),
        (f"It rose to 13.8 % by then. {REST}", f"So. It rose to 13.8 % by then. {REST}",
         "8 % by then.", "projected", "8 % by then."),
        # A mark that begins a quote stays with it.
        (f"He said: “{MILL}” {REST}", f"Later he said: “{MILL}” {REST}", f"“{MILL}”", "projected",
         f"“{MILL}”"),
    ],
)  # fmt: skip
def test_a_stretch_goes_where_its_words_went(
    old: str, new: str, quote: str, how: str, now: str
) -> None:
    assert located(old, new, quote) == (how, now)


@pytest.mark.parametrize(
    ("old", "new", "place", "parted"),
    [
        # A sentence glued to its heading is by now beneath it.
        (f"What came next {MILL}", f"What came next\n\n{MILL}", MILL, True),
        # Two sentences that stand in two paragraphs by now are two all the same.
        (f"It rained. {MILL}", f"It rained.\n\n{MILL}", f"It rained.\n\n{MILL}", False),
    ],
)
def test_a_sentence_that_stands_in_two_blocks_by_now_has_its_place_in_the_main_one(
    old: str, new: str, place: str, parted: bool
) -> None:
    found = Locator(document(old), document(*new.split("\n\n"))).locate(0, len(old))
    assert found.place is not None
    assert new[slice(*found.place)] == place
    assert (found.parted is not None) == parted


def test_of_two_copies_that_came_none_is_chosen() -> None:
    copy = "The old mill by the river burnt down on Sunday night, police said."
    filler = "Boats lay idle all week. The gates stayed shut. Lamps went out along the coast."
    old = f"{REST}\n\n{copy}\n\n{MILL}"
    new = f"{REST}\n\n{MILL}\n\n{filler}\n\n{copy}\n\n{filler}\n\n{copy}\n\n{filler}"
    assert located(old, new, copy) == ("ambiguous", "")


def test_the_same_words_elsewhere_are_looked_for_only_so_often() -> None:
    old, new = "hm hm hm", "ha " * 50 + "hm hm hm " * (room.MOST_COPIES + 50)
    found = Locator(document(old), document(new.strip())).locate(0, 8)
    assert found.how in ("projected", "ambiguous", "gone")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a" * 9_000, "b" * 9_000),
        ("ab" * 4_000, "ba" * 4_000),
        ("tick tock " * 900, "tock. tick " * 900),
        ("The bell rang 7 times. " * 400, "The bell rang 8 times at noon. " * 400),
    ],
)
def test_letter_by_letter_little_is_looked_at_whatever_a_page_repeats(
    monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    looked_at: list[int] = []

    def nearest(words: str, text: str, alike: float) -> Range | None:
        looked_at.append(len(words) * len(text))
        return nearest_stretch(words, text, alike)

    monkeypatch.setattr(room, "nearest_stretch", nearest)
    locator = Locator(document(old.strip()), document(new.strip()))
    for start, end in ((0, len(old.strip())), (40, 400), (44, 3_000), (0, 30)):
        looked_at.clear()
        locator.locate(start, end)
        length = min(end - start, room.LONGEST_SOUGHT)
        assert sum(looked_at) <= MOST_RUNS * 4 * length**2


def test_the_same_words_are_sought_in_one_string_and_not_token_by_token() -> None:
    class Joined:
        joined = Tokens("tick tock tick tock tick").joined

    found = room._occurrences(["tick", "tock"], Joined())  # type: ignore[arg-type]
    assert list(found) == [0, 2]
    assert list(room._occurrences(["ock"], Joined())) == []  # type: ignore[arg-type]


WORDS = st.lists(
    st.sampled_from([*SUBJECTS[:4], "कि", "👩‍👩‍👧", "e\u0301", ".", "“", "”", "4.7", "%"]),
    min_size=1,
    max_size=40,
)


@given(WORDS.map(" ".join), WORDS.map(" ".join), st.data())
def test_a_place_is_a_stretch_of_the_new_text_or_none(
    old: str, new: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    found = Locator(document(old), document(new)).locate(start, end)
    assert (found.place is None) == (found.how in ("ambiguous", "gone"))
    if found.place is not None:
        assert 0 <= found.place.start < found.place.end <= len(new)
        assert all(is_edge(new, each) for each in found.place)


@given(st.lists(st.sampled_from(SUBJECTS), min_size=3, max_size=30, unique=True))
def test_on_the_same_text_every_word_stays_where_it_is(words: list[str]) -> None:
    text = document(" ".join(words))
    locator = Locator(text, text)
    edges = [0, *(at for at, char in enumerate(text.text) if char == " "), len(text.text)]
    for one, other in pairwise(edges):
        start = one + (one > 0)
        assert locator.locate(start, other) == Located("projected", Range(start, other))
