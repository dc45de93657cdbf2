"""What a person does to articles, feeds and claims, as steps that can be taken back.

Steps are kept in the library, without end; they outlive the process, and all windows share one
sequence. A change in the library and its step are one transaction, and so are undo and the note
that it is done, so that a crash leaves both or neither. Claims are in a file of their own, which is
written first: a crash between the two leaves a claim that no step names, or a step that is undone a
second time, which changes nothing.

A step is taken back as far as what it made still stands (`newsread.services.changes` says what that
means). Of one where nothing does, the sentence says what has changed since; it counts as undone, so
that it never blocks those before it.

That opening an article marks it read is no step: it is what reading does, not something a person
decided, and `u` after reading ten articles would take back ten marks before it came to the claim.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsread.errors import FeedError, NewsreadError
from newsread.library.feed_edits import LONGEST_TITLE
from newsread.library.records import Change, FeedEdit, Step
from newsread.services.changes import (
    CLAIM,
    LISTED,
    READ,
    STARRED,
    Changer,
    FeedState,
    edited,
    marked,
    subject_of,
    subscribed,
)
from newsread.services.feed_settings import check_settings
from newsread.text.clean import clean_line
from newsread.text.counted import counted
from newsread.text.folder import folder_name
from newsread.web.addresses import masked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from newsread.ledger.ledger import Change as ClaimChange
    from newsread.ledger.ledger import Ledger
    from newsread.library.records import Feed, FeedSettings, NewFeed
    from newsread.library.store import Library


class History:
    """What was done to `ledger` and `library`, and how to take it back.

    `others` make changes of further kinds, as `Changer` says; `note` takes those of them that were
    made the first time.
    """

    def __init__(
        self,
        library: Library,
        ledger: Ledger,
        others: Mapping[str, Callable[[Change], None]] | None = None,
    ) -> None:
        self._library = library
        self._changer = Changer(library, ledger, others or {})

    # Doing

    def did(self, words: str, changes: Iterable[ClaimChange]) -> None:
        """Note a step that changed claims; `words` say what was done, as “Claim deleted”.

        Raises:
            LibraryError: it was not noted; the claims are changed all the same.
        """
        changes = list(changes)
        with self._library.writing():
            claims = [
                Change(kind=CLAIM, subject=each.id, before=each.before, after=each.after)
                for each in changes
            ]
            self.note(words, [*claims, *self._changer.list_claimed(changes)])

    def note(self, words: str, changes: Sequence[Change]) -> None:
        """Note a step of any changes that were made just now; none is no step."""
        if changes:
            step = Step(at=time.time(), words=words, changes=tuple(changes))
            self._library.history.append(step)

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
        with self._library.writing():
            if read is not None:
                changes += marked(READ, self._library.set_read(ids, read), read)
            if starred is not None:
                changes += marked(STARRED, self._library.set_starred(ids, starred), starred)
            if starred:  # another window may have removed their feed while they were shown here
                changes += marked(LISTED, self._library.set_listed(ids, True), True)
            self.note(words, changes)

    def mark_all_read(self, ids: Sequence[int]) -> str:
        """Mark articles read, as one step; return the sentence that says how many were unread."""
        with self._library.writing():
            changed = self._library.set_read(ids, True)
            words = f"{counted(len(changed), 'article')} marked read"
            self.note(words, marked(READ, changed, now=True))
        return words if changed else "Everything here is read already"

    def add_feeds(self, words: str, feeds: Sequence[NewFeed]) -> list[Feed]:
        """Add feeds as one step, asking none of them; return those that were new."""
        with self._library.writing():
            stayed = {feed.url: self._library.edits.stayed(feed.url) for feed in feeds}
            added = self._library.add_feeds(feeds)
            self.note(words, [self._added(feed.url, stayed[feed.url]) for feed in added])
        return added

    def added_feed(self, url: str, stayed: Sequence[int] = ()) -> None:
        """Note as a step that a feed was added just now; `stayed` are the articles of it that were
        listed before, when it had been removed.

        Raises:
            FeedError: there is no such feed.
        """
        feed = self._known(url)
        self.note(f"Feed added: {feed.title}", [self._added(url, stayed)])

    def bring_back(self, url: str) -> Feed:
        """Bring a removed feed back as one step, without asking it; return it as it is then.

        Raises:
            FeedError: there never was such a feed.
        """
        with self._library.writing():
            was_removed = self._library.was_removed(url)
            stayed = self._library.edits.stayed(url)
            feed = self._library.restore_feed(url)
            if was_removed:
                self.added_feed(url, stayed)
        return feed

    def remove_feed(self, url: str) -> Feed:
        """Remove a feed as one step; return it as it was. Articles with claims stay.

        Raises:
            FeedError: there is no such feed.
        """
        with self._library.writing():
            decided = self._library.edits.of(url) or FeedEdit()
            removed = self._changer.remove_feed(url)
            was = FeedState(there=True, decided=decided, total=removed.total)
            change = subscribed(url, was, FeedState())
            self.note(f"Feed removed: {removed.title}", [change])
        return removed

    def edit_feed(self, url: str, *, own_title: str, folder: str, settings: FeedSettings) -> str:
        """Give a feed a title (empty: its own), a folder and settings, as one step; return the
        sentence that says so.

        Raises:
            FeedError: there is no such feed.
            UsageError: a setting is out of bounds.
        """
        check_settings(settings)
        wanted = FeedEdit(
            own_title=clean_line(own_title, limit=LONGEST_TITLE),
            folder=folder_name(folder),
            settings=settings,
        )
        with self._library.writing():
            before = self._library.edits.of(self._known(url).url) or FeedEdit()
            changes = edited(url, before, wanted)
            if not changes:
                return "Nothing changed"
            self._library.edits.make(url, wanted)
            words = f"{_edit_in_words(before, wanted)}: {self._known(url).title}"
            self.note(words, changes)
        return words

    def rename_folder(self, before: str, after: str) -> str:
        """Call a folder something else, with those within it, as one step; return the sentence
        that says so.

        One that is there already takes in its feeds; without a name they move one up.

        Raises:
            FeedError: there is no such folder.
        """
        old, new = folder_name(before), folder_name(after)
        with self._library.writing():
            moved = self._library.edits.moved(old, new)
            if not moved:
                raise FeedError(old or before, "is not among your folders")
            changes = []
            for url, (was, now) in moved.items():
                edit = FeedEdit(folder=now)
                self._library.edits.make(url, edit)
                changes += edited(url, FeedEdit(folder=was), edit)
            words = f"Folder {old} renamed: {new}" if new else f"Folder dissolved: {old}"
            self.note(words, changes)
        return words if changes else "Nothing changed"

    # Undoing

    def undo(self) -> str:
        """Take the last step back and return the sentence that says so, and what was left alone.

        Raises:
            NewsreadError: what the step made does not stand any more. Nothing was changed, and
                the next call goes to the step before.
            LedgerError, LibraryError: it could not be stored; the next call tries again.
        """
        return self._go(undone=True) or "Nothing to undo"

    def redo(self) -> str:
        """Make the step again that was taken back last; otherwise as `undo`."""
        return self._go(undone=False) or "Nothing to redo"

    def _go(self, *, undone: bool) -> str:
        """Undo or redo one step, in one transaction; return the sentence, empty without a step."""
        steps = self._library.history
        with self._library.writing():
            step = steps.last_done() if undone else steps.last_undone()
            if step is None:
                return ""
            made = self._changer.make(_backwards(step.changes) if undone else step.changes)
            steps.mark(step.id, undone)
        if not made.some:
            raise NewsreadError(
                f"“{step.words}”",
                f"cannot be {'undone' if undone else 'done again'}: {made.left}",
                "The same key goes on to the step beyond it",
            )
        told = f"{'Undone' if undone else 'Done again'}: {step.words[:1].lower()}{step.words[1:]}"
        return f"{told}; {made.left}" if made.left else told

    def _added(self, url: str, stayed: Sequence[int]) -> Change:
        decided = self._library.edits.of(url) or FeedEdit()
        before = FeedState(stayed=subject_of(stayed))
        return subscribed(url, before, FeedState(there=True, decided=decided))

    def _known(self, url: str) -> Feed:
        feed = self._library.feed(url)
        if feed is None:
            raise FeedError(
                masked(url), "is not among your feeds", "See them all with: newsread feeds"
            )
        return feed


def _backwards(changes: Sequence[Change]) -> list[Change]:
    """Return the changes that take `changes` back, the last first."""
    return [replace(each, before=each.after, after=each.before) for each in reversed(changes)]


def _edit_in_words(before: FeedEdit, after: FeedEdit) -> str:
    """Return what an edit did, for a sentence that goes on with the feed's title."""
    titled, moved = before.own_title != after.own_title, before.folder != after.folder
    if titled + moved + (before.settings != after.settings) > 1:
        return "Feed changed"
    if titled:
        return "Feed renamed" if after.own_title else "Feed has its own title again"
    if moved:
        return f"Feed moved to {after.folder}" if after.folder else "Feed moved out of its folder"
    return "Feed has other settings"
