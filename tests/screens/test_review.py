"""Claims whose words have changed, one after the other: accepted, re-attached, kept, let go."""

from __future__ import annotations

import msgspec
import pytest

from newsread.app import ReaderApp
from newsread.claims.anchor import unverified
from newsread.claims.claim import Claim
from newsread.claims.drift import is_pinned, state_of, words_now
from newsread.claims.review import waiting
from newsread.feeds.entry import Entry
from newsread.ledger.ledger import Ledger
from newsread.library.records import Article
from newsread.screens.ledger import LedgerScreen
from newsread.screens.review import ReviewScreen
from newsread.services.desk import Desk
from newsread.widgets.compare_view import CompareView
from newsread.widgets.review_head import ReviewHead
from newsread.widgets.status import KeyHints
from tests.fakes.revised import FIRST, QUOTES, THIRD, claim, followed, revised, text
from tests.fakes.texts import store_revision
from tests.screens.driving import MIDDLING, NARROW, WIDE, place, press, said, screen, view

CHANGED, SAME, MINOR, GONE = QUOTES
NOTHING = "Nothing waits for review"


@pytest.fixture
def changed(desk: Desk) -> Article:
    """An article whose claims wait: a figure is another, a sentence gone, a word another."""
    return revised(desk.library, desk.ledger)


def reviewing(app: ReaderApp) -> CompareView:
    assert isinstance(app.screen, ReviewScreen)
    return app.screen.query_one(CompareView)


def told(app: ReaderApp) -> list[str]:
    """Return the rows above the texts."""
    head = app.screen.query_one(ReviewHead)
    return [" ".join(line.split()) for line in str(head.render()).splitlines()]


def found(desk: Desk, quote: str) -> Claim:
    """Return a claim as it is on the disk."""
    stored = Ledger.open(desk.places.claims).all()
    return next(each for each in stored if each.quote == quote)


def rows(app: ReaderApp) -> list[str]:
    shown = reviewing(app)
    return [shown.render_line(y).text.rstrip() for y in range(shown.size.height)]


@pytest.mark.parametrize("size", [WIDE, MIDDLING, NARROW], ids=str)
async def test_the_first_that_waits_comes_up_with_what_changed_in_it(
    app: ReaderApp, desk: Desk, changed: Article, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "D")
        head = told(app)
        assert head[0] == "1 of 3 · ≠ changed in what it says: 4.1 → 4.7"
        assert head[1].startswith("Harbour fees rise for the third year · ")
        assert "4.1" in head[2]
        assert head[2].startswith("Marked")
        assert "4.7" in head[3]
        assert head[3].startswith("Now")
        assert any("≠" in row for row in rows(app))
        current = reviewing(app)
        assert current.claim == found(desk, CHANGED).id


async def test_claims_are_walked_without_deciding(
    app: ReaderApp, desk: Desk, changed: Article
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "D", "left_square_bracket")
        assert said(app) == "This is the first claim that waits"
        await press(pilot, "right_square_bracket")
        assert told(app)[0] == "2 of 3 · ∅ not there any more"
        assert told(app)[3] == "Now (not there any more)"
        await press(pilot, "j")
        assert told(app)[0] == "3 of 3 · ~ changed slightly"
        await press(pilot, "j")
        assert said(app) == "This is the last claim that waits"
        await press(pilot, "k")
        assert told(app)[0].startswith("2 of 3")
        assert len(waiting(desk.ledger.all())) == 3


async def test_after_each_decision_the_next_comes_up_and_undo_brings_each_back(
    app: ReaderApp, desk: Desk, changed: Article
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "D", "enter")
        assert said(app) == "Change accepted: 4.1 → 4.7"
        assert state_of(found(desk, CHANGED)) == "changed-material"
        assert found(desk, CHANGED).anchors[-1].by == "tester"
        assert told(app)[0].startswith("1 of 2 · ∅")
        await press(pilot, "x")
        assert said(app).startswith("Claim let go")
        assert found(desk, GONE).anchors[-1].by == "tester"
        assert told(app)[0].startswith("1 of 1 · ~")
        await press(pilot, "p")
        assert said(app) == f"Claim kept on its earlier text. {NOTHING}"
        assert is_pinned(found(desk, MINOR))
        assert told(app) == [NOTHING]
        for number, quote in ((1, MINOR), (2, GONE), (3, CHANGED)):
            await press(pilot, "u")
            assert said(app).startswith("Undone: c")
            assert found(desk, quote).anchors[-1].by == "newsread"
            assert told(app)[0].startswith(f"1 of {number}")
            assert reviewing(app).claim == found(desk, quote).id
        await press(pilot, "U")
        assert told(app)[0].startswith("1 of 2")


async def test_what_is_gone_cannot_be_accepted(
    app: ReaderApp, desk: Desk, changed: Article
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "D", "j", "enter")
        assert said(app) == (
            "Nothing to accept (not there any more): a selects its words, p keeps the claim on its"
            " old text, x says they are gone"
        )
        assert len(waiting(desk.ledger.all())) == 3


async def test_what_could_not_be_read_whole_is_told_and_moves_nothing(
    app: ReaderApp, desk: Desk, changed: Article
) -> None:
    same = found(desk, SAME)
    desk.ledger.put(unverified(same, at="2026-09-05T00:00:00Z"))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "D", "j", "j")
        assert told(app)[0].endswith("¿ not known: its article could not be read whole")
        assert told(app)[3] == "Now (not known: its article could not be read whole)"
        await press(pilot, "enter")
        assert said(app).startswith("Nothing to accept (not known: its article")
        await press(pilot, "p")
        assert words_now(found(desk, SAME)) == SAME
        assert is_pinned(found(desk, SAME))


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
async def test_a_claim_is_re_attached_to_words_selected_in_the_newest_text(
    app: ReaderApp, desk: Desk, changed: Article, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "D", "j", "a")
        assert app.screen is screen(app)
        assert said(app) == "Select its words; Enter keeps that place, Esc drops it"
        assert view(app).page.document == text(*THIRD)
        assert view(app).has_focus
        hints = screen(app).query_one(KeyHints).hints
        assert hints[1:3] == (("Enter", "Keep as its place"), ("Esc", "Drop"))
        assert "quantity" not in dict(hints).values(), "a digit saves nothing here"
        await press(pilot, "g", "j", "j")
        if size == WIDE:
            assert place(app).startswith("re-attaching “A study by the port")
        words = view(app).selected_text
        assert words == "Ships of more than forty metres pay twice that."
        await press(pilot, "enter")
        assert said(app) == "Claim re-attached"
        claim = found(desk, GONE)
        assert (words_now(claim), claim.anchors[-1].by) == (words, "tester")
        assert claim.quote == GONE
        assert told(app)[0].startswith("2 of 2")
        await press(pilot, "u")
        assert told(app)[0].startswith("2 of 3 · ∅")


async def test_the_words_begin_near_where_they_stood_and_one_key_keeps_them(
    app: ReaderApp, desk: Desk, changed: Article
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "D", "a")
        assert view(app).selected_text.endswith("by 4.7 percent")
        await press(pilot, "enter")
        assert words_now(found(desk, CHANGED)).endswith("by 4.7 percent")


async def test_re_attaching_is_dropped_and_the_claim_waits_on(
    app: ReaderApp, desk: Desk, changed: Article
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "D", "j", "a", "1")
        assert said(app).startswith("Select its words")
        assert len(desk.ledger.all()) == 4
        await press(pilot, "v", "escape", "escape")
        assert said(app) == "The claim waits on; D reviews what has changed"
        assert view(app).has_focus
        assert "re-attaching" not in place(app)
        assert len(waiting(desk.ledger.all())) == 3
        await press(pilot, "g", "enter")
        assert said(app).startswith("Enter repeats the last type")


@pytest.mark.parametrize("keys", [("h", "j", "enter"), ("x",), ("a",)], ids=str)
async def test_re_attaching_ends_with_the_text_it_was_for(
    app: ReaderApp, desk: Desk, changed: Article, keys: tuple[str, ...]
) -> None:
    page = text("Menu", *THIRD)
    store_revision(
        desk.library,
        changed.id,
        page,
        "page",
        2e9,
        desk.library.revision(changed.id).quality,
        role="page",  # type: ignore[union-attr]
    )
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "D", "a", *keys)
        assert not screen(app).article_pane.reattached
        assert len(waiting(desk.ledger.all())) == 3


async def test_nothing_is_opened_where_nothing_waits(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        for keys in (("D",), ("enter", "D"), ("h", "h", "D")):
            await press(pilot, *keys)
            assert said(app).startswith(NOTHING)
            assert app.screen is screen(app)


async def test_from_the_ledger_the_claim_under_the_cursor_comes_first(
    app: ReaderApp, desk: Desk, changed: Article
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "C", "j", "D")
        assert told(app)[0] == "3 of 3 · ~ changed slightly"
        await press(pilot, "h")
        assert isinstance(app.screen, LedgerScreen)
        await press(pilot, "D", "a")
        assert app.screen is screen(app)
        assert [type(each).__name__ for each in app.screen_stack][-1] == "ReaderScreen"


@pytest.mark.parametrize("key", ["h", "escape", "q", "D"])
async def test_each_way_back_leads_to_the_articles(
    app: ReaderApp, desk: Desk, changed: Article, key: str
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "D", key)
        assert app.screen is screen(app)


async def test_the_texts_are_scrolled_and_unfolded(
    app: ReaderApp, desk: Desk, changed: Article
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "D")
        current = reviewing(app)
        before = current.virtual_size.height
        await press(pilot, "plus")
        assert current.virtual_size.height > before
        last = current.virtual_size.height - current.size.height
        tops = []
        for key in ("g", "ctrl+e", "ctrl+y", "ctrl+d", "ctrl+u", "space", "G", "home"):
            await press(pilot, key)
            tops.append(current.scroll_offset.y)
        height = current.size.height
        assert tops == [0, 1, 0, height // 2, 0, height - 2, last, 0]


async def test_a_text_that_is_gone_is_told_and_not_guessed(
    app: ReaderApp, desk: Desk, changed: Article
) -> None:
    claims = desk.ledger.all()
    lost = [msgspec.structs.replace(each, revision="0" * 64) for each in claims]
    other = msgspec.structs.replace(lost[0].article, key="f" * 64)
    desk.ledger.put_all(
        [
            *lost[1:],
            msgspec.structs.replace(lost[0], article=other),
        ]
    )
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "D")
        seen = set()
        for _ in range(3):
            seen.add(" ".join(row.strip() for row in rows(app)).strip())
            await press(pilot, "j")
        assert seen == {
            "Its article is not in the library any more: its words can only be kept, or let go.",
            "The text that it was marked on is not kept any more, so nothing can be compared.",
        }


async def test_a_claim_on_all_text_of_the_page_is_compared_with_all_text_of_the_page(
    app: ReaderApp, desk: Desk
) -> None:
    made = revised(desk.library, desk.ledger, ())
    quality = desk.library.revision(made.id).quality  # type: ignore[union-attr]
    pages = [text("Menu", *FIRST), text("Menu", *THIRD)]
    for number, each in enumerate(pages):
        stored = store_revision(
            desk.library, made.id, each, "page", 2e9 + number, quality, role="page"
        )
        desk.library.note_seen(made.id, stored)
    desk.ledger.put_all(followed([claim(made, pages[0], CHANGED)], *pages))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "D")
        assert reviewing(app).comparison.new == pages[1]  # type: ignore[union-attr]
        await press(pilot, "a")
        assert view(app).page.document == pages[1]


async def test_what_another_window_decides_is_seen(
    app: ReaderApp, desk: Desk, changed: Article
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "D")
        with Desk.open(desk.places) as other:
            other.annotator.accept(found(desk, CHANGED).id)
        shown = app.screen
        assert isinstance(shown, ReviewScreen)
        shown._look_for_changes()
        await press(pilot)
        assert told(app)[0].startswith("1 of 2 · ∅")


async def test_square_brackets_in_a_claim_are_no_commands(
    app: ReaderApp, desk: Desk, changed: Article
) -> None:
    hostile = "[/] [@click=app.quit]x[/] [red]y"
    (first, *_) = waiting(desk.ledger.all())
    named = msgspec.structs.replace(first.article, title=hostile, outlet=hostile)
    anchor = msgspec.structs.replace(first.anchors[-1], quote=hostile + " 5.5 percent")
    anchors = (*first.anchors[:-1], anchor)
    desk.ledger.put(msgspec.structs.replace(first, quote=hostile, article=named, anchors=anchors))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "D")
        head = app.screen.query_one(ReviewHead)
        drawn = [head.render_line(y).text for y in range(head.size.height)]
        assert sum(hostile in line for line in drawn) == 3
        await press(pilot, "enter")
        assert said(app).startswith("Change accepted")


async def test_keys_of_all_places_mean_the_claims_article(
    app: ReaderApp, desk: Desk, changed: Article
) -> None:
    desk.library.save_article(Entry(identity="other", title="Other", published=9e9), "The Paper")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "D", "s")
        assert said(app).startswith("Starred: Harbour fees")
        await press(pilot, "y")
        assert app.clipboard.startswith(f"“{CHANGED}”\n— Harbour fees rise")
        await press(pilot, "n")
        assert app.screen is screen(app)
