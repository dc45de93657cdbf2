"""Counting aside: what is counted, how often, and what is said of it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from newsread.errors import LibraryError
from newsread.paths import Places
from newsread.query.read import parse
from newsread.query.tree import Query
from newsread.services import counting
from newsread.services.counting import Counting, count_all
from newsread.services.desk import Desk

UNREAD, STARRED = parse("is:unread"), parse("is:starred")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.open(Places.find(tmp_path)) as opened:
        yield opened


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many queries were counted each time."""
    noted: list[int] = []

    def count(path: Path, queries: Collection[Query]) -> tuple[dict[Query, int], float]:
        noted.append(len(queries))
        return count_all(path, queries)

    monkeypatch.setattr(counting, "count_all", count)
    return noted


async def test_what_changed_while_it_was_counted_is_counted_once_more(
    desk: Desk, times: list[int]
) -> None:
    made = Counting(desk, lambda: {UNREAD, STARRED})
    assert made.want()
    task = asyncio.create_task(made.count(lambda: None))
    await asyncio.sleep(0)
    while not times:
        assert not made.want()
        await asyncio.sleep(0)
    for article in desk.library.ids():
        desk.library.set_starred([article], True)
        assert not made.want()
    await task
    assert times == [2, 2]
    assert made.counted[STARRED] == desk.library.counts().starred > 0
    assert made.want()


async def test_only_a_count_that_differs_is_told(desk: Desk) -> None:
    made, told = Counting(desk, lambda: {STARRED}), []
    for _ in range(2):
        made.want()
        await made.count(lambda: told.append(made.counted[STARRED]))
    assert told == [0]


async def test_counting_that_takes_long_is_not_done_all_the_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    took = iter((0.01, 0.2, 0.0))
    monkeypatch.setattr(counting, "sleep", sleep)
    monkeypatch.setattr(counting, "count_all", lambda *_: ({}, next(took)))
    made = Counting(desk, lambda: {UNREAD})
    for _ in range(3):
        made.want()
        await made.count(lambda: None)
    assert slept == [counting.FRAME, counting.FRAME, pytest.approx(1.8)]


async def test_a_library_that_cannot_be_read_is_said_and_tried_again(desk: Desk) -> None:
    path = desk.places.library
    away = path.rename(path.with_suffix(".away"))
    path.mkdir()
    made = Counting(desk, lambda: {UNREAD})
    made.want()
    with pytest.raises(LibraryError):
        await made.count(lambda: None)
    path.rmdir()
    away.rename(path)
    assert made.want()
    await made.count(lambda: None)
    assert made.counted[UNREAD] > 0
