"""What the list of articles shows: a line of the tree, or what was searched, perhaps narrowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsread.query.read import parse
from newsread.query.tree import Query, narrowed
from newsread.services.feed_tree import ALL, CLAIMED, STARRED, TODAY, UNREAD

if TYPE_CHECKING:
    from newsread.services.feed_tree import Line


NOT_FOUND = "Nothing found. {list.leave} goes back."
EMPTY = {
    UNREAD.words: (
        "Everything is read. {everywhere.undo} takes that back, {everywhere.refresh_all} asks your"
        " feeds for more."
    ),
    TODAY.words: "Nothing has come today. {everywhere.refresh_all} asks your feeds.",
    STARRED.words: (
        "No article is starred. {everywhere.star} in the list or in an article stars it."
    ),
    CLAIMED.words: (
        "No claims yet. In an article, {article.capture} saves the selected sentence as one."
    ),
    ALL.words: (
        "No articles yet. {list.add} adds a feed by its address; {everywhere.choose_feeds} offers"
        " some to choose from."
    ),
    "view": "Nothing is like this now.",
    "folder": "The feeds of this folder have no articles.",
    "feed": "This feed has no articles yet. {everywhere.refresh_feed} asks it.",
}
"""What is said where a line of the tree has nothing to list: by the words of a smart one, else by
its kind; with actions in braces for their keys."""


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """A query with its name, and what the person narrowed it to."""

    words: str
    """What the list is called."""
    base: Query
    """The query of a line of the tree, or of a search."""
    narrowed: str = ""
    """What was typed to narrow it; both must hold."""
    searched: bool = False
    """Whether the base was typed as a search: then the best are listed first, if they are few."""
    key: tuple[str, str] | None = None
    """Names the line of the tree it came from; None for a search."""
    empty: str = NOT_FOUND
    """What is said where nothing is found."""

    @property
    def heading(self) -> str:
        """What stands above the list."""
        return f"{self.words}  =  {self.narrowed}" if self.narrowed else self.words

    def query(self) -> Query:
        """Return the whole query.

        Raises:
            QueryError: what it is narrowed to, as it was typed, is no query.
        """
        return narrowed(self.base, parse(self.narrowed)) if self.narrowed else self.base


def listing_of(line: Line) -> Listing:
    """Return the list that a line of the tree stands for."""
    empty = line.error or EMPTY.get(line.words if line.kind == "smart" else line.kind, NOT_FOUND)
    return Listing(words=line.words, base=line.query, key=line.key, empty=empty)


def search_for(text: str) -> Listing:
    """Return the list of what is found for `text`.

    Raises:
        QueryError: it is no query.
    """
    return Listing(words=f"Found: {text}", base=parse(text), searched=True)
