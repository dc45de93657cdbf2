"""How whole a clean text is: counted, and said rather than guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.pages.phrases import folded, phrases
from newsread.pages.words import length_in_words
from newsread.text.document import Document, Part
from newsread.text.quality import Quality

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsread.text.document import Piece

SHORT = 60
"""Words below which an article is called short."""
CLEARLY_MORE = 1.2
"""How many times as long one text must be to be believed to have what the other lacks."""
_FEW = 20
"""Words by which it must be longer besides."""
_LAST = 6
"""Pieces at the end of a page's text among which a paywall stands."""


def measure(
    document: Document,
    *,
    page_words: int = 0,
    feed_words: int = 0,
    cut_off: bool = False,
    cut: bool = False,
) -> Quality:
    """Measure a page's clean text against the page and the feed.

    `cut_off`: the page says that it shows only a part; `cut`: it has more than can be shown.
    """
    words = body_words(document)
    longer = has_clearly_more(feed_words, words)
    found = (
        ("short", words < SHORT),
        ("partial", cut_off or longer),
        ("feed-longer", longer),
        ("cut", cut),
    )
    # The page's words are counted roughly, before cleaning: never fewer than were found.
    whole = max(page_words, words) if page_words else 0
    return Quality(words, whole, tuple(flag for flag, holds in found if holds))


def body_words(document: Document) -> int:
    """Return how many words the body has; headline and captions are not counted."""
    return sum(
        length_in_words(document.text[block.start : block.end])
        for block in document.blocks
        if block.part is Part.BODY
    )


def has_clearly_more(one: int, other: int) -> bool:
    """Say whether a text of `one` words has something that a text of `other` words lacks."""
    return one > CLEARLY_MORE * other and one > other + _FEW


def asks_for_money(pieces: Sequence[Piece]) -> bool:
    """Say whether the page's text ends in a paywall; ask before furniture is taken away."""
    paywall = phrases().paywall
    return any(
        length_in_words(piece.text) <= SHORT and paywall.search(folded(piece.text))
        for piece in pieces[-_LAST:]
    )
