"""Lists as their user has them: searched, narrowed, saved, marked read."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from newsread.app import ReaderApp
from newsread.feeds.entry import Entry
from newsread.library.rows import Rows
from newsread.query.tree import Query
from newsread.screens import list_pane
from newsread.screens.listing import listing_of
from newsread.services.desk import Desk
from newsread.services.feed_tree import ALL
from newsread.widgets.claim_list import ClaimList
from newsread.widgets.prompt import PromptInput
from tests.pictures import settled
from tests.screens.driving import (
    MIDDLING,
    WIDE,
    add,
    asked,
    heading,
    lines,
    press,
    said,
    screen,
    titles,
)

SEARCH, NARROW_BY = "slash", "equals_sign"


async def test_a_search_finds_words_of_texts_and_escape_goes_back(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, SEARCH, *"mussels", "enter")
        assert heading(app) == "Found: mussels"
        assert titles(app)[0].startswith("Did the new breakwater")
        assert len(titles(app)) < 6
        assert screen(app).list_pane.list.has_focus
        await press(pilot, "escape")
        assert heading(app) == "Unread"
        assert len(titles(app)) == 6


async def test_a_bad_query_says_where_and_keeps_question_and_list(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, SEARCH, *"tgs:x", "enter")
        assert "tgs" in asked(app)
        assert "Did you mean tag" in asked(app)
        assert len(titles(app)) == 6
        await press(pilot, "escape")
        assert asked(app) == ""


async def test_a_list_is_narrowed_as_one_types_and_escape_takes_it_back(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, NARROW_BY, *"regul")
        assert [title[:11] for title in titles(app)] == ["Electricity"]
        await press(pilot, "escape")
        assert len(titles(app)) == 6
        await press(pilot, NARROW_BY, *"regul", "enter")
        assert len(titles(app)) == 1
        assert "regul" in heading(app)
        await press(pilot, "h")
        assert len(titles(app)) == 6
        assert screen(app).list_pane.list.has_focus
        await press(pilot, "h")
        assert screen(app).feeds_pane.feed_tree.has_focus


async def test_while_a_query_is_unfinished_the_list_keeps_what_it_showed(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, NARROW_BY, *'"elec')
        assert len(titles(app)) == 6
        assert "quotation mark" in asked(app)
        await press(pilot, "enter")
        assert asked(app)
        await press(pilot, '"', "enter")
        assert asked(app) == ""


async def test_typed_ahead_the_narrowing_is_what_was_typed(app: ReaderApp) -> None:
    """Enter in the same burst as the letters: the list is that of all of them."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(NARROW_BY, *"electricity", "enter")
        await settled(pilot)
        assert len(titles(app)) == 1


async def test_a_list_that_takes_long_is_made_when_no_more_is_typed(
    app: ReaderApp, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_pane, "QUICK", -1.0)
    monkeypatch.setattr(list_pane, "TYPING", 1e-3)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        made, rows = [], desk.library.rows

        def counted(query: Query, *how: Any, **further: Any) -> Rows:
            made.append(query.text)
            return rows(query, *how, **further)

        monkeypatch.setattr(desk.library, "rows", counted)
        await press(pilot, NARROW_BY)
        pane = screen(app).list_pane
        for text in ("elec", "electri", "tgs:x", "regul"):
            listing = replace(listing_of(ALL), narrowed=text)
            assert bool(pane.show_soon(listing)) == (text == "tgs:x")
        while not made:
            await pilot.pause(0.01)
        assert made == ["regul"]
        assert len(titles(app)) == 1
        pane.show_soon(listing)
        pane.show(listing_of(ALL))  # and nothing after it
        await pilot.pause(0.01)
        assert made[1:] == [""]


async def test_a_view_is_saved_listed_and_taken_back(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, NARROW_BY, *"merrow", "enter", "W", *"From Merrow", "enter")
        assert "From Merrow" in lines(app)
        written = desk.places.views.read_text(encoding="utf-8")
        assert '"From Merrow" = "is:unread -is:quiet merrow"' in written
        await press(pilot, "h", "h", "g", *"jjjjj")
        assert heading(app) == "From Merrow"
        await press(pilot, "u")
        assert "From Merrow" not in lines(app)
        await press(pilot, "U")
        assert "From Merrow" in lines(app)


async def test_a_view_is_edited_and_removed(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, NARROW_BY, *"merrow", "enter", "W", *"Merrow", "enter")
        await press(pilot, "h", "h", "g", *"jjjjj", "e", *" ferry", "enter")
        assert desk.views.all()[0].query_text == "is:unread -is:quiet merrow ferry"
        await press(pilot, "d")
        assert desk.views.all() == ()
        await press(pilot, "u")
        assert len(desk.views.all()) == 1


async def test_a_view_that_is_no_query_is_told_and_keeps_nobody_from_reading(
    app: ReaderApp, desk: Desk
) -> None:
    desk.places.views.write_text('broken = "tgs:x"\nfine = "is:starred"\n', encoding="utf-8")
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert {"broken", "fine"} <= set(lines(app))
        await press(pilot, "h", "g", *"jjjjj")
        assert "views.toml:1" in said(app)
        assert titles(app) == []
        await press(pilot, "A")
        assert said(app) == "Everything here is read already"


async def test_a_view_with_a_mistake_is_edited_as_it_was_written(
    app: ReaderApp, desk: Desk
) -> None:
    desk.places.views.write_text('broken = "tgs:x"\n', encoding="utf-8")
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "h", "g", *"jjjjj", "e")
        assert app.screen.query_one(PromptInput).value == "broken = tgs:x"


async def test_an_article_of_a_view_that_was_open_is_there_at_the_next_start(
    app: ReaderApp, desk: Desk
) -> None:
    desk.places.views.write_text('mine = "is:unread"\n', encoding="utf-8")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "h", "g", *"jjjjj", "l", "j", "enter")
        assert heading(app) == "mine"
        opened = screen(app).article_pane.article
    with Desk.open(desk.places) as later:
        again = ReaderApp(later, app.pages)
        async with again.run_test(size=WIDE) as pilot:
            await settled(pilot)
            assert heading(again) == "mine"
            assert opened is not None
            current = screen(again).list_pane.current
            assert current is not None
            assert current.id == opened.id


async def test_a_views_file_that_is_no_toml_is_told_and_keeps_nobody_from_reading(
    app: ReaderApp, desk: Desk
) -> None:
    desk.places.views.write_text("not toml", encoding="utf-8")
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert "views.toml" in said(app)
        assert len(titles(app)) == 6


# All read


async def test_all_read_names_how_many_and_does_it_in_one_step(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "A")
        assert "Enter marks 6 articles of “Unread” as read" in asked(app)
        assert desk.library.counts().unread == 6
        await press(pilot, "escape")
        assert desk.library.counts().unread == 6
        await press(pilot, "A", "enter")
        assert desk.library.counts().unread == 0
        assert said(app) == "6 articles marked read"
        await press(pilot, "u")
        assert desk.library.counts().unread == 6


async def test_all_read_means_what_is_listed_and_nothing_else(app: ReaderApp, desk: Desk) -> None:
    add(desk, Entry(identity="1", title="Apart", published=1e9))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, NARROW_BY, *"apart", "enter", "A", "enter")
        assert desk.library.counts().unread == 6
        await press(pilot, "A")
        assert said(app) == "Everything here is read already"


async def test_all_read_of_thousands_comes_back_after_a_restart(app: ReaderApp, desk: Desk) -> None:
    add(desk, *(Entry(identity=f"{n}", title=f"No {n}", published=1e9 + n) for n in range(5000)))
    async with app.run_test(size=MIDDLING) as pilot:
        await press(pilot, "A", "enter")
        assert said(app) == "5006 articles marked read"
    with Desk.open(desk.places) as later:
        again = ReaderApp(later, app.pages)
        async with again.run_test(size=MIDDLING) as pilot:
            await press(pilot, "u")
            assert later.library.counts().unread == 5006


# Next unread


async def test_next_unread_stays_in_the_list_and_then_goes_on_in_all(
    app: ReaderApp, desk: Desk
) -> None:
    add(desk, Entry(identity="1", title="Apart", published=1e9))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, SEARCH, *"apart", "enter", "n")
        assert screen(app).article_pane.article is not None
        assert screen(app).article_pane.article.title == "Apart"
        await press(pilot, "n")
        assert heading(app) == "Unread"
        assert "Everything is read in “Found: apart”" in said(app)


# Claims


@pytest.mark.parametrize("key", [NARROW_BY, SEARCH])
async def test_the_ledger_is_narrowed_by_the_same_language(app: ReaderApp, key: str) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1", "t", *"budget", "enter", "j", "2", "C")
        claims = app.screen.query_one(ClaimList)
        assert len(claims.rows) == 2
        await press(pilot, key, *"tag:budget", "enter")
        assert [row.claim.type for row in claims.rows] == ["quantity"]
        await press(pilot, "escape")
        assert len(claims.rows) == 2
        await press(pilot, "escape")
        assert screen(app).is_current


async def test_words_of_a_claim_are_searched_with_everything(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1", "t", *"oddity", "enter", "h")
        await press(pilot, SEARCH, *"tag:oddity", "enter")
        assert len(titles(app)) == 1
