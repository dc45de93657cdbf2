"""A claim's words carried from one revision of its article to the next. Pure.

Each new revision adds one anchor, and the same one again adds none. What was captured is never
touched. What a person has decided of a place goes on with it as long as its words stay as they were
then; only other words are the machine's to tell, and wait for a person again.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsread.claims.capture import find_quote, joined
from newsread.claims.claim import Anchor, Segment
from newsread.claims.drift import DRIFTED, MACHINE, last_anchor
from newsread.claims.material import material_changes
from newsread.text.alignment import similarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsread.claims.claim import Claim, State
    from newsread.claims.locate import Locator
    from newsread.text.document import Document


def base_of(claim: Claim) -> Anchor | None:
    """Return the anchor whose place is carried on: the last that has one."""
    return next((each for each in reversed(claim.anchors) if each.segments), None)


def follow(claim: Claim, locator: Locator, *, at: str, is_edit: bool = True) -> Claim:
    """Return the claim with an anchor for the locator's new text; the very same claim where nothing
    is to be added.

    The locator's old text is that of `base_of` the claim; `at` is the moment in RFC 3339. Where the
    text is another but no desk has changed it (not `is_edit`), no drift is told: words that are not
    there then, or say something else, leave the claim where it is.
    """
    last, base = last_anchor(claim), base_of(claim)
    if last is None or base is None or last.pinned:
        return claim
    revision = locator.new.revision
    if last.state == "unknown":
        last = next((each for each in reversed(claim.anchors) if each.state != "unknown"), base)
        if last.revision == revision:
            return _with(claim, replace(last, at=at))
    elif last.revision == revision:
        return claim
    if last.state == "orphaned" and last.by != MACHINE:
        return _found_again(claim, locator.new, at)
    anchor = _known(claim, locator.new) or _located(claim, base, locator, is_edit=is_edit)
    if anchor is not None and not is_edit:
        anchor = _without_edit(claim, last, anchor)
    if anchor is None:
        return claim
    if anchor.state in ("exact", "moved") and last.state in DRIFTED:
        anchor = replace(anchor, state="restored")
    if _is_decided(base, anchor, claim):
        anchor = replace(anchor, state=base.state, by=base.by)
    return _with(claim, replace(anchor, at=at))


def unverified(claim: Claim, *, at: str) -> Claim:
    """Return the claim with word that nobody knows whether its words still stand, where they stood
    last; the very same claim where that has been said, or a person has decided where it stands."""
    last, base = last_anchor(claim), base_of(claim)
    if last is None or base is None or last.pinned or last.state in ("unknown", "orphaned"):
        return claim
    return _with(claim, replace(base, state="unknown", by=MACHINE, at=at))


def compared(claim: Claim, revision: str, segments: Sequence[Segment], words: str) -> Anchor:
    """Return the anchor that has `words` for the claim's at `segments` of a revision."""
    same = _same_words(words, claim.quote)
    material = not same and bool(material_changes(claim.quote, words, claim.lang))
    state: State = "exact" if same else "changed-material" if material else "changed-minor"
    return Anchor(
        revision=revision,
        segments=tuple(segments),
        state=state,
        similarity=1.0 if same else round(similarity(claim.quote, words), 4),
        material=material,
        quote="" if words == claim.quote else words,
    )


def _with(claim: Claim, anchor: Anchor) -> Claim:
    return replace(claim, anchors=(*claim.anchors, anchor))


def _known(claim: Claim, new: Document) -> Anchor | None:
    """Return the anchor the claim has on this text already, if its article is back to it."""
    since = claim.cuts[-1].at if claim.cuts else ""
    for each in reversed(claim.anchors):
        words = joined(new.text, each.segments)
        if each.revision == new.revision and each.at >= since and words == _words_of(each, claim):
            return replace(each, by=MACHINE) if each.state not in DRIFTED else each
    return None


def _located(claim: Claim, base: Anchor, locator: Locator, *, is_edit: bool) -> Anchor | None:
    """Return the anchor of the base's words on the new text; None where the text is none that a
    desk has changed, and they are not there."""
    new = locator.new
    state: State
    found = [locator.locate(each.start, each.end) for each in base.segments]
    places = sorted(each.place for each in found if each.place is not None)
    apart = all(one.end <= other.start for one, other in pairwise(places))
    if not places or not apart or (len(places) < len(found) and not is_edit):
        ambiguous = any(each.how == "ambiguous" for each in found)
        state = "ambiguous" if ambiguous else "orphaned"
        gone = Anchor(
            revision=new.revision, segments=(), state=state, similarity=0.0, material=True
        )
        return gone if is_edit else None
    segments = tuple(Segment(*place) for place in places)
    anchor = compared(claim, new.revision, segments, joined(new.text, segments))
    if len(places) < len(found):
        return replace(anchor, state="changed-material", material=True)
    if any(each.parted for each in found):
        # What the words were is still there, in the paragraph beside: only that may tell.
        whole = [Segment(*(each.parted or each.place)) for each in found if each.place is not None]
        told = compared(claim, new.revision, whole, joined(new.text, whole))
        state = "changed-minor" if told.state == "exact" else told.state
        anchor = replace(anchor, state=state, material=told.material)
    elsewhere = any(each.how == "elsewhere" for each in found)
    return replace(anchor, state="moved") if elsewhere and anchor.state == "exact" else anchor


def _without_edit(claim: Claim, last: Anchor, anchor: Anchor) -> Anchor | None:
    """Return the anchor for a text that no desk has changed: what was told of the words before is
    told on, and nothing new. None where they say something else: then the claim stays where it is,
    for it must not go over to other words without a sign."""
    if anchor.state in ("exact", "moved") or (last.state in DRIFTED and not last.segments):
        return anchor
    if last.segments and _words_of(last, claim) == _words_of(anchor, claim):
        return replace(anchor, state=last.state, material=last.material, by=last.by)
    if last.state in DRIFTED:
        return anchor
    return None if anchor.material else replace(anchor, state="moved")


def _is_decided(base: Anchor, anchor: Anchor, claim: Claim) -> bool:
    """Tell whether a person has accepted these very words at an earlier place of the claim."""
    by_person = base.by != MACHINE and base.state in DRIFTED
    same = _words_of(base, claim) == _words_of(anchor, claim)
    return by_person and bool(anchor.segments) and same


def _words_of(anchor: Anchor, claim: Claim) -> str:
    return anchor.quote or claim.quote


def _found_again(claim: Claim, new: Document, at: str) -> Claim:
    """Return the claim where its very words stand, just once, on a text later than the one on which
    a person has said that they do not: no likeness outweighs that."""
    places = find_quote(new, claim.quote)
    if len(places) != 1 or any(each.revision == new.revision for each in claim.anchors):
        return claim
    segments = (Segment(*places[0]),)
    return _with(claim, Anchor(revision=new.revision, segments=segments, state="restored", at=at))


def _same_words(words: str, quote: str) -> bool:
    """Tell whether two quotes differ in nothing but spaces."""
    return words == quote or words.split() == quote.split()
