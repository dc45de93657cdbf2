"""What is known of a clean text beside its words: where it is from, and how whole it is."""

from __future__ import annotations

from typing import Literal

import msgspec

Source = Literal["page", "feed", "visible"]
"""Where a text came from: the article's page, the feed's own content, or all that a visitor sees of
the page, menus and all."""

Role = Literal["clean", "feed", "page"]
"""What a text is to its article: the clean text that is shown first, the feed's own text, or all
text of its page."""

Measure = Literal["", "feed", "data", "page"]
"""What a clean text was measured against: the feed's full text, the article's text in the page's
own data (JSON-LD), or the smallest part of the page that holds all of the clean text."""


class Quality(msgspec.Struct, frozen=True):
    """How whole a clean text is, as far as it was measured."""

    words: int
    """Words of the clean text's body."""
    page_words: int = 0
    """Words of all visible text of the page; 0 when not known."""
    flags: tuple[str, ...] = ()
    """``short``; ``partial``: something is missing; ``wall``: what the page shows instead of its
    article, which asks for consent, a name, or a person; ``uncertain``: it may not be the article;
    ``feed-longer``: the feed has more than the page; ``cut``: it is too long, and its end is left
    out; ``no-page``: the page was not read, so it is worth asking again."""
    whole: int = 0
    """Words of what `measure` names, never fewer than `words`; 0 when not known."""
    measure: Measure = ""


class Doubt(msgspec.Struct, frozen=True):
    """Why a text may not be what it is taken for, in plain words."""

    flag: str
    words: str
    grave: bool = False
    """Whether it is not the article at all."""


NAMES: dict[Role, str] = {
    "clean": "the clean text",
    "feed": "the feed's own text",
    "page": "all text of the page",
}
"""What each text of an article is called in a sentence."""

_MEASURES: dict[Measure, str] = {
    "": "",
    "feed": "the feed's full text",
    "data": "the article in the page's data",
    "page": "the page's article",
}

_DOUBTS = (
    Doubt("wall", "not the article: the page shows something else", grave=True),
    Doubt("uncertain", "this may not be the article"),
    Doubt("partial", "only a part of the article"),
    Doubt("cut", "too long: its end is left out"),
    Doubt("no-page", "its page has not been read"),
)
"""Gravest first."""
_A_PART_OF_A_FEED = Doubt("partial", "only a part: the feed has no more")


def completeness(quality: Quality) -> str:
    """Tell how many words a clean text has, of how many: “418 of 431 words of the page's article”.

    Without a measure only how many it has.
    """
    named = _MEASURES[quality.measure] if quality.whole else ""
    if quality.whole > quality.words and named:
        return f"{figures(quality)} of {named}"
    if named and "partial" not in quality.flags:
        return f"{figures(quality)}, all of {named}"
    return figures(quality)


def figures(quality: Quality) -> str:
    """Return the same without what it was measured against: “418 of 431 words”."""
    if quality.whole > quality.words and quality.measure:
        return f"{quality.words:,} of {in_words(quality.whole)}"
    return in_words(quality.words)


def summary(quality: Quality, role: Role) -> str:
    """Tell which text it is, if it is not the clean one, and how many words it has."""
    if role == "clean":
        return completeness(quality)
    return f"{NAMES[role]}, {in_words(quality.words)}"


def in_words(words: int) -> str:
    """Return a number of words with its noun: “1 word”, “1,204 words”."""
    return f"{words:,} word{'' if words == 1 else 's'}"


def doubts(quality: Quality, source: Source) -> tuple[Doubt, ...]:
    """Return what is doubtful of a clean text from `source`, gravest first; nothing of most."""
    found = (each for each in _DOUBTS if each.flag in quality.flags)
    return tuple(
        _A_PART_OF_A_FEED if each.flag == "partial" and source == "feed" else each for each in found
    )
