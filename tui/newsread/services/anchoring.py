"""Following an article's claims into a text of it that was just stored: one write an article.

Claims made on all text of a page are followed along the texts of pages, those made on the article's
clean text along clean ones; a feed's own text is nobody's successor. What is appended is no step of
undo and leaves `modified` as it is: nobody has decided anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsread.claims.claim import timestamp
from newsread.claims.drift import is_pinned, state_of
from newsread.errors import ArticleError, LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from newsread.claims.claim import Claim
    from newsread.claims.locate import Locator
    from newsread.ledger.ledger import Ledger
    from newsread.library.records import Article, Revision
    from newsread.library.store import Library
    from newsread.library.watches import KnownText


class _Way(NamedTuple):
    """From an earlier text to the newest one."""

    locator: Locator
    is_edit: bool
    """Whether a desk has made any of the changes between them."""


def anchor_claims(
    library: Library,
    ledger: Ledger,
    article: Article,
    newest: Revision,
    *,
    now: float,
    is_read_now: bool = True,
) -> tuple[Claim, ...]:
    """Say of each claim of the article where its words stand in `newest`, a text of it that is
    stored; return those claims of which anything was to be said, as they are now.

    `now` is POSIX seconds. A text that was stored before, and that nobody has asked its outlet for
    since (not `is_read_now`), does not tell what became of a claim whose article could not be read.
    Nothing is read where nothing is to be said, and each earlier text once. All text of a page
    stays from then on, as if seen: later ones are compared with it.

    Raises:
        LedgerError, LibraryError: nothing was stored.
    """
    if newest.role == "feed" or newest.cause == "unknown":
        return ()
    ledger.refresh()
    claims = ledger.of_article(article.key)
    waiting = [each for each in claims if _waits(each, newest.revision, is_read_now=is_read_now)]
    if not waiting:
        return ()
    from newsread.claims.anchor import base_of, follow  # what compares texts is imported late

    texts = library.watches.texts(article.id)
    ways: dict[str, _Way] = {}
    for claim in waiting:
        base = base_of(claim)
        if base is not None and base.revision not in ways and _is_of(newest, base.revision, texts):
            way = _way(library, article, base.revision, newest, texts)
            if way is not None:
                ways[base.revision] = way
    if newest.role == "page" and ways:
        try:
            library.note_seen(article.id, newest)
        except ArticleError:  # another process has just stored a later one: that is followed into
            return ()

    def how(claim: Claim) -> Claim:
        base = base_of(claim)
        way = ways.get(base.revision) if base is not None else None
        return follow(claim, way.locator, at=at, is_edit=way.is_edit) if way else claim

    at = timestamp(now)
    return _revised(ledger, waiting, how)


def mark_unverified(ledger: Ledger, article: Article, *, now: float) -> tuple[Claim, ...]:
    """Say of each claim of the article that nobody knows whether its words stand there still: it
    could not be read whole. Return those of which that was not said before, as they are now.

    Raises:
        LedgerError: nothing was stored.
    """
    ledger.refresh()
    claims = ledger.of_article(article.key)
    if not claims:
        return ()
    from newsread.claims.anchor import unverified

    at = timestamp(now)
    return _revised(ledger, claims, lambda claim: unverified(claim, at=at))


def has_claims_on_page(library: Library, ledger: Ledger, article: Article) -> bool:
    """Tell whether any claim of the article stands on all text of its page."""
    claims = ledger.of_article(article.key)
    if not claims:
        return False
    from newsread.claims.anchor import base_of

    bases = {base.revision for each in claims if (base := base_of(each)) is not None}
    return any(
        each.role == "page" and each.revision in bases for each in library.watches.texts(article.id)
    )


def _waits(claim: Claim, revision: str, *, is_read_now: bool) -> bool:
    """Tell whether there may be something to be said of a claim's words in a text."""
    if is_pinned(claim):
        return False
    if is_read_now and state_of(claim) == "unknown":
        return True
    last = next((each for each in reversed(claim.anchors) if each.state != "unknown"), None)
    return last is not None and last.revision != revision


def _is_of(newest: Revision, revision: str, texts: Iterable[KnownText]) -> bool:
    """Tell whether an earlier text is what `newest` is to its article, clean or all of a page."""
    return any(each.revision == revision and each.role == newest.role for each in texts)


def _way(
    library: Library,
    article: Article,
    revision: str,
    newest: Revision,
    texts: Sequence[KnownText],
) -> _Way | None:
    from newsread.claims.locate import Locator

    old = newest if revision == newest.revision else library.revision(article.id, revision)
    if old is None:
        return None
    return _Way(Locator(old.document, newest.document), _is_edited(revision, newest, texts))


def _is_edited(revision: str, newest: Revision, texts: Sequence[KnownText]) -> bool:
    """Tell whether any text after the one with `revision`, up to `newest`, is a desk's edit."""
    causes = [(each.revision, each.cause) for each in texts if each.role == newest.role]
    names = [name for name, _ in causes]
    last = len(names) - 1 - names[::-1].index(newest.revision) if newest.revision in names else 0
    first = max((at for at in range(last) if names[at] == revision), default=last)
    return any(cause == "edit" for _, cause in causes[first + 1 : last + 1])


def _revised(
    ledger: Ledger, claims: Sequence[Claim], how: Callable[[Claim], Claim]
) -> tuple[Claim, ...]:
    """Store what `how` makes of claims in one write; return those it made others of.

    To compare texts takes a moment, and meanwhile others can save: only what they have changed is
    looked at again in the ledger's turn, and what they have deleted is passed over.
    """
    made = {each.id: (each, how(each)) for each in claims}

    def made_by_now(claim: Claim) -> Claim:
        before, after = made[claim.id]
        return after if claim == before else how(claim)

    left = [name for name, (before, after) in made.items() if after is not before]
    while left:
        try:
            changes = ledger.revise(left, made_by_now)
        except LedgerError:
            there = [each for each in left if ledger.get(each) is not None]
            if len(there) == len(left):
                raise
            left = there
        else:
            return tuple(claim for each in changes if (claim := ledger.get(each.id)) is not None)
    return ()
