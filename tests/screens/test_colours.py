"""The reader where there are no colours."""

from __future__ import annotations

import pytest
from rich.color import Color
from textual.color import Color as Ground
from textual.theme import BUILTIN_THEMES

from newsread.app import ReaderApp
from newsread.services.desk import Desk
from newsread.widgets.claim_styles import LEGIBLE, contrast
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


@pytest.mark.parametrize("theme", ["textual-light", "catppuccin-latte", "solarized-light"])
def test_the_names_of_keys_can_be_read_in_light_themes(app: ReaderApp, theme: str) -> None:
    app.theme = theme
    assert not BUILTIN_THEMES[theme].dark
    colours = app.get_css_variables()
    ink = Ground.parse(colours["text-accent"])
    for ground in ("background", "panel"):
        readable = contrast(Ground.parse(colours[ground]), ink)
        at_best = contrast(Ground.parse(colours[ground]), Ground.parse(colours["foreground"]))
        assert readable >= min(LEGIBLE, at_best)
