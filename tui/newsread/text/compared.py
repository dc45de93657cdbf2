"""Two texts of an article beside one another: which paragraphs belong together, and which words of
them differ. Pure.

Which words are the same ones is for `text.alignment` to say. Here they become rows: blocks of both
texts in order. A paragraph that was split is one row with its two halves; one that has nothing but
common words with what stands in its place is dropped, and the other added.
"""

from __future__ import annotations

from collections import defaultdict, deque
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from newsread.text.alignment import runs
from newsread.text.segment import Range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsread.text.alignment import Alignment, Tokens
    from newsread.text.document import Block, Document

RELATED = 3
"""Two blocks belong together where runs of words have one in so many of the smaller one's, or the
same words, in runs or not, are half of the larger one's: in a headline of three one is changed."""
LEAST_MOVED = 4
"""Tokens of a block that is said to have moved: shorter ones stand anywhere."""
LONE = 3
"""Letters of a word that, alone between longer changes, is shown as changed with them: an “of” that
both have makes two changes of one."""


class Fate(StrEnum):
    """What has become of words, as they are shown."""

    SAME = "same"
    OLD = "old"
    """They stand in the older text alone."""
    NEW = "new"
    """They stand in the newer one alone."""


class Part(NamedTuple):
    """A stretch of both texts: code points, half open. One side may be empty where not `same`."""

    old: Range
    new: Range
    same: bool
    """Whether both have the same tokens; spaces and the forms of marks may differ."""


class Row(NamedTuple):
    """Blocks that belong together, by their numbers in both documents; none on one side where they
    stand in the other text alone."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    parts: tuple[Part, ...]
    """All text of these blocks, in order."""
    moved: bool = False
    """Whether these words stand elsewhere in the other text, in a row that has moved, too."""

    @property
    def changes(self) -> tuple[Part, ...]:
        """The parts that differ."""
        return tuple(part for part in self.parts if not part.same)


class Comparison:
    """An older text and a newer one, row by row."""

    def __init__(self, old: Document, new: Document, alignment: Alignment) -> None:
        self.old = old
        self.new = new
        self.rows = tuple(_moved(_rows(old, new, alignment), alignment))
        self.changes = tuple(part for row in self.rows for part in row.changes)
        """All that differs, in the order of the rows."""
        counts = (len(row.changes) for row in self.rows)
        self.firsts = tuple(accumulate(counts, initial=0))
        """The number of each row's first change, and at the end how many there are."""


class _Side:
    """The blocks of a text that have words, and which tokens are theirs."""

    def __init__(self, document: Document, tokens: Tokens) -> None:
        numbered = [(number, each) for number, each in enumerate(document.blocks)]
        self.numbers = [number for number, block in numbered if block.end > block.start]
        self.blocks: list[Block] = [document.blocks[number] for number in self.numbers]
        self.tokens = tokens
        self.text = document.text
        self.owners: list[int] = []
        """The block of each token."""
        self.firsts = [0]
        """The first token of each block, and how many tokens there are."""
        at = 0
        for index, block in enumerate(self.blocks):
            while at < len(tokens) and tokens.ranges[at].start < block.end:
                self.owners.append(index)
                at += 1
            self.firsts.append(at)

    def size(self, block: int) -> int:
        """Return how many tokens a block has."""
        return self.firsts[block + 1] - self.firsts[block]

    def words(self, block: int) -> tuple[str, ...]:
        """Return the tokens of a block, folded."""
        return tuple(self.tokens.words[self.firsts[block] : self.firsts[block + 1]])


class _Group(NamedTuple):
    """Blocks of both sides that belong together, and the pairs of tokens among them."""

    old: range
    new: range
    pairs: range


def _rows(old: Document, new: Document, alignment: Alignment) -> Iterator[Row]:
    """Yield the rows of both texts, what was dropped before what was added in its place."""
    mine, theirs = _Side(old, alignment.old_tokens), _Side(new, alignment.new_tokens)
    pairs = alignment.pairs
    at_old = at_new = 0
    last = _Group(range(len(mine.blocks), 0), range(len(theirs.blocks), 0), range(0))
    for group in (*_groups(mine, theirs, pairs), last):
        here = theirs.blocks[at_new - 1].end if at_new else 0
        for index in range(at_old, group.old.start):
            block = mine.blocks[index]
            gone = Part(Range(block.start, block.end), Range(here, here), same=False)
            yield Row((mine.numbers[index],), (), (gone,))
        here = mine.blocks[group.old.start - 1].end if group.old.start else 0
        for index in range(at_new, group.new.start):
            block = theirs.blocks[index]
            come = Part(Range(here, here), Range(block.start, block.end), same=False)
            yield Row((), (theirs.numbers[index],), (come,))
        if group is not last:
            within = [pairs[number] for number in group.pairs]
            yield Row(
                tuple(mine.numbers[index] for index in group.old),
                tuple(theirs.numbers[index] for index in group.new),
                tuple(_parts(mine, theirs, group, within)),
            )
        at_old, at_new = group.old.stop, group.new.stop


def _groups(mine: _Side, theirs: _Side, pairs: Sequence[tuple[int, int]]) -> Iterator[_Group]:
    """Yield the blocks that belong together, in order: one to one as a rule."""
    group: _Group | None = None
    for old, new, within in _meetings(mine, theirs, pairs):
        sizes = mine.size(old), theirs.size(new)
        if _run_tokens(pairs, within) * RELATED < min(sizes) and len(within) * 2 < max(sizes):
            continue
        if group is not None and (old < group.old.stop or new < group.new.stop):
            group = _Group(
                range(group.old.start, old + 1),
                range(group.new.start, new + 1),
                range(group.pairs.start, within.stop),
            )
            continue
        if group is not None:
            yield group
        group = _Group(range(old, old + 1), range(new, new + 1), within)
    if group is not None:
        yield group


def _meetings(
    mine: _Side, theirs: _Side, pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, range]]:
    """Yield each pair of blocks that have tokens in common, with the numbers of their pairs."""
    begun = 0
    for number, (old, new) in enumerate(pairs):
        here = (mine.owners[old], theirs.owners[new])
        following = pairs[number + 1] if number + 1 < len(pairs) else None
        if following is None or (mine.owners[following[0]], theirs.owners[following[1]]) != here:
            yield (*here, range(begun, number + 1))
            begun = number + 1


def _run_tokens(pairs: Sequence[tuple[int, int]], within: range) -> int:
    """Return how many of the pairs stand in runs of two and more; single ones stand anywhere."""
    in_runs = 0
    begun = within.start
    for number in within:
        following = pairs[number + 1] if number + 1 < within.stop else None
        old, new = pairs[number]
        if following != (old + 1, new + 1):
            length = number + 1 - begun
            in_runs += length if length > 1 else 0
            begun = number + 1
    return in_runs


def _parts(
    mine: _Side, theirs: _Side, group: _Group, pairs: Sequence[tuple[int, int]]
) -> Iterator[Part]:
    """Yield the parts of a group's text: what both have, and between that what differs."""
    at_old, at_new = mine.blocks[group.old[0]].start, theirs.blocks[group.new[0]].start
    tokens_old, tokens_new = mine.firsts[group.old[0]], theirs.firsts[group.new[0]]
    ends = (mine.firsts[group.old[-1] + 1], theirs.firsts[group.new[-1] + 1])
    for old, new, count in _runs(mine, theirs, pairs, (tokens_old, tokens_new), ends):
        if old > tokens_old or new > tokens_new:
            gap = Part(
                Range(at_old, mine.tokens.ranges[old].start),
                Range(at_new, theirs.tokens.ranges[new].start),
                same=False,
            )
            for part in _without_spaces(mine.text, theirs.text, gap):
                yield part
                at_old, at_new = part.old.end, part.new.end
        for part in _alike(mine, theirs, (at_old, at_new), (old, new, count)):
            yield part
            at_old, at_new = part.old.end, part.new.end
        tokens_old, tokens_new = old + count, new + count
    end_old, end_new = mine.blocks[group.old[-1]].end, theirs.blocks[group.new[-1]].end
    if at_old < end_old or at_new < end_new:
        gap = Part(Range(at_old, end_old), Range(at_new, end_new), same=False)
        yield from _without_spaces(mine.text, theirs.text, gap)


def _without_spaces(old: str, new: str, gap: Part) -> Iterator[Part]:
    """Yield what differs without the white space around it that both texts have, and that."""
    mine, theirs = old[gap.old.start : gap.old.end], new[gap.new.start : gap.new.end]
    leads = [len(each) - len(each.lstrip()) for each in (mine, theirs)]
    if not all(leads):
        leads = [0, 0]
    mine, theirs = mine[leads[0] :], theirs[leads[1] :]
    tails = [len(each) - len(each.rstrip()) for each in (mine, theirs)]
    if not all(tails):
        tails = [0, 0]
    start = (gap.old.start + leads[0], gap.new.start + leads[1])
    end = (gap.old.end - tails[0], gap.new.end - tails[1])
    if leads[0]:
        yield Part(Range(gap.old.start, start[0]), Range(gap.new.start, start[1]), same=True)
    if start[0] < end[0] or start[1] < end[1]:
        yield Part(Range(start[0], end[0]), Range(start[1], end[1]), same=False)
    if tails[0]:
        yield Part(Range(end[0], gap.old.end), Range(end[1], gap.new.end), same=True)


def _alike(
    mine: _Side, theirs: _Side, start: tuple[int, int], run: tuple[int, int, int]
) -> Iterator[Part]:
    """Yield a run of the same tokens, from `start` on: in one where both texts have the very same
    characters, else token by token, so that a place in one is found in the other."""
    old, new, count = run
    at_old, at_new = start
    end = mine.tokens.ranges[old + count - 1].end, theirs.tokens.ranges[new + count - 1].end
    if mine.text[at_old : end[0]] == theirs.text[at_new : end[1]]:
        yield Part(Range(at_old, end[0]), Range(at_new, end[1]), same=True)
        return
    for step in range(count):
        ends = mine.tokens.ranges[old + step].end, theirs.tokens.ranges[new + step].end
        yield Part(Range(at_old, ends[0]), Range(at_new, ends[1]), same=True)
        at_old, at_new = ends


def _runs(
    mine: _Side,
    theirs: _Side,
    pairs: Sequence[tuple[int, int]],
    start: tuple[int, int],
    end: tuple[int, int],
) -> Iterator[tuple[int, int, int]]:
    """Yield where tokens of both texts are the same, and how many; a short word alone between
    longer changes is none. `start` and `end` are the tokens of a group's two sides."""
    found = list(runs(_filled(mine.tokens.words, theirs.tokens.words, pairs, start, end)))
    edges = [(*start, 0), *found, (*end, 0)]
    gaps = [
        max(following[0] - each[0] - each[2], following[1] - each[1] - each[2])
        for each, following in pairwise(edges)
    ]
    for number, (old, new, count) in enumerate(found):
        around = min(gaps[number], gaps[number + 1])
        if count > 1 or around < 2 or len(mine.tokens.words[old]) > LONE:
            yield old, new, count


def _filled(
    mine: Sequence[str],
    theirs: Sequence[str],
    pairs: Sequence[tuple[int, int]],
    start: tuple[int, int],
    end: tuple[int, int],
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a group, and those at the ends of its gaps: a full stop may have found its
    partner in another paragraph, which is not of the group."""
    old, new = start
    for to_old, to_new in (*pairs, end):
        while old < to_old and new < to_new and mine[old] == theirs[new]:
            yield old, new
            old, new = old + 1, new + 1
        back = 0
        while (
            old < to_old - back
            and new < to_new - back
            and mine[to_old - back - 1] == theirs[to_new - back - 1]
        ):
            back += 1
        yield from zip(range(to_old - back, to_old), range(to_new - back, to_new), strict=True)
        if (to_old, to_new) != end:
            yield to_old, to_new
        old, new = to_old + 1, to_new + 1


def _moved(rows: Iterable[Row], alignment: Alignment) -> Iterator[Row]:
    """Yield the rows, those marked as moved whose words stand in another place of the other text.

    Each is paired with one other, so that a paragraph that stands twice now was not moved there.
    """
    listed = list(rows)
    lone: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for number, row in enumerate(listed):
        if (
            not row.new
            and len(words := _words(alignment.old_tokens, row.parts[0].old)) >= LEAST_MOVED
        ):
            lone[words].append(number)
    moved: set[int] = set()
    for number, row in enumerate(listed):
        if not row.old and (there := lone.get(_words(alignment.new_tokens, row.parts[0].new))):
            moved |= {there.popleft(), number}
    for number, row in enumerate(listed):
        yield row._replace(moved=True) if number in moved else row


def _words(tokens: Tokens, stretch: Range) -> tuple[str, ...]:
    return tuple(tokens.words[number] for number in tokens.within(*stretch))
