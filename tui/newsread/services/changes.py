"""What a step of undo changed, and how each kind of change is made again or taken back.

A change has a state before and one after; undo makes it the other way round. It *holds* while what
it is about is in the state it left. What does not hold is left alone, and counted:

- Claims hold together or not at all: what stands in a claim is not to be mixed from two times.
- A read mark or a star holds for each article by itself. Of a step that marked thousands those are
  taken back that still have the mark; articles marked otherwise since, and articles that are not
  kept any more, are left.
- What a person decided of a feed holds for each feed by itself: only if all that the step changed
  of it (title, folder, settings) is as the step made it. What the step did not change may differ.
- That a feed is there holds while it is there, whatever became of its title meanwhile.

A step of which nothing holds is refused.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections import Counter
from itertools import accumulate, pairwise, starmap
from typing import TYPE_CHECKING
from zlib import compress, decompress

import msgspec

from newsread.ledger.ledger import Change as ClaimChange
from newsread.ledger.ledger import StaleChangeError
from newsread.library.records import Change, FeedEdit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from newsread.ledger.ledger import Ledger
    from newsread.library.records import Feed
    from newsread.library.store import Library

CLAIM, READ, STARRED, LISTED, FEED, EDIT, VIEW = (
    "claim",
    "read",
    "starred",
    "listed",
    "feed",
    "edit",
    "view",
)
"""Kinds of changes. A claim's subject is its id, a feed's its address; those of marks are ids of
articles, with spaces or `PACKED`. A mark is ``true`` or ``false``; a claim its record; `FEED` has a
`FeedState`, `EDIT` the changed part of a `FeedEdit`. `LISTED` only goes with others. `VIEW` is made
by whoever keeps the views, as `Changer` says."""

PACKED = "zlib:"
"""Before the ids of many articles: steps from one to the next, with spaces, zlib, base64."""
SPELT_OUT = 100
"""Most ids that are written one by one."""

Reason = tuple[str, str]
"""Why a change was left alone: of one thing, and of a number of them."""

REMOVED: Reason = ("the feed was removed since", "{} feeds were removed since")
BACK: Reason = ("the feed was added again since", "{} feeds were added again since")
NOT_KNOWN: Reason = ("the feed is not known any more", "{} feeds are not known any more")
NOT_KEPT: Reason = ("the article is not kept any more", "{} articles are not kept any more")
MARKED: dict[tuple[str, bool], Reason] = {
    (READ, True): ("the article was read since", "{} articles were read since"),
    (READ, False): ("the article was marked unread since", "{} articles were marked unread since"),
    (STARRED, True): ("the article was starred since", "{} articles were starred since"),
    (STARRED, False): ("its star was taken away since", "{} articles lost their star since"),
}
EDITED: dict[str, Reason] = {
    "own_title": ("its title was changed since", "{} feeds got another title since"),
    "folder": ("its folder was changed since", "{} feeds were moved since"),
    "settings": ("its settings were changed since", "{} feeds got other settings since"),
}


class FeedState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """That a feed is among the subscriptions, or is not."""

    there: bool = False
    decided: FeedEdit = FeedEdit()
    """If it is: what a person had decided of it."""
    total: int = 0
    """If it is: how many articles it had, to say how many did not come back."""
    stayed: str = ""
    """If it is not: the articles of it that were listed all the same, as a subject."""


class Made(msgspec.Struct, frozen=True):
    """What came of making changes."""

    some: bool
    """Whether any was made."""
    left: str = ""
    """What was left alone and why, in words; empty when nothing was."""


class Changer:
    """Makes changes in a library and a ledger, inside a transaction of the library's.

    `others` make the changes of further kinds: called with a change, each makes it, or raises
    StaleChangeError where what it is about is not as the change says it was before. One that keeps
    its things in another file must not mind a change that is made already, as `Ledger.apply` does
    not: after a crash it may be asked a second time.
    """

    def __init__(
        self, library: Library, ledger: Ledger, others: Mapping[str, Callable[[Change], None]]
    ) -> None:
        self._library = library
        self._ledger = ledger
        self._others = others

    def make(self, changes: Sequence[Change]) -> Made:
        """Make those of `changes` that hold. When none does, nothing was changed."""
        claims = [
            ClaimChange(each.subject, each.before, each.after)
            for each in changes
            if each.kind == CLAIM
        ]
        known = {CLAIM, LISTED, READ, STARRED, FEED, EDIT, *self._others}
        if any(each.kind not in known for each in changes):
            return Made(False, "the step was made by a newer newsread")
        left = Counter[Reason]()
        some = bool(claims)
        try:
            if claims:
                self._ledger.apply(claims)
        except StaleChangeError as error:
            return Made(False, f"{error.thing} {error.happened}")
        for each in changes:
            if each.kind not in (CLAIM, LISTED):
                some |= self._make(each, left)
        for each in changes:
            if each.kind == LISTED and some:
                self._library.set_listed(ids_in(each.subject), _mark_in(each))
                claimed = self._library.edits.hidden(self._ledger.keys())
                self._library.set_listed(claimed, True)  # what another claim keeps
        self.list_claimed(claims)
        return Made(some, "; ".join(starmap(_in_words, (+left).items())))

    def list_claimed(self, changes: Iterable[ClaimChange]) -> list[Change]:
        """See that articles with claims are listed: another window may have removed their feed
        while they were read here. Return that as changes."""
        claims = filter(None, (self._ledger.get(each.id) for each in changes))
        hidden = self._library.edits.hidden({claim.article.key for claim in claims})
        return marked(LISTED, self._library.set_listed(hidden, True) if hidden else [], now=True)

    def remove_feed(self, url: str, stayed: str = "") -> Feed:
        """Remove a feed, but not its articles with claims, nor those in the subject `stayed`."""
        self._ledger.refresh()  # claims of other windows keep their articles, too
        return self._library.remove_feed(url, self._ledger.keys(), stayed=set(ids_in(stayed)))

    def _make(self, change: Change, left: Counter[Reason]) -> bool:
        """Make one change, if it holds; return whether any of it did, count in `left` what not."""
        if change.kind in (READ, STARRED):
            return self._mark(change, left)
        if change.kind == FEED:
            reason = self._subscribe(change, left)
        elif change.kind == EDIT:
            reason = self._edit(change)
        else:
            reason = self._make_other(change)
        if reason is not None:
            left[reason] += 1
        return reason is None

    def _mark(self, change: Change, left: Counter[Reason]) -> bool:
        """Mark articles, or take the mark away."""
        ids, mark = ids_in(change.subject), _mark_in(change)
        set_mark = self._library.set_read if change.kind == READ else self._library.set_starred
        made = set_mark(ids, mark)
        kept = self._library.kept(ids)
        left[NOT_KEPT] += len(ids) - kept
        left[MARKED[change.kind, mark]] += kept - len(made)
        return bool(made)

    def _edit(self, change: Change) -> Reason | None:
        """Set what a person decided of a feed; return why not, if it was not done."""
        now = self._library.edits.of(change.subject)
        if now is None:
            return REMOVED
        before, after = (
            msgspec.json.decode(state or "{}", type=FeedEdit)
            for state in (change.before, change.after)
        )
        for field, reason in EDITED.items():
            was = getattr(before, field)
            if was is not msgspec.UNSET and was != getattr(now, field):
                return reason
        self._library.edits.make(change.subject, after)
        return None

    def _subscribe(self, change: Change, left: Counter[Reason]) -> Reason | None:
        """Remove a feed or bring it back; return why not, if it was not done."""
        url, wanted = change.subject, _state_in(change.after)
        there = self._library.feed(url) is not None
        if not wanted.there:
            if not there:
                return REMOVED
            self.remove_feed(url, wanted.stayed)
            return None
        if there:
            return BACK
        if not self._library.was_removed(url):
            return NOT_KNOWN
        back = self._library.restore_feed(url)
        self._library.edits.make(url, wanted.decided)
        left[NOT_KEPT] += max(0, wanted.total - back.total)
        return None

    def _make_other(self, change: Change) -> Reason | None:
        try:
            self._others[change.kind](change)
        except StaleChangeError as error:
            return (f"{error.thing} {error.happened}",) * 2
        return None


def marked(kind: str, ids: Sequence[int], now: bool) -> list[Change]:
    """Return the change that marked the articles `ids`: one for all, for there may be thousands."""
    if not ids:
        return []
    before, after = (msgspec.json.encode(mark).decode() for mark in (not now, now))
    return [Change(kind=kind, subject=subject_of(ids), before=before, after=after)]


def subscribed(url: str, before: FeedState, after: FeedState) -> Change:
    """Return the change that added or removed the feed at `url`."""
    return _between(FEED, url, before, after)


def edited(url: str, before: FeedEdit, after: FeedEdit) -> list[Change]:
    """Return the change that made of a feed what `after` has; none if it was so `before`."""
    fields = [
        field
        for field in EDITED
        if getattr(after, field) is not msgspec.UNSET
        and getattr(after, field) != getattr(before, field)
    ]
    if not fields:
        return []
    parts = (FeedEdit(**{name: getattr(edit, name) for name in fields}) for edit in (before, after))
    return [_between(EDIT, url, *parts)]


def subject_of(ids: Sequence[int]) -> str:
    """Return the ids of articles as a subject. Of many, packed: how far each is from the one
    before, which for 250,000 takes 60 kB in place of 1.6 MB."""
    if len(ids) <= SPELT_OUT:
        return " ".join(map(str, ids))
    ordered = sorted(ids)
    steps = (after - before for before, after in pairwise([0, *ordered]))
    return PACKED + b64encode(compress(" ".join(map(str, steps)).encode())).decode()


def ids_in(subject: str) -> list[int]:
    """Return the ids of articles in a subject."""
    if not subject.startswith(PACKED):
        return [int(number) for number in subject.split()]
    steps = decompress(b64decode(subject.removeprefix(PACKED))).split()
    return list(accumulate(map(int, steps)))


def _between(kind: str, subject: str, before: msgspec.Struct, after: msgspec.Struct) -> Change:
    was, now = (msgspec.json.encode(state).decode() for state in (before, after))
    return Change(kind=kind, subject=subject, before=was, after=now)


def _mark_in(change: Change) -> bool:
    return msgspec.json.decode(change.after or "false", type=bool)


def _state_in(text: str | None) -> FeedState:
    """Return a state of a feed; earlier newsreads wrote ``true`` or ``false``."""
    state = msgspec.json.decode(text or "false", type=FeedState | bool)
    return state if isinstance(state, FeedState) else FeedState(there=state)


def _in_words(reason: Reason, count: int) -> str:
    one, many = reason
    return one if count == 1 else many.format(count)
