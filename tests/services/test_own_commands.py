"""newsread's own commands as children of the reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsread.errors import NewsreadError
from newsread.paths import Places
from newsread.services.desk import Desk
from newsread.services.own_commands import run_add, run_refresh
from newsread.services.refresh_events import FeedRefreshed, RefreshEnded, RefreshStarted
from tests.fakes.server import LoopbackServer, Page

FEED = b"""<rss version="2.0"><channel><title>The Paper</title>
<item><guid>1</guid><title>Fees rise</title></item></channel></rss>"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("NEWSREAD_HOME", str(tmp_path))
    with Desk.open(Places.find()) as opened:
        yield opened


async def test_adding_returns_what_the_command_says(desk: Desk, server: LoopbackServer) -> None:
    address = server.put("/feed", FEED)
    said = await run_add(address)
    assert "The Paper" in said
    assert desk.library.feed(address) is not None


@pytest.mark.parametrize("address", ["--home=/tmp", "-x", "file:///etc/passwd"])
async def test_an_address_that_is_none_is_refused_and_never_an_option(
    desk: Desk, address: str
) -> None:
    with pytest.raises(NewsreadError) as refused:
        await run_add(address)
    assert str(refused.value).count("\n") == 0


async def test_a_refresh_tells_event_by_event(desk: Desk, server: LoopbackServer) -> None:
    address = server.put("/feed", Page(FEED, etag='"1"'))
    await run_add(address)
    events = [event async for event in run_refresh((address,), force=True)]
    start, feed, end = events
    assert isinstance(start, RefreshStarted)
    assert isinstance(feed, FeedRefreshed)
    assert isinstance(end, RefreshEnded)
    assert (feed.url, feed.outcome, feed.status) == (address, "unchanged", 304)


async def test_a_feed_that_fails_is_an_event_and_no_error(
    desk: Desk, server: LoopbackServer
) -> None:
    address = server.put("/feed", FEED)
    await run_add(address)
    server.put("/feed", Page(status=404))
    events = [event async for event in run_refresh((address,), force=True)]
    (feed,) = [event for event in events if isinstance(event, FeedRefreshed)]
    assert feed.outcome == "error"
    assert "404" in (feed.error or "")


async def test_closing_the_iterator_ends_the_child(desk: Desk, server: LoopbackServer) -> None:
    address = server.put("/feed", FEED)
    await run_add(address)
    server.put("/feed", Page(fault="hang"))
    events = run_refresh((address,), force=True)
    async for _ in events:
        break
    await events.aclose()  # type: ignore[attr-defined]
    again = [event async for event in run_refresh((address,))]
    assert isinstance(again[-1], RefreshEnded)
