"""Two texts of an article: opened by a key, walked from change to change and from text to text."""

from __future__ import annotations

import pytest

from newsread.app import ReaderApp
from newsread.claims.claim import Segment
from newsread.library.records import Article
from newsread.screens.comparing import CompareScreen
from newsread.services.desk import Desk
from newsread.widgets.compare_heads import CompareHeads
from newsread.widgets.compare_view import CompareView
from tests.end_to_end.test_key_budget import document as long_document
from tests.fakes.revised import FIRST, THIRD, article, claim, followed, revised, store, text
from tests.screens.driving import MIDDLING, NARROW, WIDE, place, press, resize, said, screen, view

SIZES = pytest.mark.parametrize("size", [WIDE, MIDDLING, NARROW], ids=str)


@pytest.fixture
def changed(desk: Desk) -> Article:
    """An article in three texts, the first of the list."""
    return revised(desk.library, desk.ledger)


def comparing(app: ReaderApp) -> CompareView:
    assert isinstance(app.screen, CompareScreen)
    return app.screen.query_one(CompareView)


def heads(app: ReaderApp) -> list[tuple[str, str]]:
    """Return what stands above both sides, without its date."""
    told = app.screen.query_one(CompareHeads).heads
    return [(each.name.partition(" ·")[0], each.why) for each in told]


def rows(app: ReaderApp) -> list[str]:
    """Return what is on the screen, row by row."""
    shown = comparing(app)
    return [shown.render_line(y).text.rstrip() for y in range(shown.size.height)]


def words(app: ReaderApp) -> tuple[str, str]:
    """Return the words of the current change, before and after."""
    shown = comparing(app).comparison
    assert shown is not None
    change = shown.changes[comparing(app).change]
    return shown.old.text[slice(*change.old)], shown.new.text[slice(*change.new)]


@SIZES
async def test_a_key_in_the_article_shows_what_changed_last(
    app: ReaderApp, desk: Desk, changed: Article, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter", "equals_sign")
        assert heads(app) == [("Text before", "edited"), ("Newest text", "edited")]
        assert place(app).startswith("change 1 of 9")
        assert words(app) == ("evening ", "")
        shown = "\n".join(rows(app))
        if size == WIDE:
            assert "on Thursday evening by 4.1" in shown
            assert "│≠+ The harbour board raised its fees on Thursday by 4.7" in shown
        else:
            assert "4.1 4.7 percent" in shown
        assert " + Ships of more than forty metres pay twice that." in shown
        await press(pilot, "h")
        assert app.screen is screen(app)
        assert view(app).has_focus


async def test_an_article_with_one_text_says_so(app: ReaderApp, desk: Desk) -> None:
    made = article(desk.library)
    store(desk.library, made, text(*FIRST), 0, "first")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "equals_sign")
        assert app.screen is screen(app)
        assert said(app).startswith("There is only one text of this article")


@SIZES
async def test_changes_are_walked_to_both_ends(
    app: ReaderApp, desk: Desk, changed: Article, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter", "equals_sign", "k")
        assert said(app) == "This is the first change"
        walked = []
        for _ in range(8):
            await press(pilot, "j")
            walked.append(words(app))
            current = comparing(app)
            assert current.page is not None
            here = current.page.rows_of_change(current.change)
            top = current.scroll_offset.y
            assert top <= here.start < top + current.size.height
            assert any("▎" in row for row in rows(app))
        assert walked[:3] == [
            ("4.1", "4.7"),
            ("", "Ships of more than forty metres pay twice that."),
            ("said", "according to"),
        ]
        await press(pilot, "down")
        assert said(app) == "This is the last change"
        await press(pilot, "up")
        assert place(app).startswith("change 8 of 9")


async def test_texts_are_walked_and_the_older_side_can_stay_the_first(
    app: ReaderApp, desk: Desk, changed: Article
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "equals_sign", "right_curly_bracket")
        assert said(app) == "This is the newest text"
        await press(pilot, "left_curly_bracket")
        assert heads(app) == [("First text", ""), ("Earlier text", "edited")]
        assert words(app) == ("", "evening ")
        await press(pilot, "left_curly_bracket")
        assert said(app) == "There is no text before these"
        await press(pilot, "right_curly_bracket", "f")
        assert said(app) == "Compared with the first text"
        assert heads(app) == [("First text", ""), ("Newest text", "edited")]
        assert words(app) == ("4.1", "4.7")
        await press(pilot, "f")
        assert said(app) == "Compared with the text before it"
        assert heads(app)[0] == ("Text before", "edited")


async def test_the_older_side_can_be_the_text_that_the_claim_was_made_on(
    app: ReaderApp, desk: Desk
) -> None:
    made = article(desk.library)
    texts = [text(*FIRST), text(*FIRST, "One more."), text(*FIRST, "Two more."), text(*THIRD)]
    for hours, each in enumerate(texts):
        store(desk.library, made, each, hours, "edit" if hours else "first")
    marked = claim(made, texts[1], "The harbour board raised its fees")
    desk.ledger.put_all(followed([marked], *texts[1:]))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "right_square_bracket", "equals_sign", "f", "f")
        assert said(app) == "Compared with the text that the claim was made on"
        assert heads(app)[0] == ("Claim's text", "edited")
        assert comparing(app).comparison.old == texts[1]  # type: ignore[union-attr]


async def test_a_text_that_may_not_be_the_article_can_be_looked_at(
    app: ReaderApp, desk: Desk, changed: Article
) -> None:
    store(desk.library, changed, text(FIRST[0]), 20, "unknown")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "equals_sign")
        assert heads(app)[1] == ("Newest text", "edited")
        await press(pilot, "right_curly_bracket")
        assert heads(app) == [("Text before", "edited"), ("Later text", "perhaps not the article")]


async def test_texts_that_differ_in_no_word_say_so(app: ReaderApp, desk: Desk) -> None:
    made = article(desk.library)
    store(desk.library, made, text("“Yes,” she said."), 0, "first")
    store(desk.library, made, text('"Yes," she said.'), 1, "boring")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "equals_sign")
        assert said(app).startswith("No words differ")
        assert heads(app)[1] == ("Newest text", "only spaces and dates")
        await press(pilot, "j")
        assert said(app) == "No words differ"
        assert place(app).startswith("no changes")


@SIZES
async def test_claims_are_drawn_on_both_sides_and_changed_ones_walked(
    app: ReaderApp, desk: Desk, changed: Article, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter", "equals_sign", "less_than_sign")
        current = comparing(app)
        quotes = []
        changes = []
        for key in ("g", "less_than_sign", "less_than_sign"):
            await press(pilot, key)
            changes.append(current.change)
            found = desk.ledger.get(current.claim)
            assert found is not None
            quotes.append(found.quote[:8])
        assert quotes == ["A study ", "The fish", "The harb"]
        assert changes == sorted(set(changes), reverse=True), "j goes on from the claim"
        assert said(app) == "≠ changed in what it says: 4.1 → 4.7"
        await press(pilot, "less_than_sign")
        assert said(app) == "There is no claim before this whose words have changed"
        shown = "\n".join(rows(app))
        assert "≠" in shown
        await press(pilot, "greater_than_sign", "greater_than_sign")
        assert any(row.startswith("∅-") for row in (each.lstrip() for each in rows(app)))
        await press(pilot, "greater_than_sign")
        assert said(app) == "There is no claim from here on whose words have changed"


async def test_what_is_the_same_is_unfolded_and_folded_again(
    app: ReaderApp, desk: Desk, changed: Article
) -> None:
    async with app.run_test(size=MIDDLING) as pilot:
        await press(pilot, "enter", "equals_sign")
        folded = comparing(app).page
        assert folded is not None
        await press(pilot, "plus")
        assert said(app) == "All of both texts"
        whole = comparing(app).page
        assert whole is not None
        assert len(whole.rows) > len(folded.rows)
        await press(pilot, "plus")
        assert said(app) == "What is the same is folded"


async def test_keys_scroll_without_moving_the_change(
    app: ReaderApp, desk: Desk, changed: Article
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "enter", "equals_sign", "plus")
        current = comparing(app)
        tops = []
        for key in ("ctrl+e", "ctrl+y", "ctrl+d", "ctrl+u", "space", "G", "g", "end", "home"):
            await press(pilot, key)
            tops.append(current.scroll_offset.y)
        height, last = current.size.height, current.virtual_size.height - current.size.height
        assert tops == [1, 0, height // 2, 0, height - 2, last, 0, last, 0]
        assert current.change == 0


async def test_another_width_draws_the_other_way_at_the_same_change(
    app: ReaderApp, desk: Desk, changed: Article
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "equals_sign", *"jjjjj")
        assert len(comparing(app).page.sheets) == 2  # type: ignore[union-attr]
        before = words(app)
        await resize(pilot, 60, 20)
        assert len(comparing(app).page.sheets) == 1  # type: ignore[union-attr]
        assert words(app) == before
        assert any("▎" in row for row in rows(app))


@pytest.mark.parametrize("key", ["h", "escape", "equals_sign", "q"])
async def test_each_way_back_leads_to_the_article(
    app: ReaderApp, desk: Desk, changed: Article, key: str
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "equals_sign", key)
        assert app.screen is screen(app)


async def test_keys_of_all_places_mean_its_article(
    app: ReaderApp, desk: Desk, changed: Article
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "equals_sign", "j", "s")
        assert said(app).startswith("Starred: Harbour fees")
        assert words(app) == ("4.1", "4.7")
        await press(pilot, "y")
        assert app.clipboard.startswith("4.1 → 4.7\n— Harbour fees rise")
        await press(pilot, "z")
        assert said(app) == "In an article, this key shows it alone"
        await press(pilot, "C")
        assert [type(each).__name__ for each in app.screen_stack[-2:]] == [
            "ReaderScreen",
            "LedgerScreen",
        ]


async def test_a_long_text_costs_one_wrap_and_a_key_the_rows_it_changes(
    app: ReaderApp, desk: Desk
) -> None:
    made = article(desk.library)
    old = long_document(20_000, paragraphs=True)
    paragraphs = [old.text[block.start : block.end] for block in old.blocks]
    changed = [f"{each} More." if n % 9 == 0 else each for n, each in enumerate(paragraphs)]
    store(desk.library, made, text(*paragraphs), 0, "first")
    store(desk.library, made, text(*changed), 1)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "equals_sign")
        current = comparing(app)
        assert current.comparison is not None
        assert len(current.comparison.changes) > 10
        assert current.laid_out == 1
        assert current.painted <= current.size.height
        painted = current.painted
        await press(pilot, "ctrl+e")
        assert current.painted == painted + 1
        await press(pilot, "ctrl+y", "j")
        assert current.laid_out == 1
        assert current.painted <= painted + current.size.height


async def test_an_undone_claim_is_not_drawn_any_more(app: ReaderApp, desk: Desk) -> None:
    made = revised(desk.library, desk.ledger, ())
    newest = desk.library.revision(made.id)
    assert newest is not None
    start = newest.document.text.index("Ships")
    desk.annotator.capture(made, newest, (Segment(start, start + 5),), "rule")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "equals_sign", "j")
        assert any("§+ Ships" in row for row in rows(app))
        await press(pilot, "u")
        assert not any("§" in row for row in rows(app))
        assert words(app) == ("4.1", "4.7")
