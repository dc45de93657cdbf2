"""Marking claims, cutting them anew, deleting them. All is on the disk, and undoable, on return."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsread.claims.capture import capture, find_quote, place, recut
from newsread.claims.check import LONGEST_NAME
from newsread.claims.claim import ArticleReference, Claim, Segment, timestamp
from newsread.claims.tags import read_tags
from newsread.services.deciding import Deciding
from newsread.services.filing import Done, check_known, named
from newsread.services.quoting import not_there_once
from newsread.text.clean import clean_line
from newsread.text.counted import counted
from newsread.text.segment import SEGMENTER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from newsread.ledger.ledger import Change
    from newsread.library.records import Article, Revision
    from newsread.text.document import Document


class Placed(msgspec.Struct, frozen=True):
    """A claim, and where its words stand in the text that is shown; None: on an earlier text."""

    claim: Claim
    segments: tuple[Segment, ...] | None


class Annotator(Deciding):
    """What a person does to claims; LedgerError where one was not stored."""

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
        check_known(type, "a type of claim", self._vocabulary.types)
        found = find_quote(revision.document, quote)
        if len(found) != 1:
            raise not_there_once(revision.document, quote, found)
        claim = msgspec.structs.replace(
            self._cut(article, revision, [Segment(*found[0])], type),
            tags=read_tags(" ".join(tags)),
            speaker=named(None, clean_line(speaker, limit=LONGEST_NAME)),
        )
        return self._save(claim)

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
