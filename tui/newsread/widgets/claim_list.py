"""The list of claims, of which any may be marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from newsread.actions import Where
from newsread.bindings import bindings
from newsread.claims.claim import Claim
from newsread.claims.fared import drift_mark, in_short
from newsread.claims.filed import standing
from newsread.widgets.claim_styles import legible
from newsread.widgets.line_list import LineList
from newsread.widgets.plain import fit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsread.claims.vocabulary import ClaimType, Vocabulary

MARK = "✓"
"""Stands at the beginning of a marked row: what is marked is seen without colours, too."""
TYPE = 13
TAGS = 24
OUTLET = 18
SHORT = 24
"""Cells that a speaker or a verdict may take before the words."""
LOOKED_AT = 1000
"""Code points of a quote that are looked at: far more than a line holds."""
WIDE, WIDEST = 90, 120
"""Tags are shown from the first width on, the outlet in a column of its own from the second."""


class ClaimRow(msgspec.Struct, frozen=True):
    """A claim, and what there is to say of its place."""

    claim: Claim
    remark: str
    """Such as ``on an earlier text``; empty when its words stand in the newest text."""
    advice: str = ""
    """What to do about that, with the key for it."""


class ClaimList(LineList[ClaimRow]):
    """One line a claim: type, who says what, tags, outlet."""

    BINDINGS = bindings(Where.LEDGER)
    mark_cells = 3

    def __init__(self, vocabulary: Vocabulary, *, empty: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(empty=empty, id=id)
        self._vocabulary = vocabulary
        self.marked: frozenset[str] = frozenset()
        """The ids of the claims that are marked, listed or not."""

    def toggle_mark(self) -> None:
        """Mark the current claim, or unmark it."""
        if self.current_row is not None:
            self.marked ^= {self.current_row.claim.id}
            self.refresh_line(self.current)

    def drop_marks(self) -> None:
        """Unmark all claims."""
        self.marked = frozenset()
        self.refresh()

    def segments(self, row: ClaimRow, width: int, base: Style) -> list[Segment]:
        """Draw one claim."""
        claim, dim = row.claim, base + self.component("dim")
        kind = self._vocabulary.type(claim.type)
        coloured = base + Style(color=self._colour(kind, base).rich_color, bold=True)
        wide = width >= WIDE
        outlet = f" {fit(claim.article.outlet, OUTLET)}" if width >= WIDEST else ""
        tags = " ".join("#" + tag for tag in claim.tags) if wide else ""
        tagged = f" {fit(tags, min(cell_len(tags), TAGS))}" if tags else ""
        room = width - 3 - TYPE - 1 - cell_len(tagged) - cell_len(outlet)
        remark = f"({row.remark}) " if row.remark else ""
        words = " ".join(claim.quote[:LOOKED_AT].split())
        mark = MARK if claim.id in self.marked else " "
        drawn = [
            Segment(mark, base + self.component("strong")),
            Segment(f"{kind.glyph} ", coloured),
            Segment(fit(kind.words, TYPE) + " ", coloured),
        ]
        if remark:
            shown = fit(remark, min(len(remark), max(room, 0)))
            drawn.append(Segment(shown, base + self.component("accent")))
            room -= len(shown)
        drift = drift_mark(claim)
        if drift is not None and room > 1:
            drawn += [self.drift_glyph(drift, base), Segment(" ", base)]
            room -= 2
        for shown in self._before_quote(claim, room, wide=wide):
            drawn.append(Segment(shown, dim))
            room -= cell_len(shown)
        drawn.append(Segment(fit(words, max(room, 0)), base))
        return [*drawn, Segment(tagged, dim), Segment(outlet, dim)]

    def _before_quote(self, claim: Claim, room: int, *, wide: bool) -> Iterator[str]:
        """Yield what stands before the words, a third of the room each at most: what has become of
        them, else where it is wide how the claim stands; and who says it. Where there is hardly
        room for words, nothing."""
        most = min(SHORT, room // 3)
        if most < SHORT // 2:
            return
        found = self._vocabulary.verdict_words(claim.verdict)
        stands = (found or standing(claim, self._vocabulary)) if wide else ""
        name = claim.speaker.name if claim.speaker else ""
        for words, end in ((in_short(claim) or stands, " · "), (name, ": ")):
            if words:
                yield fit(words, min(cell_len(words), most)) + end

    def _colour(self, kind: ClaimType, base: Style) -> Color:
        """Return the colour of a type's words, towards the foreground until it can be read: alone
        it is made for backgrounds."""
        _, background = self.background_colors
        foreground = background + self.styles.color
        ground = Color.from_rich_color(base.bgcolor) if base.bgcolor else background
        return legible(Color.parse(kind.colour).blend(foreground, 0.35), ground, foreground)
