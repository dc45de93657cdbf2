"""One line of an article, as segments: marks of the text, the selection, and claims laid over it.

A line is cut at every edge of a mark, a highlight or the selection, and each piece gets one style.
Where claims lie over one another their words are underlined as well, so that nothing depends on
colour alone; `claim_styles` says what a piece looks like on which terminal.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from rich.segment import Segment as Drawn
from rich.style import Style
from textual.color import Color

from newsread.text.document import Kind, Mark
from newsread.text.grapheme import grapheme_end
from newsread.text.wrap import drawn as as_drawn
from newsread.widgets.claim_styles import Terminal, mark_style, words_style

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsread.claims.highlight import Highlight
    from newsread.claims.vocabulary import ClaimType
    from newsread.text.document import Block, Document
    from newsread.text.select.selection import Selection
    from newsread.text.wrap import Line

MARGIN = 3
"""Cells left of the text: a claim's mark, the selection's bar, a space."""

SELECTION_BAR = "▎"


class Colours(msgspec.Struct, frozen=True):
    """What the theme gives to draw an article with."""

    background: Color
    foreground: Color
    accent: Color
    link: Color
    terminal: Terminal = Terminal()

    @property
    def muted(self) -> Color:
        """For what is not the article's text."""
        return self.background.blend(self.foreground, 0.6)


class Look(NamedTuple):
    """Everything that decides the style of a piece; the key it is cached by."""

    kind: Kind
    marks: frozenset[Mark]
    selected: bool
    types: tuple[str, ...]
    """Types of the claims that lie here, the longest claim's first, as they lie on one another."""
    current: str
    """Type of the current claim if it lies here, else empty."""
    begins: bool = False
    """Whether it is a claim's first character: claims of one type may touch or cross."""


class Painter:
    """Paints lines with one set of colours; styles are made once for each look."""

    def __init__(self, colours: Colours, kind: Callable[[str], ClaimType]) -> None:
        self.colours = colours
        self._kind = kind
        self._styles: dict[Look, Style] = {}
        muted = colours.muted
        self.blank = Style(bgcolor=colours.background.rich_color)
        self.muted = Style(color=muted.rich_color, bgcolor=colours.background.rich_color)
        self.bar = Style(color=colours.accent.rich_color, bgcolor=colours.background.rich_color)

    def line(
        self,
        document: Document,
        line: Line,
        highlights: Sequence[Highlight],
        selection: Selection,
        current: str,
        glyph: Callable[[str], str],
    ) -> list[Drawn]:
        """Return the segments of `line`, margin included.

        `highlights` are those that touch the line, `current` is the id of the current claim or
        empty, `glyph` gives a claim type's mark for the margin.
        """
        block = document.blocks[line.block]
        if line.spacer:
            return self._spacer(line, selection)
        selected = selection.start < line.end and line.start < selection.end
        drawn = [
            self._claim_mark(highlights, glyph, current),
            Drawn(SELECTION_BAR, self.bar) if selected else Drawn(" ", self.blank),
            Drawn(" ", self.blank),
        ]
        if line.indent:
            marker = line.marker.rjust(line.indent) if line.marker else " " * line.indent
            drawn.append(Drawn(marker, self.muted))
        if block.kind is Kind.RULE and line.first:
            drawn.append(Drawn("─" * 12, self.muted))
        drawn.extend(self._pieces(document, block, line, highlights, selection, current))
        return drawn

    def _spacer(self, line: Line, selection: Selection) -> list[Drawn]:
        """Draw what parts two blocks; the selection's bar runs on through it."""
        within = selection.start < line.start < selection.end
        bar = Drawn(SELECTION_BAR, self.bar) if within else Drawn(" ", self.blank)
        return [Drawn(" ", self.blank), bar, Drawn(" ", self.blank), Drawn(line.marker, self.muted)]

    def _claim_mark(
        self, highlights: Sequence[Highlight], glyph: Callable[[str], str], current: str
    ) -> Drawn:
        """Draw the claim's glyph, or how many there are in the colour of the shortest."""
        if not highlights:
            return Drawn(" ", self.blank)
        count = len(highlights)
        shortest = min(highlights, key=lambda highlight: highlight.length).type
        mark = glyph(shortest) if count == 1 else str(count) if count < 10 else "+"
        is_current = any(highlight.id == current for highlight in highlights)
        kind, ground, ink = self._kind(shortest), self.colours.background, self.colours.foreground
        terminal = self.colours.terminal
        return Drawn(mark, mark_style(kind, ground, ink, terminal, current=is_current))

    def _pieces(
        self,
        document: Document,
        block: Block,
        line: Line,
        highlights: Sequence[Highlight],
        selection: Selection,
        current: str,
    ) -> list[Drawn]:
        start, end = line.start, line.end
        spans = [span for span in block.spans if span.start < end and start < span.end]
        edges = {start, end}
        for span in spans:
            edges.update((span.start, span.end))
        for highlight in highlights:
            edges.add(grapheme_end(document.text, highlight.start + 1))
            for segment in highlight.segments:
                edges.update((segment.start, segment.end))
        edges.update((selection.start, selection.end))
        cuts = sorted(edge for edge in edges if start <= edge <= end)
        pieces = []
        for left, right in pairwise(cuts):
            lying = [highlight for highlight in highlights if highlight.touches(left, right)]
            lying.sort(key=lambda highlight: -highlight.length)
            look = Look(
                block.kind,
                frozenset(span.mark for span in spans if span.start < right and left < span.end),
                selection.start <= left and right <= selection.end,
                tuple(highlight.type for highlight in lying),
                next((highlight.type for highlight in lying if highlight.id == current), ""),
                any(highlight.start == left for highlight in lying),
            )
            text = as_drawn(document.text[left:right], block.kind)
            pieces.append(Drawn(text, self._style(look)))
        return pieces

    def _style(self, look: Look) -> Style:
        style = self._styles.get(look)
        if style is None:
            style = self._styles[look] = words_style(look, self.colours, self._kind)
        return style
