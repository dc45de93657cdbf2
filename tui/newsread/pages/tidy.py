"""What stands within an article's element and is not its text, told by its links.

Text that is lost is worse than furniture that is kept: only what is mostly links goes, or is partly
links and called as what stands beside an article. A long paragraph is never part of it.

Worth F1 +0.0029 on articles, +0.0025 on news.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsread.pages.coverage import Removed, take_away
from newsread.pages.elements import called, names, tag
from newsread.pages.words import letters

if TYPE_CHECKING:
    from lxml.etree import _Element

LINKED = 0.6
"""Share of a block's letters in links from which it is a list of links."""
LINKED_AND_CALLED = 0.2
"""The same for a block with a name of furniture."""
AMID = 0.4
"""The same where text of the article follows."""
WITHIN = 0.7
"""Share of its letters in links to places on the page from which it is a table of contents."""
_LONG = 100
"""Letters, outside of links, of a paragraph that is the article's."""
_ALWAYS = names("nav footer menu")
_LISTS = names("ul ol")
_GROUPS = names("div section ul ol aside header table dl")
_CONTENTS = _GROUPS | names("p li")
_PARAGRAPHS = names("p li blockquote td dd")
_FURNITURE = re.compile(
    r"combx|comment|com-|contact|foot|masthead|media|meta|outbrain|promo|related|scroll|shoutbox"
    r"|sidebar|sponsor|shopping|tags|tool|widget|card|teaser|next|prev|more|also|author|bio|hidden"
    r"|modal|login|paywall|rating",
    re.I,
)
"""Part of a class or id: what readability counts against an element. Articles have some of these
words, too, so they count only beside links."""


class _Measures:
    """What stands in one element, in letters."""

    __slots__ = ("letters", "linked", "links", "long", "within")

    def __init__(self) -> None:
        self.letters = self.linked = self.within = self.links = 0
        self.long = False


def tidy(article: _Element) -> list[Removed]:
    """Take out of `article`, in place, tables of contents and blocks of links; return those."""
    removed: list[Removed] = []
    measured = _measure(article)
    waiting = list(article)
    text_follows = False
    while waiting:  # from the last element to the first
        element = waiting.pop()
        measures = measured[element]
        if measures.letters and _is_furniture(element, measures, text_follows):
            removed.append(take_away(element))
            continue
        waiting.extend(element)
        text_follows |= measures.long and tag(element) in _PARAGRAPHS
    return removed


def _is_furniture(element: _Element, measures: _Measures, text_follows: bool) -> bool:
    name = tag(element)
    if name in _LISTS and text_follows:
        return measures.links > 2 and measures.within > WITHIN * measures.letters
    if name in _ALWAYS:
        return True
    linked = measures.linked / measures.letters
    if name in _CONTENTS and measures.links > 2 and measures.within > WITHIN * measures.letters:
        return True
    if name not in _GROUPS or measures.long:
        return False
    if measures.links > 1 and linked > LINKED:
        return True
    return (
        linked > (AMID if text_follows else LINKED_AND_CALLED)
        and _FURNITURE.search(called(element)) is not None
    )


def _measure(article: _Element) -> dict[_Element, _Measures]:
    """Measure each element below `article`, the innermost first."""
    elements = list(article.iter())
    measured = {element: _Measures() for element in elements}
    for element in reversed(elements):
        own = measured[element]
        own.letters += letters(element.text or "")
        name = tag(element)
        if name == "a":
            own.linked, own.links = own.letters, 1
            if (element.get("href") or "").startswith("#"):
                own.within = own.letters
        elif name in _PARAGRAPHS and own.letters - own.linked >= _LONG:
            own.long = True
        parent = element.getparent()
        if parent is not None and element is not article:
            outer = measured[parent]
            outer.letters += own.letters + letters(element.tail or "")
            outer.linked += own.linked
            outer.within += own.within
            outer.links += own.links
            outer.long |= own.long
    return measured
