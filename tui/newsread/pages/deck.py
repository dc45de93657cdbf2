"""The deck: what stands between an article's headline and the element with its text.

It is the desk's own summary and may hold the strongest claim on the page. readability, and the
collections of pages that extractors are measured by, take it for no part of the body; so it is kept
with the headline.

Worth F1 +0.0000 on articles and news, whose texts lack it.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from newsread.pages.elements import BLOCKS, called, is_caption, linked, names, tag, text_of
from newsread.pages.words import length_in_words, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_FEWEST, _MOST = 6, 80
"""Words of a deck."""
_LINKED = 0.3
"""Share of it in links."""
_LINES = 3
_LEVELS = 7
"""How far up from the text its headline is looked for."""
_NEAR = 40
"""Elements beside the text, on each level, and lines below the headline, that are looked at."""
_LINE = names("p h2 h3")
_CALLED = re.compile(
    r"(?<![a-z])(?:deck?|dek|standfirst|sub-?(?:title|head(?:line|ing)?|line)|strapline|lead|lede"
    r"|excerpt|summary|description|intro|teaser|perex|chapo|entradilla|bajada|sommario|occhiello"
    r"|vorspann|unterzeile|ondertitel)(?![a-z])",
    re.I,
)
"""Part of a class, in the words of several languages' desks."""
_BESIDE = re.compile(
    r"meta|date|time|author|byline|caption|credit|disclaim|disclos|sponsor|thumb|sidebar|resource"
    r"|crumb|share|nav|book|cta|plug|widget|copyright|promo|related|newsletter|audio",
    re.I,
)


def find_deck(text: _Element) -> list[_Element]:
    """Return the elements of the deck that stands before the element `text`, in their order."""
    if tag(text) in ("html", "body") or _has_headline(text):
        return []
    between: list[_Element] = []
    for element in _before(text):
        headline = next(reversed(list(element.iter("h1"))), None)
        if headline is None:
            between[:0] = _lines(element)
            continue
        between[:0] = _lines_after(headline, element)
        decks = {squeezed(text_of(line)): line for line in between[:_NEAR] if _is_deck(line)}
        known = squeezed(text_of(text))  # what opens the text, too, is there once
        return [line for words, line in decks.items() if words not in known][:_LINES]
    return []


def _has_headline(text: _Element) -> bool:
    """Say whether an h1 stands in `text` above its paragraphs; below one it heads a part."""
    for element in text.iter("h1", "p"):
        if tag(element) == "h1":
            return True
        if length_in_words(text_of(element)) >= _FEWEST:
            return False
    return False


def _before(text: _Element) -> Iterator[_Element]:
    """Yield what stands before `text`, the nearest first, level by level upwards."""
    for level in islice((text, *text.iterancestors()), _LEVELS):
        if tag(level) == "body":
            return
        yield from islice(level.itersiblings(preceding=True), _NEAR)


def _lines(element: _Element) -> list[_Element]:
    """Return the blocks in `element` that hold no other."""
    blocks = [block for block in element.iter() if tag(block) in BLOCKS]
    holders = {ancestor for block in blocks for ancestor in islice(block.iterancestors(), _NEAR)}
    return [block for block in blocks if block not in holders]


def _lines_after(headline: _Element, element: _Element) -> list[_Element]:
    lines = _lines(element)
    return lines[lines.index(headline) + 1 :] if headline in lines else []


def _is_deck(line: _Element) -> bool:
    text = text_of(line)
    if not _FEWEST <= length_in_words(text) <= _MOST or is_caption(line):
        return False
    if linked(line) > _LINKED * len(text):
        return False
    if _CALLED.search(called(line)):
        return True
    return tag(line) in _LINE and not _BESIDE.search(called(line))
