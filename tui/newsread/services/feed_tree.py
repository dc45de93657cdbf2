"""The feeds as a tree in lines: smart rows, saved views, folders in folders, feeds. Pure.

Every line that lists articles is a query, so that what a line counts, what the list beside it shows
and what a person can type are one and the same.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import msgspec

from newsread.query.read import parse
from newsread.query.tree import EVERYTHING, Query, query_of
from newsread.text.folder import SEPARATOR, levels_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from newsread.library.records import Feed
    from newsread.services.views import SavedView

Kind = Literal["smart", "view", "folder", "feed"]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the tree."""

    kind: Kind
    words: str
    query: Query
    """What the list shows for this line."""
    name: str
    """A folder's whole name, a feed's address, a view's name: what an edit is about."""
    depth: int = 0
    unread: int | None = None
    """How many of its articles are unread; for smart rows and views how many it lists. None: not
    counted."""
    folded: bool | None = None
    """Whether a folder is folded; None for what is no folder."""
    error: str = ""
    """Why the feed could not be read last; of a folded folder, that of the first such feed."""
    note: str = ""
    """What was left out or mended when it was."""

    @property
    def key(self) -> tuple[Kind, str]:
        """Tells the line from all others."""
        return self.kind, self.name


def _smart(words: str, query: Query) -> Line:
    return Line(kind="smart", words=words, query=query, name=words)


UNREAD = _smart("Unread", parse("is:unread -is:quiet"))
TODAY = _smart("Today", parse("after:today -is:quiet"))
STARRED = _smart("Starred", query_of("is", "starred"))
CLAIMED = _smart("With claims", query_of("has", "claims"))
ALL = _smart("All articles", EVERYTHING)
NOTHING = parse("is:read is:unread")
"""What a view lists whose query is none."""
SMART = (UNREAD, TODAY, STARRED, CLAIMED, ALL)
"""The lines that every tree begins with."""


def lines(
    feeds: Iterable[Feed],
    folded: Collection[str] = (),
    counts: Mapping[Query, int] | None = None,
    views: Iterable[SavedView] = (),
) -> list[Line]:
    """Return the tree, top to bottom: smart rows, saved views, then folders and feeds by name.

    `folded` names the folders that are shown without what is in them; `counts` has, by query, what
    smart rows and views list, where that is known.
    """
    counted = counts or {}
    found = [msgspec.structs.replace(each, unread=counted.get(each.query)) for each in SMART]
    found += [
        Line(
            kind="view",
            words=view.name,
            query=view.query or NOTHING,
            name=view.name,
            unread=counted.get(view.query) if view.query is not None else None,
            error=view.problem,
        )
        for view in views
    ]
    _grow(found, "", 0, _folders(feeds), folded)
    return found


class _Folder:
    """What is in one folder, counted over all levels below it."""

    def __init__(self) -> None:
        self.feeds: list[Feed] = []
        self.folders: set[str] = set()
        """Whole names of the folders that stand directly in it."""
        self.unread = 0
        self.error = ""
        """That of the first feed which has one."""


def _folders(feeds: Iterable[Feed]) -> dict[str, _Folder]:
    """Return all folders by name, each feed looked at once; all that is in none is in ``""``."""
    folders: dict[str, _Folder] = defaultdict(_Folder)
    for feed in feeds:
        for above, here in pairwise(["", *levels_of(feed.folder)]):
            folders[above].folders.add(here)
            folders[here].unread += feed.unread
            folders[here].error = folders[here].error or feed.error
        folders[feed.folder].feeds.append(feed)
    return folders


def _grow(
    found: list[Line],
    folder: str,
    depth: int,
    folders: dict[str, _Folder],
    folded: Collection[str],
) -> None:
    """Append what is in `folder`: folders first, then feeds."""
    for name in sorted(folders[folder].folders, key=_by_name):
        shut = name in folded
        found.append(
            Line(
                kind="folder",
                words=name.rpartition(SEPARATOR)[2],
                query=query_of("folder", name),
                name=name,
                depth=depth,
                unread=folders[name].unread,
                folded=shut,
                error=folders[name].error if shut else "",
            )
        )
        if not shut:
            _grow(found, name, depth + 1, folders, folded)
    for feed in sorted(folders[folder].feeds, key=lambda each: _by_name(each.title)):
        found.append(
            Line(
                kind="feed",
                words=feed.title,
                query=query_of("feed", feed.url),
                name=feed.url,
                depth=depth,
                unread=feed.unread,
                error=feed.error,
                note=feed.note,
            )
        )


def _by_name(name: str) -> tuple[str, str]:
    return name.casefold(), name
