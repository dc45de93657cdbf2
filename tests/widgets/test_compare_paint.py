"""What differs, as it is drawn: told by signs and attributes, whatever colours there are."""

from __future__ import annotations

import pytest
from rich.segment import Segment as Drawn
from rich.style import Style
from textual.color import Color

from newsread.claims.claim import Segment
from newsread.claims.highlight import Highlight, Highlights
from newsread.widgets.claim_styles import LEGIBLE, Depth, contrast
from newsread.widgets.compare_page import ComparePage, columns
from newsread.widgets.compare_paint import ComparePainter, Inks
from tests.text.test_compared import FERRY, UNION, compared, document
from tests.widgets.test_article_view import vocabulary
from tests.widgets.test_claim_styles import on

INKS = Inks(Color.parse("#b93c5b"), Color.parse("#4ebf71"))
DEPTHS = pytest.mark.parametrize("depth", list(Depth))
OLD = document("The rents rose by 4.1 percent.", UNION, FERRY)
NEW = document(FERRY, "The rents rose by 4.7 percent.", UNION, "Quite new.")


def painted(
    depth: Depth = Depth.FULL,
    width: int = 160,
    claims: tuple[Highlights, Highlights] = (Highlights(), Highlights()),
    change: int = -1,
    claim: str = "",
    glyphs: dict[str, str] | None = None,
) -> list[list[Drawn]]:
    """Return each line of each text as it is drawn, row by row."""
    painter = ComparePainter(on(depth), INKS, vocabulary().type)
    page = ComparePage(compared(OLD, NEW), claims, columns(width, 76), whole=True)
    return [
        painter.line(sheet, line, change, claim, glyphs or {})
        for row in page.rows
        for sheet, line in zip(page.sheets, row.lines, strict=False)
        if line is not None
    ]


def margins(lines: list[list[Drawn]]) -> dict[str, str]:
    """Return the first three cells of each line, by its words."""
    return {
        "".join(each.text for each in drawn[3:]): "".join(each.text for each in drawn[:3])
        for drawn in lines
    }


def style_of(words: str, lines: list[list[Drawn]]) -> Style:
    """Return how the piece is drawn that has just these words."""
    style = next(each.style for drawn in lines for each in drawn if each.text == words)
    assert style is not None
    return style


def test_signs_stand_before_the_lines_that_differ() -> None:
    beside = margins(painted())
    assert beside["The rents rose by 4.1 percent."] == " - "
    assert beside["The rents rose by 4.7 percent."] == " + "
    assert beside[UNION] == "   "
    assert beside["Quite new."] == " + "
    inline = margins(painted(width=80))
    assert inline["The rents rose by 4.1 4.7 percent."] == " ± "


@DEPTHS
def test_older_words_are_struck_out_and_newer_ones_underlined(depth: Depth) -> None:
    lines = painted(depth, width=80)
    old, new, same = (style_of(each, lines) for each in ("4.1", "4.7", UNION))
    assert (old.strike, bool(old.underline)) == (True, False)
    assert (bool(new.strike), new.underline, new.bold) == (False, True, True)
    assert not (same.strike or same.underline or same.bold)


@DEPTHS
def test_what_was_only_moved_is_neither_and_yet_has_its_sign(depth: Depth) -> None:
    lines = painted(depth)
    signs = ["".join(each.text for each in drawn[:3]) for drawn in lines if drawn[-1].text == FERRY]
    assert signs == [" + ", " - "]
    style = style_of(FERRY, lines)
    assert not (style.strike or style.underline)


@DEPTHS
def test_the_current_change_stands_out_and_has_a_bar(depth: Depth) -> None:
    lines, before = painted(depth, change=1), painted(depth)
    assert margins(lines)["The rents rose by 4.1 percent."] == " -▎"
    assert style_of("4.1", lines) != style_of("4.1", before)
    assert style_of("Quite new.", lines) == style_of("Quite new.", before)


@DEPTHS
@pytest.mark.parametrize("change", [-1, 1])
def test_all_words_are_legible(depth: Depth, change: int) -> None:
    for drawn in painted(depth, change=change, claims=claims()):
        for each in drawn[3:]:
            assert each.style is not None
            if depth is Depth.FULL and each.style.color and each.style.bgcolor:
                pair = [Color.from_rich_color(c) for c in (each.style.color, each.style.bgcolor)]
                assert contrast(*pair) >= LEGIBLE


def claims() -> tuple[Highlights, Highlights]:
    """A claim on a figure in either text, and one that stands as it was marked."""

    def over(text: object, words: str, name: str) -> Highlight:
        start = text.text.index(words)  # type: ignore[attr-defined]
        return Highlight(name, "quantity", (Segment(start, start + len(words)),))

    return (
        Highlights([over(OLD, "rose by 4.1", "changed"), over(OLD, UNION, "same")]),
        Highlights([over(NEW, "rose by 4.7", "changed"), over(NEW, UNION, "same")]),
    )


@DEPTHS
def test_claims_lie_over_both_texts_with_the_glyph_of_what_became_of_them(depth: Depth) -> None:
    glyphs = {"changed": "≠"}
    lines = painted(depth, claims=claims(), glyphs=glyphs)
    beside = margins(lines)
    assert beside["The rents rose by 4.1 percent."] == "≠- "
    assert beside["The rents rose by 4.7 percent."] == "≠+ "
    assert beside[UNION] == f"{vocabulary().type('quantity').glyph}  "
    assert style_of("4.7", lines).underline
    assert style_of("4.1", lines).strike
    inline = margins(painted(depth, width=80, claims=claims(), glyphs=glyphs))
    assert inline["The rents rose by 4.1 4.7 percent."] == "≠± "


def test_the_current_claim_is_filled() -> None:
    lines = painted(claims=claims(), claim="changed")
    others = painted(claims=claims())
    assert style_of("ose by ", lines).bgcolor != style_of("ose by ", others).bgcolor
