"""The reader where there are no colours."""

from __future__ import annotations

import pytest
from rich.color import Color

from newsread.app import ReaderApp
from newsread.services.desk import Desk
from tests.fakes.pages import PagesInPlace
from tests.screens.driving import WIDE, press, view


async def test_without_colours_nothing_is_black_on_black_in_the_terminals_own(
    desk: Desk, pages: PagesInPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ReaderApp(desk, pages)  # type: ignore[arg-type]
    async with app.run_test(size=WIDE) as pilot:
        app.theme = "ansi-dark"
        await press(pilot, "enter")
        strips = view(app).render_lines(view(app).size.region)
        styles = [segment.style for strip in strips for segment in strip if segment.style]
        assert {style.color for style in styles} <= {None, Color.default()}
        assert {style.bgcolor for style in styles} <= {None, Color.default()}
