"""Finding feeds in a page."""

from __future__ import annotations

import pytest

from newsread.errors import FeedError
from newsread.feeds.discover import FeedLink, examine, feed_links
from newsread.feeds.entry import ParsedFeed

URL = "https://site.example/news/index.html"
RSS = b"<rss version='2.0'><channel><title>T</title><item><title>a</title></item></channel></rss>"


def page(*links: str) -> bytes:
    return f"<!doctype html><html><head>{''.join(links)}</head><body>x</body></html>".encode()


def alternate(href: str, kind: str = "rss", **more: str) -> str:
    given = "".join(f' {name}="{value}"' for name, value in more.items())
    return f'<link rel="alternate" type="application/{kind}+xml" href="{href}"{given}>'


def json_alternate(href: str, kind: str = "feed+json") -> str:
    return alternate(href).replace("rss+xml", kind)


@pytest.mark.parametrize(
    ("markup", "urls"),
    [
        (alternate("/feed"), ["https://site.example/feed"]),
        (json_alternate("/j") + alternate("/x"), ["https://site.example/j", "https://site.example/x"]),
        (json_alternate("/j", "json"), ["https://site.example/j"]),
        (json_alternate("/wp-json/wp/v2/pages/2", "json"), []),
        (alternate("feed.xml", "atom"), ["https://site.example/news/feed.xml"]),
        (alternate("https://ann:secret@site.example/f#x") + alternate("/f"), ["https://site.example/f"]),
        (alternate("//cdn.example/f", "rdf"), ["https://cdn.example/f"]),
        ('<base href="https://other.example/x/">' + alternate("f"), ["https://other.example/x/f"]),
        ("<LINK REL='Alternate' TYPE='APPLICATION/RSS+XML' HREF=/f>", ["https://site.example/f"]),
        (alternate("/a") + alternate("/a") + alternate("/b"), ["https://site.example/a", "https://site.example/b"]),
        (alternate("/comments/feed") + alternate("/feed"), ["https://site.example/feed", "https://site.example/comments/feed"]),
        (alternate("javascript:alert(1)") + alternate("file:///etc/passwd") + alternate(""), []),
        ('<link rel="stylesheet" type="text/css" href="/s">', []),
        ('<link rel="alternate" type="text/html" hreflang="de" href="/de">', []),
        ('<link rel="alternate" type="application/json+oembed" href="/o">', []),
        ("<!-- " + alternate("/f") + " -->", []),
        ("<script>'" + alternate("/f") + "'</script>", []),
    ],
)  # fmt: skip
def test_announced_feeds_are_found(markup: str, urls: list[str]) -> None:
    assert [found.url for found in feed_links(page(markup), URL)] == urls


def test_titles_are_cleaned() -> None:
    found = feed_links(page(alternate("/f", title="News &amp; \x1b[2J more\n")), URL)
    assert found == [FeedLink("https://site.example/f", "News & [2J more")]


def test_an_answer_is_what_it_is_not_what_it_is_said_to_be() -> None:
    read = examine(RSS, URL, "text/html")
    assert isinstance(read, ParsedFeed)
    assert read.title == "T"
    assert examine(page(alternate("/f")), URL, "application/rss+xml") == [
        FeedLink("https://site.example/f")
    ]


@pytest.mark.parametrize(
    ("body", "says"),
    [(page(), "announces no feed"), (b"", "empty"), (b"{}", "JSON"), (b"hello", "plain text")],
)
def test_what_is_no_feed_and_announces_none_is_refused(body: bytes, says: str) -> None:
    with pytest.raises(FeedError, match=says):
        examine(body, URL)
