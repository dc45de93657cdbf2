"""Whole feeds of real news, from a newsroom on loopback."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.request import urlopen

import pytest

from newsread.library.store import Library
from newsread.services.refresh import refresh
from newsread.services.refresh_events import FeedRefreshed, RefreshEvent
from newsread.services.subscribe import add_feed
from newsread.workers import parse_pool


def asked(newsroom: str) -> tuple[int, int]:
    """Return how often its feeds were asked so far, and how often they answered 304."""
    with urlopen(newsroom + "__stats") as answer:
        counted: dict[str, int] = json.load(answer)
    requests = sum(count for path, count in counted.items() if path.startswith("/feeds/"))
    return requests, sum(count for path, count in counted.items() if path.startswith("304 "))


def feeds_of(newsroom: str) -> list[str]:
    with urlopen(newsroom + "feeds.opml") as answer:
        return re.findall(r'xmlUrl="([^"]+)"', answer.read().decode())


async def test_sixteen_feeds_are_read_once_and_then_only_asked(
    newsroom: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[RefreshEvent] = []
    lock = tmp_path / "refresh.lock"
    before = asked(newsroom)
    with Library.open(tmp_path / "library.sqlite3") as library:
        for url in feeds_of(newsroom):
            library.add_feed(url)
        cold = await refresh(library, lock)
        assert (cold.feeds, cold.new, cold.failed) == (16, 376, ())
        assert library.counts().total == 376
        monkeypatch.setattr(parse_pool, "_start", lambda _: pytest.fail("a feed was parsed"))
        again = await refresh(library, lock, force=True, emit=events.append)
        assert (again.asked, again.new, again.updated) == (16, 0, 0)
        assert {event.status for event in events if isinstance(event, FeedRefreshed)} == {304}
        assert (await refresh(library, lock)).waiting == 16
    after = asked(newsroom)
    assert (after[0] - before[0], after[1] - before[1]) == (32, 16)


async def test_its_front_page_leads_to_its_first_feed(newsroom: str, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.sqlite3") as library:
        added = await add_feed(library, newsroom)
        assert added.feed.title == "daily-1"
        assert (added.entries, len(added.others)) == (13, 15)
