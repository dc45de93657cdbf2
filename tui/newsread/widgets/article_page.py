"""What the article view draws: preface and text at one width, claims laid over, lines kept once
painted. Knows rows and cells; knows nothing of keys, focus or scrolling.
"""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

from rich.segment import Segment as Drawn
from textual.cache import LRUCache
from textual.strip import Strip

from newsread.claims.highlight import Highlight, Highlights, reading_order
from newsread.text.segment import Range
from newsread.text.wrap import Layout, sentence_lines, wrap
from newsread.widgets.article_paint import MARGIN, Painter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from newsread.claims.claim import Segment
    from newsread.claims.vocabulary import Vocabulary
    from newsread.text.document import Document
    from newsread.text.line import Line
    from newsread.widgets.article_paint import Marked
    from newsread.widgets.claim_styles import Colours

STRIPS_KEPT = 2048
"""Painted lines kept: some fifty screens of them."""


class ArticlePage:
    """Rows from 0: first the preface, then the text, then one blank."""

    def __init__(self, vocabulary: Vocabulary, text_width: int) -> None:
        self.text_width = text_width
        """The most cells a line of text takes."""
        self.document: Document | None = None
        self.highlights = Highlights()
        self.painted = 0
        """Lines painted so far: what tests count instead of milliseconds."""
        self.wrapped = 0
        """Times its text was wrapped, likewise."""
        self._vocabulary = vocabulary
        self._preface_said: Sequence[str] = ()
        self._preface: Sequence[str] = ()
        """The same, in lines that fit."""
        self.width = 0
        """Cells of the pane; 0 while it is not shown."""
        self._layout: Layout | None = None
        self._painter: Painter | None = None
        self._strips: LRUCache[int, Strip] = LRUCache(STRIPS_KEPT)
        self._lying: dict[int, list[Highlight]] = {}

    # What is on it

    def show(self, document: Document | None, preface: Sequence[str], width: int) -> None:
        """Take another text, or none, below other lines of preface."""
        self.document = document
        self._preface_said = preface
        self.highlights = Highlights()
        self._layout = None
        self.resize(width)

    def show_preface(self, preface: Sequence[str]) -> None:
        """Take other lines above the same text."""
        self._preface_said = preface
        self.resize(self.width)

    def lay(self, highlights: Highlights) -> set[int]:
        """Lay other claims over the same text; return the rows that look different now.

        Only claims that came, went or changed cost anything: one of 300 is saved at a time.
        """
        before, now = set(self.highlights.all), set(highlights.all)
        self.highlights = highlights
        touched = set()
        for highlight in before - now:
            for row in self.rows_of(highlight.segments):
                self._lying[row].remove(highlight)
                touched.add(row)
        for highlight in now - before:
            for row in self.rows_of(highlight.segments):
                insort(self._lying.setdefault(row, []), highlight, key=reading_order)
                touched.add(row)
        for row in touched:
            self._strips.discard(row)
        return touched

    def resize(self, width: int) -> None:
        """Lay everything out anew for a pane of `width` cells; 0: it is not shown yet."""
        self.width = width
        room = max(min(self.text_width, width - MARGIN - 1), 4)
        self._preface = [line for said in self._preface_said for line in sentence_lines(said, room)]
        if self.document is not None and width:
            self._layout = wrap(self.document, room)
            self.wrapped += 1
        highlights, self.highlights, self._lying = self.highlights, Highlights(), {}
        self._strips.clear()
        self.lay(highlights)

    def recolour(self, colours: Colours | None) -> None:
        """Take other colours; None: none are known for now."""
        self._painter = Painter(colours, self._vocabulary.type) if colours else None
        self._strips.clear()

    @property
    def has_colours(self) -> bool:
        """Whether it can be drawn."""
        return self._painter is not None

    @property
    def laid_out(self) -> bool:
        """Whether its text, if there is any, is in lines."""
        return self.document is None or self._layout is not None

    # Where things are

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self._preface) + (len(self._layout.lines) if self._layout else 0) + 1

    @property
    def top(self) -> int:
        """The first row of the text."""
        return len(self._preface)

    @property
    def left(self) -> int:
        """Cells left of the margin: the text stands in the middle of a wide pane."""
        return max((self.width - MARGIN - self.text_width) // 2, 0)

    def rows(self, start: int, end: int) -> range:
        """Return the rows that show ``text[start:end]``; none of an empty stretch."""
        if self._layout is None or start >= end:
            return range(0)
        return range(
            self._layout.line_of(start) + self.top, self._layout.line_of(end - 1) + self.top + 1
        )

    def rows_of(self, stretches: Iterable[Segment | Range]) -> set[int]:
        """Return the rows that show words of any of `stretches`."""
        return {row for each in stretches for row in self.rows(each.start, each.end)}

    def shown(self, row: int, height: int) -> Range:
        """Return what of the text stands in `height` rows from `row` on."""
        if self._layout is None or self.document is None:
            return Range(0, 0)
        lines = self._layout.lines[max(row - self.top, 0) : max(row + height - self.top, 0)]
        return Range(lines[0].start, lines[-1].end) if lines else Range(0, 0)

    def start_of(self, row: int) -> int | None:
        """Return where the text of `row`, or of the nearest row with text, begins."""
        if self._layout is None or not self._layout.lines:
            return None
        line = max(0, min(row - self.top, len(self._layout.lines) - 1))
        return self._layout.lines[line].start

    def position(self, row: int, x: int) -> int | None:
        """Return the position in the text at column `x` of `row`; None where there is no text."""
        if self._layout is None or not self._layout.lines:
            return None
        return self._layout.position_at(row - self.top, x - self.left - MARGIN)

    # Drawing

    def forget(self, row: int) -> None:
        """Paint this row anew when it is next drawn."""
        self._strips.discard(row)

    def forget_all(self) -> None:
        """Paint every row anew when it is next drawn."""
        self._strips.clear()

    def strip(self, row: int, marked: Marked, current: Callable[[], str]) -> Strip:
        """Return `row` drawn, with what is `marked` and one claim standing out.

        `current` gives that claim's id, or nothing; it is asked only for a row not yet painted.
        """
        strip = self._strips.get(row)
        if strip is None:
            strip = self._strips[row] = self._paint(row, marked, current())
        return strip

    def _paint(self, row: int, marked: Marked, current: str) -> Strip:
        painter = self._painter
        assert painter is not None
        self.painted += 1
        blank = painter.blank
        left = Drawn(" " * self.left, blank)
        line = row - self.top
        if line < 0:
            text = Drawn(self._preface[row], painter.muted)
            strip = Strip([left, Drawn(" " * MARGIN, blank), text])
        elif self._layout is None or self.document is None or line >= len(self._layout.lines):
            strip = Strip([left])
        else:
            drawn = painter.line(
                self.document,
                self._layout.lines[line],
                self._lying.get(row, ()),
                marked,
                current,
                lambda name: self._vocabulary.type(name).glyph,
            )
            strip = self._labelled(Strip([left, *drawn]), self._layout.lines[line], marked)
        return strip.adjust_cell_length(self.width, blank)

    def _labelled(self, strip: Strip, line: Line, marked: Marked) -> Strip:
        """Lay each label over the cells before the place in `line` that it stands for.

        Before it, and not over it: the words stay legible, and where they begin a row there is the
        margin, as wide as the longest label.
        """
        assert self._layout is not None
        assert self._painter is not None
        for place in sorted(each for each in marked.labels if line.start <= each < line.end):
            label = marked.labels[place]
            end = self.left + MARGIN + self._layout.column(line, place)
            drawn = Strip([self._painter.label(label, place, marked)])
            strip = Strip.join([strip.crop(0, end - len(label)), drawn, strip.crop(end)])
        return strip
