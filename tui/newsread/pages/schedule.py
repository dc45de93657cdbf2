"""When an article is asked for again, to see whether it was edited. Pure: the caller has the clock.

NewsDiffs' schedule: most edits are made within hours. Seldom where an article is old, and for ever
never; an edit that is found makes it young again. There are no dice: articles are published at all
minutes, and those of one host are asked one after the other anyway.

A failure doubles the wait, up to a day. Where the turn comes less than once a day, it is tried
again after a day, but only `PATIENT` times: a network that was away that morning is no reason to
miss a month, and a page that has gone need not be asked for daily. Retry-After is kept elsewhere,
for it holds for a host.
"""

from __future__ import annotations

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0

STEPS = (
    (3 * HOUR, 15 * MINUTE),
    (DAY, HOUR),
    (7 * DAY, 3 * HOUR),
    (30 * DAY, 3 * DAY),
    (365 * DAY, 30 * DAY),
)
"""Up to which age how long is waited, seconds; older: for ever."""
PATIENT = 3
"""Failures in a row after which a day is not the longest wait any more."""
ASKED = HOUR
"""Between two times that a feed's word for it has an article asked for, seconds: some feeds call
their articles updated whenever they are asked."""


def next_time(since: float, checked: float, failures: int = 0) -> float | None:
    """Return when an article is due that was asked for at `checked`, POSIX seconds; None: never.

    `since` is when it was published or last edited, whichever is later. How long is waited goes by
    its age when it was asked for. So whoever was away for long finds each article due once, however
    old it has become, and then it is too old.
    """
    age = checked - since
    wait = next((wait for until, wait in STEPS if age < until), None)
    if wait is None:
        return None
    longest = DAY if 0 < failures <= PATIENT else max(wait, DAY)
    return checked + _doubled(wait, failures, longest)


def is_due(
    now: float,
    since: float,
    checked: float,
    *,
    failures: int = 0,
    asked: bool = False,
    hold: float | None = None,
) -> bool:
    """Tell whether an article is asked for at `now`, POSIX seconds.

    `asked`: its feed says that it was updated. `hold`: until when its host wants to be left alone.
    """
    if (hold or 0.0) > now:
        return False
    if asked and failures <= PATIENT and checked + _doubled(ASKED, failures, DAY) <= now:
        return True
    due = next_time(since, checked, failures)
    return due is not None and due <= now


def _doubled(wait: float, failures: int, longest: float) -> float:
    return min(wait * 2.0 ** min(failures, 16), longest)
