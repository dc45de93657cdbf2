"""How a claim's words have fared, for margins and lines with little room: a glyph and a few words.

Pure. What has drifted and waits for a person stands out; what somebody has looked at is told
quietly, for it has drifted all the same.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import msgspec

from newsread.claims.drift import GLYPHS, WORDS, awaits_review, is_drifted, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsread.claims.claim import Claim, State

Weight = Literal["grave", "slight", "seen"]
"""How much a drift asks for a person: what is said is another thing, or is gone; anything else;
somebody has looked at it."""

KEPT = 1_000
"""Claims of which the changes are kept in words."""
GRAVE: frozenset[State] = frozenset(("changed-material", "orphaned"))
_HEAVIEST: tuple[Weight, ...] = ("grave", "slight", "seen")


class DriftMark(msgspec.Struct, frozen=True):
    """What stands for a drift."""

    glyph: str
    """A cell wide."""
    weight: Weight


def drift_mark(claim: Claim) -> DriftMark | None:
    """Return what stands for the drift of a claim; None where it has not drifted."""
    if not is_drifted(claim):
        return None
    state = state_of(claim)
    weight: Weight = "seen"
    if awaits_review(claim):
        weight = "grave" if state in GRAVE else "slight"
    return DriftMark(GLYPHS[state], weight)


def heaviest(marks: Iterable[DriftMark | None]) -> DriftMark | None:
    """Return the one of `marks` that asks the most for a person, the first of several."""
    found = [mark for mark in marks if mark is not None]
    return min(found, key=lambda mark: _HEAVIEST.index(mark.weight), default=None)


def in_short(claim: Claim) -> str:
    """Return what changed of a claim that has drifted, else its state, for a line that has the
    glyph already; empty where it has not drifted."""
    if not is_drifted(claim):
        return ""
    return _changes(claim) or WORDS[state_of(claim)].partition(":")[0]


def fared(claim: Claim) -> str:
    """Return what has become of a claim that has drifted: the state, what changed, and who has
    looked at it; empty where it has not drifted."""
    if not is_drifted(claim):
        return ""
    told = WORDS[state_of(claim)]
    if changes := _changes(claim):
        told += f": {changes}"
    return told if awaits_review(claim) else f"{told}, looked at by {claim.anchors[-1].by}"


def history(claim: Claim) -> list[str]:
    """Return what was found of a claim's words, on which text, when and by whom, the last first."""
    return [
        f"{WORDS[each.state]}, on text {each.revision[:12]}, {each.at} by {each.by}"
        for each in reversed(claim.anchors)
    ]


@lru_cache(KEPT)
def _changes(claim: Claim) -> str:
    """Return what changed of what a claim says, in a few words; kept, for lists are drawn often."""
    if not claim.anchors[-1].quote:
        return ""
    # rapidfuzz comes with it, which most who list claims need not.
    from newsread.claims.material import changes_in_words

    return changes_in_words(claim)
