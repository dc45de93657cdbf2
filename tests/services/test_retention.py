"""When old articles are let go, and how much at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from newsread.feeds.entry import Entry, ParsedFeed
from newsread.library.records import FeedEdit, FeedSettings, KeptPage
from newsread.library.retention import DAY
from newsread.services import retention
from newsread.services.retention import BATCH, LONGEST_PAUSE, let_go, outdated
from newsread.settings import Retention
from tests.fakes.claims import NOON, claim
from tests.fakes.newsroom import Newsroom

PAPERS = [f"https://paper.example/{number}" for number in range(2)]
EACH = 300


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    """Two feeds with 300 old, read articles each and one that they still show."""
    with Newsroom(tmp_path) as opened:
        library = opened.library
        for url in PAPERS:
            library.add_feed(url)
            (state,) = library.fetch_states([url])
            old = tuple(Entry(identity=str(each), published=NOON - each) for each in range(EACH))
            library.store_fetch(state, ParsedFeed(entries=old), NOON)
            library.store_fetch(state, ParsedFeed(entries=(Entry(identity="now"),)), NOON)
        library.set_read(library.ids(), True)
        yield opened


def test_it_is_done_once_a_day_in_batches_that_can_be_left(room: Newsroom) -> None:
    keep = Retention(articles_per_feed=10)
    first = let_go(room.library, room.ledger, keep, NOON)
    assert next(first) == BATCH
    first.close()
    assert list(let_go(room.library, room.ledger, keep, NOON)) == [EACH - BATCH - 9, BATCH, 41]
    assert room.library.counts().total == 2 * 10
    fewer = Retention(articles_per_feed=5)
    assert list(let_go(room.library, room.ledger, fewer, NOON + DAY - 1)) == []
    assert list(let_go(room.library, room.ledger, fewer, NOON + DAY)) == [5, 5]


def test_a_run_is_bounded_and_the_next_refresh_goes_on(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "MOST", 300)
    keep = Retention(articles_per_feed=1)
    assert sum(let_go(room.library, room.ledger, keep, NOON)) == 300
    assert sum(let_go(room.library, room.ledger, keep, NOON + 1)) == 300
    assert sum(let_go(room.library, room.ledger, keep, NOON + 2)) == 0


def test_pages_go_after_a_week_where_no_claims_and_no_star_keep_them(room: Newsroom) -> None:
    claimed = room.library.article(1)
    assert claimed is not None
    made = claim()
    on = msgspec.structs.replace(made.article, key=claimed.key)
    room.ledger.put(msgspec.structs.replace(made, article=on))
    room.library.set_starred([2], True)
    page = KeptPage(packed=b"", url="", content_type="", retrieved=NOON)
    for number in (1, 2, 3):
        room.library.pages.store(number, page)
    for days, left in ((7, [1, 2, 3]), (8, [1, 2])):
        sum(let_go(room.library, room.ledger, Retention(), NOON + days * DAY))
        assert [each for each in (1, 2, 3) if room.library.pages.of(each)] == left


def test_a_clock_that_leaps_is_not_believed_at_once(room: Newsroom) -> None:
    keep = Retention(days=30)
    assert list(let_go(room.library, room.ledger, keep, NOON)) == []
    later = NOON + LONGEST_PAUSE + 1
    assert list(let_go(room.library, room.ledger, keep, later)) == []
    assert sum(let_go(room.library, room.ledger, keep, later + DAY)) == 2 * EACH
    assert list(let_go(room.library, room.ledger, keep, NOON - 10 * DAY)) == []


def test_a_feeds_own_limits_count_for_it_alone(room: Newsroom) -> None:
    own = FeedSettings(keep_articles=0, keep_days=0)
    room.library.edits.make(PAPERS[0], FeedEdit(settings=own))
    keep = Retention(articles_per_feed=50, days=1)
    found = {feed.url: len(ids) for feed, ids in outdated(room.library, (), keep, NOON + 2 * DAY)}
    assert found == {PAPERS[1]: EACH}
    own = FeedSettings(keep_articles=101)
    room.library.edits.make(PAPERS[0], FeedEdit(settings=own))
    found = {feed.url: len(ids) for feed, ids in outdated(room.library, (), Retention(), NOON)}
    assert found == {PAPERS[0]: EACH - 100}


def test_what_another_window_claimed_stays(room: Newsroom) -> None:
    oldest = room.library.article(1)
    assert oldest is not None
    with Newsroom(room.places.data.parent) as window:
        made = claim()
        on = msgspec.structs.replace(made.article, key=oldest.key)
        window.ledger.put(msgspec.structs.replace(made, article=on))
    sum(let_go(room.library, room.ledger, Retention(articles_per_feed=1), NOON))
    assert room.library.article(1) == oldest
    assert room.library.counts().total == 3


def test_what_is_starred_or_claimed_between_two_batches_stays(room: Newsroom) -> None:
    first, second = room.library.article(EACH - 1), room.library.article(EACH)
    assert first is not None
    assert second is not None
    batches = let_go(room.library, room.ledger, Retention(articles_per_feed=1), NOON)
    next(batches)
    with Newsroom(room.places.data.parent) as window:
        made = claim()
        on = msgspec.structs.replace(made.article, key=first.key)
        window.ledger.put(msgspec.structs.replace(made, article=on))
        window.library.set_starred([second.id], True)
    assert next(batches) == EACH - BATCH - 2
    assert room.library.article(first.id) == first
    assert room.library.article(second.id) is not None


def test_articles_of_no_feed_and_those_built_in_are_never_let_go(room: Newsroom) -> None:
    for name in "abc":
        room.article(name)
    room.library.set_read(room.library.ids(), True)
    keep = Retention(articles_per_feed=1, days=1)
    urls = {feed.url for feed, _ in outdated(room.library, (), keep, NOON + 999 * DAY)}
    assert urls == set(PAPERS)
