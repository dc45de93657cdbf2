"""Which claims wait for a person to look at what has become of them, and in which order. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.claims.drift import awaits_review, last_anchor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsread.claims.claim import Claim

DROPPED = "dropped"
"""The status of a claim that nobody works on any more: nothing of it waits."""


def waits(claim: Claim) -> bool:
    """Tell whether a claim awaits review, and anybody works on it."""
    return claim.status != DROPPED and awaits_review(claim)


def waiting(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims that await review: what changed in what it says first, then article by
    article, the one that changed last first, each in the order of its words."""
    found = [each for each in claims if waits(each)]
    changed: dict[str, str] = {}
    for claim in found:
        changed[claim.article.key] = max(changed.get(claim.article.key, ""), _at(claim))
    articles = sorted(changed, key=lambda key: (changed[key], key), reverse=True)
    ranks = {key: rank for rank, key in enumerate(articles)}
    return tuple(
        sorted(
            found,
            key=lambda claim: (
                not _is_material(claim),
                ranks[claim.article.key],
                claim.segments[0].start if claim.segments else 0,
                claim.id,
            ),
        )
    )


def _at(claim: Claim) -> str:
    last = last_anchor(claim)
    return last.at if last is not None else ""


def _is_material(claim: Claim) -> bool:
    last = last_anchor(claim)
    return last is not None and last.material
