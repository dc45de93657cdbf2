"""Evidence as people type it. Pure."""

from __future__ import annotations

from typing import cast, get_args

from newsread.claims.claim import Stance


def read_evidence(text: str) -> tuple[str, Stance | None]:
    """Return what stands for an address in `text`, and the stance named before or after it.

    That is one of the words supports, refutes and context, parted by a space; else none is named.
    """
    address = text.strip()
    first, _, after = address.partition(" ")
    before, _, last = address.rpartition(" ")
    for word, rest in ((last, before), (first, after)):
        if rest and word.casefold() in get_args(Stance):
            return rest.strip(), cast("Stance", word.casefold())
    return address, None


def no_stance(address: str) -> str:
    """Return what stands behind an address, parted by a space: no stance, or it would not stand
    there. Nothing where the first word has no dot, and so is none either."""
    first, _, after = address.partition(" ")
    return after.strip() if "." in first else ""
