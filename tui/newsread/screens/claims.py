"""What keys do to a claim: the current one in an article, or that of a line of the ledger.

What is asked is asked in one line at the bottom, below the words it is about.
"""

from __future__ import annotations

from abc import abstractmethod
from asyncio import to_thread
from typing import TYPE_CHECKING

from textual import work

from newsread.claims.evidence import read_evidence
from newsread.claims.vocabulary import WORTHS, term_keys
from newsread.errors import AddressError, NewsreadError
from newsread.screens.articles import ArticleScreen
from newsread.services.clipboard import address_in_clipboard
from newsread.web.addresses import parse_address
from newsread.widgets.completion import KnownWords
from newsread.widgets.prompt import Choice, Prompt, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsread.claims.claim import Claim
    from newsread.claims.vocabulary import Term
    from newsread.services.filing import Done

CLEARS = (Choice("backspace", words="clears"), Choice("delete"))
"""Takes a value away that a claim need not have."""


class ClaimScreen(ArticleScreen):
    """A screen on which one claim may be meant at any time."""

    @property
    @abstractmethod
    def current_claim(self) -> Claim | None:
        """The claim that keys mean now."""

    def _claim_meant(self) -> Claim | None:
        claim = self.current_claim
        if claim is None:
            self.say("There is no claim here; a digit saves this sentence as one")
        return claim

    def action_tags(self) -> None:
        """Ask for the claim's tags."""
        claim = self._claim_meant()
        if claim is None:
            return
        self.ask(
            Question(
                words="Tags, with spaces between; Enter keeps, Esc drops",
                answered=self._change(claim, self.desk.annotator.set_tags),
                value=" ".join(claim.tags) + (" " if claim.tags else ""),
                completion=KnownWords(self.desk.ledger.tags()),
            )
        )

    def action_speaker(self) -> None:
        """Ask who says it."""
        claim = self._claim_meant()
        if claim is None:
            return
        self.ask(
            Question(
                words="By whom; empty: nobody is named; Enter keeps, Esc drops",
                answered=self._change(claim, self.desk.annotator.set_speaker),
                value=claim.speaker.name if claim.speaker else "",
                completion=KnownWords(self.desk.ledger.speakers(), ""),
            )
        )

    def action_worth(self) -> None:
        """Ask how much the claim is worth checking."""
        if (claim := self._claim_meant()) is not None:
            keep = self._change(claim, self.desk.annotator.set_worth)
            self._ask_term("Worth checking", WORTHS, claim.worth or "", keep, CLEARS)

    def action_verdict(self) -> None:
        """Ask what was found."""
        if (claim := self._claim_meant()) is not None:
            keep = self._change(claim, self.desk.annotator.set_verdict)
            terms = self.desk.configuration.vocabulary.verdicts
            self._ask_term("Verdict", terms, claim.verdict, keep, CLEARS)

    def action_status(self) -> None:
        """Ask how the work on the claim stands."""
        if (claim := self._claim_meant()) is not None:
            keep = self._change(claim, self.desk.annotator.set_status)
            terms = self.desk.configuration.vocabulary.statuses
            self._ask_term("Status", terms, claim.status, keep)

    def _ask_term(
        self,
        title: str,
        terms: Sequence[Term],
        present: str,
        keep: Callable[[str], None],
        more: tuple[Choice, ...] = (),
    ) -> None:
        """Ask for one of `terms`; one key answers. The `present` one is marked."""
        choices = [
            Choice(key, term.name, f"{term.words} (now)" if term.name == present else term.words)
            for key, term in term_keys(terms).items()
        ]
        if present and all(term.name != present for term in terms):  # another program's, or old
            title += f", now {present}"
        self.ask(Question(words=f"{title}:", answered=keep, choices=(*choices, *more)))

    def action_evidence(self) -> None:
        """Ask for the address of a source; one in the system's clipboard is offered."""
        claim = self._claim_meant()
        if claim is None:
            return

        def keep(answer: str) -> None:
            address, stance = read_evidence(answer)
            if address:
                self._done(self.desk.annotator.add_evidence((claim.id,), address, stance))

        question = Question(
            words="Address of the evidence, then supports or refutes; Enter keeps, Esc drops",
            answered=keep,
            refused=_no_address,
        )
        self.ask(question)
        self._offer_clipboard(question)

    @work(group="clipboard")
    async def _offer_clipboard(self, question: Question) -> None:
        address = await to_thread(address_in_clipboard)
        if address:
            self.query_one(Prompt).offer(question, address)

    def action_delete(self) -> None:
        """Delete the claim; undo brings it back."""
        claim = self.current_claim
        if claim is None:
            self.say("There is no claim here")
            return
        with self.kept_for_retry():
            self._done(self.desk.annotator.delete((claim.id,)))

    def _change(
        self, claim: Claim, how: Callable[[Sequence[str], str], Done]
    ) -> Callable[[str], None]:
        """Return what gives `claim` an answer for a value, shows it and says so."""
        return lambda answer: self._done(how((claim.id,), answer))

    def _done(self, done: Done) -> None:
        """Show what was done, and say so: that it is done does not hang on its being shown."""
        try:
            self.reload()
        except NewsreadError as error:
            self.say(f"{done.sentence}, but it cannot be shown: {error}", problem=True)
        else:
            self.say(done.sentence)


def _no_address(answer: str) -> str:
    """Return why there is no address in an answer, or nothing; an empty one gives no evidence."""
    address, _ = read_evidence(answer)
    try:
        if address:
            parse_address(address)
    except AddressError as error:
        return str(error)
    return ""
