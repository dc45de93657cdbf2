"""The newsroom's words."""

import string
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.claims.claim import Worth
from newsread.claims.vocabulary import (
    WORTHS,
    ClaimType,
    Term,
    Vocabulary,
    read_vocabulary,
    term_keys,
)
from newsread.errors import ConfigError
from newsread.paths import shipped_config

DARK, LIGHT = "#121212", "#e0e0e0"
TINT = 0.3
"""How much of a type's colour is blended into the background behind its words."""


@pytest.fixture(scope="module")
def shipped() -> Vocabulary:
    file = shipped_config() / "vocabulary.toml"
    return read_vocabulary(file.read_text(encoding="utf-8"), file.name)


def channels(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def blended(background: str, colour: str) -> list[float]:
    pairs = zip(channels(background), channels(colour), strict=True)
    return [below * (1 - TINT) + above * TINT for below, above in pairs]


def contrast(one: list[float], other: list[float]) -> float:
    """WCAG 2.2, contrast ratio."""

    def luminance(colour: list[float]) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_the_types_are_those_of_the_full_fact_schema_in_order(shipped: Vocabulary) -> None:
    assert [(each.key, each.name) for each in shipped.types] == [
        ("1", "quantity"),
        ("2", "causal"),
        ("3", "rule"),
        ("4", "prediction"),
        ("5", "experience"),
        ("6", "other"),
        ("7", "not-a-claim"),
    ]
    assert shipped.type_of_key("3") == shipped.type("rule")
    assert shipped.type_of_key("8") is None
    assert shipped.statuses[0].name == "todo"
    assert shipped.verdict_words("mostly-true") == "mostly true"
    assert shipped.status_words("waiting") == "waiting for an answer"


def test_every_type_can_be_told_from_the_others(shipped: Vocabulary) -> None:
    for looks in ("glyph", "colour", "ansi", "words"):
        assert len({getattr(each, looks) for each in shipped.types}) == len(shipped.types), looks
    assert all(each.tells for each in shipped.types)


def test_every_colour_is_legible_on_dark_and_light(shipped: Vocabulary) -> None:
    for each in shipped.types:
        for background, words in ((DARK, LIGHT), (LIGHT, DARK)):
            assert contrast(blended(background, each.colour), channels(words)) >= 7, each.name
            assert contrast(channels(background), channels(each.colour)) >= 3, each.name


def test_a_type_that_is_listed_no_more_is_shown_by_its_name(shipped: Vocabulary) -> None:
    old = shipped.type("opinion")
    assert (old.name, old.words, old.key) == ("opinion", "opinion", "")
    assert old not in shipped.types
    assert shipped.status_words("parked") == "parked"
    assert shipped.verdict_words("sort of") == "sort of"


def test_a_table_that_is_there_replaces_the_whole_table(shipped: Vocabulary) -> None:
    mine = read_vocabulary('[types.event]\nkey = "1"\ncolour = "#00ff00"\n', "v", shipped)
    assert mine.types == (ClaimType(name="event", words="event", key="1", colour="#00ff00"),)
    assert (mine.statuses, mine.verdicts) == (shipped.statuses, shipped.verdicts)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[tyes.a]", "v:1, tyes: is not a table of the vocabulary. Did you mean types?"),
        ("types = 3", "v:1, types: must be a table."),
        ("[types]", "v:1, types: must have at least one line."),
        ("[types]\na = 3", "v:2, types.a: must be a table."),
        ("[types.a]\nkye = '1'", "v:2, types.a.kye: is not known of a claim type. Did you mean"),
        ("[types.a]\nkey = 1", "v:2, types.a.key: must be a text in quotes."),
        ("[types.a]\nkey = '8'", 'v:2, types.a.key: must be a digit from "1" to "7", or "".'),
        ("[types.a]\nglyph = '##'", "v:2, types.a.glyph: must be one character, one cell wide."),
        ("[types.a]\nglyph = '字'", "v:2, types.a.glyph: must be one character, one cell wide."),
        ("[types.a]\nglyph = '\u0301'", "v:2, types.a.glyph: must be one character, one cell"),
        ("[types.a]\nglyph = ''", "v:2, types.a.glyph: must be one character, one cell wide."),
        ("[types.a]\ncolour = 'red'", 'v:2, types.a.colour: must be a colour such as "#2a7fcf".'),
        ("[types.a]\nansi = 'pink'", "v:2, types.a.ansi: must be one of black, red, green"),
        ("[types.a]\nwords = ' '", "v:2, types.a.words: must be at least one word."),
        ('[types.a]\nwords = "x\\ny"', "v:2, types.a.words: must be one line of at most 100"),
        ("[types.'a b']", "v:1, types.a b: is not a name."),
        (
            "[types.a]\nkey = '1'\n[types.b]\nkey = '1'",
            (
                'v:4, types.b.key: "1" is also the key of a.'
                ' Give one of them another digit, or none: "".'
            ),
        ),
        ("[statuses]\n'-x' = 'x'", "v:2, statuses.-x: is not a name."),
        ("[verdicts]\ntrue = true", "v:2, verdicts.true: must be a text in quotes."),
    ],
)
def test_a_mistake_is_told_with_file_line_and_key(
    shipped: Vocabulary, text: str, sentence: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        read_vocabulary(text, "v", shipped)
    assert str(caught.value).startswith(sentence)


def test_without_a_base_every_table_must_be_there() -> None:
    with pytest.raises(ConfigError, match="statuses: must have at least one line"):
        read_vocabulary("[types.a]\n", "v")


# Keys


def keyed(*words: str) -> str:
    return "".join(term_keys(Term(str(number), each) for number, each in enumerate(words)))


def test_the_shipped_words_have_the_keys_that_people_learn(shipped: Vocabulary) -> None:
    assert [(key, term.name) for key, term in term_keys(shipped.statuses).items()] == [
        ("t", "todo"),
        ("c", "checking"),
        ("w", "waiting"),
        ("h", "checked"),
        ("p", "published"),
        ("d", "dropped"),
    ]
    assert [(key, term.name) for key, term in term_keys(shipped.verdicts).items()] == [
        ("t", "true"),
        ("m", "mostly-true"),
        ("i", "mixed"),
        ("o", "mostly-false"),
        ("f", "false"),
        ("s", "misleading"),
        ("u", "unproven"),
    ]
    assert "".join(term_keys(WORTHS)) == "nlh"


def test_the_worths_are_those_of_the_record() -> None:
    assert tuple(term.name for term in WORTHS) == get_args(Worth)


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ((), ""),
        (("One", "One", "One", "One"), "onea"),
        (("“quoted”", "(quick)"), "qu"),
        (("Éclair", "été"), "ét"),
        (("Straße", "ß"), "sa"),
        (("24 hours", "2 weeks"), "2w"),
        (("—", "…"), "ab"),
        (("", "b"), "ab"),
        (("правда", "полуправда"), "по"),
        (("zebra", "abc", "a", "b"), "zabc"),
    ],
)
def test_a_term_has_the_first_letter_that_no_earlier_one_has(
    words: tuple[str, ...], keys: str
) -> None:
    assert keyed(*words) == keys


def test_what_comes_after_all_keys_are_taken_has_none() -> None:
    assert keyed(*["?"] * 40) == string.ascii_lowercase + string.digits


@given(st.lists(st.text(max_size=5), max_size=45))
def test_every_key_is_one_letter_or_digit_and_means_one_term(words: list[str]) -> None:
    terms = [Term(str(number), each) for number, each in enumerate(words)]
    keys = term_keys(terms)
    assert list(keys.values()) == terms[: len(keys)] or len(keys) >= 36
    assert all(len(key) == 1 and key.isalnum() for key in keys)
