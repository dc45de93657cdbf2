"""A claim's comment: in one line at the bottom, or in the person's own editor."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsread.app import ReaderApp
from newsread.claims.claim import Speaker
from newsread.services.desk import Desk
from newsread.widgets.prompt import PromptInput
from tests.fakes.claims import claim
from tests.fakes.full_disk import full_disk
from tests.fakes.programs import program
from tests.screens.driving import NARROW, WIDE, asked, paste, press, said

CAPTURED = ("enter", "j", "1")
PLACES = pytest.mark.parametrize("there", [(), ("C",)], ids=["article", "ledger"])
LONG = "# Rents\n\n* ask the *office*\n* [figures](https://office.example/)"


@pytest.fixture(autouse=True)
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The editor that is asked for: not yet there."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(tmp_path / "ed-it"))
    return tmp_path / "ed-it"


def typed(app: ReaderApp) -> str:
    return app.screen.query_one(PromptInput).value


@PLACES
async def test_a_comment_of_one_line_is_written_at_the_bottom_and_undone(
    app: ReaderApp, desk: Desk, there: tuple[str, ...]
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, *CAPTURED, *there, "c", *"Ask *Oda*", "enter")
        assert said(app) == "Comment: Ask *Oda*"
        assert desk.ledger.all()[0].note == "Ask *Oda*"
        await press(pilot, "c")
        assert typed(app) == "Ask *Oda*"
        await press(pilot, "ctrl+u", "enter")
        assert said(app) == "Comment taken away"
        await press(pilot, "u")
        assert desk.ledger.all()[0].note == "Ask *Oda*"


async def test_the_editor_begins_from_what_is_typed_and_keeps_its_lines(
    app: ReaderApp, desk: Desk, editor: Path
) -> None:
    program(editor, 'printf "and more\\n\\nbelow\\n" >> "$1"')
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, "c", *"begun", "ctrl+o")
        assert desk.ledger.all()[0].note == "begun\nand more\n\nbelow"
        assert asked(app) == ""
        assert said(app) == "Comment: begun and more below"
        # Several lines are never shown as one that could be typed over.
        await press(pilot, "c")
        assert asked(app).startswith("Comment of 4 lines, “begun”:  Ctrl-o opens it in your editor")
        assert typed(app) == ""
        await press(pilot, *"x", "enter")
        assert said(app).startswith("Comment as before")
        await press(pilot, "c", "ctrl+o")
        assert desk.ledger.all()[0].note.count("and more") == 2


@pytest.mark.parametrize("note", [LONG, "one\ttwo", "👩‍👩‍👧 family"])
async def test_what_one_line_cannot_hold_is_not_changed_by_being_looked_at(
    app: ReaderApp, desk: Desk, note: str
) -> None:
    desk.ledger.put(claim(note=note))
    async with app.run_test(size=WIDE) as pilot:
        for key in ("enter", "escape"):
            await press(pilot, "C", "c", key, "C")
            assert desk.ledger.all()[0].note == note


async def test_several_lines_that_are_pasted_stay_several(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, "c", *"see: ")
        await paste(pilot, LONG)
        assert asked(app).startswith("Comment of 4 lines, “see: # Rents”:")
        assert desk.ledger.all()[0].note == ""
        await press(pilot, "enter")
        assert desk.ledger.all()[0].note == f"see: {LONG}"


async def test_without_an_editor_what_was_typed_stays(
    app: ReaderApp, desk: Desk, editor: Path
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, "c", *"begun", "ctrl+o")
        assert "there is no such program" in asked(app)
        assert typed(app) == "begun"
        await press(pilot, "enter")
        assert desk.ledger.all()[0].note == "begun"


async def test_what_the_editor_left_is_kept_when_it_cannot_be_saved(
    app: ReaderApp, desk: Desk, editor: Path
) -> None:
    program(editor, 'printf "one\\ntwo" > "$1"')
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED)
        with full_disk():
            await press(pilot, "c", "ctrl+o")
            assert "not saved: disk full" in asked(app)
            assert "Enter keeps it" in asked(app)
            await press(pilot, "enter")
            assert "The same key tries again" in asked(app)
        await press(pilot, "enter")
        assert desk.ledger.all()[0].note == "one\ntwo"


@PLACES
async def test_the_same_again_is_one_key(
    app: ReaderApp, desk: Desk, there: tuple[str, ...]
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, "t", *"rents", "enter", "b", *"Runa", "enter")
        await press(pilot, "j", "2", *there, "full_stop")
        assert said(app) == "Tags: rents; speaker: Runa"
        assert [(each.tags, each.speaker) for each in desk.ledger.all()] == [
            (("rents",), Speaker(name="Runa"))
        ] * 2
