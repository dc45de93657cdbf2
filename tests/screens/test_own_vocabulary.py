"""A newsroom's own words drive every key, question and field; what they no longer list stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from newsread.app import ReaderApp
from newsread.ledger.ledger import Ledger
from newsread.paths import Places
from newsread.services.desk import Desk
from newsread.widgets.claim_form import ClaimForm
from newsread.widgets.claim_list import ClaimList
from newsread.widgets.status import KeyHints
from tests.fakes.claims import claim
from tests.screens.driving import WIDE, asked, place, press, said

OWN = """
[types.zahl]
words = "Zahl"
key = "3"
glyph = "Z"
[types.zitat]
words = "Zitat"
key = "1"
[statuses]
offen = "noch offen"
fertig = "fertig"
[verdicts]
stimmt = "stimmt so"
falsch = "falsch"
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("NEWSREAD_HOME", str(tmp_path))
    places = Places.find()
    places.make()
    places.settings.write_text("[refresh]\nat_start = false\n", encoding="utf-8")
    places.vocabulary.write_text(OWN, encoding="utf-8")
    with Desk.open(places) as opened:
        yield opened


def stored(desk: Desk) -> dict[str, object]:
    """Return the one claim as another program finds it."""
    (found,) = Ledger.open(desk.places.claims).all()
    return dict(msgspec.to_builtins(found))


async def test_keys_questions_and_the_form_know_the_newsrooms_words_and_no_others(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "2")
        assert said(app) == "No claim type has the key 2"
        assert desk.ledger.all() == ()
        hints = app.screen.query_one(KeyHints).hints
        assert ("3", "Zahl") in hints
        assert not any(words == "quantity" for _, words in hints)
        await press(pilot, "3")
        assert (stored(desk)["type"], stored(desk)["status"]) == ("zahl", "offen")
        await press(pilot, "V")
        assert asked(app) == "Verdict:  s stimmt so  f falsch  Backspace clears  Esc drops"
        await press(pilot, "f", "S")
        assert asked(app) == "Status:  n noch offen (now)  f fertig  Esc drops"
        await press(pilot, "f")
        assert place(app).startswith("Zahl · fertig · falsch")
        await press(pilot, "i", *"zit", "tab")
        form = app.screen.query_one(ClaimForm)
        assert form.texts["type"] == "Zitat"
        known = {each.field.name: each.field.known for each in form.fields}
        assert known["status"] == ("noch offen", "fertig")
        assert known["verdict"] == ("stimmt so", "falsch")
        await press(pilot, *("down",) * 10, *"stim", "tab", "enter")
        assert (stored(desk)["type"], stored(desk)["verdict"]) == ("zitat", "stimmt")


async def test_a_claim_of_words_no_longer_listed_is_shown_filed_and_undone_without_losing_them(
    app: ReaderApp, desk: Desk
) -> None:
    old = claim(kind="rule", status="waiting", verdict="mostly-false")
    desk.ledger.put(old)
    before = stored(desk)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "C")
        row = app.screen.query_one(ClaimList).render_line(0).text
        assert row.startswith(" · rule ")
        assert "mostly-false · Rents rose" in row
        assert "waiting · mostly-false" in place(app)
        await press(pilot, "V")
        assert asked(app).startswith("Verdict, now mostly-false:")
        await press(pilot, "escape", "t", *"rents", "enter", "w", "h", "c", *"Ask", "enter")
        await press(pilot, "i", *("down",) * 6, *"hall", "enter")
        assert said(app) == "Changed: venue"
        words = {"type": "rule", "status": "waiting", "verdict": "mostly-false"}
        assert {name: stored(desk)[name] for name in words} == words
        await press(pilot, "V", "s", "u", "u", "u", "u", "u")
        assert stored(desk) == before
