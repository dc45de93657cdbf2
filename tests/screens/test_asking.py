"""Asking for an article again by a key: what is shown of what came, and what is said."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from newsread.app import ReaderApp
from newsread.claims.drift import state_of
from newsread.errors import LedgerError
from newsread.screens import asking_pane
from newsread.services.desk import Desk
from newsread.services.due import holds
from newsread.text.document import Document
from newsread.text.quality import Quality
from newsread.widgets.article_list import ArticleList
from newsread.widgets.text_line import TextLine
from newsread.workers.page_protocol import PageReply
from tests.fakes.edited import (
    FERRY,
    FIRST,
    LATER,
    LINK,
    REST,
    RISE,
    RISEN,
    SECOND,
    WAIT,
    edited,
    marked,
    published,
    text,
)
from tests.fakes.pages import PagesInPlace
from tests.screens.driving import WIDE, press, said, screen, settled, view

QUALITY = Quality(80, 80, whole=80, measure="page")


def answers(pages: PagesInPlace, *paragraphs: str, **fields: object) -> Document:
    """Let the page have these paragraphs from now on."""
    document = text(*paragraphs)
    given = {"document": document, "quality": QUALITY, "retrieved": LATER}
    pages.replies[LINK] = [PageReply(**given | fields)]  # type: ignore[arg-type]
    return document


def above(app: ReaderApp) -> str:
    """Return what is told above the text."""
    return " ".join(str(screen(app).query_one(TextLine).render()).split())


async def ask_and_wait(pilot: Pilot[None], pages: PagesInPlace, *meanwhile: str) -> None:
    """Ask again, and press keys before the answer comes."""
    pages.go_on.clear()
    await pilot.press("ctrl+r")
    await pilot.pause()
    for key in meanwhile:
        await pilot.press(key)
        await pilot.pause()
    pages.go_on.set()
    await settled(pilot)


async def test_a_text_that_is_as_before_stays_and_is_said_to_be(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    published(desk)
    answers(pages, *FIRST)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "j")
        place = (view(app).selected_text, view(app).scroll_offset)
        assert pages.asked == []
        await press(pilot, "ctrl+r")
        assert said(app) == "The text is as before"
        assert [each.url for each in pages.asked] == [LINK]
        assert (view(app).selected_text, view(app).scroll_offset) == place


async def test_another_text_is_shown_at_the_same_place_and_its_changes_are_named(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    article = published(desk)
    marked(desk, article, RISE)
    after = answers(pages, *SECOND)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "j", "j")
        assert view(app).selected_text == REST[0]
        await press(pilot, "ctrl+r")
        assert view(app).page.document == after
        assert view(app).selected_text == REST[0]
        assert said(app).startswith("The text has changed: 4.1 → 4.7")
        assert "Changed since you read it: 4.1 → 4.7, " in above(app)
        (claim,) = desk.ledger.all()
        assert state_of(claim) == "changed-material"
        found = desk.library.article(article.id)
        assert found is not None
        assert not found.changed


async def test_a_text_that_says_the_same_is_said_to(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    published(desk)
    after = answers(pages, *(each.replace("berth.", "berth .") for each in FIRST))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "ctrl+r")
        assert view(app).page.document == after
        assert said(app).startswith("The text is another now, but says the same")


@pytest.mark.parametrize("keys", [("v",), ("f",), ("slash", "b")], ids=["words", "letters", "find"])
async def test_a_text_that_comes_while_a_key_means_a_place_does_not_take_its_place(
    app: ReaderApp, desk: Desk, pages: PagesInPlace, keys: tuple[str, ...]
) -> None:
    article = published(desk)
    answers(pages, *SECOND)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter")
        shown = view(app).page.document
        await ask_and_wait(pilot, pages, *keys)
        assert view(app).page.document == shown
        assert "open the article again for it" in said(app)
        found = desk.library.article(article.id)
        assert found is not None
        assert found.changed


async def test_words_selected_meanwhile_stay_selected_or_the_text_stays(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    published(desk)
    after = answers(pages, *SECOND)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter")
        shown = view(app).page.document
        await ask_and_wait(pilot, pages, "j")
        assert view(app).selected_text == RISE
        assert view(app).page.document == shown  # the new one does not have these words
        await press(pilot, "h", "enter", "g")
        assert view(app).page.document == after


async def test_words_selected_meanwhile_that_both_texts_have_stay_selected(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    published(desk)
    after = answers(pages, *SECOND)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "g")
        await ask_and_wait(pilot, pages, "G")
        assert view(app).selected_text == FERRY
        assert view(app).page.document == after


async def test_an_earlier_text_that_is_read_stays(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    edited(desk, WAIT)
    answers(pages, *SECOND, RISE)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "C", "enter")
        assert view(app).selected_text == WAIT
        await press(pilot, "ctrl+r")
        assert view(app).selected_text == WAIT
        assert "open the article again for it" in said(app)


async def test_an_outlets_own_no_says_of_claims_that_nobody_knows(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    article = published(desk)
    marked(desk, article, RISE)
    answers(pages, document=None, error="it answers with 404", advice="Try later", lasting=True)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "ctrl+r")
        assert said(app) == "Fees on the quay: it answers with 404. Try later."
        (claim,) = desk.ledger.all()
        assert state_of(claim) == "unknown"
        assert "¿" in screen(app).query_one(ArticleList).render_line(0).text
        assert "Could not be read whole on" in above(app)
        assert "it answers with 404" in above(app)
        await press(pilot, "h", "j", "enter", "h", "k", "enter")
        assert "it answers with 404" in above(app)
        assert state_of(desk.ledger.all()[0]) == "unknown"
        answers(pages, document=None, error="nobody answers")
        await press(pilot, "ctrl+r")
        assert desk.ledger.all() == (claim,)
        answers(pages, *FIRST)
        await press(pilot, "ctrl+r")
        assert state_of(desk.ledger.all()[0]) == "exact"
        assert "Could not be read" not in above(app)


async def test_half_a_text_does_not_become_the_article(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    article = published(desk)
    marked(desk, article, RISE)
    answers(pages, RISEN)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter")
        shown = view(app).page.document
        await press(pilot, "ctrl+r")
        assert view(app).page.document == shown
        assert "less than half of its text" in said(app)
        assert state_of(desk.ledger.all()[0]) == "unknown"


async def test_an_answer_for_an_article_that_was_left_is_shown_nowhere(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    published(desk)
    answers(pages, *SECOND)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter")
        await ask_and_wait(pilot, pages, "h", "j", "enter")
        other = view(app).page.document
        assert other is not None
        assert RISEN not in other.text
        assert "The text has changed" not in said(app)


async def test_what_cannot_be_stored_of_claims_keeps_nobody_from_reading(
    app: ReaderApp, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise LedgerError("claims.json", "the disk is full", "Make room")

    edited(desk, RISE, FERRY)
    monkeypatch.setattr(asking_pane, "anchor_claims", full)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter")
        document = view(app).page.document
        assert document is not None
        assert RISEN in document.text
        assert said(app) == "claims.json: the disk is full. Make room."
        assert len(view(app).page.highlights) == 1  # that which stands there word for word


async def test_a_host_that_wants_to_be_left_alone_is_by_keys_and_by_checks(
    app: ReaderApp, desk: Desk, pages: PagesInPlace
) -> None:
    article = published(desk)
    answers(pages, document=None, error="it answers with 429", hold=3_600.0)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "ctrl+r")
        assert said(app) == "Fees on the quay: it answers with 429."
        [watched] = desk.library.watches.of([article.id])
        assert watched.failures == 1
        assert list(holds(desk.library, watched.checked)) == ["quay.example"]
        await press(pilot, "ctrl+r")
        assert said(app).startswith("quay.example asks to be left alone until ")
        assert len(pages.asked) == 1


async def test_where_there_is_no_text_there_is_nothing_to_ask_for(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen(app).article_pane.ask_again()
        await settled(pilot)
        assert said(app) == "There is no text here to be asked for again"
