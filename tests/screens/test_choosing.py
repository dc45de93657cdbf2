"""The first run: feeds to choose from, files to bring them from, and nothing unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from newsread.actions import Where
from newsread.app import ReaderApp
from newsread.screens.refreshing import RefreshingScreen
from newsread.screens.text_screen import ReportScreen
from newsread.services.desk import Desk
from newsread.services.starter import starter_feeds
from newsread.widgets.choice_list import ChoiceList
from tests.pictures import settled
from tests.screens.driving import (
    MIDDLING,
    NARROW,
    WIDE,
    add,
    lines,
    paste,
    press,
    said,
    screen,
    view,
)

OPML = """<?xml version="1.0"?><opml version="2.0"><head/><body><outline text="Papers">
<outline type="rss" text="The Bee" xmlUrl="https://bee.example/feed"/>
<outline type="rss" text="Trap" xmlUrl="file:///etc/passwd"/></outline></body></opml>
"""


@pytest.fixture(autouse=True)
def nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Keep refreshes from the feeds of real publishers; remember which were wanted."""
    wanted: list[tuple[str, ...]] = []
    monkeypatch.setattr(
        RefreshingScreen, "ask_feeds", lambda self, urls, *, force: wanted.append(tuple(urls))
    )
    return wanted


def choices(app: ReaderApp) -> ChoiceList:
    return screen(app).query_one(ChoiceList)


async def test_feeds_are_offered_while_there_are_none_and_the_list_keeps_the_keys(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert choices(app).is_on_screen
        assert screen(app).list_pane.list.has_focus
        assert "F chooses some" in said(app)
        await press(pilot, "enter")
        assert view(app).is_on_screen
        assert not choices(app).is_on_screen
    assert [feed.kind for feed in desk.library.feeds()] == ["welcome"]


async def test_nothing_is_offered_unasked_once_there_is_a_feed(app: ReaderApp, desk: Desk) -> None:
    add(desk)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert not choices(app).is_on_screen
        await press(pilot, "F")
        assert choices(app).is_on_screen
        assert choices(app).has_focus


@pytest.mark.parametrize("size", [WIDE, MIDDLING, NARROW])
async def test_what_is_checked_is_added_in_its_folder_and_asked(
    app: ReaderApp,
    desk: Desk,
    size: tuple[int, int],
    nobody_is_asked: list[tuple[str, ...]],
) -> None:
    first, second = starter_feeds()[:2]
    async with app.run_test(size=size) as pilot:
        await press(pilot, "F", "j", "space", "j", "space")
        assert said(app) == "2 checked; Enter adds them"
        await press(pilot, "enter")
        assert nobody_is_asked == [(first.url, second.url)]
        feed = desk.library.feed(first.url)
        assert feed is not None
        assert (feed.title, feed.folder) == (first.title, first.folder)
        assert screen(app).list_pane.list.has_focus
        await press(pilot, "u")
        assert desk.library.feed(first.url) is None


async def test_space_on_a_folder_checks_all_of_it_and_unchecks_it(app: ReaderApp) -> None:
    folder = starter_feeds()[0].folder
    whole = tuple(feed for feed in starter_feeds() if feed.folder == folder)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "F", "space")
        assert choices(app).checked == whole
        await press(pilot, "space")
        assert choices(app).checked == ()


async def test_enter_with_nothing_checked_adds_nothing(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "F", "enter")
        assert "Nothing is checked" in said(app)
        assert choices(app).has_focus
        assert len(desk.library.feeds()) == 1


async def test_who_goes_on_without_is_not_asked_again_and_can_come_back(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "F", "escape")
        assert not choices(app).is_on_screen
        assert screen(app).where is Where.LIST
    again = ReaderApp(desk, app.pages)
    async with again.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert not choices(again).is_on_screen
        await press(pilot, "F")
        assert choices(again).is_on_screen


async def test_a_feed_that_is_there_cannot_be_checked(app: ReaderApp, desk: Desk) -> None:
    first = starter_feeds()[0]
    add(desk, url=first.url)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "F", "j", "space")
        assert choices(app).checked == ()


async def test_a_file_is_imported_with_its_folders(
    app: ReaderApp, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "mine.opml"
    file.write_text(OPML, encoding="utf-8")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "F", "i")
        await paste(pilot, str(tmp_path / "min"))
        await press(pilot, "tab", "enter")
        assert lines(app)[5:7] == ["Papers", "The Bee"]
        assert isinstance(app.screen, ReportScreen)
        report = " ".join(str(app.screen.query_one(Static).render()).split())
        assert "1 feed added from mine.opml, 1 line left out" in report
        assert "mine.opml:3: “Trap” is left out" in report
        await press(pilot, "escape", "u")
        assert "Papers" not in lines(app)


async def test_newsboats_file_is_known_by_what_it_is(
    app: ReaderApp, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "urls").write_text('https://bee.example/feed Papers "~The Bee"\n', encoding="utf-8")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "F", "i")
        await paste(pilot, str(tmp_path / "urls"))
        await press(pilot, "enter")
        assert lines(app)[5:7] == ["Papers", "The Bee"]


async def test_a_file_that_is_none_is_told(app: ReaderApp, tmp_path: Path) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "F", "i")
        await paste(pilot, str(tmp_path / "nowhere.opml"))
        await press(pilot, "enter")
        assert "nowhere.opml" in said(app)
