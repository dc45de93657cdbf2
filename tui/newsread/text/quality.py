"""What is known of a clean text beside its words: where it is from, and how whole it is."""

from __future__ import annotations

from typing import Literal

import msgspec

Source = Literal["page", "feed", "visible"]
"""Where a text came from: the article's page, the feed's own content, or all that a visitor sees of
the page, menus and all."""

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
    """``short``; ``partial``: something is missing; ``wall``: it asks for consent and is not the
    article; ``uncertain``: it may not be the article; ``feed-longer``: the feed has more than the
    page; ``cut``: it is too long, and its end is left out; ``no-page``: the page was not read, so
    it is worth asking again."""
    whole: int = 0
    """Words of what `measure` names, never fewer than `words`; 0 when not known."""
    measure: Measure = ""
