"""The article view: what is selected, what is said, and how few lines a key costs."""

from __future__ import annotations

from functools import cache

import pytest
from textual.app import App, ComposeResult

from newsread.claims.claim import Segment
from newsread.claims.highlight import Highlight, Highlights
from newsread.claims.vocabulary import Vocabulary, read_vocabulary
from newsread.keymap import DEFAULT_KEYMAP, Keymap
from newsread.paths import shipped_config
from newsread.text.document import Document
from newsread.text.segment import Range
from newsread.widgets.article_paint import MARGIN
from newsread.widgets.article_view import ArticleView
from tests.fakes.documents import MIXED, SHORT, long_document

PREFACE = ("", "Outlet · today", "")


@cache
def vocabulary() -> Vocabulary:
    file = shipped_config() / "vocabulary.toml"
    return read_vocabulary(file.read_text(encoding="utf-8"), str(file))


class ViewApp(App[None]):
    """An app with nothing but the article view."""

    def __init__(
        self, document: Document = SHORT, width: int = 60, keymap: Keymap = DEFAULT_KEYMAP
    ) -> None:
        super().__init__()
        self.document, self.width, self.keymap = document, width, keymap

    def compose(self) -> ComposeResult:
        yield ArticleView(vocabulary(), self.width, self.keymap)

    def on_mount(self) -> None:
        view = self.query_one(ArticleView)
        view.focus()
        view.show_text(self.document, PREFACE)

    @property
    def view(self) -> ArticleView:
        return self.query_one(ArticleView)


def lines(view: ArticleView) -> list[str]:
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


def highlight(name: str, start: int, end: int) -> Highlight:
    return Highlight(name, "quantity", (Segment(start, end),))


FIRST = "Fees for berths rise by 12 percent in May."
SECOND = "The council voted on Monday."
THIRD = "Nobody spoke against it."


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        ("", "Council raises harbour fees"),
        ("j", FIRST),
        ("jj", SECOND),
        ("jjk", FIRST),
        ("}", FIRST),
        ("}}", "What it means"),
        ("}}{", FIRST),
        ("jjj{", FIRST),
        ("G", "The harbour at dawn."),
        ("Gg", "Council raises harbour fees"),
        ("jJ", f"{FIRST} {SECOND}"),
        ("jJJ", f"{FIRST} {SECOND} {THIRD}"),
        ("jJJK", f"{FIRST} {SECOND}"),
        ("jJKK", f"Council raises harbour fees\n\n{FIRST}"),
        ("jJj", THIRD),
        ("kkkk", "Council raises harbour fees"),
        ("Gjjj", "The harbour at dawn."),
    ],
)
async def test_keys_select(keys: str, selected: str) -> None:
    app = ViewApp()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press(*keys)
        assert app.view.selected_text == selected


async def test_an_extension_is_dropped_once() -> None:
    app = ViewApp()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press(*"jJ")
        assert app.view.leave_mode()
        assert app.view.selected_text == FIRST
        assert not app.view.leave_mode()


async def test_what_is_selected_is_marked_by_a_bar_as_well_as_by_colour() -> None:
    app = ViewApp()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("j")
        await pilot.pause()
        barred = [line for line in lines(app.view) if "▎" in line]
        assert len(barred) == 1
        assert FIRST in barred[0]


async def test_a_claim_is_drawn_by_colour_and_by_a_mark_in_the_margin() -> None:
    app = ViewApp(width=110)
    start = SHORT.text.index(SECOND)
    async with app.run_test(size=(130, 30)) as pilot:
        app.view.show_claims(Highlights([highlight("a", start, start + len(SECOND))]))
        await pilot.pause()
        row = next(y for y, line in enumerate(lines(app.view)) if FIRST in line)
        strip = app.view.render_line(row)
        glyph = vocabulary().type("quantity").glyph
        assert glyph in strip.text[: strip.text.index("Fees")]
        backgrounds = {
            word: segment.style.bgcolor
            for segment in strip
            if segment.style
            for word in segment.text.split()
        }
        assert backgrounds["voted"] != backgrounds["Nobody"] == backgrounds["berths"]


async def test_overlapping_claims_are_underlined_and_counted() -> None:
    app = ViewApp()
    start = SHORT.text.index(FIRST)
    async with app.run_test(size=(80, 30)) as pilot:
        app.view.show_claims(
            Highlights([highlight("a", start, start + 20), highlight("b", start + 10, start + 30)])
        )
        await pilot.pause()
        row = next(y for y, line in enumerate(lines(app.view)) if "Fees for" in line)
        strip = app.view.render_line(row)
        assert "2" in strip.text[: strip.text.index("Fees")]
        underlined = "".join(
            segment.text for segment in strip if segment.style and segment.style.underline
        )
        assert SHORT.text[start + 10 : start + 20] in underlined


def coloured(view: ArticleView) -> str:
    """Return the words that stand on another background than the article's."""
    ground = view.render_line(0)
    background = next(segment.style.bgcolor for segment in ground if segment.style)
    rows = [
        "".join(
            segment.text
            for segment in view.render_line(y)
            if segment.style and segment.style.bgcolor != background
        )
        for y in range(view.size.height)
    ]
    return " ".join(" ".join(rows).split())


@pytest.mark.parametrize("width", [25, 40, 100])
async def test_highlights_hold_over_another_width(width: int) -> None:
    app = ViewApp()
    start = SHORT.text.index(SECOND)
    async with app.run_test(size=(80, 30)) as pilot:
        app.view.show_claims(Highlights([highlight("a", start, start + len(SECOND))]))
        await pilot.press("G")
        await pilot.resize_terminal(width, 30)
        await pilot.pause()
        assert coloured(app.view).startswith(SECOND)


async def test_walking_goes_from_claim_to_claim_and_makes_each_current() -> None:
    app = ViewApp()
    first, second = SHORT.text.index(FIRST), SHORT.text.index(THIRD)
    async with app.run_test(size=(80, 30)) as pilot:
        app.view.show_claims(
            Highlights(
                [
                    highlight("b", second, second + len(THIRD)),
                    highlight("a", first, first + len(FIRST)),
                ]
            )
        )
        current = []
        for key in ("]", "]", "]", "[", "["):
            await pilot.press(key)
            assert app.view.current_claim is not None
            current.append(app.view.current_claim.id)
        assert current == ["a", "b", "b", "a", "a"]
        assert app.view.selected_text == FIRST


async def test_the_current_claim_is_the_shortest_under_the_caret() -> None:
    app = ViewApp()
    start = SHORT.text.index(FIRST)
    async with app.run_test(size=(80, 30)) as pilot:
        app.view.show_claims(
            Highlights([highlight("long", start, start + 60), highlight("short", start, start + 9)])
        )
        await pilot.press("j")
        assert app.view.current_claim is not None
        assert app.view.current_claim.id == "short"


async def test_pages_go_on_to_the_end_and_no_further() -> None:
    app = ViewApp(long_document(2000))
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        seen = [app.view.scroll_offset.y]
        while app.view.page_on():
            await pilot.pause()
            seen.append(app.view.scroll_offset.y)
        assert seen == sorted(set(seen))
        assert app.view.progress == 100


async def test_the_selection_is_always_in_sight() -> None:
    app = ViewApp(long_document(2000))
    async with app.run_test(size=(80, 20)) as pilot:
        for key in (*"j" * 40, *"k" * 15, "ctrl+d", "ctrl+u", *"}}}", "ctrl+e", "ctrl+y"):
            await pilot.press(key)
            await pilot.pause()
            assert any("▎" in line for line in lines(app.view)), key


async def test_a_caret_move_paints_only_the_lines_it_changes() -> None:
    app = ViewApp(long_document())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("j")
        await pilot.pause()
        before = app.view.page.painted
        await pilot.press("j")
        await pilot.pause()
        assert 0 < app.view.page.painted - before <= 8


async def test_a_drag_selects_exactly_what_lies_under_it() -> None:
    app = ViewApp()
    async with app.run_test(size=(80, 30)) as pilot:
        row = next(y for y, line in enumerate(lines(app.view)) if "Fees for" in line)
        left = lines(app.view)[row].index("Fees")
        await pilot.mouse_down(ArticleView, offset=(left + 9, row))
        await pilot.hover(ArticleView, offset=(left + 15, row))
        await pilot.mouse_up(ArticleView, offset=(left + 15, row))
        await pilot.pause()
        assert app.view.selected_text == "berths"
        assert app.view.extended


async def test_a_drag_over_emoji_ends_on_grapheme_edges() -> None:
    app = ViewApp(MIXED)
    async with app.run_test(size=(80, 30)) as pilot:
        row = next(y for y, line in enumerate(lines(app.view)) if "A family" in line)
        left = lines(app.view)[row].index("A family")
        await pilot.mouse_down(ArticleView, offset=(left + 9, row))
        await pilot.hover(ArticleView, offset=(left + 11, row))
        await pilot.mouse_up(ArticleView, offset=(left + 11, row))
        assert app.view.selected_text == "👨‍👩‍👧‍👦"


async def test_a_drag_from_the_margin_begins_at_the_line() -> None:
    app = ViewApp()
    async with app.run_test(size=(80, 30)) as pilot:
        row = next(y for y, line in enumerate(lines(app.view)) if "Fees for" in line)
        left = lines(app.view)[row].index("Fees")
        await pilot.mouse_down(ArticleView, offset=(left - MARGIN, row))
        await pilot.hover(ArticleView, offset=(left + 4, row))
        await pilot.mouse_up(ArticleView, offset=(left + 4, row))
        assert app.view.selected_text == "Fees"


async def test_a_click_selects_the_sentence_and_a_double_click_the_word() -> None:
    app = ViewApp()
    async with app.run_test(size=(120, 30)) as pilot:
        row = next(y for y, line in enumerate(lines(app.view)) if "Fees for" in line)
        column = lines(app.view)[row].index("council")
        await pilot.click(ArticleView, offset=(column + 1, row))
        assert app.view.selected_text == SECOND
        await pilot.click(ArticleView, offset=(column + 1, row), times=2)
        assert app.view.selected_text == "council"
        await pilot.click(ArticleView, offset=(column + 1, row), times=3)
        assert app.view.selected_text == SECOND


async def test_a_place_beyond_the_text_is_not_taken() -> None:
    app = ViewApp()
    async with app.run_test(size=(80, 30)):
        app.view.show_text(SHORT, PREFACE, (Range(0, 10_000),))
        assert app.view.selected_text == "Council raises harbour fees"


@pytest.mark.parametrize("size", [(20, 6), (8, 2), (3, 1), (200, 60)])
async def test_any_size_is_drawn(size: tuple[int, int]) -> None:
    app = ViewApp(MIXED)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*"jjJ}{Gg", "ctrl+d", "ctrl+u")
        await pilot.pause()
        assert all(line is not None for line in lines(app.view))


async def test_an_empty_document_takes_every_key() -> None:
    app = ViewApp(Document("", ()))
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press(*"jkJK{}gG][", "ctrl+d", "ctrl+e")
        await pilot.pause()
        assert app.view.selected_text == ""
        assert not app.view.page_on()
