"""The saved views at hand: each change to their file is a step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.errors import ConfigError
from newsread.ledger.ledger import StaleChangeError
from newsread.library.records import Change
from newsread.query.read import parse
from newsread.services import views
from newsread.services.changes import VIEW
from newsread.services.configuration import read_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsread.library.store import Library
    from newsread.paths import Places
    from newsread.query.tree import Query
    from newsread.services.history import History
    from newsread.services.views import SavedView


class SavedViews:
    """The views in ``views.toml``, as the person changes them."""

    def __init__(self, places: Places, library: Library, history: History) -> None:
        self._places = places
        self._library = library
        self._history = history

    def all(self) -> tuple[SavedView, ...]:
        """Return the views, in the order of the file; ConfigError when it cannot be read."""
        return views.views(self._places)

    def save(self, name: str, query: Query) -> str:
        """Save `query` as a view, or instead of the one of this name; return what says so.

        Raises:
            ConfigError: the name is none, or the file is wrong or cannot be written.
            LibraryError: the step cannot be noted.
        """
        name = views.view_name(name)
        done = "changed" if name in {view.name for view in self.all()} else "saved"
        return self._do(f"View {done}: {name}", lambda: views.save_view(self._places, name, query))

    def change(self, name: str, new: str, text: str) -> str:
        """Give the view `name` another name and query, as one step; return what says so.

        Raises:
            QueryError: `text` is no query.
            ConfigError: there is no such view, or as for `save`.
            LibraryError: as for `save`.
        """
        query = parse(text)
        return self._do(
            f"View changed: {views.view_name(new)}",
            lambda: views.change_view(self._places, name, new, query),
        )

    def remove(self, name: str) -> str:
        """Remove the view `name`; return what says so. Raises as `change`."""
        return self._do(f"View removed: {name}", lambda: views.remove_view(self._places, name))

    def _do(self, words: str, write: Callable[[], str]) -> str:
        """Let `write` change the file, and note the step, when it is this window's turn to write
        into the library: so nothing is changed where it is not, and no window writes over what
        another wrote in the same moment."""
        with self._library.writing():
            former = write()
            change = Change(
                kind=VIEW,
                subject=self._places.views.name,
                before=former,
                after=read_file(self._places.views),
            )
            self._history.note(words, [change])
        return words


def make_change(places: Places, change: Change) -> None:
    """Make a change to the file of views again, or take it back.

    The whole text of the file is the state, so that what a person wrote into it since is never
    lost to an undo.

    Raises:
        StaleChangeError: the file was changed since.
    """
    try:
        now = read_file(places.views)
    except ConfigError as error:
        raise StaleChangeError("the file of saved views", "cannot be read") from error
    if now == change.after:
        return
    if now != change.before:
        raise StaleChangeError("the file of saved views", "was changed since")
    views.put_back(places, change.after or "")
