"""Claims are checked while somebody reads, and only what has drifted is said."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest

from newsread.app import ReaderApp
from newsread.claims.claim import State
from newsread.screens.watching import drift_in_words
from newsread.services.check_events import ArticleChecked, CheckStarted, ClaimDrifted
from newsread.services.desk import Desk
from tests.fakes.desk_edits import FIGURE, KEPT, Watch, edited
from tests.fakes.pages import PagesInPlace
from tests.fakes.server import LoopbackServer
from tests.screens.driving import said, screen


def drifted(state: State, *, new: bool = True) -> ClaimDrifted:
    return ClaimDrifted(
        id="1",
        state=state,
        material=False,
        quote="",
        now="",
        changes="",
        title="",
        url="",
        new=new,
    )


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ((), ""),
        (("changed-material",), "Changed in what it says: 1 claim"),
        (("changed-material",) * 2, "Changed in what it says: 2 claims"),
        (
            ("orphaned", "changed-material"),
            "Changed in what it says: 1 claim; not there any more: 1 claim",
        ),
    ],
)
def test_the_gravest_is_said_first(states: tuple[State, ...], words: str) -> None:
    article = ArticleChecked(id=1, title="", url="", outcome="changed")
    events = (CheckStarted(1), article, *(drifted(each) for each in states))
    assert drift_in_words(events) == words


def test_what_was_said_before_is_not_said_again() -> None:
    assert drift_in_words([drifted("orphaned", new=False)]) == ""


@pytest.fixture
async def watch(desk: Desk, server: LoopbackServer) -> AsyncIterator[Watch]:
    """An outlet with an article of an hour ago, in which somebody has marked two sentences."""
    watch = Watch(server, desk.places.data, time.time() - 3600)
    watch.publish("/a")
    await watch.claim("/a", FIGURE, KEPT)
    with watch.library.writing():
        watch.library._database.change("UPDATE revision SET retrieved = ?", (watch.now,))
    server.forget()
    yield watch
    await watch.close()


async def looked(app: ReaderApp) -> None:
    """Look whether anything is due, and wait until that is done."""
    screen(app).check_in_turn()
    await app.workers.wait_for_complete([each for each in app.workers if each.group == "check"])


async def test_what_drifted_is_said_and_in_the_ledger(
    desk: Desk, app: ReaderApp, watch: Watch
) -> None:
    watch.server.put("/a", edited())
    async with app.run_test() as pilot:
        await looked(app)
        await pilot.pause()
        assert said(app) == "Changed in what it says: 1 claim; D reviews"
        states = {each.quote: each.anchors[-1].state for each in desk.ledger.all()}
        assert states == {FIGURE: "changed-material", KEPT: "exact"}


async def test_nothing_is_said_where_nothing_drifted_and_nothing_asked_twice(
    app: ReaderApp, watch: Watch
) -> None:
    async with app.run_test() as pilot:
        before = said(app)
        await looked(app)
        await looked(app)
        await pilot.pause()
        assert said(app) == before
        assert watch.server.count() == 1


async def test_one_check_at_a_time(app: ReaderApp, watch: Watch) -> None:
    async with app.run_test():
        screen(app).check_in_turn()
        await looked(app)
        assert watch.server.count() == 1


@pytest.mark.parametrize("on", [True, False])
async def test_a_setting_turns_it_off(desk: Desk, pages: PagesInPlace, on: bool) -> None:
    settings = f"[refresh]\nat_start = false\n[watching]\non = {str(on).lower()}\n"
    desk.places.settings.write_text(settings, encoding="utf-8")
    with Desk.open(desk.places) as again:
        app = ReaderApp(again, pages)  # type: ignore[arg-type]
        async with app.run_test():
            reader = screen(app)
            timed = [each._callback for each in reader._timers]
            assert (reader.check_in_turn in timed) is on
