"""A list of feeds as another program keeps it: what can be subscribed to, and what cannot, and why.

Nothing that stood in the file is lost in silence: a line is taken, holds others, or is reported.
"""

from __future__ import annotations

import msgspec

from newsread.errors import AddressError
from newsread.text.clean import clean_line
from newsread.web.addresses import masked, parse_address

LONGEST_TITLE = 300
"""Code points kept of a feed's title."""
MOST_FEEDS = 20_000
"""Feeds taken from one file: four times what the largest lists have, and still quick to store."""

Settings = tuple[tuple[str, str], ...]
"""Names and values of what the user set for one feed, as they stand in the file."""


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """A feed in a list. All strings are clean lines; `url` is as `parse_address` writes it."""

    url: str
    """Without name, password and fragment."""
    title: str = ""
    named: bool = True
    """Whether the title is the user's own; if not, it is what the feed called itself."""
    folder: str = ""
    """As `text.folder.folder_name` writes it."""
    line: int = 0
    """Where it stands in the file, from 1."""
    link: str = ""
    """The page the feed belongs to."""
    about: str = ""
    lang: str = ""
    """In a few words what it is, and its language: BCP 47."""
    settings: Settings = ()


class Problem(msgspec.Struct, frozen=True):
    """Something to say about a line of the file."""

    line: int
    sentence: str
    """Without a full stop; begins with the title of what it is about."""
    left_out: bool = True
    """Whether the line was left out; else it is a remark on one that was taken."""


class FeedList(msgspec.Struct, frozen=True, kw_only=True):
    """A whole file, read."""

    title: str = ""
    outlines: tuple[Outline, ...]
    problems: tuple[Problem, ...]
    """In the order of their lines."""
    kept_secrets: tuple[tuple[str, str], ...] = ()
    """Addresses that had a name and password in them, and these: ``name:password``. Never shown."""


class Gathering:
    """A list being read: takes one line after the other, and notes why one is left out."""

    def __init__(self) -> None:
        self._outlines: dict[str, Outline] = {}
        self._problems: list[Problem] = []
        self._secrets: dict[str, str] = {}

    def take(self, line: int, address: str, outline: Outline) -> bool:
        """Take a feed with the `address` as it stands in the file, or note why not.

        `outline` has all but its address, title and line as they will be. Return whether it was
        taken.
        """
        title = clean_line(masked(outline.title), LONGEST_TITLE)
        try:
            parsed = parse_address(address)
        except AddressError as error:
            self.leave(line, title, error.happened.rstrip(":"))
            return False
        url = parsed.request
        if url in self._outlines:
            first = self._outlines[url].line
            self.leave(line, title, f"line {first} has the same address")
            return False
        if len(self._outlines) >= MOST_FEEDS:
            self.leave(line, title, f"the first {MOST_FEEDS} feeds of a file are read")
            return False
        self._outlines[url] = msgspec.structs.replace(outline, url=url, title=title, line=line)
        if parsed.userinfo:
            self._secrets[url] = parsed.userinfo
            self.remark(
                line,
                title,
                "the name and password in its address go to secrets.toml, if it is new"
                " and has none there",
            )
        return True

    def leave(self, line: int, title: str, why: str) -> None:
        """Note that a line is left out, and why."""
        self._problems.append(Problem(line, f"{_called(title)} is left out: {why}"))

    def remark(self, line: int, title: str, what: str) -> None:
        """Note something about a line that is taken."""
        self._problems.append(Problem(line, f"{_called(title)}: {what}", left_out=False))

    def note(self, line: int, sentence: str) -> None:
        """Note something about the file from `line` on."""
        self._problems.append(Problem(line, sentence, left_out=False))

    def result(self, title: str = "") -> FeedList:
        """Return all that was taken and noted."""
        return FeedList(
            title=clean_line(masked(title), LONGEST_TITLE),
            outlines=tuple(self._outlines.values()),
            problems=tuple(sorted(self._problems, key=lambda problem: problem.line)),
            kept_secrets=tuple(self._secrets.items()),
        )


def _called(title: str) -> str:
    return f"“{clean_line(masked(title), 80)}”" if title else "A line without a title"
