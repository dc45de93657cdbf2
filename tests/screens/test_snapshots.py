"""Pictures of each screen at three sizes. Look at a changed one before you accept it:
``pytest tests/screens/test_snapshots.py --snapshot-update``.

Drawn by the pinned Textual, on a clock that stands still, in UTC, with a cursor that does not
blink, without animation and with numbered claims: nothing but our own changes may change a picture.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from textual.pilot import Pilot

from newsread.app import ReaderApp
from newsread.claims import capture
from newsread.screens import asking_pane
from newsread.services.anchoring import anchor_claims
from newsread.services.desk import Desk
from newsread.widgets import article_list
from tests.fakes.edited import FERRY, GUILD, RISE, SKIPPERS, WAIT, edited
from tests.fakes.revised import revised
from tests.pictures import REVISED, SCENES, SIZES, settled
from tests.screens.driving import press

NOW = 1_788_600_000.0
"""A Saturday in September 2026, a few days after the Welcome articles."""

Compare = Callable[..., bool]


def played(keys: tuple[str, ...]) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Return what presses `keys`."""

    async def play(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await press(pilot, *keys)

    return play


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scene", SCENES | REVISED)
def test_the_screen_looks_as_it_did(
    app: ReaderApp,
    desk: Desk,
    snap_compare: Compare,
    monkeypatch: pytest.MonkeyPatch,
    scene: str,
    size: tuple[int, int],
) -> None:
    clock: Any = SimpleNamespace(time=lambda: NOW)
    monkeypatch.setattr(article_list, "time", clock)
    ids = (f"01a1e2c8-0000-7000-8000-{number:012}" for number in count())
    monkeypatch.setattr(capture, "new_id", lambda _: next(ids))
    monkeypatch.setattr(desk.annotator, "_clock", clock.time)
    if scene in REVISED:
        revised(desk.library, desk.ledger)
    assert snap_compare(app, terminal_size=size, run_before=played((SCENES | REVISED)[scene]))


DRIFTED = {
    "drifted": ("g", "enter", "greater_than_sign"),
    "gone": ("g", "enter", *["greater_than_sign"] * 2),
    "drifted-zen": ("g", "enter", "greater_than_sign", "z"),
    "drifted-ledger": ("C", "g", "greater_than_sign"),
    "drifted-fields": ("C", "g", "greater_than_sign", "i", *["pagedown"] * 9),
}
"""Scenes among claims whose words have changed or gone, and an article that changed since."""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scene", DRIFTED)
def test_what_has_drifted_looks_as_it_did(
    app: ReaderApp,
    desk: Desk,
    snap_compare: Compare,
    monkeypatch: pytest.MonkeyPatch,
    scene: str,
    size: tuple[int, int],
) -> None:
    clock: Any = SimpleNamespace(time=lambda: NOW)
    for module in (article_list, asking_pane):
        monkeypatch.setattr(module, "time", clock)
    ids = (f"01a1e2c8-0000-7000-8000-{number:012}" for number in count())
    monkeypatch.setattr(capture, "new_id", lambda _: next(ids))
    article = edited(desk, RISE, SKIPPERS, WAIT, GUILD, FERRY)
    newest = desk.library.revision(article.id)
    assert newest is not None
    anchor_claims(desk.library, desk.ledger, article, newest, now=NOW)
    desk.library.set_position(article.id, "0" * 64, 0)
    desk.library.set_changed(article.id, True)
    assert snap_compare(app, terminal_size=size, run_before=played(DRIFTED[scene]))
