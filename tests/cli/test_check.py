"""``claims check``: for people, for cron, and as the child of a reader."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace

from newsread.library.store import Library
from newsread.paths import Places
from tests.cli.command import Newsread
from tests.end_to_end.terminal import Terminal
from tests.fakes.desk_edits import DROPPED, EDITED, FIGURE, KEPT, Watch, edited
from tests.fakes.server import LoopbackServer, Page

HOSTS = {"/one": "127.0.0.1", "/two": "localhost"}
"""Each article on a host of its own: one host is not asked twice within seconds."""


@pytest.fixture
def claimed(newsread: Newsread, server: LoopbackServer) -> LoopbackServer:
    """A server with two articles, and a home with claims on both."""

    async def mark() -> None:
        places = Places.find(newsread.home)
        places.make()
        watch = Watch(server, places.data, time.time())
        for path, host in HOSTS.items():
            watch.publish(path, host=host)
        await watch.claim("/one", FIGURE, DROPPED)
        [other] = await watch.claim("/two", KEPT, host="localhost")
        watch.ledger.put(replace(other, tags=("two",)))
        await watch.close()

    asyncio.run(mark())
    server.forget()
    return server


def test_the_claims_that_drifted_are_listed_with_what_changed(
    newsread: Newsread, claimed: LoopbackServer
) -> None:
    claimed.put("/one", edited())
    assert newsread("claims", "check").lines == [
        f"“{FIGURE}”",
        "    changed in what it says (412 → 642) – Ferry opens /one",
        f"    now “{EDITED}”",
        f"“{DROPPED}”",
        "    not there any more – Ferry opens /one",
        "Checked 2 articles: 1 as before, 1 edited; 2 claims drifted, 2 since the last check",
    ]
    assert newsread("claims", "check").lines[-1] == (
        "Checked 2 articles: 2 as before; 2 claims drifted, 0 since the last check"
    )


def test_where_nothing_changed_that_is_one_line(
    newsread: Newsread, claimed: LoopbackServer
) -> None:
    assert newsread("claims", "check").out == "Checked 2 articles: 2 as before; 0 claims drifted\n"
    assert claimed.count() == 2


def test_on_a_terminal_each_article_is_told_as_it_is_done(
    newsread: Newsread, claimed: LoopbackServer
) -> None:
    claimed.put("/one", edited())
    with Terminal(newsread.home, 120, 24, "claims", "check") as terminal:
        assert terminal.wait_until_ended() == 0
    assert "Ferry opens /one: edited, 2 claims drifted" in terminal.text
    assert "Ferry opens /two: as before" in terminal.text
    assert b"2 of 2 articles" in terminal.output


def test_every_event_is_a_line_of_json(newsread: Newsread, claimed: LoopbackServer) -> None:
    claimed.put("/one", edited())
    claimed.put("/two", Page(b"", "text/html", status=404))
    start, *events, end = newsread("claims", "check", "--json", status=1).records
    assert start == {"event": "start", "articles": 2}
    articles = {each["title"]: each for each in events if each["event"] == "article"}
    assert [articles[f"Ferry opens /{each}"]["outcome"] for each in ("one", "two")] == [
        "changed",
        "unknown",
    ]
    assert articles["Ferry opens /two"]["error"].startswith(
        "Ferry opens /two: there is nothing at this address"
    )
    claims = {each["quote"]: each for each in events if each["event"] == "claim"}
    assert {quote: each["state"] for quote, each in claims.items()} == {
        FIGURE: "changed-material",
        DROPPED: "orphaned",
        KEPT: "unknown",
    }
    told = claims[FIGURE]
    assert (told["now"], told["changes"], told["material"], told["new"]) == (
        EDITED,
        "412 → 642",
        True,
        True,
    )
    assert (end["event"], end["drifted"]) == ("end", 3)


def test_an_outlet_without_an_answer_is_a_failure_and_moves_nothing(
    newsread: Newsread, claimed: LoopbackServer
) -> None:
    before = newsread("claims", "list", "--json").out
    for path in HOSTS:
        claimed.put(path, Page(fault="drop"))
    ended = newsread("claims", "check", status=1)
    assert ended.lines == ["Checked 2 articles: 2 did not answer; 0 claims drifted"]
    assert ended.err.count("newsread: Ferry ") == 2
    assert newsread("claims", "list", "--json").out == before


def test_a_query_chooses_the_claims(newsread: Newsread, claimed: LoopbackServer) -> None:
    assert "Checked 1 article:" in newsread("claims", "check", "tag:two").out
    assert [each.path for each in claimed.requests] == ["/two"]
    assert newsread("claims", "check", "tag:three").out == "Checked 0 articles; 0 claims drifted\n"


def test_claims_that_are_dropped_have_nobody_asked(
    newsread: Newsread, claimed: LoopbackServer
) -> None:
    from newsread.services.desk import Desk

    with Desk.open(Places.find(newsread.home)) as desk:
        ids = [each.id for each in desk.ledger.all() if "two" in each.tags]
        desk.annotator.set_status(ids, "dropped")
    newsread("claims", "check")
    assert [each.path for each in claimed.requests] == ["/one"]


def test_due_asks_whose_turn_has_come(newsread: Newsread, claimed: LoopbackServer) -> None:
    assert newsread("claims", "check", "--due").out == "Checked 0 articles; 0 claims drifted\n"
    assert claimed.count() == 0
    with Library.open(newsread.home / "data" / "library.sqlite3") as library:
        found = library.find_article(claimed.url("/one"))
        assert found is not None
        made_old = "UPDATE revision SET retrieved = 0 WHERE article_id = ?"
        with library.writing():
            library._database.change(made_old, (found.id,))
    assert "Checked 0 articles" in newsread("claims", "check", "--due", "tag:two").out
    assert "Checked 1 article:" in newsread("claims", "check", "--due").out
    assert [each.path for each in claimed.requests] == ["/one"]


class Running:
    """A check under way, of one article that is edited and one whose host never answers."""

    def __init__(self, newsread: Newsread, claimed: LoopbackServer, *options: str) -> None:
        claimed.put("/one", edited())
        claimed.put("/two", Page(fault="hang"))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "newsread", "claims", "check", "--json", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=newsread.environment,
        )
        assert self.process.stdout is not None
        lines: Iterator[Any] = map(json.loads, self.process.stdout)
        assert any(event.get("title") == "Ferry opens /one" for event in lines)
        for _ in range(500):
            if claimed.count("/two"):
                return
            time.sleep(0.01)
        raise AssertionError("the other was never asked for")

    def left(self) -> list[Any]:
        """Return what it says until its end, which must come by itself."""
        assert self.process.stdout is not None
        rest = list(map(json.loads, self.process.stdout))
        self.process.wait(timeout=30)
        return rest

    @property
    def complaint(self) -> str:
        assert self.process.stderr is not None
        return self.process.stderr.read()


def states(newsread: Newsread) -> set[str]:
    claims = newsread("claims", "list", "--json").records
    return {each["anchors"][-1]["state"] for each in claims}


@pytest.mark.parametrize("how", ["SIGTERM", "end of standard input"])
def test_when_told_to_it_leaves_with_what_was_done(
    newsread: Newsread, claimed: LoopbackServer, how: str
) -> None:
    running = Running(newsread, claimed, "--until-stdin-ends")
    if how == "SIGTERM":
        running.process.send_signal(signal.SIGTERM)
    else:
        assert running.process.stdin is not None
        running.process.stdin.close()
    assert running.left()[-1]["event"] == "end"
    assert (running.process.returncode, running.complaint) == (1, "")
    assert states(newsread) == {"changed-material", "orphaned", "exact"}


def test_an_interrupt_is_quiet_and_keeps_what_was_done(
    newsread: Newsread, claimed: LoopbackServer
) -> None:
    running = Running(newsread, claimed)
    running.process.send_signal(signal.SIGINT)
    running.left()
    assert (running.process.returncode, running.complaint) == (130, "")
    assert states(newsread) == {"changed-material", "orphaned", "exact"}


def test_one_check_at_a_time_and_the_second_says_who_runs(
    newsread: Newsread, claimed: LoopbackServer
) -> None:
    running = Running(newsread, claimed)
    assert f"process {running.process.pid} " in newsread.refuses("claims", "check")
    told = newsread("claims", "check", "--json", status=1)
    (event,) = told.records
    assert (event["event"], f"newsread: {event['error']}\n") == ("busy", told.err)
    running.process.send_signal(signal.SIGTERM)
    running.left()
