"""The line-drawn list: asks for the rows in sight and no others."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult

from newsread.actions import Where
from newsread.bindings import bindings
from newsread.widgets.line_list import LineList


class CountingRows(Sequence[str]):
    """A hundred thousand rows that remember which were asked for."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.asked: set[int] = set()

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: int) -> str:
        if not 0 <= index < self.length:
            raise IndexError(index)
        self.asked.add(index)
        return f"row {index}"


class Names(LineList[str]):
    BINDINGS = bindings(Where.LIST)

    def segments(self, row: str, width: int, base: Style) -> list[Segment]:
        return [Segment(row, base)]


class ListApp(App[None]):
    def __init__(self, rows: Sequence[str]) -> None:
        super().__init__()
        self.rows = rows
        self.opened: list[int] = []

    def compose(self) -> ComposeResult:
        yield Names(empty="Nothing here.")

    def on_mount(self) -> None:
        self.query_one(Names).show_rows(self.rows)
        self.query_one(Names).focus()

    def on_line_list_row_opened(self, event: LineList.RowOpened) -> None:
        self.opened.append(event.index)


def shown(app: App[None]) -> list[str]:
    names = app.query_one(Names)
    return [names.render_line(y).text.rstrip() for y in range(names.size.height)]


async def test_only_rows_in_sight_are_asked_for() -> None:
    rows = CountingRows(100_000)
    app = ListApp(rows)
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        assert len(rows.asked) <= 25
        await pilot.press("G")
        await pilot.pause()
        assert shown(app)[-1] == "row 99999"
        assert len(rows.asked) <= 50


async def test_the_current_row_stays_in_sight() -> None:
    app = ListApp(CountingRows(200))
    async with app.run_test(size=(40, 10)) as pilot:
        for _ in range(60):
            await pilot.press("j")
        await pilot.pause()
        assert "row 60" in shown(app)
        await pilot.press(*"k" * 30)
        await pilot.pause()
        assert "row 30" in shown(app)


async def test_moving_stops_at_both_ends() -> None:
    app = ListApp(CountingRows(3))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press(*"jjjjj")
        assert app.query_one(Names).current == 2
        await pilot.press(*"kkkkk")
        assert app.query_one(Names).current == 0


async def test_an_empty_list_says_so_and_no_key_harms_it() -> None:
    app = ListApp(())
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press(*"jkgG", "enter", "ctrl+d")
        await pilot.pause()
        assert app.opened == []
        assert any("Nothing here." in line for line in shown(app))


async def test_a_click_makes_a_row_current_and_a_second_opens_it() -> None:
    app = ListApp(CountingRows(30))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.click(Names, offset=(2, 4))
        assert app.query_one(Names).current == 4
        await pilot.click(Names, offset=(2, 4), times=2)
        await pilot.pause()
        assert app.opened[-1] == 4


async def test_a_screen_of_one_line_is_enough() -> None:
    app = ListApp(CountingRows(30))
    async with app.run_test(size=(3, 1)) as pilot:
        await pilot.press("j", "G")
        assert app.query_one(Names).current == 29
