"""The running text of a page, counted where it stands: by it an article's place is checked."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from newsread.pages.elements import called, linked, names, tag, text_of
from newsread.pages.words import length_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.etree import _Element

FEWEST = 15
"""Words of a paragraph that counts; menus have fewer."""

_SHORTEST = 2 * FEWEST - 1
"""Characters of so many words, and the blanks between them."""
_ASIDE = names("nav aside footer form figcaption table li a button")
_BESIDE = re.compile(
    r"comment|disqus|footer|sidebar|related|more-|reply|respond|teaser|card|cookie|privacy|consent"
    r"|author|(?<![a-z])bio(?![a-z])|excerpt|post-list|post-item|list-item|popular|rss|subscri"
    r"|newsletter|recommend|swiper|slider|carousel|modal|popup|latest|recent|promo|disclos|disclaim"
    r"|upsell|widget-area|next|prev",
    re.I,
)
"""Part of a class or id of what stands beside an article, other articles' teasers most of all. Not
one list with `tidy`'s: with those words, too, three articles of 285 are lost."""
_MOST = 0.4
"""Share of a page's text that no element beside the article has."""
_LINKED = 0.4
"""Share of a paragraph in links from which it is a list of links."""
_UNITS = names("article li a div section")
_CARD_DEPTH = 6
_CARD_TITLE = 3
"""Words of a link that may be another article's headline."""
_SIBLINGS = 50
_SAME = 12
"""Characters by which the classes of cards in a row agree."""
_SEEN = 200
"""Characters by which a paragraph is known again: pages hold one text for each width of screen."""


def running_words(root: _Element, article: Iterable[_Element] = ()) -> Counter[_Element]:
    """Return how many words of running text stand in each element below `root`: paragraphs that
    are not mostly links, not beside the article, no teaser in a row of teasers, each once.

    What holds an element of `article` is not beside it, whatever it is called.
    """
    beside = _Beside(len(text_of(root)) * _MOST, article)
    paragraphs = list(_paragraphs(root))
    like = cache(_has_like)
    units = [_unit(paragraph, like) for paragraph, _ in paragraphs]
    in_unit = Counter(unit for unit in units if unit is not None)
    counted: Counter[_Element] = Counter()
    for (paragraph, words), unit in zip(paragraphs, units, strict=True):
        ancestors = list(paragraph.iterancestors())
        if any(map(beside, ancestors)):
            continue
        if unit is not None and in_unit[unit] == 1 and _is_card(unit, paragraph):
            continue
        counted[paragraph] += words
        for ancestor in ancestors:
            counted[ancestor] += words
    return counted


class _Beside:
    """Says of an element whether what it holds is something else than the article."""

    def __init__(self, most: float, article: Iterable[_Element]) -> None:
        self._most = most
        self._known: dict[_Element, bool] = {}
        for element in article:
            self._known.update(dict.fromkeys((element, *element.iterancestors()), False))

    def __call__(self, element: _Element) -> bool:
        answer = self._known.get(element)
        if answer is None:
            answer = tag(element) in _ASIDE or _BESIDE.search(called(element)) is not None
            answer = answer and len(text_of(element)) < self._most
            self._known[element] = answer
        return answer


def _paragraphs(root: _Element) -> Iterator[tuple[_Element, int]]:
    """Yield what reads as a paragraph, with its number of words: ``<p>``, items without any, and
    elements with running text directly in them."""
    seen: set[str] = set()
    for element in root.iter("p", "li", "div", "section"):
        name = tag(element)
        if name == "p":
            text = text_of(element)
        elif name == "li":
            if next(element.iterdescendants("a", "p"), None) is not None:
                continue
            text = text_of(element)
        else:
            text = " ".join([element.text or "", *(child.tail or "" for child in element)])
        if len(text) < _SHORTEST or (words := length_in_words(text)) < FEWEST:
            continue
        if linked(element) > _LINKED * len(text):
            continue
        begins = text.strip()[:_SEEN]
        if begins not in seen:
            seen.add(begins)
            yield element, words


def _unit(paragraph: _Element, has_like: Callable[[_Element], bool]) -> _Element | None:
    """Return the nearest element around `paragraph` that has siblings like it, if any is near."""
    near = islice((paragraph, *paragraph.iterancestors()), _CARD_DEPTH)
    return next(filter(has_like, near), None)


def _has_like(element: _Element) -> bool:
    """Say whether `element` may be one in a row: whether a sibling is called the same."""
    name, classes, parent = tag(element), element.get("class") or "", element.getparent()
    if parent is None or name not in _UNITS or not (classes or name in ("article", "li", "a")):
        return False
    return any(
        other is not element and (other.get("class") or "")[:_SAME] == classes[:_SAME]
        for other in islice(parent.iterchildren(name), _SIBLINGS)
    )


def _is_card(unit: _Element, paragraph: _Element) -> bool:
    """Say whether `unit` shows another article: a headline that is a link, and its teaser."""
    if tag(unit) == "a" or next(unit.iterancestors("a"), None) is not None:
        return True
    inside = set(paragraph.iter("a"))
    return any(
        link not in inside and len(text_of(link).split()) >= _CARD_TITLE for link in unit.iter("a")
    )
