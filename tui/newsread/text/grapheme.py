"""Where one character, as a reader sees it, ends and the next begins.

Edges are those of extended grapheme clusters (Unicode Standard Annex 29). A whole text is never
segmented to answer for one position: the search goes back to the nearest seam, a place that is an
edge whatever stands around it, and only what lies between is segmented. In running text that is a
step or two.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regex import Pattern

_PLAIN = re.compile(
    "["
    "\x00-\x0c\x0e-\u02ff\u0370-\u0482\u048a-\u0588"  # Latin, Greek, Cyrillic, Armenian
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u23ff"  # punctuation, currency, arrows
    "\u3000-\u3029\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\uff01-\uff9d\U0001f300-\U0001f3fa\U0001f400-\U0001faff\U00020000-\U0003fffd"
    "]"
)
"""Never joins what comes before it, and what comes after only if that is an extending character.

Conjoining jamo, regional indicators, prepended marks and combining marks are left out. Carriage
return is too: with a line feed it is one cluster.
"""

_JOINING_LETTER = re.compile("[\u0e33\u0eb3\u1160-\u11ff\ud7b0-\ud7fb\uff9e\uff9f]")
"""Letters that join backwards: Thai and Lao AM, Hangul vowels and finals, halfwidth marks."""


def grapheme_start(text: str, position: int) -> int:
    """Return the last edge at or before `position`, in code points."""
    if position <= 0:
        return 0
    if position >= len(text):
        return len(text)
    if _is_seam(text, position):
        return position
    edge = _seam_before(text, position)
    for cluster in _clusters().finditer(text, edge):
        if cluster.end() > position:
            return int(cluster.start())
    return len(text)


def grapheme_end(text: str, position: int) -> int:
    """Return the first edge at or after `position`, in code points."""
    edge = grapheme_start(text, position)
    if edge >= position or edge == len(text):
        return edge
    cluster = _clusters().match(text, edge)
    return int(cluster.end()) if cluster else len(text)


def is_edge(text: str, position: int) -> bool:
    """Return whether `position` lies between two graphemes, or at an end of `text`."""
    return grapheme_start(text, position) == position


def _is_seam(text: str, position: int) -> bool:
    before, after = text[position - 1], text[position]
    if not _PLAIN.match(before):
        return False
    if _PLAIN.match(after):
        return True
    return unicodedata.category(after) == "Lo" and not _JOINING_LETTER.match(after)


def _seam_before(text: str, position: int) -> int:
    while position > 0 and not _is_seam(text, position):
        position -= 1
    return position


@cache
def _clusters() -> Pattern[str]:
    # Imported when first needed: 13 ms, and most text in most languages never asks.
    import regex

    return regex.compile(r"\X")
