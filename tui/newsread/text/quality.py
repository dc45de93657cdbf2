"""What is known of a clean text beside its words: where it is from, and how whole it is."""

from __future__ import annotations

from typing import Literal

import msgspec

Source = Literal["page", "feed"]
"""Where a clean text came from: the article's page, or the feed's own content."""


class Quality(msgspec.Struct, frozen=True):
    """How whole a clean text is, as far as it was measured."""

    words: int
    """Words of the clean text's body."""
    page_words: int = 0
    """Words of all visible text of the page; 0 when not known."""
    flags: tuple[str, ...] = ()
    """``short``; ``partial``: something is missing; ``feed-longer``: the feed has more than the
    page; ``cut``: it is too long, and its end is left out; ``no-page``: the page was not read, so
    it is worth asking again."""
