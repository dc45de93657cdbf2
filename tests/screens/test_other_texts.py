"""The texts of an article, one after the other at the same place, and what is told of each."""

from __future__ import annotations

import pytest

from newsread.app import ReaderApp
from newsread.feeds.entry import Entry
from newsread.library.records import Article
from newsread.services.desk import Desk
from newsread.text.document import Document, Kind, Part, Piece, assemble
from newsread.text.quality import Quality
from newsread.widgets.claim_list import ClaimList
from newsread.widgets.text_line import TextLine
from newsread.workers.page_protocol import PageReply
from tests.fakes.pages import PagesInPlace
from tests.fakes.texts import store_revision
from tests.screens.driving import WIDE, add, place, press, said, screen, view

LINK = "https://paper.example/1"
BODY = tuple(
    f"Berth {number} costs {number * 10} crowns. So it was decided." for number in range(60)
)
MENUS = tuple(f"Menu {number}" for number in range(50))
TEASER = "The board raised all fees."
QUALITY = Quality(480, 600, whole=500, measure="page")


def text(*paragraphs: str, headline: str = "") -> Document:
    first = Piece(Kind.HEADLINE, headline, Part.HEADLINE)
    return assemble([first, *(Piece(Kind.PARAGRAPH, each) for each in paragraphs)], "en")


CLEAN = text(*BODY, headline="Fees")
PAGE = text(*MENUS, "Fees", *BODY, "About us")


def fees(
    desk: Desk, pages: PagesInPlace, *flags: str, feed: str = TEASER, **fields: object
) -> None:
    """Put an article at the top of the list, and its page where it is asked for."""
    content = f"<p>{feed}</p>" if feed else ""
    add(desk, Entry(identity="1", title="Fees", url=LINK, content=content, published=4e9))
    quality = Quality(480, 600, flags, 500, "page")
    given = {"document": CLEAN, "visible": PAGE, "quality": quality, "retrieved": 1.79e9}
    pages.replies[LINK] = [PageReply(**given | fields)]  # type: ignore[arg-type]


def article(desk: Desk) -> Article:
    found = desk.library.find_article(LINK)
    assert found is not None
    return found


def told(app: ReaderApp) -> list[str]:
    """Return the lines above the text, without what fills them up."""
    line = screen(app).query_one(TextLine)
    return [" ".join(each.split()) for each in str(line.render()).splitlines()]


def row(app: ReaderApp) -> int:
    """Return how many rows below the top of the screen the selection begins."""
    spot = view(app).spot
    assert spot is not None
    return spot.row


async def test_one_key_walks_the_texts_and_says_what_each_is(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    fees(desk, pages)
    async with app.run_test(size=(200, 40)) as pilot:
        await press(pilot, "enter", "z")
        whole = "Clean text · 480 of 500 words of the page's article"
        assert told(app) == [f"{whole} x the feed's own text"]
        await press(pilot, "x")
        assert said(app) == "The feed's own text, 5 words; x shows all text of the page"
        assert told(app) == ["The feed's own text, 5 words x all text of the page"]
        assert view(app).page.document.text == f"Fees\n\n{TEASER}"  # type: ignore[union-attr]
        await press(pilot, "x")
        assert said(app) == "All text of the page, 643 words; x shows the clean text"
        assert view(app).page.document == PAGE
        await press(pilot, "x")
        assert said(app).startswith("The clean text, 480 of 500 words of the page's article; x ")
        assert view(app).page.document == CLEAN
        assert len(pages.asked) == 2  # the page when it was opened, the feed's text without network
        assert pages.asked[1].url == ""


async def test_the_place_is_kept_from_text_to_text_and_back(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    fees(desk, pages)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", *"}" * 31)
        words, where, top = view(app).selected_text, row(app), view(app).scroll_offset
        assert where > 5
        assert top.y > 20
        await press(pilot, "X")
        assert (view(app).selected_text, row(app)) == (words, where)
        await press(pilot, "x")
        assert (view(app).selected_text, view(app).scroll_offset) == (words, top)
        await press(pilot, "x")  # a teaser, which has no such words
        await press(pilot, "x")
        assert (view(app).selected_text, row(app)) == (words, where)
        await press(pilot, "j", "j", "x")
        assert view(app).selected_text != words
        assert view(app).page.document == CLEAN


async def test_claims_are_marked_on_each_text_and_opened_on_their_own(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    fees(desk, pages)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "x", "j", "1", "x", "g", "2", "x")
        on_page, on_feed = desk.ledger.all()  # the newest first
        assert (on_feed.quote, on_page.quote) == (TEASER, "Menu 0")
        assert on_page.revision == PAGE.revision
        assert "2 on other texts" in place(app)
        await press(pilot, "C")
        remarks = [each.remark for each in app.screen.query_one(ClaimList).rows]
        assert remarks == ["on the page's text", "on the feed's text"]
        await press(pilot, "enter")
        assert view(app).selected_text == "Menu 0"
        assert view(app).page.document == PAGE
        await press(pilot, "h", "enter")  # opened again it is the clean text, as ever
        assert view(app).page.document == CLEAN


async def test_a_text_that_was_marked_outlasts_the_next_reading(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    fees(desk, pages)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "X", "g", "1")
        newer = text("Other menus", *BODY)
        library, number = desk.library, article(desk).id
        for document in (newer, text("Yet others", *BODY)):
            store_revision(library, number, document, "visible", 5e9, QUALITY, role="page")
        await press(pilot, "h", "C", "enter")
        assert view(app).page.document == PAGE
        assert view(app).selected_text == "Menu 0"


async def test_find_and_marks_work_on_all_text_of_the_page(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    fees(desk, pages)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "X", "slash", *"menu 7", "enter")
        assert view(app).selected_text == "Menu 7"


@pytest.mark.parametrize(
    "feed", ["", "<img src='a.png'>", " ".join(BODY)], ids=["none", "a picture", "the same"]
)
async def test_what_is_not_there_or_says_the_same_is_passed_over(
    app: ReaderApp, desk: Desk, pages: PagesInPlace, feed: str
) -> None:
    fees(desk, pages, feed=feed)
    if feed.startswith("<img"):
        pages.replies[""] = [PageReply(error="its feed has no text of it")]
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "x")
        assert view(app).page.document == PAGE
        await press(pilot, "x", "x")
        assert view(app).page.document == PAGE
        assert said(app) == "All text of the page, 643 words; x shows the clean text"


async def test_where_there_is_no_other_text_that_is_said(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter")  # an article of the Welcome feed, which has no page
        assert told(app)[0].startswith("Clean text from the feed · ")
        assert " x " not in told(app)[0]
        await press(pilot, "x")
        assert said(app) == "There is no other text of this article"
        await press(pilot, "X")
        assert "it has no page on the web" in said(app)


async def test_all_text_of_a_page_that_was_not_kept_is_asked_for_by_its_key(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    fees(desk, pages, feed="")
    library, number = desk.library, article(desk).id
    store_revision(library, number, CLEAN, "page", 1.0, QUALITY)  # by an earlier newsread
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "x")
        assert said(app) == "There is no other text of this article; X asks for its page"
        assert pages.asked == []
        await press(pilot, "X")
        assert view(app).page.document == PAGE
        await press(pilot, "X")
        assert view(app).page.document == CLEAN
        assert len(pages.asked) == 1


async def test_a_page_that_cannot_be_had_leaves_the_text_that_is_read(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    fees(desk, pages)
    store_revision(desk.library, article(desk).id, CLEAN, "page", 1.0, QUALITY)
    pages.replies[LINK] = [PageReply(error="refused (403)")]
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "X")
        assert "refused (403)" in said(app)
        assert view(app).page.document == CLEAN


async def test_an_article_left_on_another_text_opens_at_the_same_words_of_its_clean_one(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    fees(desk, pages)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "X", *"}" * 31)
        words = view(app).selected_text
        assert words.startswith("Berth ")
        await press(pilot, "h", "j", "enter", "h", "k", "enter")
        assert view(app).page.document == CLEAN
        assert view(app).selected_text == words


async def test_the_articles_text_that_comes_meanwhile_does_not_take_anothers_place(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    makeshift = Quality(480, flags=("no-page",))
    fees(desk, pages)
    library, number = desk.library, article(desk).id
    store_revision(library, number, text(BODY[0], headline="Fees"), "feed", 1.0, makeshift)
    store_revision(library, number, PAGE, "visible", 1.0, QUALITY, role="page")
    first = PageReply(document=text(BODY[0]), source="feed", quality=makeshift)
    pages.replies[LINK].insert(0, first)
    pages.go_on.clear()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("x")
        await pilot.pause()
        assert view(app).page.document == PAGE
        pages.go_on.set()
        await press(pilot)
        assert view(app).page.document == PAGE
        assert said(app) == "The article's text is here: x shows it"
        await press(pilot, "x")
        assert view(app).page.document == CLEAN


# What is doubtful


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        (
            "partial",
            "▲ Only a part of the article · o opens the page in the browser",
        ),
        ("uncertain", "▲ This may not be the article · X shows all text of the page"),
        ("cut", "▲ Too long: its end is left out · o opens the page in the browser"),
    ],
)
async def test_what_is_doubtful_is_told_above_the_text_with_the_key_that_helps(
    app: ReaderApp, desk: Desk, pages: PagesInPlace, flag: str, words: str
) -> None:
    fees(desk, pages, flag)
    async with app.run_test(size=(200, 40)) as pilot:
        await press(pilot, "enter", "z")
        assert told(app)[1:] == [words]
        assert screen(app).query_one(TextLine).size.height == 2
        await press(pilot, "x")  # of the other texts that is not said
        assert len(told(app)) == screen(app).query_one(TextLine).size.height == 1


@pytest.mark.parametrize("width", [40, 60, 100])
async def test_in_a_narrow_window_the_words_are_told_and_doubts_whole(
    app: ReaderApp, desk: Desk, pages: PagesInPlace, width: int
) -> None:
    fees(desk, pages, "wall")
    async with app.run_test(size=(width, 24)) as pilot:
        await press(pilot, "enter", "z")
        first, *rest = told(app)
        assert "480 of 500 words" in first
        doubt = " ".join(rest)
        assert doubt.startswith("✖ Not the article: the page shows something else · X shows")
        line = screen(app).query_one(TextLine)
        assert line.size.height == 1 + len(rest)
        assert view(app).size.height > 12
