"""What a person decides of a feed: its title, its folder, its settings. Folders are only names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsread.feeds.schedule import MOST_PATIENT
from newsread.library.articles import digest
from newsread.library.records import FeedEdit, FeedSettings
from newsread.text.folder import SEPARATOR, folder_name, is_within, levels_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsread.library.database import Database

LONGEST_TITLE = 300
"""Code points of a feed's title."""


class FeedEdits:
    """What a person decides of the feeds there are, and what their removals hid."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def folders(self) -> list[str]:
        """Return all folders, those that only hold others too, by name."""
        used = self._database.rows(
            "SELECT DISTINCT folder FROM feed WHERE removed IS NULL AND folder <> ''"
        )
        names = {name for (folder,) in used for name in levels_of(folder)}
        return sorted(names, key=lambda name: [part.casefold() for part in name.split(SEPARATOR)])

    def moved(self, before: str, after: str) -> dict[str, tuple[str, str]]:
        """Return by address, of each feed in the folder `before` or within it, its folder now and
        the one it has when `before` is called `after`; empty: one less."""
        found = self._database.rows(
            "SELECT url, folder FROM feed WHERE removed IS NULL AND folder <> '' ORDER BY id"
        )
        return {
            url: (folder, folder_name(after + folder.removeprefix(before)))
            for url, folder in found
            if is_within(folder, before)
        }

    def of(self, url: str) -> FeedEdit | None:
        """Return all that a person decided of the feed so far; None when it is not there."""
        found = self._database.row(
            "SELECT own_title, folder, settings FROM feed WHERE url = ? AND removed IS NULL", (url,)
        )
        if found is None:
            return None
        own_title, folder, settings = found
        read = msgspec.json.decode(settings, type=FeedSettings)
        return FeedEdit(own_title=own_title, folder=folder, settings=read)

    def make(self, url: str, edit: FeedEdit) -> None:
        """Set what `edit` has of the feed.

        With another interval the feed is asked by that from its next answer on. For this one it
        waits no longer than a feed may ask for itself, or a week's wait would outlast its change.
        """
        with self._database.writing():
            if edit.own_title is not msgspec.UNSET:
                self._set("own_title = ?", url, edit.own_title)
            if edit.folder is not msgspec.UNSET:
                self._set("folder = ?", url, edit.folder)
            if edit.settings is not msgspec.UNSET:
                minutes = edit.settings.interval_minutes or 0
                longest = max(minutes * 60.0, MOST_PATIENT)
                self._set("settings = ?", url, msgspec.json.encode(edit.settings).decode())
                self._set("due = min(due, checked + ?)", url, longest, "AND failures = 0")

    def hidden(self, keys: Iterable[str]) -> list[int]:
        """Return which of the articles with `keys` the removal of their feed took from the
        lists."""
        return [
            article
            for key in keys
            for (article,) in self._database.rows(
                "SELECT id FROM article WHERE key = ? AND listed = 0", (digest(key),)
            )
        ]

    def stayed(self, url: str) -> list[int]:
        """Return the articles that stayed in the lists when the feed was removed; none if it was
        not. Perhaps no star and no claim keeps them any more, so another removal would hide them.
        """
        found = self._database.rows(
            """
            SELECT article.id FROM article JOIN feed ON feed.id = feed_id
            WHERE feed.url = ? AND removed IS NOT NULL AND listed = 1 ORDER BY article.id
            """,
            (url,),
        )
        return [article for (article,) in found]

    def _set(self, what: str, url: str, value: object, where: str = "") -> None:
        self._database.change(f"UPDATE feed SET {what} WHERE url = ? {where}", (value, url))
