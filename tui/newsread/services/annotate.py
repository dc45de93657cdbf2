"""Marking claims: capture, type, tags, deletion. Each is on the disk, and undoable, on return."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import msgspec

from newsread.claims.capture import capture, find_quote, place
from newsread.claims.claim import ArticleReference, Claim, Segment, Speaker, timestamp
from newsread.claims.tags import read_tags
from newsread.errors import LibraryError, QuoteError, UsageError
from newsread.text.clean import clean_line
from newsread.text.segment import SEGMENTER, document_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from newsread.ledger.ledger import Change, Ledger
    from newsread.library.records import Article, Revision
    from newsread.services.configuration import Configuration
    from newsread.services.history import History
    from newsread.text.document import Document

AROUND = 30
"""Code points shown on both sides of a place where a quote stands."""
PLACES = 3
"""Most places of a quote that a refusal shows."""
_WORD = re.compile(r"\w+")


class Done(msgspec.Struct, frozen=True):
    """What was done: the `sentence` for the status line, and the one claim, if it still is."""

    sentence: str
    claim: Claim | None = None


class Placed(msgspec.Struct, frozen=True):
    """A claim, and where its words stand in the text that is shown; None: on an earlier text."""

    claim: Claim
    segments: tuple[Segment, ...] | None


class Annotator:
    """What a person does to claims. What changes one raises LedgerError when it was not stored."""

    def __init__(
        self,
        ledger: Ledger,
        history: History,
        configuration: Configuration,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._ledger = ledger
        self._history = history
        self._vocabulary = configuration.vocabulary
        self._annotator = configuration.settings.annotator
        self._clock = clock

    def claims_on(self, article_key: str, document: Document) -> list[Placed]:
        """Return the article's claims in the order of their words; those without a place last."""
        placed = [
            Placed(claim, place(claim, document)) for claim in self._ledger.of_article(article_key)
        ]
        return sorted(placed, key=lambda each: _order(each.segments))

    def capture(
        self,
        article: Article,
        revision: Revision,
        segments: Sequence[Segment],
        type: str,  # noqa: A002
    ) -> Done:
        """Save the words at `segments` of the revision's text as a claim of a type."""
        return self._save(self._cut(article, revision, segments, type))

    def add_by_quote(
        self,
        article: Article,
        revision: Revision,
        quote: str,
        type: str,  # noqa: A002
        tags: Iterable[str] = (),
        speaker: str = "",
    ) -> Done:
        """Save the place where `quote` stands in the revision's text as a claim.

        Raises:
            QuoteError: it stands nowhere, or in several places; says what is near, or where.
            UsageError: the vocabulary has no such type.
        """
        names = [each.name for each in self._vocabulary.types]
        if type not in names:
            raise UsageError(type, "is not a type of claim", f"There are: {', '.join(names)}")
        found = find_quote(revision.document, quote)
        if len(found) != 1:
            raise _not_there_once(revision.document, quote, found)
        name = clean_line(speaker, limit=300)
        claim = msgspec.structs.replace(
            self._cut(article, revision, [Segment(*found[0])], type),
            tags=read_tags(" ".join(tags)),
            speaker=Speaker(name=name) if name else None,
        )
        return self._save(claim)

    def retype(self, claim_id: str, type: str) -> Done:  # noqa: A002
        """Give a claim another type."""
        words = self._vocabulary.type(type).words
        changes = self._revise((claim_id,), type=type)
        if not changes:
            return Done(f"The claim is {words} already", self._ledger.get(claim_id))
        return self._note(f"Claim is now {words}", changes)

    def set_tags(self, claim_ids: Sequence[str], tags: str | Iterable[str]) -> Done:
        """Give claims these tags instead of those they have: a text as typed, or a list."""
        given = read_tags(tags if isinstance(tags, str) else " ".join(tags))
        changes = self._revise(claim_ids, tags=given)
        listed = ", ".join(given)
        if not changes:
            return Done(f"Tags as before: {listed}" if given else "No tags, as before")
        whose = "Tags" if len(changes) == 1 else f"Tags of {len(changes)} claims"
        return self._note(f"{whose}: {listed}" if given else f"{whose} taken away", changes)

    def delete(self, claim_ids: Sequence[str]) -> Done:
        """Delete claims; undo brings them back."""
        changes = self._ledger.remove_all(claim_ids)
        if not changes:
            return Done("The claim was deleted already")
        count = len(changes)
        return self._note("Claim deleted" if count == 1 else f"{count} claims deleted", changes)

    def _cut(
        self, article: Article, revision: Revision, segments: Sequence[Segment], kind: str
    ) -> Claim:
        document = revision.document
        return capture(
            document,
            segments,
            type=kind,
            article=_reference(article, revision),
            annotator=self._annotator,
            lang=document.lang or article.lang,
            now=self._clock(),
            segmenter=SEGMENTER,
            status=self._vocabulary.statuses[0].name,
        )

    def _save(self, claim: Claim) -> Done:
        words = self._vocabulary.type(claim.type).words
        return self._note(f"Claim saved as {words}", self._ledger.put(claim))

    def _revise(self, ids: Iterable[str], **fields: Any) -> tuple[Change, ...]:
        """Set `fields` of claims, and when that was, where they are not so already."""
        moment = timestamp(self._clock())

        def how(claim: Claim) -> Claim:
            revised = msgspec.structs.replace(claim, **fields)
            return msgspec.structs.replace(revised, modified=moment) if revised != claim else claim

        return self._ledger.revise(ids, how)

    def _note(self, words: str, changes: Sequence[Change]) -> Done:
        """Make a step of what was done, and the sentence. That it is done does not hang on it."""
        claim = self._ledger.get(changes[0].id) if len(changes) == 1 else None
        try:
            self._history.did(words, changes)
        except LibraryError as error:
            return Done(f"{words}, but it cannot be undone: {error}", claim)
        return Done(words, claim)


def _reference(article: Article, revision: Revision) -> ArticleReference:
    return ArticleReference(
        key=article.key,
        url=article.url,
        title=article.title,
        outlet=article.outlet,
        feed=article.feed_url,
        author=article.author,
        published=timestamp(article.published) if article.dated else None,
        retrieved=timestamp(revision.retrieved),
    )


def _order(segments: tuple[Segment, ...] | None) -> tuple[bool, int, int]:
    return (False, segments[0].start, segments[-1].end) if segments else (True, 0, 0)


def _not_there_once(document: Document, quote: str, found: Sequence[tuple[int, int]]) -> QuoteError:
    """Return the refusal of a quote, with what a person needs to give a better one."""
    thing = f"“{clean_line(quote, limit=80)}”"
    if not found:
        near = _nearest(document, quote)
        return QuoteError(
            thing,
            "is not in the article's text",
            f"Nearest to it is: “{clean_line(near, limit=200)}”"
            if near
            else "newsread show prints the text",
        )
    shown = [_around(document.text, start, end) for start, end in found[:PLACES]]
    more = "; and more" if len(found) > PLACES else ""
    return QuoteError(
        thing,
        f"stands in {len(found)} places: {'; '.join(shown)}{more}",
        "Give some of the words around it too",
    )


def _around(text: str, start: int, end: int) -> str:
    """Return the stretch with some of what stands around it, on one line."""
    before, after = max(start - AROUND, 0), min(end + AROUND, len(text))
    shown = clean_line(text[before:after], limit=80)
    return f"“{'…' if before else ''}{shown}{'…' if after < len(text) else ''}”"


def _nearest(document: Document, quote: str) -> str:
    """Return the sentence that has most of the quote's words, if it has half of them."""
    wanted = set(_WORD.findall(quote.casefold()))
    best, most = "", max(len(wanted), 1) / 2
    for start, end in document_sentences(document):
        sentence = document.text[start:end]
        shared = len(wanted.intersection(_WORD.findall(sentence.casefold())))
        if shared > most or (shared == most and not best):
            best, most = sentence, shared
    return best
