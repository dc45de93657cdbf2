"""Claims whose words have drifted, articles that have changed: what is seen and told of them."""

from __future__ import annotations

from newsread.app import ReaderApp
from newsread.claims.decisions import accept
from newsread.services.desk import Desk
from newsread.widgets.article_list import ArticleList
from newsread.widgets.claim_list import ClaimList
from newsread.widgets.claims_panel import ClaimsPanel
from newsread.widgets.text_line import TextLine
from tests.fakes.edited import FERRY, GUILD, RISE, RISEN, SKIPPERS, WAIT, edited
from tests.screens.driving import WIDE, place, press, said, screen, view


def margin(app: ReaderApp, words: str) -> str:
    """Return what stands in the margin of the first row with `words`."""
    shown = view(app)
    for y in range(shown.size.height):
        line = shown.render_line(y).text
        if words in line:
            return line[shown.page.left]
    raise AssertionError(f"{words} is on no row")


def panel(app: ReaderApp) -> list[str]:
    listed = screen(app).query_one(ClaimsPanel)
    lines = [listed.render_line(y).text.rstrip() for y in range(listed.size.height)]
    return [line for line in lines if line]


def rows(app: ReaderApp) -> list[str]:
    """Return the lines of the list of articles, or of claims, that is on the screen."""
    kind = ClaimList if app.screen is not screen(app) else ArticleList
    listed = app.screen.query_one(kind)
    return [listed.render_line(y).text for y in range(len(listed.rows))]


def above(app: ReaderApp) -> str:
    return " ".join(str(screen(app).query_one(TextLine).render()).split())


async def test_drift_is_seen_in_margin_panel_ledger_and_list(app: ReaderApp, desk: Desk) -> None:
    edited(desk, RISE, SKIPPERS, WAIT)
    async with app.run_test(size=(100, 36)) as pilot:
        await press(pilot, "enter")
        assert margin(app, "4.7 percent") == "≠"
        assert margin(app, "Skippers said") == "→"
        assert [line[:5] for line in panel(app)] == [" # ≠ ", " → Sk", " § ∅ "]
        assert "4.1 → 4.7 · The board raised" in panel(app)[0]
        assert "∅ A barge" in panel(app)[2]
        assert panel(app)[2].endswith("(D reviews)")
        assert "≠ Fees on the quay" in rows(app)[0]
        await press(pilot, "C")
        assert ["≠ 4.1 → 4.7 · The board" in line for line in rows(app)] == [False, False, True]
        assert "∅ not there any more · A barge" in rows(app)[0]


async def test_the_panel_beside_the_text_has_both_wordings(app: ReaderApp, desk: Desk) -> None:
    edited(desk, RISE)
    async with app.run_test(size=(200, 40)) as pilot:
        await press(pilot, "enter", "z")
        head, marked, now = panel(app)
        assert head == " # ≠ quantity 4.1 → 4.7"
        assert marked.strip() == "… fees by 4.1 percent on Monda…"
        assert now.strip() == "now: … fees by 4.7 percent on …"


async def test_what_somebody_has_looked_at_keeps_its_glyph(app: ReaderApp, desk: Desk) -> None:
    edited(desk, RISE)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter")
        (claim,) = desk.ledger.all()
        desk.ledger.put(accept(claim, by="ben", at="2026-09-05T10:00:00Z"))
        screen(app).reload()
        await press(pilot, "greater_than_sign")
        assert margin(app, "4.7 percent") == "≠"
        assert "looked at by ben" in said(app)


async def test_a_walk_stops_at_each_and_says_what_became_of_it(app: ReaderApp, desk: Desk) -> None:
    edited(desk, FERRY, GUILD, WAIT, SKIPPERS, RISE)
    async with app.run_test(size=(160, 40)) as pilot:
        await press(pilot, "enter", "greater_than_sign")
        assert view(app).selected_text == RISEN
        assert said(app).startswith("≠ changed in what it says: 4.1 → 4.7; ")
        await press(pilot, "greater_than_sign")
        assert said(app).startswith("∅ not there any more; it stood about here; ")
        stood = view(app).selected_text
        assert stood in (
            "Quay 8 was rebuilt in 1956 and has 10 cranes.",
            GUILD.replace("wrote to", "told all of"),
        )
        await press(pilot, "greater_than_sign")
        assert "told all of" in view(app).selected_text
        await press(pilot, "greater_than_sign")
        assert said(app) == "There is no drifted claim from here on; < goes back"
        await press(pilot, "less_than_sign")
        assert view(app).selected_text == stood
        assert "it stood about here" in said(app)
        await press(pilot, "less_than_sign", "less_than_sign")
        assert said(app) == "There is no drifted claim before this"
        assert view(app).selected_text == RISEN


async def test_an_article_without_drift_says_so(app: ReaderApp, desk: Desk) -> None:
    edited(desk, FERRY)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "greater_than_sign")
        assert said(app) == "No claim of this article has drifted"


async def test_the_ledger_walks_them_and_says_what_stands_there_now(
    app: ReaderApp, desk: Desk
) -> None:
    edited(desk, RISE, SKIPPERS, WAIT, FERRY)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "C", "g", "greater_than_sign")
        listed = app.screen.query_one(ClaimList)
        assert listed.current == 1
        assert said(app) == "not there any more"
        assert "∅ not there any more" in place(app)
        await press(pilot, "greater_than_sign")
        assert (listed.current, said(app)) == (3, f"now “{RISEN}”")
        await press(pilot, "greater_than_sign")
        assert said(app) == "No claim below this one has drifted"
        await press(pilot, "less_than_sign", "less_than_sign")
        assert said(app) == "No claim above this one has drifted"
        assert listed.current == 1


async def test_an_article_that_changed_since_it_was_read_is_marked_until_it_is_seen(
    app: ReaderApp, desk: Desk
) -> None:
    article = edited(desk)
    desk.library.set_read([article.id], True)
    desk.library.set_changed(article.id, True)
    async with app.run_test(size=(160, 40)) as pilot:
        await press(pilot, "slash", *"quay", "enter")
        assert "Δ Fees on the quay" in rows(app)[0]
        await press(pilot, "enter")
        assert "Changed since you read it: 4.1 → 4.7, " in above(app)
        assert "Δ" not in rows(app)[0]
        await press(pilot, "h", "enter")
        assert "Changed since" not in above(app)
