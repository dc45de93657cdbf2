"""The bounds of what is set for one feed alone: those of the same setting for all feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.errors import UsageError
from newsread.settings import bounds

if TYPE_CHECKING:
    from newsread.library.records import FeedSettings

_OF_ALL = {
    "interval_minutes": "refresh.interval_minutes",
    "keep_articles": "retention.articles_per_feed",
    "keep_days": "retention.days",
}


def check_settings(settings: FeedSettings) -> None:
    """See that a feed's settings are within their bounds.

    Raises:
        UsageError: one is not; names it, and what it may be.
    """
    for field, name in _OF_ALL.items():
        value = getattr(settings, field)
        least, most = bounds(name)
        if value is not None and not least <= value <= most:
            words = field.replace("_", " ")
            raise UsageError(f"{words} {value}", f"is not a number from {least} to {most}")
