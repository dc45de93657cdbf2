"""Finds the element of a page that holds its article: the rooms that work on its tree, in order.

protect -> drop_junk -> judge (readability) -> rejoin -> find_deck -> tidy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsread.pages.deck import find_deck
from newsread.pages.elements import text_of
from newsread.pages.judgement import judge
from newsread.pages.junk import drop_junk
from newsread.pages.protect import protect
from newsread.pages.rejoin import rejoin
from newsread.pages.tidy import tidy

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsread.pages.coverage import Removed


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article's element, what was taken out of it or beside it, and all text of its page."""

    element: _Element
    page_text: str
    """All that a visitor sees, unfolded."""
    removed: tuple[Removed, ...] = ()
    is_sure: bool = True
    """False if it may be something else than the article."""
    deck: tuple[_Element, ...] = ()
    """What stands between the headline and the article's element."""


def extract(root: _Element) -> Extraction:
    """Find the article in the page at `root`, which is changed."""
    protect(root)
    body = root.find("body")
    body = root if body is None else body
    page_text = text_of(body)
    junk = drop_junk(body)
    found, is_sure = rejoin(root, judge(root))
    deck = find_deck(found[0])
    article = found[0] if len(found) == 1 else _gathered(found)
    removed = (*junk, *tidy(article))
    if not text_of(article).strip():
        return Extraction(root, page_text, removed, is_sure=False)
    return Extraction(article, page_text, removed, is_sure, tuple(deck))


def _gathered(elements: list[_Element]) -> _Element:
    """Move `elements` into one new element."""
    from lxml.html import Element

    together: _Element = Element("div")
    for element in elements:
        element.tail = None  # the text after it was not picked
        together.append(element)
    return together
