"""The newsroom's words for claims: types, statuses, verdicts, as ``vocabulary.toml`` has them."""

from __future__ import annotations

import re
import string
import unicodedata
from typing import TYPE_CHECKING, Literal, get_args

import msgspec

from newsread.toml_text import TomlText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsread.toml_text import KeyPath

Ansi = Literal[
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright_black",
    "bright_red",
    "bright_green",
    "bright_yellow",
    "bright_blue",
    "bright_magenta",
    "bright_cyan",
    "bright_white",
]
"""The 16 colours that every terminal has, by Rich's names."""

_NAME = re.compile(r"[^\W_][\w-]{0,39}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LONGEST = 100
"""Most code points of words that people see."""


class ClaimType(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of claim, and how it looks."""

    name: str
    """What the claim's record says: ``not-a-claim``."""
    words: str
    """What people see: ``not a claim``."""
    tells: str = ""
    """One sentence for help, without its full stop."""
    key: str = ""
    """The digit that saves a claim as this type, ``1`` to ``7``; empty: not offered."""
    glyph: str = "·"
    """One character, one cell wide, for the margin."""
    colour: str = "#7a7a7a"
    """``#rrggbb``; legible behind dark and light text when blended with the background."""
    ansi: Ansi = "bright_black"
    """The nearest of the terminal's own colours."""


class Term(msgspec.Struct, frozen=True):
    """A status, a verdict or a worth: its name in the record, and the words people see."""

    name: str
    words: str


WORTHS = (Term("none", "none"), Term("low", "low"), Term("high", "high"))
"""How much a claim is worth checking, after ClaimBuster's NFS, UFS and CFS. Not the newsroom's to
change: queries and other programs know these three."""


class Vocabulary(msgspec.Struct, frozen=True):
    """Types, statuses and verdicts, in the order in which they are offered."""

    types: tuple[ClaimType, ...]
    statuses: tuple[Term, ...]
    verdicts: tuple[Term, ...]

    def type(self, name: str) -> ClaimType:
        """Return the type with this name; one that is no longer listed shows as its own name."""
        for each in self.types:
            if each.name == name:
                return each
        return ClaimType(name=name, words=name)

    def type_of_key(self, key: str) -> ClaimType | None:
        """Return the type that the digit `key` saves, if any."""
        return next((each for each in self.types if each.key == key), None)

    def status_words(self, name: str) -> str:
        """Return what people see of a status; one that is not listed shows as it is."""
        return next((term.words for term in self.statuses if term.name == name), name)

    def verdict_words(self, name: str) -> str:
        """Return what people see of a verdict; one that is not listed shows as it is."""
        return next((term.words for term in self.verdicts if term.name == name), name)


def term_keys(terms: Iterable[Term]) -> dict[str, Term]:
    """Return terms in their order, each under the one key that chooses it.

    That is the first letter or digit of its words, in lower case, that no earlier term has; else
    the next free one of a to z and 0 to 9. Terms beyond all of these have no key.
    """
    keys: dict[str, Term] = {}
    for term in terms:
        letters = filter(str.isalnum, term.words.casefold())
        wanted = (*letters, *string.ascii_lowercase, *string.digits)
        key = next((each for each in wanted if each not in keys), None)
        if key is not None:
            keys[key] = term
    return keys


def read_vocabulary(text: str, file: str, base: Vocabulary | None = None) -> Vocabulary:
    """Return the vocabulary that the TOML `text` makes; a table it leaves out is `base`'s.

    Raises:
        ConfigError: the text is not TOML, a key is not known, a value is of the wrong kind, two
            types have one key; names `file`, line and key.
    """
    toml = TomlText(text, file)
    known = Vocabulary.__struct_fields__
    for name in toml.values:
        if name not in known:
            raise toml.unknown((name,), "a table of the vocabulary", known)
    for name in known:
        if (base is None or name in toml.values) and not toml.table(name):
            raise toml.mistake((name,), "must have at least one line")
    return Vocabulary(
        types=_types(toml) or (base.types if base else ()),
        statuses=_terms(toml, "statuses") or (base.statuses if base else ()),
        verdicts=_terms(toml, "verdicts") or (base.verdicts if base else ()),
    )


def _types(toml: TomlText) -> tuple[ClaimType, ...]:
    types = tuple(_type(toml, name) for name in toml.table("types"))
    keys: dict[str, str] = {}
    for each in types:
        other = keys.setdefault(each.key, each.name) if each.key else each.name
        if other != each.name:
            raise toml.mistake(
                ("types", each.name, "key"),
                f'"{each.key}" is also the key of {other}',
                'Give one of them another digit, or none: ""',
            )
    return types


def _type(toml: TomlText, name: str) -> ClaimType:
    path = ("types", name)
    _check_name(toml, path)
    known = ClaimType.__struct_fields__[1:]
    values = {"words": name}
    for key, value in toml.table(*path).items():
        if key not in known:
            raise toml.unknown((*path, key), "known of a claim type", known)
        values[key] = _text(toml, (*path, key), value)
    for key, value in values.items():
        wanted = _wanted(key, value)
        if wanted:
            raise toml.mistake((*path, key), f"must be {wanted}")
    return msgspec.convert({"name": name, **values}, ClaimType)


def _wanted(key: str, value: str) -> str:
    """Return what `value` of a type's `key` should have been; empty when it is right."""
    match key:
        case "words" if not value:
            return "at least one word"
        case "key" if value not in ("", *"1234567"):
            return 'a digit from "1" to "7", or ""'
        case "glyph" if not _fills_one_cell(value):
            return "one character, one cell wide"
        case "colour" if not _COLOUR.fullmatch(value):
            return 'a colour such as "#2a7fcf"'
        case "ansi" if value not in get_args(Ansi):
            return "one of " + ", ".join(get_args(Ansi))
        case _:
            return ""


def _fills_one_cell(glyph: str) -> bool:
    return (
        len(glyph) == 1
        and glyph.isprintable()
        and not glyph.isspace()
        and not unicodedata.combining(glyph)
        and unicodedata.east_asian_width(glyph) not in ("W", "F")
    )


def _terms(toml: TomlText, table: str) -> tuple[Term, ...]:
    terms = []
    for name, words in toml.table(table).items():
        _check_name(toml, (table, name))
        terms.append(Term(name, _text(toml, (table, name), words)))
    return tuple(terms)


def _check_name(toml: TomlText, path: KeyPath) -> None:
    if not _NAME.fullmatch(path[-1]):
        raise toml.mistake(
            path, "is not a name", "Names are letters, digits and hyphens, at most 40"
        )


def _text(toml: TomlText, path: KeyPath, value: object) -> str:
    if not isinstance(value, str):
        raise toml.mistake(path, "must be a text in quotes")
    if "\n" in value or len(value) > _LONGEST:
        raise toml.mistake(path, f"must be one line of at most {_LONGEST} characters")
    return value.strip()
