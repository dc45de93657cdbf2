"""Sentences: the units that one key selects, and the paragraphs they stand in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

from newsread.text.grapheme import grapheme_end, grapheme_start, joins_nowhere
from newsread.text.segment import Range, block_sentences
from newsread.text.select.selection import Selection
from newsread.text.select.units import Units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsread.text.document import Block, Document


class Sentences(Units):
    """The sentences of one document, to go from one to another.

    A block is segmented when a move first comes to it, and only as far as that move goes: a long
    text opens as fast as a short one. Rules and blank lines have no sentence and are never
    selected.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        text = document.text
        self._blocks = [block for block in document.blocks if text[block.start : block.end].strip()]
        self._block_starts = [block.start for block in self._blocks]
        self._found: dict[int, list[Range]] = {}
        self._coming: dict[int, Iterator[Range]] = {}

    @cached_property
    def ranges(self) -> tuple[Range, ...]:
        """All sentences in order, their ends on edges of graphemes; segments what was not yet."""
        return tuple(chain.from_iterable(map(self._all_of, range(len(self._blocks)))))

    def last(self) -> Selection | None:
        """Return the last sentence, None when there is none."""
        return Selection(*self._all_of(len(self._blocks) - 1)[-1]) if self._blocks else None

    def paragraph_after(self, selection: Selection) -> Selection:
        """Return the first sentence of the block after `selection`."""
        # A block may begin with a blank: the selection may end in it before the first sentence.
        index = max(bisect_right(self._block_starts, selection.end) - 1, 0)
        for block in range(index, min(index + 2, len(self._blocks))):
            if self._of(block)[0].start >= selection.end:
                return Selection(*self._of(block)[0])
        return selection

    def paragraph_before(self, selection: Selection) -> Selection:
        """Return the first sentence of the block `selection` is in, or of the block before."""
        index = bisect_left(self._block_starts, selection.start) - 1
        for block in range(index, max(index - 2, -1), -1):
            if self._of(block)[0].start < selection.start:
                return Selection(*self._of(block)[0])
        return selection

    def _of(self, index: int, position: int = 0) -> list[Range]:
        """Return the sentences of a block as far as they are needed; there is at least one.

        That is as far as the first that begins at or after `position`, if there is one.
        """
        if index not in self._found:
            block = self._blocks[index]
            coming = _whole(self._document.text, block, block_sentences(self._document, block))
            self._found[index], self._coming[index] = [next(coming)], coming
        found = self._found[index]
        if found[-1].start < position:
            for sentence in self._coming[index]:
                found.append(sentence)
                if sentence.start >= position:
                    break
        return found

    def _all_of(self, index: int) -> list[Range]:
        return self._of(index, self._blocks[index].end)

    def starting_from(self, position: int) -> Range | None:
        """Return the first sentence that begins at or after `position`."""
        index = bisect_right(self._block_starts, position) - 1
        if index >= 0 and position < self._blocks[index].end:
            sentences = self._of(index, position)
            place = bisect_left(sentences, position, key=_start)
            if place < len(sentences):
                return sentences[place]
        return self._of(index + 1)[0] if index + 1 < len(self._blocks) else None

    def starting_before(self, position: int) -> Range | None:
        """Return the last sentence that begins before `position`."""
        index = bisect_left(self._block_starts, position) - 1
        if index < 0:
            return None
        sentences = self._of(index, position)
        place = bisect_left(sentences, position, key=_start)
        if place:
            return sentences[place - 1]
        return self._all_of(index - 1)[-1] if index else None


_start = itemgetter(0)


def _whole(text: str, block: Block, sentences: Iterable[Range]) -> Iterator[Range]:
    """Yield the sentences of `block` with their ends on edges of graphemes."""
    if joins_nowhere(text[block.start : block.end]):
        yield from sentences
        return
    edge = block.start
    for start, end in sentences:
        start_edge = grapheme_start(text, start, since=edge)
        edge = grapheme_end(text, end, since=start_edge)
        yield Range(start_edge, edge)
