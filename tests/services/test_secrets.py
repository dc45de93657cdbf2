"""Names and passwords of feeds: where they are kept, where they go, and where they do not."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from newsread.errors import ConfigError, FeedError, PageError
from newsread.library.store import Library
from newsread.paths import Places
from newsread.services.reading import open_article
from newsread.services.refresh import refresh
from newsread.services.secrets import NO_SECRETS, Secrets
from newsread.services.subscribe import add_feed
from newsread.workers.page_child import PageChild
from tests.fakes.server import LoopbackServer, Page

RSS = b"<rss version='2.0'><channel><title>News</title><item><guid>1</guid></item></channel></rss>"
FEED = "https://news.example/feed"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    found = Places.find(tmp_path)
    found.make()
    return found


@pytest.fixture
def library(places: Places) -> Iterator[Library]:
    with Library.open(places.library) as opened:
        yield opened


def written(places: Places, text: str) -> Secrets:
    places.secrets.write_text(text)
    return Secrets(places)


def with_password(url: str, userinfo: str = "ann:pa%20ss") -> str:
    return url.replace("//", f"//{userinfo}@")


def sent(server: LoopbackServer) -> list[str]:
    """What each request said of who asks, decoded."""
    given = (request.headers.get("authorization", "") for request in server.requests)
    return [base64.b64decode(each.removeprefix("Basic ")).decode() for each in given]


def test_what_is_kept_is_there_for_its_owner_alone(places: Places) -> None:
    assert Secrets(places).of_feeds() == {}
    Secrets(places).keep(FEED, "ann:secret")
    assert Secrets(places).of_feeds() == {FEED: "ann:secret"}
    assert places.secrets.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "before",
    [
        "",
        "# mine\n",
        "# mine\n[feeds]\n",
        '# mine\n[feeds]\n"https://b.example/" = "b:c" # why\n\n# more',
        f'[feeds]\n"https://b.example/" = "b:c"\n"{FEED}" = "old:one"\n# mine',
        f'feeds."{FEED}" = "old:one" # mine'.replace("feeds.", "[feeds]\n"),
    ],
)
def test_a_password_is_put_in_and_other_lines_stay(places: Places, before: str) -> None:
    secrets = written(places, before)
    others = {url: words for url, words in secrets.of_feeds().items() if url != FEED}
    secrets.keep(FEED, "ann:secret")
    assert secrets.of_feeds() == {**others, FEED: "ann:secret"}
    kept = [line for line in before.splitlines() if FEED not in line]
    text = places.secrets.read_text()
    assert [line for line in text.splitlines() if line in kept] == kept
    assert "old:one" not in text


def test_many_are_kept_by_one_write_or_none_is(places: Places) -> None:
    many = {f"https://{number}.example/feed": "ann:secret" for number in range(500)}
    secrets = written(places, f'[feeds]\n"{FEED}" = "old:one"\n"https://0.example/feed" = "b:c"\n')
    secrets.keep_all(many)
    assert secrets.of_feeds() == {FEED: "old:one", **many}
    before = places.secrets.read_text()
    with pytest.raises(ConfigError, match="is longer than 64 kB"):
        secrets.keep_all({f"https://{number}.example/": "ann:secret" for number in range(5000)})
    assert places.secrets.read_text() == before


def test_a_file_that_is_a_link_stays_one(places: Places, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.toml"
    target.write_text("[feeds]\n")
    places.secrets.symlink_to(target)
    Secrets(places).keep(FEED, "ann:secret")
    assert places.secrets.is_symlink()
    assert "ann:secret" in target.read_text()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[feed]\n", "is not a part of this file"),
        ("feeds = 1\n", "must be a table"),
        ('[feeds]\n"not an address" = "a:b"\n', r"secrets.toml:2: the key is no web address"),
        ('[feeds]\n"https://a:hush@b.example/" = "c:d"\n', "secrets.toml:2: a name or password"),
        ('[feeds]\n"https://b.example/" = 5\n', "secrets.toml:2: must be a text"),
        ('[feeds]\n"https://b.example/" = "hush\\nx: y"\n', "secrets.toml:2: must be a text"),
        ('[feeds]\n"https://b.example/" = "hush\n', "secrets.toml:2: is not TOML"),
        ('[feeds]\n"https://b.example/" = "\\u001bhush"\n', "control character"),
    ],
)
def test_a_mistake_is_named_by_its_line_and_no_password_is_said(
    places: Places, text: str, says: str
) -> None:
    with pytest.raises(ConfigError, match=says) as wrong:
        written(places, text).of_feeds()
    assert "hush" not in str(wrong.value)


def test_what_newsread_cannot_change_it_leaves(places: Places) -> None:
    text = f'[feeds]\n"{FEED}" = """ann:\\\n  secret"""\n'
    secrets = written(places, text)
    with pytest.raises(ConfigError):
        secrets.keep(FEED, "ann:other")
    assert places.secrets.read_text() == text


def test_without_a_place_nothing_is_kept_and_that_is_said() -> None:
    assert NO_SECRETS.of_feeds() == {}
    with pytest.raises(ConfigError, match="no file to keep it in"):
        NO_SECRETS.keep(FEED, "ann:secret")


@pytest.mark.parametrize(
    ("page", "secret"),
    [
        ("https://news.example/1", "ann:secret"),
        ("https://news.example:443/1", "ann:secret"),
        ("https://news.example:8443/1", ""),
        ("http://news.example/1", ""),
        ("https://www.news.example/1", ""),
        ("https://news.example.evil.example/1", ""),
        ("", ""),
    ],
)
def test_a_page_gets_it_on_the_feeds_very_origin_only(
    places: Places, page: str, secret: str
) -> None:
    secrets = written(places, f'[feeds]\n"{FEED}" = "ann:secret"\n')
    assert secrets.for_page(FEED, page) == secret
    assert secrets.for_page("https://news.example/other", page) == ""


async def test_a_password_is_split_off_when_a_feed_is_added_and_used_at_each_refresh(
    places: Places, library: Library, server: LoopbackServer
) -> None:
    url = server.put("/feed", RSS)
    secrets = Secrets(places)
    added = await add_feed(library, with_password(url), secrets=secrets)
    assert added.feed.url == url
    assert secrets.of_feeds() == {url: "ann:pa%20ss"}
    await refresh(library, places.refresh_lock, force=True, secrets=secrets)
    assert sent(server) == ["ann:pa ss"] * 2
    library.close()
    for file in places.data.iterdir():
        assert b"pa%20ss" not in file.read_bytes()
        assert b"pa ss" not in file.read_bytes()


async def test_a_new_password_for_a_feed_takes_the_place_of_the_old(
    places: Places, library: Library, server: LoopbackServer
) -> None:
    url = server.put("/feed", RSS)
    secrets = Secrets(places)
    await add_feed(library, url, secrets=secrets)
    assert secrets.of_feeds() == {}
    for userinfo in ("ann:old", "ann:new"):
        assert (await add_feed(library, with_password(url, userinfo), secrets=secrets)).already
        assert secrets.of_feeds() == {url: userinfo}


async def test_a_feed_that_a_page_announces_gets_it_on_the_same_origin_only(
    places: Places, library: Library, server: LoopbackServer
) -> None:
    secrets = Secrets(places)
    url = server.put("/feed", RSS)
    announced = "<html><link rel=alternate type=application/rss+xml href='{}'>"
    page = server.put("/", Page(announced.format("/feed").encode(), "text/html"))
    assert (await add_feed(library, with_password(page), secrets=secrets)).feed.url == url
    assert secrets.of_feeds() == {url: "ann:pa%20ss"}
    server.forget()
    other = server.url("/other", host="localhost")
    server.put("/other", RSS)
    server.put("/", Page(announced.format(other).encode(), "text/html"))
    assert (await add_feed(library, with_password(page), secrets=secrets)).feed.url == other
    assert sent(server) == ["ann:pa ss", ""]
    assert list(secrets.of_feeds()) == [url]


async def test_the_pages_of_a_feed_are_asked_with_its_password(
    places: Places, library: Library, server: LoopbackServer
) -> None:
    elsewhere = server.url("/2", host="localhost")
    items = "".join(f"<item><link>{link}</link></item>" for link in ("/1", elsewhere))
    feed = f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>"
    url = server.put("/feed", feed.encode())
    secrets = Secrets(places)
    await add_feed(library, with_password(url), secrets=secrets)
    server.forget()
    child = PageChild()
    try:
        for article in library.articles():
            with suppress(PageError):
                async for _ in open_article(library, child, article.id, secrets=secrets):
                    pass
    finally:
        await child.close()
    asked = {
        request.path: said for request, said in zip(server.requests, sent(server), strict=True)
    }
    assert asked == {"/1": "ann:pa ss", "/2": ""}


async def test_where_no_feed_is_no_password_is_kept(
    places: Places, library: Library, server: LoopbackServer
) -> None:
    url = server.put("/feed", b"nothing")
    with pytest.raises(FeedError) as refused:
        await add_feed(library, with_password(url), secrets=Secrets(places))
    assert "pa%20ss" not in str(refused.value)
    assert not places.secrets.exists()


async def test_a_library_with_a_password_in_an_address_keeps_working(
    places: Places, library: Library, server: LoopbackServer
) -> None:
    url = with_password(server.put("/feed", RSS))
    library.add_feed(url)
    summary = await refresh(library, places.refresh_lock, urls=[url])
    assert (summary.new, summary.failed) == (1, ())
    assert sent(server) == ["ann:pa ss"]
