"""Quotations: speech that an article reports word for word, found by its marks.

A quotation that its report breaks (``“We won,” she said, “by a hair.”``) is one, of two parts. In
French the report may stand inside the marks (``« Nous avons gagné, a-t-elle dit, de peu. »``): that
stays one part, for no mark tells where the speech goes on.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from newsread.text.select.dialogue import spoken
from newsread.text.select.quote_marks import Quoted, quoted
from newsread.text.select.reporting import interrupts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsread.text.document import Document
    from newsread.text.segment import Range


MOST_PARTS = 8
"""Parts of one quotation: “he said” breaks it once or twice, an attack thousands of times."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted speech from `start` to `end`, marks included: code points of the document, half open.

    All ends are edges of graphemes.
    """

    start: int
    end: int
    parts: tuple[Range, ...]
    """Its words, without the marks, the blanks and the comma of the report; none is empty."""
    depth: int
    """How many quotations it stands in."""


class Quotations:
    """The quotations of one document, looked for when first asked for, in linear time."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def all(self) -> tuple[Quotation, ...]:
        """In order of start, outer ones before those in them. Two lie apart or one in the other."""
        text, lang = self._document.text, self._document.lang
        found = _joined(text, lang, sorted(quoted(self._document), key=_outer_first))
        outermost = [each for each, depth in _nested(found) if depth == 0]
        found += spoken(self._document, outermost)
        return tuple(
            Quotation(each.start, each.end, each.parts, depth)
            for each, depth in _nested(sorted(found, key=_outer_first))
        )

    def around(self, start: int, end: int) -> tuple[Quotation, ...]:
        """Return the quotations whose words enclose ``[start, end)``, the innermost first.

        What stands between the parts of one counts as enclosed.
        """
        place = bisect_right(self._outermost, start, key=_start) - 1
        if place < 0:
            return ()
        outer = self._outermost[place]
        first = bisect_left(self.all, outer.start, key=_start)
        last = bisect_right(self.all, start, key=_start)
        return tuple(
            each
            for each in reversed(self.all[first:last])
            if each.parts[0].start <= start and end <= each.parts[-1].end
        )

    def next_from(self, position: int) -> Quotation | None:
        """Return the first outermost quotation whose words end after `position`, else None."""
        place = bisect_right(self._outermost, position, key=_words_end)
        return self._outermost[place] if place < len(self._outermost) else None

    def within(self, start: int, end: int) -> tuple[Quotation, ...]:
        """Return the quotations in ``[start, end)``, marks and all; none that lie in another."""
        first = bisect_left(self.all, start, key=_start)
        found: list[Quotation] = []
        for each in self.all[first : bisect_left(self.all, end, key=_start)]:
            if each.end <= end and not (found and each.start < found[-1].end):
                found.append(each)
        return tuple(found)

    @cached_property
    def _outermost(self) -> tuple[Quotation, ...]:
        return tuple(each for each in self.all if each.depth == 0)


def _start(each: Quotation) -> int:
    return each.start


def _words_end(each: Quotation) -> int:
    return each.parts[-1].end


def _outer_first(each: Quoted) -> tuple[int, int]:
    return each.start, -each.end


def _nested(found: Iterable[Quoted]) -> list[tuple[Quoted, int]]:
    """Return `found`, which is in order, each with how many enclose it."""
    nested = []
    enclosing: list[int] = []
    for each in found:
        while enclosing and enclosing[-1] <= each.start:
            enclosing.pop()
        nested.append((each, len(enclosing)))
        enclosing.append(each.end)
    return nested


def _joined(text: str, lang: str, found: Iterable[Quoted]) -> list[Quoted]:
    """Return `found`, which is in order, with those made one that a report only interrupts."""
    chains: list[list[Quoted]] = []
    path: list[int] = []
    for each in found:
        neighbour = -1
        while path and chains[path[-1]][-1].end <= each.start:
            neighbour = path.pop()
        chain = chains[neighbour] if neighbour >= 0 else []
        if 0 < len(chain) < MOST_PARTS and _is_one(text, lang, chain[-1], each):
            chains[neighbour].append(each)
        else:
            neighbour = len(chains)
            chains.append([each])
        path.append(neighbour)
    return [_one(chain) for chain in chains]


def _one(chain: list[Quoted]) -> Quoted:
    parts = tuple(part for each in chain for part in each.parts)
    return Quoted(chain[0].start, chain[-1].end, parts, chain[0].mark)


def _is_one(text: str, lang: str, first: Quoted, second: Quoted) -> bool:
    """Return whether two quotations next to each other are parts of one that goes on."""
    ends = first.parts[-1].end
    if first.mark != second.mark or text[ends - 1] in ".!?…。！？":
        return False
    return interrupts(text, first.end, second.start, text[ends : first.end][:1] == ",", lang)
