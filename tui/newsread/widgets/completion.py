"""What may be meant by what is typed so far: known words, fields of a query, paths of files."""

from __future__ import annotations

import os
from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from textual.suggester import Suggester

from newsread.text.clean import is_one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_PATHS = 10_000
"""Entries of a folder that are looked at: completing must not wait for a folder of a million."""


class Completion(Suggester):
    """Completes the last word of what is typed."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    @abstractmethod
    def matches(self, value: str) -> list[str]:
        """Return what the last word typed may become, the likeliest first."""

    def shown(self, value: str) -> list[str]:
        """Return the matches as a person is shown them."""
        return self.matches(value)

    @abstractmethod
    def begun(self, value: str) -> str:
        """Return the part of `value` that a match stands in for; empty when nothing is begun."""

    async def get_suggestion(self, value: str) -> str | None:
        """Return `value` with its last word completed; None with nothing begun or nothing known."""
        begun = self.begun(value)
        found = self.matches(value) if begun else []
        return value[: len(value) - len(begun)] + found[0] if found else None


class KnownWords(Completion):
    """Completes to one of a list of words, each used once: tags. Without separators all that is
    typed is one word: a name or a folder may have spaces."""

    def __init__(self, words: Sequence[str], separators: str = ", ") -> None:
        super().__init__()
        # What other programs wrote into the claims' file may come this way.
        self._words = [word for word in words if is_one_line(word)]
        self._separators = separators

    def _typed(self, value: str) -> list[str]:
        parting = self._separators[:1]
        for separator in self._separators[1:]:
            value = value.replace(separator, parting)
        return value.split(parting) if parting else [value]

    def begun(self, value: str) -> str:
        """Return the word begun last."""
        return self._typed(value)[-1]

    def matches(self, value: str) -> list[str]:
        """Return the known words that go on from the last one typed, except those typed already."""
        *done, last = self._typed(value)
        begins = last.casefold()
        return [
            word
            for word in self._words
            if word.casefold().startswith(begins) and word not in done and word != last
        ]


class QueryWords(KnownWords):
    """Completes the fields of a query and what they may be."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__(words, separators=" ()|")

    def begun(self, value: str) -> str:
        """Return the word begun last, without what negates it."""
        return super().begun(value).removeprefix("-")

    def matches(self, value: str) -> list[str]:
        """Return fields, and behind the colon of one what it may be."""
        begun = self.begun(value)
        found = super().matches(value.removesuffix(begun).removesuffix("-") + begun)
        return [word for word in found if ":" in begun or word.endswith(":")]


class TagChanges(KnownWords):
    """Completes tags to be added, and behind a ``-`` those to be taken away."""

    def begun(self, value: str) -> str:
        """Return the word begun last, without what stands before it."""
        return super().begun(value).lstrip("+-")

    def matches(self, value: str) -> list[str]:
        """Return the known words that go on from it."""
        begun = self.begun(value)
        return super().matches(value[: len(value) - len(begun)].rstrip("+-") + begun)


class Paths(Completion):
    """Completes the path of a file, as far as it is one path; ``~`` is the person's own folder."""

    def begun(self, value: str) -> str:
        """Return all of it: a path may have spaces."""
        return value

    def shown(self, value: str) -> list[str]:
        """Return the names of what is in the folder, without their folder."""
        return [
            path.removesuffix("/").rpartition("/")[2] + "/" * path.endswith("/")
            for path in self.matches(value)
        ]

    def matches(self, value: str) -> list[str]:
        """Return paths that begin as typed, folders with a slash at their end."""
        folder, slash, name = value.rpartition("/")
        if value == "~":
            return ["~/"]
        found = []
        try:
            within = Path(f"{folder}/" if slash else ".").expanduser()
            with os.scandir(within) as entries:
                for _, entry in zip(range(MOST_PATHS), entries, strict=False):
                    shown = entry.name.startswith(name) and entry.name.isprintable()
                    if shown and (name or not entry.name.startswith(".")):
                        start = value[: len(value) - len(name)]
                        found.append(start + entry.name + ("/" if entry.is_dir() else ""))
        except (OSError, RuntimeError, ValueError):  # no such folder, or no such person's
            return []
        return sorted(each for each in found if each != value)

    async def get_suggestion(self, value: str) -> str | None:
        """Return as much as all paths that begin like `value` have in common, if that is more."""
        common = os.path.commonprefix(self.matches(value)) if value else ""  # noqa: RUF071
        return common if len(common) > len(value) else None
