"""The status line takes the room that it needs, and lays nothing out anew for a sentence."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.screen import Screen

from newsread.widgets.status import StatusLine


class StatusApp(App[None]):
    """An app with nothing but the line."""

    def compose(self) -> ComposeResult:
        yield StatusLine()

    @property
    def line(self) -> StatusLine:
        return self.query_one(StatusLine)


async def test_a_sentence_lays_nothing_out_anew_and_a_long_problem_does_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app, laid = StatusApp(), 0
    lay = Screen._refresh_layout

    def counted(self: Screen[None], *rest: object, **more: object) -> None:
        nonlocal laid
        laid += 1
        lay(self, *rest, **more)  # type: ignore[arg-type]

    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        monkeypatch.setattr(Screen, "_refresh_layout", counted)
        for sentence in ("Claim saved as quantity", "", "Worth: high", "x" * 200):
            app.line.say(sentence)
            await pilot.pause()
        assert (laid, app.line.size.height) == (0, 1)
        app.line.say("the disk is full: " * 5, problem=True)
        await pilot.pause()
        assert app.line.size.height == 3
        seen = laid
        app.line.say("the disk is full. " * 5, problem=True)
        await pilot.pause()
        assert laid == seen
        app.line.say("")
        await pilot.pause()
        assert app.line.size.height == 1


@pytest.mark.parametrize(
    ("said", "place", "shown"),
    [
        ("", "rule · 2 claims", "                       rule · 2 claims"),
        ("Worth: high", "rule · 2 claims", "Worth: high            rule · 2 claims"),
        ("Worth: high", "rule #rents · 12 claims · 70 %", "Worth: high  rule #rents · 12 claims …"),
        ("x" * 17, "rule #rents · 12 claims · 70 %", "x" * 17 + " " * 21),
        ("x" * 40, "rule", "x" * 37 + "…"),
        ("", "x" * 40, "x" * 37 + "…"),
    ],
)
async def test_the_place_has_what_room_the_sentence_leaves(
    said: str, place: str, shown: str
) -> None:
    app = StatusApp()
    async with app.run_test(size=(40, 4)) as pilot:
        app.line.place = place
        app.line.say(said)
        await pilot.pause()
        assert str(app.line.render()) == shown
