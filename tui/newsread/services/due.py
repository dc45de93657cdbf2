"""Whose turn it is to be asked for again. Reads no text and asks nobody: the reader wants to know
it from time to time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.claims.review import DROPPED
from newsread.errors import AddressError
from newsread.pages.schedule import is_due
from newsread.services import claim_index
from newsread.web.addresses import parse_address

if TYPE_CHECKING:
    from newsread.ledger.ledger import Ledger
    from newsread.library.store import Library
    from newsread.library.watches import Watched
    from newsread.services.revising import Asked

CLOSED = ("checked", "published", DROPPED)
"""Statuses of claims that are done with: their articles are not watched any more."""


def due_articles(library: Library, ledger: Ledger, now: float) -> list[Watched]:
    """Return the articles whose turn has come at `now`, POSIX seconds: those with open claims, with
    a star, or that their feed says were updated.

    Raises:
        LibraryError, LedgerError: the library could not be told of the claims.
    """
    claim_index.sync(library, ledger)
    held = holds(library, now)
    return [
        each
        for each in library.watches.watched(CLOSED)
        if is_due(
            now,
            each.since,
            each.checked,
            failures=each.failures,
            asked=each.asked,
            hold=held.get(host_of(each.url)) if held else None,
        )
    ]


def holds(library: Library, now: float) -> dict[str, float]:
    """Return the hosts that want to be left alone at `now`, and until when."""
    held: dict[str, float] = {}
    for url, until in library.watches.holds(now):
        host = host_of(url)
        held[host] = max(held.get(host, 0.0), until)
    return held


def note_asked(library: Library, asked: Asked, now: float) -> None:
    """Note that an article was asked for at `now`, POSIX seconds, and what came of it: when its
    next turn is goes by that, and for how long its host is left alone."""
    library.watches.note(
        asked.article.id,
        now,
        error=asked.error,
        lasting=asked.lasting,
        hold=None if asked.hold is None else now + asked.hold,
    )


def host_of(url: str) -> str:
    """Return the host that is asked for a page; empty where none is."""
    try:
        return parse_address(url).host if url.startswith(("http://", "https://")) else ""
    except AddressError:
        return ""  # asked for, it is refused with a sentence of its own
