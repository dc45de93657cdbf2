"""The claims of the file in memory: by id, by article, by age.

Of each record only what finds it is read at once. The claim is made when somebody asks for it, and
kept: to read 100,000 claims takes half a second, and an article has twenty.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from newsread.ledger.record import claim_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsread.claims.claim import Claim


class _Article(msgspec.Struct, frozen=True, gc=False):
    key: str


class _Card(msgspec.Struct, frozen=True, gc=False):
    """What finds a claim."""

    id: str
    created: str
    article: _Article


_CARDS = msgspec.json.Decoder(_Card)


class Index:
    """What is in the table of claims. Records that are no claims are its `problems`."""

    def __init__(self, texts: Mapping[str, bytes]) -> None:
        self._texts = texts
        """The table itself: it changes in place, and `renew` is told which of it."""
        self.numbers: dict[str, int] = {}
        """TinyDB's number of each claim's document, by the claim's id."""
        self._cards: dict[str, _Card] = {}
        """By number, as the file writes it."""
        self._by_article: dict[str, set[str]] = {}
        self._claims: dict[str, Claim] = {}
        self._shown: dict[str, Claim] = {}
        self._problems: dict[str, str] = {}
        self._doubles: set[str] = set()
        for number in sorted(texts, key=int):  # of two with one id the lower is shown
            self._add(number)
        self._order = sorted((card.created, card.id) for card in self._cards.values())

    # Keeping up

    def renew(self, number: str) -> set[str]:
        """Read the record with this number again: it was changed, is new, or is gone.

        Return the ids of the claims that this concerns.
        """
        card = self._cards.pop(number, None)
        concerned = set() if card is None else {card.id}
        if card is not None:
            self._drop(card)
        is_first = self._show_again(number)
        if number in self._cards:
            concerned.add(self._cards[number].id)
        if card is not None or is_first:
            for double in sorted(self._doubles, key=int):  # one of its id may stand behind it
                self._show_again(double)
        return concerned

    def _show_again(self, number: str) -> bool:
        """Read a record that is not shown; return whether it takes the place of another."""
        self._problems.pop(number, None)
        self._doubles.discard(number)
        if number not in self._texts:
            return False
        other = self._higher(number)
        if other:
            self._drop(self._cards.pop(other))
            self._doubles.add(other)
        if self._add(number):
            card = self._cards[number]
            insort(self._order, (card.created, card.id))
        return bool(other)

    def _higher(self, number: str) -> str:
        """Return the number of the record that is shown with the id of a lower one; or nothing."""
        try:
            shown = self.numbers.get(_CARDS.decode(self._texts[number]).id, 0)
        except msgspec.DecodeError:
            return ""
        return str(shown) if shown > int(number) else ""

    def show(self, claim: Claim) -> None:
        """Take in a claim that has no document in the table of claims, if its id is not taken."""
        if claim.id not in self.numbers and claim.id not in self._shown:
            self._shown[claim.id] = claim
            self._by_article.setdefault(claim.article.key, set()).add(claim.id)
            insort(self._order, (claim.created, claim.id))

    def _add(self, number: str) -> bool:
        try:
            card = _CARDS.decode(self._texts[number])
        except msgspec.DecodeError as error:
            self._problems[number] = str(error)
            return False
        if card.id in self.numbers:
            self._problems[number] = f"its id is that of record {self.numbers[card.id]}"
            self._doubles.add(number)
            return False
        self._cards[number] = card
        self.numbers[card.id] = int(number)
        self._by_article.setdefault(card.article.key, set()).add(card.id)
        return True

    def _drop(self, card: _Card) -> None:
        del self.numbers[card.id]
        self._claims.pop(card.id, None)
        ids = self._by_article[card.article.key]
        ids.discard(card.id)
        if not ids:
            del self._by_article[card.article.key]
        del self._order[bisect_left(self._order, (card.created, card.id))]

    # Reading

    @property
    def problems(self) -> list[tuple[int, str]]:
        """Numbers of the records that are not shown, and why. To know that all are read."""
        for claim_id in list(self.numbers):
            self.get(claim_id)
        return sorted((int(number), why) for number, why in self._problems.items())

    def get(self, claim_id: str) -> Claim | None:
        """Return the claim with this id; None where its record is none."""
        known = self._claims.get(claim_id) or self._shown.get(claim_id)
        number = self.numbers.get(claim_id)
        if known is not None or number is None or str(number) in self._problems:
            return known
        text = self._texts.get(str(number))
        if text is None:
            return None  # another process has removed it, and `renew` comes yet
        try:
            claim = claim_in(text)
        except ValueError as error:  # msgspec's ValidationError is one
            self._problems[str(number)] = str(error)
            return None
        self._claims[claim_id] = claim
        return claim

    def newest_first(self) -> tuple[Claim, ...]:
        """Return all claims, by the time of their capture."""
        return self._claims_of(claim_id for _, claim_id in reversed(self._order))

    def of_article(self, key: str) -> tuple[Claim, ...]:
        """Return the claims on an article, oldest first."""
        claims = self._claims_of(self._by_article.get(key, ()))
        return tuple(sorted(claims, key=lambda each: (each.created, each.id)))

    def keys(self) -> frozenset[str]:
        """Return the keys of all articles that have a claim."""
        return frozenset(self._by_article)

    def tags(self) -> list[str]:
        """Return all tags in use, most used first."""
        return _most_used(tag for claim in self.newest_first() for tag in claim.tags)

    def speakers(self) -> list[str]:
        """Return the names of all who say something, who says most first."""
        return _most_used(each.speaker.name for each in self.newest_first() if each.speaker)

    def _claims_of(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        return tuple(claim for each in ids if (claim := self.get(each)) is not None)


def _most_used(words: Iterable[str]) -> list[str]:
    uses = Counter(words)
    return sorted(uses, key=lambda word: (-uses[word], word.casefold(), word))
