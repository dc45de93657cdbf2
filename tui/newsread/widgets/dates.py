"""Dates as people read them, in the reader's own time zone."""

from __future__ import annotations

import time

DAY = 86_400


def day_and_time(moment: float) -> str:
    """Return `moment` (POSIX seconds) as ``Mon 23 Nov 2026, 14:05``."""
    return time.strftime("%a %d %b %Y, %H:%M", time.localtime(moment))


def short(moment: float, now: float) -> str:
    """Return `moment` in six cells or fewer: the hour today, the day this year, else the year."""
    then, today = time.localtime(moment), time.localtime(now)
    if then[:3] == today[:3]:
        return time.strftime("%H:%M", then)
    if then.tm_year == today.tm_year:
        return time.strftime("%d %b", then)
    return time.strftime("%Y", then)
