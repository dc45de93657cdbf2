"""What has been filed of a claim, in a few words each, for lines with little room. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.claims.fared import drift_mark, fared
from newsread.text.clean import clean_line
from newsread.text.counted import counted

if TYPE_CHECKING:
    from newsread.claims.claim import Claim
    from newsread.claims.vocabulary import Vocabulary

LONGEST_NAME = 30
"""Code points of a speaker's name."""


def filed(claim: Claim, vocabulary: Vocabulary) -> list[str]:
    """Return how a claim's words have fared, its speaker, worth, status, verdict and sources, as
    far as there is something to tell of each.

    The first status says nothing: every claim begins with it.
    """
    drift = drift_mark(claim)
    parts = [f"{drift.glyph} {fared(claim)}" if drift is not None else ""]
    parts.append(clean_line(claim.speaker.name, limit=LONGEST_NAME) if claim.speaker else "")
    parts.append(f"worth {claim.worth}" if claim.worth else "")
    parts.append(standing(claim, vocabulary))
    parts.append(vocabulary.verdict_words(claim.verdict))
    parts.append(counted(len(claim.evidence), "source") if claim.evidence else "")
    return [part for part in parts if part]


def standing(claim: Claim, vocabulary: Vocabulary) -> str:
    """Return a claim's status in words; empty for the first, which every claim begins with."""
    first = vocabulary.statuses[0].name
    return vocabulary.status_words(claim.status) if claim.status != first else ""
