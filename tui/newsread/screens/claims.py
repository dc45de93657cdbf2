"""What keys do to claims: the current one in an article, those of lines of the ledger.

What is asked is asked in one line at the bottom, below the words it is about.
"""

from __future__ import annotations

from abc import abstractmethod
from asyncio import to_thread
from contextlib import nullcontext
from typing import TYPE_CHECKING, TypeVar

from textual import work

from newsread.claims.evidence import no_stance, read_evidence
from newsread.claims.vocabulary import WORTHS, term_keys
from newsread.errors import AddressError, NewsreadError
from newsread.screens.articles import ArticleScreen
from newsread.services.clipboard import address_in_clipboard
from newsread.services.editor import edit
from newsread.text.clean import clean_line, is_one_line
from newsread.text.counted import counted
from newsread.text.quoted import in_quotation_marks
from newsread.web.addresses import parse_address
from newsread.widgets.completion import KnownWords, TagChanges
from newsread.widgets.prompt import Choice, Prompt, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsread.claims.claim import Claim
    from newsread.claims.vocabulary import Term
    from newsread.services.filing import Done

CLEARS = (Choice("backspace", words="clears"), Choice("delete"))
"""Takes a value away that a claim need not have."""
NO_STANCE = "is not supports, refutes or context. Write one of them behind the address, or nothing."
KEEPS = "Enter keeps, Esc drops"
DIFFERS = "empty: each keeps its own"
EDITS = "edits"
FIRST_LINE = 60
"""Code points of a longer comment that the question about it shows."""

Value = TypeVar("Value")


class ClaimScreen(ArticleScreen):
    """A screen on which one claim may be meant at any time, or several that are marked."""

    @property
    @abstractmethod
    def current_claim(self) -> Claim | None:
        """The claim that keys mean where none are marked."""

    @property
    def marked_claims(self) -> tuple[Claim, ...]:
        """The claims that keys mean in place of the current one."""
        return ()

    @property
    def no_claim(self) -> str:
        """What is said where there is none."""
        return "There is no claim here"

    def claims_meant(self) -> tuple[Claim, ...]:
        """Return the claims that keys mean now; say so where there is none."""
        marked, claim = self.marked_claims, self.current_claim
        if not marked and claim is None:
            self.say(self.no_claim)
        return marked or ((claim,) if claim is not None else ())

    def action_tags(self) -> None:
        """Ask for the claims' tags; where they differ, for what is to be other than it is."""
        claims = self.claims_meant()
        if not claims:
            return
        annotator, known = self.desk.annotator, self.desk.ledger.tags()
        tags = common(claims, lambda claim: claim.tags)
        if tags is None:
            words = f"Tags{_of(claims)}, which differ: each is added, -tag is taken away"
            keep, value = self._change(claims, annotator.change_tags), ""
        else:
            words = f"Tags{_of(claims)}, with spaces between"
            keep = self._change(claims, annotator.set_tags)
            value = " ".join(tags) + (" " if tags else "")
        self.ask(
            Question(
                words=f"{words}; {KEEPS}",
                answered=keep,
                value=value,
                completion=KnownWords(known) if tags is not None else TagChanges(known),
            )
        )

    def action_speaker(self) -> None:
        """Ask who says it."""
        claims = self.claims_meant()
        if not claims:
            return
        name = common(claims, lambda claim: claim.speaker.name if claim.speaker else "")
        empty = "empty: nobody is named" if name is not None else DIFFERS
        self.ask(
            Question(
                words=f"By whom{_of(claims)}; {empty}; {KEEPS}",
                answered=self._change(
                    claims, self.desk.annotator.set_speaker, differs=name is None
                ),
                value=name or "",
                completion=KnownWords(self.desk.ledger.speakers(), ""),
            )
        )

    def action_worth(self) -> None:
        """Ask how much the claims are worth checking."""
        if claims := self.claims_meant():
            present = common(claims, lambda claim: claim.worth or "")
            keep = self._change(claims, self.desk.annotator.set_worth)
            self._ask_term(f"Worth checking{_of(claims)}", WORTHS, present, keep, CLEARS)

    def action_verdict(self) -> None:
        """Ask what was found."""
        if claims := self.claims_meant():
            present = common(claims, lambda claim: claim.verdict)
            keep = self._change(claims, self.desk.annotator.set_verdict)
            terms = self.desk.configuration.vocabulary.verdicts
            self._ask_term(f"Verdict{_of(claims)}", terms, present, keep, CLEARS)

    def action_status(self) -> None:
        """Ask how the work on the claims stands."""
        if claims := self.claims_meant():
            present = common(claims, lambda claim: claim.status)
            keep = self._change(claims, self.desk.annotator.set_status)
            terms = self.desk.configuration.vocabulary.statuses
            self._ask_term(f"Status{_of(claims)}", terms, present, keep)

    def _ask_term(
        self,
        title: str,
        terms: Sequence[Term],
        present: str | None,
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
        claims = self.claims_meant()
        if not claims:
            return
        ids = [claim.id for claim in claims]

        def keep(answer: str) -> None:
            address, stance = read_evidence(answer)
            if address:
                self._done(self.desk.annotator.add_evidence(ids, address, stance))

        question = Question(
            words=f"Address of the evidence{_of(claims)}, then supports or refutes; {KEEPS}",
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

    def action_comment(self) -> None:
        """Ask for a comment in one line, or show that it has several."""
        claims = self.claims_meant()
        if claims:
            note = common(claims, lambda claim: claim.note)
            self._ask_comment(claims, note or "", differs=note is None)

    def _ask_comment(
        self,
        claims: Sequence[Claim],
        note: str,
        complaint: str = "",
        *,
        differs: bool = False,
        typed: bool = False,
    ) -> None:
        keep = self._change(claims, self.desk.annotator.set_note, differs=differs)

        def edited(text: str) -> None:
            left = self.edit_elsewhere(text)
            try:
                keep(left)
            except NewsreadError as error:  # what was written must not go with its file
                self._ask_comment(claims, left, f"{error}  ", differs=differs, typed=True)

        if is_one_line(note):
            empty = f"; {DIFFERS}" if differs else ""
            words = f"Comment{_of(claims)}, in Markdown{empty}; Ctrl-o opens your editor; {KEEPS}"
            question = Question(
                words=words,
                answered=keep,
                value=note,
                typed=typed,
                edited=edited,
                lines=lambda text: self._ask_comment(claims, text, differs=differs, typed=True),
            )
        else:  # one line cannot hold it as it is
            lines = counted(note.count("\n") + 1, "line")
            first = in_quotation_marks(clean_line(note.partition("\n")[0], limit=FIRST_LINE))
            question = Question(
                words=f"Comment{_of(claims)} of {lines}, {first}:",
                answered=lambda how: edited(note) if how else keep(note),
                typed=typed,
                choices=(
                    Choice("ctrl+o", EDITS, "opens it in your editor"),
                    Choice("enter", words="keeps it"),
                ),
            )
        self.query_one(Prompt).ask(question, complaint)

    def edit_elsewhere(self, text: str) -> str:
        """Return what the person makes of `text` in their own editor, which has the terminal."""
        failed: NewsreadError | None = None
        with nullcontext() if self.app.is_headless else self.app.suspend():
            try:
                text = edit(text)
            except NewsreadError as error:
                failed = error  # raised in here, it would leave the terminal to the editor
        if failed is not None:
            raise failed
        return text

    def action_again(self) -> None:
        """Give the claims the tags and the speaker of the claim that was given some last."""
        if claims := self.claims_meant():
            with self.kept_for_retry():
                self._done(self.desk.annotator.file_again([claim.id for claim in claims]))

    def action_delete(self) -> None:
        """Delete the claims; undo brings them back."""
        claim = self.current_claim
        claims = self.marked_claims or ((claim,) if claim is not None else ())
        if not claims:
            self.say("There is no claim here")
            return
        with self.kept_for_retry():
            self._done(self.desk.annotator.delete([each.id for each in claims]))

    def _change(
        self,
        claims: Sequence[Claim],
        how: Callable[[Sequence[str], str], Done],
        *,
        differs: bool = False,
    ) -> Callable[[str], None]:
        """Return what gives `claims` an answer for a value, shows it and says so.

        Where their values differ no answer leaves them as they are.
        """
        ids = [claim.id for claim in claims]

        def keep(answer: str) -> None:
            if differs and not answer.strip():
                self.say("Nothing was changed")
            else:
                self._done(how(ids, answer))

        return keep

    def _done(self, done: Done) -> None:
        """Show what was done, and say so: that it is done does not hang on its being shown."""
        try:
            self.reload()
        except NewsreadError as error:
            self.say(f"{done.sentence}, but it cannot be shown: {error}", problem=True)
        else:
            self.say(done.sentence, problem=done.problem)


def common(claims: Sequence[Claim], value: Callable[[Claim], Value]) -> Value | None:
    """Return the value that all of `claims` have; None where they differ."""
    first, *rest = (value(claim) for claim in claims)
    return first if all(each == first for each in rest) else None


def _of(claims: Sequence[Claim]) -> str:
    return f" of {len(claims)} claims" if len(claims) > 1 else ""


def _no_address(answer: str) -> str:
    """Return why there is no address in an answer, or nothing; an empty one gives no evidence."""
    address, _ = read_evidence(answer)
    if other := no_stance(address):
        return f"{in_quotation_marks(clean_line(other, limit=FIRST_LINE))} {NO_STANCE}"
    try:
        if address:
            parse_address(address)
    except AddressError as error:
        return str(error)
    return ""
