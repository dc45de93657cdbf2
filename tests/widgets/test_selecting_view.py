"""Selecting by letters, words, a find and the mouse: what is selected, and what is shown for it."""

from __future__ import annotations

import re

import pytest
from textual.pilot import Pilot

from newsread.keymap import read_keymap
from newsread.text.document import Kind, Piece, assemble
from newsread.widgets.article_paint import MARGIN
from newsread.widgets.article_view import ArticleView
from tests.fakes.documents import MIXED, SHORT, long_document
from tests.widgets.test_article_view import FIRST, SECOND, ViewApp, lines

SIZE = (80, 30)


def label_before(view: ArticleView, word: str) -> str:
    """Return the letters that are shown right before `word`."""
    shown = "\n".join(lines(view))
    found = re.search(rf"(?:([a-zA-Z]{{2}})|(?<![a-zA-Z])([a-zA-Z])){word}\b", shown)
    assert found, shown
    return found[1] or found[2]


async def choose(pilot: Pilot[None], view: ArticleView, word: str) -> None:
    """Type the letter shown before `word`, while words are chosen."""
    await pilot.pause()
    found = re.search(rf"([a-zA-Z]){word}", "\n".join(lines(view)))
    assert found
    await pilot.press(found[1])


# Letters at sentences


@pytest.mark.parametrize(
    "sentence", ["Fees", "The council", "Nobody", "What it means", "A ferry pays 9,000"]
)
async def test_letters_lead_to_every_sentence_on_the_screen(sentence: str) -> None:
    app = ViewApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f")
        await pilot.pause()
        await pilot.press(*label_before(app.view, sentence))
        assert app.view.selected_text.startswith(sentence)
        assert app.view.hints is None


async def test_where_there_are_more_sentences_than_letters_some_labels_have_two() -> None:
    names = [f"{first}{second}" for first in "BCDFGHKLMN" for second in "aeiou"]
    many = assemble([Piece(Kind.PARAGRAPH, " ".join(f"{name}bo is." for name in names))])
    app = ViewApp(many)
    async with app.run_test(size=SIZE) as pilot:
        for name in ("Be", "Nu"):
            await pilot.press("f")
            await pilot.pause()
            await pilot.press(*label_before(app.view, f"{name}bo"))
            assert app.view.selected_text == f"{name}bo is."


async def test_labels_cover_no_word() -> None:
    app = ViewApp(MIXED)
    async with app.run_test(size=SIZE) as pilot:
        before = lines(app.view)
        await pilot.press("f")
        await pilot.pause()
        for plain, labelled in zip(before, lines(app.view), strict=True):
            words = [word for word in re.findall(r"[^\W\d_a-zA-Z]+", plain) if len(word) > 1]
            assert all(word in labelled for word in words)


async def test_a_wrong_letter_or_escape_drops_the_labels_and_selects_nothing_else() -> None:
    app = ViewApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "f", "1")
        assert app.view.hints is None
        assert app.view.selected_text == FIRST
        await pilot.press("f")
        assert app.view.leave_mode()
        assert app.view.hints is None
        assert not app.view.leave_mode()


# Word by word


async def test_two_labels_choose_the_first_word_and_the_last() -> None:
    app = ViewApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "v")
        await choose(pilot, app.view, "berths")
        await choose(pilot, app.view, "percent")
        assert app.view.selected_text == "berths rise by 12 percent"
        await pilot.press("b", "o", "w", "l")
        assert app.view.selected_text == "ise by 12"


async def test_no_key_that_moves_or_saves_is_a_letter_of_a_label() -> None:
    app = ViewApp(long_document())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", *"JJJJ", "v")
        await pilot.pause()
        assert app.view.hints is not None
        used = {letter for label, _ in app.view.hints.places for letter in label}
        assert len(app.view.hints.places) > 42
        assert not used & set("hlwbeoJK0$1234567?")


async def test_keys_of_the_article_do_nothing_while_words_are_chosen() -> None:
    app = ViewApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "v", "}", "{", "f12", "ctrl+d", "space")
        assert app.view.selected_text == FIRST
        assert app.view.choosing_words
        await pilot.press("escape")
        assert not app.view.choosing_words
        await pilot.press("j")
        assert app.view.selected_text == SECOND


async def test_larger_and_smaller_things_can_be_chosen_too() -> None:
    app = ViewApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "v", "plus")
        assert app.view.selected_text.startswith(f"{FIRST} {SECOND}")
        await pilot.press("minus", '"')
        assert app.view.choosing_words
        assert app.view.selected_text == "We cannot wait any longer"
        assert app.view.hints is not None
        assert app.view.selection.start in app.view.hints.shown


async def test_the_end_that_moves_is_marked() -> None:
    app = ViewApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "v")
        marked = app.view.marked().end
        assert marked is not None
        assert SHORT.text[marked.start : marked.end] == "."
        await pilot.press("o")
        marked = app.view.marked().end
        assert marked is not None
        assert SHORT.text[marked.start : marked.end] == "F"


async def test_keys_for_words_are_the_users() -> None:
    keymap = read_keymap('[words]\nback = "x"\nforward = ["y"]\n', "keys.toml")
    app = ViewApp(keymap=keymap)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "v", "x", "x", "y")
        assert app.view.selected_text == FIRST.removesuffix(" May.")[: -len("in")] + "in"
        assert app.view.hints is not None
        used = {letter for label, _ in app.view.hints.places for letter in label}
        assert "x" not in used
        assert "b" in used


# Find


async def test_a_find_follows_what_is_typed_from_where_it_began() -> None:
    app = ViewApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "j")
        app.view.begin_find()
        for typed, selected in [("t", "T"), ("th", "Th"), ("ther", ""), ("the", "The")]:
            complaint = app.view.find(typed)
            assert bool(complaint) is not bool(selected)
            assert app.view.selected_text == SECOND
            hit = app.view.marked().hit
            assert (SHORT.text[hit.start : hit.end] if hit else "") == selected
        app.view.next_hit()
        assert app.view.selected_text == "The harbour at dawn."
        app.view.drop_find()
        assert app.view.selected_text == SECOND
        assert app.view.marked().hits == ()


async def test_every_place_is_marked_while_a_find_is_open() -> None:
    app = ViewApp()
    async with app.run_test(size=SIZE) as pilot:
        app.view.begin_find()
        app.view.find("pays")
        await pilot.pause()
        plain = app.view.render_line(0)._segments[0].style
        assert plain is not None
        shown = [
            segment.text
            for y in range(app.view.size.height)
            for segment in app.view.render_line(y)
            if segment.text == "pays" and segment.style and segment.style.bgcolor != plain.bgcolor
        ]
        assert shown == ["pays", "pays"]
        assert app.view.selected_text == "A small boat pays 40 more a year."
        assert app.view.leave_mode()
        assert app.view.marked().hits == ()
        assert app.view.selected_text == "A small boat pays 40 more a year."


# Mouse


async def drag(pilot: Pilot[None], start: tuple[int, int], end: tuple[int, int]) -> None:
    await pilot.mouse_down(ArticleView, offset=start)
    await pilot.hover(ArticleView, offset=end)
    await pilot.mouse_up(ArticleView, offset=end)
    await pilot.pause()


async def test_a_drag_over_wrapped_lines_takes_what_lies_between() -> None:
    app = ViewApp()
    async with app.run_test(size=(40, 30)) as pilot:
        shown = lines(app.view)
        row = next(y for y, line in enumerate(shown) if "Fees for" in line)
        first, second = shown[row], shown[row + 1]
        left = first.index("Fees")
        last_word = second.split()[0]
        end = second.index(last_word) + len(last_word)
        await drag(pilot, (left + 9, row), (end, row + 1))
        expected = SHORT.text[SHORT.text.index("berths") :]
        assert app.view.selected_text == expected[: expected.index(last_word) + len(last_word)]


async def test_a_drag_over_wide_characters_takes_whole_ones() -> None:
    app = ViewApp(MIXED)
    async with app.run_test(size=SIZE) as pilot:
        row = next(y for y, line in enumerate(lines(app.view)) if "港の料金" in line)
        left = app.view.page.left + MARGIN
        for last in (4, 5):  # both cells of the third character
            await drag(pilot, (left, row), (left + last, row))
            assert app.view.selected_text == "港の"


async def test_a_drag_beyond_the_end_of_a_line_and_from_below_takes_the_line() -> None:
    app = ViewApp()
    async with app.run_test(size=SIZE) as pilot:
        row = next(y for y, line in enumerate(lines(app.view)) if "What it means" in line)
        await drag(pilot, (70, row), (0, row))
        assert app.view.selected_text == "What it means"
        await drag(pilot, (0, row), (70, row))
        assert app.view.selected_text == "What it means"


async def test_a_drag_at_the_edge_scrolls_on() -> None:
    app = ViewApp(long_document(2000))
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.mouse_down(ArticleView, offset=(MARGIN, 4))
        for x in range(6):
            await pilot.hover(ArticleView, offset=(20 + x, 11))
            await pilot.pause()
        assert app.view.scroll_offset.y > 0
        assert app.view.selection.end > app.view.selection.start
        await pilot.mouse_up(ArticleView, offset=(26, 11))


async def test_a_third_click_takes_the_sentence_and_a_drag_after_a_quotation_one_stretch() -> None:
    quotation = assemble([Piece(Kind.PARAGRAPH, "“We have,” she said, “no choice.” He left.")])
    app = ViewApp(quotation)
    async with app.run_test(size=SIZE) as pilot:
        row = next(y for y, line in enumerate(lines(app.view)) if "We have" in line)
        left = lines(app.view)[row].index("He left")
        await pilot.click(ArticleView, offset=(left + 1, row), times=3)
        assert app.view.selected_text == "He left."
        await pilot.press('"', "g")
        await drag(pilot, (left, row), (left + 2, row))
        assert app.view.selected_text == "He"
        assert len(app.view.parts) == 1
