"""One line of a comparison, as segments: what differs, and claims laid over it.

Nothing depends on colour alone: ``-``, ``+`` or ``±`` stands before a line whose words differ,
older words are struck out and newer ones underlined. Marks of the text itself, links and emphasis,
are not drawn here: they look like what differs.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment as Drawn
from rich.style import Style
from textual.color import Color

from newsread.text.compared import Fate
from newsread.text.document import Kind
from newsread.text.grapheme import grapheme_end
from newsread.text.line import drawn as as_drawn
from newsread.widgets.claim_styles import (
    Depth,
    Look,
    ansi,
    ink_on,
    legible,
    mark_style,
    words_style,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rich.color import Color as RichColor

    from newsread.claims.highlight import Highlight
    from newsread.claims.vocabulary import ClaimType
    from newsread.text.line import Line
    from newsread.widgets.claim_styles import Colours
    from newsread.widgets.compare_page import Changed, Sheet

BAR = "▎"
"""Beside the change that was gone to."""
SIGNS = {
    frozenset(): " ",
    frozenset({Fate.OLD}): "-",
    frozenset({Fate.NEW}): "+",
    frozenset({Fate.OLD, Fate.NEW}): "±",
}
"""What stands before a line, by what differs in it."""
CHANGED_BLEND, CURRENT_BLEND = 0.22, 0.5
"""How much of a colour lies below words that differ, and below those of the current change."""


class Inks(NamedTuple):
    """The colours of what differs."""

    old: Color
    new: Color


class _Look(NamedTuple):
    """Everything that decides the style of a piece; the key it is cached by."""

    words: Look
    fate: Fate
    current: bool
    """Whether it is of the change that was gone to."""
    moved: bool
    """Whether the words stand elsewhere in the other text."""


class ComparePainter:
    """Paints lines with one set of colours; styles are made once for each look."""

    def __init__(self, colours: Colours, inks: Inks, kind: Callable[[str], ClaimType]) -> None:
        self.colours = colours
        self._inks = inks
        self._kind = kind
        self._styles: dict[_Look, Style] = {}
        ground = colours.background.rich_color
        self.blank = Style(bgcolor=ground)
        self.muted = Style(color=colours.muted.rich_color, bgcolor=ground)
        self.told = Style(color=colours.muted.rich_color, bgcolor=ground, italic=True)
        """For words of ours."""
        self.bar = Style(color=colours.accent.rich_color, bgcolor=ground)

    def line(
        self,
        sheet: Sheet,
        line: Line,
        change: int,
        claim: str,
        glyphs: Mapping[str, str],
    ) -> list[Drawn]:
        """Return the segments of `line`, margin included.

        `change` is the number of the current change, `claim` the id of the current claim or empty;
        `glyphs` are those of claims that have drifted, by their ids.
        """
        if line.spacer:
            return [Drawn("   ", self.blank), Drawn(line.marker, self.muted)]
        changed = sheet.changed(line)
        claims = sheet.claims.touching([(line.start, line.end)])
        is_current = any(each.change == change for each in changed)
        drawn = [
            self._claim_mark(claims, claim, glyphs),
            self._sign(frozenset(each.fate for each in changed)),
            Drawn(BAR, self.bar) if is_current else Drawn(" ", self.blank),
        ]
        if line.indent:
            drawn.append(Drawn(line.margin, self.muted))
        block = sheet.document.blocks[line.block]
        if block.kind is Kind.RULE and line.first:
            drawn.append(Drawn("─" * 12, self.muted))
        drawn.extend(self._pieces(sheet, line, changed, claims, change, claim))
        return drawn

    def _claim_mark(
        self, claims: Sequence[Highlight], current: str, glyphs: Mapping[str, str]
    ) -> Drawn:
        """Draw the glyph of what has become of a claim, of the current one if it is here; that of
        its type where it stands as it was marked."""
        if not claims:
            return Drawn(" ", self.blank)
        first = min(claims, key=lambda each: (each.id != current, each.id not in glyphs))
        kind = self._kind(first.type)
        style = mark_style(
            kind,
            self.colours.background,
            self.colours.foreground,
            self.colours.terminal,
            current=first.id == current,
        )
        return Drawn(glyphs.get(first.id, kind.glyph), style)

    def _sign(self, fates: frozenset[Fate]) -> Drawn:
        if len(fates) != 1:
            return Drawn(SIGNS[fates], self.muted + Style(bold=True))
        (fate,) = fates
        style = self.blank + Style(color=self._written(fate), bold=True)
        return Drawn(SIGNS[fates], style)

    def _written(self, fate: Fate) -> RichColor:
        """Return the colour that words of a fate are told by, as ink on the background."""
        terminal = self.colours.terminal
        match terminal.depth:
            case Depth.FULL:
                ground, ink = self.colours.background, self.colours.foreground
                return legible(self._ink(fate), ground, ink).rich_color
            case Depth.SIXTEEN:
                return ansi("red" if fate is Fate.OLD else "green", terminal)
            case Depth.NONE:
                return self.colours.foreground.rich_color

    def _ink(self, fate: Fate) -> Color:
        return self._inks.old if fate is Fate.OLD else self._inks.new

    def _pieces(
        self,
        sheet: Sheet,
        line: Line,
        changed: Sequence[Changed],
        claims: Sequence[Highlight],
        change: int,
        claim: str,
    ) -> list[Drawn]:
        start, end, text = line.start, line.end, sheet.document.text
        block = sheet.document.blocks[line.block]
        edges = {start, end}
        for each in changed:
            edges.update((each.start, each.end))
        for highlight in claims:
            edges.add(grapheme_end(text, highlight.start + 1))
            for segment in highlight.segments:
                edges.update((segment.start, segment.end))
        pieces = []
        for left, right in pairwise(sorted(edge for edge in edges if start <= edge <= end)):
            lying = [each for each in claims if each.touches(left, right)]
            lying.sort(key=lambda each: -each.length)
            differs = next(
                (each for each in changed if each.start < right and left < each.end), None
            )
            look = _Look(
                Look(
                    block.kind,
                    frozenset(),
                    types=tuple(each.type for each in lying),
                    current=next((each.type for each in lying if each.id == claim), ""),
                    begins=any(each.start == left for each in lying),
                ),
                differs.fate if differs is not None else Fate.SAME,
                current=differs is not None and differs.change == change,
                moved=differs is not None and differs.moved,
            )
            tabs = line.tabs_within(text, left, right)
            pieces.append(Drawn(as_drawn(text[left:right], block.kind, tabs), self._style(look)))
        return pieces

    def _style(self, look: _Look) -> Style:
        style = self._styles.get(look)
        if style is None:
            style = words_style(look.words, self.colours, self._kind)
            if look.fate is not Fate.SAME:
                style = self._differing(look, style)
            self._styles[look] = style
        return style

    def _differing(self, look: _Look, style: Style) -> Style:
        """Return the style of words that differ, with a colour below them; what was only moved is
        neither struck out nor underlined."""
        old = look.fate is Fate.OLD
        if not look.moved:
            style += Style(strike=True) if old else Style(underline=True, bold=True)
        if (depth := self.colours.terminal.depth) is not Depth.FULL:
            if not look.words.types:
                style += Style(color=self._written(look.fate), dim=old and depth is Depth.NONE)
            return style + Style(reverse=look.current != bool(style.reverse))
        under = self.colours.background
        if look.words.types and style.bgcolor is not None:
            under = Color.from_rich_color(style.bgcolor)
        blend = CURRENT_BLEND if look.current else CHANGED_BLEND
        ground = under.blend(self._ink(look.fate), blend)
        ink = self.colours.muted if old and not look.current else ink_on(ground)
        colour = legible(ink, ground, ink_on(ground))
        return style + Style(color=colour.rich_color, bgcolor=ground.rich_color)
