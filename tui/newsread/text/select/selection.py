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


Parts = tuple[Range, ...]
"""What is selected: one stretch, or the several of a quotation broken by “he said”; in order."""


def snap(text: str, selection: Selection) -> Selection:
    """Return `selection` with both ends pushed outward to edges of graphemes, direction kept."""
    start, end = grapheme_start(text, selection.start), grapheme_end(text, selection.end)
    if selection.empty:
        return Selection(start, start)
    if selection.anchor <= selection.head:
        return Selection(start, end)
    return Selection(end, start)


def trimmed(text: str, start: int, end: int, commas: str = "") -> Range | None:
    """Return ``text[start:end]`` without white space at its ends, and without one of `commas` at
    its end; None when nothing is left.

    Both are edges of graphemes, and so are the ends that are returned: a blank that carries an
    accent is no blank.
    """
    first = start
    while start < end and text[start].isspace():
        start += 1
    if start == end:
        return None
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start and text[end - 1] in commas:
        end -= 1
        while end > start and text[end - 1].isspace():
            end -= 1
    begin = grapheme_start(text, start, first)
    end = grapheme_start(text, end, begin)
    return Range(begin, end) if begin < end else None
