"""Searching: the one place that sees to it that queries are answered from what is there by now.

`prepare` comes before `Library.rows` and its like when a person asks a new query; `claims` answers
a query from the ledger. The reader lets the words of at most `AT_ONCE` articles be taken in before
it shows a list, a fifth of a second, for a refresh has taken in the others; a command waits for
all.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from newsread.claims.filter import Facts, claim_filter
from newsread.errors import LedgerError, LibraryError
from newsread.services import claim_index

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsread.claims.claim import Claim
    from newsread.ledger.ledger import Ledger
    from newsread.library.records import Article, Feed
    from newsread.library.store import Library
    from newsread.query.tree import Query
    from newsread.services.desk import Desk


AT_ONCE = 800
"""Articles whose words a person waits for at a key: the newest that no refresh has taken in."""


def prepare(
    desk: Desk,
    query: Query,
    *,
    complain: Callable[[LedgerError], object],
    whole: bool = False,
    told: Callable[[int], None] = lambda _: None,
) -> None:
    """See that the library knows the words and claims that `query` asks about.

    With `whole`, of all articles, and `told` hears how many are left after each batch. That claims
    cannot be read keeps nobody from searching words: `complain` hears it then. Unless it is to be
    `whole`, that nothing can be stored now, because another process writes or the disk is full,
    keeps nobody from what is known already: the next query tries again.

    Raises:
        LedgerError: the query is about claims, and they cannot be read.
        LibraryError: it was to be `whole`, and nothing can be stored.
    """
    try:
        if query.has_words:
            _take_in_words(desk.library, told, whole=whole)
        _sync_claims(desk, query, complain)
    except LibraryError:
        if whole:
            raise


def prepare_claims(
    desk: Desk, query: Query, *, complain: Callable[[LedgerError], object] = lambda _: None
) -> None:
    """See that the library knows the claims that `query` asks about, as `prepare`; no words.

    It is what a list needs that is made anew: for words nobody waits at each key.
    """
    with suppress(LibraryError):  # another process writes: what is known by now has to do
        _sync_claims(desk, query, complain)


def _sync_claims(desk: Desk, query: Query, complain: Callable[[LedgerError], object]) -> None:
    if not (query.has_words or query.asks_claims):
        return
    try:
        claim_index.sync(desk.library, desk.ledger)
    except LedgerError as error:
        if query.asks_claims:
            raise
        complain(error)


def _take_in_words(library: Library, told: Callable[[int], None], *, whole: bool) -> None:
    taken = 0
    while (whole or taken < AT_ONCE) and (now := library.index.catch_up()):
        taken += now
        told(library.index.waiting())


def claims(library: Library, ledger: Ledger, query: Query) -> list[Claim]:
    """Return the claims that `query` chooses, newest first."""
    chosen = claim_filter(query, _facts_from(library), time.time())
    return [claim for claim in ledger.all() if chosen(claim)]


def _facts_from(library: Library) -> Callable[[str], Facts | None]:
    """Return what looks up an article's facts, each article once and feeds when first needed."""
    known: dict[str, Facts | None] = {}
    feeds = {feed.id: feed for feed in library.feeds()}

    def facts(key: str) -> Facts | None:
        if key not in known:
            article = library.article_of_key(key)
            feed = feeds.get(article.feed_id) if article else None
            known[key] = _facts(article, feed) if article else None
        return known[key]

    return facts


def _facts(article: Article, feed: Feed | None) -> Facts:
    """Return the facts of an article; of a feed that was removed only its marks are known."""
    marks = Facts(read=article.read, starred=article.starred, changed=article.changed)
    if feed is None:
        return marks
    return msgspec.structs.replace(
        marks, quiet=feed.settings.quiet, folder=feed.folder, feed_title=feed.title
    )
