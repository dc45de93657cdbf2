"""Following an article's claims into a text of it that was just stored: one write an article.

Claims made on all text of a page are followed along the texts of pages, those made on the article's
clean text along clean ones; a feed's own text is nobody's successor. What is appended is no step of
undo and leaves `modified` as it is: nobody has decided anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsread.claims.claim import Claim
    from newsread.ledger.ledger import Ledger
    from newsread.library.records import Article, Revision
    from newsread.library.store import Library


def anchor_claims(
    library: Library, ledger: Ledger, article: Article, newest: Revision, *, now: float
) -> tuple[Claim, ...]:
    """Say of each claim of the article where its words stand in `newest`, a text of it that is
    stored; return those claims of which anything was to be said, as they are now.

    `now` is POSIX seconds. Nothing is read where nothing is to be said.

    Raises:
        LedgerError: nothing was stored.
    """
    raise NotImplementedError


def mark_unverified(ledger: Ledger, article: Article, *, now: float) -> tuple[Claim, ...]:
    """Say of each claim of the article that nobody knows whether its words stand there still: it
    could not be read whole. Return those of which that was not said before, as they are now.

    Raises:
        LedgerError: nothing was stored.
    """
    raise NotImplementedError
