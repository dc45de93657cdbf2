"""Orders in which claims are listed. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.claims.vocabulary import Term

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from newsread.claims.claim import Claim
    from newsread.claims.vocabulary import Vocabulary

NEWEST = Term("newest", "newest first")
ORDERS = (
    NEWEST,
    Term("oldest", "oldest first"),
    Term("article", "article"),
    Term("status", "status"),
    Term("verdict", "verdict"),
    Term("speaker", "speaker"),
)
"""What the list of claims can be sorted by."""


def order_in_words(order: str) -> str:
    """Return what a heading says of an order: ``newest first``, ``by article``."""
    words = next((each.words for each in ORDERS if each.name == order), NEWEST.words)
    return words if words.endswith("first") else f"by {words}"


def in_order(claims: Sequence[Claim], order: str, vocabulary: Vocabulary) -> Sequence[Claim]:
    """Return `claims`, which come newest first, in one of `ORDERS`; in another as they are.

    Articles come as their newest claims do, claims within one as their words stand. Statuses and
    verdicts come as the vocabulary has them, then what is not in it; claims without a verdict or a
    speaker last. Those that are alike stay newest first.
    """
    if order == "oldest":
        return claims[::-1]
    key = _keys(claims, vocabulary).get(order)
    return claims if key is None else sorted(claims, key=key)


def _keys(
    claims: Sequence[Claim], vocabulary: Vocabulary
) -> dict[str, Callable[[Claim], tuple[Any, ...]]]:
    articles: dict[str, int] = {}
    for claim in claims:
        articles.setdefault(claim.article.key, len(articles))
    statuses, verdicts = _places(vocabulary.statuses), _places(vocabulary.verdicts)
    return {
        "article": lambda claim: (articles[claim.article.key], _start(claim)),
        "status": lambda claim: (statuses.get(claim.status, len(statuses)), claim.status),
        "verdict": lambda claim: (
            not claim.verdict,
            verdicts.get(claim.verdict, len(verdicts)),
            claim.verdict,
        ),
        "speaker": lambda claim: (
            claim.speaker is None,
            claim.speaker.name.casefold() if claim.speaker else "",
        ),
    }


def _places(terms: Sequence[Term]) -> dict[str, int]:
    return {term.name: place for place, term in enumerate(terms)}


def _start(claim: Claim) -> int:
    """Return where a claim's words begin; 0 if another program wrote no place."""
    placed = claim.anchors[-1].segments if claim.anchors else claim.segments
    return placed[0].start if placed else 0
