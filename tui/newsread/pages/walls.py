"""Pages that are shown instead of an article: consent, scripts, robots, log-in, nothing there.

Told by how their sentences begin, and only where most of a short text is made of such sentences: an
article about cookie banners quotes one and goes on in its own words.

Worth F1 +0.0000 on articles and news, none of which is one.
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
    r"(?:^|[.!?…:؟]\s+|[。！？]\s*)[^\w\"'“”„«»‹›「『]{0,16}"
    r"(?:\d{3}\W{1,16}|[\w-]+(?:\.[\w-]+)+ )?"
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
_OTHER = 12
"""Words more of something else than a banner at either end of a text has in it."""


def wall_of(pieces: Sequence[Piece]) -> Wall | None:
    """Return the wall that a page's text is; None where it may be an article.

    `pieces` are the text without its headline, with or without furniture.
    """
    if sum(map(_words, pieces)) > LONGEST:
        return None
    for wall in _LISTS:
        seen = _Seen(wall)
        for piece in pieces:
            seen.add(piece)
        if seen.is_wall:
            return wall
    return None


def without_consent(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Return `pieces` without a text that asks for consent before or behind an article's."""
    before, behind = _asking(pieces), _asking(pieces[::-1])
    return pieces[before : len(pieces) - behind] if before + behind < len(pieces) else pieces


def _asking(pieces: Sequence[Piece]) -> int:
    """Return how many of `pieces`, from the first, ask for consent."""
    seen = _Seen(Wall.CONSENT)
    asking = 0
    for number, piece in enumerate(pieces, 1):
        # One sentence alone may be the article's: “We use cookies in our bakery to thank …”
        if seen.add(piece) and seen.is_wall and seen.sentences > 1:
            asking = number
        if seen.words > 2 * seen.speaking + _OTHER:
            break
    return asking


class _Seen:
    """What was seen of a text that may be a wall."""

    def __init__(self, wall: Wall) -> None:
        self._begins = _beginnings()[wall]
        self._each = _LISTS[wall][1]
        self.sentences = 0
        self.words = 0
        self.speaking = 0
        """Words of the paragraphs in which a sentence begins as the wall's do."""

    def add(self, piece: Piece) -> bool:
        """Take the next piece; say whether a sentence in it tells the wall."""
        words = _words(piece)
        lines = piece.text.split("\n") if 0 < words <= LONGEST else []
        sentences = sum(len(self._begins.findall(folded(line))) for line in lines)
        self.sentences += sentences
        self.words += words
        self.speaking += words if sentences else 0
        return sentences > 0

    @property
    def is_wall(self) -> bool:
        room = self._each * self.sentences if self.sentences > 1 else _ALONE
        return MOST * self.words <= self.speaking and 0 < self.words <= min(room, LONGEST)


def _words(piece: Piece) -> int:
    return 0 if piece.kind is Kind.IMAGE else length_in_words(piece.text)


@cache
def _beginnings() -> dict[Wall, re.Pattern[str]]:
    return {
        wall: re.compile(f"{_SENTENCE}(?:{any_of(all_of(kind))})")
        for wall, (kind, _) in _LISTS.items()
    }
