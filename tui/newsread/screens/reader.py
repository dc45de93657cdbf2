"""The reader's main screen: feeds, articles, the article; opening them and going about."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec
from textual import on

from newsread.actions import Where
from newsread.claims.filed import filed
from newsread.errors import LibraryError
from newsread.screens.article_pane import ArticlePane
from newsread.screens.ledger import LedgerScreen
from newsread.screens.listing import listing_of
from newsread.screens.reviewing import ReviewingScreen
from newsread.services.feed_tree import UNREAD
from newsread.text.clean import clean_line
from newsread.text.counted import counted
from newsread.text.folder import is_within
from newsread.text.quoted import in_quotation_marks
from newsread.widgets.choice_list import ChoiceList
from newsread.widgets.dates import day_and_time
from newsread.widgets.feed_tree import FeedTree
from newsread.widgets.line_list import LineList
from newsread.widgets.status import StatusLine

if TYPE_CHECKING:
    from newsread.claims.claim import Claim
    from newsread.library.records import Article
    from newsread.services.desk import Desk
    from newsread.workers.page_child import PageChild

WATCH_SECONDS = 1.0
"""How often other windows' and processes' changes are looked for: two cheap questions."""

REATTACHED = 40
"""Most code points of a claim that is being re-attached, in the status line."""

LISTED, OPENED = "listed", "opened"
"""The library remembers under these names which line of the tree was listed last, and which
article was open."""


class ReaderScreen(ReviewingScreen):
    """Everything that leads from one article to another."""

    def __init__(self, desk: Desk, pages: PageChild) -> None:
        super().__init__(desk, pages)
        self._seen = desk.library.data_version()
        self._seen_claims = desk.ledger.others
        self._offered_on: object = None
        """For what the keys are offered."""
        self._said_remarks = 0
        """How many remarks on the claims' files have been said."""

    def on_mount(self) -> None:
        """List what was listed last, the first time all that is unread."""
        self.feeds_pane.reload()
        self._list_what_was_listed()
        self.set_focus(self.list_pane.list)
        self.show_place()
        self.show_hints()
        self.set_interval(WATCH_SECONDS, self.look_for_changes)
        self.begin_choosing()
        self.begin_refreshing()
        self.begin_watching()
        if self.desk.ledger.read_only:
            self.say(self.desk.ledger.read_only, problem=True)
        else:
            self._say_remarks()

    def _say_remarks(self) -> None:
        """Say what was found damaged or changed on the disk since it was said last."""
        remarks = self.desk.ledger.remarks[self._said_remarks :]
        self._said_remarks += len(remarks)
        if remarks:
            self.say("; ".join(remarks), problem=True)

    def _list_what_was_listed(self) -> None:
        kept = self.desk.library.memory.remembered(LISTED)
        key = msgspec.json.decode(kept, type=tuple[str, str]) if kept else UNREAD.key
        tree = self.feeds_pane.feed_tree
        lines = list(tree.rows)
        index = next((number for number, line in enumerate(lines) if line.key == key), 0)
        tree.show_rows(lines, index)
        opened = self.desk.library.memory.remembered(OPENED)
        self.list_pane.show(listing_of(lines[index]))
        if opened:  # it was read, but whoever comes back looks for it where it was
            self.list_pane.keep(int(opened))
        self.list_pane.go_to(int(opened) if opened else None)

    def on_unmount(self) -> None:
        """Remember what is listed and open for the next start."""
        key, article = self.list_pane.listing.key, self.article_pane.article
        with suppress(LibraryError):  # that it cannot be kept keeps nobody from leaving
            if key is not None:
                self.desk.library.memory.remember(LISTED, msgspec.json.encode(key).decode())
            if article is not None:
                self.desk.library.memory.remember(OPENED, str(article.id))

    # Keeping the screen true

    def reload(self, select: tuple[str, str] | None = None) -> None:
        """Show what the library and the ledger hold now, with the same article current."""
        self.feeds_pane.reload(select)
        # What is listed may have been renamed, or removed, so that another line is current.
        line = self.feeds_pane.current
        if self.where is not Where.FEEDS:
            line = self.feeds_pane.line(self.list_pane.listing.key)
        if line is not None:
            self.list_line(line)
        self.list_pane.reload()
        self.article_pane.show_claims()
        self.show_place()

    def look_for_changes(self) -> None:
        """Notice what other windows and processes have written."""
        if not self.is_current:
            return  # the screen above does it, and this one is reloaded when that is gone
        with self.errors_said():
            version = self.desk.library.data_version()
            if version != self._seen:
                self._seen = version
                self.feeds_pane.reload()
                self.list_pane.reload()
                self.show_place()
            self.desk.ledger.refresh()
            if self._seen_claims != self.desk.ledger.others:
                self._seen_claims = self.desk.ledger.others
                self.article_pane.show_claims()
                self._say_remarks()

    @on(ArticlePane.MarksChanged)
    def show_marks(self) -> None:
        """Show in the list what the article is marked with now."""
        self.list_pane.reload()

    @on(ArticlePane.PlaceChanged)
    def show_place(self) -> None:
        """Say at the right of the status line where the person is."""
        status = self.query_one(StatusLine)
        if self.where is Where.ARTICLE and self.article_pane.revision is not None:
            status.place = self._place_in_article()
            offered_on = (self.current_claim is not None, self.article_pane.reattached)
            if self._offered_on != offered_on:
                self._offered_on = offered_on
                self.show_hints()
        elif self.where is Where.FEEDS:
            status.place = self._place_in_feeds()
        else:
            row = self.list_pane.current
            outlet = f"{row.outlet} · " if row is not None else ""
            status.place = f"{outlet}{self.list_pane.count}"

    def _place_in_feeds(self) -> str:
        line = self.feeds_pane.current
        feed = self.desk.library.feed(line.name) if line and line.kind == "feed" else None
        if feed is None:
            return self.list_pane.count
        due = f" · next {day_and_time(feed.due)}" if feed.due else ""
        return f"{feed.unread} unread of {feed.total}{due}"

    def _place_in_article(self) -> str:
        parts = []
        if self.view.choosing_words:
            parts.append("adjusting" if self.view.adjusted else "words")
        if (attached := self.desk.ledger.get(self.article_pane.reattached)) is not None:
            words = in_quotation_marks(clean_line(attached.quote, limit=REATTACHED))
            parts.append(f"re-attaching {words}")
        claim, here = self.current_claim, len(self.view.claims_here)
        if claim is not None:
            vocabulary = self.desk.configuration.vocabulary
            kind = vocabulary.type(claim.type)
            parts.append(" ".join((kind.words, *("#" + tag for tag in claim.tags))))
            parts += filed(claim, vocabulary)
        total = len(self.view.page.highlights)
        if here > 1:
            parts.append(f"{here} claims here")
        elif total:
            parts.append(counted(total, "claim"))
        if self.article_pane.elsewhere:
            parts.append(self.article_pane.elsewhere_in_words)
        parts.append(f"{self.view.progress} %")
        return " · ".join(parts)

    @on(LineList.RowReached)
    def show_reached(self, event: LineList.RowReached) -> None:
        """Show what belongs to the line that was reached."""
        line_list = event.line_list
        if isinstance(line_list, FeedTree) and line_list.current_row is not None:
            line = line_list.current_row
            self.list_line(line)
            self.say(line.error or line.note, problem=bool(line.error))
        self.show_place()

    # Opening

    @on(LineList.RowOpened)
    def open_clicked(self, event: LineList.RowOpened) -> None:
        """Open what was clicked twice."""
        if isinstance(event.line_list, ChoiceList):
            self.action_check()
        else:
            self.action_open()

    @on(LineList.MarkClicked)
    def use_mark(self, event: LineList.MarkClicked) -> None:
        """Check or fold what has the mark that was clicked."""
        if isinstance(event.line_list, ChoiceList):
            self.action_check()
        elif (line := self.feeds_pane.current) is not None and line.folded is not None:
            self.feeds_pane.fold()

    def action_open(self) -> None:
        """Open the current article and go in; from the feeds, go to the list."""
        if self.where is Where.FEEDS:
            self._open_line()
        elif (row := self.list_pane.current) is not None:
            self._open(row.id)

    def _open_line(self) -> None:
        line = self.feeds_pane.current
        if line is not None:
            self.list_line(line)
            self.go_to(Where.LIST)

    def _open(self, article_id: int, claim: Claim | None = None) -> None:
        library = self.desk.library
        article = library.article(article_id)
        if article is None:
            self.say("This article is not in the library any more", problem=True)
            return
        with self.errors_said():  # a mark that cannot be stored must not keep anyone from reading
            if not article.read:
                library.set_read([article_id], True)
        self.list_pane.keep(article_id)
        self.list_pane.reload(article_id)
        self.feeds_pane.reload()
        self.say("")
        self.close_idle_form()
        self.article_pane.open(article, claim)
        self.go_to(Where.ARTICLE)

    def open_claim(self, claim: Claim) -> None:
        """Open the article of `claim` at its words."""
        article = self.desk.library.article_of_key(claim.article.key)
        if article is None:
            self.say("The claim's article is not in the library any more", problem=True)
            return
        self._open(article.id, claim)

    def action_leave(self) -> None:
        """Go back by one step, whatever that is here."""
        if self.where is Where.FEEDS:
            self.feeds_pane.go_up()
        elif self.where is Where.LIST:
            self.leave_list()
        elif self.where is Where.CHOICE:
            self.stop_choosing()
        elif not self.view.leave_mode() and not self.article_pane.end_reattaching():
            self.go_to(Where.LIST)

    def action_back(self) -> None:
        """Go back to the list."""
        self.go_to(Where.LIST)

    def action_page_on(self) -> None:
        """Show the next page; at the end, open the next unread article."""
        if not self.view.page_on():
            self.action_next_unread()

    def action_next_unread(self) -> None:
        """Open the next unread article of the list; when there is none, the next of all."""
        if self.finding:
            self.view.next_hit()
        else:
            self._open_unread(forward=True)

    def action_previous_unread(self) -> None:
        """Open the unread article before."""
        if self.finding:
            self.view.previous_hit()
        else:
            self._open_unread(forward=False)

    def _open_unread(self, *, forward: bool) -> None:
        library, row = self.desk.library, self.list_pane.current
        listing = self.list_pane.listing
        query = listing.query()
        found = library.next_unread(row.id if row else None, forward=forward, query=query)
        if found is None and forward:
            found = library.next_unread(query=query)
        if found is not None:
            self._open(found)
            return
        elsewhere = library.next_unread() if forward else None
        if elsewhere is None:
            self.say("Everything is read" if forward else "There is no unread article above")
            return
        self.list_pane.show(listing_of(UNREAD))
        self.feeds_pane.reload(UNREAD.key)
        self._open(elsewhere)
        self.say(f"Everything is read in “{listing.heading}”; this is from all unread")

    # Keys that work everywhere

    def action_up_level(self) -> None:
        """Go up one level; at the top, say how to quit."""
        if self.where is Where.FEEDS:
            self.say("Q quits")
        elif self.where is Where.LIST:
            self.go_to(Where.FEEDS)
        else:
            self.go_to(Where.LIST)

    def action_ledger(self) -> None:
        """Show all claims."""
        self.say("")  # it would stand here again when the claims are left
        self.app.push_screen(LedgerScreen(self.desk, self), lambda _: self.reload())

    def feeds_meant(self) -> tuple[str, ...]:
        """Return the addresses of the feeds that r asks: of the line, or of the article."""
        line = self.feeds_pane.current if self.where is Where.FEEDS else None
        if line is not None and line.kind in ("feed", "folder"):
            return tuple(
                feed.url
                for feed in self.desk.library.feeds()
                if feed.kind == "feed"
                and (is_within(feed.folder, line.name) or feed.url == line.name)
            )
        article = self.current_article()
        return (article.feed_url,) if article is not None else ()

    # The article that keys mean

    def current_article(self) -> Article | None:
        """Return the article that is open, from within it; in the list the current one there; in
        the feeds none, for there it may not even be seen."""
        article, row = self.article_pane.article, self.list_pane.current
        if self.where is Where.FEEDS:
            return None
        if self.where is Where.ARTICLE:
            return self.desk.library.article(article.id) if article is not None else None
        return self.desk.library.article(row.id) if row is not None else None

    def words_to_copy(self, article: Article) -> str:
        """Return the selected words, from within the article; else its text, if it was read."""
        if self.where is Where.ARTICLE:
            return in_quotation_marks(self.view.selected_text)
        revision = self.desk.library.revision(article.id)
        return revision.document.text if revision is not None else ""
