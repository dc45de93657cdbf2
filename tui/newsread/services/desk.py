"""Everything a screen or a command works with, opened once and closed together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from newsread.ledger.ledger import Ledger
from newsread.library.store import Library
from newsread.services import configuration
from newsread.services.annotate import Annotator
from newsread.services.history import History
from newsread.services.secrets import Secrets
from newsread.services.welcome import ensure_welcome

if TYPE_CHECKING:
    from types import TracebackType

    from newsread.paths import Places
    from newsread.services.configuration import Configuration


@dataclass(frozen=True, slots=True)
class Desk:
    """The open library and ledger, and what acts on them. A context manager."""

    places: Places
    configuration: Configuration
    library: Library
    ledger: Ledger
    history: History
    annotator: Annotator
    secrets: Secrets

    @classmethod
    def open(cls, places: Places, wait: float | None = None) -> Self:
        """Open (or make) all that newsread keeps at `places`, the Welcome feed included.

        `wait` is how many seconds a change waits while another process writes; where None, as long
        as a command should, which is too long for a key.

        Raises ConfigError, LibraryError or LedgerError, each naming its file.
        """
        places.make()
        loaded = configuration.load(places)
        secrets = Secrets(places)
        secrets.of_feeds()  # a mistake in it is told now, not when an article is opened
        patience = {} if wait is None else {"wait": wait}
        ledger = Ledger.open(places.claims, **patience)
        library = Library.open(places.library, **patience)
        ensure_welcome(library)
        history = History(library, ledger)
        annotator = Annotator(ledger, history, loaded)
        return cls(places, loaded, library, ledger, history, annotator, secrets)

    def close(self) -> None:
        """Close the library; the ledger holds nothing open."""
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
