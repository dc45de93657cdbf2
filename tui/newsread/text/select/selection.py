"""A selection: an anchor that stays and a head that moves, both gaps between code points.

0 is the gap before the first code point, ``len(text)`` the one after the last. That is Helix's
model; it needs no special case for an empty selection or for one drawn backwards.
"""

from __future__ import annotations

from dataclasses import dataclass

from newsread.text.grapheme import grapheme_end, grapheme_start
from newsread.text.segment import Range


@dataclass(frozen=True, slots=True)
class Selection:
    """``text[start:end]``, drawn from `anchor` to `head`."""

    anchor: int
    head: int

    @property
    def start(self) -> int:
        """The lesser of both gaps."""
        return min(self.anchor, self.head)

    @property
    def end(self) -> int:
        """The greater of both gaps; the selection is half open."""
        return max(self.anchor, self.head)

    @property
    def empty(self) -> bool:
        """Whether nothing is selected, and the selection only marks a place."""
        return self.anchor == self.head


def snap(text: str, selection: Selection) -> Selection:
    """Return `selection` with both ends pushed outward to edges of graphemes, direction kept."""
    start, end = grapheme_start(text, selection.start), grapheme_end(text, selection.end)
    if selection.empty:
        return Selection(start, start)
    if selection.anchor <= selection.head:
        return Selection(start, end)
    return Selection(end, start)


def trimmed(text: str, stretch: Range) -> Range:
    """Return `stretch` of `text` without white space at its ends; empty when there is no more."""
    words = text[stretch.start : stretch.end]
    start = stretch.start + len(words) - len(words.lstrip())
    return Range(start, max(start, stretch.start + len(words.rstrip())))
