"""readability-lxml's judgement: which elements of a page are its article.

readability is used as a judge, not for its HTML. A subclass hands it a tree already parsed and
pruned, and asks only what it chose. What it would then clean from its choice stays: it drops tables
of links, lists of short items and headings, and with them one part in a hundred of an article's
words (recall on 376 pages .958 with it, .965 without); `pages.tidy` is more careful.

Beside the second opinion of `pages.rejoin` alone it is worth F1 +0.0161 on articles, five of which
would be lost, +0.0035 on news.
"""

from __future__ import annotations

import logging
from copy import deepcopy
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from newsread.pages.elements import names, tag, take_out, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

logging.getLogger("readability").addHandler(logging.NullHandler())  # else it writes to stderr

_BLOCKS = ("blockquote", "dl", "div", "img", "ol", "p", "picture", "pre", "table", "ul")
"""What makes a ``<div>`` more than a paragraph, to readability."""
_INLINE = names("a b cite code em font i small span strong sub sup u")
"""What readability gathers into a paragraph where it stands bare in a ``<div>``."""


def judge(root: _Element) -> list[_Element]:
    """Return the elements below `root` that readability takes for the article, in document order,
    none within another; empty where it finds nothing or fails."""
    judged = _readability()(root)
    chosen = judged.chosen()
    if chosen is None:
        return []
    elements = list(root.iter())
    places = {copy: place for place, copy in enumerate(judged.copies)}
    picked = [elements[place] for place in sorted(_moved(chosen, places, elements))]
    everything = set(picked)
    return [element for element in picked if everything.isdisjoint(element.iterancestors())]


def _moved(
    chosen: _Element, places: dict[_Element, int], elements: list[_Element]
) -> Iterator[int]:
    """Yield the places of what stands in `chosen` elsewhere than it did: readability moves into one
    element what it joins. `places` are those of copies, in the order of `elements`."""
    waiting: list[tuple[_Element, _Element | None]] = [(chosen, None)]
    while waiting:
        element, parent = waiting.pop()
        place = places.get(element)
        if place is not None:
            if elements[place].getparent() is not parent:
                yield place
            parent = elements[place]
        waiting.extend((child, parent) for child in element)


@cache
def _readability() -> Any:
    """Return the subclass of readability's Document; made once, when first asked for."""
    from lxml.html import fragment_fromstring
    from readability.readability import REGEXES, Document, Unparseable

    unlikely, perhaps = REGEXES["unlikelyCandidatesRe"], REGEXES["okMaybeItsACandidateRe"]

    @lru_cache(maxsize=16384)
    def speaks_against(name: str) -> bool:
        return unlikely.search(name) is not None

    @lru_cache(maxsize=4096)
    def is_unlikely(classes: str | None, identity: str | None) -> bool:
        called = f"{classes or ''} {identity or ''}"
        return any(map(speaks_against, called.split())) and not perhaps.search(called)

    class Readability(Document):  # type: ignore[misc]
        """readability over a tree of ours, giving the elements that it chose.

        Four of its methods are written anew to do the same in a third of the time: they asked the
        same of each class again and again, and wrote out an element as HTML to look for tags.
        """

        def __init__(self, root: _Element) -> None:
            super().__init__(root)
            self.copies: list[_Element] = []
            """The elements that are judged, in document order."""
            self._chosen: _Element | None = None

        def chosen(self) -> _Element | None:
            """Return an element with all that readability chose; None where it fails."""
            try:
                self.summary(html_partial=True)
            except Unparseable:
                return None
            return self._chosen

        def _parse(self, input: _Element) -> _Element:  # noqa: A002 (the base's name)
            page = deepcopy(input)  # a second try starts from the whole page again
            self.copies = list(page.iter())
            return page

        def sanitize(
            self, node: _Element, candidates: object, keep_all_images: bool = False
        ) -> str:
            """Keep what was chosen as it is; return its text, by whose length readability tries
            again."""
            self._chosen = node
            return text_of(node)

        def remove_unlikely_candidates(self) -> None:
            for element in self.copies:
                if (
                    is_unlikely(element.get("class"), element.get("id"))
                    and tag(element) not in ("html", "body", "pre", "code")
                    and next(element.iterancestors("pre", "code"), None) is None
                    and next(element.iter("main", "article", "math"), None) is None
                ):
                    take_out(element)

        def transform_misused_divs_into_paragraphs(self) -> None:
            with_blocks: set[_Element] = set()
            for block in self.html.iter(*_BLOCKS):
                for ancestor in block.iterancestors():
                    if ancestor in with_blocks:
                        break
                    with_blocks.add(ancestor)
            for element in list(self.html.iter("div")):
                if element not in with_blocks:
                    element.tag = "p"
            for element in list(self.html.iter("div")):
                self._gather_bare_text(element, with_blocks)

        def _gather_bare_text(self, element: _Element, with_blocks: set[_Element]) -> None:
            """Make paragraphs of text and inline elements that stand bare in a ``<div>``."""
            children = list(element)
            paragraph = None
            if element.text and element.text.strip():
                paragraph = fragment_fromstring("<p/>")
                paragraph.text, element.text = element.text, None
                element.insert(0, paragraph)
            for child in children:
                if child.tag not in _INLINE or child in with_blocks:
                    paragraph = None
                    continue
                if paragraph is None:
                    paragraph = fragment_fromstring("<p/>")
                    child.addprevious(paragraph)
                paragraph.append(child)
            for child in reversed(list(element)):
                if child.tail and child.tail.strip():
                    paragraph = fragment_fromstring("<p/>")
                    paragraph.text, child.tail = child.tail, None
                    child.addnext(paragraph)
                if child.tag == "br":
                    take_out(child)

        def score_paragraphs(self) -> dict[_Element, dict[str, Any]]:
            candidates: dict[_Element, dict[str, Any]] = {}
            for element in self.tags(self.html, "p", "pre", "td", "blockquote"):
                text = " ".join(text_of(element).split())
                parent = element.getparent()
                if parent is None or len(text) < self.min_text_length:
                    continue
                score = 2 + text.count(",") + min(len(text) / 100, 3)
                for holder, share in ((parent, 1), (parent.getparent(), 2)):
                    if holder is None:
                        continue
                    if holder not in candidates:
                        candidates[holder] = self.score_node(holder)
                    candidates[holder]["content_score"] += score / share
            for holder, candidate in candidates.items():
                candidate["content_score"] *= 1 - self.get_link_density(holder)
            return candidates

        def get_link_density(self, elem: _Element) -> float:
            """Return the share of a text that is in links: the base's, in a third of the time."""
            linked = sum(_letters(link) for link in elem.iter("a") if link is not elem)
            return linked / max(_letters(elem), 1)

    return Readability


def _letters(element: _Element) -> int:
    """Return the length of an element's text, white space folded."""
    return len(" ".join(text_of(element).split()))
