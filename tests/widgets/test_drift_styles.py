"""What stands for drift: legible, told apart without colours, and before all else in the margin."""

from __future__ import annotations

from itertools import product

import pytest
from rich.segment import Segment as Drawn
from textual.color import Color

from newsread.claims.claim import Segment
from newsread.claims.fared import DriftMark, Weight
from newsread.claims.highlight import Highlight
from newsread.text.wrap import wrap
from newsread.widgets.article_paint import Marked, Painter
from newsread.widgets.claim_styles import Colours, Depth, contrast
from newsread.widgets.drift_styles import drift_style
from tests.fakes.documents import SHORT
from tests.widgets.test_article_view import ViewApp, vocabulary
from tests.widgets.test_claim_styles import START, THEMES, on, seen

WEIGHTS: tuple[Weight, ...] = ("grave", "slight", "seen")
NOT_EQUAL, UNLIKE, GONE = (
    DriftMark("≠", "grave"),
    DriftMark("~", "slight"),
    DriftMark("∅", "seen"),
)


def claim(name: str, drift: DriftMark | None = None, length: int = 20) -> Highlight:
    return Highlight(name, "rule", (Segment(START, START + length),), drift)


def margin(*claims: Highlight, colours: Colours, current: str = "") -> Drawn:
    """Return what stands left of the words that these claims lie on."""
    painter = Painter(colours, vocabulary().type)
    line = next(line for line in wrap(SHORT, 400).lines if line.start <= START < line.end)
    return painter.line(SHORT, line, claims, Marked(), current, lambda name: "§")[0]


@pytest.mark.parametrize(
    ("claims", "shown"),
    [
        ([claim("a")], "§"),
        ([claim("a", NOT_EQUAL)], "≠"),
        ([claim("a", GONE)], "∅"),
        ([claim("a"), claim("b")], "2"),
        ([claim("a"), claim("b", UNLIKE)], "~"),
        ([claim("a", UNLIKE), claim("b", NOT_EQUAL)], "≠"),
        ([claim("a", GONE), claim("b", UNLIKE)], "~"),
        ([claim("a"), claim("b", GONE)], "2"),
    ],
    ids=["none", "grave", "seen", "two", "one of two", "gravest", "before seen", "two, one seen"],
)
@pytest.mark.parametrize("depth", Depth)
def test_what_waits_for_a_person_stands_before_type_and_number(
    claims: list[Highlight], shown: str, depth: Depth
) -> None:
    assert margin(*claims, colours=on(depth)).text == shown


@pytest.mark.parametrize("depth", Depth)
def test_the_current_claim_stands_out_where_it_is_the_one_that_drifted(depth: Depth) -> None:
    drifted, other = claim("a", NOT_EQUAL), claim("b", None, 10)
    colours = on(depth)
    looks = {
        seen(style)
        for current in ("", "b", "a")
        if (style := margin(drifted, other, colours=colours, current=current).style) is not None
    }
    assert len(looks) == 2


@pytest.mark.parametrize("depth", Depth)
def test_what_waits_is_told_from_what_was_looked_at_by_more_than_colour(depth: Depth) -> None:
    bold = {
        weight: drift_style(
            weight,
            Color.parse("#d17e92"),
            on(depth).background,
            on(depth).foreground,
            on(depth).terminal,
            current=False,
        ).bold
        for weight in WEIGHTS
    }
    assert bold == {"grave": True, "slight": True, "seen": False}


@pytest.mark.parametrize("theme", THEMES)
async def test_every_glyph_can_be_read_in_every_theme(theme: str) -> None:
    app = ViewApp()
    async with app.run_test() as pilot:
        app.theme = theme
        await pilot.pause()
        colours = app.view._colours()
        inks = {weight: app.view.drift_colour(weight) for weight in WEIGHTS}
    for weight, current in product(WEIGHTS, (False, True)):
        made = drift_style(
            weight,
            inks[weight],
            colours.background,
            colours.foreground,
            colours.terminal,
            current=current,
        )
        assert made.color is not None
        assert made.bgcolor is not None
        ink, ground = Color.from_rich_color(made.color), Color.from_rich_color(made.bgcolor)
        assert contrast(ink, ground) >= 3
