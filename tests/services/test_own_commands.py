"""newsread's own commands as children of the reader."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

import newsread
from newsread.errors import AddressError, BusyError, NewsreadError
from newsread.paths import Places
from newsread.services import own_commands
from newsread.services.check_events import ArticleChecked, CheckEnded, CheckStarted, ClaimDrifted
from newsread.services.desk import Desk
from newsread.services.own_commands import (
    LONGEST_LINE,
    run_add,
    run_check,
    run_refresh,
    run_save,
)
from newsread.services.refresh_events import (
    FeedRefreshed,
    RefreshEnded,
    RefreshEvent,
    RefreshStarted,
)
from tests.fakes.desk_edits import FIGURE, Watch, edited
from tests.fakes.server import LoopbackServer, Page
from tests.fakes.trap import Trap

FEED = b"""<rss version="2.0"><channel><title>The Paper</title>
<item><guid>1</guid><title>Fees rise</title></item></channel></rss>"""


async def collected(events: AsyncIterator[RefreshEvent]) -> list[RefreshEvent]:
    return [event async for event in events]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("NEWSREAD_HOME", str(tmp_path))
    with Desk.open(Places.find()) as opened:
        yield opened


async def test_adding_returns_what_the_command_says(desk: Desk, server: LoopbackServer) -> None:
    address = server.put("/feed", FEED)
    told = await run_add(address)
    assert "The Paper" in told.sentence
    assert told.remarks == ()
    assert desk.library.feed(address) is not None


async def test_an_address_is_nowhere_in_the_childs_command_line(
    desk: Desk, server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    words: list[str] = []
    start = own_commands._start

    async def noted(*given: str, stdin: int) -> asyncio.subprocess.Process:
        words.extend(given)
        return await start(*given, stdin=stdin)

    monkeypatch.setattr(own_commands, "_start", noted)
    address = server.put("/feed", FEED)
    await run_add(address.replace("//", "//ann:secret@"))
    assert words == ["add", "-"]
    assert desk.library.feed(address) is not None
    assert desk.secrets.of_feeds() == {address: "ann:secret"}
    words.clear()
    await run_save(address.replace("//", "//ann:secret@"))
    assert words == ["save", "-"]


@pytest.mark.parametrize("address", ["--home=/tmp", "-x", "file:///etc/passwd"])
async def test_an_address_that_is_none_is_refused_and_never_an_option(
    desk: Desk, address: str
) -> None:
    with pytest.raises(NewsreadError) as refused:
        await run_add(address)
    assert str(refused.value).count("\n") == 0


@pytest.mark.parametrize("address", ["x" * 5_000, "https://a.example/\0", "", "nonsense"])
async def test_what_is_no_address_starts_nothing(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_commands, "SELF", ("/no/such/interpreter",))
    with pytest.raises(AddressError):
        await run_add(address)


@pytest.mark.parametrize(
    "word",
    ["https://a.example/" + "x" * 200_000, "https://a.example/\0", "https://a.example/\ud800"],
)
async def test_words_that_no_system_takes_are_refused_in_a_sentence(word: str) -> None:
    with pytest.raises(NewsreadError, match="newsread refresh: cannot be started: "):
        await collected(run_refresh((word,)))


async def test_without_an_interpreter_the_commands_cannot_be_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(own_commands, "SELF", ("/no/such/interpreter",))
    for command in (run_add("https://a.example/"), collected(run_refresh())):
        with pytest.raises(NewsreadError, match="cannot be started: No such file"):
            await command


@pytest.mark.parametrize(
    "said",
    ["b'hello'", "b'[]'", """b'{"event": "other"}'""", "b'\\xff'", f"b'x' * {LONGEST_LINE + 1}"],
)
async def test_events_that_make_no_sense_are_an_error(
    said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak = f"import sys; sys.stdout.buffer.write({said})"
    monkeypatch.setattr(own_commands, "SELF", (sys.executable, "-c", speak))
    with pytest.raises(NewsreadError, match="newsread refresh: its events cannot be read"):
        await collected(run_refresh())


@pytest.mark.parametrize(
    ("does", "told"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", ["ended by signal 9"]),
        (
            "import sys; sys.stderr.write('Segmentation fault, or so')",
            ["Segmentation fault, or so"],
        ),
        ("import sys; sys.exit('newsread: library: is damaged.')", []),
    ],
)
async def test_what_a_refresh_cannot_say_in_a_sentence_is_passed_on(
    does: str, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_commands, "SELF", (sys.executable, "-c", does))
    heard: list[str] = []
    with pytest.raises(NewsreadError):
        await collected(run_refresh(complain=heard.append))
    assert heard == told


async def test_another_refresh_under_way_is_an_error_of_its_own(desk: Desk) -> None:
    with FileLock(desk.places.refresh_lock), pytest.raises(BusyError) as busy:
        await collected(run_refresh())
    assert str(busy.value) == (
        "refresh: another newsread process is doing this already. Wait until it is done."
    )


async def test_children_import_nothing_from_the_current_folder(
    desk: Desk, server: LoopbackServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = Trap(tmp_path / "downloads")
    monkeypatch.chdir(trap.folder)
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(Path(newsread.__file__).parents[1]))
    address = server.put("/feed", FEED)
    await run_add(address)
    server.put("/feed", FEED.replace(b"rise", b"fall"))
    (_, feed, _) = await collected(run_refresh((address,), force=True))
    assert isinstance(feed, FeedRefreshed)
    assert (feed.updated, trap.sprung) == (1, "")


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
    await events.aclose()
    again = [event async for event in run_refresh((address,))]
    assert isinstance(again[-1], RefreshEnded)


@pytest.fixture
async def watch(desk: Desk, server: LoopbackServer) -> AsyncIterator[Watch]:
    """An outlet with an article of long ago, in which somebody has marked a figure."""
    watch = Watch(server, desk.places.data, time.time() - 3600)
    watch.publish("/a")
    await watch.claim("/a", FIGURE)
    with watch.library.writing():
        watch.library._database.change("UPDATE revision SET retrieved = ?", (watch.now,))
    yield watch
    await watch.close()


async def test_a_check_asks_for_what_is_due_and_tells_event_by_event(watch: Watch) -> None:
    watch.server.put("/a", edited())
    start, article, claim, end = [event async for event in run_check()]
    assert isinstance(start, CheckStarted)
    assert isinstance(article, ArticleChecked)
    assert isinstance(claim, ClaimDrifted)
    assert isinstance(end, CheckEnded)
    assert (claim.changes, claim.new) == ("412 → 642", True)
    assert watch.states() == {FIGURE: "changed-material"}
    start, end = [event async for event in run_check()]
    assert start == CheckStarted(0)


async def test_another_check_under_way_is_an_error_of_its_own(desk: Desk) -> None:
    with FileLock(desk.places.check_lock), pytest.raises(BusyError, match="claims check: another"):
        _ = [event async for event in run_check()]


async def test_closing_the_iterator_ends_the_check(desk: Desk, watch: Watch) -> None:
    watch.server.put("/a", Page(fault="hang"))
    events = run_check()
    async for _ in events:
        break
    await events.aclose()
    with FileLock(desk.places.check_lock, blocking=False):
        pass
