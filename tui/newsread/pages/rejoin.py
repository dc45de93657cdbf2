"""A second opinion on which element holds the article, for when readability took too little.

Page builders split an article over sections that are siblings of nothing in common; readability
lets one of them win. Losing most of an article is the worst a reader can do, so the whole page's
paragraphs are counted: if more than half of their words are missing, the deepest element that holds
nearly all of them is taken instead.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from newsread.pages.elements import names, tag, take_out, text_of
from newsread.pages.words import length_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

FOUND = 0.5
"""Share of the page's running words that an article must have to be believed."""
ENOUGH = 150
"""Words of running text below which a page says too little about itself to overrule readability."""
HELD = 0.8
"""Share that the wider element must hold."""

_ASIDE = names("nav aside footer form figcaption table li a button")
_BESIDE = re.compile(
    r"comment|disqus|footer|sidebar|related|more-|reply|respond|teaser|card|cookie|privacy|consent",
    re.I,
)
_MOST = 0.4
"""Share of a page's text that no element beside the article has."""
_FEWEST = 15
"""Words of a paragraph that counts; menus and cards have fewer."""
_LINKED = 0.4


def rejoin(root: _Element, found: _Element | None) -> _Element | None:
    """Return `found`, or the element of `root` that holds most paragraphs if `found` has too few.

    `root` is changed in the second case: what is mostly links is taken out of the element.
    """
    parents: Counter[_Element] = Counter()
    for paragraph, words in _paragraphs(root):
        parent = paragraph.getparent()
        if parent is not None:
            parents[parent] += words
    holders: Counter[_Element] = Counter()
    beside = _Beside(len(text_of(root)) * _MOST)
    total = 0
    for parent, words in parents.items():
        ancestors = [parent, *parent.iterancestors()]
        if any(beside(ancestor) for ancestor in ancestors):
            continue
        total += words
        for ancestor in ancestors:
            holders[ancestor] += words
    if total < ENOUGH or (found is not None and length_in_words(text_of(found)) >= FOUND * total):
        return found
    enough = [element for element, words in holders.items() if words >= HELD * total]
    if not enough:
        return found
    # Ancestors of one paragraph stand in a line: the one with the most ancestors is the deepest.
    holder = max(enough, key=lambda element: sum(1 for _ in element.iterancestors()))
    _without_menus(holder)
    return holder


class _Beside:
    """Says of an element whether what it holds is something else than the article."""

    def __init__(self, most: float) -> None:
        self._most = most
        self._known: dict[_Element, bool] = {}

    def __call__(self, element: _Element) -> bool:
        answer = self._known.get(element)
        if answer is None:
            called = f"{element.get('class', '')} {element.get('id', '')}"
            answer = tag(element) in _ASIDE or _BESIDE.search(called) is not None
            answer = answer and len(text_of(element)) < self._most
            self._known[element] = answer
        return answer


def _paragraphs(root: _Element) -> Iterator[tuple[_Element, int]]:
    """Yield what reads as a paragraph, with its number of words: ``<p>``, and elements with running
    text directly in them."""
    for element in root.iter("p", "li", "div", "section"):
        if tag(element) == "li" and element.find(".//a") is not None:
            continue
        if tag(element) in ("p", "li"):
            text = text_of(element)
        else:
            text = " ".join([element.text or "", *(child.tail or "" for child in element)])
        words = length_in_words(text)
        if words >= _FEWEST and _share_of_links(element, len(text)) <= _LINKED:
            yield element, words


def _share_of_links(element: _Element, length: int) -> float:
    return sum(len(text_of(link)) for link in element.iter("a")) / max(length, 1)


def _without_menus(holder: _Element) -> None:
    """Take navigation, forms and blocks that are mostly links out of `holder`."""
    for element in list(
        holder.iter("nav", "aside", "footer", "form", "ul", "ol", "div", "section")
    ):
        parent = element.getparent()
        if parent is None or element is holder:
            continue
        length = len(text_of(element))
        if tag(element) in _ASIDE or (length and _share_of_links(element, length) > _LINKED):
            take_out(element)
