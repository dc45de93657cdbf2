"""Reading feeds in processes that can be ended."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import time

import pytest

from newsread.errors import FeedError
from newsread.feeds.discover import FeedLink
from newsread.feeds.entry import ParsedFeed
from newsread.feeds.parse import parse_feed
from newsread.workers import parse_pool
from newsread.workers.parse_pool import ParsePool, cpu_seconds

URL = "https://a.example/feed"


def rss(inside: str = "") -> bytes:
    return f"<rss version='2.0'><channel><title>T</title>{inside}</channel></rss>".encode()


def endless(*_: object) -> ParsedFeed:
    """What a parser does that has met its match."""
    while True:
        pass


def failing(*_: object) -> ParsedFeed:
    raise ValueError("nobody foresaw this")


GROWING = b'{"items": [' + b'{"":0},' * 3_000_000 + b"0]}"
"""20 MB that are 900 when they are read."""


def workers_alive() -> int:
    return sum(child.name == "pebble_pool_worker" for child in multiprocessing.active_children())


async def test_a_feed_is_read_as_it_would_be_here() -> None:
    body = rss("<item><guid>1</guid><title>One</title></item>")
    async with ParsePool(workers=1) as pool:
        assert await pool.parse(body, URL) == parse_feed(body, URL)


async def test_a_page_is_searched_for_feeds() -> None:
    page = b"<html><link rel=alternate type=application/rss+xml href=/f title=News></html>"
    async with ParsePool(workers=1) as pool:
        assert await pool.examine(page, URL) == [FeedLink("https://a.example/f", "News")]


async def test_no_process_is_started_before_it_is_needed() -> None:
    async with ParsePool() as pool:
        assert not pool.started
        assert workers_alive() == 0


async def test_one_bad_feed_of_each_kind_harms_no_other() -> None:
    async with ParsePool(workers=2) as pool:
        slow, growing, refused, good = await asyncio.gather(
            pool._run(endless, b"", URL, ""),
            pool.parse(GROWING, URL),
            pool.parse(b"", "https://ann:secret@a.example/"),
            pool.parse(rss(), URL),
            return_exceptions=True,
        )
    assert str(slow) == f"{URL}: reading it takes too long."
    assert str(growing) == f"{URL}: reading it takes too much memory."
    assert str(refused) == "https://…@a.example/: it is empty."
    assert good == parse_feed(rss(), URL)
    assert all(isinstance(error, FeedError) for error in (slow, growing, refused))


async def test_what_nobody_foresaw_costs_one_feed() -> None:
    async with ParsePool(workers=1) as pool:
        with pytest.raises(FeedError, match=r"newsread failed on it \(ValueError\)"):
            await pool._run(failing, b"", URL, "")
        assert (await pool.parse(rss(), URL)).title == "T"


async def test_the_biggest_of_those_that_wait_comes_next() -> None:
    done: list[int] = []
    async with ParsePool(workers=1) as pool:

        async def read(size: int) -> None:
            await pool.parse(rss("<item/>" * size), URL)
            done.append(size)

        await asyncio.gather(*map(read, (1, 2, 3, 40, 5, 400)))
    assert done == [1, 2, 400, 40, 5, 3]


async def test_those_that_give_up_waiting_hold_up_nobody() -> None:
    async with ParsePool(workers=1) as pool:
        tasks = [asyncio.create_task(pool.parse(rss(), URL)) for _ in range(8)]
        await asyncio.sleep(0)
        for task in tasks[:4]:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(result).__name__ for result in results] == (
            ["CancelledError"] * 4 + ["ParsedFeed"] * 4
        )
        assert (await pool.parse(rss(), URL)).title == "T"


async def test_workers_that_do_not_start_fail_each_feed_and_no_one_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parse_pool, "_limit_memory", sys.exit)
    monkeypatch.setattr(parse_pool, "STARTING", 0.5)
    async with ParsePool(workers=1) as pool:
        for _ in range(2):
            with pytest.raises(FeedError, match="no process could read it"):
                await pool.parse(rss(), URL)
    assert workers_alive() == 0


async def test_leaving_ends_workers_whatever_they_are_at() -> None:
    async with ParsePool(workers=1) as pool:
        await pool.parse(rss(), URL)
        (worker,) = multiprocessing.active_children()
        task = asyncio.create_task(pool._run(endless, b"", URL, ""))
        await asyncio.sleep(0.05)
    assert not worker.is_alive()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


OWNER = """
import asyncio, multiprocessing, sys
from newsread.workers import parse_pool
from newsread.workers.parse_pool import ParsePool

async def own():
    async with ParsePool(workers=2) as pool:
        await pool.parse(b"<rss version='2.0'/>", "https://a.example/")
        print(*(child.pid for child in multiprocessing.active_children()), flush=True)
        await asyncio.sleep(60)

if __name__ == "__main__":
    asyncio.run(own())
"""


def test_workers_end_with_their_owner_even_if_it_is_killed() -> None:
    owner = subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    workers = [int(pid) for pid in owner.stdout.readline().split()]
    assert len(workers) == 2
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    owner.stdout.close()
    limit = time.monotonic() + 10
    while any(map(runs, workers)) and time.monotonic() < limit:
        time.sleep(0.01)
    assert not any(map(runs, workers))


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(("size", "seconds"), [(0, 1.0), (500_000, 2.0), (8 << 20, 10.0)])
def test_a_bigger_feed_gets_more_time_up_to_ten_seconds(size: int, seconds: float) -> None:
    assert cpu_seconds(size) == seconds
