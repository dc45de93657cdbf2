"""Words with claims over them: legible and told apart, however many colours there are."""

from __future__ import annotations

from itertools import pairwise, product
from typing import get_args

import msgspec
import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.segment import Segment as Drawn
from rich.style import Style
from textual.color import Color
from textual.filter import ANSIToTruecolor, Monochrome

from newsread.claims.claim import Segment
from newsread.claims.highlight import Highlight
from newsread.claims.vocabulary import Ansi
from newsread.text.document import Document, Kind, Mark
from newsread.text.wrap import wrap
from newsread.widgets.article_paint import Marked, Painter
from newsread.widgets.claim_styles import (
    ANSI,
    LEGIBLE,
    Colours,
    Depth,
    Look,
    Terminal,
    ansi,
    contrast,
    ink_on,
    mark_style,
    terminal_of,
    words_style,
)
from tests.fakes.documents import SHORT
from tests.widgets.test_article_view import ViewApp, vocabulary

TYPES = [each.name for each in vocabulary().types]
THEMES = ("textual-dark", "textual-light", "nord", "gruvbox", "solarized-light")
DARK = Colours(
    *map(Color.parse, ("#121212", "#e0e0e0", "#ffa62b", "#0178d4", "#d17e92", "#ffc473"))
)


def look(*types: str, current: str = "", selected: bool = False, begins: bool = False) -> Look:
    return Look(Kind.PARAGRAPH, frozenset(), selected, types, current, begins)


def on(depth: Depth, *, native: bool = False) -> Colours:
    return msgspec.structs.replace(DARK, terminal=Terminal(depth, native))


def style(look: Look, colours: Colours = DARK) -> Style:
    return words_style(look, colours, vocabulary().type)


def seen(style: Style) -> tuple[object, ...]:
    """Return what tells pieces of text apart: colours as they are on the screen, and attributes."""
    colours = (style.bgcolor, style.color) if style.reverse else (style.color, style.bgcolor)
    return (*colours, style.bold, style.italic, style.underline, style.reverse)


def contrast_of(style: Style) -> float:
    assert style.color is not None
    assert style.bgcolor is not None
    return contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1)],
)
def test_contrast_is_measured_as_the_guidelines_do(one: str, other: str, expected: float) -> None:
    assert contrast(Color.parse(one), Color.parse(other)) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("grey", range(0, 256, 5))
def test_there_is_legible_ink_for_every_background(grey: int) -> None:
    assert contrast(Color(grey, grey, grey), ink_on(Color(grey, grey, grey))) >= LEGIBLE


@pytest.mark.parametrize("theme", THEMES)
async def test_words_below_claims_are_legible_in_every_theme(theme: str) -> None:
    app = ViewApp()
    async with app.run_test() as pilot:
        app.theme = theme
        await pilot.pause()
        colours = app.view._colours()
    for first, second in product(TYPES, repeat=2):
        for types in ((first,), (first, second), (first, second, first)):
            truth = (False, True)
            for current, selected, begins, hit in product(("", *types), truth, truth, truth):
                whole = look(*types, current=current, selected=selected, begins=begins)
                made = style(whole._replace(hit=hit), colours)
                assert contrast_of(made) >= LEGIBLE, (types, current, selected, begins, hit)
    for name, current in product(TYPES, (False, True)):
        kind, ground, ink = vocabulary().type(name), colours.background, colours.foreground
        mark = mark_style(kind, ground, ink, colours.terminal, current=current)
        assert contrast_of(mark) >= 3


@pytest.mark.parametrize("theme", THEMES)
async def test_words_without_claims_are_as_legible_as_the_theme_can_make_them(theme: str) -> None:
    app = ViewApp()
    async with app.run_test() as pilot:
        app.theme = theme
        await pilot.pause()
        colours = app.view._colours()
    link = frozenset({Mark.LINK})
    for kind, marks, selected in product(Kind, (frozenset[Mark](), link), (False, True)):
        plain = style(Look(Kind.PARAGRAPH, frozenset(), selected, (), ""), colours)
        for hit in (False, True):
            made = style(Look(kind, marks, selected, hit=hit), colours)
            assert contrast_of(made) >= min(LEGIBLE, contrast_of(plain)), (kind, marks, selected)


@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize("name", TYPES)
def test_what_lies_on_words_is_told_apart_at_every_depth(depth: Depth, name: str) -> None:
    colours = on(depth)
    looks = [
        look(),
        look(selected=True),
        look(name),
        look(name, name),
        look(name, current=name),
        look(name, name, current=name),
        look(name, selected=True),
        look(name, current=name, selected=True),
        Look(Kind.PARAGRAPH, frozenset(), hit=True),
        Look(Kind.PARAGRAPH, frozenset(), selected=True, moving=True),
    ]
    assert len({seen(style(each, colours)) for each in looks}) == len(looks)


@pytest.mark.parametrize("depth", [Depth.SIXTEEN, Depth.NONE])
def test_marks_of_the_text_are_not_taken_for_claims_where_these_need_them(depth: Depth) -> None:
    marks = frozenset({Mark.LINK, Mark.STRONG, Mark.EMPHASIS})
    for types in (("rule",), ("rule", "other")):
        plain = Look(Kind.PARAGRAPH, frozenset(), False, types, "")
        marked = Look(Kind.QUOTE, marks, False, types, "")
        assert style(marked, on(depth)) == style(plain, on(depth))


def test_a_link_without_colours_is_not_underlined_as_a_claim_is() -> None:
    link = Look(Kind.PARAGRAPH, frozenset({Mark.LINK}), False, (), "")
    assert style(link, on(Depth.FULL)).underline
    assert not style(link, on(Depth.NONE)).underline


@pytest.mark.parametrize("name", get_args(Ansi))
def test_each_of_sixteen_colours_comes_out_as_it_is(name: str) -> None:
    number = RichColor.parse(name).number
    filtered = ANSIToTruecolor(ViewApp().ansi_theme).apply(
        [Drawn("word", Style(color=ansi(name, Terminal(Depth.SIXTEEN))))], DARK.background
    )
    assert filtered[0].style is not None
    assert filtered[0].style.color is not None
    assert filtered[0].style.color.downgrade(ColorSystem.STANDARD).number == number
    assert ansi(name, Terminal(Depth.SIXTEEN, native=True)).number == number
    assert name in ANSI


PALETTES = {
    "VGA": "#000000 #aa0000 #00aa00 #aa5500 #0000aa #aa00aa #00aaaa #aaaaaa #555555",
    "xterm": "#000000 #cd0000 #00cd00 #cdcd00 #0000ee #cd00cd #00cdcd #e5e5e5 #7f7f7f",
    "GNOME": "#171421 #c01c28 #26a269 #a2734c #12488b #a347ba #2aa1b3 #d0cfcc #5e5c64",
}
"""What well-known terminals make of the first nine names."""


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("name", TYPES)
def test_ink_on_sixteen_colours_can_be_read_on_well_known_terminals(
    name: str, palette: str
) -> None:
    made = style(look(name), on(Depth.SIXTEEN, native=True))
    assert made.color is not None
    assert made.bgcolor is not None

    def shown(colour: RichColor) -> Color:
        assert colour.number is not None
        values = PALETTES[palette].split()
        return Color.parse("#ffffff" if colour.number == 15 else values[colour.number])

    assert contrast(shown(made.color), shown(made.bgcolor)) >= 3.0


def test_without_colours_attributes_outlive_the_filter_of_colours() -> None:
    made = style(look("rule", "other", current="rule", selected=True), on(Depth.NONE))
    (filtered,) = Monochrome().apply([Drawn("word", made)], DARK.background)
    assert filtered.style is not None
    assert (filtered.style.bold, filtered.style.italic) == (True, True)
    assert (filtered.style.underline, filtered.style.reverse) == (True, True)


@pytest.mark.parametrize(
    ("environment", "theme", "expected"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "textual-dark", Depth.FULL),
        ({"TERM": "xterm-256color"}, "textual-light", Depth.FULL),
        ({"TERM": "xterm"}, "textual-dark", Depth.SIXTEEN),
        ({"TERM": "linux"}, "textual-dark", Depth.SIXTEEN),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "ansi-dark", Depth.SIXTEEN),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "textual-dark", Depth.NONE),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "ansi-light", Depth.NONE),
        ({"TERM": "dumb"}, "textual-dark", Depth.NONE),
    ],
)
def test_the_terminal_and_the_theme_say_how_many_colours_there_are(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], theme: str, expected: Depth
) -> None:
    for name in ("TERM", "COLORTERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
        if name in environment:
            monkeypatch.setenv(name, environment[name])
    app = ViewApp()
    app.theme = theme
    assert terminal_of(app).depth is expected


def painted(document: Document, highlights: list[Highlight], colours: Colours) -> list[Drawn]:
    """Return the words of the first paragraph, as drawn with these claims and no selection."""
    painter = Painter(colours, vocabulary().type)
    line = next(line for line in wrap(document, 400).lines if line.start <= START < line.end)
    drawn = painter.line(document, line, highlights, Marked(), "", lambda name: "#")
    return drawn[3:]


START = SHORT.text.index("Fees")


def claim(id: str, start: int, end: int) -> Highlight:  # noqa: A002
    return Highlight(id, "rule", (Segment(START + start, START + end),))


@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize(
    "claims",
    [
        [claim("a", 5, 20), claim("b", 20, 35)],
        [claim("a", 5, 20), claim("b", 5, 35)],
        [claim("a", 5, 35), claim("b", 10, 20)],
        [claim("a", 5, 35), claim("b", 10, 20), claim("c", 20, 30)],
        [claim("a", 5, 20), claim("b", 12, 30)],
        [claim("a", 5, 20), claim("b", 12, 30), claim("c", 20, 40)],
    ],
    ids=["touching", "begin together", "nested", "nested and touching", "crossing", "a chain"],
)
def test_where_claims_of_one_type_begin_is_seen_at_every_depth(
    claims: list[Highlight], depth: Depth
) -> None:
    pieces = painted(SHORT, claims, on(depth))
    place, edges = 0, set()
    for before, after in pairwise(pieces):
        place += len(before.text)
        assert before.style is not None
        assert after.style is not None
        if seen(before.style) != seen(after.style):
            edges.add(place)
    assert {each.start - START for each in claims} <= edges
