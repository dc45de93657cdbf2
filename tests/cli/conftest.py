"""A command to run, and a small newsroom for it to ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.command import Newsread
from tests.fakes.server import LoopbackServer, Page

HTML = "text/html; charset=utf-8"

PARAGRAPHS = (
    "The city council approved a budget of 4.2 million euros on Tuesday, the mayor said.",
    "It is the third year in a row in which spending on schools has gone up, by 12 percent.",
    "Opponents called the plan careless, and promised to take it to court before the summer.",
)

ARTICLE = f"""<!doctype html><html lang="en"><head>
<title>Council approves budget</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Council approves budget</h1>{"".join(f"<p>{each}</p>" for each in PARAGRAPHS)}
</article></body></html>"""

FRONT = """<!doctype html><html><head><title>The Loopback Times</title>
<link rel="alternate" type="application/rss+xml" title="News" href="/feed.xml"></head>
<body>Front page</body></html>"""


def feed(address: str, *paths: str) -> bytes:
    """Return an RSS feed with an item for each path of the server at `address`."""
    items = "".join(
        f"<item><guid>{path}</guid><title>Story {path.strip('/')}</title>"
        f"<link>{address}{path}</link>"
        f"<pubDate>Tue, 07 Oct 2025 {hour:02}:00:00 GMT</pubDate>"
        f"<description>What the feed says of it, in a sentence.</description></item>"
        for hour, path in enumerate(paths)
    )
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>The Loopback Times</title>'
        f"<link>{address}/</link>{items}</channel></rss>"
    ).encode()


def furnish(server: LoopbackServer) -> LoopbackServer:
    """Give `server` a front page that announces a feed of two articles."""
    address = server.url("").rstrip("/")
    server.put("/", Page(FRONT.encode(), HTML))
    server.put("/feed.xml", Page(feed(address, "/one", "/two"), etag='"first"'))
    server.put("/one", Page(ARTICLE.encode(), HTML))
    server.put("/two", Page(ARTICLE.replace("budget", "bridge").encode(), HTML))
    return server


@pytest.fixture
def newsread(tmp_path: Path) -> Newsread:
    """The command, with an empty home."""
    return Newsread(tmp_path / "home")


@pytest.fixture
def newsroom(server: LoopbackServer) -> LoopbackServer:
    """A furnished server."""
    return furnish(server)


@dataclass(frozen=True)
class Kept:
    """A home in which the newsroom's feed is, and the text of its article ``/one``."""

    newsread: Newsread
    newsroom: LoopbackServer


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """For tests that only look: made once, since each command is a process."""
    newsread = Newsread(tmp_path_factory.mktemp("kept"))
    with LoopbackServer() as server:
        furnish(server)
        newsread("add", server.url("/feed.xml"))
        newsread("show", server.url("/one"))
        yield Kept(newsread, server)
