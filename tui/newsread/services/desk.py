"""Everything a screen or a command works with, opened once and closed together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Self

from newsread.ledger.ledger import Ledger
from newsread.library.store import Library
from newsread.services import configuration
from newsread.services.annotate import Annotator
from newsread.services.changes import VIEW
from newsread.services.history import History
from newsread.services.saved_views import SavedViews, make_change
from newsread.services.secrets import Secrets
from newsread.services.sources import source_as_read
from newsread.services.welcome import ensure_welcome

if TYPE_CHECKING:
    from types import TracebackType

    from newsread.paths import Places
    from newsread.services.configuration import Configuration


@dataclass(frozen=True)
class Desk:
    """The open library and ledger, and what acts on them. A context manager."""

    places: Places
    configuration: Configuration
    library: Library
    secrets: Secrets
    wait: float | None = None
    """Seconds a change waits while another process writes; None: as long as a command should."""

    @classmethod
    def open(cls, places: Places, wait: float | None = None, *, claims: bool = True) -> Self:
        """Open (or make) all that newsread keeps at `places`, the Welcome feed included.

        `wait` is how many seconds a change waits while another process writes; where None, as long
        as a command should, which is too long for a key. Without `claims` a claims' file that
        cannot be read keeps nobody from what is not about claims: it is opened when it is needed.

        Raises ConfigError, LibraryError or LedgerError, each naming its file.
        """
        places.make()
        loaded = configuration.load(places)
        secrets = Secrets(places)
        secrets.of_feeds()  # a mistake in it is told now, not when an article is opened
        library = Library.open(places.library, **({} if wait is None else {"wait": wait}))
        desk = cls(places, loaded, library, secrets, wait)
        try:
            if claims:
                desk.ledger  # noqa: B018 (opens it)
            ensure_welcome(library)
        except BaseException:
            library.close()
            raise
        return desk

    @cached_property
    def ledger(self) -> Ledger:
        """The claims; LedgerError where they cannot be read."""
        if self.wait is None:
            return Ledger.open(self.places.claims)
        return Ledger.open(self.places.claims, self.wait, compacts=False)

    @cached_property
    def history(self) -> History:
        """What was done, and how to take it back."""
        return History(self.library, self.ledger, {VIEW: partial(make_change, self.places)})

    @cached_property
    def views(self) -> SavedViews:
        """The saved views."""
        return SavedViews(self.places, self.library, self.history)

    @cached_property
    def annotator(self) -> Annotator:
        """What a person does to claims."""
        as_read = partial(source_as_read, self.library)
        return Annotator(self.ledger, self.history, self.configuration, as_read=as_read)

    def close(self) -> None:
        """Close both. The claims' file then has all claims."""
        try:
            if "ledger" in self.__dict__:
                self.ledger.close()
        finally:
            self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
