"""Two texts as one, to be read where there is no room for both: what stands in both once, and where
they differ the older words before the newer ones. Pure.

It is a document like any other, so that it is wrapped and drawn as one. No claim is made on it.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from newsread.text.compared import Fate
from newsread.text.document import Piece, assemble
from newsread.text.segment import Range

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsread.text.compared import Comparison, Part, Row
    from newsread.text.document import Block, Document


class Fragment(NamedTuple):
    """Words of the one text, and where they are from: code points, half open."""

    start: int
    end: int
    fate: Fate
    change: int
    """The number of the change they are of; -1 where they are the same."""
    old: Range | None
    new: Range | None


class _Words(NamedTuple):
    """Words that are to stand in the one text; without a place in either for a space of ours."""

    text: str
    fate: Fate
    change: int
    old: Range | None
    new: Range | None


class Inline:
    """A comparison as one text."""

    def __init__(self, comparison: Comparison) -> None:
        pieces: list[Piece] = []
        texts: list[list[_Words]] = []
        self.rows: list[range] = []
        """The blocks of each row of the comparison."""
        for number, row in enumerate(comparison.rows):
            before = len(pieces)
            for block, words in _pieces(comparison, row, comparison.firsts[number]):
                text = "".join(each.text for each in words)
                pieces.append(Piece(block.kind, text, block.part, block.level, block.ordinal))
                texts.append(words)
            self.rows.append(range(before, len(pieces)))
        self.document: Document = assemble(pieces, comparison.new.lang)
        self.fragments = tuple(_placed(self.document, texts))
        """All of its words, in order; between blocks, and where a space is ours, there are none."""
        self._sides = {fate: _side(self.fragments, fate) for fate in (Fate.OLD, Fate.NEW)}

    def places(self, side: Fate, start: int, end: int) -> list[Range]:
        """Return where ``text[start:end]`` of the older or newer text stands in this one."""
        fragments, starts = self._sides[side]
        found: list[Range] = []
        for number in range(max(bisect_right(starts, start) - 1, 0), len(fragments)):
            fragment = fragments[number]
            source = _of(fragment, side)
            assert source is not None
            if source.start >= end:
                break
            if source.end <= start:
                continue
            # From the end: of a single token what differs stands before it, the white space.
            first = fragment.end - (source.end - max(source.start, start))
            last = fragment.end - (source.end - min(source.end, end))
            here = Range(max(first, fragment.start), last)
            if found and not self.document.text[found[-1].end : here.start].strip():
                here = Range(found.pop().start, here.end)
            if here.start < here.end:
                found.append(here)
        return found


def _of(fragment: Fragment, side: Fate) -> Range | None:
    return fragment.old if side is Fate.OLD else fragment.new


def _side(fragments: Sequence[Fragment], side: Fate) -> tuple[list[Fragment], list[int]]:
    """Return the fragments that are of one text, in its order, and where each begins in it."""
    own = [(source.start, each) for each in fragments if (source := _of(each, side)) is not None]
    own.sort(key=lambda each: each[0])
    return [each for _, each in own], [start for start, _ in own]


def _placed(document: Document, texts: Sequence[Sequence[_Words]]) -> Iterator[Fragment]:
    for block, words in zip(document.blocks, texts, strict=True):
        at = block.start
        for each in words:
            end = at + len(each.text)
            if each.old is not None or each.new is not None:
                yield Fragment(at, end, each.fate, each.change, each.old, each.new)
            at = end


def _pieces(comparison: Comparison, row: Row, change: int) -> Iterator[tuple[Block, list[_Words]]]:
    """Yield the blocks of a row: each that it takes after, and its words. `change` is the number
    that the row's first change has."""
    olds = [comparison.old.blocks[number] for number in row.old]
    news = [comparison.new.blocks[number] for number in row.new]
    shown: Block | None = None
    words: list[_Words] = []
    for part in row.parts:
        begins = {Fate.OLD: False, Fate.NEW: False}
        """Whether the words of a side have begun a block within this part."""
        for block, each in _words_of(comparison, olds, news, part, change):
            old_side = each.fate is Fate.OLD
            within = olds if old_side else news
            source = each.old if old_side else each.new
            assert source is not None
            starts = source.start == block.start and block is not within[0]
            both = begins[Fate.OLD] and each.fate is Fate.NEW and not begins[Fate.NEW]
            if shown is None or (starts and not both):
                if shown is not None and words:
                    yield shown, words
                shown, words = block, []
            begins[each.fate if each.fate is not Fate.SAME else Fate.NEW] |= starts
            if words and _runs_into(words[-1], each):
                words.append(_Words(" ", Fate.SAME, -1, None, None))
            words.append(each)
        change += not part.same
    if shown is not None and words:
        yield shown, words


def _runs_into(before: _Words, after: _Words) -> bool:
    """Tell whether older words and the newer ones after them need a space to be read apart."""
    apart = before.fate is Fate.OLD and after.fate is Fate.NEW
    return apart and not before.text[-1].isspace() and not after.text[0].isspace()


def _words_of(
    comparison: Comparison,
    olds: Sequence[Block],
    news: Sequence[Block],
    part: Part,
    change: int,
) -> Iterator[tuple[Block, _Words]]:
    """Yield the words of a part, block by block: the newer text's where it is the same in both,
    else the older text's before the newer one's."""
    if not part.same:
        for block, here in _within(olds, part.old):
            text = comparison.old.text[here.start : here.end]
            yield block, _Words(text, Fate.OLD, change, here, None)
    for block, here in _within(news, part.new):
        text = comparison.new.text[here.start : here.end]
        if not part.same:
            yield block, _Words(text, Fate.NEW, change, None, here)
            continue
        old = part.old
        if old.end - old.start == part.new.end - part.new.start:
            moved = old.start - part.new.start
            old = Range(here.start + moved, here.end + moved)
        yield block, _Words(text, Fate.SAME, -1, old, here)


def _within(blocks: Sequence[Block], stretch: Range) -> Iterator[tuple[Block, Range]]:
    """Yield the parts of a stretch that lie in each block; blocks have text, and are in order."""
    # One block that was split into thousands has as many parts: not each block for each.
    for number in range(bisect_right(blocks, stretch.start, key=_end), len(blocks)):
        block = blocks[number]
        start, end = max(block.start, stretch.start), min(block.end, stretch.end)
        if start >= end:
            return
        yield block, Range(start, end)


def _end(block: Block) -> int:
    return block.end
