"""How tests of screens wait: until nothing is left to do, not until the processor rests."""

from __future__ import annotations

import asyncio

from textual._context import active_app
from textual.app import App

TURNS = 10_000
"""Turns of the event loop after which something is taken to keep itself busy for ever."""

FRAMES = 100
"""Frames after which something is taken to draw itself for ever."""


async def quiet(min_sleep: float = 0, max_sleep: float = 0) -> None:
    """Wait until the app that runs has nothing left to do or to draw.

    Stands in for Textual's `wait_for_idle`, whose arguments it takes and which sleeps 20 ms at a
    time until a sleep passes in which the process hardly worked. Neither waits for threads,
    children or timers, but this one does not wait for the timer of frames either: it draws what is
    due. Raises AssertionError when it has no end.
    """
    app: App[object] = active_app.get()
    for _ in range(FRAMES):
        await _nothing_ready()
        for screen in app.screen_stack[-1:]:  # there is none when the app has ended
            screen._on_timer_update()
        if not await _nothing_ready():
            return
    raise AssertionError(f"still drawing after {FRAMES} frames")


async def _nothing_ready() -> bool:
    """Wait until the event loop has nothing ready to run; return whether it had anything."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    worked, empty = False, 0
    for _ in range(TURNS):
        await asyncio.sleep(0)
        empty = 0 if ready else empty + 1
        worked |= not empty
        if empty == 2:  # what comes in from outside is ready on the turn after
            return worked
    raise AssertionError(f"still busy after {TURNS} turns of the event loop: {list(ready)}")
