"""The claims whose words have changed, one after the other, for a person to decide about each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from newsread.actions import Where
from newsread.claims.drift import WORDS, state_of, words_now
from newsread.claims.fared import drift_mark, fared
from newsread.claims.review import waiting
from newsread.screens.above import AboveScreen
from newsread.screens.comparing import claims_over, head
from newsread.services.wordings import compare
from newsread.text.quoted import in_quotation_marks
from newsread.widgets.compare_heads import CompareHeads
from newsread.widgets.compare_view import CompareView, ReviewView
from newsread.widgets.review_head import ReviewHead, Told
from newsread.widgets.status import StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from newsread.claims.claim import Claim
    from newsread.library.records import Article
    from newsread.screens.reviewing import ReviewingScreen
    from newsread.services.desk import Desk
    from newsread.services.filing import Done

NOTHING_WAITS = "Nothing waits for review"
NOTHING_LEFT = (
    "{everywhere.undo} takes the last decision back, {review.leave} goes back to the articles."
)
NO_ARTICLE = "Its article is not in the library any more: its words can only be kept, or let go."
TEXT_IS_GONE = "The text that it was marked on is not kept any more, so nothing can be compared."
NO_TEXT = "No text of its article is kept."
NOTHING_TO_ACCEPT = (
    "Nothing to accept ({}): {{review.reattach}} selects its words, {{review.keep}} keeps the claim"
    " on its old text, {{review.not_there}} says they are gone"
)


class ReviewScreen(AboveScreen):
    """One claim at a time: what it said, what stands there now, and both texts."""

    def __init__(self, desk: Desk, reader: ReviewingScreen, first: str = "") -> None:
        """Begin with the claim that has the id `first`, if it waits."""
        super().__init__(desk, reader)
        self._current = first
        self._waiting: tuple[Claim, ...] = ()

    @property
    def where(self) -> Where:
        """Always where changes are reviewed."""
        return Where.REVIEW

    def compose(self) -> ComposeResult:
        """Lay out what is told of the claim, and the texts below."""
        configuration = self.desk.configuration
        width = configuration.settings.reading.width
        yield ReviewHead(width)
        yield CompareHeads(width)
        yield ReviewView(configuration.vocabulary, width, id="review")
        yield from self.compose_bottom()

    @property
    def view(self) -> CompareView:
        """The two texts."""
        return self.query_one(CompareView)

    def on_mount(self) -> None:
        """Show the first claim."""
        self._waiting = waiting(self.desk.ledger.all())
        self._show()
        self.view.focus()
        self.show_hints()
        self.watch_claims()

    @property
    def current_claim(self) -> Claim | None:
        """The claim that is to be decided about; None where none waits."""
        here = (claim for claim in self._waiting if claim.id == self._current)
        return next(here, self._waiting[0] if self._waiting else None)

    @property
    def _number(self) -> int:
        claim = self.current_claim
        return self._waiting.index(claim) if claim is not None else 0

    def reload(self) -> None:
        """Show what waits now: the same claim, or what has come back, or the one after it."""
        before, number = self._waiting, self._number
        self._waiting = now = waiting(self.desk.ledger.all())
        known = {claim.id for claim in before}
        back = [claim.id for claim in now if claim.id not in known]
        if self.current_claim is None or before == now:
            pass
        elif len(back) == 1 and len(now) > len(before):
            self._current = back[0]
        elif all(claim.id != self._current for claim in now):
            self._current = now[min(number, len(now) - 1)].id
        self._show()

    # What is shown

    def _show(self) -> None:
        claim = self.current_claim
        if claim is None:
            self.query_one(ReviewHead).show(Told(NOTHING_WAITS))
            self._show_notice(self.told(NOTHING_LEFT))
            return
        self._current = claim.id
        self.query_one(ReviewHead).show(self._told_of(claim))
        self._compare(claim)

    def _told_of(self, claim: Claim) -> Told:
        state = state_of(claim)
        mark = drift_mark(claim)
        glyph = f"{mark.glyph} " if mark is not None else ""
        now = words_now(claim) if state != "unknown" else ""
        return Told(
            where=f"{self._number + 1} of {len(self._waiting)} · {glyph}{fared(claim)}",
            source=" · ".join(filter(None, (claim.article.title, claim.article.outlet))),
            marked=in_quotation_marks(claim.quote),
            now=in_quotation_marks(now) or f"({WORDS[state]})",
        )

    def _compare(self, claim: Claim) -> None:
        """Show the claim's own text beside the newest one, or say which of them is gone."""
        library = self.desk.library
        article = library.article_of_key(claim.article.key)
        if article is None:
            self._show_notice(NO_ARTICLE)
            return
        own = library.revision(article.id, claim.revision)
        newest = library.revision(article.id, role=own.role if own is not None else "clean")
        if own is None or newest is None:
            self._show_notice(TEXT_IS_GONE if newest is not None else NO_TEXT)
            return
        heads = (head(own, "Text it was marked on"), head(newest, "Newest text"))
        self.query_one(CompareHeads).show(*heads)
        key = claim.article.key
        claims = (claims_over(self.desk, key, each.document) for each in (own, newest))
        comparison = compare(own.document, newest.document)
        self.view.show(comparison, (next(claims), next(claims)), claim.id)

    def _show_notice(self, sentence: str) -> None:
        self.query_one(CompareHeads).show()
        self.view.show_notice(("", sentence))

    @on(CompareView.PlaceChanged)
    def show_place(self) -> None:
        """Say at the right of the status line how far down the texts are."""
        shown = self.view.comparison is not None
        self.query_one(StatusLine).place = f"{self.view.progress} %" if shown else ""

    # Deciding

    def action_accept(self) -> None:
        """Take what stands there now for what the claim says."""
        claim = self.current_claim
        if claim is not None and not state_of(claim).startswith("changed"):
            self.say(self.told(NOTHING_TO_ACCEPT.format(WORDS[state_of(claim)])))
            return
        self._decide(self.desk.annotator.accept)

    def action_keep(self) -> None:
        """Keep the claim on its earlier text."""
        self._decide(self.desk.annotator.keep)

    def action_not_there(self) -> None:
        """Say that the claim's words are not there any more."""
        self._decide(self.desk.annotator.dismiss)

    def _decide(self, decide: Callable[[str], Done]) -> None:
        claim = self.current_claim
        if claim is None:
            self.say(NOTHING_WAITS)
            return
        with self.kept_for_retry():
            done = decide(claim.id)
            self.reload()
            left = "" if self._waiting else f". {NOTHING_WAITS}"
            self.say(f"{done.sentence}{left}", problem=done.problem)

    def action_reattach(self) -> None:
        """Go to the article's newest text to select the claim's words there."""
        claim = self.current_claim
        if claim is None:
            self.say(NOTHING_WAITS)
        elif self.current_article() is None:
            self.say(NO_ARTICLE)
        else:
            self._reader.reattach(claim)

    def action_next(self) -> None:
        """Go to the next claim; nothing is decided about this one."""
        self._step_claims(1, "This is the last claim that waits")

    def action_previous(self) -> None:
        """Go to the claim before."""
        self._step_claims(-1, "This is the first claim that waits")

    def _step_claims(self, steps: int, complaint: str) -> None:
        number = self._number + steps
        if not self._waiting:
            self.say(NOTHING_WAITS)
        elif 0 <= number < len(self._waiting):
            self._current = self._waiting[number].id
            self._show()
        else:
            self.say(complaint)

    def action_review(self) -> None:
        """Go back: the key that came here."""
        self.leave()

    # The article that keys mean: the claim's

    def current_article(self) -> Article | None:
        """Return the claim's article, if the library has it."""
        claim = self.current_claim
        return self.desk.library.article_of_key(claim.article.key) if claim is not None else None

    def words_to_copy(self, article: Article) -> str:
        """Return the claim's words."""
        claim = self.current_claim
        return in_quotation_marks(claim.quote) if claim is not None else ""
