"""The same place in another text of an article: its words with the menus, or as the feed has them.

Runs of a few words that stand just once in either text tie the two together, as the unique lines
of patience diff do. A stretch goes to where its own words stand; one that the other text lacks, to
the nearest that it has. All of it is linear in the lengths of both texts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from statistics import median_low
from typing import TYPE_CHECKING, NamedTuple

from newsread.text.document import Document, Part
from newsread.text.segment import Range
from newsread.text.select.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsread.text.select.selection import Parts

RUN = 4
"""Words of a run: fewer stand in other places of the page by chance, more are torn by each small
difference."""
_WIDE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_WIDE}]|(?:(?![{_WIDE}])\w)+")
"""A word; of scripts without spaces, a character."""


class Spot(NamedTuple):
    """Where a person is in a text."""

    document: Document
    parts: Parts
    """What is selected: code points, half open."""
    row: int
    """How many rows below the top of the screen it begins."""


class Trail:
    """Leads from text to text of one article, and back again to where it began.

    Whoever did not move in a text has only looked at it: the place is then still the one they came
    from, so that going round and round leads nowhere else.
    """

    def __init__(self) -> None:
        self._from: Spot | None = None
        self._to: Spot | None = None

    def follow(self, here: Spot, there: Document) -> Spot:
        """Return the place in `there` that answers to `here`."""
        if self._to is None or self._from is None or here[:2] != self._to[:2]:
            self._from = here
        if there.revision == self._from.document.revision:
            self._to = self._from
        else:
            parts = same_place(self._from.document, there, self._from.parts)
            self._to = Spot(there, parts, self._from.row)
        return self._to


class _Words:
    """The words of a text, folded, and where they stand."""

    def __init__(self, text: str) -> None:
        found = list(_WORD.finditer(text))
        self.words = [each[0].casefold() for each in found]
        self.starts = [each.start() for each in found]

    def between(self, start: int, end: int) -> range:
        """Return the numbers of the words that begin in ``text[start:end]``."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))


def same_words(one: Document, other: Document) -> bool:
    """Say whether two texts say the same, their headlines, marks and spacing aside."""
    return _body(one) == _body(other)


def same_place(here: Document, there: Document, parts: Sequence[Range]) -> tuple[Range, ...]:
    """Return where what is selected in `here` stands in `there`: code points, half open.

    The very words, where they stand there just once; else the sentence that has the most of them;
    else the nearest sentence, before or after, that both have. Nothing where `there` has no text.
    """
    if not parts or here.text == there.text:
        return tuple(parts)
    exact = _exact(here.text, there.text, parts)
    if exact:
        return exact
    sentences = Sentences(there)
    stretch = Range(parts[0].start, parts[-1].end)
    position = _position(_Words(here.text), _Words(there.text), stretch)
    sentence = sentences.at(position)
    return (Range(sentence.start, sentence.end),) if sentence is not None else ()


def _body(document: Document) -> list[str]:
    texts = (
        document.text[each.start : each.end]
        for each in document.blocks
        if each.part is not Part.HEADLINE
    )
    return [word for text in texts for word in _Words(text).words]


def _exact(here: str, there: str, parts: Sequence[Range]) -> tuple[Range, ...]:
    """Return where the words of all `parts` stand, each just once and in order; else nothing."""
    found: list[Range] = []
    for start, end in parts:
        words = here[start:end]
        at = there.find(words)
        if at < 0 or there.find(words, at + 1) >= 0 or (found and at < found[-1].end):
            return ()
        found.append(Range(at, at + len(words)))
    return tuple(found)


def _position(here: _Words, there: _Words, stretch: Range) -> int:
    """Return the position in `there` that answers to `stretch` of `here`."""
    inside = here.between(*stretch)
    ties = _ties(here.words, there.words)
    if not ties:
        return 0
    ours = [mine for mine, _ in ties]
    first, after = bisect_left(ours, inside.start - RUN + 1), bisect_left(ours, inside.stop)
    touching = [
        theirs + max(inside.start - mine, 0)
        for mine, theirs in ties[first:after]
        if mine + RUN > inside.start
    ]
    same = list(_occurrences(here.words[inside.start : inside.stop], there.words))
    near = min(
        ties[max(first - 1, 0) : after + 1],
        key=lambda tie: max(inside.start - tie[0], tie[0] - inside.stop),
        default=ties[-1],
    )
    expected = near[1] + inside.start - near[0]
    if same:
        number = min(same, key=lambda each: abs(each - expected))
    elif touching:
        number = median_low(touching)
    else:
        number = near[1] + (RUN - 1 if near[0] < inside.start else 0)
    return there.starts[min(number, len(there.starts) - 1)]


def _ties(here: list[str], there: list[str]) -> list[tuple[int, int]]:
    """Return the numbers of the words at which a run begins that both have just once, in the order
    of `here`."""
    theirs = dict(_single(there))
    return [(number, theirs[run]) for run, number in _single(here) if run in theirs]


def _single(words: list[str]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield each run of words that comes once, with the number of its first word."""
    numbers: dict[tuple[str, ...], int] = {}
    for number, run in enumerate(zip(*(words[skipped:] for skipped in range(RUN)), strict=False)):
        numbers[run] = -1 if run in numbers else number
    return ((run, number) for run, number in numbers.items() if number >= 0)


def _occurrences(wanted: list[str], words: list[str]) -> Iterator[int]:
    """Yield the numbers of the words at which `wanted` begins in `words`."""
    if not wanted:
        return
    joined, sought = f" {' '.join(words)} ", f" {' '.join(wanted)} "
    number = last = 0
    at = joined.find(sought)
    while at >= 0:
        number += joined.count(" ", last, at)
        yield number
        last, at = at, joined.find(sought, at + 1)
