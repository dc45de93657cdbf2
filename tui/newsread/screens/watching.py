"""Seeing, while somebody reads, what becomes of the words they have marked: a child asks for the
articles whose turn has come."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

from textual import work

from newsread.claims.drift import DRIFTED, WORDS
from newsread.errors import BusyError, LedgerError, LibraryError
from newsread.screens.refreshing import RefreshingScreen
from newsread.services import log
from newsread.services.check_events import CheckEvent, ClaimDrifted
from newsread.services.due import due_articles
from newsread.services.own_commands import run_check
from newsread.text.counted import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsread.claims.claim import State

FIRST_SECONDS = 60.0
"""After the start it is looked for the first time whether any article is due."""
DUE_SECONDS = 300.0
"""How often it is looked later: what is due by then is asked for together, by one child."""


def drift_in_words(events: Iterable[CheckEvent]) -> str:
    """Return which claims a check has found to have drifted, the gravest first; empty: none."""
    found: Counter[State] = Counter(
        each.state for each in events if isinstance(each, ClaimDrifted) and each.new
    )
    gravest_first = [state for state in WORDS if state in DRIFTED and found[state]]
    gravest_first.sort(key=lambda state: state != "changed-material")
    told = (f"{WORDS[state]}: {counted(found[state], 'claim')}" for state in gravest_first)
    words = "; ".join(told)
    return words[:1].upper() + words[1:]


class WatchingScreen(RefreshingScreen):
    """A screen that has claims checked, one check at a time, and says only what has drifted."""

    _checking = False

    def begin_watching(self) -> None:
        """Look from time to time whether any article is due, if settings say so."""
        if self.desk.configuration.settings.watching.on:
            self.set_timer(FIRST_SECONDS, self.check_in_turn)
            self.set_interval(DUE_SECONDS, self.check_in_turn)

    def check_in_turn(self) -> None:
        """Have the articles asked for whose turn has come, if there are any."""
        if self._checking:
            return
        # Another process writes, or the disk is full: nobody's key asked, and next time will do.
        with self.errors_said(but=(LibraryError, LedgerError)):
            if due_articles(self.desk.library, self.desk.ledger, time.time()):
                self._check()

    @work(group="check")
    async def _check(self) -> None:
        self._checking = True
        complain = log.complaints(self.desk.places.log, "newsread claims check")
        events: list[CheckEvent] = []
        try:
            with self.errors_said(but=(BusyError,)):
                async for event in run_check(complain=complain):
                    if isinstance(event, ClaimDrifted):
                        events.append(event)
                self.look_for_changes()
        finally:
            self._checking = False
            if told := drift_in_words(events):
                self.say(self.told(f"{told}; {{everywhere.review}} reviews"))
