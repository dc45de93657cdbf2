"""How much of its place on the page a clean text has: proof that no paragraph was lost.

Letters are counted, not words: where one element ends and the next begins a word may or may not
end, and a text that is whole must not seem to lack one. What is told is words, of the text's own
mean length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsread.pages.elements import take_out, text_of
from newsread.pages.words import letters, squeezed
from newsread.text.document import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element

    from newsread.text.document import Piece

_LEVELS = 20
"""How deep an article's text is looked for in its element; each level reads it once more."""
_ENOUGH = 40
"""Letters at either end of a text by which it is found in an element."""

_MOST = 0.9
"""Share of a text's letters that its element has at least: numbers of notes and signs of quotation
are put in its place."""


class Removed(NamedTuple):
    """What was taken out of a page: where it stood, and how many letters it had."""

    parent: _Element
    letters: int


def take_away(element: _Element) -> Removed:
    """Take `element` out of its page, which it must stand in, and return what that took."""
    parent = element.getparent()
    assert parent is not None
    gone = Removed(parent, letters(text_of(element)))
    take_out(element)
    return gone


def left_out(
    article: _Element, removed: Iterable[Removed], kept: Sequence[Piece], headline: str = ""
) -> float:
    """Return how many letters the smallest element of `article` with all of `kept` has besides, as
    a share of those kept; what was `removed` from it counts.

    Pictures' descriptions are no text of the page's. A `headline` that stands there is shown above
    the text, so that it is not left out.
    """
    shown = [squeezed(piece.text) for piece in kept if piece.kind is not Kind.IMAGE]
    length = sum(map(len, shown))
    if not length:
        return 0.0
    held = _smallest(article, shown[0][:_ENOUGH], shown[-1][-_ENOUGH:], round(_MOST * length))
    there, title = squeezed(text_of(held)), squeezed(headline)
    besides = len(there) - length - (len(title) if title in there else 0)
    besides += sum(
        gone.letters for gone in removed if held in (gone.parent, *gone.parent.iterancestors())
    )
    return max(besides, 0) / length


def _smallest(article: _Element, begins: str, ends: str, fewest: int) -> _Element:
    """Return the smallest element with `fewest` letters in which a text begins and ends so, as far
    as that can be told: else one around it."""
    held = article
    for _ in range(_LEVELS):
        for child in held:
            text = text_of(child)
            if len(text) < fewest:
                continue
            text = squeezed(text)
            if len(text) >= fewest and begins in text and ends in text:
                held = child
                break
        else:
            break
    return held
