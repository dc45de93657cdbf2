"""The same queries as over articles, over claims: which of them a query chooses. Pure.

Words are looked for in the quote, statement and note, the speaker's name, the tags, and the
article's title. Days are those on which claims were marked. What a query asks of an article is
looked up only when it is needed: an article that is gone is neither read nor unread.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from newsread.claims.claim import instant
from newsread.claims.drift import answers, sought_as
from newsread.query.dates import moment
from newsread.query.tree import And, Not, Or, Term, Words
from newsread.query.words import fold, folded_words, names_feed, names_folder, words_sought

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsread.claims.claim import Claim
    from newsread.query.tree import Node, Query

    Predicate = Callable[[Claim], bool]

FOLDED = 20_000
"""Claims of which the words are kept."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a claim's record does not know of its article, because it changes."""

    read: bool
    starred: bool
    changed: bool = False
    quiet: bool = False
    folder: str = ""
    feed_title: str = ""


def claim_filter(query: Query, facts: Callable[[str], Facts | None], now: float) -> Predicate:
    """Return what tells whether a claim is among those that `query` chooses at `now`.

    `facts` returns what is known of the article with a key; None when it is not in the library.
    """
    return _Filter(facts, now).predicate(query.tree)


class _Filter:
    """Makes predicates."""

    def __init__(self, facts: Callable[[str], Facts | None], now: float) -> None:
        self._facts = facts
        self._now = now

    def predicate(self, node: Node) -> Predicate:
        match node:
            case Words(text, phrase):
                wanted = words_sought(text, phrase=phrase)
                return lambda claim: wanted in _folded(claim)
            case Term(field, value):
                return self._term(field, value)
            case Not(part):
                excluded = self.predicate(part)
                return lambda claim: not excluded(claim)
            case And(parts):
                needed = [self.predicate(part) for part in parts]
                return lambda claim: all(each(claim) for each in needed)
            case Or(parts):
                enough = [self.predicate(part) for part in parts]
                return lambda claim: any(each(claim) for each in enough)

    def _term(self, field: str, value: str) -> Predicate:
        sought = fold(value)
        match field:
            case "tag":
                return lambda claim: sought in map(fold, claim.tags)
            case "type":
                return lambda claim: fold(claim.type) == sought
            case "speaker":
                return lambda claim: (
                    claim.speaker is not None and sought in fold(claim.speaker.name)
                )
            case "verdict":
                return lambda claim: fold(claim.verdict) == sought
            case "status":
                return lambda claim: fold(claim.status) == sought
            case "worth":
                return lambda claim: claim.worth == value
            case "drift":
                return lambda claim: answers(sought_as(claim), value)
            case "after" | "before":
                return self._dated(field, value)
            case "has":
                return lambda _: True
        return self._of_article(field, value)

    def _dated(self, field: str, value: str) -> Predicate:
        bound = moment(value, self._now) or 0.0
        if field == "after":
            return lambda claim: instant(claim.created) >= bound
        return lambda claim: instant(claim.created) < bound

    def _of_article(self, field: str, value: str) -> Predicate:
        """Return the predicate for what is a fact of the claim's article."""
        asked: Callable[[Facts], bool]
        match field, value:
            case "feed", _:
                return lambda claim: self._names_feed(value, claim)
            case "folder", _:
                asked = lambda facts: names_folder(value, facts.folder)  # noqa: E731
            case _, "unread":
                asked = lambda facts: not facts.read  # noqa: E731
            case _:
                asked = lambda facts: bool(getattr(facts, value))  # noqa: E731

        def said(claim: Claim) -> bool:
            facts = self._facts(claim.article.key)
            return facts is not None and asked(facts)

        return said

    def _names_feed(self, value: str, claim: Claim) -> bool:
        article = claim.article
        if names_feed(value, article.feed, article.outlet):
            return True
        facts = self._facts(article.key)
        return facts is not None and names_feed(value, article.feed, facts.feed_title)


@lru_cache(FOLDED)
def _folded(claim: Claim) -> str:
    """Return all words of a claim; no phrase reaches from one field into the next.

    Kept, for a list is narrowed at every key, and to fold 10,000 claims takes a fifth of a second.
    """
    fields = (
        claim.quote,
        claim.statement,
        claim.note,
        claim.article.title,
        claim.speaker.name if claim.speaker else "",
        *claim.tags,
    )
    return "\n".join(map(folded_words, fields))
