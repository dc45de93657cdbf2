"""Selecting, finding, adjusting, adding parts: keys in, claims and sentences out."""

from __future__ import annotations

import pytest

from newsread.app import ReaderApp
from newsread.feeds.entry import Entry
from newsread.pages.page import read_feed
from newsread.screens.help import HelpScreen
from newsread.services.desk import Desk
from newsread.widgets.status import KeyHints
from newsread.workers.page_protocol import PageReply
from tests.fakes.pages import PagesInPlace
from tests.pictures import settled
from tests.screens.driving import (
    MIDDLING,
    NARROW,
    WIDE,
    add,
    asked,
    place,
    press,
    said,
    screen,
    view,
)

LINK = "https://paper.example/1"
PAGE = """<p>Fees for berths rise by 12 percent, the council said. Nobody spoke.</p>
<p>“What we do not have,” she said, “is enough nurses.” He left at noon.</p>
<p>Fees fell in May. That was all.</p>"""
RISE = "Fees for berths rise by 12 percent, the council said."


@pytest.fixture
def desk(desk: Desk, pages: PagesInPlace) -> Desk:
    """A library whose newest article has quotations in it."""
    add(desk, Entry(identity="1", title="Fees", url=LINK, published=4e9))
    pages.replies[LINK] = [PageReply(document=read_feed(PAGE, LINK, "Fees", "en").document)]
    return desk


def quotes(desk: Desk) -> list[str]:
    return [claim.quote for claim in reversed(desk.ledger.all())]


async def test_quoted_speech_is_two_keys_and_broken_speech_one_claim_of_two_parts(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", '"', "2")
        (claim,) = desk.ledger.all()
        assert claim.quote == "What we do not have … is enough nurses."
        assert len(claim.segments) == 2
        assert view(app).current_claim is not None
        await press(pilot, "g", "]")
        assert view(app).selected_text == claim.quote
        await press(pilot, "3")  # on all its words: it gets another type, and is no second claim
        assert [each.type for each in desk.ledger.all()] == ["rule"]


async def test_where_nothing_is_quoted_any_more_it_is_said(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "G", '"')
        assert said(app) == "There is no quoted speech from here on"


@pytest.mark.parametrize(
    ("keys", "quote"),
    [
        (["j", "minus", "1"], "Fees for berths rise by 12 percent"),
        (["j", "plus", "1"], f"{RISE} Nobody spoke."),
        (["j", "J", "1"], f"{RISE} Nobody spoke."),
        (["j", "v", "b", "1"], "Fees for berths rise by 12 percent, the council"),
        (["j", "v", "0", "w", "w", "1"], "Fees for berths"),
        (["j", "minus", "v", "b", "b", "b", "enter"], "Fees for berths rise"),
    ],
)
async def test_what_is_selected_is_what_is_saved(
    app: ReaderApp, desk: Desk, keys: list[str], quote: str
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "G", "6", "g", *keys)
        assert quotes(desk)[-1] == quote
        assert len(desk.ledger.all()) == 2
        assert not view(app).choosing_words


async def test_escape_ends_one_thing_after_the_other(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "slash", *"fees", "enter", "n", "J", "v", "f")
        assert view(app).choosing_words
        await press(pilot, "escape")
        assert not view(app).choosing_words
        assert view(app).sought == "fees"
        await press(pilot, "escape")
        assert view(app).sought == ""
        assert view(app).extended
        await press(pilot, "J", "f", "escape")
        assert view(app).extended
        await press(pilot, "escape")
        assert not view(app).extended
        assert view(app).has_focus
        await press(pilot, "escape")
        assert not view(app).has_focus


# Find


async def test_n_goes_through_the_places_of_a_find_until_it_is_ended(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "slash", *"fees")
        assert said(app) == "2 of 3 places; n and N go on, Esc ends"
        await press(pilot, "enter")
        assert view(app).has_focus
        starts = []
        for key in ("n", "n", "n", "N"):
            await press(pilot, key)
            starts.append(view(app).selection.start)
            assert "fees" in view(app).selected_text.casefold()
        assert len(set(starts)) == 3
        assert starts[-1] == starts[1]
        sentence = view(app).selected_text
        await press(pilot, "1")
        assert quotes(desk) == [sentence]
        await press(pilot, "escape", "n")
        assert view(app).page.document is not None
        assert "Fees" not in view(app).page.document.text


async def test_words_that_are_not_there_are_told_of_and_escape_goes_back(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "slash", *"fex")
        assert asked(app) == "“fex” is not in this text"
        await press(pilot, "enter")
        assert asked(app)
        await press(pilot, "escape")
        assert view(app).selected_text == RISE
        assert view(app).sought == ""


# Adjusting and adding


async def test_a_claims_words_are_drawn_in_by_a_word_and_all_else_is_kept(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1", "t", *"fees", "enter", "a")
        assert said(app) == "Choose its words anew: Enter keeps them, Esc drops them"
        assert place(app).startswith("adjusting")
        await press(pilot, "b", "o", "w", "enter")
        (claim,) = desk.ledger.all()
        assert claim.quote == "for berths rise by 12 percent, the council"
        assert (claim.type, claim.tags) == ("quantity", ("fees",))
        assert [cut.quote for cut in claim.cuts] == [RISE]
        assert said(app) == "The claim's words are changed"
        current = view(app).current_claim
        assert current is not None
        assert current.id == claim.id
        await press(pilot, "u")
        assert quotes(desk) == [RISE]


async def test_any_key_that_selects_can_adjust_a_claim(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1", "a", '"', "4")
        (claim,) = desk.ledger.all()
        assert claim.quote == "What we do not have … is enough nurses."
        assert claim.type == "prediction"


async def test_escape_leaves_a_claim_as_it_was(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1", "a", "b", "escape")
        assert said(app) == "The claim keeps the words it had"
        assert quotes(desk) == [RISE]
        assert view(app).selected_text == RISE
        await press(pilot, "j", "enter")  # adjusting is over: this is a claim of its own
        assert quotes(desk) == [RISE, "Nobody spoke."]


async def test_words_that_did_not_change_leave_no_trace_and_a_type_is_told_of(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1", "a", "b", "w", "l", "3")
        assert said(app) == "Claim is now rule"
        (claim,) = desk.ledger.all()
        assert (claim.quote, claim.cuts, claim.type) == (RISE, (), "rule")
        await press(pilot, "a", "enter")
        assert said(app) == "The claim's words are as before"


async def test_what_is_selected_is_saved_also_where_a_smaller_claim_lies_in_it(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "minus", "1", "k", "j")
        assert view(app).selected_text == RISE
        await press(pilot, "2")
        assert quotes(desk) == ["Fees for berths rise by 12 percent", RISE]
        await press(pilot, "k", "j", "3")  # two claims now: the one of these very words is meant
        assert [claim.type for claim in reversed(desk.ledger.all())] == ["quantity", "rule"]


async def test_h_goes_back_whatever_is_selected(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "J", "h")
        assert not view(app).has_focus


async def test_at_the_last_claim_it_is_said_that_there_is_no_more(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1", "]")
        assert said(app) == "There is no claim from here on; [ goes back"
        await press(pilot, "[")
        assert said(app) == "There is no claim before this"


async def test_what_is_told_of_words_stays_while_they_are_chosen(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "v", "b", "b")
        assert said(app).startswith("Letters choose the first word")
        assert place(app).startswith("words")
        await press(pilot, "escape")
        assert said(app) == ""
        await press(pilot, "f", "s")
        assert said(app) == ""


async def test_a_comma_adds_the_selection_to_the_claim_saved_last(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1", "G", "k", "comma")
        (claim,) = desk.ledger.all()
        assert claim.quote == f"{RISE} … Fees fell in May."
        assert said(app) == "Words added to the claim: 2 parts now"
        await press(pilot, "u")
        assert quotes(desk) == [RISE]


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("comma", "Save the first words with a digit; then , adds more to them"),
        ("a", "There is no claim here; a digit saves this sentence as one"),
    ],
)
async def test_without_a_claim_it_is_said_how_to_make_one(
    app: ReaderApp, desk: Desk, key: str, sentence: str
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", key)
        assert said(app) == sentence
        assert desk.ledger.all() == ()


# What is offered


async def test_while_words_are_chosen_other_keys_are_offered_and_explained(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "v")
        offered = [words for _, words in app.screen.query_one(KeyHints).hints]
        assert "Other end" in offered
        assert "Next sentence" not in offered
        await press(pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)
        await press(pilot, "escape")
        assert view(app).choosing_words
        await press(pilot, "escape")
        offered = [words for _, words in app.screen.query_one(KeyHints).hints]
        assert "Next sentence" in offered


async def test_a_key_for_everywhere_is_a_letter_while_words_are_chosen(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=MIDDLING) as pilot:
        await press(pilot, "enter", "j", "v", "Q", "s", "u", "q", "C", "R", "z")
        assert view(app).has_focus
        assert view(app).choosing_words
        assert not desk.library.rows()[0].starred


async def test_letters_are_shown_and_obeyed_in_a_narrow_terminal_too(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "enter", "f")
        shown = "\n".join(view(app).render_line(y).text for y in range(view(app).size.height))
        letter = shown[shown.index("Nobody") - 1]
        await press(pilot, letter)
        assert view(app).selected_text == "Nobody spoke."


# A text that changes meanwhile


@pytest.fixture
def coming(desk: Desk, pages: PagesInPlace) -> PagesInPlace:
    """An article whose feed's text is there, and whose page is still to come."""
    feed = read_feed("<p>One. Two.</p>", LINK, "Fees", "en").document
    page = read_feed("<p>A first line. One. Two.</p>", LINK, "Fees", "en").document
    pages.replies[LINK] = [
        PageReply(document=feed, source="feed"),
        PageReply(document=page, source="page"),
    ]
    pages.go_on.clear()
    return pages


@pytest.mark.parametrize("keys", [("f",), ("v",), ("slash", "o"), ("slash", "o", "enter")])
async def test_a_text_that_comes_while_a_key_means_a_place_waits(
    app: ReaderApp, desk: Desk, coming: PagesInPlace, keys: tuple[str, ...]
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        for key in ("enter", *keys):
            await pilot.press(key)
            await pilot.pause()
        shown = view(app).page.document
        coming.go_on.set()
        await settled(pilot)
        assert view(app).page.document is shown
        assert "open the article again" in said(app)
        await press(pilot, "escape", "1")
        assert len(quotes(desk)) == 1
        assert quotes(desk)[0] in ("Fees", "One.")


async def test_a_mode_ends_with_the_text_it_is_about(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    add(desk, Entry(identity="2", title="Empty", url="https://paper.example/2", published=5e9))
    pages.replies["https://paper.example/2"] = [PageReply(error="it answered 404")]
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "j", "enter", "slash", *"fees", "enter", "J", "f")
        screen(app).action_back()
        await press(pilot, "k", "enter")
        assert view(app).caret is None
        assert (view(app).sought, view(app).hints) == ("", None)
        await press(pilot, "escape")
        assert not view(app).has_focus


async def test_enter_twice_in_the_list_of_claims_changes_nothing(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "3", "j", "1", "C", "j", "enter", "enter")
        assert [claim.type for claim in reversed(desk.ledger.all())] == ["rule", "quantity"]


async def test_a_claim_that_another_window_deletes_is_adjusted_no_longer(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "1", "a")
        with Desk.open(desk.places) as other:
            other.annotator.delete([claim.id for claim in other.ledger.all()])
        screen(app).look_for_changes()
        await settled(pilot)
        assert not view(app).choosing_words
        await press(pilot, "2")
        assert [claim.type for claim in desk.ledger.all()] == ["causal"]


async def test_a_sentence_that_begins_above_the_screen_has_letters_too(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    long = f"<p>{'The council met again and again, ' * 90}and left. Short.</p>"
    pages.replies[LINK] = [PageReply(document=read_feed(long, LINK, "Fees", "en").document)]
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "enter", "j", "ctrl+d", "ctrl+d", "f")
        assert view(app).hints is not None
        await press(pilot, "a")
        assert view(app).selected_text.startswith("The council met again")
        assert view(app).selected_text.endswith("and left.")
