"""Refreshing: what is asked, what is stored, what is told; counted at a server on loopback."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsread.errors import BusyError, FeedError, NewsreadError
from newsread.feeds.schedule import FLOOR, INTERVAL
from newsread.library.records import FeedEdit, FeedSettings, FetchState
from newsread.library.store import Library
from newsread.services.refresh import refresh
from newsread.services.refresh_events import (
    FeedRefreshed,
    RefreshEnded,
    RefreshEvent,
    RefreshStarted,
    Summary,
)
from newsread.workers import parse_pool
from tests.fakes.server import LoopbackServer, Page

NOW = 1_700_000_000.0


def rss(*titles: str, channel: str = "News") -> bytes:
    items = "".join(f"<item><guid>{title}</guid><title>{title}</title></item>" for title in titles)
    return f"<rss version='2.0'><channel><title>{channel}</title>{items}</channel></rss>".encode()


class Desk:
    """A library, a server and a clock that stands still until it is set."""

    def __init__(self, library: Library, server: LoopbackServer, lock: Path) -> None:
        self.library = library
        self.server = server
        self.lock = lock
        self.now = NOW
        self.events: list[RefreshEvent] = []

    def subscribe(self, path: str, page: Page | bytes) -> str:
        url = self.server.put(path, page)
        self.library.add_feed(url, path)
        return url

    async def refresh(self, *urls: str, **options: object) -> Summary:
        self.events.clear()
        return await refresh(
            self.library,
            self.lock,
            urls=urls,
            emit=self.events.append,
            clock=lambda: self.now,
            dice=lambda: 0.0,
            **options,  # type: ignore[arg-type]
        )

    def state(self, url: str) -> FetchState:
        (state,) = self.library.fetch_states([url])
        return state

    def told(self) -> dict[str, FeedRefreshed]:
        return {
            event.url.rpartition("/")[2]: event
            for event in self.events
            if isinstance(event, FeedRefreshed)
        }

    def titles(self) -> list[str]:
        return [article.title for article in self.library.articles()]


@pytest.fixture
def desk(tmp_path: Path, server: LoopbackServer) -> Iterator[Desk]:
    with Library.open(tmp_path / "library.sqlite3") as library:
        yield Desk(library, server, tmp_path / "refresh.lock")


async def until(happened: Callable[[], bool]) -> None:
    """Give way to others until something has `happened`, ten seconds at most."""
    async with asyncio.timeout(10):
        while not happened():  # noqa: ASYNC110  what is waited for is in another thread
            await asyncio.sleep(0.01)


async def test_what_a_feed_says_is_stored_and_told(desk: Desk) -> None:
    url = desk.subscribe("/a", Page(rss("one", "two", channel="The A"), etag='"1"', packed=True))
    summary = await desk.refresh()
    assert desk.titles() == ["one", "two"]
    feed = desk.library.feed(url)
    assert feed is not None
    assert (feed.title, feed.error, feed.checked) == ("The A", "", NOW)
    started, told, ended = desk.events
    assert started == RefreshStarted(1)
    assert told == FeedRefreshed(
        url=url, outcome="new", status=200, new=2, next="2023-11-14T23:13:20Z"
    )
    assert isinstance(ended, RefreshEnded)
    assert (ended.new, summary.new, summary.asked, summary.failed) == (2, 2, 1, ())


async def test_the_second_time_is_conditional_and_starts_no_worker(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        desk.subscribe(f"/{name}", Page(rss(name), etag=f'W/"{name}"', last_modified="Some day"))
    await desk.refresh()
    desk.server.forget()
    monkeypatch.setattr(parse_pool, "_start", lambda _: pytest.fail("a worker was started"))
    summary = await desk.refresh(force=True)
    assert desk.server.count(answered=304) == desk.server.count() == 3
    assert {event.outcome for event in desk.told().values()} == {"unchanged"}
    assert {event.status for event in desk.told().values()} == {304}
    assert (summary.new, summary.asked) == (0, 3)


async def test_the_same_body_without_validators_is_not_parsed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = desk.subscribe("/a", rss("one"))
    await desk.refresh()
    monkeypatch.setattr(parse_pool, "_start", lambda _: pytest.fail("a worker was started"))
    desk.server.put("/a", Page(rss("one"), etag='"new name"'))
    await desk.refresh(force=True)
    assert desk.told()["a"].outcome == "unchanged"
    assert desk.state(url).etag == '"new name"'


async def test_new_and_changed_entries_are_counted(desk: Desk) -> None:
    desk.subscribe("/a", rss("one", "two"))
    await desk.refresh()
    changed = rss("one", "two", "three").replace(b"<title>one", b"<title>One, corrected")
    desk.server.put("/a", changed)
    await desk.refresh(force=True)
    told = desk.told()["a"]
    assert (told.outcome, told.new, told.updated) == ("new", 1, 1)


async def test_answers_without_news_are_stored_together(desk: Desk) -> None:
    for number in range(30):
        desk.subscribe(f"/{number}", Page(rss(str(number)), etag='"1"'))
    await desk.refresh()
    stored: list[int] = []
    keep = desk.library.store_unchanged

    def counted(states: list[FetchState]) -> None:
        stored.append(len(states))
        keep(states)

    desk.library.store_unchanged = counted  # type: ignore[method-assign, assignment]
    await desk.refresh(force=True)
    assert sum(stored) == 30
    assert len(stored) < 10


async def test_one_bad_feed_harms_no_other(desk: Desk) -> None:
    bad = {
        "404": Page(status=404),
        "cut": Page(rss("x"), fault="cut"),
        "drop": Page(fault="drop"),
        "empty": Page(b""),
        "page": Page(b"<html><body>Maintenance</body></html>", "text/html"),
        "away": Page(status=301, location="http://10.0.0.1/"),
    }
    urls = {name: desk.subscribe(f"/{name}", page) for name, page in bad.items()}
    desk.library.add_feed("http://no-such-host.invalid/dead")
    desk.subscribe("/good", rss("one"))
    summary = await desk.refresh()
    assert desk.titles() == ["one"]
    told = desk.told()
    assert told.pop("good").outcome == "new"
    assert {event.outcome for event in told.values()} == {"error"}
    assert told["404"].status == 404
    assert told["empty"].status == told["page"].status == 200
    for name, url in urls.items():
        error = told[name].error
        assert error is not None
        assert error.startswith(f"{url}: ")
        feed = desk.library.feed(url)
        assert feed is not None
        assert feed.error == error
    assert len(summary.failed) == 7
    assert summary.succeeded(named=False)
    assert not summary.succeeded(named=True)


async def test_a_failure_keeps_what_was_there_and_success_clears_it(desk: Desk) -> None:
    url = desk.subscribe("/a", Page(rss("one"), etag='"1"'))
    await desk.refresh()
    desk.server.put("/a", Page(b"<html>", etag='"2"'))
    await desk.refresh(force=True)
    state = desk.state(url)
    assert (state.etag, state.failures, state.due) == ('"1"', 1, NOW + FLOOR)
    assert desk.titles() == ["one"]
    await desk.refresh(force=True)
    assert desk.state(url).due == NOW + 2 * FLOOR
    desk.server.put("/a", Page(rss("one"), etag='"1"'))
    await desk.refresh(force=True)
    state = desk.state(url)
    assert (state.failures, state.error, state.due) == (0, "", NOW + INTERVAL)


async def test_all_failed_is_no_success(desk: Desk) -> None:
    desk.subscribe("/a", Page(status=500))
    summary = await desk.refresh()
    assert not summary.succeeded(named=False)


async def test_a_feed_is_not_asked_before_its_turn(desk: Desk) -> None:
    url = desk.subscribe("/a", rss("one"))
    await desk.refresh()
    desk.now += INTERVAL - 1
    summary = await desk.refresh()
    assert desk.server.count() == 1
    assert desk.told()["a"] == FeedRefreshed(
        url=url, outcome="waiting", next="2023-11-14T23:13:20Z"
    )
    assert (summary.waiting, summary.asked, summary.next) == (1, 0, "2023-11-14T23:13:20Z")
    assert summary.succeeded(named=True)
    desk.now += 1
    await desk.refresh()
    assert desk.server.count() == 2


async def test_force_asks_before_its_turn_but_stays_conditional(desk: Desk) -> None:
    url = desk.subscribe("/a", Page(rss("one"), etag='"1"'))
    desk.subscribe("/b", rss("two"))
    await desk.refresh()
    desk.server.forget()
    await desk.refresh(url, force=True)
    (request,) = desk.server.requests
    assert request.headers["if-none-match"] == '"1"'
    assert desk.events[0] == RefreshStarted(1)


async def test_retry_after_holds_the_whole_host_and_no_force_breaks_it(desk: Desk) -> None:
    busy = Page(status=429, headers={"Retry-After": "7200"})
    urls = [desk.subscribe(f"/{number}", busy) for number in range(40)]
    with LoopbackServer() as other:
        desk.library.add_feed(other.put("/other", rss("from elsewhere")))
        await desk.refresh()
        asked = desk.server.count()
        assert asked <= 8
        told = desk.told()
        assert sum(event.outcome == "waiting" for event in told.values()) == 40 - asked
        assert {told[str(number)].next for number in range(40)} == {"2023-11-15T00:13:20Z"}
        assert desk.titles() == ["from elsewhere"]
        assert {desk.state(url).hold for url in urls} == {NOW + 7200}
        desk.now += 7199
        await desk.refresh(force=True)
        assert (desk.server.count(), other.count()) == (asked, 2)
        desk.now += 1
        await desk.refresh(urls[0], force=True)
        assert desk.server.count() == asked + 1


async def test_a_feed_that_is_gone_is_asked_by_force_only(desk: Desk) -> None:
    url = desk.subscribe("/a", Page(status=410))
    await desk.refresh()
    assert desk.told()["a"].outcome == "gone"
    desk.now += 10 * 86400
    await desk.refresh()
    told = desk.told()["a"]
    assert (told.outcome, told.next, desk.server.count()) == ("gone", None, 1)
    assert told.error is not None
    assert "gone for good" in told.error
    desk.server.put("/a", rss("back"))
    await desk.refresh(url, force=True)
    assert desk.titles() == ["back"]
    assert not desk.state(url).gone


async def test_a_feeds_own_interval_counts_for_it_alone_and_never_below_the_floor(
    desk: Desk,
) -> None:
    for name, minutes in (("none", None), ("day", 1440), ("often", 5)):
        url = desk.subscribe(f"/{name}", Page(rss(name), etag='"1"'))
        settings = FeedSettings(interval_minutes=minutes)
        desk.library.edits.make(url, FeedEdit(settings=settings))
    waits = {"none": 7_200.0, "day": 86_400.0, "often": FLOOR}
    for _ in ("changed", "unchanged"):
        await desk.refresh(interval=7_200.0, force=True)
        for name, wait in waits.items():
            assert desk.state(desk.server.url(f"/{name}")).due == desk.now + wait


async def test_ttl_and_freshness_stretch_the_interval(desk: Desk) -> None:
    slow = rss("x").replace(b"<title>News", b"<ttl>120</ttl><title>News")
    with_ttl = desk.subscribe("/ttl", slow)
    fresh = desk.subscribe("/fresh", Page(rss("y"), headers={"Cache-Control": "max-age=9000"}))
    await desk.refresh()
    assert desk.state(with_ttl).due == NOW + 7200
    assert desk.state(fresh).due == NOW + 9000


async def test_a_named_feed_that_is_not_subscribed_is_refused_before_anything_is_asked(
    desk: Desk,
) -> None:
    url = desk.subscribe("/a", rss("one"))
    with pytest.raises(FeedError, match="not among your feeds"):
        await desk.refresh(url, "https://other.example/feed")
    assert desk.server.count() == 0


async def test_no_more_than_eight_requests_at_once_to_a_host(desk: Desk) -> None:
    for number in range(20):
        desk.subscribe(f"/{number}", Page(fault="hang"))
    stop = asyncio.Event()
    running = asyncio.create_task(desk.refresh(stop=stop))
    await until(lambda: desk.server.count() == 8)
    await asyncio.sleep(0.1)
    assert desk.server.count() == 8
    stop.set()
    await running


async def test_a_stop_commits_what_there_is_and_gives_up_the_rest(desk: Desk) -> None:
    good = desk.subscribe("/good", rss("one"))
    same = desk.subscribe("/same", Page(rss("two"), etag='"1"'))
    await desk.refresh(same)
    slow = desk.subscribe("/slow", Page(fault="hang"))
    stop = asyncio.Event()
    running = asyncio.create_task(desk.refresh(stop=stop, force=True))
    await until(lambda: {"good", "same"} <= set(desk.told()))
    stop.set()
    summary = await running
    assert summary.stopped
    assert set(desk.told()) == {"good", "same"}
    assert isinstance(desk.events[-1], RefreshEnded)
    assert desk.state(good).checked == desk.state(same).checked == NOW
    assert desk.state(slow).checked is None


async def test_being_cancelled_commits_what_there_is_and_frees_the_lock(desk: Desk) -> None:
    same = desk.subscribe("/same", Page(rss("two"), etag='"1"'))
    await desk.refresh()
    desk.now += 5000
    desk.subscribe("/slow", Page(fault="hang"))
    running = asyncio.create_task(desk.refresh())
    await until(lambda: desk.server.count() == 3)
    await asyncio.sleep(0.05)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert desk.state(same).checked == desk.now
    await desk.refresh(same)


HOLDER = """
import os, sys
from filelock import FileLock
lock = FileLock(sys.argv[1])
lock.acquire()
open(sys.argv[1], "w").write(str(os.getpid()))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_refresh_says_who_runs_the_first(desk: Desk) -> None:
    desk.subscribe("/a", rss("one"))
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(desk.lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match=f"process {holder.pid} is doing this already"):
            asyncio.run(desk.refresh())
        assert desk.server.count() == 0
        holder.communicate("")
    asyncio.run(desk.refresh())
    assert desk.server.count() == 1


async def test_a_lock_that_cannot_be_written_is_named(desk: Desk) -> None:
    desk.lock.mkdir()
    with pytest.raises(NewsreadError, match=r"refresh\.lock: this file cannot be written"):
        await desk.refresh()


@pytest.mark.parametrize(
    ("url", "why"),
    [("newsread:welcome", "is built into newsread"), ("newsread:saved", "you saved")],
)
async def test_who_names_a_feed_without_a_server_is_told_so(desk: Desk, url: str, why: str) -> None:
    with pytest.raises(FeedError, match=f"{url}: it .*{why}.*, so there is nobody to ask"):
        await desk.refresh(desk.subscribe("/a", rss("one")), url)
    assert desk.server.count() == 0


async def test_saved_articles_and_the_welcome_feed_are_never_asked(desk: Desk) -> None:
    desk.library.add_feed("newsread:welcome", "Welcome", kind="welcome")
    summary = await desk.refresh(force=True)
    assert (summary.feeds, desk.events[0]) == (0, RefreshStarted(0))


async def test_what_is_new_can_be_found_by_its_words_once_all_is_told(desk: Desk) -> None:
    desk.subscribe("/a", Page(rss("one", "two")))
    ended: list[int] = []

    def emit(event: RefreshEvent) -> None:
        if isinstance(event, RefreshEnded):
            ended.append(desk.library.index.waiting())

    await refresh(desk.library, desk.lock, emit=emit)
    assert ended == [2]  # nobody was kept waiting for it
    assert desk.library.index.waiting() == 0
