"""The place in an article: kept from one opening to the next, as long as its text is the same."""

from __future__ import annotations

from newsread.app import ReaderApp
from newsread.feeds.entry import Entry
from newsread.pages.page import read_feed
from newsread.services.desk import Desk
from newsread.workers.page_protocol import PageReply
from tests.fakes.pages import PagesInPlace
from tests.fakes.texts import store_revision
from tests.pictures import settled
from tests.screens.driving import WIDE, add, press, said, view


async def test_an_article_opens_where_it_was_left(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", *"jjjjj")
        left = view(app).selected_text
        await press(pilot, "h", "j", "enter")
        assert view(app).selected_text != left
        await press(pilot, "h", "k", "enter")
        assert view(app).selected_text == left
        assert said(app) == "You were here last; g goes to the beginning"
        await press(pilot, "enter")  # opened by Enter, and pressed twice: nothing is captured
        assert len(app.desk.ledger.all()) == 0


async def test_the_place_is_there_at_the_next_start(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", *"jjjj")
        left = view(app).selected_text
    with Desk.open(desk.places) as later:
        again = ReaderApp(later, app.pages)
        async with again.run_test(size=WIDE) as pilot:
            await press(pilot, "h", "G", "enter", "g", "enter")  # from the feed's list: it is read
            await settled(pilot)
            assert view(again).selected_text == left


async def test_a_text_that_has_changed_is_read_from_its_beginning(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    link = "https://paper.example/1"
    add(desk, Entry(identity="1", title="Fees", url=link, published=4e9))
    before = read_feed("<p>Fees rise.</p><p>Again.</p><p>In May.</p>", link, "Fees", "en").document
    after = read_feed("<p>Fees fall.</p><p>Again.</p><p>In June.</p>", link, "Fees", "en").document
    pages.replies[link] = [PageReply(document=before)]
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "j", "h", "j", "enter", "h")
        article = desk.library.rows()[0].id
        quality = desk.library.revision(article).quality  # type: ignore[union-attr]
        store_revision(desk.library, article, after, "page", 5e9, quality)
        await press(pilot, "k", "enter")
        assert view(app).selected_text == "Fees"


async def test_a_claim_is_shown_at_its_words_and_not_at_the_place_kept(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1")
        claimed = view(app).selected_text
        await press(pilot, *"jjjj", "C", "enter")
        assert view(app).selected_text == claimed
