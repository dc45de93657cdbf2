"""The reader's main screen: the list of articles and the article, beside each other or in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical

from newsread.actions import Where
from newsread.screens.article_pane import ArticlePane
from newsread.screens.ledger import LedgerScreen
from newsread.screens.refreshing import RefreshingScreen
from newsread.widgets.article_list import ArticleList
from newsread.widgets.article_view import ArticleView
from newsread.widgets.line_list import LineList
from newsread.widgets.status import Heading, StatusLine

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from newsread.claims.claim import Claim
    from newsread.library.records import Article
    from newsread.services.desk import Desk
    from newsread.workers.page_child import PageChild

BESIDE = 90
"""From this many columns on, list and article stand beside each other."""

WATCH_SECONDS = 1.0
"""How often other windows' and processes' changes are looked for: two cheap questions."""

EMPTY = "No articles yet.\na adds a feed by its address."


class ReaderScreen(RefreshingScreen):
    """List and article; everything a key does to an article as a whole."""

    DEFAULT_CSS = """
    ReaderScreen #panes { height: 1fr; }
    ReaderScreen #list-pane {
        width: 2fr; min-width: 36; max-width: 72; border-right: solid $panel;
    }
    ReaderScreen.-zen #list-pane, ReaderScreen.-narrow.-reading #list-pane { display: none; }
    ReaderScreen #article-pane { width: 3fr; }
    ReaderScreen.-narrow #list-pane { width: 1fr; max-width: 100%; border-right: none; }
    ReaderScreen.-narrow #article-pane { display: none; }
    ReaderScreen.-narrow.-reading #article-pane { display: block; width: 1fr; }
    """

    def __init__(self, desk: Desk, pages: PageChild) -> None:
        super().__init__(desk)
        self._pages = pages
        self._seen = desk.library.data_version()

    @property
    def where(self) -> Where:
        """The article when it has the keys, else the list."""
        return Where.ARTICLE if self._view.has_focus else Where.LIST

    def compose(self) -> ComposeResult:
        """Lay out the two panes above the two lines."""
        with Horizontal(id="panes"):
            with Vertical(id="list-pane"):
                yield Heading("All articles")
                yield ArticleList(empty=EMPTY, id="articles")
            yield ArticlePane(self.desk, self._pages, id="article-pane")
        yield from self.compose_bottom()

    def on_mount(self) -> None:
        """List the articles; begin at the newest unread one."""
        rows = self.desk.library.rows()
        first = self.desk.library.next_unread()
        self._list.show_rows(rows, (rows.index_of(first) or 0) if first is not None else 0)
        self._list.focus()
        self._show_place()
        self.set_interval(WATCH_SECONDS, self.look_for_changes)
        self.begin_refreshing()

    @property
    def _list(self) -> ArticleList:
        return self.query_one(ArticleList)

    @property
    def _pane(self) -> ArticlePane:
        return self.query_one(ArticlePane)

    @property
    def _view(self) -> ArticleView:
        return self.query_one(ArticleView)

    # Keeping the screen true

    def reload(self) -> None:
        """Show what the library and the ledger hold now, with the same article current."""
        self._list_articles()
        self._pane.show_claims()
        self._show_place()

    def _list_articles(self, current: int | None = None) -> None:
        """List the articles anew; the one with the id `current`, else the same, is current."""
        rows, row = self.desk.library.rows(), self._list.current_row
        wanted = row.id if current is None and row is not None else current
        index = rows.index_of(wanted) if wanted is not None else None
        self._list.show_rows(rows, self._list.current if index is None else index)

    def look_for_changes(self) -> None:
        """Notice what other windows and processes have written."""
        if not self.is_current:
            return  # the screen above does it, and this one is reloaded when that is gone
        with self.errors_said():
            version = self.desk.library.data_version()
            if version != self._seen:
                self._seen = version
                self._list_articles()
                self._show_place()
            if self.desk.ledger.refresh():
                self._pane.show_claims()

    def on_resize(self, event: events.Resize) -> None:
        """Show one pane when there is no room for two."""
        self.set_class(event.size.width < BESIDE, "-narrow")

    def on_descendant_focus(self) -> None:
        """Another pane has the keys, by whatever way: when narrow it is the one to show."""
        if self._view.has_focus or self._list.has_focus:
            self.set_class(self._view.has_focus, "-reading")
            self._show_place()
        self.show_hints()

    def _go_to_article(self) -> None:
        self.add_class("-reading")
        self.set_focus(self._view)

    def _go_to_list(self) -> None:
        self.remove_class("-reading", "-zen")
        self.set_focus(self._list)

    @on(ArticlePane.PlaceChanged)
    @on(LineList.RowReached)
    def _show_place(self) -> None:
        """Say at the right of the status line where the person is."""
        status = self.query_one(StatusLine)
        if not self._view.has_focus or self._pane.revision is None:
            counts = self.desk.library.counts()
            row = self._list.current_row
            outlet = f"{row.outlet} · " if row is not None else ""
            status.place = f"{outlet}{counts.unread} unread of {counts.total}"
            return
        parts = []
        claim, here = self._pane.current_claim, len(self._view.claims_here)
        if claim is not None:
            kind = self.desk.configuration.vocabulary.type(claim.type)
            parts.append(" ".join((kind.words, *("#" + tag for tag in claim.tags))))
        total = len(self._view.page.highlights)
        if here > 1:
            parts.append(f"{here} claims here")
        elif total:
            parts.append(f"{total} claim{'' if total == 1 else 's'}")
        if self._pane.elsewhere:
            parts.append(f"{len(self._pane.elsewhere)} on an earlier text")
        parts.append(f"{self._view.progress} %")
        status.place = " · ".join(parts)

    # Opening

    @on(LineList.RowOpened)
    def action_open(self) -> None:
        """Open the article that is current in the list, and go in."""
        row = self._list.current_row
        if row is not None:
            self._open(row.id)

    def _open(self, article_id: int, claim: Claim | None = None) -> None:
        library = self.desk.library
        article = library.article(article_id)
        if article is None:
            self.say("This article is not in the library any more", problem=True)
            return
        with self.errors_said():  # a mark that cannot be stored must not keep anyone from reading
            if not article.read:
                library.set_read([article_id], True)
        self._list_articles(article_id)
        self._pane.open(article, claim)
        self.say(article.title)
        self._go_to_article()

    def open_claim(self, claim: Claim) -> None:
        """Open the article of `claim` at its words."""
        article = self.desk.library.article_of_key(claim.article.key)
        if article is None:
            self.say("The claim's article is not in the library any more", problem=True)
            return
        self._open(article.id, claim)

    def action_leave(self) -> None:
        """Drop an extended selection; otherwise go back to the list."""
        if not self._view.drop_extension():
            self._go_to_list()

    def action_page_on(self) -> None:
        """Show the next page; at the end, open the next unread article."""
        if not self._view.page_on():
            self.action_next_unread()

    def action_next_unread(self) -> None:
        """Open the next unread article."""
        self._open_unread(forward=True)

    def action_previous_unread(self) -> None:
        """Open the unread article before."""
        self._open_unread(forward=False)

    def _open_unread(self, *, forward: bool) -> None:
        row = self._list.current_row
        found = self.desk.library.next_unread(row.id if row else None, forward=forward)
        if found is None and forward:
            found = self.desk.library.next_unread()
        if found is None:
            self.say("Everything is read" if forward else "There is no unread article above")
        else:
            self._open(found)

    # Keys that work everywhere

    def action_next_pane(self) -> None:
        """Go to the other pane; when narrow that is the one not shown."""
        if self._view.has_focus:
            self._go_to_list()
        else:
            self._go_to_article()

    def action_previous_pane(self) -> None:
        """Go to the other pane: there are two."""
        self.action_next_pane()

    def action_up_level(self) -> None:
        """Go up one level; at the top, say how to quit."""
        if self._view.has_focus:
            self._go_to_list()
        else:
            self.say("Q quits")

    def action_zen(self) -> None:
        """Show the article alone, or all panes again."""
        self.toggle_class("-zen")
        if self.has_class("-zen"):
            self._go_to_article()

    def action_ledger(self) -> None:
        """Show all claims."""
        self.app.push_screen(LedgerScreen(self.desk, self), lambda _: self.reload())

    def action_mark_all_read(self) -> None:
        """Mark every article listed as read, as one step to undo."""
        sentence = self.desk.history.mark_all_read()
        self.reload()
        self.say(sentence)

    # The article that keys mean

    def current_article(self) -> Article | None:
        """Return the article that is open, from within it; else the current one in the list."""
        article, row = self._pane.article, self._list.current_row
        if self.where is Where.ARTICLE:
            return self.desk.library.article(article.id) if article is not None else None
        return self.desk.library.article(row.id) if row is not None else None

    def words_to_copy(self, article: Article) -> str:
        """Return the selected words, from within the article; else its text, if it was read."""
        if self.where is Where.ARTICLE:
            return f"“{self._view.selected_text}”" if self._view.selected_text else ""
        revision = self.desk.library.revision(article.id)
        return revision.document.text if revision is not None else ""

    # Claims

    def action_capture(self, number: int) -> None:
        """Save the selection as a claim of the type with this key."""
        self._pane.capture(number)

    def action_capture_again(self) -> None:
        """Save the selection as a claim of the type used last."""
        self._pane.capture_again()

    def action_tags(self) -> None:
        """Ask for the current claim's tags."""
        self.ask_tags(self._pane.current_claim)

    def action_delete(self) -> None:
        """Delete the current claim."""
        self.delete_claim(self._pane.current_claim)
