"""A TOML text that knows its lines, whatever is in it."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.errors import ConfigError
from newsread.toml_text import LIMIT, TomlText

TEXT = '''\
# a comment with [brackets] and = signs
top = 1

[reading]
width = 76  # columns
"quoted key" = "a # in a text"

[reading.deep]
list = [
    "]", # a bracket in a text, and one in a comment ]
    'x = 1',
]
text = """
width = not a key
[nor = a table]
\\""" still inside"""
after = { inline = 1, table = [1, 2] }
dotted.key = 2
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("top",), 2),
        (("reading",), 4),
        (("reading", "width"), 5),
        (("reading", "quoted key"), 6),
        (("reading", "deep"), 8),
        (("reading", "deep", "list"), 9),
        (("reading", "deep", "text"), 13),
        (("reading", "deep", "after"), 17),
        (("reading", "deep", "after", "inline"), 17),
        (("reading", "deep", "dotted"), 18),
        (("reading", "deep", "dotted", "key"), 18),
        (("nowhere",), 1),
    ],
)
def test_every_key_has_its_line(path: tuple[str, ...], line: int) -> None:
    assert TomlText(TEXT, "x.toml").line_of(path) == line


def test_a_mistake_names_file_line_and_key() -> None:
    error = TomlText(TEXT, "x.toml").mistake(("reading", "width"), "is odd", "Change it")
    assert str(error) == "x.toml:5, reading.width: is odd. Change it."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a = 1\nb = \n", "x.toml:2: is not TOML: Invalid value"),
        ("a = 1\na = 2\n", "x.toml:2: is not TOML: Cannot overwrite a value"),
        ('\n\na = """never\nended', "x.toml:4: is not TOML"),
        ("a = [1, 2", "x.toml:1: is not TOML: Unclosed array"),
        ("a = 'x\x1b[2J'", "x.toml:1: is not TOML: Found invalid character"),
        ('a = "ok"\n[b]\nc = ["x", "\\u001b[2J"]', "x.toml:3, b.c: has a control character"),
        ('a = "\\u202ereversed"', "x.toml:1, a: has a control character"),
        ('"\\u0007" = 1', "x.toml:1"),
        ("a = " + "[" * 30_000, "x.toml: is nested too deeply"),
        ("a = " + "9" * 5_000, "x.toml: is not TOML: Exceeds the limit"),
        ("a" + ".a" * 30_000 + " = 1", "x.toml:1: has a key of too many parts"),
        ("\n[a" + ".a" * 30_000 + "]", "x.toml:2: has a key of too many parts"),
        ("a = {b" + ".b" * 30_000 + " = 1}", "x.toml:1: has a key of too many parts"),
        ("a = '" + "x" * LIMIT + "'", "x.toml: is longer than 64 kB"),
    ],
    ids=[
        "no value",
        "twice",
        "unended text",
        "unended list",
        "raw escape",
        "written escape",
        "override",
        "bell in a key",
        "nested",
        "digits",
        "parts of a key",
        "parts of a table",
        "parts inside",
        "long",
    ],
)
def test_a_text_that_is_not_fit_is_refused_with_its_line(text: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as caught:
        TomlText(text, "x.toml")
    assert str(caught.value).startswith(sentence)
    assert "\x1b" not in str(caught.value)


def test_numbers_and_texts_with_many_dots_are_no_long_keys() -> None:
    text = f"a = [{'1.5, ' * 50}]\nb = '{'.x' * 50}'\n"
    assert TomlText(text, "x").line_of(("b",)) == 2


def test_a_table_that_is_none_is_a_mistake() -> None:
    toml = TomlText("reading = 3", "x.toml")
    with pytest.raises(ConfigError, match=r"x\.toml:1, reading: must be a table"):
        toml.table("reading", "deep")


@pytest.mark.parametrize(
    ("written", "hint"),
    [("widht", "Did you mean width?"), ("zzz", "There are: width, height.")],
)
def test_an_unknown_key_gets_a_guess_or_the_choice(written: str, hint: str) -> None:
    error = TomlText(f"{written} = 1", "x").unknown((written,), "a setting", ["width", "height"])
    assert str(error) == f"x:1, {written}: is not a setting. {hint}"


def _paths(values: dict[str, Any], path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for key, value in values.items():
        found.append((*path, key))
        if isinstance(value, dict):
            found += _paths(value, (*path, key))
    return found


@given(st.text(st.sampled_from("ab=.\"'\\[]{}#, \n1"), max_size=60))
def test_any_text_is_read_as_tomllib_reads_it_or_refused(text: str) -> None:
    try:
        expected = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        with pytest.raises(ConfigError):
            TomlText(text, "x")
        return
    toml = TomlText(text, "x")
    assert toml.values == expected
    for path in _paths(expected):
        assert 1 <= toml.line_of(path) <= text.count("\n") + 1
