"""What ``refresh`` prints while it runs, and what makes it stop early."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from newsread.commands import output
from newsread.commands.moments import day_and_hour
from newsread.commands.stopping import stop_when_told
from newsread.errors import LedgerError
from newsread.services.refresh import refresh
from newsread.services.refresh_events import FeedRefreshed, RefreshStarted
from newsread.services.retention import let_go
from newsread.text.counted import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from newsread.services.desk import Desk
    from newsread.services.refresh_events import RefreshEvent, Summary


class Report:
    """Tells of a refresh as it goes: JSON lines, or what a person wants to know.

    On a terminal one line is rewritten as feeds answer; lines that stay are those of feeds with
    news and, on stderr, of feeds that failed.
    """

    def __init__(self, titles: Mapping[str, str], *, as_json: bool) -> None:
        self._titles = titles
        self._as_json = as_json
        self._progress = output.Progress()
        self._feeds = self._done = self._new = 0

    def emit(self, event: RefreshEvent) -> None:
        """Tell of one event."""
        if self._as_json:
            output.json_line(event)
        elif isinstance(event, RefreshStarted):
            self._feeds = event.feeds
        elif isinstance(event, FeedRefreshed):
            self._tell(event)

    def _tell(self, event: FeedRefreshed) -> None:
        self._done += 1
        self._new += event.new
        if event.error:
            self._progress.clear()
            output.complain(event.error)
        elif event.new or event.updated:
            told = [f"{event.new} new"] if event.new else []
            told += [f"{event.updated} changed"] if event.updated else []
            self._progress.clear()
            output.line(f"{self._titles.get(event.url, event.url)}: {', '.join(told)}")
        if event.note:
            self._progress.clear()
            output.remark(f"{self._titles.get(event.url, event.url)}: {event.note}")
        self._progress.show(f"{self._done} of {self._feeds} feeds, {self._new} new")

    def end(self, summary: Summary) -> None:
        """Say what came of it all."""
        if self._as_json:
            return
        self._progress.clear()
        told = [
            f"Asked {counted(summary.asked, 'feed')}: {summary.new} new, {summary.updated} changed"
        ]
        told += [f"{len(summary.failed)} failed"] if summary.failed else []
        if summary.waiting:
            until = f" until {_local(summary.next)}" if summary.next else ""
            told.append(f"{summary.waiting} not due{until} (--force asks now)")
        output.line("; ".join(told) + ("; stopped early" if summary.stopped else ""))


def _local(moment: str) -> str:
    """Return a moment in RFC 3339 as people read it."""
    return day_and_hour(datetime.fromisoformat(moment).timestamp())


async def refresh_until_told(
    desk: Desk,
    urls: Sequence[str],
    *,
    force: bool,
    emit: Callable[[RefreshEvent], None],
    until_stdin_ends: bool,
) -> Summary:
    """Refresh; on SIGTERM, or when stdin ends if asked to mind it, commit and leave."""
    stop = stop_when_told(until_stdin_ends=until_stdin_ends)
    summary = await refresh(
        desk.library,
        desk.places.refresh_lock,
        urls=urls,
        force=force,
        interval=desk.configuration.settings.refresh.interval_minutes * 60.0,
        secrets=desk.secrets,
        emit=emit,
        stop=stop,
    )
    if not summary.stopped:
        await _let_go(desk, stop)
    return summary


async def _let_go(desk: Desk, stop: asyncio.Event) -> None:
    """Delete what the settings keep no longer; nothing while the claims cannot be read."""
    with suppress(LedgerError):
        for _ in let_go(desk.library, desk.ledger, desk.configuration.settings.retention):
            await asyncio.sleep(0)  # to hear that it should stop
            if stop.is_set():
                return
