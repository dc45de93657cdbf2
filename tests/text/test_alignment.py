"""Two versions of a text beside one another."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.text import alignment as room
from newsread.text.alignment import (
    MOST_RUNS,
    Alignment,
    Tokens,
    alike_in_order,
    folded,
    likeliest_runs,
    nearest_stretch,
    similarity,
)
from newsread.text.segment import Range

WORDS = st.lists(
    st.sampled_from(["rain", "fell", "on", "the", "old", "mill", ".", "4.7", "%", "\n\n"]),
    max_size=60,
).map(" ".join)
TEXTS = st.one_of(WORDS, st.text(max_size=80))


def told(old: str, new: str) -> list[tuple[str, str]]:
    """Return what differs, as words of either side."""
    aligned = Alignment(old, new)
    return [
        (old[each.old.start : each.old.end].strip(), new[each.new.start : each.new.end].strip())
        for each in aligned.changes
    ]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("It rose 4.7 % to 1,200.", ["It", "rose", "4.7", "%", "to", "1,200", "."]),
        ("They don't—can’t—say.", ["They", "don't", "-", "can't", "-", "say", "."]),
        ("“So,” he said", ['"', "So", ",", '"', "he", "said"]),
        ("物価は41円", ["物", "価", "は", "41", "円"]),
        ("", []),
    ],
)
def test_tokens_are_words_numbers_and_marks(text: str, tokens: list[str]) -> None:
    assert Tokens(text).words == tokens


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        (
            "It rose to 4.1 % in May.",
            "It rose to 4.7 % in June.",
            [("4.1", "4.7"), ("May", "June")],
        ),
        ("He said “no”.", 'He said "no".', []),
        ("One  two\n\nthree.", "One two three.", []),
        ("It rains.", "", [("It rains.", "")]),
        ("", "It rains.", [("", "It rains.")]),
        ("The mill burnt. It was old.", "It was old.", [("The mill burnt.", "")]),
        # A sentence is new or gone as a whole, not from its second word to the next one's first.
        (
            "It rains. The mill stands.",
            "It rains. The dog barks. The mill stands.",
            [("", "The dog barks.")],
        ),
        (
            "It rains. The dog barks. The mill stands.",
            "It rains. The mill stands.",
            [("The dog barks.", "")],
        ),
    ],
)
def test_what_differs_is_told_by_words(old: str, new: str, changes: list[tuple[str, str]]) -> None:
    assert told(old, new) == changes


@given(TEXTS, TEXTS)
def test_stretches_cover_both_texts_in_order_and_the_same_ones_have_the_same_tokens(
    old: str, new: str
) -> None:
    aligned = Alignment(old, new)
    for side, text in ((0, old), (1, new)):
        assert (
            "".join(text[each[side].start : each[side].end] for each in aligned.stretches) == text
        )
    for each in aligned.stretches:
        tokens = Tokens(old[slice(*each.old)]).words, Tokens(new[slice(*each.new)]).words
        assert (tokens[0] == tokens[1]) == each.same or each.old.start == each.old.end


@given(TEXTS, TEXTS)
def test_pairs_rise_in_both_texts(old: str, new: str) -> None:
    pairs = Alignment(old, new).pairs
    for (mine, theirs), (mine_next, theirs_next) in pairwise(pairs):
        assert mine < mine_next
        assert theirs < theirs_next
    for mine, theirs in pairs:
        assert Tokens(old).words[mine] == Tokens(new).words[theirs]


@given(TEXTS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    aligned = Alignment(text, text)
    assert aligned.changes == ()
    assert len(aligned.pairs) == len(aligned.old_tokens)


def test_words_that_are_common_find_no_partner_in_a_sentence_that_ties_keep_apart() -> None:
    kept = "Rain fell on the old mill all night and all day."
    old = f"The dog of the baker ran to the river. {kept}"
    new = f"{kept} The cat of the miller sat by the fire."
    assert told(old, new) == [
        ("The dog of the baker ran to the river.", ""),
        ("", "The cat of the miller sat by the fire."),
    ]


def test_what_would_take_gigabytes_is_told_as_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_CELLS", 4)
    assert told("a b c", "c b a") == [("a b c", "c b a")]


def test_a_text_is_compared_between_ties_and_not_as_a_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cells = 0
    whole = room.Indel.opcodes

    class Counted:
        normalized_similarity = room.Indel.normalized_similarity

        @staticmethod
        def opcodes(one: list[int], other: list[int]) -> object:
            nonlocal cells
            cells += len(one) * len(other)
            return whole(one, other)

    monkeypatch.setattr(room, "Indel", Counted)
    words = [f"word{number}" for number in range(20_000)]
    edited = [word if number % 500 else "edited" for number, word in enumerate(words)]
    pairs = Alignment(" ".join(words), " ".join(edited)).pairs
    assert len(pairs) == 20_000 - 40
    assert cells < 20_000


def test_folding_makes_forms_of_a_mark_one_and_leaves_letters() -> None:
    assert {folded(mark) for mark in "“”„«»"} == {'"'}
    assert folded("’") == "'"
    assert folded("Ärger") == "Ärger"


def test_likeness_is_one_for_the_same_words_and_nearly_none_for_others() -> None:
    assert similarity("“Rain”", '"Rain"') == 1.0
    assert similarity("", "") == 1.0
    assert similarity("rain", "") == 0.0
    assert 0.9 < similarity("It rose to 4.1 % in May", "It rose to 4.7 % in May") < 1.0


def test_the_most_alike_stretch_is_found_where_one_is_alike_enough() -> None:
    text = "Rain fell on the mill. Snow fell on the mill. Rain fell on the hill."
    first = nearest_stretch("Rain fell on the mill.", text, 0.9)
    assert first == Range(0, 22)
    assert nearest_stretch("Nothing of the kind at all", text, 0.9) is None
    assert nearest_stretch("Rain", "", 0.9) is None


def test_the_likeliest_runs_have_the_most_of_the_words_and_lie_apart() -> None:
    text = [
        "rain",
        "fell",
        "now",
        "x",
        "x",
        "x",
        "now",
        "fell",
        "rain",
        "x",
        "x",
        "x",
        "rain",
        "fell",
    ]
    assert likeliest_runs(["rain", "fell", "now"], text, 0.6) == (
        range(3),
        range(6, 9),
        range(11, 14),
    )
    assert likeliest_runs(["rain", "fell", "now"], text, 1.0) == (range(3), range(6, 9))
    assert likeliest_runs(["snow"], text, 0.1) == ()
    assert likeliest_runs([], text, 0.0) == ()
    assert likeliest_runs(["it", "may", "rain"], ["rain"], 0.3) == (range(1),)


def test_only_so_many_likely_runs_are_looked_at() -> None:
    assert len(likeliest_runs(["a"], ["a"] * (MOST_RUNS + 9), 1.0)) == MOST_RUNS


def test_rows_too_long_to_be_compared_in_order_are_compared_in_any(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, other = ["it", "may", "rain", "now"], ["now", "it", "may", "snow"]
    assert alike_in_order(one, other) == 0.5
    monkeypatch.setattr(room, "MOST_CELLS", 15)
    assert alike_in_order(one, other) == 0.75
    assert alike_in_order(one, []) == 0.0
