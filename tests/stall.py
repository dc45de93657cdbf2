"""Measures how long the screen does not answer while feeds and servers do their worst.

    python -m tests.stall

Opens the reader without a terminal on a home of its own, subscribes to every hostile feed and
server of tests/fakes, refreshes them all, and beats a clock in the screen's own loop meanwhile.
Takes half a minute. Leaves with 1 where the longest wait is over a tenth of a second.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time

from newsread.app import ReaderApp
from newsread.paths import Places
from newsread.services.desk import Desk
from tests.fakes.hostile_feeds import MAKERS
from tests.fakes.hostile_server import BEHAVIOURS, HostileServer
from tests.fakes.pages import PagesInPlace
from tests.fakes.server import LoopbackServer, Page

SIZES = (10_000, 80_000)
"""Code points of a hostile feed."""
LONGEST = 0.1
"""Seconds that a screen may not answer."""
BEAT = 0.002


async def beat(waits: list[float]) -> None:
    """Note by how much each beat comes late."""
    while True:
        before = time.perf_counter()
        await asyncio.sleep(BEAT)
        waits.append(time.perf_counter() - before - BEAT)


async def measure(desk: Desk) -> tuple[list[float], str]:
    """Refresh all feeds from the reader; return the waits, sorted, and what it says at the end."""
    app, waits = ReaderApp(desk, PagesInPlace()), list[float]()  # type: ignore[arg-type]
    async with app.run_test(size=(100, 36)) as pilot:
        await pilot.pause()
        clock = asyncio.create_task(beat(waits))
        await pilot.press("R")
        await asyncio.sleep(0.1)
        await app.workers.wait_for_complete()
        clock.cancel()
        failed = sum(bool(feed.error) for feed in desk.library.feeds())
    return sorted(waits), f"{failed} of {len(desk.library.feeds())} feeds refused"


def main() -> int:
    """Measure, print, return the exit status."""
    with tempfile.TemporaryDirectory() as home, HostileServer() as bad, LoopbackServer() as server:
        os.environ["NEWSREAD_HOME"] = home
        places = Places.find()
        with Desk.open(places) as desk:
            for size in SIZES:
                for number, make in enumerate(MAKERS.values()):
                    desk.library.add_feed(server.put(f"/{size}/{number}", Page(make(size))))
            for name in BEHAVIOURS:
                desk.library.add_feed(bad.url(name))
            waits, told = asyncio.run(measure(desk))
    p99 = waits[int(len(waits) * 0.99)]
    print(f"{told}; {len(waits)} beats late by p99 {p99 * 1e3:.0f}, most {waits[-1] * 1e3:.0f} ms")
    return int(waits[-1] > LONGEST)


if __name__ == "__main__":
    sys.exit(main())
