"""What ``claims check`` prints while it runs and at its end."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from typing import TYPE_CHECKING

from newsread.claims.drift import WORDS
from newsread.claims.review import DROPPED
from newsread.commands import output
from newsread.commands.stopping import stop_when_told
from newsread.commands.texts import page_child
from newsread.errors import BusyError
from newsread.services import search
from newsread.services.check_events import (
    ArticleChecked,
    CheckBusy,
    CheckStarted,
    ClaimDrifted,
    Outcome,
)
from newsread.services.desk import Desk
from newsread.services.watching import check
from newsread.text.clean import clean_line
from newsread.text.counted import counted
from newsread.text.quoted import in_quotation_marks
from newsread.web.addresses import masked

if TYPE_CHECKING:
    from newsread.claims.claim import Claim
    from newsread.paths import Places
    from newsread.query.tree import Query
    from newsread.services.check_events import CheckEvent, Summary

SHOWN = 160
"""Code points of a claim's words; --json has all of them."""
_TOLD: dict[Outcome, str] = {
    "same": "as before",
    "changed": "edited",
    "unknown": "could not be read whole",
    "error": "did not answer",
    "waiting": "not asked now",
}


class Report:
    """Tells of a check as it goes: JSON lines, or a line an article on a terminal, and at the end
    the claims that have drifted."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._on_terminal = sys.stdout.isatty()
        self._progress = output.Progress()
        self._articles = self._done = 0
        self._drifted: list[ClaimDrifted] = []

    def emit(self, event: CheckEvent) -> None:
        """Tell of one event."""
        if self._as_json:
            output.json_line(event)
        elif isinstance(event, CheckStarted):
            self._articles = event.articles
            self._show_progress()
        elif isinstance(event, ArticleChecked):
            self._tell(event)
        elif isinstance(event, ClaimDrifted):
            self._drifted.append(event)

    def _tell(self, event: ArticleChecked) -> None:
        self._done += 1
        self._progress.clear()
        if event.error:
            output.complain(event.error)
        elif self._on_terminal:
            drifted = f", {counted(event.drifted, 'claim')} drifted" if event.drifted else ""
            called = event.title or masked(event.url)
            output.line(f"{clean_line(called, limit=SHOWN)}: {_TOLD[event.outcome]}{drifted}")
        self._show_progress()

    def _show_progress(self) -> None:
        self._progress.show(f"{self._done} of {counted(self._articles, 'article')}")

    def end(self, summary: Summary) -> None:
        """Say what came of it all."""
        if self._as_json:
            return
        self._progress.clear()
        for each in self._drifted:
            output.line(_in_words(each))
        outcomes = Counter(summary.outcomes)
        asked = len(summary.outcomes) - outcomes["waiting"]
        told = ", ".join(f"{number} {_TOLD[each]}" for each in _TOLD if (number := outcomes[each]))
        output.line(
            f"Checked {counted(asked, 'article')}{': ' if told else ''}{told};"
            f" {counted(len(self._drifted), 'claim')} drifted"
            + (f", {summary.drifted} since the last check" if self._drifted else "")
            + ("; stopped early" if summary.stopped else "")
        )


def _in_words(event: ClaimDrifted) -> str:
    """Return a claim that has drifted in two lines, or three where other words stand there now."""
    changes = f" ({event.changes})" if event.changes else ""
    source = event.title or masked(event.url)
    below = clean_line(f"{WORDS[event.state]}{changes} – {source}")
    lines = [in_quotation_marks(clean_line(event.quote, limit=SHOWN)), f"    {below}"]
    if event.now and event.now != event.quote:
        lines.append(f"    now {in_quotation_marks(clean_line(event.now, limit=SHOWN))}")
    return "\n".join(lines)


def check_until_told(
    places: Places, query: Query | None, *, due: bool, as_json: bool, until_stdin_ends: bool
) -> bool:
    """Check claims; on SIGTERM, or when stdin ends if asked to mind it, leave with what is done.

    Return whether all that should be checked was.
    """
    with Desk.open(places) as desk:
        for problem in desk.ledger.problems:
            output.remark(f"newsread: {problem}")
        report = Report(as_json=as_json)
        claims = _meant(desk, query, due=due)
        try:
            summary = asyncio.run(
                _check(desk, claims, report, due=due, until_stdin_ends=until_stdin_ends)
            )
        except BusyError as busy:
            report.emit(CheckBusy(str(busy)))
            raise
    report.end(summary)
    return summary.succeeded


def _meant(desk: Desk, query: Query | None, *, due: bool) -> list[Claim] | None:
    """Return the claims that are meant; None: all that are watched, and what has a star."""
    if query is None and due:
        return None
    claims = desk.ledger.all() if query is None else search.claims(desk.library, desk.ledger, query)
    return [each for each in claims if each.status != DROPPED]


async def _check(
    desk: Desk, claims: list[Claim] | None, report: Report, *, due: bool, until_stdin_ends: bool
) -> Summary:
    stop = stop_when_told(until_stdin_ends=until_stdin_ends)
    child = page_child(desk.places)
    try:
        return await check(
            desk.library,
            desk.ledger,
            child,
            desk.places.check_lock,
            claims=claims,
            due=due,
            secrets=desk.secrets,
            emit=report.emit,
            stop=stop,
        )
    finally:
        await child.close()
