"""Deciding about claims whose article has changed. Each decision is on the disk, and undoable, on
return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.claims.claim import timestamp
from newsread.services.filing import Done, Filing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsread.claims.claim import Claim, Segment
    from newsread.text.document import Document


class Deciding(Filing):
    """What a person says of the words that stand in a claim's place now; LedgerError where it was
    not stored. `claims.decisions` is imported when it is needed: it compares texts."""

    def accept(self, claim_id: str) -> Done:
        """Take the words that stand in a claim's place now for what it says from now on."""
        from newsread.claims.decisions import accept
        from newsread.claims.material import changes_in_words

        claim = self._ledger.get(claim_id)
        words = changes_in_words(claim) if claim is not None else ""
        return self._decide(
            claim_id,
            lambda claim: accept(claim, by=self._annotator, at=self._now()),
            f"Change accepted: {words}" if words else "Change accepted",
            "There is no change to accept",
        )

    def keep(self, claim_id: str) -> Done:
        """Keep a claim on the text where its words stood last, whatever its article says later."""
        from newsread.claims.decisions import keep

        return self._decide(
            claim_id,
            lambda claim: keep(claim, by=self._annotator, at=self._now()),
            "Claim kept on its earlier text",
            "The claim is kept on its earlier text already",
        )

    def dismiss(self, claim_id: str) -> Done:
        """Say that a claim's words are not in its article any more."""
        from newsread.claims.decisions import dismiss

        return self._decide(
            claim_id,
            lambda claim: dismiss(claim, by=self._annotator, at=self._now()),
            "Claim let go: its words are not there any more",
            "The claim was let go already",
        )

    def reattach(self, claim_id: str, document: Document, segments: Sequence[Segment]) -> Done:
        """Say that a claim's words are those at `segments` of a text now; its quote stays."""
        from newsread.claims.decisions import reattach

        return self._decide(
            claim_id,
            lambda claim: reattach(claim, document, segments, by=self._annotator, at=self._now()),
            "Claim re-attached",
            "The claim stands there already",
        )

    def _decide(
        self, claim_id: str, how: Callable[[Claim], Claim], words: str, as_before: str
    ) -> Done:
        """Store a decision as a step, or say that there was nothing to decide."""
        changes = self._revise((claim_id,), how)
        return self._note(words, changes) if changes else Done(as_before)

    def _now(self) -> str:
        return timestamp(self._clock())
