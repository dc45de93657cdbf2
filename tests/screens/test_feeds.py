"""The pane with the feeds: what its lines list, folding, editing, removing."""

from __future__ import annotations

from newsread.app import ReaderApp
from newsread.feeds.entry import Entry
from newsread.library.records import FeedSettings
from newsread.screens.feed_form import FeedForm
from newsread.services.desk import Desk
from tests.pictures import settled
from tests.screens.driving import (
    MIDDLING,
    NARROW,
    WIDE,
    add,
    heading,
    lines,
    place,
    press,
    said,
    screen,
    titles,
)


def two_folders(desk: Desk) -> None:
    for name, folder in (("Ant", "World/Africa"), ("Bee", "World"), ("Cat", "")):
        add(
            desk,
            Entry(identity="1", title=f"{name} one", published=1e9),
            Entry(identity="2", title=f"{name} two", published=2e9 if name == "Ant" else 1.1e9),
            url=f"https://{name.lower()}.example/feed",
            title=name,
            folder=folder,
        )


async def test_each_line_lists_its_articles_as_one_goes_through(app: ReaderApp, desk: Desk) -> None:
    two_folders(desk)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "h", "G", "k")  # below the smart rows: World, Africa, Ant, Bee, Cat
        assert lines(app)[5:] == ["World", "Africa", "Ant", "Bee", "Cat", "Welcome to newsread"]
        assert (heading(app), titles(app)) == ("Cat", ["Cat two", "Cat one"])
        await press(pilot, "k")
        assert titles(app) == ["Bee two", "Bee one"]
        await press(pilot, "k", "k", "k")
        assert heading(app) == "World"
        assert sorted(titles(app)) == ["Ant one", "Ant two", "Bee one", "Bee two"]


async def test_enter_goes_to_the_articles_and_h_comes_back(app: ReaderApp, desk: Desk) -> None:
    two_folders(desk)
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "h")
        assert screen(app).feeds_pane.feed_tree.is_on_screen
        assert not screen(app).list_pane.list.is_on_screen
        await press(pilot, "G", "k", "enter")
        assert titles(app) == ["Cat two", "Cat one"]
        assert screen(app).list_pane.list.has_focus
        await press(pilot, "h")
        assert screen(app).feeds_pane.feed_tree.has_focus


async def test_what_was_listed_last_is_listed_at_the_next_start(app: ReaderApp, desk: Desk) -> None:
    two_folders(desk)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "h", "G", "k", "enter")
    again = ReaderApp(desk, app.pages)
    async with again.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert heading(again) == "Cat"
        assert screen(again).list_pane.list.has_focus


async def test_a_folder_is_folded_and_stays_so(app: ReaderApp, desk: Desk) -> None:
    two_folders(desk)
    async with app.run_test(size=MIDDLING) as pilot:
        await press(pilot, "h", *"gjjjjj", "space")
        assert lines(app)[5:] == ["World", "Cat", "Welcome to newsread"]
    again = ReaderApp(desk, app.pages)
    async with again.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert lines(again)[5:] == ["World", "Cat", "Welcome to newsread"]
        await press(pilot, "h", *"gjjjjj", "space")
        assert "Africa" in lines(again)


async def test_h_goes_to_the_folder_above_and_folds_it(app: ReaderApp, desk: Desk) -> None:
    two_folders(desk)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "h", *"gjjjjjjj", "h")  # from Ant to Africa
        current = screen(app).feeds_pane.current
        assert current is not None
        assert current.words == "Africa"
        await press(pilot, "h")
        assert "Ant" not in lines(app)
        await press(pilot, "h", "h")
        assert lines(app)[5:] == ["World", "Cat", "Welcome to newsread"]


async def test_what_is_wrong_with_a_feed_is_seen_and_told(app: ReaderApp, desk: Desk) -> None:
    two_folders(desk)
    (state,) = desk.library.fetch_states(["https://cat.example/feed"])
    desk.library.store_unchanged(
        [type(state)(**{**_fields(state), "error": "cat: it is gone.", "due": 9e9})]
    )
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "h", "G", "k")
        tree = screen(app).feeds_pane.feed_tree
        row = tree.current - tree.scroll_offset.y
        assert tree.render_line(row).text.startswith("!")
        assert said(app) == "cat: it is gone."
        await press(pilot, "k")
        assert said(app) == ""


def _fields(state: object) -> dict[str, object]:
    return {name: getattr(state, name) for name in state.__struct_fields__}  # type: ignore[attr-defined]


async def test_unread_counts_follow_what_is_read(app: ReaderApp, desk: Desk) -> None:
    two_folders(desk)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "h", "G", "k", "enter", "enter")
        counts = {line.words: line.unread for line in screen(app).feeds_pane.feed_tree.rows}
        assert (counts["Cat"], counts["Unread"]) == (1, 11)


async def test_a_feed_is_renamed_moved_and_set_in_one_step(app: ReaderApp, desk: Desk) -> None:
    two_folders(desk)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "h", "G", "k", "e")
        assert isinstance(app.screen, FeedForm)
        await press(pilot, *"Tabby", "tab", *"Wor", "tab", "tab", *"90", "enter")
        feed = desk.library.feed("https://cat.example/feed")
        assert feed is not None
        assert (feed.title, feed.folder) == ("Tabby", "World")
        assert feed.settings == FeedSettings(interval_minutes=90)
        assert "Tabby" in lines(app)
        await press(pilot, "u")
        feed = desk.library.feed("https://cat.example/feed")
        assert feed is not None
        assert (feed.title, feed.folder, feed.settings) == ("Cat", "", FeedSettings())


async def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(
    app: ReaderApp, desk: Desk
) -> None:
    two_folders(desk)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "h", "G", "k", "e", *"Tabby", "down", "down", *"soon", "enter")
        assert isinstance(app.screen, FeedForm)
        assert "“soon” is not a whole number" in str(app.screen.query_one("#complaint").render())
        await press(pilot, "escape")
        assert desk.library.feed("https://cat.example/feed").title == "Cat"  # type: ignore[union-attr]


async def test_a_folder_is_renamed_with_all_that_is_in_it(app: ReaderApp, desk: Desk) -> None:
    two_folders(desk)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "h", *"gjjjjj", "e", *["backspace"] * 5, *"Globe", "enter")
        assert lines(app)[5:9] == ["Globe", "Africa", "Ant", "Bee"]
        assert (heading(app), len(titles(app))) == ("Globe", 4)
        await press(pilot, "u")
        assert lines(app)[5] == "World"
        assert (heading(app), len(titles(app))) == ("World", 4)


async def test_a_feed_that_is_removed_comes_back(app: ReaderApp, desk: Desk) -> None:
    two_folders(desk)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "h", "G", "k", "d")
        assert "Cat" not in lines(app)
        assert heading(app) == "Welcome to newsread"
        assert "u brings it back" in said(app)
        await press(pilot, "u")
        assert "Cat" in lines(app)


async def test_one_feeds_place_says_how_much_is_unread_and_when_it_is_next(
    app: ReaderApp, desk: Desk
) -> None:
    two_folders(desk)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "h", "G", "k")
        assert place(app).startswith("2 unread of 2")


async def test_a_quiet_feed_is_left_out_of_what_is_unread(app: ReaderApp, desk: Desk) -> None:
    two_folders(desk)
    desk.history.edit_feed(
        "https://cat.example/feed", own_title="", folder="", settings=FeedSettings(quiet=True)
    )
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert heading(app) == "Unread"
        assert "Cat one" not in titles(app)
        assert screen(app).feeds_pane.feed_tree.rows[0].unread == len(titles(app))
