"""Asking for articles again: who is asked and how often, and what becomes of claims."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from msgspec.structs import replace

from newsread.errors import BusyError
from newsread.pages.schedule import DAY, HOUR, MINUTE
from newsread.services.check_events import (
    ArticleChecked,
    CheckEnded,
    CheckEvent,
    CheckStarted,
    ClaimDrifted,
    Summary,
)
from newsread.services.due import due_articles
from newsread.services.pacing import MOST
from newsread.services.watching import check
from tests.fakes.desk_edits import DROPPED, EDITED, FIGURE, KEPT, WALL, Watch, edited, page
from tests.fakes.server import LoopbackServer, Page

ALL = (FIGURE, KEPT, DROPPED)


@pytest.fixture
async def watch(server: LoopbackServer, tmp_path: Path) -> AsyncIterator[Watch]:
    watch = Watch(server, tmp_path, time.time())
    yield watch
    await watch.close()


async def checked(watch: Watch, **options: Any) -> tuple[Summary, list[CheckEvent]]:
    """Check all claims, or as the options say, without waiting between requests."""
    events: list[CheckEvent] = []
    options = {"pause": 0.0, "clock": lambda: watch.now} | options
    if not options.get("due"):
        options.setdefault("claims", watch.ledger.all())
    summary = await check(
        watch.library, watch.ledger, watch.child, watch.lock, emit=events.append, **options
    )
    return summary, events


def outcomes(events: list[CheckEvent]) -> list[str]:
    return [each.outcome for each in events if isinstance(each, ArticleChecked)]


def drifted(events: list[CheckEvent], *, new: bool = True) -> dict[str, ClaimDrifted]:
    return {
        each.quote: each for each in events if isinstance(each, ClaimDrifted) and each.new is new
    }


async def test_an_edit_is_found_and_named_and_what_stayed_is_as_marked(watch: Watch) -> None:
    watch.publish("/a")
    await watch.claim("/a", *ALL)
    watch.server.put("/a", edited())
    summary, events = await checked(watch)
    assert watch.states() == {FIGURE: "changed-material", KEPT: "exact", DROPPED: "orphaned"}
    found = drifted(events)
    assert set(found) == {FIGURE, DROPPED}
    assert (found[FIGURE].now, found[FIGURE].changes) == (EDITED, "412 → 642")
    assert found[FIGURE].material
    assert (found[DROPPED].now, found[DROPPED].changes) == ("", "")
    assert [type(each) for each in events] == [
        CheckStarted,
        ArticleChecked,
        ClaimDrifted,
        ClaimDrifted,
        CheckEnded,
    ]
    assert outcomes(events) == ["changed"]
    assert (summary.drifted, summary.succeeded) == (2, True)


async def test_the_same_again_appends_nothing_and_tells_nothing_new(watch: Watch) -> None:
    watch.publish("/a")
    await watch.claim("/a", *ALL)
    watch.server.put("/a", edited())
    await checked(watch)
    before = watch.ledger.stamp
    summary, events = await checked(watch)
    assert watch.ledger.stamp == before
    assert outcomes(events) == ["same"]
    assert summary.drifted == 0
    assert set(drifted(events, new=False)) == {FIGURE, DROPPED}


async def test_another_edit_tells_only_of_the_claims_it_concerns(watch: Watch) -> None:
    watch.publish("/a")
    await watch.claim("/a", *ALL)
    watch.server.put("/a", edited())
    await checked(watch)
    changed = edited().body.decode().replace("forty minutes", "ninety minutes")
    watch.server.put("/a", replace_body(edited(), changed))
    summary, events = await checked(watch)
    assert set(drifted(events)) == {KEPT}
    assert set(drifted(events, new=False)) == {FIGURE, DROPPED}
    assert summary.drifted == 1


def replace_body(page: Page, html: str) -> Page:
    return Page(html.encode(), page.content_type)


async def test_a_check_is_no_change_of_the_claim(watch: Watch) -> None:
    watch.publish("/a")
    [before] = await watch.claim("/a", FIGURE)
    watch.server.put("/a", edited())
    await checked(watch)
    [now] = watch.ledger.all()
    assert now.anchors[:-1] == before.anchors
    assert replace(now, anchors=before.anchors) == before


FAILURES: dict[str, tuple[Page, str, bool]] = {
    "404": (Page(b"", "text/html", status=404), "unknown", True),
    "410": (Page(b"", "text/html", status=410), "unknown", True),
    "wall": (Page(WALL.encode(), "text/html; charset=utf-8"), "unknown", True),
    "half": (page(FIGURE, KEPT), "unknown", True),
    "500": (Page(b"", "text/html", status=500), "error", False),
    "503": (Page(b"", "text/html", status=503), "error", False),
    "429": (Page(b"", "text/html", status=429), "error", False),
    "cut off": (Page(page().body, "text/html", fault="drop"), "error", False),
    "no web": (Page(page().body, "text/html", fault="garbage"), "error", False),
}


@pytest.mark.parametrize("failure", FAILURES)
async def test_a_failure_moves_no_claim_and_the_next_good_answer_takes_it_back(
    watch: Watch, failure: str
) -> None:
    answer, outcome, marks = FAILURES[failure]
    watch.publish("/a")
    before = await watch.claim("/a", *ALL)
    watch.server.put("/a", answer)
    summary, events = await checked(watch)
    assert outcomes(events) == [outcome]
    assert not summary.succeeded
    places = {each.quote: each.anchors[-1].segments for each in watch.ledger.all()}
    assert places == {each.quote: each.segments for each in before}
    assert set(watch.states().values()) == {"unknown" if marks else "exact"}
    marked = watch.ledger.stamp
    watch.now += 2 * HOUR
    await checked(watch)
    assert watch.ledger.stamp == marked  # it is said once
    watch.server.put("/a", page())
    watch.now += 2 * HOUR
    await checked(watch)
    assert set(watch.states().values()) == {"exact"}
    watch.server.put("/a", edited())
    await checked(watch)
    assert watch.states() == {FIGURE: "changed-material", KEPT: "exact", DROPPED: "orphaned"}


async def test_what_is_due_goes_by_claims_stars_and_time(watch: Watch) -> None:
    watch.publish("/open", "/closed", "/starred", "/read")
    await watch.claim("/open", FIGURE)
    await watch.claim("/closed", FIGURE, status="published")
    for path in ("/starred", "/read"):
        await watch.claim(path)
    watch.library.set_starred([watch.article("/starred").id], True)

    def due() -> set[str]:
        found = due_articles(watch.library, watch.ledger, watch.now)
        return {each.url.rpartition("/")[2] for each in found}

    watch.server.forget()
    assert due() == set()
    watch.now += 16 * MINUTE
    assert due() == {"open", "starred"}
    await checked(watch, due=True)
    assert {each.path for each in watch.server.requests} == {"/open", "/starred"}
    assert due() == set()
    watch.now += 400 * DAY
    assert due() == {"open", "starred"}
    await checked(watch, due=True)
    watch.now += 400 * DAY
    assert due() == set()


async def test_an_edit_makes_an_old_article_young(watch: Watch) -> None:
    watch.now -= 20 * DAY
    watch.publish("/a")
    watch.now += 20 * DAY
    await watch.claim("/a", FIGURE)
    watch.now += 16 * MINUTE
    assert due_articles(watch.library, watch.ledger, watch.now) == []
    watch.server.put("/a", edited())
    await checked(watch)
    watch.now += 16 * MINUTE
    assert len(due_articles(watch.library, watch.ledger, watch.now)) == 1


async def test_a_feed_that_says_so_has_an_article_asked_for_once(watch: Watch) -> None:
    watch.publish("/a", "/b")
    for path in ("/a", "/b"):
        await watch.claim(path)
    watch.now += DAY
    url = watch.server.url("/feed")
    watch.feed(url, watch.entry("/a", published=watch.now - DAY, updated=watch.now - MINUTE))
    watch.server.forget()
    await checked(watch, due=True)
    await checked(watch, due=True)
    assert [each.path for each in watch.server.requests] == ["/a"]


async def test_an_article_is_asked_for_with_what_its_last_answer_was_called(watch: Watch) -> None:
    watch.publish("/a")
    watch.server.put("/a", page(etag='"1"'))
    await watch.claim("/a", FIGURE)
    watch.server.forget()
    _, events = await checked(watch)
    assert outcomes(events) == ["same"]
    assert watch.server.count("/a", answered=304) == 1


async def test_claims_that_nobody_wants_checked_are_not_told_of(watch: Watch) -> None:
    watch.publish("/a")
    await watch.claim("/a", FIGURE)
    await watch.claim("/a", DROPPED, status="dropped")
    watch.server.put("/a", edited())
    _, events = await checked(watch)
    assert set(drifted(events)) == {FIGURE}
    assert watch.states()[DROPPED] == "orphaned"  # followed all the same: it may come back


# Good conduct


async def test_a_host_that_asks_to_be_left_alone_is(watch: Watch) -> None:
    paths = [f"/{number}" for number in range(4)]
    watch.publish(*paths)
    watch.publish("/other", host="localhost")
    for path in paths:
        await watch.claim(path, FIGURE)
    await watch.claim("/other", FIGURE, host="localhost")
    for path in paths:
        watch.server.put(path, Page(b"", status=429, headers={"Retry-After": "7200"}))
    watch.server.forget()
    _, events = await checked(watch)
    assert sorted(outcomes(events)) == ["error", "same", "waiting", "waiting", "waiting"]
    assert watch.server.count() == 2
    for wait, asked in ((HOUR, 1), (2 * HOUR, 2)):
        watch.now += wait
        watch.server.forget()
        await checked(watch, due=True)
        assert watch.server.count() == asked  # the other host's, and after two hours one more


async def test_a_hold_without_an_end_is_for_an_hour(watch: Watch) -> None:
    watch.publish("/a")
    await watch.claim("/a", FIGURE)
    watch.server.put("/a", Page(b"", status=429))
    await checked(watch)
    watch.server.forget()
    watch.now += HOUR - 1
    _, events = await checked(watch)
    assert (outcomes(events), watch.server.count()) == (["waiting"], 0)
    watch.now += 2
    _, events = await checked(watch)
    assert (outcomes(events), watch.server.count()) == (["error"], 1)


async def test_what_a_feeds_server_asks_for_holds_for_its_pages(watch: Watch) -> None:
    watch.publish("/a")
    await watch.claim("/a", FIGURE)
    [state] = watch.library.fetch_states([watch.server.url("/feed")])
    watch.library.store_unchanged([replace(state, hold=watch.now + HOUR)])
    watch.server.forget()
    _, events = await checked(watch)
    assert (outcomes(events), watch.server.count()) == (["waiting"], 0)


async def test_a_host_that_does_not_answer_keeps_nobody_waiting(watch: Watch) -> None:
    paths = [f"/{number}" for number in range(5)]
    watch.publish(*paths)
    for path in paths:
        await watch.claim(path, FIGURE)
        watch.server.put(path, Page(fault="drop"))
    watch.server.forget()
    _, events = await checked(watch)
    assert sorted(outcomes(events)) == ["error"] * 2 + ["waiting"] * 3
    assert len({each.path for each in watch.server.requests}) == 2


async def test_a_host_that_is_left_for_two_reasons_keeps_each_article_told_of(watch: Watch) -> None:
    paths = [f"/{number}" for number in range(4)]
    watch.publish(*paths)
    for path in paths:
        await watch.claim(path, FIGURE)
        watch.server.put(path, Page(b"", status=503, headers={"Retry-After": "60"}))
    watch.server.put(paths[0], Page(b"", status=500))
    longest_ago = watch.article(paths[0]).id
    with watch.library.writing():
        watch.library._database.change(
            "UPDATE revision SET retrieved = 1 WHERE article_id = ?", (longest_ago,)
        )
    _, events = await checked(watch)
    assert sorted(outcomes(events)) == ["error"] * 2 + ["waiting"] * 2


async def test_a_hundred_claims_on_one_outlet_are_checked_in_two_runs(watch: Watch) -> None:
    paths = [f"/{number}" for number in range(MOST + 40)]
    watch.publish(*paths)
    watch.publish("/other", host="localhost")
    [made] = await watch.claim(paths[0], FIGURE)
    for path in paths[1:]:
        article = watch.article(path)
        reference = replace(made.article, key=article.key, url=article.url)
        watch.ledger.put(replace(made, id=f"{made.id}{path}", article=reference))
    await watch.claim("/other", FIGURE, host="localhost")
    watch.server.forget()
    _, events = await checked(watch)
    by_host = [each.headers["host"].partition(":")[0] for each in watch.server.requests]
    assert (by_host.count("127.0.0.1"), by_host.count("localhost")) == (MOST, 1)
    assert outcomes(events).count("waiting") == 40
    watch.now += MINUTE
    await checked(watch)
    assert {each.path for each in watch.server.requests} == {*paths, "/other"}


# Ends and beginnings


async def test_articles_that_are_not_here_are_told_and_nobody_is_asked(watch: Watch) -> None:
    watch.publish("/a")
    [made] = await watch.claim("/a", FIGURE)
    elsewhere = replace(made, id="elsewhere", article=replace(made.article, key="f" * 64))
    watch.ledger.put(elsewhere)
    summary, events = await checked(watch, claims=[elsewhere])
    [told] = [each for each in events if isinstance(each, ArticleChecked)]
    assert (told.id, told.outcome) == (None, "error")
    assert "is not in the library" in (told.error or "")
    assert not summary.succeeded


async def until(so: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not so():  # noqa: ASYNC110 (the server runs in a thread)
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("cancelled", [False, True])
async def test_who_is_stopped_has_stored_what_was_done(watch: Watch, cancelled: bool) -> None:
    watch.publish("/a", "/b")
    await watch.claim("/a", FIGURE)
    watch.now += 1
    await watch.claim("/b", FIGURE)
    watch.server.put("/a", edited())
    watch.server.put("/b", Page(fault="hang"))
    watch.server.forget()
    stop = asyncio.Event()
    running = asyncio.create_task(checked(watch, stop=stop))
    await until(lambda: watch.server.count() == 2)
    if cancelled:
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    else:
        stop.set()
        summary, events = await running
        assert summary.stopped
        assert not summary.succeeded
        assert isinstance(events[-1], CheckEnded)
    assert sorted(each.anchors[-1].state for each in watch.ledger.all()) == [
        "changed-material",
        "exact",
    ]
    with FileLock(watch.lock, blocking=False):
        pass


async def test_a_text_that_was_stored_and_not_followed_yet_is_followed_by_the_next_check(
    watch: Watch,
) -> None:
    watch.publish("/a")
    await watch.claim("/a", *ALL)
    watch.server.put("/a", edited())
    await watch.claim("/a")  # somebody reads it, and is ended before the claims are looked at
    assert set(watch.states().values()) == {"exact"}
    _, events = await checked(watch)
    assert outcomes(events) == ["same"]
    assert set(drifted(events)) == {FIGURE, DROPPED}


async def test_one_check_at_a_time(watch: Watch) -> None:
    watch.publish("/a")
    await watch.claim("/a", FIGURE)
    watch.server.forget()
    with FileLock(watch.lock), pytest.raises(BusyError, match=r"newsread claims check: .* already"):
        await checked(watch)
    assert watch.server.count() == 0
