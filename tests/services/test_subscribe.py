"""Subscribing: requests counted, entries of the same answer stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from newsread.errors import AddressError, FeedError, FetchError, NewsreadError
from newsread.feeds.discover import FeedLink
from newsread.library.store import Library
from newsread.services.subscribe import Subscription, add_feed, add_feeds
from tests.fakes.newsroom import Newsroom
from tests.fakes.server import LoopbackServer, Page

RSS = b"""<rss version='2.0'><channel><title>News</title><link>https://s.example/</link>
<ttl>120</ttl><item><guid>1</guid><title>One</title></item></channel></rss>"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.sqlite3") as opened:
        yield opened


def announcing(*hrefs: str) -> Page:
    links = "".join(
        f"<link rel=alternate type=application/rss+xml href='{href}' title='{href}'>"
        for href in hrefs
    )
    return Page(f"<html><head>{links}</head></html>".encode(), "text/html")


async def test_a_feeds_address_costs_one_request(library: Library, server: LoopbackServer) -> None:
    url = server.put("/feed", Page(RSS, etag='"1"', last_modified="Some day"))
    added = await add_feed(library, url, "Papers", clock=lambda: 1000.0, dice=lambda: 0.0)
    assert (added.feed.url, added.feed.title, added.feed.folder) == (url, "News", "Papers")
    assert (added.entries, added.already, added.others) == (1, False, ())
    assert [article.title for article in library.articles()] == ["One"]
    (state,) = library.fetch_states([url])
    assert (state.etag, state.last_modified, state.due) == ('"1"', "Some day", 8200.0)
    assert server.count() == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("/Papers//UK/", "Papers/UK"),
        (" \x1b[2JA\n/ ../. ", "[2JA"),
        ("/", ""),
        ("a/" * 99, "a/" * 7 + "a"),
    ],
)
async def test_a_folder_is_kept_as_all_folders_are(
    library: Library, server: LoopbackServer, typed: str, kept: str
) -> None:
    assert (await add_feed(library, server.put("/feed", RSS), typed)).feed.folder == kept


async def test_a_pages_address_costs_one_more(library: Library, server: LoopbackServer) -> None:
    server.put("/", announcing("/comments/feed", "/feed", "/sport"))
    url = server.put("/feed", RSS)
    added = await add_feed(library, server.url("/"))
    assert added.feed.url == url
    assert added.others == (
        FeedLink(server.url("/sport"), "/sport"),
        FeedLink(server.url("/comments/feed"), "/comments/feed"),
    )
    assert [request.path for request in server.requests] == ["/", "/feed"]


async def test_a_feed_sent_as_a_page_is_a_feed(library: Library, server: LoopbackServer) -> None:
    url = server.put("/feed", Page(RSS, "text/html"))
    assert (await add_feed(library, url)).entries == 1


async def test_what_is_subscribed_already_is_said_so(
    library: Library, server: LoopbackServer
) -> None:
    url = server.put("/feed", RSS)
    server.put("/", announcing("/feed"))
    server.put("/old", Page(status=301, location="/feed"))
    await add_feed(library, url)
    server.forget()
    assert (await add_feed(library, url + "#top")).already
    assert server.count() == 0
    for path in ("/", "/old"):
        again = await add_feed(library, server.url(path))
        assert (again.already, again.feed.url, again.entries) == (True, url, 0)
    assert [request.path for request in server.requests] == ["/", "/old", "/feed"]
    assert len(library.feeds()) == 1


async def test_a_redirected_feed_keeps_the_address_that_was_typed(
    library: Library, server: LoopbackServer
) -> None:
    url = server.put("/old", Page(status=302, location="/feed"))
    server.put("/feed", RSS)
    assert (await add_feed(library, url)).feed.url == url


@pytest.mark.parametrize(
    ("page", "error", "says"),
    [
        (Page(status=404), FetchError, "nothing at this address"),
        (Page(b""), FeedError, "it is empty"),
        (Page(b"<html>", "text/html"), FeedError, "announces no feed"),
        (Page(b"{}", "application/json"), FeedError, "JSON"),
        (announcing("/missing"), FetchError, "/missing: there is nothing"),
        (announcing("http://10.0.0.1/feed"), AddressError, "private address"),
        (announcing("http://127.0.0.1:1/feed"), AddressError, "private address"),
        (Page(status=301, location="http://192.168.0.1/"), AddressError, "private address"),
    ],
)
async def test_without_a_feed_nothing_is_stored(
    library: Library,
    server: LoopbackServer,
    page: Page,
    error: type[NewsreadError],
    says: str,
) -> None:
    url = server.put("/x", page)
    with pytest.raises(error, match=says):
        await add_feed(library, url)
    assert library.feeds() == []


async def test_several_addresses_are_added_one_after_the_other(
    library: Library, server: LoopbackServer
) -> None:
    good = server.put("/feed", RSS)
    outcomes = {
        address: outcome
        async for address, outcome in add_feeds(library, ["file:///etc/passwd", good, "nowhere"])
    }
    assert isinstance(outcomes["file:///etc/passwd"], AddressError)
    assert isinstance(outcomes["nowhere"], AddressError)
    assert isinstance(outcomes[good], Subscription)


async def test_adding_is_a_step_in_one_transaction_with_all_that_was_stored(
    tmp_path: Path, server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.put("/feed", RSS)
    with Newsroom(tmp_path) as room:

        def fail(*_: object) -> None:
            raise RuntimeError

        with monkeypatch.context() as broken:
            broken.setattr(room.library.history, "append", fail)
            with pytest.raises(RuntimeError):
                await add_feed(room.library, url, history=room.history)
        assert room.library.feeds() == []
        assert list(room.library.articles()) == []
        added = await add_feed(room.library, url, history=room.history)
        assert room.history.undo() == "Undone: feed added: News"
        assert room.library.feeds() == []
        room.history.redo()
        (back,) = room.library.feeds()
        assert replace(back, due=added.feed.due) == added.feed
        await add_feed(room.library, url, history=room.history)
        room.history.undo()
        assert room.history.undo() == "Nothing to undo"
