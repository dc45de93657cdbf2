"""Undo and redo: every change to claims and reading marks is a step that can be taken back.

Steps are kept in the library and outlive the process; all windows share one sequence. A step is
taken back only if what it made still stands. One that does not is passed over, so that it never
blocks those before it.
"""

from __future__ import annotations

import json
import time
from base64 import b64decode, b64encode
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING
from zlib import compress, decompress

from newsread.errors import NewsreadError
from newsread.ledger.ledger import Change as ClaimChange
from newsread.ledger.ledger import StaleChangeError
from newsread.library.records import Change, Step
from newsread.query.tree import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from newsread.ledger.ledger import Ledger
    from newsread.library.records import Feed
    from newsread.library.store import Library
    from newsread.query.tree import Query

CLAIM, READ, STARRED, FEED = "claim", "read", "starred", "feed"
"""Kinds of changes. A claim's subject is its id, a feed's its address; those of marks are ids of
articles, with spaces or `PACKED`. A mark, and that a feed is there, is ``true`` or ``false``."""

PACKED = "zlib:"
"""Before the ids of many articles: steps from one to the next, with spaces, zlib, base64."""
SPELT_OUT = 100
"""Most ids that are written one by one."""


class History:
    """What was done to `ledger` and `library`, and how to take it back."""

    def __init__(self, library: Library, ledger: Ledger) -> None:
        self._library = library
        self._ledger = ledger

    def did(self, words: str, changes: Iterable[ClaimChange]) -> None:
        """Note a step that changed claims; `words` say what was done, as “Claim deleted”.

        Raises:
            LibraryError: it was not noted; the claims are changed all the same.
        """
        changes = list(changes)
        self._list_claimed(changes)
        self._append(
            words,
            [
                Change(kind=CLAIM, subject=each.id, before=each.before, after=each.after)
                for each in changes
            ],
        )

    def mark_articles(
        self,
        words: str,
        ids: Sequence[int],
        *,
        read: bool | None = None,
        starred: bool | None = None,
    ) -> None:
        """Mark articles read or starred, or take the mark away, as one step."""
        changes = []
        if read is not None:
            changes += _marked(READ, self._library.set_read(ids, read), read)
        if starred is not None:
            changes += _marked(STARRED, self._library.set_starred(ids, starred), starred)
        self._append(words, changes)

    def mark_all_read(self, query: Query = EVERYTHING) -> str:
        """Mark every article that `query` chooses read, as one step; return what says so."""
        changed = self._library.mark_all_read(query)
        if not changed:
            return "Everything here is read already"
        words = (
            f"{len(changed)} articles marked read" if len(changed) > 1 else "Article marked read"
        )
        self._append(words, _marked(READ, changed, now=True))
        return words

    def remove_feed(self, url: str) -> Feed:
        """Remove a feed as one step; return it as it was. Articles with claims stay.

        Raises:
            FeedError: there is no such feed.
        """
        removed = self._remove_feed(url)
        change = Change(kind=FEED, subject=url, before=json.dumps(True), after=json.dumps(False))
        self._append(f"Feed removed: {removed.title}", [change])
        return removed

    def undo(self) -> str:
        """Take the last step back and return the sentence that says so.

        Raises:
            NewsreadError: what the step made does not stand any more. Nothing was changed, and
                the next call goes to the step before.
            LedgerError, LibraryError: it could not be stored; the next call tries again.
        """
        step = self._library.history.last_done()
        if step is None:
            return "Nothing to undo"
        back = [
            Change(kind=each.kind, subject=each.subject, before=each.after, after=each.before)
            for each in step.changes
        ]
        self._make(step, back, undone=True)
        return f"Undone: {_inside(step.words)}"

    def redo(self) -> str:
        """Make the step again that was taken back last; otherwise as `undo`."""
        step = self._library.history.last_undone()
        if step is None:
            return "Nothing to redo"
        self._make(step, step.changes, undone=False)
        return f"Done again: {_inside(step.words)}"

    def _append(self, words: str, changes: Sequence[Change]) -> None:
        if changes:
            step = Step(at=time.time(), words=words, changes=tuple(changes))
            self._library.history.append(step)

    def _make(self, step: Step, changes: Sequence[Change], *, undone: bool) -> None:
        """Make `changes`, then note that the step is undone or not, even when it is refused."""
        try:
            self._change(changes)
        except StaleChangeError as error:
            self._library.history.mark(step.id, undone)
            done = "undone" if undone else "done again"
            raise NewsreadError(
                f"“{step.words}”",
                f"cannot be {done}: {error.thing} {error.happened}",
                "The same key goes on to the step beyond it",
            ) from error
        self._library.history.mark(step.id, undone)

    def _change(self, changes: Sequence[Change]) -> None:
        claims = [
            ClaimChange(each.subject, each.before, each.after)
            for each in changes
            if each.kind == CLAIM
        ]
        if claims:
            self._ledger.apply(claims)
            self._list_claimed(claims)
        made = [
            self._subscribe(each) if each.kind == FEED else self._mark(each)
            for each in changes
            if each.kind != CLAIM
        ]
        if made and not any(made):
            thing = "the feed" if changes[0].kind == FEED else "the article"
            raise StaleChangeError(thing, "is not as it was then")

    def _subscribe(self, change: Change) -> bool:
        """Remove a feed or bring it back; return whether there was any to do that to."""
        there = self._library.feed(change.subject) is not None
        wanted = json.loads(change.after or "false")
        if wanted and not there and self._library.was_removed(change.subject):
            self._library.restore_feed(change.subject)
        elif there and not wanted:
            self._remove_feed(change.subject)
        else:
            return False
        return True

    def _remove_feed(self, url: str) -> Feed:
        self._ledger.refresh()  # claims of other windows keep their articles, too
        return self._library.remove_feed(url, self._ledger.keys())

    def _list_claimed(self, changes: Iterable[ClaimChange]) -> None:
        """See that articles with claims are listed: another window may have removed their feed
        while they were read here."""
        claims = filter(None, (self._ledger.get(each.id) for each in changes))
        self._library.list_again({claim.article.key for claim in claims})

    def _mark(self, change: Change) -> bool:
        """Mark articles, or take the mark away; return whether there was any to do that to."""
        marks: dict[str, Callable[[Iterable[int], bool], list[int]]] = {
            READ: self._library.set_read,
            STARRED: self._library.set_starred,
        }
        if change.kind not in marks:
            raise StaleChangeError("the step", "was made by a newer newsread")
        ids = _ids_in(change.subject)
        return bool(marks[change.kind](ids, json.loads(change.after or "false")))


def _marked(kind: str, ids: Sequence[int], now: bool) -> list[Change]:
    """Return the change that marked the articles `ids`: one for all, for there may be thousands."""
    if not ids:
        return []
    subject = _subject(ids)
    before, after = json.dumps(not now), json.dumps(now)
    return [Change(kind=kind, subject=subject, before=before, after=after)]


def _subject(ids: Sequence[int]) -> str:
    """Return the ids of articles as a subject. Of many, packed: how far each is from the one
    before, which for 250,000 takes 60 kB in place of 1.6 MB."""
    if len(ids) <= SPELT_OUT:
        return " ".join(map(str, ids))
    ordered = sorted(ids)
    steps = (after - before for before, after in pairwise([0, *ordered]))
    return PACKED + b64encode(compress(" ".join(map(str, steps)).encode())).decode()


def _ids_in(subject: str) -> list[int]:
    """Return the ids of articles in a subject."""
    if not subject.startswith(PACKED):
        return [int(number) for number in subject.split()]
    steps = decompress(b64decode(subject.removeprefix(PACKED))).split()
    return list(accumulate(map(int, steps)))


def _inside(words: str) -> str:
    """Return `words` as they stand inside a sentence."""
    return words[:1].lower() + words[1:]
