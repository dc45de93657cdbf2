"""The line above a text: what it tells in which width, and how many rows it takes."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from newsread.widgets.text_line import Remark, TextLine, TextTold

WORDS = ("Clean text · 418 of 431 words of the page's article", "Clean text · 418 of 431 words")
TOLD = TextTold(words=(*WORDS, "418 of 431 words"), key="x", other="the feed's own text")
PART = Remark("Only a part of the article · o opens the page in the browser")
WALL = Remark("Not the article: the page shows something else", grave=True)


class LineAlone(App[None]):
    """Nothing but the line."""

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield TextLine()


async def shown(told: TextTold, width: int, height: int = 24) -> list[str]:
    """Return the rows in a window of `width` cells; there are as many as it takes."""
    app = LineAlone()
    async with app.run_test(size=(width, height)) as pilot:
        line = app.query_one(TextLine)
        line.show(told)
        await pilot.pause()
        rows = [line.render_line(y).text.rstrip() for y in range(line.size.height)]
        assert str(line.render()).count("\n") + 1 == line.size.height
        return rows


@pytest.mark.parametrize(
    ("width", "row"),
    [
        (
            100,
            "   Clean text · 418 of 431 words of the page's article"
            + "x the feed's own text".rjust(45),
        ),
        (60, "   Clean text · 418 of 431 words of the page's article"),
        (40, "   Clean text · 418 of 431 words"),
        (24, "   418 of 431 words"),
        (12, "   418 of 4…"),
    ],
)
async def test_the_longest_wording_that_fits_is_told_and_the_key_where_there_is_room(
    width: int, row: str
) -> None:
    assert await shown(TOLD, width) == [row]


async def test_doubts_are_told_below_the_gravest_marked_otherwise() -> None:
    told = TextTold(words=WORDS, remarks=(WALL, PART))
    assert await shown(told, 60) == [
        "   Clean text · 418 of 431 words of the page's article",
        " ✖ Not the article: the page shows something else",
        " ▲ Only a part of the article · o opens the page in the",
        "   browser",
    ]


async def test_doubts_leave_room_for_the_text() -> None:
    told = TextTold(words=WORDS, remarks=(WALL, PART, PART))
    assert len(await shown(told, 30, 24)) == 7
    assert len(await shown(told, 30, 6)) == 2


async def test_without_a_text_nothing_is_told() -> None:
    assert await shown(TextTold(), 60) == [""]


async def test_square_brackets_and_escape_sequences_are_nothing_but_text() -> None:
    told = TextTold(words=("[/] \x1b[2J words",), remarks=(Remark("[@click=quit] here"),))
    assert await shown(told, 60) == ["   [/] [2J words", " ▲ [@click=quit] here"]
