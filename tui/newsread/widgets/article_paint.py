"""One line of an article, as segments: marks of the text, the selection, and claims laid over it.

A line is cut at every edge of a mark, a highlight or the selection, and each piece gets one style.
Claims lie over one another as glass does: each blends its colour in, and where more than one lies
the words are underlined as well, so that nothing depends on colour alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from rich.segment import Segment as Drawn
from rich.style import Style
from textual.color import Color

from newsread.text.document import Kind, Mark
from newsread.text.segment import Range
from newsread.text.select.grow import Parts
from newsread.text.wrap import drawn as as_drawn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsread.claims.highlight import Highlight
    from newsread.text.document import Block, Document
    from newsread.text.wrap import Line

MARGIN = 3
"""Cells left of the text: a claim's mark, the selection's bar, a space."""

SELECTION_BAR = "▎"
CLAIM_BLEND = 0.34
CURRENT_BLEND = 0.6
SELECTION_BLEND = 0.17
HIT_BLEND = 0.45


class Colours(msgspec.Struct, frozen=True):
    """What the theme gives to draw an article with."""

    background: Color
    foreground: Color
    accent: Color
    link: Color

    @property
    def muted(self) -> Color:
        """For what is not the article's text."""
        return self.background.blend(self.foreground, 0.6)


class Marked(msgspec.Struct, frozen=True):
    """What stands out in a text besides its claims."""

    parts: Parts = ()
    """What is selected."""
    end: Range | None = None
    """The character at the end of it that moves, while words are chosen."""
    hits: Parts = ()
    """Where the words stand that are looked for, in order."""
    labels: Mapping[int, str] = {}
    """Letters that lead to places, by position."""

    @property
    def moving(self) -> Parts:
        """What changes with each move."""
        return self.parts if self.end is None else (*self.parts, self.end)

    def same_elsewhere(self, other: Marked) -> bool:
        """Return whether nothing but what is `moving` differs."""
        return self.hits is other.hits and self.labels == other.labels


class Look(NamedTuple):
    """Everything that decides the style of a piece; the key it is cached by."""

    kind: Kind
    marks: frozenset[Mark]
    selected: bool
    moving: bool
    """Whether it is at the end of the selection that moves."""
    hit: bool
    """Whether it is looked for."""
    types: tuple[str, ...]
    """Types of the claims that lie here, in reading order."""
    current: str
    """Type of the current claim if it lies here, else empty."""


class Painter:
    """Paints lines with one set of colours; styles are made once for each look."""

    def __init__(self, colours: Colours, type_colour: Callable[[str], Color]) -> None:
        self.colours = colours
        self._type_colour = type_colour
        self.label = Style(
            color=colours.background.rich_color, bgcolor=colours.accent.rich_color, bold=True
        )
        """For the letters that lead to places."""
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
        marked: Marked,
        current: str,
        glyph: Callable[[str], str],
    ) -> list[Drawn]:
        """Return the segments of `line`, margin included.

        `highlights` are those that touch the line, `current` is the id of the current claim or
        empty, `glyph` gives a claim type's mark for the margin.
        """
        block = document.blocks[line.block]
        if line.spacer:
            return self._spacer(line, marked)
        selected = bool(_touching(marked.parts, line.start, line.end))
        drawn = [
            self._claim_mark(highlights, glyph),
            Drawn(SELECTION_BAR, self.bar) if selected else Drawn(" ", self.blank),
            Drawn(" ", self.blank),
        ]
        if line.indent:
            marker = line.marker.rjust(line.indent) if line.marker else " " * line.indent
            drawn.append(Drawn(marker, self.muted))
        if block.kind is Kind.RULE and line.first:
            drawn.append(Drawn("─" * 12, self.muted))
        drawn.extend(self._pieces(document, block, line, highlights, marked, current))
        return drawn

    def _spacer(self, line: Line, marked: Marked) -> list[Drawn]:
        """Draw what parts two blocks; the selection's bar runs on through it."""
        within = any(each.start < line.start < each.end for each in marked.parts)
        bar = Drawn(SELECTION_BAR, self.bar) if within else Drawn(" ", self.blank)
        return [Drawn(" ", self.blank), bar, Drawn(" ", self.blank), Drawn(line.marker, self.muted)]

    def _claim_mark(self, highlights: Sequence[Highlight], glyph: Callable[[str], str]) -> Drawn:
        if not highlights:
            return Drawn(" ", self.blank)
        if len(highlights) > 1:
            mark = str(len(highlights)) if len(highlights) < 10 else "+"
            return Drawn(
                mark, Style(color=self.colours.foreground.rich_color, bold=True) + self.blank
            )
        only = highlights[0].type
        colour = self.colours.background.blend(self._type_colour(only), 0.9)
        return Drawn(glyph(only), self.blank + Style(color=colour.rich_color, bold=True))

    def _pieces(
        self,
        document: Document,
        block: Block,
        line: Line,
        highlights: Sequence[Highlight],
        marked: Marked,
        current: str,
    ) -> list[Drawn]:
        start, end = line.start, line.end
        spans = [span for span in block.spans if span.start < end and start < span.end]
        edges = {start, end}
        for span in spans:
            edges.update((span.start, span.end))
        for highlight in highlights:
            for segment in highlight.segments:
                edges.update((segment.start, segment.end))
        parts, hits = (_touching(each, start, end) for each in (marked.parts, marked.hits))
        moving = _touching((marked.end,), start, end) if marked.end else ()
        for stretch in (*parts, *hits, *moving):
            edges.update(stretch)
        cuts = sorted(edge for edge in edges if start <= edge <= end)
        pieces = []
        for left, right in pairwise(cuts):
            lying = [highlight for highlight in highlights if highlight.touches(left, right)]
            look = Look(
                block.kind,
                frozenset(span.mark for span in spans if span.start < right and left < span.end),
                bool(_touching(parts, left, right)),
                bool(_touching(moving, left, right)),
                bool(_touching(hits, left, right)),
                tuple(highlight.type for highlight in lying),
                next((highlight.type for highlight in lying if highlight.id == current), ""),
            )
            text = as_drawn(document.text[left:right], block.kind)
            pieces.append(Drawn(text, self._style(look)))
        return pieces

    def _style(self, look: Look) -> Style:
        style = self._styles.get(look)
        if style is None:
            style = self._styles[look] = self._make_style(look)
        return style

    def _make_style(self, look: Look) -> Style:
        colours = self.colours
        background = colours.background
        if look.selected:
            background = background.blend(colours.accent, SELECTION_BLEND)
        if look.hit or look.moving:
            background = background.blend(colours.accent, HIT_BLEND)
        for name in look.types:
            background = background.blend(self._type_colour(name), CLAIM_BLEND)
        if look.current:
            background = background.blend(self._type_colour(look.current), CURRENT_BLEND)
        foreground = colours.foreground
        if look.kind in (Kind.CAPTION, Kind.IMAGE):
            foreground = colours.muted
        elif look.kind is Kind.HEADLINE:
            foreground = colours.accent
        if Mark.LINK in look.marks:
            foreground = colours.link
        if look.types:
            foreground = background.get_contrast_text(0.92)
            foreground = background.blend(foreground, foreground.a).with_alpha(1)
        return Style(
            color=foreground.rich_color,
            bgcolor=background.rich_color,
            bold=look.kind in (Kind.HEADLINE, Kind.HEADING)
            or Mark.STRONG in look.marks
            or bool(look.current),
            italic=look.kind in (Kind.QUOTE, Kind.CAPTION, Kind.IMAGE)
            or Mark.EMPHASIS in look.marks,
            underline=Mark.LINK in look.marks or len(look.types) > 1,
        )


def _touching(stretches: Parts, start: int, end: int) -> Parts:
    """Return those of `stretches`, in order of both their ends, that touch ``[start, end)``."""
    first = bisect_right(stretches, start, key=_end)
    last = bisect_left(stretches, end, lo=first, key=_start)
    return stretches[first:last]


_start, _end = itemgetter(0), itemgetter(1)
