"""Words: what a double click selects."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from newsread.text.grapheme import grapheme_start
from newsread.text.select.selection import Selection, snap

if TYPE_CHECKING:
    from regex import Pattern

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
