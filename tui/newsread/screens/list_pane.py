"""The pane with the list of articles: shows what a query finds, and keeps what was read in it."""

from __future__ import annotations

from time import thread_time
from typing import TYPE_CHECKING

import msgspec
from textual.containers import Vertical

from newsread.claims.fared import drift_mark, heaviest
from newsread.errors import NewsreadError, QueryError
from newsread.screens.listing import NOT_FOUND, Listing, listing_of
from newsread.services.feed_tree import UNREAD
from newsread.services.search import prepare, prepare_claims
from newsread.widgets.article_list import ArticleList
from newsread.widgets.status import Heading, Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.timer import Timer

    from newsread.claims.fared import DriftMark
    from newsread.errors import LedgerError
    from newsread.library.records import ArticleRow
    from newsread.library.rows import Rows
    from newsread.services.desk import Desk

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
        self._before: tuple[Listing, int | None] | None = None
        """What was listed before a search, and which article was current."""
        self._unread: int | None = None
        """How many of the articles listed are unread, once that was asked for."""
        self._kept: set[int] = set()
        """Articles that were read in this list and stay in it, though it lists the unread."""
        self._took = 0.0
        self._later: Timer | None = None
        """What was typed, and is listed when nothing more is."""

    def compose(self) -> ComposeResult:
        """Lay out the list below its heading."""
        yield Heading(self.listing.words)
        yield ArticleList(self._drift, empty=self._told(self.listing.empty), id="articles")

    def _drift(self, key: str) -> DriftMark | None:
        """Return what stands for the drift of an article's claims. Asked for each row drawn: the
        ledger finds an article's claims at once."""
        return heaviest(map(drift_mark, self.desk.ledger.of_article(key)))

    def _told(self, sentence: str) -> str:
        return self.desk.configuration.keymap.told(sentence)

    @property
    def list(self) -> ArticleList:
        """The list."""
        return self.query_one(ArticleList)

    @property
    def current(self) -> ArticleRow | None:
        """The row that keys mean."""
        return self.list.current_row

    def show(self, listing: Listing, *, at: int | None = None, at_unread: bool = False) -> None:
        """List what `listing` finds, from the article `at` on, from its first unread one, or from
        its top.

        Raises:
            QueryError: it is no query; what was listed stays.
        """
        self._hold()
        home = self._before[0] if self._before else self.listing
        if not listing.searched and listing.base != home.base:
            self._kept.clear()  # not for a search: who comes back from it finds the list as it was
        prepare(self.desk, listing.query(), complain=self._complain)
        rows = self._found(listing)
        if listing.searched and not self.listing.searched:
            self._before = (self.listing, self._current_id)
        elif not listing.searched:
            self._before = None
        self.listing = listing
        if at_unread:
            at = self.desk.library.next_unread(query=listing.query())
        index = rows.index_of(at) if at is not None else None
        self.list.empty = self._told(NOT_FOUND if listing.narrowed else listing.empty)
        self.list.show_rows(rows, index or 0)
        self.query_one(Heading).say(listing.heading)

    @property
    def _current_id(self) -> int | None:
        return self.current.id if self.current is not None else None

    @property
    def count(self) -> str:
        """How many articles are listed, and how many of them are unread; where that is dear to
        count, for a search say, which of them is current."""
        total = len(self.list.rows)
        line = self.listing.key
        if line is None or line[0] == "view" or self.listing.narrowed:
            return f"{self.list.current + 1 if total else 0} of {total}"
        if self._unread is None:
            self._unread = self.desk.library.unread_count(self.listing.base)
        return f"{self._unread} unread of {total}"

    def place(self) -> Callable[[], None]:
        """Return what brings back what is listed now, at the same article."""
        listing, at = self.listing, self._current_id
        return lambda: self.show(listing, at=at)

    def _found(self, listing: Listing) -> Rows:
        """Return what a listing finds by now, and the articles kept in it."""
        self._unread = None
        return self.desk.library.rows(listing.query(), self._kept, ranked=listing.searched)

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
            self.show(msgspec.structs.replace(self.listing, narrowed=""), at=self._current_id)
        elif self._before is not None:
            before, at = self._before
            self.show(before, at=at)
        else:
            return False
        return True

    def go_to(self, article_id: int | None) -> None:
        """Make an article current if it is listed; else the first unread one."""
        rows = self._found(self.listing)
        index = rows.index_of(article_id) if article_id is not None else None
        if index is None:
            first = self.desk.library.next_unread(query=self.listing.query())
            index = rows.index_of(first) if first is not None else None
        self.list.show_rows(rows, index or 0)

    def keep(self, article_id: int) -> None:
        """Go on listing an article although it is read now."""
        self._kept.add(article_id)

    def reload(self, current: int | None = None) -> None:
        """List anew; the article with the id `current`, else the same, is current."""
        listing, row = self.listing, self.current
        prepare_claims(self.desk, listing.query(), complain=self._complain)
        rows = self._found(listing)
        wanted = row.id if current is None and row is not None else current
        index = rows.index_of(wanted) if wanted is not None else None
        self.list.show_rows(rows, self.list.current if index is None else index)
