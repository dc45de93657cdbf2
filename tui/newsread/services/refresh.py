"""Asking the feeds for news: the one place that does, behind ``refresh``, r and R.

One request a feed, conditional wherever the server named its last answer; an answer that says or is
the same is not parsed, and no worker is started for it. What a feed answered is stored in one
transaction with the validators that will ask about it next time, so neither is ever without the
other. Answers without news are stored together, a few times a second.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsread.claims.claim import timestamp
from newsread.errors import AddressError, FeedError, FetchError, NewsreadError
from newsread.feeds.schedule import INTERVAL, may_ask, next_time
from newsread.library.records import SAVED_URL, WELCOME_URL
from newsread.services.bookkeeping import is_unchanged, validators_of, with_answer, with_failure
from newsread.services.only_one import only_one
from newsread.services.refresh_events import (
    FeedRefreshed,
    Outcome,
    RefreshEnded,
    RefreshEvent,
    RefreshStarted,
    Summary,
)
from newsread.services.secrets import NO_SECRETS
from newsread.web.addresses import masked, parse_address, split_credentials
from newsread.web.fetch import Client
from newsread.web.response import StatusError
from newsread.workers.parse_pool import ParsePool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from newsread.library.records import FetchState
    from newsread.library.store import Library
    from newsread.services.secrets import Secrets
    from newsread.web.response import Response

TICK = 0.25
"""Seconds between two commits of answers without news, and the longest a stop goes unnoticed."""
NEVER_ASKED = {
    WELCOME_URL: "it is built into newsread, so there is nobody to ask for news",
    SAVED_URL: "it holds the articles you saved, so there is nobody to ask for news",
}
"""Feeds that have no server, and what is said to a person who names one of them."""
AT_ONE_GO = 10_000
"""Articles whose words are taken in without a pause; with more, as after an upgrade, every second
moment is left to the keys of a reader that wants to write."""


async def refresh(
    library: Library,
    lock: Path,
    *,
    urls: Iterable[str] = (),
    force: bool = False,
    interval: float = INTERVAL,
    secrets: Secrets = NO_SECRETS,
    emit: Callable[[RefreshEvent], None] = lambda _: None,
    stop: asyncio.Event | None = None,
    clock: Callable[[], float] = time.time,
    dice: Callable[[], float] = random.random,
) -> Summary:
    """Ask the feeds with `urls` for news, or all; only those whose turn has come, unless `force`.

    `lock` is the file that admits one refresh (`Places.refresh_lock`); `interval` is the user's for
    all feeds that have none of their own, in seconds; `emit` hears every event once what it tells
    is stored. Once `stop` is set, what has arrived is committed and the rest is given up;
    cancelling does the same.

    Raises:
        BusyError: another process refreshes.
        FeedError: one of `urls` is not subscribed to, or is of `NEVER_ASKED`; then nothing was
            asked.
        ConfigError: the file with `secrets` is wrong.
        LibraryError: nothing can be stored.
    """
    with only_one(lock, "refresh"):
        run = _Refresh(library, force, interval, secrets.of_feeds(), emit, clock, dice)
        return await run.go(tuple(urls), stop or asyncio.Event())


class _Refresh:
    """One refresh, from its first event to its last."""

    def __init__(
        self,
        library: Library,
        force: bool,
        interval: float,
        secrets: Mapping[str, str],
        emit: Callable[[RefreshEvent], None],
        clock: Callable[[], float],
        dice: Callable[[], float],
    ) -> None:
        self._library = library
        self._force = force
        self._interval = interval
        self._secrets = secrets
        self._emit = emit
        self._clock = clock
        self._dice = dice
        self._states: dict[str, FetchState] = {}
        self._of_origin: dict[str, list[str]] = defaultdict(list)
        self._held: set[str] = set()
        self._unwritten: dict[str, FetchState] = {}
        self._unsaid: list[FeedRefreshed] = []
        self._said: list[FeedRefreshed] = []
        self._asked = 0

    async def go(self, urls: tuple[str, ...], stop: asyncio.Event) -> Summary:
        started = time.monotonic()
        self._states = {state.url: state for state in self._library.fetch_states()}
        for url in self._states:
            self._of_origin[_origin(url)].append(url)
        chosen = list(dict.fromkeys(map(self._named, urls))) or list(self._states)
        self._emit(RefreshStarted(len(chosen)))
        now = self._clock()
        asked = []
        for url in chosen:
            state = self._states[url]
            if may_ask(now, due=state.due, hold=state.hold, gone=state.gone, force=self._force):
                asked.append(url)
            else:
                self._say(self._waits(url))
        if asked:
            await self._ask_all(asked, stop)
        seconds = time.monotonic() - started
        new = sum(event.new for event in self._said)
        self._emit(RefreshEnded(new, round(seconds, 3)))
        await self._make_searchable(stop)
        waiting = [event for event in self._said if event.outcome == "waiting"]
        return Summary(
            feeds=len(chosen),
            asked=self._asked,
            new=new,
            updated=sum(event.updated for event in self._said),
            failed=tuple(event.url for event in self._said if event.outcome in ("error", "gone")),
            waiting=len(waiting),
            next=min((event.next for event in waiting if event.next), default=None),
            stopped=stop.is_set(),
            seconds=seconds,
        )

    async def _make_searchable(self, stop: asyncio.Event) -> None:
        """Take in the words of what is new, and of what an older newsread stored; nobody waits."""
        left = self._library.index.waiting()
        aside = left > AT_ONE_GO
        while left > 0 and not stop.is_set():
            started = time.monotonic()
            left -= self._library.index.catch_up() or left
            await asyncio.sleep(time.monotonic() - started if aside else 0)

    def _named(self, url: str) -> str:
        if url in self._states:
            return url
        if url in NEVER_ASKED:
            raise FeedError(url, NEVER_ASKED[url])
        whole = parse_address(url).url
        plain, _ = split_credentials(url)
        for written in (whole, plain):
            if written in self._states:
                return written
        raise FeedError(
            masked(url), "is not among your feeds", f"Add it with: newsread add {masked(whole)}"
        )

    async def _ask_all(self, urls: list[str], stop: asyncio.Event) -> None:
        consent = frozenset(self._library.consented())
        async with ParsePool() as pool, Client(consent) as client:
            tasks = {asyncio.create_task(self._ask(url, client, pool)) for url in urls}
            try:
                pending = tasks
                while pending and not stop.is_set():
                    done, pending = await asyncio.wait(
                        pending, timeout=TICK, return_when=asyncio.FIRST_EXCEPTION
                    )
                    for task in done:
                        task.result()
                    self._commit()
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                self._commit()

    async def _ask(self, url: str, client: Client, pool: ParsePool) -> None:
        """Ask one feed, when it is its turn; its failure is its own."""
        origin = _origin(url)
        async with client.turn(origin):
            if origin in self._held:
                self._later(self._states[url], self._waits(url))
                return
            self._asked += 1
            try:
                answer = await client.fetch(
                    url,
                    validators=validators_of(self._states[url]),
                    userinfo=self._secrets.get(url, ""),
                )
            except StatusError as error:
                self._failed(url, error, error.answered)
            except (AddressError, FetchError) as error:
                self._failed(url, error)
            else:
                # Inside its turn: no more than a hundred answers wait in memory to be parsed.
                await self._answered(url, answer, pool)

    async def _answered(self, url: str, answer: Response, pool: ParsePool) -> None:
        now = self._clock()
        parsed = None
        if not is_unchanged(self._states[url], answer):
            try:
                parsed = await pool.parse(answer.body, answer.url, answer.content_type)
            except FeedError as error:
                self._failed(url, error, answer.status)
                return
        state = with_answer(
            self._states[url],
            answer,
            now,
            interval=self._interval_of(url),
            ttl=parsed.ttl if parsed else None,
            dice=self._dice(),
        )
        if parsed is None:
            self._later(state, _event(state, "unchanged", answer.status))
            return
        self._states[url] = state
        self._unwritten.pop(url, None)
        stored = self._library.store_fetch(state, parsed, now)
        outcome: Outcome = "new" if stored.new or stored.updated else "unchanged"
        event = _event(state, outcome, answer.status)
        self._say(replace(event, new=stored.new, updated=stored.updated, note=parsed.note or None))

    def _interval_of(self, url: str) -> float:
        """Return the user's interval for this feed, else for all, in seconds."""
        minutes = self._states[url].interval_minutes
        return self._interval if minutes is None else minutes * 60.0

    def _failed(self, url: str, error: NewsreadError, status: int | None = None) -> None:
        state = with_failure(self._states[url], error, self._clock(), dice=self._dice())
        self._later(state, _event(state, "gone" if state.gone else "error", status))
        if isinstance(error, StatusError) and error.hold is not None and state.hold:
            self._hold_host(_origin(url), state.hold)

    def _hold_host(self, origin: str, until: float) -> None:
        """Leave all feeds of a server alone that asked for it: it counts requests, not feeds."""
        self._held.add(origin)
        for url in self._of_origin[origin]:
            self._keep(replace(self._states[url], hold=until))

    def _waits(self, url: str) -> FeedRefreshed:
        state = self._states[url]
        return _event(state, "gone" if state.gone else "waiting")

    def _keep(self, state: FetchState) -> None:
        self._states[state.url] = self._unwritten[state.url] = state

    def _later(self, state: FetchState, event: FeedRefreshed) -> None:
        """Store `state` with the next commit, and tell `event` after it."""
        self._keep(state)
        self._unsaid.append(event)

    def _commit(self) -> None:
        if self._unwritten:
            self._library.store_unchanged(list(self._unwritten.values()))
        self._unwritten.clear()
        unsaid, self._unsaid = self._unsaid, []
        for event in unsaid:
            self._say(event)

    def _say(self, event: FeedRefreshed) -> None:
        self._said.append(event)
        self._emit(event)


def _event(state: FetchState, outcome: Outcome, status: int | None = None) -> FeedRefreshed:
    moment = next_time(state.due, state.hold)
    return FeedRefreshed(
        url=state.url,
        outcome=outcome,
        status=status,
        error=state.error if outcome in ("error", "gone") else None,
        next=timestamp(moment) if moment and not state.gone else None,
    )


def _origin(url: str) -> str:
    try:
        return parse_address(url).origin
    except AddressError:
        return ""  # asked, it is refused with a sentence of its own
