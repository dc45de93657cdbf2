"""What is noted under names, from one start to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsread.library.database import Database


class Memory:
    """What the reader remembers, and which versions of derived things the library holds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def remember(self, name: str, value: str) -> None:
        """Remember `value` under `name` for the next start: what the reader showed, say."""
        if self.remembered(name) != value:
            with self._database.writing():
                self._database.change("INSERT OR REPLACE INTO memory VALUES (?, ?)", (name, value))

    def remembered(self, name: str) -> str:
        """Return what is remembered under `name`; empty when nothing is."""
        found: str | None = self._database.value("SELECT value FROM memory WHERE name = ?", (name,))
        return found or ""

    def stamp(self, name: str) -> str:
        """Return what was noted last under `name`; empty when nothing was."""
        noted: str | None = self._database.value("SELECT value FROM stamp WHERE name = ?", (name,))
        return noted or ""

    def set_stamp(self, name: str, value: str) -> None:
        """Note `value` under `name`: which version of something derived the library holds."""
        with self._database.writing():
            self._database.change("INSERT OR REPLACE INTO stamp VALUES (?, ?)", (name, value))
