"""Days as people type them, in their own time zone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from newsread.query.dates import moment

Zone = Callable[[str], None]


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Zone]:
    """Sets the machine's time zone."""

    def set_to(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield set_to
    monkeypatch.undo()
    time.tzset()


def at(zone: str, *parts: int) -> float:
    return datetime(*parts, tzinfo=ZoneInfo(zone)).timestamp()  # type: ignore[arg-type, misc]


@pytest.mark.parametrize("name", ["UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata"])
@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("2026-11-01", (2026, 11, 1)),
        ("2026-3-9", (2026, 3, 9)),
        ("2026-11", (2026, 11, 1)),
        ("2026", (2026, 1, 1)),
        ("today", (2026, 3, 31)),
        ("Yesterday", (2026, 3, 30)),
        ("0d", (2026, 3, 31, 12, 30)),
        ("7d", (2026, 3, 24, 12, 30)),  # over the change to summer time, by the clock on the wall
        ("2w", (2026, 3, 17, 12, 30)),
        ("1m", (2026, 2, 28, 12, 30)),
        ("13m", (2025, 2, 28, 12, 30)),
        ("2Y", (2024, 3, 31, 12, 30)),
    ],
)
def test_a_day_is_that_of_the_time_zone(
    zone: Zone, name: str, value: str, parts: tuple[int, ...]
) -> None:
    zone(name)
    assert moment(value, at(name, 2026, 3, 31, 12, 30)) == at(name, *parts)


def test_today_began_at_midnight_here_not_in_greenwich(zone: Zone) -> None:
    late = at("UTC", 2026, 6, 30, 23, 30)
    zone("Europe/Berlin")
    assert moment("today", late) == at("Europe/Berlin", 2026, 7, 1)
    zone("America/New_York")
    assert moment("today", late) == at("America/New_York", 2026, 6, 30)


@pytest.mark.parametrize(
    "value",
    ["", "x", "20x6", "2026-", "2026-13", "2026-02-30", "2026-11-01-1", "tomorrow", "7", "7h",
     "-7d", "26", "0000", "٢٠٢٦", "1000000d", "2026-11-01T10:00"],
)  # fmt: skip
def test_what_is_no_day_is_none(value: str) -> None:
    assert moment(value, 1e9) is None


@pytest.mark.parametrize("value", ["0001", "9999-12-31", "99999d", "99999y", "99999m"])
def test_the_ends_of_the_calendar_are_days_too(zone: Zone, value: str) -> None:
    for name in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        zone(name)
        assert moment(value, 1e9) is not None
