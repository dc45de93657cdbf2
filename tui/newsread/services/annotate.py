"""Marking claims and filing what is known of them. Each is on the disk, and undoable, on return."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import msgspec

from newsread.claims.capture import capture, find_quote, place, recut
from newsread.claims.claim import (
    ArticleReference,
    Claim,
    Evidence,
    Segment,
    Speaker,
    Stance,
    timestamp,
)
from newsread.claims.tags import read_tags
from newsread.claims.vocabulary import WORTHS, ClaimType, Term
from newsread.errors import LibraryError, UsageError
from newsread.services.quoting import not_there_once
from newsread.text.clean import clean_line
from newsread.text.counted import counted
from newsread.text.quoted import in_quotation_marks
from newsread.text.segment import SEGMENTER
from newsread.web.addresses import parse_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from newsread.ledger.ledger import Change, Ledger
    from newsread.library.records import Article, Revision
    from newsread.services.configuration import Configuration
    from newsread.services.history import History
    from newsread.text.document import Document

QUOTED = 50
"""Most code points of a claim that is named by its words."""

LONGEST_NAME = 300
"""Most code points of a speaker's name."""
QUOTED = 50
"""Most code points of a claim that is named by its words."""


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
        _check(type, "a type of claim", self._vocabulary.types)
        found = find_quote(revision.document, quote)
        if len(found) != 1:
            raise not_there_once(revision.document, quote, found)
        claim = msgspec.structs.replace(
            self._cut(article, revision, [Segment(*found[0])], type),
            tags=read_tags(" ".join(tags)),
            speaker=_named(None, clean_line(speaker, limit=LONGEST_NAME)),
        )
        return self._save(claim)

    def retype(self, claim_id: str, type: str) -> Done:  # noqa: A002
        """Give a claim another type."""
        words = self._vocabulary.type(type).words
        changes = self._set((claim_id,), type=type)
        if not changes:
            return Done(f"The claim is {words} already", self._ledger.get(claim_id))
        return self._note(f"Claim is now {words}", changes)

    def set_tags(self, claim_ids: Sequence[str], tags: str | Iterable[str]) -> Done:
        """Give claims these tags instead of those they have: a text as typed, or a list."""
        given = read_tags(tags if isinstance(tags, str) else " ".join(tags))
        return self._file("Tags", ", ".join(given), self._set(claim_ids, tags=given))

    def set_speaker(self, claim_ids: Sequence[str], name: str) -> Done:
        """Say who says the claims; an empty name takes the speaker away.

        Role and identity stay as long as the name does, however it is spelled; another name is
        somebody else.
        """
        given = clean_line(name, limit=LONGEST_NAME)

        def how(claim: Claim) -> Claim:
            return msgspec.structs.replace(claim, speaker=_named(claim.speaker, given))

        return self._file("Speaker", given, self._revise(claim_ids, how))

    def set_worth(self, claim_ids: Sequence[str], worth: str) -> Done:
        """Say how much claims are worth checking; empty: nobody has said.

        Raises:
            UsageError: there is no such worth.
        """
        if worth:
            _check(worth, "a worth", WORTHS)
        return self._file("Worth", worth, self._set(claim_ids, worth=worth or None))

    def set_verdict(self, claim_ids: Sequence[str], verdict: str) -> Done:
        """Say what was found of claims; empty: nothing yet.

        Raises:
            UsageError: the vocabulary has no such verdict.
        """
        if verdict:
            _check(verdict, "a verdict", self._vocabulary.verdicts)
        words = self._vocabulary.verdict_words(verdict)
        return self._file("Verdict", words, self._set(claim_ids, verdict=verdict))

    def set_status(self, claim_ids: Sequence[str], status: str) -> Done:
        """Say how the work on claims stands.

        Raises:
            UsageError: the vocabulary has no such status.
        """
        _check(status, "a status", self._vocabulary.statuses)
        words = self._vocabulary.status_words(status)
        return self._file("Status", words, self._set(claim_ids, status=status))

    def add_evidence(
        self, claim_ids: Sequence[str], address: str, stance: Stance = "context"
    ) -> Done:
        """Add the address of a source to claims that do not have it yet.

        Raises:
            AddressError: it is no http or https address.
        """
        url = parse_address(address).page
        source = Evidence(url=url, stance=stance, retrieved=timestamp(self._clock()))

        def how(claim: Claim) -> Claim:
            if any(each.url == url for each in claim.evidence):
                return claim
            return msgspec.structs.replace(claim, evidence=(*claim.evidence, source))

        bears = f"{url} ({stance})" if stance != "context" else url
        changes = self._revise(claim_ids, how)
        return (
            self._file("Evidence", bears, changes) if changes else Done(f"Evidence already: {url}")
        )

    def recut(
        self,
        claim_id: str,
        revision: Revision,
        segments: Sequence[Segment],
        type: str = "",  # noqa: A002
    ) -> Done:
        """Give a claim the words at `segments` of the revision's text, and a type if one is named.

        Nothing else of it changes; the words it had go to its `cuts`.
        """
        claim = self._ledger.get(claim_id)
        if claim is not None and place(claim, revision.document) == tuple(segments):
            if type:
                return self.retype(claim_id, type)
            return Done("The claim's words are as before", claim)
        changes = self._recut(claim_id, revision, lambda _: segments, type)
        kind = f", as {self._vocabulary.type(type).words}" if type else ""
        return self._note(f"The claim's words are changed{kind}", changes)

    def add_part(self, claim_id: str, revision: Revision, segments: Sequence[Segment]) -> Done:
        """Add the words at `segments` of the revision's text to a claim, as further parts of it."""
        claim = self._ledger.get(claim_id)
        if claim is None or place(claim, revision.document) is None:
            return Done("The claim's words are not on this text")

        def cut(claim: Claim) -> Sequence[Segment]:
            placed = place(claim, revision.document)  # where another window has left it by now
            return _joined((*placed, *segments)) if placed is not None else claim.segments

        changes = self._recut(claim_id, revision, cut)
        if not changes:
            return Done("The claim has these words already", claim)
        now = self._ledger.get(claim_id)
        number = counted(len(now.segments), "part") if now is not None else ""
        return self._note("Words added to the claim", changes, f": {number} now")

    def _recut(
        self,
        claim_id: str,
        revision: Revision,
        cut: Callable[[Claim], Sequence[Segment]],
        kind: str = "",
    ) -> tuple[Change, ...]:
        """Give a claim the words that `cut` tells for it, as other processes have left it."""
        document, now = revision.document, self._clock()

        def how(claim: Claim) -> Claim:
            segments = cut(claim)
            if place(claim, document) == tuple(segments):
                return claim
            changed = recut(
                claim,
                document,
                segments,
                by=self._annotator,
                retrieved=timestamp(revision.retrieved),
                now=now,
                segmenter=SEGMENTER,
            )
            return msgspec.structs.replace(changed, type=kind) if kind else changed

        return self._ledger.revise((claim_id,), how)

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

    def _set(self, ids: Iterable[str], **fields: Any) -> tuple[Change, ...]:
        """Give claims these fields."""
        return self._revise(ids, lambda claim: msgspec.structs.replace(claim, **fields))

    def _revise(self, ids: Iterable[str], how: Callable[[Claim], Claim]) -> tuple[Change, ...]:
        """Store what `how` makes of claims, and when that was, where it makes others of them."""
        moment = timestamp(self._clock())

        def dated(claim: Claim) -> Claim:
            revised = how(claim)
            return msgspec.structs.replace(revised, modified=moment) if revised != claim else claim

        return self._ledger.revise(ids, dated)

    def _file(self, what: str, value: str, changes: Sequence[Change]) -> Done:
        """Make a step of a field's new value, told in people's words; empty: it was taken away."""
        if not changes:
            return Done(f"{what} as before: {value}" if value else f"No {what.lower()}, as before")
        whose = what if len(changes) == 1 else f"{what} of {len(changes)} claims"
        return self._note(f"{whose}: {value}" if value else f"{whose} taken away", changes)

    def _note(self, words: str, changes: Sequence[Change], more: str = "") -> Done:
        """Make a step of what was done, and the sentence, to which `more` belongs.

        That it is done does not hang on the step.
        """
        claim = self._ledger.get(changes[0].id) if len(changes) == 1 else None
        try:
            self._history.did(words + _quoted(changes), changes)
        except LibraryError as error:
            return Done(f"{words}{more}, but it cannot be undone: {error}", claim)
        return Done(words + more, claim)


def _check(name: str, what: str, known: Iterable[Term | ClaimType]) -> None:
    """Raise UsageError where none of the `known` has this name."""
    names = [each.name for each in known]
    if name not in names:
        raise UsageError(name, f"is not {what}", f"There are: {', '.join(names)}")


def _named(speaker: Speaker | None, name: str) -> Speaker | None:
    """Return who has `name`, where `speaker` was before; empty: nobody."""
    if not name:
        return None
    if speaker is not None and speaker.name.casefold() == name.casefold():
        return msgspec.structs.replace(speaker, name=name)
    return Speaker(name=name)


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


def _quoted(changes: Sequence[Change]) -> str:
    """Return the words of the one claim that was changed, as undo tells of it; else nothing."""
    if len(changes) != 1:
        return ""
    record = msgspec.json.decode(changes[0].after or changes[0].before or "{}")
    return f" ({in_quotation_marks(clean_line(str(record.get('quote', '')), limit=QUOTED))})"


def _joined(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Return `segments` in order, those that overlap or touch as one."""
    joined: list[Segment] = []
    for each in sorted(segments, key=lambda segment: (segment.start, segment.end)):
        if joined and each.start <= joined[-1].end:
            joined[-1] = Segment(joined[-1].start, max(joined[-1].end, each.end))
        else:
            joined.append(each)
    return tuple(joined)


def _order(segments: tuple[Segment, ...] | None) -> tuple[bool, int, int]:
    return (False, segments[0].start, segments[-1].end) if segments else (True, 0, 0)
