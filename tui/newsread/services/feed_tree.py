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
            query=view.query or EVERYTHING,
            name=view.name,
            unread=counted.get(view.query) if view.query is not None else None,
            error=view.problem,
        )
        for view in views
    ]
    of_folder: dict[str, list[Feed]] = defaultdict(list)
    within: dict[str, list[Feed]] = defaultdict(list)
    inside: dict[str, set[str]] = defaultdict(set)
    for feed in feeds:
        of_folder[feed.folder].append(feed)
        for above, here in pairwise(["", *levels_of(feed.folder)]):
            inside[above].add(here)
            within[here].append(feed)
    _grow(found, "", 0, of_folder, within, inside, folded)
    return found


def _grow(
    found: list[Line],
    folder: str,
    depth: int,
    of_folder: dict[str, list[Feed]],
    within: dict[str, list[Feed]],
    inside: dict[str, set[str]],
    folded: Collection[str],
) -> None:
    """Append what is in `folder`: folders first, then feeds.

    By folder, `of_folder` has its own feeds, `within` those of folders in it as well, and `inside`
    the folders right in it.
    """
    for name in sorted(inside[folder], key=_by_name):
        shut = name in folded
        errors = [feed.error for feed in within[name] if feed.error] if shut else []
        found.append(
            Line(
                kind="folder",
                words=name.rpartition(SEPARATOR)[2],
                query=query_of("folder", name),
                name=name,
                depth=depth,
                unread=sum(feed.unread for feed in within[name]),
                folded=shut,
                error=errors[0] if errors else "",
            )
        )
        if not shut:
            _grow(found, name, depth + 1, of_folder, within, inside, folded)
    for feed in sorted(of_folder[folder], key=lambda each: _by_name(each.title)):
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
