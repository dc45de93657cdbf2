"""The pane that offers feeds: a check list, there by itself only while nothing is subscribed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from newsread.services.starter import starter_feeds
from newsread.widgets.choice_list import ChoiceList
from newsread.widgets.plain import plain
from newsread.widgets.status import Heading

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from newsread.exchange.feed_list import Outline
    from newsread.services.desk import Desk

TOLD = (
    "{choice.check} checks a feed, or all of a folder. {choice.subscribe} adds what is checked;"
    " nothing is added unasked."
    "\n{choice.import_file} brings your feeds from an OPML or newsboat file,"
    " {choice.add} adds any by its address, {choice.leave} goes on without."
    " {everywhere.choose_feeds} shows this list again."
)
TOLD_FROM = 22
"""Rows of the pane from which on there is room for that."""


class ChoicePane(Vertical):
    """Holds the check list, and says how it works."""

    DEFAULT_CSS = """
    ChoicePane > Static { height: auto; padding: 0 3 1 3; color: $foreground 70%; }
    ChoicePane > ChoiceList { height: 1fr; }
    """

    def __init__(self, desk: Desk, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.desk = desk

    def compose(self) -> ComposeResult:
        """Lay out the list below what is told of it."""
        yield Heading("Feeds to begin with")
        yield Static(plain(self.desk.configuration.keymap.told(TOLD)))
        yield ChoiceList(empty="", id="choices")

    def on_resize(self, event: events.Resize) -> None:
        """Leave the room to the feeds where there is little."""
        self.query_one(Static).display = event.size.height >= TOLD_FROM

    @property
    def choices(self) -> ChoiceList:
        """The check list."""
        return self.query_one(ChoiceList)

    def offer(self) -> None:
        """List what can be chosen, nothing checked."""
        there = frozenset(feed.url for feed in self.desk.library.feeds())
        self.choices.offer(starter_feeds(), there)

    @property
    def checked(self) -> tuple[Outline, ...]:
        """The feeds that are checked."""
        return self.choices.checked
