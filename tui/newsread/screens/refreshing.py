"""Adding feeds and asking them for news, without ever holding up a key: children do it."""

from __future__ import annotations

import time
from abc import abstractmethod
from typing import TYPE_CHECKING

import msgspec
from textual import work

from newsread.errors import BusyError
from newsread.screens.filling import FillingScreen
from newsread.screens.text_screen import ReportScreen
from newsread.services import log
from newsread.services.own_commands import Told, run_add, run_refresh, run_save
from newsread.services.refresh_events import FeedRefreshed, RefreshStarted
from newsread.web.addresses import masked
from newsread.widgets.prompt import Question

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from newsread.claims.claim import Claim


class Tally(msgspec.Struct):
    """How far a refresh is."""

    feeds: int = 0
    done: int = 0
    new: int = 0
    waiting: int = 0
    failed: int = 0
    problem: str = ""
    """What went wrong first."""

    def count(self, event: FeedRefreshed) -> None:
        """Take in what became of a feed."""
        self.done += 1
        self.new += event.new
        self.waiting += event.outcome == "waiting"
        if event.error:
            self.failed += 1
            self.problem = self.problem or event.error

    @property
    def progress(self) -> str:
        """What to say while it runs."""
        return f"Refreshing: {self.done} of {self.feeds}, {self.new} new"

    @property
    def outcome(self) -> str:
        """What to say at the end."""
        if self.failed and self.feeds == 1:
            return self.problem
        parts = [
            f"{self.new} new article{'' if self.new == 1 else 's'}" if self.new else "Nothing new"
        ]
        if self.waiting:
            parts.append(f"{self.waiting} of {self.feeds} feeds wait for their turn")
        if self.failed:
            parts.append(f"{self.failed} of {self.feeds} feeds failed: {self.problem}")
        return "; ".join(parts)


class RefreshingScreen(FillingScreen):
    """A screen that has the articles; its keys add and refresh feeds, one refresh at a time."""

    _under_way: Tally | None = None
    _failed_address = ""

    @abstractmethod
    def look_for_changes(self) -> None:
        """Show what children have stored."""

    @abstractmethod
    def open_claim(self, claim: Claim) -> None:
        """Open the article of `claim` at its words."""

    @abstractmethod
    def action_choose_feeds(self) -> None:
        """Show the list of feeds to choose from."""

    @abstractmethod
    def action_next_unread(self) -> None:
        """Open the next unread article."""

    @abstractmethod
    def action_previous_unread(self) -> None:
        """Open the unread article before."""

    def begin_refreshing(self) -> None:
        """Ask feeds when their turn comes, and, as settings say, at once."""
        settings = self.desk.configuration.settings.refresh
        self.set_interval(settings.interval_minutes * 60, self._refresh_in_turn)
        if settings.at_start:
            self.call_after_refresh(self._refresh_in_turn)

    def action_add(self) -> None:
        """Ask for the address of a feed, a site or an article."""
        self.ask(
            Question(
                words="Address: Enter adds the feed there, Ctrl-S keeps the page as an article",
                value=self._failed_address,
                answered=lambda answer: self._add(answer.strip(), run_add),
                kept=lambda answer: self._add(answer.strip(), run_save),
            )
        )

    @work(group="add")
    async def _add(self, address: str, run: Callable[[str], Awaitable[Told]]) -> None:
        if not address:
            return
        before = self.feed_urls()
        self._failed_address = address  # the next question begins with it, should this one fail
        with self.errors_said():
            self.say(f"Asking {masked(address)} …")
            told = await run(address)
            self._failed_address = ""
            self.added(self.feed_urls() - before)
            self.say(told.sentence)
            if told.remarks:
                self.app.push_screen(ReportScreen(told.sentence, told.remarks))

    def feed_urls(self) -> set[str]:
        """Return the addresses of all feeds."""
        return {feed.url for feed in self.desk.library.feeds()}

    @abstractmethod
    def added(self, urls: set[str]) -> None:
        """Show what there is now that the feeds with `urls` have been added."""

    @abstractmethod
    def feeds_meant(self) -> tuple[str, ...]:
        """Return the addresses of the feeds that the key for one feed means."""

    def action_refresh_feed(self) -> None:
        """Ask this feed, or the article's, for news, without waiting for its turn."""
        urls = self.feeds_meant()
        if urls:
            self.ask_feeds(urls, force=True)
        else:
            self.say("There is no feed here; R asks all")

    def action_refresh_all(self) -> None:
        """Ask every feed whose turn has come."""
        self.ask_feeds((), force=False)

    def ask_feeds(self, urls: Sequence[str], *, force: bool) -> None:
        """Ask the feeds with `urls`, or all; with `force` those whose turn has not come, too."""
        if self._under_way is not None:
            self.say(f"{self._under_way.progress}; try again when it is done")
        elif not any(feed.kind == "feed" for feed in self.desk.library.feeds()):
            self.say("There is no feed to ask: a adds one, F offers some")
        else:
            self.say("Asking your feeds …" if len(urls) != 1 else "Asking the feed …")
            self._refresh(urls, force=force, asked_for=True)

    def _refresh_in_turn(self) -> None:
        """Ask the feeds whose turn has come, as nobody's key asked: say only what is new."""
        with self.errors_said():
            now = time.time()
            feeds = [feed for feed in self.desk.library.feeds() if feed.kind == "feed"]
            if self._under_way is None and any((feed.due or 0) <= now for feed in feeds):
                self._refresh((), force=False, asked_for=False)

    @work(group="refresh")
    async def _refresh(self, urls: Sequence[str], *, force: bool, asked_for: bool) -> None:
        tally = self._under_way = Tally()
        complain = log.complaints(self.desk.places.log, "newsread refresh")
        try:
            with self.errors_said(but=() if asked_for else (BusyError,)):
                async for event in run_refresh(urls, force=force, complain=complain):
                    if isinstance(event, RefreshStarted):
                        tally.feeds = event.feeds
                    elif isinstance(event, FeedRefreshed):
                        tally.count(event)
                        if asked_for:
                            self.say(tally.progress)
                self.look_for_changes()
                if asked_for or tally.new:
                    self.say(tally.outcome, problem=asked_for and bool(tally.failed))
        finally:
            self._under_way = None
