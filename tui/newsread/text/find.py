"""Finding words in a text as a person means them: however they are spaced and quoted."""

from __future__ import annotations

import re
from array import array
from itertools import islice
from typing import TYPE_CHECKING

from newsread.text.clean import clean
from newsread.text.grapheme import grapheme_start
from newsread.text.segment import Range

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRAIGHT = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")
_RUN = re.compile(r"\s+|\S+")


class Findable:
    """A text that words can be found in.

    Text and words are compared NFC, with every run of white space as one space and curly quotation
    marks as straight ones; without regard to case if so asked.
    """

    def __init__(self, text: str, *, ignore_case: bool = False) -> None:
        self._text = text
        self._ignore_case = ignore_case
        self._folded, self._positions = _fold(text, ignore_case)

    def places(self, words: str, most: int | None = None) -> list[Range]:
        """Return where `words` stand, in order, on edges of graphemes; places may overlap.

        With `most`, the first so many.
        """
        wanted = _fold(clean(words).strip(), self._ignore_case)[0]
        return list(islice(self._whole(wanted), most))

    def _whole(self, wanted: str) -> Iterator[Range]:
        """Yield the occurrences that cut no grapheme; each edge is looked for from the last."""
        edge = 0
        for start, end in self._occurrences(wanted):
            edge = grapheme_start(self._text, start, edge)
            if edge == start and grapheme_start(self._text, end, edge) == end:
                yield Range(start, end)

    def _occurrences(self, wanted: str) -> Iterator[tuple[int, int]]:
        at = self._folded.find(wanted) if wanted else -1
        while at >= 0:
            yield self._positions[at], self._positions[at + len(wanted) - 1] + 1
            at = self._folded.find(wanted, at + 1)


def _fold(text: str, ignore_case: bool) -> tuple[str, array[int]]:
    """Return what is compared, and for each of its code points the position in `text`."""
    pieces: list[str] = []
    positions = array("I")
    for run in _RUN.finditer(text.translate(_STRAIGHT)):
        start, piece = run.start(), run[0]
        if piece.isspace():
            pieces.append(" ")
            positions.append(start)
            continue
        folded = piece.casefold() if ignore_case else piece
        pieces.append(folded)
        if len(folded) == len(piece):
            positions.extend(range(start, run.end()))
        else:  # “ß” becomes “ss”
            for place, character in enumerate(piece, start):
                positions.extend([place] * len(character.casefold()))
    return "".join(pieces), positions
