"""Selections, and the text objects that keys and the mouse select.

A selection is an anchor that stays and a head that moves, both gaps between code points: 0 is
before the first, ``len(text)`` after the last. That is Helix's model; it needs no special case for
an empty selection or for one drawn backwards.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from newsread.text.grapheme import grapheme_end, grapheme_start
from newsread.text.segment import Range, document_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regex import Pattern

    from newsread.text.document import Document


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


class Sentences:
    """The sentences of one document, to go from one to another.

    Segments the document once; every move then is a bisection. A move that leads nowhere returns
    the selection it was given. Rules and blank lines have no sentence and are never selected.
    """

    def __init__(self, document: Document) -> None:
        self.ranges = document_sentences(document)
        """In order; their ends are edges of graphemes."""
        if not document.text.isascii():
            self.ranges = tuple(_whole(document.text, self.ranges))
        self._starts = [sentence.start for sentence in self.ranges]
        self._ends = [sentence.end for sentence in self.ranges]
        firsts = {bisect_left(self._starts, block.start) for block in document.blocks}
        self._paragraphs = [self._starts[index] for index in sorted(firsts - {len(self.ranges)})]

    def at(self, position: int) -> Selection | None:
        """Return the sentence that `position` is in or at the end of, else the next, else the last.

        None when the document has no sentence.
        """
        if not self.ranges:
            return None
        return self._select(self._index(position))

    def first(self) -> Selection | None:
        """Return the first sentence, None when there is none."""
        return self._select(0) if self.ranges else None

    def last(self) -> Selection | None:
        """Return the last sentence, None when there is none."""
        return self._select(-1) if self.ranges else None

    def after(self, selection: Selection) -> Selection:
        """Return the sentence after `selection`."""
        index = bisect_left(self._starts, selection.end)
        return self._select(index) if index < len(self.ranges) else selection

    def before(self, selection: Selection) -> Selection:
        """Return the sentence before `selection`, or the one it begins in the midst of."""
        index = bisect_left(self._starts, selection.start) - 1
        return self._select(index) if index >= 0 else selection

    def paragraph_after(self, selection: Selection) -> Selection:
        """Return the first sentence of the block after `selection`."""
        index = bisect_left(self._paragraphs, selection.end)
        if index == len(self._paragraphs):
            return selection
        return self._select(bisect_left(self._starts, self._paragraphs[index]))

    def paragraph_before(self, selection: Selection) -> Selection:
        """Return the first sentence of the block `selection` is in, or of the block before."""
        index = bisect_left(self._paragraphs, selection.start) - 1
        if index < 0:
            return selection
        return self._select(bisect_left(self._starts, self._paragraphs[index]))

    def extend_down(self, selection: Selection) -> Selection:
        """Move the head to the end of the next sentence, or draw a head above the anchor down."""
        if not self.ranges:
            return selection
        if selection.head < selection.anchor:
            home, index = self._index_before(selection.anchor), self._index(selection.head)
            if index < home - 1:
                return Selection(selection.anchor, self._starts[index + 1])
            if index == home - 1:
                return self._select(home)
            selection = self._select(home)
        index = bisect_right(self._ends, selection.head)
        if index == len(self.ranges):
            return selection
        return Selection(selection.anchor, self._ends[index])

    def extend_up(self, selection: Selection) -> Selection:
        """Draw a head below the anchor up by a sentence, or move it to the start of the one before.

        The sentence of the anchor stays selected whichever way the head goes.
        """
        if not self.ranges:
            return selection
        if selection.head >= selection.anchor:
            home, index = self._index(selection.anchor), self._index_before(selection.head)
            if index > home:
                return Selection(selection.anchor, self._ends[index - 1])
            selection = Selection(self._ends[home], self._starts[home])
            if home == 0:
                return self._select(home)
        index = bisect_left(self._starts, selection.head) - 1
        if index < 0:
            return selection
        return Selection(selection.anchor, self._starts[index])

    def _index(self, position: int) -> int:
        index = bisect_right(self._starts, position) - 1
        if index >= 0 and position <= self._ends[index]:
            return index
        return min(index + 1, len(self.ranges) - 1)

    def _index_before(self, position: int) -> int:
        """Return the index of the sentence that has the character before `position`."""
        return max(bisect_left(self._starts, position) - 1, 0)

    def _select(self, index: int) -> Selection:
        return Selection(*self.ranges[index])


def _whole(text: str, sentences: Iterable[Range]) -> Iterator[Range]:
    edge = 0
    for start, end in sentences:
        start_edge = grapheme_start(text, start, since=edge)
        edge = grapheme_end(text, end, since=start_edge)
        yield Range(start_edge, edge)


def snap(text: str, selection: Selection) -> Selection:
    """Return `selection` with both ends pushed outward to edges of graphemes, direction kept."""
    start, end = grapheme_start(text, selection.start), grapheme_end(text, selection.end)
    if selection.empty:
        return Selection(start, start)
    if selection.anchor <= selection.head:
        return Selection(start, end)
    return Selection(end, start)


_WORD_WINDOW = 200
"""Code points looked at to either side of a click."""


def word_at(text: str, position: int) -> Selection:
    """Return the word at `position`, or the one that ends there, else the mark of punctuation.

    In scripts without spaces a run of one script counts as a word. On white space nothing is
    selected.
    """
    window_start = grapheme_start(text, max(0, position - _WORD_WINDOW))
    touching = Selection(position, position)
    for word in _words().finditer(text, window_start, position + _WORD_WINDOW):
        if word.start() > position:
            break
        if word.end() >= position:
            touching = Selection(word.start(), word.end())
    if touching.empty and not text[position : position + 1].isspace():
        touching = Selection(position, min(position + 1, len(text)))
    return snap(text, touching)


@cache
def _words() -> Pattern[str]:
    # Imported when first needed, as in `grapheme`: only the mouse asks for words.
    import regex

    letters = r"[\p{L}\p{M}\p{N}_\u200c\u200d]+"
    return regex.compile(
        r"[\p{Han}々]+ | \p{Hiragana}+ | [\p{Katakana}ー]+"
        rf"| {letters} (?: (?: ['’-] | (?<=\d)[.,:](?=\d) ) {letters} )*",
        regex.VERBOSE,
    )
