"""Finds the element of a page that holds its article, with readability-lxml.

readability is used for its judgement, not for its HTML: a subclass hands it a tree already parsed
and pruned and takes the winning element from it, which saves the cleaning and the second parse,
half of its time. That is safe because nothing of the element is ever shown but text through
`text.clean` and links through `web.addresses`.
"""

from __future__ import annotations

import logging
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from newsread.pages.elements import text_of
from newsread.pages.prune import prune
from newsread.pages.rejoin import rejoin

if TYPE_CHECKING:
    from lxml.etree import _Element

logging.getLogger("readability").addHandler(logging.NullHandler())  # else it writes to stderr


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article's element, cut out of its page, and how much text the whole page had."""

    element: _Element
    page_words: int


def extract(root: _Element) -> Extraction:
    """Find the article in the page at `root`, which is changed."""
    page_words = prune(root)
    element = rejoin(root, _readability()(root).article())
    if element is None or not text_of(element).strip():
        element = root
    return Extraction(element, page_words)


@cache
def _readability() -> Any:
    """Return the subclass of readability's Document; made once, when first asked for."""
    from readability.readability import Document, Unparseable

    class Readability(Document):  # type: ignore[misc]
        """readability over a tree of ours, giving an element instead of HTML."""

        def __init__(self, root: _Element) -> None:
            super().__init__(root)
            self._found: _Element | None = None

        def article(self) -> _Element | None:
            """Return the article's element, None where readability finds nothing or fails."""
            try:
                self.summary(html_partial=True)
            except Unparseable:
                return None
            return self._found

        def _parse(self, input: _Element) -> _Element:  # noqa: A002 (the base's name)
            return deepcopy(input)  # a second try starts from the whole page again

        def get_link_density(self, elem: _Element) -> float:
            """Return the share of a text that is in links: the base's, in a third of the time."""
            linked = sum(_letters(link) for link in elem.iter("a") if link is not elem)
            return linked / max(_letters(elem), 1)

        def get_clean_html(self) -> str:
            """Keep the element; return its text, by whose length readability tries again."""
            self._found = self.html
            return text_of(self.html)

    return Readability


def _letters(element: _Element) -> int:
    """Return the length of an element's text, white space folded."""
    return len(" ".join(text_of(element).split()))
