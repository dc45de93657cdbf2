"""``refresh``: for people, for cron, and as the child of a reader."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from newsread.library.store import Library
from tests.cli.command import Newsread
from tests.cli.conftest import feed
from tests.fakes.server import LoopbackServer, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

FEEDS = 3


@pytest.fixture
def subscribed(newsread: Newsread, newsroom: LoopbackServer) -> list[str]:
    """The addresses of three feeds that are subscribed to."""
    address = newsroom.url("").rstrip("/")
    urls = [
        newsroom.put(f"/feed-{number}", Page(feed(address, f"/{number}"), etag='"1"'))
        for number in range(FEEDS)
    ]
    newsread("add", *urls)
    newsroom.forget()
    return urls


def test_every_event_is_a_line_of_json(
    newsread: Newsread, newsroom: LoopbackServer, subscribed: list[str]
) -> None:
    address = newsroom.url("").rstrip("/")
    newsroom.put("/feed-1", Page(feed(address, "/1", "/more"), etag='"2"'))
    newsroom.put("/feed-2", Page(status=404))
    start, *feeds, end = newsread("refresh", "--force", "--json").records
    assert start == {"event": "start", "feeds": FEEDS}
    told = {each["url"]: each for each in feeds}
    outcomes = [(told[url]["outcome"], told[url]["status"], told[url]["new"]) for url in subscribed]
    assert outcomes == [("unchanged", 304, 0), ("new", 200, 1), ("error", 404, 0)]
    assert told[subscribed[0]]["error"] is None
    assert told[subscribed[2]]["error"].startswith(subscribed[2])
    assert {"event", "url", "outcome", "status", "new", "updated", "error", "note", "next"} == set(
        feeds[0]
    )
    assert (end["event"], end["new"]) == ("end", 1)
    assert end["seconds"] > 0


def test_feeds_that_are_not_due_are_not_asked_and_that_is_said(
    newsread: Newsread, newsroom: LoopbackServer, subscribed: list[str]
) -> None:
    assert f"{FEEDS} not due" in newsread("refresh").out
    assert newsroom.count() == 0


def test_force_asks_one_conditional_request_a_feed(
    newsread: Newsread, newsroom: LoopbackServer, subscribed: list[str]
) -> None:
    newsread("refresh", "--force")
    assert newsroom.count(answered=304) == newsroom.count() == FEEDS


def test_what_the_settings_keep_no_longer_goes_with_a_refresh_and_does_not_come_back(
    newsread: Newsread, newsroom: LoopbackServer, subscribed: list[str]
) -> None:
    address = newsroom.url("").rstrip("/")
    (newsread.home / "config" / "settings.toml").write_text("[retention]\narticles_per_feed = 1\n")
    with Library.open(newsread.home / "data" / "library.sqlite3") as library:
        library.set_read(library.ids(), True)

    def titles() -> list[str]:
        records = newsread("articles", "--json").records
        return [each["title"] for each in records if each["feed"] == subscribed[0]]

    newsroom.put("/feed-0", Page(feed(address, "/next"), etag='"2"'))
    newsread("refresh", "--force")
    assert titles() == ["Story next"]
    newsroom.put("/feed-0", Page(feed(address, "/next", "/0"), etag='"3"'))
    assert "0 new" in newsread("refresh", "--force").lines[-1]
    assert titles() == ["Story next"]


def test_only_the_feeds_named_are_asked(
    newsread: Newsread, newsroom: LoopbackServer, subscribed: list[str]
) -> None:
    newsread("refresh", "--force", subscribed[1])
    assert [each.path for each in newsroom.requests] == ["/feed-1"]


def test_a_named_feed_that_fails_is_a_failure_and_stays_readable_beside_it(
    newsread: Newsread, newsroom: LoopbackServer, subscribed: list[str]
) -> None:
    newsroom.put("/feed-1", Page(status=500))
    assert newsread("refresh", "--force").status == 0, "the others went well"
    newsread.refuses("refresh", "--force", subscribed[1])
    (failed,) = [each for each in newsread("feeds", "--json").records if each["error"]]
    assert failed["url"] == subscribed[1]
    assert "500" in failed["error"]
    assert failed["total"] == 1, "what it had is still there"


def test_when_all_feeds_fail_the_refresh_does(
    newsread: Newsread, newsroom: LoopbackServer, subscribed: list[str]
) -> None:
    for number in range(FEEDS):
        newsroom.put(f"/feed-{number}", Page(fault="drop"))
    ended = newsread("refresh", "--force", status=1)
    assert ended.err.count("newsread: ") == FEEDS
    assert "Traceback" not in ended.err


def test_an_end_of_standard_input_means_nothing_to_cron(
    newsread: Newsread, newsroom: LoopbackServer, subscribed: list[str]
) -> None:
    told = newsread("refresh", "--force", "--json").records  # its standard input is /dev/null
    assert len(told) == FEEDS + 2
    assert newsroom.count() == FEEDS


class Running:
    """A refresh under way, with one feed whose server never answers."""

    def __init__(self, newsread: Newsread, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "newsread", "refresh", "--force", "--json", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=newsread.environment,
        )

    def events(self) -> Iterator[Any]:
        """Yield its events as they come."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            yield json.loads(line)

    def wait_for(self, url: str) -> None:
        """Wait until the feed at `url` is done."""
        assert any(event.get("url") == url for event in self.events())

    def leave(self) -> list[Any]:
        """Return the events up to its end, which must come by itself."""
        rest = list(self.events())
        self.process.wait(timeout=30)
        return rest


@pytest.fixture
def hanging(
    newsread: Newsread, newsroom: LoopbackServer, subscribed: list[str]
) -> Iterator[list[Running]]:
    """Processes to end after the test; the last of the feeds hangs, the first has news."""
    address = newsroom.url("").rstrip("/")
    newsroom.put("/feed-0", Page(feed(address, "/0", "/more"), etag='"2"'))
    newsroom.put("/feed-2", Page(fault="hang"))
    started: list[Running] = []
    yield started
    for each in started:
        each.process.kill()
        each.process.wait()


@pytest.mark.parametrize("how", ["SIGTERM", "end of standard input"])
def test_when_told_to_it_commits_and_leaves(
    newsread: Newsread, subscribed: list[str], hanging: list[Running], how: str
) -> None:
    running = Running(newsread, "--until-stdin-ends")
    hanging.append(running)
    running.wait_for(subscribed[0])
    if how == "SIGTERM":
        running.process.send_signal(signal.SIGTERM)
    else:
        assert running.process.stdin is not None
        running.process.stdin.close()
    assert running.leave()[-1]["event"] == "end"
    assert running.process.returncode == 1, "not all was done"
    assert running.process.stderr is not None
    assert running.process.stderr.read() == ""
    totals = {each["url"]: each["total"] for each in newsread("feeds", "--json").records}
    assert totals[subscribed[0]] == 2


def test_one_refresh_at_a_time_and_the_second_says_who_runs(
    newsread: Newsread, subscribed: list[str], hanging: list[Running]
) -> None:
    running = Running(newsread)
    hanging.append(running)
    running.wait_for(subscribed[0])
    assert f"process {running.process.pid} " in newsread.refuses("refresh", "--force")
    told = newsread("refresh", "--json", status=1)
    (event,) = told.records
    assert (event["event"], f"newsread: {event['error']}\n") == ("busy", told.err)


def test_an_interrupt_is_quiet(
    newsread: Newsread, subscribed: list[str], hanging: list[Running]
) -> None:
    running = Running(newsread)
    hanging.append(running)
    running.wait_for(subscribed[0])
    running.process.send_signal(signal.SIGINT)
    running.leave()
    assert running.process.returncode == 130
    assert running.process.stderr is not None
    assert running.process.stderr.read() == ""
