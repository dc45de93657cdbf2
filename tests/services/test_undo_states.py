"""Any sequence of acts, in two windows and over restarts, is taken back to the state before."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec.structs import replace

from newsread.claims.tags import read_tags
from newsread.feeds.entry import Entry, ParsedFeed
from newsread.ledger.ledger import Ledger
from newsread.ledger.record import record_of
from newsread.library.records import FeedSettings, FetchState, NewFeed
from tests.fakes.claims import claim
from tests.fakes.newsroom import Newsroom

FEEDS = 3
EACH = 3
"""Articles of a feed."""
ARTICLES = FEEDS * EACH
NEW = 2
"""Feeds that are not there at first."""

windows = st.integers(0, 1)
articles = st.integers(1, ARTICLES)
feeds = st.integers(0, FEEDS + NEW - 1)
folders = st.sampled_from(["", "A", "A/B", "B", "B/A"])
titles = st.sampled_from(["", "Mine", "Ours"])
own_settings = st.builds(
    FeedSettings, interval_minutes=st.sampled_from([None, 60]), quiet=st.booleans()
)


def url(number: int) -> str:
    return f"https://paper.example/{number}"


class Acts(RuleBasedStateMachine):
    """What a person does, and the states it went through."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.windows = [Newsroom(self.home), Newsroom(self.home)]
        library = self.windows[0].library
        for number in range(FEEDS):
            feed = library.add_feed(url(number), f"Paper {number}", folder="A" * number)
            entries = tuple(Entry(identity=str(each), title=str(each)) for each in range(EACH))
            library.store_fetch(
                FetchState(feed_id=feed.id, url=feed.url), ParsedFeed(entries=entries)
            )
        self.past: list[object] = []
        self.future: list[object] = []
        self.now, self.noted = self.state(), 0
        self.claims: list[str] = []

    def teardown(self) -> None:
        for window in self.windows:
            window.__exit__()
        shutil.rmtree(self.home)

    def state(self) -> object:
        """Return all that a person sees and has decided."""
        room = self.windows[0]
        marks = room.library._database.rows(
            "SELECT id, read, starred, listed FROM article ORDER BY id"
        )
        there = [
            (feed.url, feed.own_title, feed.folder, feed.settings, feed.total, feed.unread)
            for feed in room.library.feeds()
        ]
        ledger = Ledger.open(room.places.claims)
        claims = {claim.id: ledger.text_of(claim.id) for claim in ledger.all()}
        return marks, there, claims, room.library.folders()

    def steps(self) -> int:
        """Return how many steps were ever noted."""
        found: int = self.windows[0].library._database.value(
            "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'history'"
        )
        return found

    @invariant()
    def nothing_changes_but_by_a_step(self) -> None:
        """After each act: it was a step and changed something, or neither."""
        steps, state = self.steps(), self.state()
        assert (state != self.now) == (steps != self.noted)
        if steps != self.noted:
            self.past.append(self.now)
            self.future.clear()
        self.noted, self.now = steps, state

    @rule(
        window=windows,
        ids=st.lists(articles, min_size=1, max_size=4, unique=True),
        read=st.sampled_from([None, True, False]),
        starred=st.sampled_from([None, True, False]),
    )
    def mark(self, window: int, ids: list[int], read: bool | None, starred: bool | None) -> None:
        self.windows[window].history.mark_articles("Marked", ids, read=read, starred=starred)

    @rule(window=windows)
    def mark_all(self, window: int) -> None:
        self.windows[window].history.mark_all_read(self.windows[window].library.ids())

    @rule(
        window=windows,
        new=st.lists(
            st.builds(
                NewFeed, url=feeds.map(url), own_title=titles, folder=folders, settings=own_settings
            ),
            max_size=3,
        ),
    )
    def add_list(self, window: int, new: list[NewFeed]) -> None:
        self.windows[window].history.add_feeds("Feeds added", new)

    @rule(window=windows, number=feeds, folder=folders)
    def add_one(self, window: int, number: int, folder: str) -> None:
        room = self.windows[window]
        if room.library.feed(url(number)) is None:
            stayed = room.library.edits.stayed(url(number))
            room.library.add_feed(url(number), folder=folder)
            room.history.added_feed(url(number), stayed)

    @rule(window=windows, number=feeds)
    def remove(self, window: int, number: int) -> None:
        if self.windows[window].library.feed(url(number)) is not None:
            self.windows[window].history.remove_feed(url(number))

    @rule(window=windows, number=feeds, title=titles, folder=folders, own=own_settings)
    def edit(self, window: int, number: int, title: str, folder: str, own: FeedSettings) -> None:
        room = self.windows[window]
        if room.library.feed(url(number)) is not None:
            room.history.edit_feed(url(number), own_title=title, folder=folder, settings=own)

    @rule(window=windows, before=folders, after=folders)
    def rename_folder(self, window: int, before: str, after: str) -> None:
        if before in self.windows[window].library.folders():
            self.windows[window].history.rename_folder(before, after)

    @rule(window=windows, article=articles)
    def save_claim(self, window: int, article: int) -> None:
        room = self.windows[window]
        key: bytes = room.library._database.value(
            "SELECT key FROM article WHERE id = ?", (article,)
        )
        made = claim(key=key.hex())
        self.claims.append(made.id)
        room.history.did("Claim saved", room.ledger.put(made))

    @precondition(lambda self: self.claims)
    @rule(window=windows, which=st.integers(0), tags=st.sampled_from(["", "x", "x y"]))
    def tag(self, window: int, which: int, tags: str) -> None:
        room = self.windows[window]
        room.ledger.refresh()
        chosen = self.claims[which % len(self.claims)]
        if room.ledger.get(chosen) is not None:
            given = read_tags(tags)
            changes = room.ledger.revise([chosen], lambda each: replace(each, tags=given))
            room.history.did("Tags", changes)

    @precondition(lambda self: self.claims)
    @rule(window=windows, which=st.integers(0), count=st.integers(1, 2))
    def delete_claims(self, window: int, which: int, count: int) -> None:
        room = self.windows[window]
        at = which % len(self.claims)
        room.history.did("Claims deleted", room.ledger.remove_all(self.claims[at : at + count]))

    @rule(
        window=windows,
        which=st.lists(st.integers(0, 9), min_size=1, max_size=3, unique=True),
        day=st.integers(1, 9),
    )
    def import_claims(self, window: int, which: list[int], day: int) -> None:
        room = self.windows[window]
        records = [
            record_of(claim(id=f"imported {number}", modified=f"2026-01-0{day}T00:00:00Z"))
            for number in which
        ]
        self.claims += [record["id"] for record in records]
        room.history.did("Claims imported", room.ledger.take(records))

    @rule(window=windows)
    def undo(self, window: int) -> None:
        said = self.windows[window].history.undo()
        if not self.past:
            assert said == "Nothing to undo"
            return
        assert said.startswith("Undone: ")
        assert ";" not in said, "nothing was left alone"
        self.future.append(self.now)
        self.now = self.past.pop()

    @rule(window=windows)
    def redo(self, window: int) -> None:
        said = self.windows[window].history.redo()
        if not self.future:
            assert said == "Nothing to redo"
            return
        assert said.startswith("Done again: ")
        self.past.append(self.now)
        self.now = self.future.pop()

    @rule(window=windows)
    def restart(self, window: int) -> None:
        self.windows[window].__exit__()
        self.windows[window] = Newsroom(self.home)


Acts.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
test_any_sequence_is_taken_back_to_the_state_before = Acts.TestCase
