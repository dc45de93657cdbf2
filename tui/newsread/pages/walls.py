"""Pages that are shown instead of an article: consent, scripts, robots, log-in, nothing there.

Told by how their sentences begin, and only where most of a short text is made of such sentences: an
article about cookie banners quotes one and goes on in its own words.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from newsread.pages.phrases import all_of, any_of, folded
from newsread.pages.words import length_in_words
from newsread.text.document import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsread.text.document import Piece

MOST = 0.5
"""Share of a text's words that must stand in paragraphs which a wall's sentence tells."""
LONGEST = 450
"""Words of the longest text that may be one."""

_SENTENCE = (
    r"(?:^|[.!?…:؟]\s+|[。！？]\s*)[^\w\"'“”„«»‹›「『]*"
    r"(?:\d{3}\W+|[\w-]+(?:\.[\w-]+)+ )?"
)
"""Before a sentence's first words: a status or the name of a site, as in "coast.example needs to";
no mark of quotation, for what is quoted is told by somebody."""


class Wall(StrEnum):
    """What stands in an article's place, as it is said of the page."""

    CONSENT = "it asks for consent to cookies before it shows its text"
    SCRIPTS = "it has no text before a browser has run its scripts"
    ROBOTS = "it wants to see whether a person or a program asks for it"
    LOGIN = "it asks for a name and password before it shows its text"
    MISSING = "it says that there is no such page"


_LISTS = {
    Wall.SCRIPTS: ("scripts", 25),
    Wall.ROBOTS: ("robots", 25),
    Wall.MISSING: ("missing", 25),
    Wall.LOGIN: ("login", 25),
    Wall.CONSENT: ("consent", 45),  # asked for at length
}
"""A wall's list in ``languages``, and the words of its text that one of several such sentences
speaks for."""
_ALONE = 25
"""Words that a single one speaks for."""


def wall_of(pieces: Sequence[Piece]) -> Wall | None:
    """Return the wall that a page's text is; None where it may be an article.

    `pieces` are the text without its headline, with or without furniture.
    """
    texts = [piece.text for piece in pieces if piece.kind is not Kind.IMAGE]
    lengths = [length_in_words(text) for text in texts]
    total = sum(lengths)
    if not 0 < total <= LONGEST:
        return None
    lines = [[folded(line) for line in text.split("\n")] for text in texts]
    for wall, (_, each) in _LISTS.items():
        begins = _beginnings()[wall]
        counts = [sum(len(begins.findall(line)) for line in text) for text in lines]
        told = sum(length for length, count in zip(lengths, counts, strict=True) if count)
        room = each * sum(counts) if sum(counts) > 1 else _ALONE
        if MOST * total <= told and total <= room:
            return wall
    return None


@cache
def _beginnings() -> dict[Wall, re.Pattern[str]]:
    return {
        wall: re.compile(f"{_SENTENCE}(?:{any_of(all_of(kind))})")
        for wall, (kind, _) in _LISTS.items()
    }
