"""Words and single characters: what a selection goes by where sentences are too coarse."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from newsread.text.grapheme import grapheme_end, grapheme_start
from newsread.text.segment import Range
from newsread.text.select.selection import Selection, snap
from newsread.text.select.units import Units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regex import Pattern

_WINDOW = 200
"""Code points looked at before a place to know where words begin there; longer ones are cut."""


class Words(Units):
    """The words of a text: letters and digits with what joins them, a number with its sign.

    In scripts without spaces a run of one script counts as a word. Marks belong to none.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def starting_from(self, position: int) -> Range | None:
        """Return the first word that begins at or after `position`."""
        return next((word for word in self._near(position) if word.start >= position), None)

    def starting_before(self, position: int) -> Range | None:
        """Return the last word that begins before `position`."""
        position = min(position, len(self._text))
        reach = _WINDOW
        while position > 0:
            found = None
            for word in self._near(position, reach):
                if word.start >= position:
                    break
                found = word
            if found or reach >= position:
                return found
            reach *= 4  # a table's rule, a row of emoji: no word for long
        return None

    def between(self, start: int, end: int) -> Iterator[Range]:
        """Yield the words that begin in ``[start, end)``."""
        for word in self._near(start):
            if word.start >= end:
                return
            if word.start >= start:
                yield word

    def _near(self, position: int, reach: int = _WINDOW) -> Iterator[Range]:
        """Yield words in order from a little before `position` on."""
        text = self._text
        edge = grapheme_start(text, max(0, min(position, len(text)) - reach))
        for match in _words().finditer(text, edge):
            if match.end() > edge:  # else it lies in the last character of the word before
                start = grapheme_start(text, max(match.start(), edge), edge)
                edge = grapheme_end(text, match.end(), start)
                yield Range(start, edge)


class Graphemes(Units):
    """The characters of a text as a reader sees them, white space apart."""

    def __init__(self, text: str) -> None:
        self._text = text

    def starting_from(self, position: int) -> Range | None:
        """Return the first character that begins at or after `position`."""
        text = self._text
        start = grapheme_end(text, max(position, 0))
        while start < len(text):
            end = grapheme_end(text, start + 1, start)
            if not text[start:end].isspace():
                return Range(start, end)
            start = end
        return None

    def starting_before(self, position: int) -> Range | None:
        """Return the last character that begins before `position`."""
        text = self._text
        end = min(position, len(text))
        while end > 0:
            start = grapheme_start(text, end - 1)
            found = Range(start, grapheme_end(text, start + 1, start))
            if not text[found.start : found.end].isspace():
                return found
            end = start
        return None


def word_at(text: str, position: int) -> Selection:
    """Return the word at `position`, or the one that ends there, else the mark of punctuation.

    On white space nothing is selected.
    """
    word = Words(text).starting_before(position + 1)
    found = word is not None and word.end >= position
    touching = Selection(*word) if word and found else Selection(position, position)
    if touching.empty and not text[position : position + 1].isspace():
        touching = Selection(position, min(position + 1, len(text)))
    return snap(text, touching)


@cache
def _words() -> Pattern[str]:
    # Imported when first needed, as in `grapheme`: who only reads asks for no word.
    import regex

    letters = r"[\p{L}\p{N}_][\p{L}\p{M}\p{N}_\u200c\u200d]*"
    return regex.compile(
        r"[\p{Han}々]+ | \p{Hiragana}+ | [\p{Katakana}ー]+"
        rf"| \p{{Sc}}? {letters} (?: (?: ['’-] | (?<=\d)[.,:](?=\d) ) {letters} )*"
        r" (?: (?<=\d) [%‰] )?",
        regex.VERBOSE,
    )
