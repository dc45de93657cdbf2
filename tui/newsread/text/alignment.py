"""Two versions of a text, word by word: what both have, and what stands in one alone. Pure.

Tokens are words with their numbers whole (``4.7``, ``don't``), single marks, and in scripts without
spaces single characters. Both are folded for comparing: curly marks and straight ones, dashes, and
compatibility forms are the same; case is not.

First, runs of tokens that stand just once in either text tie them together, as the unique lines of
patience diff do; only between two ties is the longest common subsequence taken. Without ties that
costs the product of both lengths in memory, and common words of one sentence find partners in
another that has nothing to do with it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from newsread.text.segment import Range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

RUN = 4
"""Tokens of a run that ties: fewer stand elsewhere by chance, more are torn by each small edit."""
MOST_CELLS = 1 << 28
"""Most pairs of tokens compared between two ties, a bit of memory each; beyond that a page without
anything in common would take gigabytes, and is told as replaced."""
FARTHEST = 50
"""Most tokens by which what is new, or gone, is slid to a sentence's beginning."""

BETWEEN = "\0"
"""Stands in no clean text, so in no token."""
MOST_RUNS = 8
"""Runs of tokens that are looked at closely."""

_ENDS = frozenset(".!?…。！？")
_WIDE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_TOKEN = re.compile(rf"[{_WIDE}]|(?:(?![{_WIDE}])\w)+(?:[.,:'’](?:(?![{_WIDE}])\w)+)*|[^\w\s]")
_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»〝〞＂", '"'),
        **dict.fromkeys("‘’‚‛‹›′", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)


class Stretch(NamedTuple):
    """A part of both texts; code points, half open. Either side may be empty where not `same`."""

    old: Range
    new: Range
    same: bool
    """Whether both have the same tokens; spaces and the forms of marks may differ."""


class Tokens:
    """The tokens of a text, folded, and where they stand."""

    def __init__(self, text: str) -> None:
        found = list(_TOKEN.finditer(text))
        self.words = [folded(each[0]) for each in found]
        self.ranges = [Range(*each.span()) for each in found]
        self._starts = [each.start for each in self.ranges]
        self._ends = [each.end for each in self.ranges]

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def joined(self) -> str:
        """All tokens, folded, with `BETWEEN` before, between and after them."""
        return BETWEEN.join(("", *self.words, ""))

    def within(self, start: int, end: int) -> range:
        """Return the numbers of the tokens that touch ``text[start:end]``."""
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))

    def of(self, start: int, end: int) -> Sequence[str]:
        """Return the tokens that touch ``text[start:end]``, folded."""
        numbers = self.within(start, end)
        return self.words[numbers.start : numbers.stop]


class Alignment:
    """How two texts lie beside one another: one alignment serves all claims of an article."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new
        self.old_tokens = Tokens(old)
        self.new_tokens = Tokens(new)

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """The numbers of the tokens that are the same ones in both texts, rising in both."""
        old, new = self.old_tokens.words, self.new_tokens.words
        return tuple(_slid(_pairs(old, new), old, new))

    @cached_property
    def partners(self) -> dict[int, int]:
        """`pairs`, to look up a token of the old text."""
        return dict(self.pairs)

    @cached_property
    def origins(self) -> dict[int, int]:
        """`pairs`, to look up a token of the new text."""
        return {theirs: mine for mine, theirs in self.pairs}

    def is_same(self, mine: int, theirs: int) -> bool:
        """Tell whether two tokens are the same to the letter."""
        old, new = self.old_tokens.ranges[mine], self.new_tokens.ranges[theirs]
        return self.old[old.start : old.end] == self.new[new.start : new.end]

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Both texts in parts, in order and without gaps: those that are the same, and between
        them those that differ."""
        return tuple(self._stretches())

    @property
    def changes(self) -> tuple[Stretch, ...]:
        """The stretches that differ."""
        return tuple(each for each in self.stretches if not each.same)

    def _stretches(self) -> Iterator[Stretch]:
        olds, news = self.old_tokens.ranges, self.new_tokens.ranges
        at_old = at_new = 0
        for mine, theirs, count in runs(self.pairs):
            start = Range(at_old, olds[mine].start), Range(at_new, news[theirs].start)
            end = olds[mine + count - 1].end, news[theirs + count - 1].end
            if _has_tokens(self.old_tokens, start[0]) or _has_tokens(self.new_tokens, start[1]):
                yield Stretch(*start, same=False)
                at_old, at_new = start[0].end, start[1].end
            yield Stretch(Range(at_old, end[0]), Range(at_new, end[1]), same=True)
            at_old, at_new = end
        rest = Range(at_old, len(self.old)), Range(at_new, len(self.new))
        if any(each.start < each.end for each in rest):
            differs = _has_tokens(self.old_tokens, rest[0]) or _has_tokens(self.new_tokens, rest[1])
            yield Stretch(*rest, same=not differs)


def similarity(one: str, other: str) -> float:
    """Return how alike two texts read, folded, from 0 to 1: twice what both have in order, by the
    lengths of both (Indel). Two empty ones are alike."""
    return Indel.normalized_similarity(folded(one), folded(other))


def alike_in_order(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how alike two rows of tokens are, from 0 to 1, as `similarity` does letters; where
    they have more than `MOST_CELLS` pairs, in whatever order."""
    if len(one) * len(other) > MOST_CELLS:
        return 2 * (Counter(one) & Counter(other)).total() / (len(one) + len(other))
    return Indel.normalized_similarity(one, other)


def likeliest_runs(wanted: Sequence[str], words: Sequence[str], share: float) -> tuple[range, ...]:
    """Return the runs of as many tokens as `wanted` that have the most of them, in whatever order:
    at least that share, apart from one another, the best first. Linear in both lengths."""
    count = min(len(wanted), len(words))
    if not count:
        return ()
    missing = Counter(wanted)
    common = 0
    found: list[tuple[int, int]] = []
    for number, word in enumerate(words):
        common += missing[word] > 0
        missing[word] -= 1
        first = number + 1 - count
        if first > 0:
            missing[words[first - 1]] += 1
            common -= missing[words[first - 1]] > 0
        if first >= 0 and common >= share * len(wanted):
            found.append((-common, first))
    chosen: list[range] = []
    for _, first in sorted(found):
        if all(abs(first - each.start) >= count for each in chosen):
            chosen.append(range(first, first + count))
            if len(chosen) == MOST_RUNS:
                break
    return tuple(chosen)


def nearest_stretch(words: str, text: str, alike: float) -> Range | None:
    """Return the stretch of `text`, as long as `words`, that reads most like them.

    None where none is as `alike`. Code points in `text`, half open.
    """
    found = fuzz.partial_ratio_alignment(
        words.translate(_SAME), text.translate(_SAME), score_cutoff=100 * alike
    )
    if found is None or found.dest_end <= found.dest_start or len(text) < len(words):
        return None
    return Range(found.dest_start, found.dest_end)


def runs(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield pairs that follow one another in both texts as one: where it begins, how many."""
    old = new = count = 0
    for pair in pairs:
        if count and pair == (old + count, new + count):
            count += 1
            continue
        if count:
            yield old, new, count
        (old, new), count = pair, 1
    if count:
        yield old, new, count


def folded(token: str) -> str:
    """Return a token as it is compared."""
    return unicodedata.normalize("NFKC", token).translate(_SAME)


def _has_tokens(tokens: Tokens, stretch: Range) -> bool:
    return bool(tokens.within(*stretch))


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of tokens that both have, rising in both: what both begin and end with,
    and between ties the most there can be."""
    shorter = min(len(old), len(new))
    first = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - first
    last = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    last = last if last >= RUN else 0  # a full stop is no end that both have
    yield from ((at, at) for at in range(first))
    yield from _pairs_between(
        old, new, Range(first, len(old) - last), Range(first, len(new) - last)
    )
    yield from ((len(old) - at, len(new) - at) for at in range(last, 0, -1))


def _slid(
    pairs: Iterable[tuple[int, int]], old: Sequence[str], new: Sequence[str]
) -> list[tuple[int, int]]:
    """Return `pairs` with each stretch that is in one text alone slid to where sentences begin and
    end, if the tokens allow.

    Between “It rains. The mill” and “It rains. The dog barks. The mill” what is new may be “The dog
    barks.” as well as “dog barks. The”; the former is what was written.
    """
    path = [(-1, -1), *pairs, (len(old), len(new))]
    for at in range(len(path) - 1):
        gaps = [after - before - 1 for before, after in zip(path[at], path[at + 1], strict=True)]
        if bool(gaps[0]) == bool(gaps[1]):
            continue
        side = 0 if gaps[0] else 1
        _slide(path, at, side, (old, new)[side])
    return path[1:-1]


def _slide(path: list[tuple[int, int]], at: int, side: int, words: Sequence[str]) -> None:
    """Slide what stands in one text alone behind the pair with number `at`."""
    start, end = path[at][side] + 1, path[at + 1][side]
    length = end - start
    left = right = 0
    while (
        left < FARTHEST
        and at - left > 0
        and words[start - left - 1] == words[end - left - 1]
        and path[at - left] == (path[at][0] - left, path[at][1] - left)
    ):
        left += 1
    while (
        right < FARTHEST
        and at + 2 + right < len(path)
        and words[start + right] == words[end + right]
        and path[at + 1 + right] == (path[at + 1][0] + right, path[at + 1][1] + right)
    ):
        right += 1

    def speaks_for(step: int) -> tuple[int, int]:
        begins = start + step == 0 or words[start + step - 1] in _ENDS
        return 2 * (words[end + step - 1] in _ENDS) + begins, -abs(step)

    step = max(range(-left, right + 1), key=speaks_for)
    moved = range(at + step + 1, at + 1) if step < 0 else range(at + 1, at + 1 + step)
    by = length if step < 0 else -length
    for number in moved:
        one, other = path[number]
        path[number] = (one + by, other) if side == 0 else (one, other + by)


def _pairs_between(
    old: Sequence[str], new: Sequence[str], mine: Range, theirs: Range
) -> Iterator[tuple[int, int]]:
    at_old, at_new = mine.start, theirs.start
    ties = _ties(old[mine.start : mine.end], new[theirs.start : theirs.end])
    for tie_old, tie_new in (*ties, (mine.end - mine.start, theirs.end - theirs.start)):
        to_old, to_new = mine.start + tie_old, theirs.start + tie_new
        if to_old < at_old or to_new < at_new:
            continue  # within the run of the tie before
        yield from _common(old, new, Range(at_old, to_old), Range(at_new, to_new))
        at_old, at_new = to_old, to_new
        while at_old < mine.end and at_new < theirs.end and old[at_old] == new[at_new]:
            yield at_old, at_new
            at_old, at_new = at_old + 1, at_new + 1


def _common(
    old: Sequence[str], new: Sequence[str], mine: Range, theirs: Range
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of the longest common subsequence of two parts."""
    before, after = old[mine.start : mine.end], new[theirs.start : theirs.end]
    if not before or not after or len(before) * len(after) > MOST_CELLS:
        return
    numbers: dict[str, int] = {}
    for each in (*before, *after):
        numbers.setdefault(each, len(numbers))
    ids = [[numbers[each] for each in words] for words in (before, after)]
    for step in Indel.opcodes(*ids):
        if step.tag == "equal":
            for at in range(step.src_end - step.src_start):
                yield mine.start + step.src_start + at, theirs.start + step.dest_start + at


def _ties(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return where runs begin that either text has once: the most of them that rise in both."""
    theirs = _single(new)
    found = [(at, theirs[run]) for run, at in _single(old).items() if run in theirs]
    return _rising(sorted(found))


def _single(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Return the runs that come once, with the number of their first token."""
    numbers: dict[tuple[str, ...], int] = {}
    for number, run in enumerate(zip(*(words[skipped:] for skipped in range(RUN)), strict=False)):
        numbers[run] = -1 if run in numbers else number
    return {run: number for run, number in numbers.items() if number >= 0}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest subsequence whose second numbers rise (Fredman 1975, patience)."""
    lasts: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, theirs) in enumerate(pairs):
        length = bisect_left(lasts, theirs)
        before.append(ends[length - 1] if length else -1)
        lasts[length : length + 1] = [theirs]
        ends[length : length + 1] = [number]
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]
