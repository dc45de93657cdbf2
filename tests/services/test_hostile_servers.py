"""A refresh among servers that misbehave, many at once: each is read or refused, none harms."""

from __future__ import annotations

import json
import tarfile
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsread.library.store import Library
from newsread.services.refresh import refresh
from newsread.text.clean import clean_line
from newsread.web.fetch import Client
from tests.fakes.hostile_server import BEHAVIOURS, HostileServer

MEMORY = 100 << 20
"""Bytes that a refresh may take more, whatever servers do."""


@pytest.fixture
def hostile() -> Iterator[HostileServer]:
    with HostileServer() as running:
        yield running


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.sqlite3") as opened:
        yield opened


async def test_each_is_read_or_refused_in_a_sentence(
    library: Library, hostile: HostileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = {hostile.url(name) for name, each in BEHAVIOURS.items() if each.entries is None}
    for name in BEHAVIOURS:
        library.add_feed(hostile.url(name))
    wait = hostile.url("retry_after")  # asked last, for all feeds of its host are then left alone
    tracemalloc.start()
    await refresh(library, tmp_path / "lock", urls={*map(hostile.url, BEHAVIOURS)} - never - {wait})
    with monkeypatch.context() as patched:  # for those that never end, a deadline to wait for
        patched.setitem(Client.fetch.__kwdefaults__, "deadline", 3.0)
        await refresh(library, tmp_path / "lock", urls=never - {wait})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MEMORY
    await refresh(library, tmp_path / "lock", urls=[wait])
    assert [state.hold is not None for state in library.fetch_states()] == [True] * len(BEHAVIOURS)
    feeds = {feed.url: feed for feed in library.feeds()}
    wrong = []
    for name, behaviour in BEHAVIOURS.items():
        feed = feeds[hostile.url(name)]
        refused = f"{feed.url}: " in feed.error
        if feed.error != clean_line(feed.error) or "Traceback" in feed.error:
            wrong.append(f"{name}: {feed.error!r}")
        elif (None if refused else feed.total) != behaviour.entries:
            wrong.append(f"{name}: {feed.total} entries, {feed.error}")
    assert wrong == []


async def test_nobody_is_told_of_the_user_and_no_other_host_is_asked(
    library: Library, hostile: HostileServer, tmp_path: Path
) -> None:
    for name in BEHAVIOURS:
        if name.startswith(("redirect", "cookie")):
            library.add_feed(hostile.url(name).replace("//", "//ann:secret@"))
    await refresh(library, tmp_path / "lock", force=True)
    for head in hostile.heads:
        lines = head.lower().splitlines()
        names = {line.partition(":")[0] for line in lines[1:] if line}
        assert not names & {"cookie", "referer", "origin", "from"}
        assert ("host: localhost" in head.lower()) is not ("authorization" in names)


def test_every_behaviour_stated_is_among_these(shared: Path) -> None:
    with tarfile.open(shared / "bench" / "hostile" / "dev.tar.xz") as archive:
        opened = archive.extractfile("dev/expect.json")
        assert opened is not None
        cases = json.load(opened)["cases"]
    stated = {case["name"]: case["expect"] for case in cases if case["kind"] == "http"}
    assert set(stated) <= set(BEHAVIOURS)
    for name, expected in stated.items():
        entries = BEHAVIOURS[name].entries
        if expected["outcome"] == "refused":
            assert entries is None
        if expected["entries"] is not None:
            assert entries == expected["entries"]
