"""Words that decide what a sentence says: where one of them changes, so does what it says.

Read from ``telling/*.toml``, in lower case and without marks. Words of one language mean other
things in another (``may``, ``sin``, ``mai``), so each is asked only for its own. A language that is
not there is told by what every script shows: digits, capitals, signs and quotation marks. The
lists, where of a word in several the first counts:

    numbers       number words, with what they are in digits
    units         units and scales; all forms of one between semicolons
    dates         months, weekdays, days told from today, likewise
    negations     words that deny
    modals        how sure or bound somebody is, and how nearly a number is meant
    attributions  verbs of saying, each with its tenses
    directions    which way something goes, or on which side of a number it lies
    persons       pronouns that tell who is meant
    plain         no names, though a sentence begins with them

``every.toml`` is for all languages, and has the labels of date lines and counters besides.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("telling")
_EVERY = "every"


@dataclass(frozen=True, slots=True)
class TellingWords:
    """What a language says things with. Words lead to the one form for all that say the same."""

    numbers: dict[str, str]
    units: dict[str, str]
    dates: dict[str, str]
    negations: frozenset[str]
    modals: dict[str, str]
    attributions: dict[str, str]
    directions: dict[str, str]
    persons: dict[str, str]
    plain: frozenset[str]
    labels: frozenset[str]
    """Words that date lines and counters are made of, whatever their language."""
    nouns_capital: bool
    """Whether every noun has a capital, so that a capital alone makes no name."""


@cache
def telling_words(lang: str) -> TellingWords:
    """Return the words of a language, BCP 47; of English where none is named."""
    name = lang.lower().partition("-")[0] or "en"
    return _read(name if name in languages() else _EVERY)


@cache
def languages() -> frozenset[str]:
    """Return the languages of which words are known."""
    return frozenset(path.stem for path in _FOLDER.glob("*.toml")) - {_EVERY}


@cache
def _read(name: str) -> TellingWords:
    shared = tomllib.loads((_FOLDER / f"{_EVERY}.toml").read_text("utf-8"))
    own = tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
    return TellingWords(
        numbers=dict(pair.split("=") for pair in own.get("numbers", "").split()),
        units=_forms(f"{shared['units']};{own.get('units', '')}"),
        dates=_forms(own.get("dates", "")),
        negations=frozenset(own.get("negations", "").split()),
        modals=_forms(own.get("modals", "")),
        attributions=_forms(own.get("attributions", "")),
        directions=_forms(own.get("directions", "")),
        persons=_forms(own.get("persons", "")),
        plain=frozenset(own.get("plain", "").split()),
        labels=frozenset(shared["labels"].split()),
        nouns_capital=own.get("nouns_capital", False),
    )


def _forms(text: str) -> dict[str, str]:
    """Return each word with the first between its semicolons: ``say says said; deny denied``."""
    groups = (group.split() for group in text.split(";"))
    return {word: group[0] for group in groups for word in group}
