"""What has become of a claim's words since it was marked, and who has looked at it. Pure.

The last anchor tells. What the machine found waits for a person; what a person has decided of it is
an anchor in their name, and so is every later one that finds nothing new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.query.fields import REVIEW

if TYPE_CHECKING:
    from newsread.claims.claim import Anchor, Claim, State

MACHINE = "newsread"
"""Who has made an anchor that no person made."""

DRIFTED: frozenset[State] = frozenset(
    ("changed-minor", "changed-material", "ambiguous", "orphaned", "unknown")
)
"""States in which a claim's words do not stand in its article as they were marked."""

GLYPHS: dict[State, str] = {
    "changed-minor": "~",
    "changed-material": "≠",
    "ambiguous": "?",
    "orphaned": "∅",
    "unknown": "¿",
}
"""What stands for each in a margin or a list, a cell wide."""

WORDS: dict[State, str] = {
    "exact": "as marked",
    "moved": "as marked, at another place",
    "changed-minor": "changed slightly",
    "changed-material": "changed in what it says",
    "ambiguous": "in several places",
    "orphaned": "not there any more",
    "restored": "as marked again",
    "unknown": "not known: its article could not be read whole",
}
"""What people see for each."""


def last_anchor(claim: Claim) -> Anchor | None:
    """Return the anchor that counts: the last one."""
    return claim.anchors[-1] if claim.anchors else None


def state_of(claim: Claim) -> State:
    """Return what has become of the claim's words."""
    last = last_anchor(claim)
    return last.state if last is not None else "exact"


def is_drifted(claim: Claim) -> bool:
    """Tell whether its words do not stand in its article as they were marked, reviewed or not."""
    return state_of(claim) in DRIFTED


def is_pinned(claim: Claim) -> bool:
    """Tell whether a person has decided that the claim is about the text it was made on."""
    last = last_anchor(claim)
    return last is not None and last.pinned


def awaits_review(claim: Claim) -> bool:
    """Tell whether it has drifted and nobody has looked at that."""
    last = last_anchor(claim)
    return last is not None and last.state in DRIFTED and last.by == MACHINE


def sought_as(claim: Claim) -> str:
    """Return what queries find its drift by: the state, and ``-review`` where that awaits a person.

    Empty where another program wrote no anchor.
    """
    last = last_anchor(claim)
    if last is None:
        return ""
    return f"{last.state}-{REVIEW}" if awaits_review(claim) else last.state


def answers(name: str, value: str) -> bool:
    """Tell whether what is `sought_as` a name is chosen by a `value` of the field ``drift``."""
    return f"-{value}-" in f"-{name}-"


def words_now(claim: Claim) -> str:
    """Return the words that stand in the claim's place now; empty where none do."""
    last = last_anchor(claim)
    if last is None:
        return claim.quote
    if not last.segments:
        return ""
    return last.quote or claim.quote
