"""Moments in POSIX seconds, as commands print them for people."""

from __future__ import annotations

import time


def day_and_hour(moment: float) -> str:
    """Return ``2026-11-23 14:05``, in the time zone of whoever reads it."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(moment))
