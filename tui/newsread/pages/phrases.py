"""The words of furniture, read from ``furniture.toml`` beside this file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_SPACES = re.compile(r"\s+")
_QUOTES = str.maketrans("’‘ʼ", "'''")


@dataclass(frozen=True, slots=True)
class Phrases:
    """What furniture says, in all languages at once. Patterns are for `folded` text."""

    lines: frozenset[str]
    """Whole lines, as `bare` makes them."""
    first_words: frozenset[str]
    """The first words of `lines`."""
    longest: int
    """Words in the longest of `lines`."""
    openings: re.Pattern[str]
    captions: re.Pattern[str]
    credits: re.Pattern[str]
    months: re.Pattern[str]
    paywall: re.Pattern[str]


def folded(text: str) -> str:
    """Return `text` for comparing: without case, with plain apostrophes and single spaces."""
    return _SPACES.sub(" ", text.casefold().translate(_QUOTES)).strip()


def bare(text: str) -> str:
    """Return `text` folded, without arrows, bars and punctuation at either end."""
    return _EDGES.sub("", folded(text))


def says_only_phrases(text: str) -> bool:
    """Say whether `text` is a whole line of furniture, or several in a row: "Previous Next"."""
    known = phrases()
    line = bare(text)
    if not line or line in known.lines:
        return bool(line)
    if line.partition(" ")[0] not in known.first_words:
        return False
    words = [word for word in map(bare, text.split()) if word]
    while words:
        for count in range(min(known.longest, len(words)), 0, -1):
            if bare(" ".join(words[:count])) in known.lines:
                del words[:count]
                break
        else:
            return False
    return True


@cache
def phrases() -> Phrases:
    """Return the phrases, read once."""
    import tomllib  # not paid for by whoever only wants to know what a Quality is

    text = Path(__file__).with_name("furniture.toml").read_text(encoding="utf-8")
    languages = tomllib.loads(text).values()

    def all_of(kind: str) -> list[str]:
        return [folded(phrase) for language in languages for phrase in language.get(kind, ())]

    def beginning(kind: str) -> re.Pattern[str]:
        return re.compile(rf"\W*(?:{any_of(kind)})(?!\w)")

    def anywhere(kind: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{any_of(kind)})(?!\w)")

    def any_of(kind: str) -> str:
        return "|".join(map(re.escape, sorted(set(all_of(kind)), key=len, reverse=True)))

    lines = frozenset(map(bare, all_of("lines")))
    openings = (
        beginning("openings").pattern + "|" + "|".join(f"(?:{p})$" for p in all_of("patterns"))
    )
    return Phrases(
        lines=lines,
        first_words=frozenset(bare(line.partition(" ")[0]) for line in lines),
        longest=max(len(line.split()) for line in lines),
        openings=re.compile(openings),
        captions=beginning("captions"),
        credits=beginning("credits"),
        months=anywhere("months"),
        paywall=anywhere("paywall"),
    )
