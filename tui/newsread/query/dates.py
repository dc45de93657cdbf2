"""Days as people type them, and the moments they stand for. Pure: the clock is passed in.

Days are those of the machine's time zone, whose changes to and from summer time count.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

FORMS = "Write a day, month or year (2026-11-01, 2026-11, 2026), today, yesterday, or an age (7d)"
"""What is understood, for messages; ages are in days, weeks, months and years."""

_DATE = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?", re.ASCII)
_AGE = re.compile(r"(\d{1,5})([dwmy])", re.ASCII)
_NEVER = 0.0
"""What is older than any clock: an age of thousands of years."""


def is_day(value: str) -> bool:
    """Tell whether `value` is a day that `moment` understands."""
    return moment(value, _NEVER) is not None


def moment(value: str, now: float) -> float | None:
    """Return the moment that `value` begins with, POSIX seconds; None when it is no day.

    An age is taken off `now`, to the minute: ``7d`` is this hour a week ago.
    """
    value = value.lower()
    if value in ("today", "yesterday"):
        local = _local(now)
        day = datetime(local.year, local.month, local.day)  # noqa: DTZ001
        return _posix(day - timedelta(days=value == "yesterday"))
    try:
        if date := _DATE.fullmatch(value):
            year, month, day_of_month = (int(part or 1) for part in date.groups())
            return _posix(datetime(year, month, day_of_month))  # noqa: DTZ001
    except ValueError:
        return None
    if age := _AGE.fullmatch(value):
        return _before(_local(now), int(age[1]), age[2])
    return None


def _before(then: datetime, count: int, unit: str) -> float:
    """Return the moment `count` units before `then`; months end on their last day."""
    try:
        if unit in "dw":
            return _posix(then - timedelta(days=count * (7 if unit == "w" else 1)))
        months = then.year * 12 + then.month - 1 - count * (12 if unit == "y" else 1)
        first = then.replace(year=months // 12, month=months % 12 + 1, day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return _posix(first.replace(day=min(then.day, last.day)))
    except (ValueError, OverflowError):
        return _NEVER


def _local(now: float) -> datetime:
    """Return `now` as the clock on the wall shows it, without a zone."""
    return datetime.fromtimestamp(now, UTC).astimezone().replace(tzinfo=None)


def _posix(local: datetime) -> float:
    """Return when the clock on the wall shows `local`."""
    try:
        return local.timestamp()
    except (ValueError, OverflowError, OSError):  # the first and the last year of the calendar
        return local.replace(tzinfo=UTC).timestamp()
