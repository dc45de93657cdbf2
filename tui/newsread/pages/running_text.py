"""The text of one block while it grows: white space folded as it comes, marks at exact places.

Positions are code points in the text of this block. Folding, cleaning and NFC all happen before a
mark's place is taken, so a span never needs to be looked for afterwards.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import msgspec

from newsread.text.clean import clean
from newsread.text.document import Span
from newsread.text.grapheme import grapheme_end, grapheme_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsread.text.document import Mark, Piece

_JOINER = "\u200d"
_REACH = 32
"""No grapheme of written language is longer, in code points."""


class _OpenMark:
    """A mark that has begun; `start` is None until text stands under it."""

    __slots__ = ("start", "target")

    def __init__(self, target: str) -> None:
        self.start: int | None = None
        self.target = target


class RunningText:
    """Writes one block's text after the other; marks left open go on in the next."""

    def __init__(self) -> None:
        self._chunks: list[str] = []
        self._length = 0
        self._gap = ""  # white space seen, written only if words follow
        self._bare = True  # nothing stands on this line or in this cell yet
        self._marks: dict[Mark, _OpenMark] = {}
        self._spans: list[Span] = []

    @property
    def empty(self) -> bool:
        """Whether nothing stands here yet."""
        return not self._length

    @property
    def broken(self) -> bool:
        """Whether the last thing written was a line break."""
        return self._gap == "\n"

    def write(self, text: str) -> None:
        """Add `text`, each run of its white space as one space."""
        text = clean(text)
        # Joiners with nothing beside them are no word; after a space the whole would lose them.
        words = text.split()
        if _JOINER in text:
            words = [word for word in words if word.strip(_JOINER)]
        if not words:
            if text != text.strip():
                self.space()
            return
        if text[0].isspace():
            self.space()
        if self._gap and not self._bare:
            self._put(self._gap)
        self._gap = " " if text[-1].isspace() else ""
        self._bare = False
        self._begin_marks()
        self._put(" ".join(words))

    def write_verbatim(self, text: str) -> None:
        """Add `text` of a code block, where white space matters; a tab becomes four spaces, for in
        a Document a tab parts cells."""
        text = clean(text).replace("\t", "    ")
        if self.empty:
            text = text.lstrip("\n")
        if text:
            self._begin_marks()
            self._put(text)

    def break_verbatim(self) -> None:
        """End the line of a code block, unless it ended just now."""
        if self._chunks and not self._chunks[-1].endswith("\n"):
            self._put("\n")

    def space(self) -> None:
        """Let a space follow, unless a line break does already."""
        self._gap = self._gap or " "

    def break_line(self) -> None:
        """Let a line break follow."""
        self._gap = "\n"

    def next_cell(self, columns: int) -> None:
        """Begin the cell that stands `columns` further in the table row."""
        self._put("\t" * columns)
        self._gap, self._bare = "", True

    def open(self, mark: Mark, target: str = "") -> bool:
        """Begin `mark` here; False when it is open already: a mark within itself says nothing new,
        and thousands nested must not cost thousands of spans a block."""
        if mark in self._marks:
            return False
        self._marks[mark] = _OpenMark(target)
        return True

    def close(self, mark: Mark) -> None:
        """End `mark` here."""
        self._end(mark, self._marks.pop(mark))

    def take(self) -> tuple[str, tuple[Span, ...]]:
        """Return the block's text with its spans, in order of start, and begin the next block."""
        if not self._length:  # most elements end where nothing stands yet
            self._gap, self._bare = "", True
            return "", ()
        for mark, opened in self._marks.items():
            self._end(mark, opened)
            opened.start = None
        text = "".join(self._chunks)
        spans = self._spans
        self._chunks, self._spans = [], []
        self._length, self._gap, self._bare = 0, "", True
        return _settled(text, spans)

    def _put(self, text: str) -> None:
        self._chunks.append(text)
        self._length += len(text)

    def _begin_marks(self) -> None:
        for opened in self._marks.values():
            if opened.start is None:
                opened.start = self._length

    def _end(self, mark: Mark, opened: _OpenMark) -> None:
        if opened.start is not None and opened.start < self._length:
            self._spans.append(Span(opened.start, self._length, mark, opened.target))


def cut(text: str, spans: tuple[Span, ...], start: int, end: int) -> tuple[str, tuple[Span, ...]]:
    """Return ``text[start:end]`` with the spans that reach into it, moved to their new places."""
    kept = tuple(
        Span(max(span.start, start) - start, min(span.end, end) - start, span.mark, span.target)
        for span in spans
        if span.start < end and span.end > start
    )
    return text[start:end], kept


def stretches(piece: Piece, places: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    """Yield what stands in `piece` at each of `places`, which are in order and do not overlap; in
    time linear in all its marks, where `cut` looks at each of them once more a place."""
    waiting = deque(piece.spans)
    reaching: list[Span] = []
    for start, end in places:
        while waiting and waiting[0].start < end:
            reaching.append(waiting.popleft())
        text, spans = cut(piece.text, tuple(reaching), start, end)
        reaching = [span for span in reaching if span.end > end]
        yield msgspec.structs.replace(piece, text=text, spans=spans)


def joined(pieces: Sequence[Piece], between: str) -> Piece:
    """Return one piece of the kind of the first: all texts, with `between` between them."""
    spans: list[Span] = []
    at = 0
    for piece in pieces:
        spans += (
            Span(span.start + at, span.end + at, span.mark, span.target) for span in piece.spans
        )
        at += len(piece.text) + len(between)
    text = between.join(piece.text for piece in pieces)
    return msgspec.structs.replace(pieces[0], text=text, spans=tuple(spans))


def _settled(text: str, spans: list[Span]) -> tuple[str, tuple[Span, ...]]:
    """Make `text` clean and NFC as a whole, trim its end, and put spans on edges of graphemes.

    Each node's text is clean by itself; only where an accent stands in another element than its
    letter does the whole differ from its parts.
    """
    while (whole := clean(text)) != text:
        places = _moved(text, {place for span in spans for place in (span.start, span.end)})
        spans = [
            Span(places[span.start], places[span.end], span.mark, span.target) for span in spans
        ]
        text = whole
    if not whole.isascii():
        spans = [
            Span(
                grapheme_start(whole, span.start),
                grapheme_end(whole, span.end),
                span.mark,
                span.target,
            )
            for span in spans
        ]
    held = tuple(span for span in spans if span.start < span.end)
    # The start is not trimmed: a tab there is an empty first cell, spaces are code's indentation.
    # But a joiner there would be idle, and not clean, once another block stands before it.
    begin = len(whole) - len(whole.lstrip(_JOINER))
    settled, kept = cut(whole, held, begin, len(whole.rstrip()))
    return settled, tuple(sorted(kept, key=lambda span: (span.start, -span.end)))


def _moved(text: str, places: set[int]) -> dict[int, int]:
    """Return where each of `places` in `text` lies in ``clean(text)``.

    A place between a letter and its accent moves behind both: a cut is right only where the parts,
    cleaned, make the whole. Accents reach a few characters far, so a small window decides.
    """
    moved: dict[int, int] = {}
    at = length = 0
    for place in sorted(places):
        end = max(place, at)
        while not _parts(text[max(end - _REACH, 0) : end], text[end : end + _REACH]):
            end += 1
        length += len(clean(text[at:end]))
        moved[place], at = length, end
    return moved


def _parts(before: str, after: str) -> bool:
    return clean(before) + clean(after) == clean(before + after)
