"""Tests of screens go on when all that a key led to is drawn, and say when that has no end."""

from __future__ import annotations

import asyncio
from threading import Event
from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Label

from tests import quiet
from tests.pictures import settled


class ChainApp(App[None]):
    """An app in which one thing leads to another, and some to themselves."""

    BINDINGS: ClassVar = [
        ("c", "chain(9)"),
        ("w", "work"),
        ("d", "draw_for_ever"),
        ("b", "be_busy"),
    ]

    def compose(self) -> ComposeResult:
        yield Label("0")

    def __init__(self) -> None:
        super().__init__()
        self.let_go = Event()
        """Until it is set the thread of `w` is at work."""

    @property
    def label(self) -> Label:
        return self.query_one(Label)

    def action_chain(self, left: int) -> None:
        self.label.update("x" * (10 - left))
        if left:
            self.label.call_after_refresh(
                self.call_later, self.call_next, self.action_chain, left - 1
            )

    def action_work(self) -> None:
        self.run_worker(self.work_in_thread)

    async def work_in_thread(self) -> None:
        await asyncio.to_thread(self.let_go.wait)
        self.action_chain(9)

    def action_draw_for_ever(self) -> None:
        self.label.refresh(layout=True)
        self.call_after_refresh(self.action_draw_for_ever)

    def action_be_busy(self) -> None:
        asyncio.get_running_loop().call_soon(self.action_be_busy)


async def test_a_key_is_done_when_what_it_led_to_is_drawn() -> None:
    app = ChainApp()
    async with app.run_test() as pilot:
        await pilot.press("c")
        assert app.label.size.width == 10


async def test_settled_waits_for_workers_and_what_they_led_to() -> None:
    app = ChainApp()
    async with app.run_test() as pilot:
        await pilot.press("w")
        assert app.label.size.width == 1
        app.let_go.set()
        await settled(pilot)
        assert app.label.size.width == 10


@pytest.mark.parametrize(("key", "said"), [("d", "still drawing"), ("b", "still busy")])
async def test_what_never_ends_is_told(
    monkeypatch: pytest.MonkeyPatch, key: str, said: str
) -> None:
    monkeypatch.setattr(quiet, "TURNS", 500)
    app = ChainApp()
    async with app.run_test() as pilot:
        with pytest.raises(AssertionError, match=said):
            await pilot.press(key)
