"""Asking for articles again to see what became of their claims: behind ``claims check`` and, as the
articles' turns come, the reader.

Whatever an outlet answers is told from a network that was away: a page that is gone, a wall, or a
text of which half is missing leaves each claim where it is and says that nobody knows; no answer
says nothing at all. What a text was found to be is stored before its claims are followed into it,
so a check that is ended in between is finished by the next.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from newsread.claims.drift import awaits_review, state_of, words_now
from newsread.claims.review import waits
from newsread.errors import ArticleError, PageError
from newsread.services.anchoring import anchor_claims, has_claims_on_page, mark_unverified
from newsread.services.check_events import (
    ArticleChecked,
    CheckEnded,
    CheckEvent,
    CheckStarted,
    ClaimDrifted,
    Outcome,
    Summary,
)
from newsread.services.due import due_articles, holds, host_of, note_asked
from newsread.services.only_one import only_one
from newsread.services.pacing import PAUSE, Turns
from newsread.services.revising import ask_again
from newsread.services.secrets import NO_SECRETS
from newsread.web.addresses import masked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from newsread.claims.claim import Claim
    from newsread.ledger.ledger import Ledger
    from newsread.library.records import Revision
    from newsread.library.store import Library
    from newsread.library.watches import Watched
    from newsread.services.revising import Asked
    from newsread.services.secrets import Secrets
    from newsread.workers.page_child import PageChild


async def check(
    library: Library,
    ledger: Ledger,
    child: PageChild,
    lock: Path,
    *,
    claims: Iterable[Claim] | None = None,
    due: bool = False,
    secrets: Secrets = NO_SECRETS,
    emit: Callable[[CheckEvent], None] = lambda _: None,
    stop: asyncio.Event | None = None,
    clock: Callable[[], float] = time.time,
    pause: float = PAUSE,
) -> Summary:
    """Ask for the articles of `claims` again and say where their words stand now.

    With `due` only for those whose turn has come, and without `claims` for all of those, also such
    as have a star and no claim. `lock` is the file that admits one check (`Places.check_lock`),
    `child` a page child that nobody else uses; `emit` hears every event once what it tells is
    stored. Once `stop` is set the page under way is given up; cancelling does the same.

    Raises:
        BusyError: another process checks.
        LibraryError, LedgerError: nothing can be stored.
    """
    with only_one(lock, "newsread claims check"):
        run = _Check(library, ledger, child, secrets, emit, clock, pause)
        return await run.go(None if claims is None else list(claims), due, stop or asyncio.Event())


class _Check:
    """One check, from its first event to its last."""

    def __init__(
        self,
        library: Library,
        ledger: Ledger,
        child: PageChild,
        secrets: Secrets,
        emit: Callable[[CheckEvent], None],
        clock: Callable[[], float],
        pause: float,
    ) -> None:
        self._library = library
        self._ledger = ledger
        self._child = child
        self._secrets = secrets
        self._emit = emit
        self._clock = clock
        self._pause = pause
        self._outcomes: list[Outcome] = []
        self._drifted = 0

    async def go(self, claims: list[Claim] | None, due: bool, stop: asyncio.Event) -> Summary:
        started = time.monotonic()
        articles, missing = self._chosen(claims, due)
        self._emit(CheckStarted(len(articles) + len(missing)))
        for each in missing:
            self._say(each)
        work = asyncio.create_task(self._ask_all(articles))
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait((work, stopping), return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work
        self._emit(CheckEnded(drifted=self._drifted, seconds=round(time.monotonic() - started, 3)))
        return Summary(
            articles=len(articles) + len(missing),
            outcomes=tuple(self._outcomes),
            drifted=self._drifted,
            stopped=stop.is_set(),
        )

    def _chosen(
        self, claims: list[Claim] | None, due: bool
    ) -> tuple[list[Watched], list[ArticleChecked]]:
        """Return the articles to be asked for, and what is to be said of those there are not."""
        if claims is None:
            return due_articles(self._library, self._ledger, self._clock()), []
        named = {each.article.key: each.article for each in claims}
        found = {key: self._library.article_of_key(key) for key in named}
        ids = [article.id for article in found.values() if article is not None]
        if due:
            wanted = frozenset(ids)
            turns = due_articles(self._library, self._ledger, self._clock())
            return [each for each in turns if each.article_id in wanted], []
        missing = [
            ArticleChecked(
                id=None,
                title=named[key].title,
                url=named[key].url,
                outcome="error",
                error=str(ArticleError(_called(named[key].title, named[key].url), _MISSING)),
            )
            for key, article in found.items()
            if article is None
        ]
        return self._library.watches.of(ids), missing

    async def _ask_all(self, articles: list[Watched]) -> None:
        held = holds(self._library, self._clock())
        longest_ago_first = sorted(articles, key=lambda each: each.checked)
        turns = Turns(((host_of(each.url), each) for each in longest_ago_first), self._pause)
        for host in held:
            self._wait_for(turns.stop(host))
        self._wait_for(turns.beyond())
        while turns:
            host, article, seconds = turns.take(time.monotonic())
            await asyncio.sleep(seconds)
            silent = await self._ask(article)
            left = turns.answered(host, time.monotonic(), silent=silent)
            if host in holds(self._library, self._clock()):
                left += turns.stop(host)
            self._wait_for(left)

    def _wait_for(self, articles: Iterable[Watched]) -> None:
        for each in articles:
            self._say(_event(each, "waiting"))

    async def _ask(self, article: Watched) -> bool:
        """Ask for one article and say what became of its claims; return whether nobody answered."""
        try:
            asked = await ask_again(
                self._library, self._child, article.article_id, secrets=self._secrets
            )
        except ArticleError as gone:  # another process has deleted it
            self._say(_event(article, "error", str(gone)))
            return False
        now = self._clock()
        outcome = _outcome(asked)
        known = {each.id: each for each in self._ledger.of_article(asked.article.key)}
        if outcome == "unknown":
            mark_unverified(self._ledger, asked.article, now=now)
        elif outcome != "error":
            for text in self._texts(asked):
                anchor_claims(self._library, self._ledger, asked.article, text, now=now)
        note_asked(self._library, asked, now)
        drifted = list(self._drifted_of(asked.article.key, known))
        new = sum(each.new for each in drifted)
        self._drifted += new
        self._say(_event(article, outcome, _sentence(asked), drifted=new))
        for each in drifted:
            self._emit(each)
        return outcome == "error"

    def _texts(self, asked: Asked) -> Iterator[Revision]:
        """Yield the texts that claims are followed into, one after the other."""
        yield from asked.taken
        if asked.newest is not None:
            yield asked.newest
        if has_claims_on_page(self._library, self._ledger, asked.article):
            page = self._library.revision(asked.article.id, role="page")
            if page is not None:
                yield page

    def _drifted_of(self, key: str, known: dict[str, Claim]) -> Iterator[ClaimDrifted]:
        from newsread.claims.material import changes_in_words

        for claim in self._ledger.of_article(key):
            if waits(claim):
                last, before = claim.anchors[-1], known.get(claim.id)
                yield ClaimDrifted(
                    id=claim.id,
                    state=last.state,
                    material=last.material,
                    quote=claim.quote,
                    now=words_now(claim),
                    changes=changes_in_words(claim),
                    title=claim.article.title,
                    url=claim.article.url,
                    new=before is None or _found(before) != _found(claim),
                )

    def _say(self, event: ArticleChecked) -> None:
        self._outcomes.append(event.outcome)
        self._emit(event)


_MISSING = "is not in the library, so it cannot be asked for"


def _outcome(asked: Asked) -> Outcome:
    if asked.error and not asked.lasting:
        return "error"
    if asked.error:
        return "unknown"
    return "changed" if any(each.cause == "edit" for each in asked.taken) else "same"


def _found(claim: Claim) -> tuple[object, ...]:
    """Return what a check has found of a claim."""
    return awaits_review(claim), state_of(claim), words_now(claim)


def _event(
    article: Watched, outcome: Outcome, error: str | None = None, drifted: int = 0
) -> ArticleChecked:
    return ArticleChecked(
        id=article.article_id,
        title=article.title,
        url=article.url,
        outcome=outcome,
        error=error,
        drifted=drifted,
    )


def _sentence(asked: Asked) -> str | None:
    called = _called(asked.article.title, asked.article.url)
    return str(PageError(called, asked.error, asked.advice)) if asked.error else None


def _called(title: str, url: str) -> str:
    return title or masked(url)
