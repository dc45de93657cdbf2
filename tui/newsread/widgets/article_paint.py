"""One line of an article, as segments: marks of the text, the selection, and claims laid over it.

A line is cut at every edge of a mark, a highlight or the selection, and each piece gets one style.
Where claims lie over one another their words are underlined as well, so that nothing depends on
colour alone; `claim_styles` says what a piece looks like on which terminal.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

import msgspec
from rich.segment import Segment as Drawn
from rich.style import Style

from newsread.claims.fared import heaviest
from newsread.text.document import Kind
from newsread.text.grapheme import grapheme_end
from newsread.text.line import drawn as as_drawn
from newsread.text.segment import Range
from newsread.text.select.selection import Parts
from newsread.widgets.claim_styles import Colours, Look, label_style, mark_style, words_style
from newsread.widgets.drift_styles import drift_style

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsread.claims.fared import Weight
    from newsread.claims.highlight import Highlight
    from newsread.claims.vocabulary import ClaimType
    from newsread.text.document import Block, Document
    from newsread.text.line import Line

MARGIN = 3
"""Cells left of the text: a claim's mark, the selection's bar, a space."""

SELECTION_BAR = "▎"


class Marked(msgspec.Struct, frozen=True):
    """What stands out in a text besides its claims."""

    parts: Parts = ()
    """What is selected."""
    end: Range | None = None
    """The character at the end of it that moves, while words are chosen."""
    hits: Parts = ()
    """Where the words stand that are looked for, in order."""
    hit: Range | None = None
    """Which of them has been gone to."""
    choosing: bool = False
    """Whether words are being chosen: then what is selected stands out over claims, too."""
    labels: Mapping[int, str] = {}
    """Letters that lead to places, by position."""

    @property
    def moving(self) -> Parts:
        """What changes with each move."""
        return (*self.parts, *(each for each in (self.end, self.hit) if each is not None))

    def same_elsewhere(self, other: Marked) -> bool:
        """Return whether nothing but what is `moving` differs."""
        return (
            self.hits is other.hits
            and self.labels == other.labels
            and self.choosing is other.choosing
        )


class Painter:
    """Paints lines with one set of colours; styles are made once for each look."""

    def __init__(self, colours: Colours, kind: Callable[[str], ClaimType]) -> None:
        self.colours = colours
        self._kind = kind
        self._labels = {chosen: label_style(colours, chosen=chosen) for chosen in (False, True)}
        self._styles: dict[Look, Style] = {}
        muted = colours.muted
        self.blank = Style(bgcolor=colours.background.rich_color)
        self.muted = Style(color=muted.rich_color, bgcolor=colours.background.rich_color)
        self.bar = Style(color=colours.accent.rich_color, bgcolor=colours.background.rich_color)

    def label(self, letters: str, place: int, marked: Marked) -> Drawn:
        """Draw the letters that lead to `place`, which stand before it."""
        chosen = marked.choosing and bool(_touching(marked.parts, place - 1, place))
        return Drawn(letters, self._labels[chosen])

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
            self._claim_mark(highlights, glyph, current),
            Drawn(SELECTION_BAR, self.bar) if selected else Drawn(" ", self.blank),
            Drawn(" ", self.blank),
        ]
        if line.indent:
            drawn.append(Drawn(line.margin, self.muted))
        if block.kind is Kind.RULE and line.first:
            drawn.append(Drawn("─" * 12, self.muted))
        drawn.extend(self._pieces(document, block, line, highlights, marked, current))
        return drawn

    def _spacer(self, line: Line, marked: Marked) -> list[Drawn]:
        """Draw what parts two blocks; the selection's bar runs on through it."""
        within = any(each.start < line.start < each.end for each in marked.parts)
        bar = Drawn(SELECTION_BAR, self.bar) if within else Drawn(" ", self.blank)
        return [Drawn(" ", self.blank), bar, Drawn(" ", self.blank), Drawn(line.marker, self.muted)]

    def _claim_mark(
        self, highlights: Sequence[Highlight], glyph: Callable[[str], str], current: str
    ) -> Drawn:
        """Draw the claim's glyph, or how many there are in the colour of the shortest; before all
        else what has become of one that waits for a person."""
        if not highlights:
            return Drawn(" ", self.blank)
        count = len(highlights)
        drift = heaviest(highlight.drift for highlight in highlights)
        if drift is not None and (count == 1 or drift.weight != "seen"):
            drifted = [each.id for each in highlights if each.drift == drift]
            return Drawn(drift.glyph, self._drift_style(drift.weight, current=current in drifted))
        shortest = min(highlights, key=lambda highlight: highlight.length).type
        mark = glyph(shortest) if count == 1 else str(count) if count < 10 else "+"
        is_current = any(highlight.id == current for highlight in highlights)
        kind, ground, ink = self._kind(shortest), self.colours.background, self.colours.foreground
        terminal = self.colours.terminal
        return Drawn(mark, mark_style(kind, ground, ink, terminal, current=is_current))

    def _drift_style(self, weight: Weight, *, current: bool) -> Style:
        colours = self.colours
        inks = {"grave": colours.grave, "slight": colours.slight, "seen": colours.muted}
        return drift_style(
            weight,
            inks[weight],
            colours.background,
            colours.foreground,
            colours.terminal,
            current=current,
        )

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
            edges.add(grapheme_end(document.text, highlight.start + 1))
            for segment in highlight.segments:
                edges.update((segment.start, segment.end))
        parts, hits = (_touching(each, start, end) for each in (marked.parts, marked.hits))
        ends = tuple(sorted(each for each in (marked.end, marked.hit) if each is not None))
        moving = _touching(ends, start, end)
        for stretch in (*parts, *hits, *moving):
            edges.update(stretch)
        cuts = sorted(edge for edge in edges if start <= edge <= end)
        pieces = []
        for left, right in pairwise(cuts):
            lying = [highlight for highlight in highlights if highlight.touches(left, right)]
            lying.sort(key=lambda highlight: -highlight.length)
            look = Look(
                block.kind,
                frozenset(span.mark for span in spans if span.start < right and left < span.end),
                selected=bool(_touching(parts, left, right)),
                types=tuple(highlight.type for highlight in lying),
                current=next((each.type for each in lying if each.id == current), ""),
                begins=any(highlight.start == left for highlight in lying),
                moving=bool(_touching(moving, left, right)),
                hit=bool(_touching(hits, left, right)),
                chosen=marked.choosing and bool(_touching(parts, left, right)),
            )
            tabs = line.tabs_within(document.text, left, right)
            text = as_drawn(document.text[left:right], block.kind, tabs)
            pieces.append(Drawn(text, self._style(look)))
        return pieces

    def _style(self, look: Look) -> Style:
        style = self._styles.get(look)
        if style is None:
            style = self._styles[look] = words_style(look, self.colours, self._kind)
        return style


def _touching(stretches: Parts, start: int, end: int) -> Parts:
    """Return those of `stretches`, in order of both their ends, that touch ``[start, end)``."""
    first = bisect_right(stretches, start, key=_end)
    last = bisect_left(stretches, end, lo=first, key=_start)
    return stretches[first:last]


_start, _end = itemgetter(0), itemgetter(1)
