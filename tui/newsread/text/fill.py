"""Where a line of text is broken to fit a width: between words, or where there are none.

Words stay whole where they fit; Chinese and Japanese break between characters, but not before
closing punctuation; longer words are folded between graphemes. Only a grapheme wider than its line
is cut, and only in a line of one cell can anything be wider than the line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from newsread.text.grapheme import grapheme_end, grapheme_start, is_edge, joins_nowhere
from newsread.text.line import cell_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ZERO_WIDTH_JOINER = "\u200d"
_CJK = "\u2e80-\u2fdf\u3001-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
_CJK += "\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003fffd"
_BLANK = " \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
# Of JIS X 4051 the part that readers notice: what begins no line, and what ends none.
_CLOSING = "!%),.:;?\\]}»›’”…‥‰℃、。々〉》」』】〕〗〙〛゛゜ゝゞーヽヾ・！％），．：；？］｝"
_CLOSING += "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
_OPENING = "(\\[{«‹‘“〈《「『【〔〖〘〚（［｛＄￥"

_SPACES = re.compile(r"(?<![ «‹])[ ]++(?![!%:;?»›])")
_SPACES_AND_SEAMS = re.compile(
    rf"(?<![{_BLANK}«‹])[{_BLANK}]++(?![!%:;?»›])"
    rf"|(?<![{_BLANK}{_OPENING}])(?![{_BLANK}{_CLOSING}])(?:(?<=[{_CJK}])|(?=[{_CJK}]))"
)


def fill(text: str, room: int, *, by_words: bool = True) -> Iterator[tuple[int, int]]:
    """Break `text`, which has no line feed, into rows of at most `room` cells; at least one row."""
    columns = cell_columns(text)
    start, end = 0, len(text)
    if by_words:
        start = grapheme_start(text, len(text) - len(text.lstrip()))
        end = max(start, grapheme_end(text, len(text.rstrip())))
    if columns[end] - columns[start] <= room:
        yield start, end  # nearly all lines of lists, tables and verse
        return
    is_western = isinstance(columns, range)
    joins = not (is_western or joins_nowhere(text))
    while True:
        limit = bisect_right(columns, columns[start] + room) - 1
        if limit >= end:
            break
        cut, following = (
            _last_break(text, start, limit, is_western, joins) if by_words else None
        ) or (0, 0)
        if not cut:
            cut = following = _fold(text, columns, start, limit, joins)
        yield start, cut
        if cut == end:
            return
        start = following
    yield start, end


def _last_break(
    text: str, start: int, limit: int, is_western: bool, joins: bool
) -> tuple[int, int] | None:
    """Return the last stretch to break at that leaves a row between `start` and `limit`.

    Looked for from the end: a row has many places to break at, and only one counts.
    """
    pattern = _SPACES if is_western else _SPACES_AND_SEAMS
    at = limit
    while at > start:
        if is_western:
            at = text.rfind(" ", start + 1, at + 1)
            if at < 0:
                break
        place = pattern.match(text, at)
        # Blank or Chinese on one side: one code point on the other decides.
        if place and not (
            joins and not all(_may_part(text, edge, edge - 1) for edge in place.span())
        ):
            return place.span()
        at -= 1
    return None


def _may_part(text: str, position: int, since: int) -> bool:
    """Return whether a row may end or begin at `position`; `since` as for `is_edge`."""
    return text[position - 1] != _ZERO_WIDTH_JOINER and is_edge(text, position, since)


def _fold(text: str, columns: Sequence[int], start: int, limit: int, joins: bool) -> int:
    """Return where to cut a word that does not fit: at `limit` or the last edge before it."""
    cut = limit
    while joins and cut > start and not _may_part(text, cut, start):
        cut = grapheme_start(text, cut - 1, start)
    if cut > start:
        return cut
    # A grapheme wider than the room is cut inside; a character that is wider stands alone.
    return limit if limit > start else bisect_right(columns, columns[start + 1]) - 1
