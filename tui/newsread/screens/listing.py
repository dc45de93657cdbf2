"""What the list of articles shows: a line of the tree, or what was searched, perhaps narrowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsread.query.read import parse
from newsread.query.tree import Query, narrowed

if TYPE_CHECKING:
    from newsread.services.feed_tree import Line


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
    return Listing(words=line.words, base=line.query)


def search_for(text: str) -> Listing:
    """Return the list of what is found for `text`.

    Raises:
        QueryError: it is no query.
    """
    return Listing(words=f"Found: {text}", base=parse(text), searched=True)
