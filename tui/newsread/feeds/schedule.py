"""When a feed is asked again. Pure: the caller brings the clock and the dice.

A feed is asked once an hour; less often where it says so (RSS ``ttl``, max-age, Expires), which is
believed up to five hours, for sites set these by mistake; and never within the *floor* of half an
hour after the last time, whatever it says and however short the interval is set. Failures double
the wait, from the floor up to a day. Retry-After holds for as long as the server says. A feed that
is gone is not asked. All of it is kept with the feed: a restart is no reason to ask again.

``refresh`` and R ask the feeds whose turn has come. ``--force`` and r ask at once, floor or not,
and also what was gone; they never break a Retry-After.
"""

from __future__ import annotations

INTERVAL = 3600.0
FLOOR = 1800.0
MOST_PATIENT = 5 * 3600.0
"""Longest wait a feed can ask for with freshness or ``ttl``, seconds."""
LONGEST_WAIT = 86400.0
"""Between two tries of a feed that fails, seconds."""

_SPREAD = 0.05
"""Share of our own interval by which feeds are spread; earlier, never later, or an hourly cron job
would find them a minute short of their turn and ask them every other hour."""


def after_success(
    now: float,
    *,
    interval: float = INTERVAL,
    ttl: float | None = None,
    fresh: float | None = None,
    dice: float = 0.0,
) -> float:
    """Return when a feed that answered at `now` is due again, POSIX seconds.

    `ttl` and `fresh` are the feed's and the server's wishes in seconds; `dice` is from 0 to 1.
    """
    ours = max(interval, FLOOR) * (1 - _SPREAD * dice)
    theirs = min(max(ttl or 0.0, fresh or 0.0), MOST_PATIENT)
    return now + max(ours, theirs, FLOOR)


def after_failure(now: float, failures: int, *, dice: float = 0.0) -> float:
    """Return when a feed that failed at `now`, the `failures`-th time in a row, is due again."""
    doubled = FLOOR * 2.0 ** min(failures - 1, 16)
    return now + min(doubled * (1 + _SPREAD * dice), LONGEST_WAIT)


def next_time(due: float | None, hold: float | None) -> float:
    """Return from when on a feed may be asked; 0.0: at any time."""
    return max(due or 0.0, hold or 0.0)


def may_ask(
    now: float, *, due: float | None, hold: float | None, gone: bool = False, force: bool = False
) -> bool:
    """Tell whether a feed is asked at `now`. `force` overrides all but a server's Retry-After."""
    if (hold or 0.0) > now:
        return False
    return force or (not gone and (due or 0.0) <= now)
