"""The claims panel: what it lists, when it is there, and how little it looks at."""

from __future__ import annotations

import msgspec
import pytest

from newsread.app import ReaderApp
from newsread.claims.claim import Claim, new_id
from newsread.services.desk import Desk
from newsread.widgets.claim_list import ClaimRow
from newsread.widgets.claims_panel import ClaimsPanel
from tests.screens.driving import press, said, screen, view

BESIDE = (230, 40)
BELOW = (100, 36)


def panel(app: ReaderApp) -> ClaimsPanel:
    return screen(app).query_one(ClaimsPanel)


def shown(app: ReaderApp) -> list[str]:
    """Return the lines of the panel as they are drawn, empty ones apart; none while it is away."""
    if not panel(app).is_on_screen or not panel(app).display:
        return []
    lines = [panel(app).render_line(y).text.rstrip() for y in range(panel(app).size.height)]
    return [line for line in lines if line]


def claims(desk: Desk) -> list[Claim]:
    return sorted(desk.ledger.all(), key=lambda claim: claim.id)


async def test_it_is_there_only_where_there_are_claims(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=BELOW) as pilot:
        await press(pilot, "enter")
        assert shown(app) == []
        await press(pilot, *"jj1")
        (line,) = shown(app)
        assert line.startswith("▎# The vote followed five hours")
        await press(pilot, "d")
        assert shown(app) == []


async def test_it_lists_in_reading_order_and_marks_the_current_claim(app: ReaderApp) -> None:
    async with app.run_test(size=BELOW) as pilot:
        await press(pilot, "enter", *"jjjj2kk1j3")
        assert [line[:2] for line in shown(app)] == [" #", "▎§", " →"]
        await press(pilot, "[")
        assert [line[:2] for line in shown(app)] == ["▎#", " §", " →"]
        await press(pilot, "g")
        assert [line[:2] for line in shown(app)] == [" #", " §", " →"]


async def test_beside_the_text_it_gives_type_tags_and_two_lines(app: ReaderApp) -> None:
    async with app.run_test(size=BESIDE) as pilot:
        await press(pilot, "enter", "z", *"jj1t", *"road", "enter", *"jj2")
        assert shown(app)[0] == " # quantity #road"
        assert shown(app)[1].strip() == "The vote followed five hours of"
        assert shown(app)[3].startswith("▎→ causal")
        assert all(line.startswith("▎") for line in shown(app)[3:])


async def test_a_claim_on_an_earlier_text_stands_last_and_says_so(
    app: ReaderApp,
    desk: Desk,
) -> None:
    async with app.run_test(size=BELOW) as pilot:
        await press(pilot, "enter", *"jj1j2")
        first = claims(desk)[0]
        anchor = msgspec.structs.replace(first.anchors[0], revision="0" * 64)
        words = "Words nobody printed"
        elsewhere = msgspec.structs.replace(first, id=new_id(), quote=words, anchors=(anchor,))
        desk.ledger.put(elsewhere)
        screen(app).reload()
        await pilot.pause()
        assert len(shown(app)) == 3
        assert shown(app)[2].startswith(" # Words nobody printed")
        assert shown(app)[2].endswith("(an earlier text)")
        await pilot.click(ClaimsPanel, offset=(5, 3))
        await pilot.pause()
        assert "earlier text" in said(app)


async def test_a_click_goes_to_the_claim_and_the_article_has_the_keys(app: ReaderApp) -> None:
    async with app.run_test(size=BELOW) as pilot:
        await press(pilot, "enter", *"jj1jjj2", "h")
        assert not view(app).has_focus
        await pilot.click(ClaimsPanel, offset=(5, 1))
        await pilot.pause()
        assert view(app).selected_text.startswith("The vote followed")
        assert view(app).has_focus


async def test_a_key_hides_it_and_shows_it_and_zen_keeps_it(app: ReaderApp) -> None:
    async with app.run_test(size=BELOW) as pilot:
        await press(pilot, "enter", *"jj1")
        await press(pilot, "P")
        assert shown(app) == []
        assert said(app) == "The claims panel is hidden"
        await press(pilot, "h", "j", "enter", *"jj1")
        assert shown(app) == []
        await press(pilot, "P")
        assert len(shown(app)) == 1
        await press(pilot, "z")
        assert len(shown(app)) == 1


async def test_a_setting_hides_it_from_the_start(desk: Desk, app: ReaderApp) -> None:
    with desk.places.settings.open("a", encoding="utf-8") as file:
        file.write("[reading]\nclaims_panel = false\n")
    with Desk.open(desk.places) as hidden:
        other = ReaderApp(hidden, app.pages)
        async with other.run_test(size=BELOW) as pilot:
            await press(pilot, "enter", *"jj1")
            assert shown(other) == []
            await press(pilot, "P")
            assert len(shown(other)) == 1


@pytest.mark.parametrize("zen", [False, True])
@pytest.mark.parametrize("size", [(130, 40), BESIDE, (100, 36), (60, 24), (116, 30)])
async def test_an_article_with_claims_is_wrapped_once(
    app: ReaderApp,
    size: tuple[int, int],
    zen: bool,
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter", *"jj1", "h", "j", "enter", *(["z"] if zen else []))
        page = view(app).page
        before = page.wrapped
        screen(app)._open(claimed_article(app))
        await pilot.pause()
        await press(pilot)
        assert len(shown(app)) >= 1
        assert page.wrapped == before + 1
        assert page.width == view(app).scrollable_content_region.width


def claimed_article(app: ReaderApp) -> int:
    """Return the article that has the claim."""
    (claim,) = app.desk.ledger.all()
    article = app.desk.library.article_of_key(claim.article.key)
    assert article is not None
    return article.id


async def test_of_many_claims_only_those_on_the_screen_are_looked_at(app: ReaderApp) -> None:
    async with app.run_test(size=BESIDE) as pilot:
        await press(pilot, "enter", "z", *"jj1")
        listed = panel(app)
        (row,) = listed.rows
        many = [
            ClaimRow(msgspec.structs.replace(row.claim, id=str(number)), "")
            for number in range(300)
        ]
        before = listed.laid
        listed.show_rows(many)
        await pilot.pause()
        assert 0 < listed.laid - before <= listed.size.height // 3 + 1
        before = listed.laid
        listed.mark("150")
        await pilot.pause()
        assert 0 < listed.laid - before <= listed.size.height // 3 + 2
        assert listed.scroll_offset.y <= 150 * 3 < listed.scroll_offset.y + listed.size.height
        before = listed.laid
        listed.mark("149")
        await pilot.pause()
        assert 0 < listed.laid - before <= 3
