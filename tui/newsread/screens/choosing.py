"""Choosing feeds to begin with: from a list, from a file of another reader, or none."""

from __future__ import annotations

from textual import work

from newsread.actions import Where
from newsread.keymap import key_words
from newsread.screens.lists import ListsScreen
from newsread.screens.text_screen import ReportScreen
from newsread.services.importing import new_feed
from newsread.services.own_commands import run_import
from newsread.text.counted import counted
from newsread.widgets.completion import Paths
from newsread.widgets.prompt import Question

OFFERED = "offered"
"""The library remembers under this name that the list was seen and left."""


class ChoosingScreen(ListsScreen):
    """A screen that offers feeds: by itself only while nothing is subscribed and nobody said no."""

    _failed_path = ""

    def begin_choosing(self) -> None:
        """Offer feeds beside the list, if there are none; the list keeps the keys."""
        library = self.desk.library
        if library.memory.remembered(OFFERED) or any(
            feed.kind == "feed" for feed in library.feeds()
        ):
            return
        self.add_class("-choosing")
        self.call_after_refresh(self.choice_pane.offer)  # the list need not wait for it
        rows = self.list_pane.list.rows
        then = "{list.open} opens an article" if rows else "{list.add} adds one by its address"
        self.say(self.told(f"No feeds yet: {{everywhere.choose_feeds}} chooses some, {then}"))

    @property
    def first_hints(self) -> list[tuple[str, str]]:
        """Offer the key for feeds while there are none."""
        keys = self.keymap.keys("everywhere.choose_feeds")
        offering = self.has_class("-choosing") and self.where is not Where.CHOICE
        return [(key_words(keys[0]), "Choose feeds")] if offering and keys else []

    def action_choose_feeds(self) -> None:
        """Show the list of feeds to choose from."""
        self.choice_pane.offer()
        self.go_to(Where.CHOICE)

    def stop_choosing(self) -> None:
        """Go on without."""
        self.desk.library.memory.remember(OFFERED, "seen")
        self.remove_class("-choosing")
        self.go_to(Where.LIST)
        self.say(self.told("{everywhere.choose_feeds} shows the list of feeds again"))

    def action_check(self) -> None:
        """Choose the feed, or all of the folder; or leave it again."""
        self.choice_pane.choices.toggle()
        count = len(self.choice_pane.checked)
        them = "it" if count == 1 else "them"
        self.say(self.told(f"{count} checked; {{choice.subscribe}} adds {them}") if count else "")

    def action_subscribe(self) -> None:
        """Subscribe to what is checked, and ask it for news."""
        chosen = self.choice_pane.checked
        if not chosen:
            how = "{choice.check} checks the feed, {choice.leave} goes on without"
            self.say(self.told(f"Nothing is checked: {how}"))
            return
        feeds = [new_feed(each) for each in chosen]
        added = self.desk.history.add_feeds(f"{counted(len(feeds), 'feed')} added", feeds)
        self.added({feed.url for feed in added})
        self.ask_feeds([feed.url for feed in added], force=False)

    def added(self, urls: set[str]) -> None:
        """Show the feeds that have been added: one is listed, several stand in the tree."""
        if not urls:
            return
        self.desk.library.memory.remember(OFFERED, "seen")
        self.remove_class("-choosing")
        self.reload(("feed", next(iter(urls))) if len(urls) == 1 else None)
        line = self.feeds_pane.current
        if len(urls) == 1 and line is not None and line.name in urls:
            self.list_line(line)
        self.go_to(Where.LIST)

    def action_import_file(self) -> None:
        """Ask for a file with feeds."""
        self.ask(
            Question(
                words="Path of an OPML file, or of newsboat's urls file; Enter imports, Esc drops",
                value=self._failed_path,
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
            before = self.feed_urls()
            self._failed_path = path
            told = await run_import(path)
            self._failed_path = ""
            new = self.feed_urls() - before
            self.added(new)
            if new:
                self.ask_feeds(sorted(new), force=False)
            self.say(told.sentence)
            if told.remarks:
                self.app.push_screen(ReportScreen(told.sentence, told.remarks))
