"""A screen over the articles: keys about feeds, or about other articles, go back to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.screens.articles import ArticleScreen

if TYPE_CHECKING:
    from newsread.screens.reviewing import ReviewingScreen
    from newsread.services.desk import Desk


WATCH_SECONDS = 1.0
"""How often other windows' and processes' changes are looked for."""


class AboveScreen(ArticleScreen):
    """A screen that is left for the one with the articles."""

    def __init__(self, desk: Desk, reader: ReviewingScreen) -> None:
        super().__init__(desk)
        self._reader = reader
        """The screen below, which has the articles and asks the feeds."""
        self._seen = desk.ledger.others

    def watch_claims(self) -> None:
        """Notice from now on what other windows and processes do to claims."""
        self.set_interval(WATCH_SECONDS, self._look_for_changes)

    def _look_for_changes(self) -> None:
        with self.errors_said():
            if not self.is_current:
                return
            self.desk.ledger.refresh()
            if self._seen != self.desk.ledger.others:
                self._seen = self.desk.ledger.others
                self.reload()

    def leave(self) -> bool:
        """Go back to the screen below; False where something keeps the person here."""
        self.dismiss()
        return True

    def _leave_for_articles(self) -> bool:
        """Go back to the articles, through whatever lies between."""
        if not self.leave():
            return False
        self._reader.come_back()
        return True

    def action_leave(self) -> None:
        """Go back."""
        self.leave()

    def action_up_level(self) -> None:
        """Go back."""
        self.leave()

    def action_ledger(self) -> None:
        """Go back and show all claims."""
        if self._leave_for_articles():
            self._reader.action_ledger()

    def action_review(self) -> None:
        """Go back and review what has changed."""
        if self._leave_for_articles():
            self._reader.action_review()

    def action_refresh_feed(self) -> None:
        """Ask the article's feed for news."""
        if (article := self._meant()) is not None:
            self._reader.ask_feeds((article.feed_url,), force=True)

    def action_refresh_all(self) -> None:
        """Ask every feed whose turn has come."""
        self._reader.action_refresh_all()

    def action_add(self) -> None:
        """Go back to the articles and ask for an address there."""
        if self._leave_for_articles():
            self._reader.action_add()

    def action_choose_feeds(self) -> None:
        """Go back to the articles and choose feeds there."""
        if self._leave_for_articles():
            self._reader.action_choose_feeds()

    def action_next_unread(self) -> None:
        """Go back to the articles and open the next unread one."""
        if self._leave_for_articles():
            self._reader.action_next_unread()

    def action_previous_unread(self) -> None:
        """Go back to the articles and open the unread one before."""
        if self._leave_for_articles():
            self._reader.action_previous_unread()

    def action_zen(self) -> None:
        """Say that there is nothing to show alone."""
        self.say("In an article, this key shows it alone")
