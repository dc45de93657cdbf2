"""What queries look words and claims up in, and how it is kept up with what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.library import claim_index, search

if TYPE_CHECKING:
    from collections.abc import Collection

    from newsread.library.claim_index import IndexedClaim
    from newsread.library.database import Database


class WordIndex:
    """The words of articles and of claims, derived: it can be made anew at any time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self) -> int:
        """Count the articles that cannot be found by their words yet."""
        return search.waiting(self._database)

    def catch_up(self, limit: int = search.BATCH) -> int:
        """Make at most `limit` articles findable by their words, newest first, in one transaction.

        Return how many there were: 0 when none waits.
        """
        return search.catch_up(self._database, limit)

    def take_claims(self, claims: Collection[IndexedClaim], stamp: str) -> int:
        """Make `claims` those that queries know of, and note `stamp` for them; return how many
        it knew otherwise."""
        return claim_index.store(self._database, claims, stamp)

    def take_changed(
        self, ids: Collection[str], claims: Collection[IndexedClaim], stamp: str
    ) -> None:
        """Make `claims` what queries know of those with `ids`, and note `stamp`."""
        claim_index.store_changed(self._database, ids, claims, stamp)

    def is_sound(self) -> bool:
        """Tell whether the index is whole, and not mostly of texts that have changed."""
        return search.is_sound(self._database)

    def rebuild(self) -> None:
        """Make it anew, which takes a second for some 10,000 articles."""
        search.rebuild(self._database)
        while self.catch_up():
            pass
