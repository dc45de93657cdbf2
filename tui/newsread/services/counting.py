"""Counting what smart rows and saved views list, where no key waits for it.

A view of words that 100,000 articles have is counted in a tenth of a second, and what a key does
may change any count. So they are counted in a thread, over a library opened there, and not all the
time.
"""

from __future__ import annotations

from asyncio import sleep, to_thread
from contextlib import suppress
from time import thread_time
from typing import TYPE_CHECKING

from newsread.errors import LedgerError
from newsread.library.store import Library
from newsread.services.search import prepare_claims

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from newsread.query.tree import Query
    from newsread.services.desk import Desk

FRAME = 0.05
"""Seconds a count waits at least: what the key did is drawn first."""
QUICK = 0.02
"""Seconds of work that may follow each other without a pause."""
SHARE = 0.1
"""Part of the time that is spent on counting at most, where it takes longer."""


class Counting:
    """Counts again whenever something may have changed: once for all that changed meanwhile."""

    def __init__(self, desk: Desk, queries: Callable[[], Collection[Query]]) -> None:
        self._desk = desk
        self._queries = queries
        self._pause = 0.0
        self._wanted = False
        self._under_way = False
        self.counted: dict[Query, int] = {}
        """How many articles each query listed when it was counted last."""

    def want(self) -> bool:
        """Ask for another count; return whether the caller is to see to it, by `count`."""
        self._wanted = True
        return not self._under_way

    async def count(self, changed: Callable[[], None]) -> None:
        """Count until nobody asks for more; `changed` is called after each that differs.

        Raises:
            LibraryError: the library cannot be read.
        """
        self._under_way = True
        try:
            while self._wanted:
                await sleep(max(self._pause, FRAME))
                self._wanted = False
                queries = self._queries()
                for query in queries:
                    with suppress(LedgerError):  # said by what looks for changes
                        prepare_claims(self._desk, query)
                path = self._desk.places.library
                counted, took = await to_thread(count_all, path, queries)
                self._pause = took * (1 / SHARE - 1) if took > QUICK else 0.0
                if counted != self.counted:
                    self.counted = counted
                    changed()
        finally:
            self._under_way = False


def count_all(path: Path, queries: Collection[Query]) -> tuple[dict[Query, int], float]:
    """Count what each query lists in the library at `path`, which is opened for it; return how many
    seconds of work that was, too.

    Raises:
        LibraryError: it cannot be read.
    """
    started = thread_time()  # not what other programs take from this one
    with Library.open(path) as library:
        counted = {query: library.count(query) for query in queries}
    return counted, thread_time() - started
