"""Letting go of old articles, as the settings say: once a day, at the end of a refresh.

What is never let go stands in `newsread.library.retention`. Newsreaders that delete by age alone
have cost people their backlog; one that never does has a file that grows without end. So the
default keeps a feed's newest 5,000 articles, and no number of days. The pages that texts were read
from go after a week, where no claims stand on them and no star keeps them.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from newsread.library.retention import DAY, Limits

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from newsread.ledger.ledger import Ledger
    from newsread.library.records import Feed
    from newsread.library.store import Library
    from newsread.settings import Retention

STAMP = "retention"
"""The library notes under this name when it was done last, POSIX seconds."""
BATCH = 250
"""Articles deleted in one transaction: 2 to 7 ms in which nobody else can write."""
MOST = 5_000
"""Articles deleted in one day's turn; what is left waits for the next refresh."""
LONGEST_PAUSE = 60 * DAY
"""Seconds since the last time after which the clock is not believed at once: it may be wrong, and
everything would be old by it."""


def limits_of(feed: Feed, settings: Retention) -> Limits:
    """Return how much is kept of a feed: its own limits, else those of all."""
    own = feed.settings
    return Limits(
        settings.articles_per_feed if own.keep_articles is None else own.keep_articles,
        settings.days if own.keep_days is None else own.keep_days,
    )


def outdated(
    library: Library, keep: Container[str], settings: Retention, now: float
) -> Iterator[tuple[Feed, list[int]]]:
    """Yield each feed of which articles may go, with their ids; none with a key in `keep`."""
    for feed in library.feeds():
        if feed.kind == "feed":
            found = library.retention.outdated(feed.id, limits_of(feed, settings), keep, now)
            if found:
                yield feed, found


def let_go(
    library: Library, ledger: Ledger, settings: Retention, now: float | None = None
) -> Iterator[int]:
    """Delete what may go, if it is a day since that was done; yield after each batch how many.

    Whoever takes the batches may stop between two of them.

    Raises:
        LedgerError: the claims cannot be read, so that nothing can go.
    """
    moment = time.time() if now is None else now
    last = float(library.memory.stamp(STAMP) or 0.0)
    passed = moment - last
    if 0 <= passed < DAY:
        return
    if last and not 0 <= passed < LONGEST_PAUSE:
        library.memory.set_stamp(STAMP, str(moment))
        return
    left = MOST
    ledger.refresh()
    library.pages.drop(ledger.keys(), moment)
    for _, ids in outdated(library, ledger.keys(), settings, moment):
        for start in range(0, min(len(ids), left), BATCH):
            ledger.refresh()  # meanwhile another window may have marked a claim in one of them
            yield library.retention.forget(ids[start : start + BATCH], moment, ledger.keys())
        left -= min(len(ids), left)
        if not left:
            return
    library.retention.forget_keys(moment)
    library.memory.set_stamp(STAMP, str(moment))
