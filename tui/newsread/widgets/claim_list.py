"""The list of claims, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from newsread.actions import Where
from newsread.bindings import bindings
from newsread.claims.claim import Claim
from newsread.widgets.line_list import LineList
from newsread.widgets.plain import fit

if TYPE_CHECKING:
    from newsread.claims.vocabulary import Vocabulary

TYPE = 13
TAGS = 20
OUTLET = 18
WIDE = 90
"""Outlet and tags have columns of their own from this width on."""


class ClaimRow(msgspec.Struct, frozen=True):
    """A claim, and what there is to say of its place."""

    claim: Claim
    remark: str
    """Such as ``on an earlier text``; empty when its words stand in the newest text."""


class ClaimList(LineList[ClaimRow]):
    """One line a claim: type, words, tags, outlet."""

    BINDINGS = bindings(Where.LEDGER)

    def __init__(self, vocabulary: Vocabulary, *, empty: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(empty=empty, id=id)
        self._vocabulary = vocabulary

    def segments(self, row: ClaimRow, width: int, base: Style) -> list[Segment]:
        """Draw one claim."""
        claim, dim = row.claim, base + self.component("dim")
        kind = self._vocabulary.type(claim.type)
        # Towards the foreground: the type's colour alone is made for backgrounds.
        colour = Color.parse(kind.colour).blend(self.styles.color, 0.35).rich_color
        coloured = base + Style(color=colour, bold=True)
        wide = width >= WIDE
        room = width - 3 - TYPE - 1 - (TAGS + OUTLET + 2 if wide else 0)
        remark = f"({row.remark}) " if row.remark else ""
        words = claim.quote.replace("\n", " ").replace("\t", " ")
        drawn = [
            Segment(f" {kind.glyph} ", coloured),
            Segment(fit(kind.words, TYPE) + " ", coloured),
        ]
        if remark:
            shown = fit(remark, min(len(remark), max(room, 0)))
            drawn.append(Segment(shown, base + self.component("accent")))
            room -= len(shown)
        drawn.append(Segment(fit(words, max(room, 0)), base))
        if wide:
            tags = " ".join("#" + tag for tag in claim.tags)
            drawn += [
                Segment(" " + fit(tags, TAGS), dim),
                Segment(" " + fit(claim.article.outlet, OUTLET), dim),
            ]
        return drawn
