"""What keys do in the article that is open: find words in it, mark claims and change them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from newsread.actions import BY_ID, Where
from newsread.keymap import key_words
from newsread.screens.choosing import ChoosingScreen
from newsread.widgets.prompt import Question
from newsread.widgets.selecting_view import SelectingView

if TYPE_CHECKING:
    from newsread.claims.claim import Claim


FIRST_ON_A_CLAIM = ("tags", "speaker", "verdict", "status", "evidence", "fields", "delete")
"""What is offered first where there is a claim: whoever has marked one files it next."""


class AnnotatingScreen(ChoosingScreen):
    """A screen whose article can be searched and marked."""

    @property
    def key_place(self) -> Where:
        """The place whose keys apply; while words are chosen that is one of its own."""
        if self.where is Where.ARTICLE and self.view.choosing_words:
            return Where.WORDS
        return self.where

    @property
    def first_hints(self) -> list[tuple[str, str]]:
        """Offer the keys of claims where there is one."""
        if self.key_place is not Where.ARTICLE or self.current_claim is None:
            return super().first_hints
        actions = [BY_ID[f"{Where.ARTICLE}.{name}"] for name in FIRST_ON_A_CLAIM]
        keys = [(self.keymap.keys(action.id), action.words) for action in actions]
        return [(key_words(its[0]), words) for its, words in keys if its]

    @on(SelectingView.ModeChanged)
    def offer_other_keys(self, event: SelectingView.ModeChanged) -> None:
        """Offer the keys that apply now."""
        event.stop()
        self.show_hints()

    # Find

    @property
    def finding(self) -> bool:
        """Whether words are looked for in the article, so that n and N go through their places."""
        return self.where is Where.ARTICLE and bool(self.view.sought)

    def action_find(self) -> None:
        """Find words in the article, as they are typed."""
        view = self.view
        view.begin_find()
        self.ask(
            Question(
                words="Find in this article; Enter stays there, Esc goes back",
                answered=lambda words: None if words.strip() else view.end_find(),
                changed=view.find,
                dropped=view.drop_find,
            )
        )

    # Other texts

    def action_other_text(self) -> None:
        """Show the next text of the article, at the same place."""
        self.article_pane.show_other_text()

    def action_page_text(self) -> None:
        """Show all text of the article's page, or the clean text again."""
        self.article_pane.show_page_text()

    def action_ask_again(self) -> None:
        """Ask for the article's page again now."""
        self.article_pane.ask_again()

    # Claims

    def action_next_drifted(self) -> None:
        """Go to the next claim of the article whose words have drifted."""
        self.article_pane.walk_drifted(forward=True)

    def action_previous_drifted(self) -> None:
        """Go to the one before."""
        self.article_pane.walk_drifted(forward=False)

    @property
    def current_claim(self) -> Claim | None:
        """The claim that the caret stands on, or was last captured or walked to."""
        return self.article_pane.current_claim

    @property
    def no_claim(self) -> str:
        """What is said where there is none."""
        return self.told("There is no claim here; {article.capture} saves this sentence as one")

    def action_capture(self, number: int) -> None:
        """Save the selection as a claim of the type with this key."""
        with self.kept_for_retry():
            self.article_pane.capture(number)
        self.feeds_pane.recount()

    def action_capture_again(self) -> None:
        """Save the selection as a claim of the type used last."""
        with self.kept_for_retry():
            self.article_pane.capture_again()
        self.feeds_pane.recount()

    def action_adjust(self) -> None:
        """Select the current claim's words anew."""
        self.article_pane.adjust()

    def action_add_part(self) -> None:
        """Add the selection to the claim last saved or walked to."""
        with self.kept_for_retry():
            self.article_pane.add_part()

    def action_claims_panel(self) -> None:
        """Show the claims panel, or hide it."""
        self.article_pane.toggle_panel()
