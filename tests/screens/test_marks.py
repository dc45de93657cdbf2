"""The list of claims: several are marked and filed on at once; the list is sorted."""

from __future__ import annotations

from newsread.app import ReaderApp
from newsread.claims.claim import Speaker
from newsread.services.desk import Desk
from newsread.widgets.claim_list import MARK, ClaimList
from newsread.widgets.prompt import PromptInput
from newsread.widgets.status import Heading
from tests.fakes.claims import NOON, claim
from tests.pictures import settled
from tests.screens.driving import NARROW, WIDE, asked, place, press, said


def put(desk: Desk) -> None:
    """Store three claims, of which the first is the newest."""
    desk.ledger.put_all(
        (
            claim("The council", now=NOON + 2, tags=("city",), status="checked", verdict="true"),
            claim("Prices will fall", now=NOON + 1, tags=("city",), speaker=Speaker(name="Oda")),
            claim(now=NOON, tags=("rents",)),
        )
    )


def quotes(app: ReaderApp) -> list[str]:
    return [row.claim.quote for row in app.screen.query_one(ClaimList).rows]


def marked(app: ReaderApp) -> list[int]:
    listed = app.screen.query_one(ClaimList)
    rows = [listed.render_line(y).text for y in range(len(listed.rows))]
    return [number for number, row in enumerate(rows) if row.startswith(MARK)]


def heading(app: ReaderApp) -> str:
    return app.screen.query_one(Heading).words


async def test_space_marks_and_goes_on_and_escape_drops_the_marks_first(
    app: ReaderApp, desk: Desk
) -> None:
    put(desk)
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "C", "space", "space", "k", "space", "k", "k", "space")
        assert marked(app) == []
        await press(pilot, "g", "space", "j", "space")
        assert marked(app) == [0, 2]
        assert heading(app) == "Claims, newest first · 2 marked"
        assert place(app).startswith("2 marked · claim 3 of 3")
        await press(pilot, "escape")
        assert marked(app) == []
        assert heading(app) == "Claims, newest first"
        await press(pilot, "escape")
        assert not app.screen.query(ClaimList)


async def test_a_click_at_the_beginning_of_a_row_marks_it(app: ReaderApp, desk: Desk) -> None:
    put(desk)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "C")
        for _ in range(2):
            await pilot.click(ClaimList, offset=(0, 1))
            await settled(pilot)
            assert marked(app) == [1]
            await pilot.click(ClaimList, offset=(20, 2))
            await settled(pilot)
            assert marked(app) == [1]
            await pilot.click(ClaimList, offset=(0, 1))
            await settled(pilot)
            assert marked(app) == []


async def test_a_key_of_claims_acts_on_all_marked_as_one_step(app: ReaderApp, desk: Desk) -> None:
    put(desk)
    before = desk.ledger.all()
    keys = {
        ("w", "h"): "Worth of 2 claims: high",
        ("V", "f"): "Verdict of 2 claims: false",
        ("b", *"Runa", "enter"): "Speaker of 2 claims: Runa",
        ("c", *"Ask", "enter"): "Comment of 2 claims: Ask",
        ("E", *"a.example", "enter"): "Evidence of 2 claims: https://a.example/",
        ("d",): "2 claims deleted",
    }
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "C", "space", "space")
        for typed, sentence in keys.items():
            await press(pilot, *typed)
            assert said(app) == sentence
            if typed != ("d",):
                assert marked(app) == [0, 1]
            await press(pilot, "u")
            assert desk.ledger.all() == before
        await press(pilot, "escape", "G", "b", *"Runa", "enter", "g", "space", "space", "full_stop")
        assert said(app) == "2 claims: tags: rents; speaker: Runa"


async def test_a_value_stands_there_only_if_all_marked_have_it(app: ReaderApp, desk: Desk) -> None:
    put(desk)
    before = desk.ledger.all()
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "C", "space", "space", "t")
        assert asked(app).startswith("Tags of 2 claims, with spaces between")
        assert app.screen.query_one(PromptInput).value == "city "
        await press(pilot, "escape", "S")
        assert "(now)" not in asked(app)
        await press(pilot, "escape", "b")
        assert asked(app).startswith("By whom of 2 claims; empty: each keeps its own")
        await press(pilot, "enter")
        assert said(app) == "Nothing was changed"
        await press(pilot, "space", "t")
        assert asked(app).startswith(
            "Tags of 3 claims, which differ: each is added, -tag is taken away"
        )
        assert desk.ledger.all() == before
        await press(pilot, *"tax -ci", "tab", "enter")
        assert said(app) == "Tags of 3 claims: +tax, -city"
        assert [each.tags for each in desk.ledger.all()] == [("tax",), ("tax",), ("rents", "tax")]


async def test_marks_stay_with_their_claims_but_keys_act_on_listed_ones_only(
    app: ReaderApp, desk: Desk
) -> None:
    put(desk)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "C", "space", "j", "space", "O", "o")
        assert marked(app) == [0, 2]
        await press(pilot, "equals_sign", *"tag:rents", "enter")
        assert heading(app) == ("Claims, oldest first · 2 marked, 1 of them not listed = tag:rents")
        await press(pilot, "w", "l")
        assert [each.worth for each in desk.ledger.all()] == [None, None, "low"]
        await press(pilot, "escape", "escape")
        assert marked(app) == []


async def test_the_list_is_sorted_by_one_key_and_stays_so(app: ReaderApp, desk: Desk) -> None:
    put(desk)
    newest, middle, oldest = (each.quote for each in desk.ledger.all())
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "C", "O")
        assert asked(app) == (
            "Sort the claims:  n newest first (now)  o oldest first  a article  s status"
            "  v verdict  p speaker  Esc drops"
        )
        await press(pilot, "p")
        assert quotes(app) == [middle, newest, oldest]
        assert app.screen.query_one(ClaimList).current == 1  # the claim is still the current one
        await press(pilot, "escape", "C")
        assert heading(app) == "Claims, by speaker"
        assert quotes(app) == [middle, newest, oldest]
