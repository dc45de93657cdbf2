"""Finds the element of a page that holds its article: the rooms that work on its tree, in order.

protect -> drop_junk -> judge (readability) -> rejoin -> tidy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsread.pages.elements import text_of, texts_of
from newsread.pages.judgement import judge
from newsread.pages.junk import drop_junk
from newsread.pages.protect import protect
from newsread.pages.rejoin import rejoin
from newsread.pages.tidy import tidy
from newsread.pages.words import length_in_words

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article's element, cut out of its page, and how much text the whole page had."""

    element: _Element
    page_words: int


def extract(root: _Element) -> Extraction:
    """Find the article in the page at `root`, which is changed."""
    protect(root)
    body = root.find("body")
    body = root if body is None else body
    page_words = length_in_words(" ".join(texts_of(body)))
    drop_junk(body)
    found = rejoin(root, judge(root))
    article = found[0] if len(found) == 1 else _gathered(found)
    tidy(article)
    return Extraction(article if text_of(article).strip() else root, page_words)


def _gathered(elements: list[_Element]) -> _Element:
    """Move `elements` into one new element."""
    from lxml.html import Element

    together: _Element = Element("div")
    for element in elements:
        element.tail = None  # the text after it was not picked
        together.append(element)
    return together
