"""What has changed in the article that is open, and the claims that wait for a person because of
such changes."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from newsread.actions import Where
from newsread.claims.review import waiting
from newsread.keymap import key_words
from newsread.screens.annotating import AnnotatingScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsread.claims.claim import Claim

NOTHING_WAITS = "Nothing waits for review: no claim's words have changed unseen"
ONLY_ONE = "There is only one text of this article: no other one has been seen yet"
TEXT_IS_GONE = "There is no text of this claim's article any more to select words in"


class ReviewingScreen(AnnotatingScreen):
    """A screen over which texts are compared, and changes of claims reviewed."""

    @abstractmethod
    def action_ledger(self) -> None:
        """Show all claims."""

    # Imported where they are shown: the first frame needs none of both.

    def action_compare(self) -> None:
        """Show what has changed in the article that is open."""
        from newsread.screens.comparing import CompareScreen
        from newsread.services.wordings import wordings

        article = self.article_pane.article
        if article is None:
            self.say("Open an article first")
        elif wordings(self.desk.library, article.id).compared is None:
            self.say(ONLY_ONE)
        else:
            self.say("")
            shown = CompareScreen(self.desk, self, article, self.current_claim)
            self.app.push_screen(shown, lambda _: self.reload())

    def action_review(self) -> None:
        """Go through the claims that wait for review, the current one first if it does."""
        self.review(self.current_claim, self.reload)

    def review(self, claim: Claim | None, then: Callable[[], None]) -> None:
        """Go through the claims that wait for review, beginning with `claim` if it does; call
        `then` when that is left."""
        from newsread.screens.review import ReviewScreen

        if not waiting(self.desk.ledger.all()):
            self.say(NOTHING_WAITS)
            return
        self.say("")
        shown = ReviewScreen(self.desk, self, claim.id if claim is not None else "")
        self.app.push_screen(shown, lambda _: then())

    def come_back(self) -> None:
        """Leave every screen above this one."""
        for above in reversed(self.app.screen_stack):
            if above is self:
                return
            above.dismiss()

    # A claim's place

    def reattach(self, claim: Claim) -> None:
        """Have the words selected that are the claim's place from now on."""
        self.come_back()
        article = self.desk.library.article_of_key(claim.article.key)
        if article is None or not self.article_pane.reattach(article, claim):
            self.say(TEXT_IS_GONE, problem=True)
            return
        self.close_idle_form()
        self.list_pane.keep(article.id)
        self.list_pane.reload(article.id)
        self.go_to(Where.ARTICLE)

    def action_capture_again(self) -> None:
        """Save the selection as a claim of the type used last, or as the place of the claim that is
        being re-attached; then the next one comes up that waits."""
        if not self.article_pane.reattached:
            super().action_capture_again()
            return
        with self.kept_for_retry():
            ids = [each.id for each in waiting(self.desk.ledger.all())]
            reattached = self.article_pane.reattached
            number = ids.index(reattached) if reattached in ids else 0
            done = self.article_pane.keep_place_of_claim()
            if left := waiting(self.desk.ledger.all()):
                self.review(left[min(number, len(left) - 1)], self.reload)
            self.say(done.sentence, problem=done.problem)

    @property
    def first_hints(self) -> list[tuple[str, str]]:
        """Offer the keys that keep the place of a claim, or drop it."""
        if not self.article_pane.reattached or self.article_pane.view.in_a_mode:
            return super().first_hints
        ways = (("article.capture_again", "Keep as its place"), ("article.leave", "Drop"))
        keys = [(self.keymap.keys(action), words) for action, words in ways]
        return [(key_words(its[0]), words) for its, words in keys if its]

    @property
    def offers_types(self) -> bool:
        """Whether a digit saves a claim: not while the place of one is selected."""
        return not self.article_pane.reattached
