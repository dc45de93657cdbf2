"""How whole a clean text is: counted, and said rather than guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.pages.phrases import folded, phrases
from newsread.pages.words import WORD, length_in_words, words_in
from newsread.text.document import Document, Part
from newsread.text.quality import Measure, Quality

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from newsread.text.document import Piece

SHORT = 60
"""Words below which an article is called short."""
FLAGS = ("wall", "uncertain", "short", "partial", "feed-longer", "cut", "no-page")
"""In the order they are kept in; `text.quality` says what they mean."""
CLEARLY_MORE = 1.2
"""How many times as long one text must be to be believed to have what the other lacks."""
_FEW = 20
"""Words by which it must be longer besides."""
_TOLD = 10
"""Runs of three words in a summary that tells something."""
SURELY = 0.9
"""Share of what a feed says of an article that a wrong text does not have."""
FOUND = 0.5
"""Share of it that must stand elsewhere on the page."""
_LAST = 6
"""Pieces at the end of a page's text among which a paywall stands."""


def measure(
    document: Document,
    *,
    page_words: int = 0,
    feed_words: int = 0,
    data_words: int = 0,
    left_out: float | None = None,
    flags: Collection[str] = (),
) -> Quality:
    """Measure a page's clean text against the page, its own data and the feed.

    `feed_words` and `data_words` are those of the feed's text and of the article in the page's
    JSON-LD; `left_out` is what the article's place on the page has besides, as a share of the text,
    None where nothing is known of it. `flags` hold besides those found here.
    """
    words = words_in(document, Part.BODY)
    longest = max(feed_words, data_words)
    found = {
        "short": words < SHORT,
        "partial": _has_clearly_more(longest, words),
        "feed-longer": _has_clearly_more(feed_words, words),
    }
    held = tuple(flag for flag in FLAGS if flag in flags or found.get(flag))
    # The page's words are counted roughly, before cleaning: never fewer than were found.
    shown = max(page_words, words) if page_words else 0
    if longest > words:
        named: Measure = "feed" if longest == feed_words else "data"
        return Quality(words, shown, held, longest, named)
    if left_out is None:
        return Quality(words, shown, held)
    return Quality(words, shown, held, words + round(words * left_out), "page")


def of_feed(quality: Quality, page_words: int) -> Quality:
    """Return the quality of a feed's text that is preferred to its page's, of so many words."""
    flags = ("feed-longer", *(flag for flag in quality.flags if flag == "cut"))
    return Quality(quality.words, page_words, flags, quality.words, "feed")


def is_elsewhere(feed: Document, found: Document, page: str) -> bool:
    """Say whether what a feed says of an article stands on its page, and not in what was found.

    Summaries are often in words of their own: that tells nothing.
    """
    told = _runs(feed.text)
    if len(told) < _TOLD:
        return False
    elsewhere = told - _runs(found.text)
    return len(elsewhere) > SURELY * len(told) and len(elsewhere & _runs(page)) > FOUND * len(told)


def _runs(text: str) -> set[tuple[str, ...]]:
    """Return all runs of three words."""
    words = WORD.findall(text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def _has_clearly_more(one: int, other: int) -> bool:
    """Say whether a text of `one` words has something that a text of `other` words lacks."""
    return one > CLEARLY_MORE * other and one > other + _FEW


def asks_for_money(pieces: Sequence[Piece]) -> bool:
    """Say whether the page's text ends in a paywall; ask before furniture is taken away."""
    paywall = phrases().paywall
    return any(
        length_in_words(piece.text) <= SHORT and paywall.search(folded(piece.text))
        for piece in pieces[-_LAST:]
    )
