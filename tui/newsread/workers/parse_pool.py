"""Reading feeds in worker processes, which can be ended: a parser in a thread cannot.

A feed of 10 kB can keep a regular expression of feedparser's busy for seconds and hold the
interpreter's lock meanwhile. So each worker has a kernel timer on its own CPU time, in proportion
to the feed, that ends it whatever it is doing; CPU time, because a wall clock would blame honest
feeds for a busy machine. The wall-clock deadline is there for what does not even compute.

Workers are forked from a server that has feedparser imported; they end with the process that owns
the pool, since their pipe ends then. Nothing is started before the first feed needs reading.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import multiprocessing
import os
import signal
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from newsread.errors import FeedError, NewsreadError
from newsread.feeds.discover import FeedLink, examine
from newsread.feeds.parse import parse_feed
from newsread.web.addresses import masked

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from pebble import ProcessPool

    from newsread.feeds.entry import ParsedFeed

T = TypeVar("T")

WORKERS = min(4, os.cpu_count() or 1)
DEADLINE = 30.0
"""Seconds by the clock."""
MOST_SECONDS = 10.0
"""Seconds of CPU for the largest feed; `cpu_seconds` for others."""
MEMORY = 600 << 20
"""Bytes of address space."""

STARTING = 15.0
"""Seconds by the clock until the first worker must answer."""

_WORKER_NAME = "pebble_pool_worker"
_PRELOADED = ["feedparser", "xml.sax.expatreader", "newsread.feeds.discover"]


def cpu_seconds(size: int) -> float:
    """Return the CPU time a feed of `size` bytes gets: many times what an honest one needs."""
    return min(1.0 + size / 500_000, MOST_SECONDS)


class ParsePool:
    """Reads feeds in worker processes, the biggest first. Use in an ``async with`` block.

    Biggest first, because one big feed begun last would have everybody wait for one worker.
    """

    def __init__(self, workers: int = WORKERS) -> None:
        self._workers = workers
        self._starting: asyncio.Task[ProcessPool] | None = None
        # One more than there are workers, so that none waits for the next feed to be handed over.
        self._free = workers + 1
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = itertools.count()

    async def __aenter__(self) -> ParsePool:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._starting is not None:
            with suppress(RuntimeError):  # it did not start, and each feed has been told
                _end(await self._starting)

    @property
    def started(self) -> bool:
        """Whether any worker was needed so far."""
        return self._starting is not None

    async def parse(self, body: bytes, url: str, content_type: str = "") -> ParsedFeed:
        """Read a feed; see `feeds.parse.parse_feed`.

        Raises:
            FeedError: it is no feed, or reading it took too long, too much memory, or its worker.
        """
        return await self._run(parse_feed, body, url, content_type)

    async def examine(
        self, body: bytes, url: str, content_type: str = ""
    ) -> ParsedFeed | list[FeedLink]:
        """Read a feed, or find those that a page announces; see `feeds.discover.examine`.

        Raises:
            FeedError: as `parse` does.
        """
        return await self._run(examine, body, url, content_type)

    async def _run(
        self,
        function: Callable[[bytes, str, str], T],
        body: bytes,
        url: str,
        content_type: str,
    ) -> T:
        from pebble import ProcessExpired

        name = masked(url)
        await self._turn(len(body))
        try:
            if self._starting is None:
                # In a thread: the server's start and imports take longer than answers may wait.
                self._starting = asyncio.create_task(asyncio.to_thread(_start, self._workers))
            pool = await asyncio.shield(self._starting)
            future = pool.schedule(
                _within_limits, (function, body, url, content_type), timeout=DEADLINE
            )
            return await asyncio.wrap_future(future)
        except TimeoutError as error:
            raise FeedError(name, "reading it takes too long") from error
        except ProcessExpired as error:
            if error.exitcode == -signal.SIGPROF:
                raise FeedError(name, "reading it takes too long") from error
            raise FeedError(name, "the process that read it has died") from error
        except MemoryError as error:
            raise FeedError(name, "reading it takes too much memory") from error
        except RuntimeError as error:  # pebble's BrokenProcessPool is one
            raise FeedError(name, f"no process could read it: {error}") from error
        except NewsreadError:
            raise
        except Exception as error:
            # A defect of ours, which must cost this feed alone.
            raise FeedError(name, f"newsread failed on it ({type(error).__name__})") from error
        finally:
            self._pass_on()

    async def _turn(self, size: int) -> None:
        if self._free:
            self._free -= 1
            return
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (-size, next(self._order), mine))
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        while self._waiting:
            *_, waiting = heapq.heappop(self._waiting)
            if not waiting.done():
                waiting.set_result(None)
                return
        self._free += 1


def _start(workers: int) -> ProcessPool:
    from pebble import ProcessPool

    # The server is started with ``python -c``, which looks for modules in the current folder first:
    # a feedparser.py there would pass for feedparser. A process that reads feeds starts no other.
    os.environ["PYTHONSAFEPATH"] = "1"
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    pool = ProcessPool(max_workers=workers, initializer=_limit_memory, context=context)
    try:
        pool.schedule(os.getpid).result(STARTING)
    except TimeoutError as error:
        # pebble replaces workers that die as they start for ever; their feeds would wait as long.
        _end(pool)
        raise RuntimeError("the workers do not start") from error
    return pool


def _end(pool: ProcessPool) -> None:
    """End the pool at once, whatever its workers are at.

    pebble alone would ask them nicely and then wait, three seconds for one that is stuck. Its own
    threads take a tenth of a second more to notice, for which nobody has to wait either.
    """
    pool.stop()  # type: ignore[no-untyped-call]
    workers = [child for child in multiprocessing.active_children() if child.name == _WORKER_NAME]
    for worker in workers:
        worker.kill()
    for worker in workers:
        worker.join()
    threading.Thread(target=pool.join, name="parse-pool-end", daemon=True).start()


def _limit_memory() -> None:
    """Runs in each worker as it starts. macOS does not know this limit."""
    if sys.platform != "darwin":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _within_limits(
    function: Callable[[bytes, str, str], T], body: bytes, url: str, content_type: str
) -> T:
    """Runs in a worker. SIGPROF has no handler: the kernel ends the process by itself."""
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds(len(body)))
    try:
        return function(body, url, content_type)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
