"""The pane with the list of articles: shows what a query finds, and keeps what was read in it."""

from __future__ import annotations

from time import thread_time
from typing import TYPE_CHECKING

import msgspec
from textual.containers import Vertical

from newsread.errors import NewsreadError, QueryError
from newsread.screens.listing import Listing, listing_of
from newsread.services.feed_tree import UNREAD
from newsread.services.search import prepare, prepare_claims
from newsread.widgets.article_list import ArticleList
from newsread.widgets.status import Heading, Said

if TYPE_CHECKING:
    from collections.abc import Collection

    from textual.app import ComposeResult
    from textual.timer import Timer

    from newsread.errors import LedgerError
    from newsread.library.records import ArticleRow
    from newsread.library.rows import Rows
    from newsread.services.desk import Desk

EMPTY = "Nothing here.\na adds a feed by its address; F offers some to choose from."
NOT_FOUND = "Nothing found.\nEsc goes back to what was listed before."
QUICK = 0.05
"""Seconds of work up to which a list is made anew at every letter."""
TYPING = 0.15
"""Seconds after which somebody is not typing any more."""


class ListPane(Vertical):
    """Holds the list; knows which articles it is about."""

    DEFAULT_CSS = """
    ListPane > ArticleList { height: 1fr; }
    """

    def __init__(self, desk: Desk, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.desk = desk
        self.listing = listing_of(UNREAD)
        self._before: Listing | None = None
        """What was listed before a search."""
        self._kept: set[int] = set()
        """Articles that were read in this list and stay in it, though it lists the unread."""
        self._took = 0.0
        self._later: Timer | None = None
        """What was typed, and is listed when nothing more is."""

    def compose(self) -> ComposeResult:
        """Lay out the list below its heading."""
        yield Heading(self.listing.words)
        yield ArticleList(empty=EMPTY, id="articles")

    @property
    def list(self) -> ArticleList:
        """The list."""
        return self.query_one(ArticleList)

    @property
    def current(self) -> ArticleRow | None:
        """The row that keys mean."""
        return self.list.current_row

    def show(self, listing: Listing, *, at_unread: bool = False) -> None:
        """List what `listing` finds, from its top or from its first unread article on.

        Raises:
            QueryError: it is no query; what was listed stays.
        """
        self._hold()
        prepare(self.desk, listing.query(), complain=self._complain)
        rows = self._found(listing)
        if listing.searched and not self.listing.searched:
            self._before = self.listing
        elif not listing.searched:
            self._before = None
        self.listing = listing
        self._kept.clear()
        first = None
        if at_unread:
            first = self.desk.library.next_unread(query=listing.query())
        index = rows.index_of(first) if first is not None else None
        self.list.empty = NOT_FOUND if listing.searched or listing.narrowed else EMPTY
        self.list.show_rows(rows, index or 0)
        self.query_one(Heading).say(listing.heading)

    def _found(self, listing: Listing, kept: Collection[int] = ()) -> Rows:
        """Return what a listing finds by now, and the articles in `kept`."""
        return self.desk.library.rows(listing.query(), kept, ranked=listing.searched)

    def _complain(self, error: LedgerError) -> None:
        self._say(str(error))

    def show_soon(self, listing: Listing) -> str:
        """List what `listing` finds as it is typed: at once; where the last such list took long,
        when no more is typed. Return why it cannot be listed, or nothing."""
        self._hold()
        try:
            listing.query()
        except QueryError as error:
            return str(error)
        if self._took <= QUICK:
            return self._show_typed(listing)
        self._later = self.set_timer(TYPING, lambda: self._say(self._show_typed(listing)))
        return ""

    def _show_typed(self, listing: Listing) -> str:
        started = thread_time()  # not what other programs take from this one
        complaint = self.complaint_of(listing)
        self._took = thread_time() - started
        return complaint

    def _say(self, complaint: str) -> None:
        if complaint:
            self.post_message(Said(complaint, problem=True))

    def _hold(self) -> None:
        """List nothing any more that was typed before."""
        if self._later is not None:
            self._later.stop()
            self._later = None

    def complaint_of(self, listing: Listing) -> str:
        """List what `listing` finds; return why it cannot be, or nothing."""
        try:
            self.show(listing)
        except NewsreadError as error:
            return str(error)
        return ""

    def drop(self) -> bool:
        """Drop what the list is narrowed to, else the search; False when there is neither."""
        if self.listing.narrowed:
            self.show(msgspec.structs.replace(self.listing, narrowed=""))
        elif self.listing.searched:
            self.show(self._before or listing_of(UNREAD))
        else:
            return False
        return True

    def keep(self, article_id: int) -> None:
        """Go on listing an article although it is read now."""
        self._kept.add(article_id)

    def reload(self, current: int | None = None) -> None:
        """List anew; the article with the id `current`, else the same, is current."""
        listing, row = self.listing, self.current
        prepare_claims(self.desk, listing.query(), complain=self._complain)
        rows = self._found(listing, self._kept)
        wanted = row.id if current is None and row is not None else current
        index = rows.index_of(wanted) if wanted is not None else None
        self.list.show_rows(rows, self.list.current if index is None else index)
