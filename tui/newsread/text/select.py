"""Selections, and the text objects that keys and the mouse select.

A selection is an anchor that stays and a head that moves, both gaps between code points: 0 is
before the first, ``len(text)`` after the last. That is Helix's model; it needs no special case for
an empty selection or for one drawn backwards.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

from newsread.text.grapheme import grapheme_end, grapheme_start, joins_nowhere
from newsread.text.segment import Range, block_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regex import Pattern

    from newsread.text.document import Block, Document


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

    A block is segmented when a move first comes to it, and only as far as that move goes: a long
    text opens as fast as a short one. A move that leads nowhere returns the selection it was given.
    Rules and blank lines have no sentence and are never selected.
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

    def at(self, position: int) -> Selection | None:
        """Return the sentence that `position` is in or at the end of, else the next, else the last.

        None when the document has no sentence.
        """
        return Selection(*self._at(position)) if self._blocks else None

    def first(self) -> Selection | None:
        """Return the first sentence, None when there is none."""
        return Selection(*self._of(0)[0]) if self._blocks else None

    def last(self) -> Selection | None:
        """Return the last sentence, None when there is none."""
        return Selection(*self._all_of(len(self._blocks) - 1)[-1]) if self._blocks else None

    def after(self, selection: Selection) -> Selection:
        """Return the sentence after `selection`."""
        found = self._from(selection.end)
        return Selection(*found) if found else selection

    def before(self, selection: Selection) -> Selection:
        """Return the sentence before `selection`, or the one it begins in the midst of."""
        found = self._before(selection.start)
        return Selection(*found) if found else selection

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

    def extend_down(self, selection: Selection) -> Selection:
        """Move the head to the end of the next sentence, or draw a head above the anchor down."""
        if not self._blocks:
            return selection
        if selection.head < selection.anchor:
            home, reached = self._before_or_first(selection.anchor), self._at(selection.head)
            following = self._from(reached.end)
            if following and following < home:
                return Selection(selection.anchor, following.start)
            if following == home:
                return Selection(*home)
            selection = Selection(*home)
        here = self._before(selection.head + 1)
        found = here if here and here.end > selection.head else self._from(selection.head + 1)
        return Selection(selection.anchor, found.end) if found else selection

    def extend_up(self, selection: Selection) -> Selection:
        """Draw a head below the anchor up by a sentence, or move it to the start of the one before.

        The sentence of the anchor stays selected whichever way the head goes.
        """
        if not self._blocks:
            return selection
        if selection.head >= selection.anchor:
            home, reached = self._at(selection.anchor), self._before_or_first(selection.head)
            previous = self._before(reached.start)
            if reached > home and previous:
                return Selection(selection.anchor, previous.end)
            if self._before(home.start) is None:
                return Selection(*home)
            selection = Selection(home.end, home.start)
        found = self._before(selection.head)
        return Selection(selection.anchor, found.start) if found else selection

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

    def _at(self, position: int) -> Range:
        """Return the sentence that `at` selects."""
        before = self._before(position + 1)
        if before and position <= before.end:
            return before
        return self._from(position) or self._all_of(len(self._blocks) - 1)[-1]

    def _from(self, position: int) -> Range | None:
        """Return the first sentence that begins at or after `position`."""
        index = bisect_right(self._block_starts, position) - 1
        if index >= 0 and position < self._blocks[index].end:
            sentences = self._of(index, position)
            place = bisect_left(sentences, position, key=_start)
            if place < len(sentences):
                return sentences[place]
        return self._of(index + 1)[0] if index + 1 < len(self._blocks) else None

    def _before(self, position: int) -> Range | None:
        """Return the last sentence that begins before `position`."""
        index = bisect_left(self._block_starts, position) - 1
        if index < 0:
            return None
        sentences = self._of(index, position)
        place = bisect_left(sentences, position, key=_start)
        if place:
            return sentences[place - 1]
        return self._all_of(index - 1)[-1] if index else None

    def _before_or_first(self, position: int) -> Range:
        return self._before(position) or self._of(0)[0]


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
