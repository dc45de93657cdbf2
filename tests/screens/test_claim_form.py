"""All fields of a claim: the form beside the words, what it keeps, drops and complains of."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from textual import events
from textual.widgets import Label

from newsread.app import ReaderApp
from newsread.claims.claim import Claim, Evidence, Related, Speaker
from newsread.ledger.ledger import Ledger
from newsread.services.desk import Desk
from newsread.widgets.claim_form import ClaimForm, FieldInput
from newsread.widgets.claim_list import ClaimList
from tests.fakes.claims import claim
from tests.fakes.full_disk import full_disk
from tests.fakes.programs import program
from tests.pictures import settled
from tests.screens.driving import NARROW, WIDE, paste, press, said, view

CAPTURED = ("enter", "j", "1")
PLACES = pytest.mark.parametrize("there", [(), ("C",)], ids=["article", "ledger"])
PAGE = "https://office.example/rents"


def form(app: ReaderApp) -> ClaimForm | None:
    return next(iter(app.screen.query(ClaimForm)), None)


def texts(app: ReaderApp) -> dict[str, str]:
    opened = form(app)
    assert opened is not None
    return opened.texts


def complaint(app: ReaderApp) -> str:
    """Return what stands below the field that has the keys."""
    assert app.focused is not None
    assert app.focused.parent is not None
    below = app.focused.parent.children[app.focused.parent.children.index(app.focused) + 2]
    assert isinstance(below, Label)
    return str(below.render()) if below.has_class("wrong") and below.display else ""


def hint(app: ReaderApp) -> str:
    """Return what helps with the field that has the keys."""
    return str(app.screen.query_one(".hint", Label).render())


def field(app: ReaderApp) -> str:
    """Return the name of the field that has the keys."""
    assert isinstance(app.focused, FieldInput)
    return app.focused.field.name


def to(name: str) -> tuple[str, ...]:
    """Return the keys from the first field to another."""
    names = "type tags speaker-name speaker-role speaker-same_as said_on venue statement worth"
    names += (
        " status verdict verdict_label why confidence note lang evidence-0-url evidence-0-stance"
    )
    return ("down",) * names.split().index(name)


@PLACES
async def test_several_fields_are_kept_as_one_step_and_the_keys_go_back(
    app: ReaderApp, desk: Desk, there: tuple[str, ...]
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, *there)
        (before,) = desk.ledger.all()
        had = app.focused
        await press(pilot, "i", *"pre", "tab", "tab", *"rents city", "tab", *"Runa", "enter")
        (filed,) = desk.ledger.all()
        assert (filed.type, filed.tags) == ("prediction", ("rents", "city"))
        assert filed.speaker == Speaker(name="Runa")
        assert said(app) == "Changed: type, tags, speaker"
        assert form(app) is None
        assert app.focused is had
        await press(pilot, "u")
        assert desk.ledger.all() == (before,)


async def test_every_field_of_the_record_is_in_the_form(app: ReaderApp, desk: Desk) -> None:
    other = claim("The council", id="0-other")
    full = claim(
        speaker=Speaker(name="Runa", role="mayor", same_as="Q1"),
        evidence=(Evidence(url=PAGE, archive="https://archive.example/", stance="refutes"),),
        related=(Related(id=other.id, relation="repeats"),),
        note="one\ntwo",
    )
    desk.ledger.put_all((other, full))
    async with app.run_test(size=(160, 60)) as pilot:
        await press(pilot, "C", "g", "i")
        opened = form(app)
        assert opened is not None
        names = {name.partition("-")[0] for name in texts(app)}
        fixed = {"id", "quote", "prefix", "suffix", "segments", "article", "revision", "anchors"}
        fixed |= {"annotator", "created", "modified", "segmenter", "cuts", "related"}
        assert names | fixed == {each.name for each in msgspec.structs.fields(Claim)}
        parts = {name for name in texts(app) if name.startswith("evidence-0-")}
        kept = {each.name for each in msgspec.structs.fields(Evidence)}
        kept -= {"retrieved", "hash"}
        assert {name.rpartition("-")[2] for name in parts} == kept
        told = "\n".join(str(each.render()) for each in opened.query(Label))
        assert "Repeats\n“The council" in told
        assert full.id in told


async def test_keys_typed_ahead_are_typed_into_the_form(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED)
        for key in ("i", *"caus", "enter", "w", "h"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        await settled(pilot)
        (filed,) = desk.ledger.all()
        assert (filed.type, filed.worth) == ("causal", "high")


@pytest.mark.parametrize("size", [(160, 44), WIDE, (100, 36), NARROW, (60, 14)])
async def test_the_words_are_never_covered_and_the_field_is_in_sight(
    app: ReaderApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter", *"jjjjjj1", "i", *to("lang"))
        opened, text = form(app), view(app)
        assert opened is not None
        assert not opened.region.overlaps(text.region)
        assert text.region.width >= 50 or size[0] < 60
        drawn = [text.render_line(y).text for y in range(text.size.height)]
        assert any("▎" in line for line in drawn)
        assert app.focused is not None
        assert opened.region.contains_region(app.focused.region)
        assert (opened.region.x > 0) is (size[0] >= 112)
        await press(pilot, "escape")
        assert form(app) is None


async def test_the_panes_that_made_way_are_back_when_the_form_is_closed(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED)
        before = view(app).region
        await press(pilot, "i")
        assert view(app).region.x == 0
        await press(pilot, "escape")
        assert view(app).region == before
        await press(pilot, "z", "i", "escape")
        assert view(app).region.x == 0


# A mistake, a failure, Esc


async def test_a_mistake_is_told_beside_its_field_and_nothing_is_lost(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED)
        (before,) = desk.ledger.all()
        await press(pilot, "i", *to("said_on"), *"2026-13", "down", *"hall", "enter")
        assert field(app) == "said_on"
        assert complaint(app).startswith("Said on: “2026-13” is no date. Write 2026-11-26")
        assert desk.ledger.all() == (before,)
        await press(pilot, "backspace", "2")
        assert complaint(app) == ""
        await press(pilot, "enter")
        (filed,) = desk.ledger.all()
        assert (filed.said_on, filed.venue) == ("2026-12", "hall")


async def test_a_mistake_is_told_whole_where_there_is_hardly_room(app: ReaderApp) -> None:
    async with app.run_test(size=(40, 15)) as pilot:
        await press(pilot, *CAPTURED, "i", *to("said_on"), *"2026-13", "enter")
        (told,) = app.screen.query(".wrong")
        body = told.parent
        assert body is not None
        assert str(told.render()).endswith("2026-11 or 2026.")
        assert told.region in body.region
        assert app.focused is not None
        assert app.focused.region in body.region


async def test_the_hint_says_what_tab_does_only_where_it_does(app: ReaderApp, desk: Desk) -> None:
    desk.ledger.put(claim(tags=("rents", "roads")))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, "i")
        assert hint(app).startswith("one of: ")
        await press(pilot, "q")
        assert hint(app) == "Tab: quantity"
        await press(pilot, "tab", "tab")
        assert hint(app) == "with spaces between; used before: rents · roads"
        await press(pilot, "r", "o")
        assert hint(app) == "with spaces between; Tab: roads"
        await press(pilot, "tab", "tab")
        assert (field(app), texts(app)["tags"]) == ("speaker-name", "roads")


async def test_what_cannot_be_saved_stays_in_the_form_until_it_is(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED)
        with full_disk():
            await press(pilot, "i", *to("venue"), *"hall", "enter")
        assert field(app) == "venue"
        assert "not saved: disk full" in complaint(app)
        assert complaint(app).endswith("Enter tries again, Esc drops it")
        await press(pilot, "enter")
        assert desk.ledger.all()[0].venue == "hall"
        assert form(app) is None


async def test_escape_drops_what_was_typed_only_when_pressed_twice(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED)
        before = desk.ledger.all()
        await press(pilot, "i", "down", *"rents", "escape")
        assert complaint(app) == "Enter keeps it, Esc again drops all that was typed"
        await press(pilot, "x", "escape")
        assert form(app) is not None
        assert texts(app)["tags"] == "rentsx"
        await press(pilot, "escape")
        assert form(app) is None
        assert view(app).has_focus
        assert desk.ledger.all() == before


async def test_a_click_elsewhere_takes_the_keys_only_from_a_form_that_nobody_typed_in(
    app: ReaderApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, "i", "down")
        await pilot.click(view(app), offset=(10, 10))
        await settled(pilot)
        assert view(app).has_focus
        await press(pilot, "i", "down", "x")
        await pilot.click(view(app), offset=(10, 10))
        await settled(pilot)
        assert field(app) == "tags"
        await press(pilot, "escape", "escape")
        assert view(app).has_focus


async def test_no_way_out_of_the_ledger_drops_what_was_typed(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, "C", "i", "down", *"rents")
        await pilot.click(ClaimList, offset=(20, 0), times=2)
        await settled(pilot)
        assert complaint(app) == "Kept nowhere yet: Enter keeps it, Esc drops it"
        for name in ("up_level", "ledger", "leave", "add", "choose_feeds", "next_unread"):
            await app.run_action(name, app.screen)
            assert field(app) == "tags"
        await press(pilot, "enter")
        assert desk.ledger.all()[0].tags == ("rents",)
        await pilot.click(ClaimList, offset=(20, 0), times=2)
        await settled(pilot)
        assert view(app).has_focus


async def test_a_form_that_nobody_typed_in_makes_way_for_another_claims(
    app: ReaderApp, desk: Desk
) -> None:
    desk.ledger.put_all((claim(), claim("The council disagrees.")))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "C", "i")
        before = str(app.screen.query_one(".title", Label).render())
        await pilot.click(ClaimList, offset=(20, 1))
        await press(pilot, "i", "down")
        titles = [str(each.render()) for each in app.screen.query(".title").results(Label)]
        assert len(titles) == 1
        assert titles != [before]
        assert field(app) == "tags"


async def test_the_form_of_a_claim_goes_with_its_article(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, "i")
        await pilot.click(view(app), offset=(10, 10))
        await press(pilot, "n")
        assert form(app) is None
        assert view(app).has_focus


async def test_another_windows_change_of_another_field_stays(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, "i", *to("venue"), *"hall")
        with Desk.open(desk.places) as other:
            other.annotator.set_verdict([each.id for each in other.ledger.all()], "false")
        await press(pilot, "enter")
        stored = Ledger.open(desk.places.claims).all()[0]
        assert (stored.verdict, stored.venue) == ("false", "hall")


# Fields with ways of their own


async def test_sources_are_changed_taken_away_and_added(app: ReaderApp, desk: Desk) -> None:
    bank = Evidence(url="https://bank.example/", title="Rates")
    full = claim(evidence=(Evidence(url=PAGE), bank))
    desk.ledger.put(full)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "C", "i", *to("evidence-0-stance"), *"ref", "tab")
        assert texts(app)["evidence-0-stance"] == "refutes"
        await press(pilot, *("down",) * 5, "ctrl+u")
        assert field(app) == "evidence-1-url"
        await press(pilot, *("down",) * 6)
        assert field(app) == "evidence-2-url"
        await press(pilot, *"a.example", "down", *"sup", "down", *"A", *("down",) * 4)
        assert field(app) == "evidence-3-url"
        await press(pilot, *"b.example", "enter")
        (filed,) = desk.ledger.all()
        assert [(each.url, each.stance, each.title) for each in filed.evidence] == [
            (PAGE, "refutes", ""),
            ("https://a.example/", "supports", "A"),
            ("https://b.example/", "context", ""),
        ]
        assert filed.evidence[1].retrieved.endswith("Z")


async def test_what_one_line_cannot_hold_is_changed_in_the_editor_only(
    app: ReaderApp, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(tmp_path / "ed-it"))
    desk.ledger.put(claim(note="one\ntwo"))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "C", "i", *to("note"), *"x", "backspace", "ctrl+u")
        assert complaint(app).startswith("One line cannot hold this: Ctrl-o")
        assert texts(app)["note"] == "one\ntwo"
        await press(pilot, "ctrl+o")
        assert "no such program" in complaint(app)
        program(tmp_path / "ed-it", 'echo three >> "$1"')
        await press(pilot, "ctrl+o", "enter")
        assert desk.ledger.all()[0].note == "one\ntwo\nthree"
        await press(pilot, "i", *to("venue"))
        await paste(pilot, "in\nthe hall")
        await press(pilot, "enter")
        assert desk.ledger.all()[0].venue == "in\nthe hall"


async def test_the_form_is_for_one_claim(app: ReaderApp, desk: Desk) -> None:
    desk.ledger.put_all((claim(), claim("The council")))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "C", "space", "space", "i")
        assert said(app) == "All fields are those of one claim; Esc drops the marks"
        assert form(app) is None
