"""What keys do to lists: search and narrow them, mark them read, save them, edit their feeds."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

import msgspec

from newsread.actions import Where
from newsread.errors import QueryError
from newsread.query.read import parse
from newsread.query.tree import EVERYTHING, narrowed, query_of
from newsread.screens.listing import listing_of, search_for
from newsread.screens.panes import PanedScreen
from newsread.services.query_words import query_words
from newsread.services.views import view_name
from newsread.text.counted import counted
from newsread.text.folder import folder_name
from newsread.widgets.completion import KnownWords, QueryWords
from newsread.widgets.prompt import Question

if TYPE_CHECKING:
    from newsread.library.records import Feed
    from newsread.screens.feed_form import FeedEdit
    from newsread.screens.listing import Listing
    from newsread.services.feed_tree import Line

EQUALS = " = "
"""Between the name and the query of a saved view where both are edited."""


class ListsScreen(PanedScreen):
    """A screen whose list shows what a line of the tree, a search or a saved view finds."""

    @abstractmethod
    def reload(self, select: tuple[str, str] | None = None) -> None:
        """Show what there is now, the line of the tree with key `select` current, or the same."""

    def list_line(self, line: Line) -> None:
        """Show the articles of a line of the tree; those listed stay if they are its already."""
        shown, listing = self.list_pane.listing, listing_of(line)
        if listing.key != shown.key:
            self.list_pane.show(listing, at_unread=True)
        elif listing.words != shown.words or listing.base != shown.base:
            self.list_pane.show(msgspec.structs.replace(listing, narrowed=shown.narrowed))

    # Search and narrow

    def action_search(self) -> None:
        """Search everything."""

        def found(text: str) -> None:
            if not text.strip():
                return
            self.list_pane.show(search_for(text.strip()))
            self.go_to(Where.LIST)
            self._say_found()

        self.ask(
            Question(
                words="Search everything; Enter searches, Esc drops",
                answered=found,
                completion=QueryWords(query_words(self.desk)),
                changed=_complaint,
            )
        )

    def action_narrow(self) -> None:
        """Narrow the list as it is typed."""
        before, come_back = self.list_pane.listing, self.list_pane.place()

        def narrow_to(text: str) -> Listing:
            return msgspec.structs.replace(before, narrowed=text.strip())

        def keep(text: str) -> None:
            self.list_pane.complaint_of(narrow_to(text))
            self.go_to(Where.LIST)
            self._say_found()

        self.ask(
            Question(
                words="Narrow the list; Enter keeps, Esc drops",
                answered=keep,
                value=before.narrowed,
                completion=QueryWords(query_words(self.desk)),
                changed=lambda text: self.list_pane.show_soon(narrow_to(text)),
                dropped=come_back,
            )
        )

    def _say_found(self) -> None:
        self.show_place()
        found = counted(len(self.list_pane.list.rows), "article")
        self.say(self.told(f"{found}; {{list.leave}} goes back"))

    def leave_list(self) -> None:
        """Drop what the list is narrowed to or the search; otherwise go to the feeds."""
        if self.list_pane.drop():
            self.show_place()
        else:
            self.go_to(Where.FEEDS)

    # Mark all read

    def action_mark_all_read(self) -> None:
        """Ask whether every article listed is to be marked as read, and how many that are."""
        line = self.feeds_pane.current if self.where is Where.FEEDS else None
        words = line.words if line is not None else self.list_pane.listing.heading
        query = line.query if line is not None else self.list_pane.listing.query()
        unread = self.desk.library.ids(narrowed(query, query_of("is", "unread")))
        if not unread:
            self.say("Everything here is read already")
            return

        def mark(_: str) -> None:
            # Those that were counted, and none that has come since: nobody has seen it.
            sentence = self.desk.history.mark_all_read(unread)
            self.reload()
            self.say(sentence)

        what = f"{counted(len(unread), 'article')} of “{words}”"
        self.ask(
            Question(
                words=f"Enter marks {what} as read; any other key does not",
                answered=mark,
                yes_or_no=True,
            )
        )

    # Saved views

    def action_save_view(self) -> None:
        """Save what the list shows as a view, among the feeds."""
        query = self.list_pane.listing.query()
        if query == EVERYTHING:
            self.say("This list shows everything; narrow it with =, or search with /")
            return

        def save(name: str) -> None:
            sentence = self.desk.views.save(name, query)
            self.reload()
            self.say(sentence)

        there = {view.name: view.query_text for view in self.desk.views.all()}

        def named(name: str) -> None:
            name = view_name(name)
            if there.get(name, query.text) == query.text:
                save(name)
                return
            words = f"Enter replaces “{name}”, which is {there[name]}; else Esc"
            self.ask(Question(words=words, answered=lambda _: save(name), yes_or_no=True))

        self.ask(
            Question(
                words=f"Name of the view that lists {query.text}; Enter saves, Esc drops",
                answered=named,
                changed=lambda name: f"A name has no “{EQUALS}” in it" if EQUALS in name else "",
            )
        )

    # Feeds

    def action_edit(self) -> None:
        """Edit the feed, folder or view that is current; in the list, the article's feed."""
        line = self.feeds_pane.current if self.where is Where.FEEDS else None
        if line is None:
            article = self.current_article()
            self._edit_feed(article.feed_url if article is not None else "")
        elif line.kind == "feed":
            self._edit_feed(line.name)
        elif line.kind == "folder":
            self._edit_folder(line.name)
        elif line.kind == "view":
            self._edit_view(line)
        else:
            self.say("This line comes with newsread; W in a list saves one of yours")

    def _edit_feed(self, url: str) -> None:
        from newsread.screens.feed_form import FeedForm

        feed = self.desk.library.feed(url)
        if feed is None:
            self.say("There is no feed here")
            return

        def keep(edit: FeedEdit | None) -> None:
            if edit is not None:
                with self.errors_said():
                    self._keep_edit(feed, edit)

        self.app.push_screen(FeedForm(feed, self.desk.library.folders()), keep)

    def _keep_edit(self, feed: Feed, edit: FeedEdit) -> None:
        sentence = self.desk.history.edit_feed(
            feed.url, own_title=edit.own_title, folder=edit.folder, settings=edit.settings
        )
        self.reload()
        self.say(sentence)

    def _edit_folder(self, name: str) -> None:
        def keep(answer: str) -> None:
            sentence = self.desk.history.rename_folder(name, answer)
            self.reload(("folder", folder_name(answer)))
            self.say(sentence)

        self.ask(
            Question(
                words="Name of the folder; empty: its feeds go out of it; Enter keeps, Esc drops",
                answered=keep,
                value=name,
                completion=KnownWords(self.desk.library.folders(), ""),
            )
        )

    def _edit_view(self, line: Line) -> None:
        # As it was written: a query with a mistake is edited to mend it, and lists nothing so far.
        written = {view.name: view.query_text for view in self.desk.views.all()}

        def complaint(answer: str) -> str:
            name, equals, text = answer.partition(EQUALS)
            return _complaint(text) if name.strip() and equals else "Write: name = query"

        def keep(answer: str) -> None:
            name, _, text = answer.partition(EQUALS)
            sentence = self.desk.views.change(line.name, name, text)
            self.reload(("view", view_name(name)))
            self.say(sentence)

        self.ask(
            Question(
                words="Name of the view = what it lists; Enter keeps, Esc drops",
                answered=keep,
                value=f"{line.name}{EQUALS}{written.get(line.name, line.query.text)}",
                completion=QueryWords(query_words(self.desk)),
                changed=complaint,
            )
        )

    def action_remove(self) -> None:
        """Remove the feed or the saved view that is current; undo brings it back."""
        line = self.feeds_pane.current
        if line is None:
            return
        if line.kind == "feed":
            removed = self.desk.history.remove_feed(line.name)
            sentence = f"Feed removed: {removed.title}; u brings it back"
        elif line.kind == "view":
            sentence = self.desk.views.remove(line.name)
        elif line.kind == "folder":
            sentence = "A folder goes with its last feed; e and an empty name take its feeds out"
        else:
            sentence = "This line comes with newsread"
        self.reload()
        self.say(sentence)

    def action_fold(self) -> None:
        """Fold the folder, or open it again."""
        self.feeds_pane.fold()


def _complaint(text: str) -> str:
    """Return what is wrong with a query as far as it is typed, or nothing."""
    try:
        parse(text)
    except QueryError as error:
        return str(error)
    return ""
