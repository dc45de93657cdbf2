"""When the claims' file is written anew while the reader is open: in a pause, off the screen."""

from __future__ import annotations

import time
from asyncio import to_thread
from typing import TYPE_CHECKING

from newsread.errors import LedgerError
from newsread.ledger.disk import not_written_anew
from newsread.ledger.storage import MOST_LINES

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsread.ledger.storage import LedgerStorage

PAUSE = 10.0
"""Seconds without a claim saved, by this process or another, that count as a pause."""


class Compactor:
    """Sees that the claims' file does not lack for long what the journal has."""

    def __init__(self, storage: LedgerStorage, clock: Callable[[], float] = time.monotonic) -> None:
        self._storage, self._clock = storage, clock
        self._seen, self._since = "", clock()
        self._tried = clock() - PAUSE

    def is_due(self) -> bool:
        """Return whether it is time: after a pause, or when the journal is long; never sooner than
        a pause after the last try."""
        storage, now = self._storage, self._clock()
        if storage.present.state != self._seen:
            self._seen, self._since = storage.present.state, now
        wanted = storage.lines >= MOST_LINES or (storage.lines > 0 and now - self._since >= PAUSE)
        return wanted and now - self._tried >= PAUSE

    async def compact(self) -> None:
        """Write the file anew. Saving goes on meanwhile; only the exchange at the end has a turn.

        Raises:
            LedgerError: that failed; every claim is saved in the journal all the same, and after
                another pause it is tried again.
        """
        self._tried = self._clock()
        try:
            snapshot = self._storage.snapshot()
            if snapshot is not None:
                self._storage.put_in_place(await to_thread(snapshot.write))
        except (OSError, LedgerError) as error:
            raise not_written_anew(self._storage.path, error) from error
