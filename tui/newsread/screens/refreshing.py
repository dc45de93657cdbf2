"""Adding feeds and asking them for news, without ever holding up a key: children do it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual import work

from newsread.errors import NewsreadError
from newsread.screens.base import NewsScreen
from newsread.services.own_commands import run_add, run_refresh
from newsread.services.refresh_events import FeedRefreshed, RefreshStarted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsread.library.records import Article


class RefreshingScreen(NewsScreen):
    """A screen whose keys add and refresh feeds."""

    def current_article(self) -> Article | None:
        """Return the article whose feed `refresh_feed` means."""
        raise NotImplementedError

    def look_for_changes(self) -> None:
        """Show what children have stored."""
        raise NotImplementedError

    def begin_refreshing(self) -> None:
        """Ask feeds when their turn comes, and, as settings say, at once."""
        settings = self.desk.configuration.settings.refresh
        self.set_interval(settings.interval_minutes * 60, self._refresh_quietly)
        if settings.at_start:
            self.call_after_refresh(self._refresh_quietly)

    def action_add(self) -> None:
        """Ask for the address of a feed or a site."""
        question = "Address of a feed or of a site that has one; Enter adds, Esc drops"
        self.ask(question, lambda answer: self._add(answer.strip()))

    @work(group="add")
    async def _add(self, address: str) -> None:
        if not address:
            return
        self.say(f"Asking {address} …")
        try:
            said = await run_add(address)
        except NewsreadError as error:
            self.say(str(error), problem=True)
            return
        self.reload()
        self.say(said)

    def _refresh_quietly(self) -> None:
        """Ask the feeds whose turn has come; say nothing when there is none."""
        now = time.time()
        if any(
            feed.kind == "feed" and (feed.due or 0) <= now for feed in self.desk.library.feeds()
        ):
            self._refresh((), force=False)

    def action_refresh_feed(self) -> None:
        """Ask the current article's feed for news, without waiting for its turn."""
        article = self.current_article()
        if article is None:
            self.say("No article here")
        else:
            self._refresh((article.feed_url,), force=True)

    def action_refresh_all(self) -> None:
        """Ask every feed whose turn has come."""
        self._refresh((), force=False)

    @work(exclusive=True, group="refresh")
    async def _refresh(self, urls: Sequence[str], *, force: bool) -> None:
        asked = new = done = waiting = 0
        problem = ""
        try:
            async for event in run_refresh(urls, force=force):
                if isinstance(event, RefreshStarted):
                    asked = event.feeds
                elif isinstance(event, FeedRefreshed):
                    done += 1
                    new += event.new
                    waiting += event.outcome == "waiting"
                    problem = event.error or problem
                    self.say(f"Refreshing: {done} of {asked}, {new} new")
        except NewsreadError as error:
            self.say(str(error), problem=True)
            return
        self.look_for_changes()
        if problem and asked == 1:
            self.say(problem, problem=True)
            return
        found = f"{new} new article{'' if new == 1 else 's'}" if new else "Nothing new"
        wait = f"; {waiting} of {asked} feeds wait for their turn" if waiting else ""
        self.say(found + wait)
