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

_NOT_PLAIN = re.compile(_PLAIN.pattern.replace("[", "[^", 1))
_JOINING_LETTER = re.compile("[\u0e33\u0eb3\u1160-\u11ff\ud7b0-\ud7fb\uff9e\uff9f]")
"""Letters that join backwards: Thai and Lao AM, Hangul vowels and finals, halfwidth marks."""


_REACH = 256
"""Code points gone back at most: no language goes without a seam for as long, only an attack."""


def grapheme_start(text: str, position: int, since: int = 0) -> int:
    """Return the last edge at or before `position`, in code points.

    `since` is an edge before which nothing is looked at.
    """
    if position <= 0:
        return 0
    if position >= len(text):
        return len(text)
    if _is_seam(text, position):
        return position
    since = max(since, position - _REACH, 0)
    edge = position - 1
    while edge > since and not _is_seam(text, edge):
        edge -= 1
    # One code point past the position decides it. A slice, because the pattern would look back to
    # the text's beginning, and forward to the end of a cluster of any length.
    start = 0
    for cluster in _clusters().finditer(text[edge : position + 1]):
        start = int(cluster.start())
    return edge + start


def grapheme_end(text: str, position: int, since: int = 0) -> int:
    """Return the first edge at or after `position`, in code points; `since` as above."""
    start = grapheme_start(text, position, since)
    if start >= position:
        return start
    cluster = _clusters().match(text[start:])
    return start + int(cluster.end()) if cluster else len(text)


def is_edge(text: str, position: int, since: int = 0) -> bool:
    """Return whether `position` lies between two graphemes, or at an end of `text`."""
    return grapheme_start(text, position, since) == position


def joins_nowhere(text: str) -> bool:
    """Return whether every position in `text` is surely an edge; one fast look at all of it."""
    return not _NOT_PLAIN.search(text)


def _is_seam(text: str, position: int) -> bool:
    before, after = text[position - 1], text[position]
    if before < "\u0300" and after < "\u0300":
        return before != "\r"
    if not _PLAIN.match(before):
        return False
    if _PLAIN.match(after):
        return True
    return unicodedata.category(after) == "Lo" and not _JOINING_LETTER.match(after)


@cache
def _clusters() -> Pattern[str]:
    # Imported when first needed: 13 ms, and most text in most languages never asks.
    import regex

    return regex.compile(r"\X")
