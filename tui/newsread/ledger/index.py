"""The claims of the file in memory: by id, by article, by age."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from newsread.ledger.record import claim_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsread.claims.claim import Claim
    from newsread.ledger.record import Record


class Index:
    """What is in the table of claims. Records that are no claims are its `problems`.

    Only `suspect` records are looked through for characters that would act on a terminal.
    """

    def __init__(self, records: Iterable[tuple[int, Record]], *, suspect: bool) -> None:
        self.numbers: dict[str, int] = {}
        """TinyDB's number of each claim's document, by the claim's id."""
        self.last_number = 0
        self.problems: list[tuple[int, str]] = []
        """Numbers of the records that are not shown, and why."""
        self._claims: dict[str, Claim] = {}
        self._by_article: dict[str, set[str]] = {}
        self._newest: tuple[Claim, ...] | None = None
        for number, record in records:
            self.add(number, record, suspect=suspect)

    def add(self, number: int, record: Record, *, suspect: bool = True) -> None:
        """Take in the record that has TinyDB's `number`."""
        self.last_number = max(self.last_number, number)
        try:
            claim = claim_of(record, suspect=suspect)
        except ValueError as error:  # msgspec's ValidationError is one
            self.problems.append((number, str(error)))
            return
        if claim.id in self._claims:
            self.problems.append((number, f"its id is that of record {self.numbers[claim.id]}"))
            return
        self.numbers[claim.id] = number
        self.show(claim)

    def show(self, claim: Claim) -> None:
        """Take in a claim that has no document in the table of claims, if its id is not taken."""
        if claim.id not in self._claims:
            self._claims[claim.id] = claim
            self._by_article.setdefault(claim.article.key, set()).add(claim.id)
            self._newest = None

    def drop(self, claim_id: str) -> None:
        """Forget a claim."""
        claim = self._claims.pop(claim_id)
        del self.numbers[claim_id]
        ids = self._by_article[claim.article.key]
        ids.discard(claim_id)
        if not ids:
            del self._by_article[claim.article.key]
        self._newest = None

    def get(self, claim_id: str) -> Claim | None:
        """Return the claim with this id."""
        return self._claims.get(claim_id)

    def newest_first(self) -> tuple[Claim, ...]:
        """Return all claims, by the time of their capture."""
        if self._newest is None:
            ordered = sorted(self._claims.values(), key=lambda each: (each.created, each.id))
            self._newest = tuple(reversed(ordered))
        return self._newest

    def of_article(self, key: str) -> tuple[Claim, ...]:
        """Return the claims on an article, oldest first."""
        claims = [self._claims[claim_id] for claim_id in self._by_article.get(key, ())]
        return tuple(sorted(claims, key=lambda each: (each.created, each.id)))

    def keys(self) -> frozenset[str]:
        """Return the keys of all articles that have a claim."""
        return frozenset(self._by_article)

    def tags(self) -> list[str]:
        """Return all tags in use, most used first."""
        return _most_used(tag for claim in self._claims.values() for tag in claim.tags)

    def speakers(self) -> list[str]:
        """Return the names of all who say something, who says most first."""
        return _most_used(each.speaker.name for each in self._claims.values() if each.speaker)


def _most_used(words: Iterable[str]) -> list[str]:
    uses = Counter(words)
    return sorted(uses, key=lambda word: (-uses[word], word.casefold(), word))
