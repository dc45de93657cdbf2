"""What a person decides of a claim whose article has changed: one more anchor, in their name. Pure.

The quote stays what was captured, whatever becomes of it. Where there is nothing to decide, the
very same claim comes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsread.claims.anchor import compared
from newsread.claims.capture import joined
from newsread.claims.claim import Anchor
from newsread.claims.drift import DRIFTED, MACHINE, last_anchor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsread.claims.claim import Claim, Segment
    from newsread.text.document import Document


def accept(claim: Claim, *, by: str, at: str) -> Claim:
    """Say that the claim's words read so now, at the place that was found. It goes on from there.

    Nothing where no place was found, or nothing has changed, or it is accepted already.
    """
    last = last_anchor(claim)
    changed = last is not None and last.state.startswith("changed") and bool(last.segments)
    if last is None or not changed or last.by != MACHINE:
        return claim
    return _with(claim, replace(last, by=by, at=at))


def keep(claim: Claim, *, by: str, at: str) -> Claim:
    """Say that the claim is about the text on which its words stood last as they were marked, or as
    a person has accepted them; no later text concerns it any more."""
    last = last_anchor(claim)
    if last is None or last.pinned:
        return claim
    stood = (
        each
        for each in reversed(claim.anchors)
        if each.segments and (each.state not in DRIFTED or each.by != MACHINE)
    )
    place = next(stood, claim.anchors[0])
    return _with(claim, replace(place, by=by, at=at, pinned=True))


def dismiss(claim: Claim, *, by: str, at: str) -> Claim:
    """Say that the claim's words are not in the text any more, whatever was found there."""
    last = last_anchor(claim)
    if last is None or (last.state == "orphaned" and last.by != MACHINE):
        return claim
    gone = Anchor(
        revision=last.revision,
        segments=(),
        state="orphaned",
        similarity=0.0,
        material=True,
        by=by,
        at=at,
    )
    return _with(claim, gone)


def reattach(
    claim: Claim, document: Document, segments: Sequence[Segment], *, by: str, at: str
) -> Claim:
    """Say that the claim's words are now those at `segments` of the document's text.

    Code points, half open, in order, apart, none empty.
    """
    place = compared(claim, document.revision, segments, joined(document.text, segments))
    return _with(claim, replace(place, by=by, at=at))


def _with(claim: Claim, anchor: Anchor) -> Claim:
    return replace(claim, anchors=(*claim.anchors, anchor))
