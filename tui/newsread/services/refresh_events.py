"""What a refresh tells while it runs: the lines of ``newsread refresh --json``."""

from __future__ import annotations

from typing import Literal

import msgspec

Outcome = Literal["new", "unchanged", "error", "waiting", "gone"]
"""``new``: entries are new or changed. ``waiting``: its turn has not come, or its server asks to be
left alone. ``gone``: its server said it is gone for good; only force asks it again."""


class RefreshStarted(msgspec.Struct, frozen=True, tag_field="event", tag="start"):
    """First of all. Each of the `feeds` gets one `FeedRefreshed`, unless the refresh is stopped."""

    feeds: int


class FeedRefreshed(msgspec.Struct, frozen=True, kw_only=True, tag_field="event", tag="feed"):
    """One feed is done, and what came of it is in the library."""

    url: str
    outcome: Outcome
    status: int | None = None
    """HTTP status of the last answer; None when none came or nothing was asked."""
    new: int = 0
    updated: int = 0
    error: str | None = None
    """One sentence that names the feed."""
    note: str | None = None
    """What is damaged in a feed that was read, or left out of it, in one sentence."""
    next: str | None = None
    """When it may be asked again; RFC 3339, UTC."""


class RefreshEnded(msgspec.Struct, frozen=True, tag_field="event", tag="end"):
    """Last of all."""

    new: int
    seconds: float


class RefreshBusy(msgspec.Struct, frozen=True, tag_field="event", tag="busy"):
    """In place of all others: another process refreshes, so this one does not."""

    error: str
    """One sentence that says which process."""


RefreshEvent = RefreshStarted | FeedRefreshed | RefreshEnded | RefreshBusy


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a refresh did, in figures."""

    feeds: int
    """How many it was about."""
    asked: int
    """How many requests went out, redirects apart: one for each feed whose turn it was."""
    new: int
    updated: int
    failed: tuple[str, ...]
    """Addresses of the feeds that failed or are gone."""
    waiting: int
    next: str | None
    """When the first of those that wait may be asked; RFC 3339, UTC."""
    stopped: bool
    seconds: float

    def succeeded(self, *, named: bool) -> bool:
        """Tell whether a command may leave with 0: of feeds that were `named` none failed, of all
        those not waiting at least one did not."""
        return not self.failed or not (named or len(self.failed) == self.feeds - self.waiting)
