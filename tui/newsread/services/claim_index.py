"""Keeps what the library knows of claims in step with the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.claims.drift import sought_as
from newsread.library.articles import digest
from newsread.library.claim_index import STAMP, IndexedClaim
from newsread.query.words import fold, spread

if TYPE_CHECKING:
    from newsread.claims.claim import Claim
    from newsread.ledger.ledger import Ledger
    from newsread.library.store import Library


def sync(library: Library, ledger: Ledger) -> bool:
    """See that queries over articles know the claims as they are; return whether any were new.

    With nothing changed that is one look at the file's times; after a change those claims are
    stored that it changed. Where that is not known all are compared.

    Raises:
        LedgerError: the claims' file has become unreadable.
        LibraryError: nothing could be stored.
    """
    ledger.refresh()
    stamp = ledger.stamp
    known = library.memory.stamp(STAMP)
    if known == stamp:
        return False
    changed = ledger.changed_since(known)
    if changed is None:
        library.index.take_claims([_indexed(claim) for claim in ledger.all()], stamp)
    else:
        claims = [claim for each in changed if (claim := ledger.get(each)) is not None]
        library.index.take_changed(changed, [_indexed(claim) for claim in claims], stamp)
    return True


def mend(library: Library, ledger: Ledger) -> bool:
    """Compare what the library knows with every claim; return whether it was wrong.

    That claims have been saved since it last looked is no fault: the next query does the same.
    """
    ledger.refresh()
    stamp = ledger.stamp
    if library.memory.stamp(STAMP) != stamp:
        return False
    return library.index.take_claims([_indexed(claim) for claim in ledger.all()], stamp) > 0


def _indexed(claim: Claim) -> IndexedClaim:
    return IndexedClaim(
        id=claim.id,
        article=digest(claim.article.key),
        type=fold(claim.type),
        status=fold(claim.status),
        verdict=fold(claim.verdict),
        worth=claim.worth or "",
        drift=sought_as(claim),
        speaker=fold(claim.speaker.name) if claim.speaker else "",
        tags=fold(f" {' '.join(claim.tags)} "),
        quote=spread(claim.quote),
    )
