"""Searching: the library knows what is asked for, and no more is done than that needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from newsread.claims.claim import Speaker
from newsread.errors import LedgerError, LibraryError
from newsread.feeds.entry import Entry, ParsedFeed
from newsread.library.records import FetchState
from newsread.query.read import parse
from newsread.query.tree import Query
from newsread.services import search
from newsread.services.claim_index import sync
from newsread.services.desk import Desk
from tests.fakes.claims import article, claim
from tests.fakes.newsroom import Newsroom


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with Newsroom(tmp_path) as opened:
        yield opened


def prepare(room: Newsroom, query: Query, **how: object) -> None:
    search.prepare(room, query, complain=pytest.fail, **how)  # type: ignore[arg-type]


def found(room: Newsroom, query: str) -> list[str]:
    parsed = parse(query)
    prepare(room, parsed)
    return [row.title for row in room.library.rows(parsed)]


def test_an_article_is_found_by_its_words_and_by_its_claims(room: Newsroom) -> None:
    rents = room.article("rents", content="All about rents")
    room.article("roads")
    room.ledger.put(
        claim(
            article=article(rents.key),
            quote="Mietpreise stiegen",
            tags=("housing", "Städte"),
            speaker=Speaker(name="Anna Müller"),
            worth="high",
        )
    )
    for query in (
        "about",
        "mietpreise",
        "tag:stadte",
        "speaker:MULLER",
        "worth:high",
        "drift:exact",
        "status:todo",
        "type:quantity",
    ):
        assert found(room, query) == ["Rents"], query
    assert found(room, "-has:claims") == ["Roads"]


def test_a_claim_that_another_window_changed_is_known(room: Newsroom) -> None:
    rents = room.article("rents")
    made = claim(article=article(rents.key))
    room.ledger.put(made)
    assert found(room, "has:claims") == ["Rents"]
    with Newsroom(room.places.data.parent) as other:
        other.ledger.put(msgspec.structs.replace(made, tags=("new",)))
    assert found(room, "tag:new") == ["Rents"]
    room.ledger.remove(made.id)
    assert found(room, "has:claims") == []


def test_claims_that_have_not_changed_are_not_looked_at(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.ledger.put(claim())
    assert sync(room.library, room.ledger)
    monkeypatch.setattr(room.library.index, "take_claims", lambda *_: pytest.fail("indexed"))
    assert not sync(room.library, room.ledger)
    with Newsroom(room.places.data.parent) as other:  # nor by another process
        monkeypatch.setattr(other.library.index, "take_claims", lambda *_: pytest.fail("indexed"))
        assert not sync(other.library, other.ledger)


def test_a_query_without_words_and_claims_needs_nothing(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.article("rents")
    room.ledger.put(claim())
    prepare(room, parse("is:unread after:2d"))
    assert room.library.index.waiting() == 1
    assert room.library.memory.stamp("claims") == ""


def test_a_key_waits_for_some_articles_and_a_command_for_all(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "AT_ONCE", 300)
    feed = room.library.add_feed("https://paper.example/feed")
    said = tuple(Entry(identity=str(n), title=f"Story {n}") for n in range(900))
    state = FetchState(feed_id=feed.id, url=feed.url)
    room.library.store_fetch(state, ParsedFeed(entries=said))
    assert len(found(room, "story")) == 400
    left: list[int] = []
    prepare(room, parse("story"), whole=True, told=left.append)
    assert left == [300, 100, 0]
    assert len(found(room, "story")) == 900


def test_claims_are_chosen_by_their_articles_too(room: Newsroom) -> None:
    rents, roads = room.article("rents"), room.article("roads")
    feed = room.library.add_feed("https://paper.example/feed", "The Paper", folder="Daily")
    state = FetchState(feed_id=feed.id, url=feed.url)
    room.library.store_fetch(state, ParsedFeed(entries=(Entry(identity="x", title="Third"),)))
    third = next(each for each in room.library.articles() if each.title == "Third")
    made = [claim(article=article(each.key, title=each.title)) for each in (rents, roads, third)]
    room.ledger.put_all(made)
    room.library.set_read([rents.id], True)
    room.library.set_starred([roads.id], True)

    def chosen(query: str) -> set[str]:
        claims = search.claims(room.library, room.ledger, parse(query))
        return {each.article.title for each in claims}

    assert chosen("is:read") == {"Rents"}
    assert chosen("is:starred") == {"Roads"}
    assert chosen("folder:daily") == {"Third"}
    assert chosen("feed:paper is:unread") == {"Third"}
    assert chosen("roads OR third") == {"Roads", "Third"}
    room.library.remove_feed(feed.url, keep={third.key})
    assert chosen("folder:daily") == set()
    assert chosen("is:unread") == {"Roads", "Third"}


def test_claims_that_cannot_be_read_keep_nobody_from_searching_words(room: Newsroom) -> None:
    room.article("rents")
    room.places.claims.write_text('{"meta": {"1": {"schema": 99}}}', encoding="utf-8")
    told: list[LedgerError] = []
    search.prepare(room, parse("rents"), complain=told.append)  # type: ignore[arg-type]
    assert [row.title for row in room.library.rows(parse("rents"))] == ["Rents"]
    assert "claims.json" in str(told[0])
    with pytest.raises(LedgerError):
        prepare(room, parse("tag:x"))


def test_while_another_process_writes_what_is_known_is_found(room: Newsroom) -> None:
    room.ledger.put(claim(article=article(room.article("story").key)))
    with Desk.open(room.places, wait=0.05) as desk, room.library.writing():
        for query in map(parse, ("story", "has:claims")):
            search.prepare(desk, query, complain=pytest.fail)
            assert desk.library.count(query) == 0
            with pytest.raises(LibraryError, match="another process is writing"):
                search.prepare(desk, query, complain=pytest.fail, whole=True)
