"""Choosing feeds to begin with: from a list, from a file of another reader, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from newsread.actions import Where
from newsread.screens.lists import ListsScreen
from newsread.screens.text_screen import ReportScreen
from newsread.services.importing import new_feed
from newsread.services.own_commands import run_import
from newsread.widgets.completion import Paths
from newsread.widgets.prompt import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

OFFERED = "offered"
"""The library remembers under this name that the list was seen and left."""


class ChoosingScreen(ListsScreen):
    """A screen that offers feeds: by itself only while nothing is subscribed and nobody said no."""

    def begin_choosing(self) -> None:
        """Offer feeds beside the list, if there are none; the list keeps the keys."""
        library = self.desk.library
        if library.remembered(OFFERED) or any(feed.kind == "feed" for feed in library.feeds()):
            return
        self.add_class("-choosing")
        self.call_after_refresh(self.choice_pane.offer)  # the list need not wait for it
        self.say("Nothing is subscribed yet: F chooses feeds, Enter opens an article to learn on")

    def action_choose_feeds(self) -> None:
        """Show the list of feeds to choose from."""
        self.choice_pane.offer()
        self.go_to(Where.CHOICE)

    def stop_choosing(self) -> None:
        """Go on without."""
        self.desk.library.remember(OFFERED, "seen")
        self.remove_class("-choosing")
        self.go_to(Where.LIST)
        self.say("F shows the list of feeds again")

    def action_check(self) -> None:
        """Choose the feed, or all of the folder; or leave it again."""
        self.choice_pane.choices.toggle()
        count = len(self.choice_pane.checked)
        self.say(f"{count} checked; Enter adds {'it' if count == 1 else 'them'}" if count else "")

    def action_subscribe(self) -> None:
        """Subscribe to what is checked, and ask it for news."""
        chosen = self.choice_pane.checked
        if not chosen:
            self.say("Nothing is checked: Space checks the feed, Esc goes on without")
            return
        feeds = [new_feed(each) for each in chosen]
        words = "1 feed added" if len(feeds) == 1 else f"{len(feeds)} feeds added"
        added = self.desk.history.add_feeds(words, feeds)
        self._after_adding([feed.url for feed in added])

    def _after_adding(self, urls: Sequence[str]) -> None:
        self.desk.library.remember(OFFERED, "seen")
        self.remove_class("-choosing")
        self.reload()
        self.go_to(Where.LIST)
        self.ask_feeds(urls, force=False)

    def action_import_file(self) -> None:
        """Ask for a file with feeds."""
        self.ask(
            Question(
                words="Path of an OPML file, or of newsboat's urls file; Enter imports, Esc drops",
                answered=lambda answer: self._import(answer.strip()),
                completion=Paths(),
            )
        )

    @work(group="add")
    async def _import(self, path: str) -> None:
        if not path:
            return
        with self.errors_said():
            self.say(f"Reading {path} …")
            said, remarks = await run_import(path)
            self._after_adding(())
            self.say(said)
            if remarks:
                self.app.push_screen(ReportScreen(said, remarks))
