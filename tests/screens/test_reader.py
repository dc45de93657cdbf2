"""The reader as its user has it: keys in, screen and files out."""

from __future__ import annotations

import sqlite3

import msgspec
import pytest
from textual import events
from tinydb import TinyDB

from newsread.app import ReaderApp
from newsread.feeds.entry import Entry
from newsread.pages.page import read_feed
from newsread.screens.article_pane import ArticlePane
from newsread.screens.ledger import LedgerScreen
from newsread.screens.reader import ReaderScreen
from newsread.services.desk import Desk
from newsread.widgets.article_list import ArticleList
from newsread.widgets.article_view import ArticleView
from newsread.widgets.claim_list import ClaimList
from newsread.widgets.feed_tree import FeedTree
from newsread.widgets.prompt import Prompt, PromptInput
from newsread.widgets.status import KeyHints, StatusLine
from newsread.workers.page_protocol import PageReply
from tests.fakes.pages import PagesInPlace
from tests.fakes.texts import store_revision
from tests.pictures import settled
from tests.screens.driving import MIDDLING, NARROW, WIDE, add, place, press, said, screen, view

# Opening


async def test_it_begins_in_the_list_of_all_that_is_unread(app: ReaderApp, desk: Desk) -> None:
    first, second = desk.library.rows()[:2]
    desk.library.set_read([first.id], True)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        listed = screen(app).query_one(ArticleList)
        assert listed.has_focus
        assert listed.current_row is not None
        assert listed.current_row.id == second.id
        assert len(listed.rows) == 5
        assert "unread of" in place(app)


async def test_what_is_read_stays_in_the_list_of_the_unread_until_another_is_shown(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "h")
        rows = screen(app).query_one(ArticleList).rows
        assert [row.read for row in rows] == [True, False, False, False, False, False]
        await press(pilot, "tab", "tab", "j", "k")  # to the feeds, down and back
        assert len(screen(app).query_one(ArticleList).rows) == 5


async def test_enter_opens_marks_read_and_goes_in(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        assert view(app).has_focus
        row = desk.library.rows()[0]
        assert row.read
        assert view(app).selected_text == row.title


@pytest.mark.parametrize(("author", "told"), [("", "Mia Lund"), ("M. Lund", "M. Lund")])
async def test_where_the_feed_does_not_say_by_whom_the_page_does(
    app: ReaderApp, desk: Desk, pages: PagesInPlace, author: str, told: str
) -> None:
    link = "https://paper.example/1"
    add(desk, Entry(identity="1", title="Fees", url=link, published=4e9, author=author))
    document = read_feed("<p>Fees rise.</p>", link, "Fees", "en", "Mia Lund").document
    pages.replies[link] = [PageReply(document=document)]
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter")
        assert view(app).render_line(2).text.strip() == told


async def test_enter_pressed_twice_captures_nothing(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "enter")
        assert desk.ledger.all() == ()


async def test_enter_without_a_type_yet_says_so(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "enter")
        assert desk.ledger.all() == ()
        assert "none is chosen yet" in said(app)


async def test_the_feeds_text_gives_way_to_the_page_and_keeps_the_selected_words(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    link = "https://paper.example/1"
    add(desk, Entry(identity="1", title="Fees rise", url=link, content="x", published=4e9))
    teaser = read_feed("<p>Fees rise in May.</p>", link, "Fees rise", "en").document
    whole = read_feed(
        "<p>A first line that the feed left out.</p><p>Fees rise in May.</p>",
        link,
        "Fees rise",
        "en",
    ).document
    pages.replies[link] = [
        PageReply(document=teaser, source="feed", notice="The feed's own text."),
        PageReply(document=whole, source="page"),
    ]
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter")
        pane = screen(app).query_one(ArticlePane)
        assert pane.revision is not None
        assert pane.revision.source == "page"
        assert "left out" in pane.revision.document.text


async def test_where_the_page_fails_the_reader_says_which_text_it_shows(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    link = "https://paper.example/1"
    add(desk, Entry(identity="1", title="Fees rise", url=link, published=4e9))
    teaser = read_feed("<p>Fees rise in May.</p>", link, "Fees rise", "en").document
    notice = "The feed's own text; its page could not be read: it answered 404."
    pages.replies[link] = [
        PageReply(document=teaser, source="feed", notice=notice, error="it answered 404")
    ]
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter")
        shown = "\n".join(view(app).render_line(y).text for y in range(8))
        assert "The feed's own text; its page could not be read" in shown


async def test_an_article_without_any_text_says_why(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    link = "https://paper.example/1"
    add(desk, Entry(identity="1", title="Fees rise", url=link, published=4e9))
    pages.replies[link] = [PageReply(error="nobody answered at paper.example")]
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1", "t", "d")
        shown = "\n".join(view(app).render_line(y).text for y in range(8))
        assert "nobody answered" in shown
        assert desk.ledger.all() == ()


# Claims


async def test_one_key_saves_a_typed_claim(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1")
        (claim,) = desk.ledger.all()
        assert claim.type == "quantity"
        assert claim.quote == view(app).selected_text
        assert said(app) == "Claim saved as quantity"
        assert "quantity" in place(app)


async def test_another_digit_on_the_claim_retypes_it(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1", "4")
        (claim,) = desk.ledger.all()
        assert claim.type == "prediction"


async def test_a_sentence_within_a_longer_claim_is_a_claim_of_its_own(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "J", "1", "escape", "2")
        types = [claim.type for claim in desk.ledger.all()]
        assert sorted(types) == ["causal", "quantity"]
        assert "2 claims here" in place(app)


async def test_enter_on_a_claim_gives_it_no_other_type(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "3", "j", "1", "left_square_bracket", "enter")
        assert said(app) == "A claim already; a digit gives it another type"
        assert [each.type for each in desk.ledger.all()] == ["quantity", "rule"]


async def test_enter_repeats_the_last_type(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "3", "j", "enter")
        assert [claim.type for claim in desk.ledger.all()] == ["rule", "rule"]


async def test_tags_are_typed_completed_and_kept(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1", "t", *"budget, council", "enter")
        (claim,) = desk.ledger.all()
        assert claim.tags == ("budget", "council")
        await press(pilot, "j", "1", "t", *"cou", "tab", "enter")
        newest = desk.ledger.all()[0]
        assert newest.tags == ("council",)
        assert not app.screen.query_one(Prompt).display


async def test_escape_drops_the_tags(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1", "t", *"no", "escape")
        (claim,) = desk.ledger.all()
        assert claim.tags == ()
        assert view(app).has_focus


async def test_the_question_never_covers_the_words_it_is_about(app: ReaderApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "enter", *"jjjjjjjj", "1", "t")
        prompt = app.screen.query_one(Prompt).region
        barred = [
            y + view(app).region.y
            for y in range(view(app).size.height)
            if "▎" in view(app).render_line(y).text
        ]
        assert barred
        assert max(barred) < prompt.y


async def test_letters_typed_into_a_question_do_nothing_else(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1", "t", *"dQuA1?:")
        assert len(desk.ledger.all()) == 1
        assert app.screen.query_one(PromptInput).value == "dQuA1?:"


async def test_keys_in_one_burst_go_where_each_belongs(app: ReaderApp, desk: Desk) -> None:
    """As a slow line or a paste brings them: no letter of a tag is taken for a command."""
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j")
        for key in (*"1t", *"debt1A", "enter", *"jj2"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        await settled(pilot)
        second, first = desk.ledger.all()
        assert first.tags == ("debt1A",)
        assert (first.type, second.type) == ("quantity", "causal")


async def test_deleting_is_undone_and_done_again(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1")
        (claim,) = desk.ledger.all()
        await press(pilot, "d")
        assert desk.ledger.all() == ()
        await press(pilot, "u")
        assert desk.ledger.all() == (claim,)
        assert len(view(app).page.highlights) == 1
        await press(pilot, "U")
        assert desk.ledger.all() == ()
        assert len(view(app).page.highlights) == 0


async def test_brackets_walk_the_claims(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1", "j", "j", "2", "g")
        await press(pilot, "right_square_bracket")
        first = view(app).selected_text
        await press(pilot, "right_square_bracket")
        assert view(app).selected_text != first
        await press(pilot, "left_square_bracket")
        assert view(app).selected_text == first


async def test_the_saved_file_is_stock_tinydbs(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1", "t", *"budget", "enter")
    desk.ledger.close()
    with TinyDB(desk.places.claims) as stock:
        (claim,) = stock.table("claims").all()
    assert claim["tags"] == ["budget"]


async def test_a_failed_save_is_said_and_nothing_is_drawn(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j")
        newer = '{"meta": {"1": {"schema": 99}}}'
        desk.places.claims.write_text(newer, encoding="utf-8")
        await press(pilot, "1")
        assert "claims.json" in said(app)
        assert len(view(app).page.highlights) == 0
        assert desk.places.claims.read_text(encoding="utf-8") == newer


# The ledger


async def test_the_ledger_lists_newest_first_and_goes_to_the_words(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1", "j", "2", "h", "j", "enter", "j", "3", "C")
        assert isinstance(app.screen, LedgerScreen)
        rows = app.screen.query_one(ClaimList).rows
        assert [row.claim.type for row in rows] == ["rule", "causal", "quantity"]
        await press(pilot, "G", "enter")
        assert isinstance(app.screen, ReaderScreen)
        assert view(app).selected_text == rows[-1].claim.quote
        current = view(app).current_claim
        assert current is not None
        assert current.id == rows[-1].claim.id


async def test_a_claim_whose_words_are_gone_is_listed_and_opens_on_its_own_text(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    link = "https://paper.example/1"
    add(desk, Entry(identity="1", title="Fees", url=link, published=4e9))
    before = read_feed("<p>Fees rise by 12 percent.</p>", link, "Fees", "en").document
    after = read_feed("<p>The board meets in May.</p>", link, "Fees", "en").document
    pages.replies[link] = [PageReply(document=before)]
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1")
        article = desk.library.rows()[0].id
        quality = desk.library.revision(article).quality  # type: ignore[union-attr]
        store_revision(desk.library, article, after, "page", 5e9, quality, cause="edit")
        await press(pilot, "h", "enter")
        assert "1 on an earlier text" in place(app)
        assert len(view(app).page.highlights) == 0
        await press(pilot, "C")
        assert "∅ not there any more" in app.screen.query_one(ClaimList).render_line(0).text
        await press(pilot, "enter")
        assert view(app).selected_text == "Fees rise by 12 percent."
        shown = "\n".join(view(app).render_line(y).text for y in range(6))
        assert "An earlier text" in shown


async def test_tags_and_deletion_work_in_the_ledger(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1", "C", "t", *"water", "enter")
        assert desk.ledger.all()[0].tags == ("water",)
        await press(pilot, "d")
        assert desk.ledger.all() == ()
        await press(pilot, "u")
        assert len(app.screen.query_one(ClaimList).rows) == 1


# Moving about


async def test_back_goes_up_one_level_and_says_how_to_quit_at_the_top(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "q")
        assert screen(app).query_one(ArticleList).has_focus
        await press(pilot, "q")
        assert screen(app).query_one(FeedTree).has_focus
        await press(pilot, "q")
        assert said(app) == "Q quits"
        await press(pilot, "Q")
    assert app.return_code == 0


@pytest.mark.parametrize("size", [WIDE, MIDDLING, NARROW])
async def test_tab_goes_from_pane_to_pane(app: ReaderApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter")
        seen = []
        for key in ("tab", "tab", "tab", "shift+tab", "shift+tab", "shift+tab"):
            await press(pilot, key)
            assert app.focused is not None
            assert app.focused.size.width > 20
            seen.append(type(app.focused))
        assert seen == [FeedTree, ArticleList, ArticleView, ArticleList, FeedTree, ArticleView]


async def test_when_narrow_one_pane_is_shown_at_a_time(app: ReaderApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        listed = screen(app).query_one(ArticleList)
        assert listed.size.width >= NARROW[0] - 2
        assert not view(app).is_on_screen
        await press(pilot, "enter")
        assert view(app).size.width == NARROW[0]
        assert not listed.is_on_screen
        await press(pilot, "h")
        assert listed.has_focus
        assert listed.is_on_screen


async def test_zen_shows_the_article_alone(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "z")
        assert view(app).size.width == WIDE[0]
        await press(pilot, "z")
        assert view(app).size.width < WIDE[0]
        assert screen(app).query_one(ArticleList).is_on_screen


async def test_space_at_the_end_opens_the_next_unread(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter")
        first = screen(app).query_one(ArticlePane).article
        for _ in range(12):
            await press(pilot, "space")
        second = screen(app).query_one(ArticlePane).article
        assert first is not None
        assert second is not None
        assert second.id != first.id


async def test_n_goes_through_all_unread_and_then_says_so(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        total = desk.library.counts().total
        for _ in range(total + 1):
            await press(pilot, "n")
        assert desk.library.counts().unread == 0
        assert said(app) == "Everything is read"


# Marks


@pytest.mark.parametrize(("key", "mark"), [("s", "starred"), ("m", "read")])
async def test_marks_are_made_and_undone(app: ReaderApp, desk: Desk, key: str, mark: str) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, key)
        assert getattr(desk.library.rows()[0], mark)
        await press(pilot, "u")
        assert not getattr(desk.library.rows()[0], mark)


# Others


async def test_what_another_process_stores_appears(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        before = len(screen(app).query_one(ArticleList).rows)
        with Desk.open(desk.places) as other:
            add(other, Entry(identity="1", title="New here", published=4e9))
        screen(app).look_for_changes()
        await settled(pilot)
        assert len(screen(app).query_one(ArticleList).rows) == before + 1


async def test_copying_takes_the_words_with_their_source(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "y")
        copied = app.clipboard
        assert view(app).selected_text in copied
        assert "Welcome to newsread" in copied


async def test_help_names_the_keys_of_the_place(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "question_mark")
        assert "Keys in a list of articles" in shown_text(app)
        await press(pilot, "escape", "enter", "question_mark")
        assert "Keys in an article" in shown_text(app)
        assert "quantity" in shown_text(app)


def shown_text(app: ReaderApp) -> str:
    from textual.widgets import Static

    return str(app.screen.query_one(Static).content)


async def test_the_palette_runs_an_action_in_the_place_it_was_opened_from(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "colon")
        await pilot.press(*"next paragraph")
        await pilot.pause(0.5)
        before = view(app).selected_text
        await press(pilot, "enter")
        await pilot.pause(0.2)
        assert view(app).selected_text != before


async def test_rebound_keys_work_and_the_old_ones_do_not(desk: Desk, pages: PagesInPlace) -> None:
    desk.places.keys.parent.mkdir(exist_ok=True)
    desk.places.keys.write_text('[list]\ndown = "x"\nup = "j"\n', encoding="utf-8")
    with Desk.open(desk.places) as rebound:
        app = ReaderApp(rebound, pages)  # type: ignore[arg-type]
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "x", "x")
            listed = screen(app).query_one(ArticleList)
            assert listed.current == 2
            await press(pilot, "j")
            assert listed.current == 1
            await press(pilot, "k", "down")
            assert listed.current == 1


# What a review found


async def test_a_library_that_cannot_be_written_says_so_and_reading_goes_on(
    desk: Desk, pages: PagesInPlace
) -> None:
    other = sqlite3.connect(desk.places.library, isolation_level=None)
    with Desk.open(desk.places, wait=0.02) as quick:
        app = ReaderApp(quick, pages)  # type: ignore[arg-type]
        async with app.run_test(size=WIDE) as pilot:
            await settled(pilot)
            other.execute("BEGIN IMMEDIATE")
            await press(pilot, "s")
            assert "library.sqlite3" in said(app)
            other.execute("ROLLBACK")
            await press(pilot, "enter", "j")
            assert view(app).selected_text
    other.close()


async def test_a_page_that_comes_after_a_reload_is_shown(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    link = "https://paper.example/1"
    add(desk, Entry(identity="1", title="Fees", url=link, published=4e9))
    pages.replies[link] = [
        PageReply(document=read_feed("<p>Fees rise.</p>", link, "F", "en").document)
    ]
    pages.before_reply = lambda: screen(app).reload()
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j")
        assert view(app).selected_text == "Fees rise."


async def test_a_text_without_the_selected_words_does_not_take_the_place_of_the_one_being_read(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    link = "https://paper.example/1"
    add(desk, Entry(identity="1", title="Fees", url=link, published=4e9))
    teaser = read_feed("<p>Feed one. Feed two.</p>", link, "T", "en").document
    whole = read_feed("<p>Page one. Page two.</p>", link, "T", "en").document
    pages.replies[link] = [PageReply(document=teaser, source="feed"), PageReply(document=whole)]
    async with app.run_test(size=WIDE) as pilot:
        pages.go_on.clear()
        await pilot.press("enter")
        await pilot.pause(0.2)
        await pilot.press("j", "j")
        pages.go_on.set()
        await settled(pilot)
        await press(pilot, "1")
        (claim,) = desk.ledger.all()
        assert claim.quote == "Feed two."
        assert claim.revision == teaser.revision


async def test_marks_and_copies_mean_the_article_that_is_meant(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "h", "j", "tab", "s")
        first, second = desk.library.rows()[:2]
        assert first.starred
        assert not second.starred
        await press(pilot, "h", "y")
        assert second.title in app.clipboard


async def test_keys_of_everywhere_work_in_the_ledger(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1", "C", "s")
        assert desk.library.rows()[0].starred
        assert said(app).startswith("Starred: Start here")
        await press(pilot, "y")
        assert desk.ledger.all()[0].quote in app.clipboard
        await press(pilot, "n")
        assert isinstance(app.screen, ReaderScreen)
        assert view(app).has_focus


async def test_a_click_elsewhere_drops_the_question(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "a")
        await pilot.click(ArticleList, offset=(3, 2))
        await settled(pilot)
        assert not app.screen.query_one(Prompt).display
        await press(pilot, "a")
        assert app.screen.query_one(Prompt).display


async def test_a_paste_is_one_clean_line(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "a")
        app.post_message(events.Paste("https://paper.example/\x1b]0;x\x07\nsecond"))
        await settled(pilot)
        value = app.screen.query_one(PromptInput).value
        assert value.isprintable()
        assert value.startswith("https://paper.example/")


async def test_narrowing_while_the_article_has_the_keys_keeps_it_shown(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "h")
        await pilot.click(ArticleView, offset=(8, 6))
        await settled(pilot)
        await pilot.resize_terminal(*NARROW)
        await settled(pilot)
        assert view(app).has_focus
        assert view(app).is_on_screen


async def test_a_hidden_pane_is_wrapped_only_when_it_is_shown(app: ReaderApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "enter")
        layout = view(app).page._layout
        assert layout is not None
        assert layout.width > 40
        await press(pilot, "h", "j", "enter")
        assert view(app).selected_text


async def test_the_hints_show_the_users_own_keys(desk: Desk, pages: PagesInPlace) -> None:
    desk.places.keys.write_text('[article]\ncapture_1 = "Z"\n', encoding="utf-8")
    with Desk.open(desk.places) as rebound:
        app = ReaderApp(rebound, pages)  # type: ignore[arg-type]
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "enter", "j", "1")
            assert rebound.ledger.all() == ()
            assert ("Z", "quantity") in app.screen.query_one(KeyHints).hints
            await press(pilot, "Z")
            assert len(rebound.ledger.all()) == 1


async def test_a_reload_leaves_a_list_where_it_was_scrolled_to(app: ReaderApp, desk: Desk) -> None:
    add(desk, *(Entry(identity=str(n), title=f"Article {n}") for n in range(200)))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        listed = screen(app).query_one(ArticleList)
        listed.scroll_to(y=100, animate=False)
        await settled(pilot)
        screen(app).reload()
        await settled(pilot)
        assert listed.scroll_offset.y == 100


async def test_a_defect_leaves_no_traceback_and_is_handed_on(
    app: ReaderApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(ReaderScreen, "action_zen", broken)
    with pytest.raises(RuntimeError, match="a defect"):
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("z")
            await pilot.pause()
    assert isinstance(app.defect, RuntimeError)
    assert not app._exit_renderables


async def test_what_was_said_is_gone_with_the_next_key(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1")
        assert said(app) == "Claim saved as quantity"
        await press(pilot, "j")
        assert said(app) == ""


async def test_a_long_sentence_is_said_whole(app: ReaderApp) -> None:
    sentence = "https://paper.example: its host is not known. " + "Check the address. " * 5 + "End"
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        screen(app).say(sentence, problem=True)
        await settled(pilot)
        line = app.screen.query_one(StatusLine)
        assert line.size.height == 3
        drawn = " ".join(line.render_line(y).text.strip() for y in range(3))
        assert drawn == sentence


@pytest.mark.parametrize("size", [(160, 20), (100, 36), (60, 24)])
async def test_the_selection_stays_in_sight_whatever_the_size_becomes(
    app: ReaderApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=(160, 44)) as pilot:
        await press(pilot, "enter", "G")
        await pilot.resize_terminal(*size)
        await settled(pilot)
        assert any("▎" in view(app).render_line(y).text for y in range(view(app).size.height))


async def test_paging_on_selects_the_first_sentence_not_shown_before(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        await press(pilot, "enter")
        shown = "".join(view(app).render_line(y).text for y in range(view(app).size.height))
        await press(pilot, "space")
        assert view(app).selected_text.split()[-1] not in shown or (
            " ".join(view(app).selected_text.split()[-4:]) not in " ".join(shown.split())
        )


async def test_ctrl_c_says_how_to_quit(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "ctrl+c")
        assert said(app) == "Q quits"
        await press(pilot, "ctrl+q")
        assert app.is_running


async def test_what_other_programs_write_into_claims_acts_on_no_line(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1")
        (claim,) = desk.ledger.all()
        article = msgspec.structs.replace(claim.article, outlet="Out\rlet\x0b")
        odd = msgspec.structs.replace(claim, tags=("a\r\nb",), quote="x\ry\x0cz", article=article)
        desk.ledger.put(odd)
        await press(pilot, "C")
        listed = app.screen.query_one(ClaimList)
        drawn = "".join(listed.render_line(y).text for y in range(listed.size.height))
        assert drawn.isprintable()
        await press(pilot, "t")
        assert app.screen.query_one(PromptInput).value.isprintable()
