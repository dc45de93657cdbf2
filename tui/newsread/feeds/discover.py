"""Finding the feeds of a site in one answer, without asking it anything more."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import msgspec

from newsread.errors import FeedError
from newsread.feeds.parse import feed_text, parse_feed
from newsread.text.clean import clean_line
from newsread.web.addresses import link, masked, split_credentials

if TYPE_CHECKING:
    from newsread.feeds.entry import ParsedFeed

_WORDPRESS_JSON = "/wp-json/"
"""WordPress announces its data in JSON on every page, which are no feed."""
_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",  # as JSON Feed 1.0 was announced
        "application/x.atom+xml",
        "application/x-atom+xml",
        "application/xml",
        "text/rss+xml",
        "text/xml",
    }
)
_COMMENTS = ("comment", "kommentar", "reactie", "/replies")
_SEARCHED = 1 << 20
"""Code points of a page searched: the links stand in its head."""


class FeedLink(msgspec.Struct, frozen=True):
    """A feed that a page announces."""

    url: str
    title: str = ""


def examine(body: bytes, url: str, content_type: str = "") -> ParsedFeed | list[FeedLink]:
    """Return the feed that an answer is, or the feeds that the page it is announces.

    What counts is what it is, not what it is said to be: feeds are sent as ``text/html``, too.

    Raises:
        FeedError: it is no feed, and announces none.
    """
    if feed_text(body, content_type)[1].kind != "page":
        return parse_feed(body, url, content_type)
    links = feed_links(body, url, content_type)
    if not links:
        raise FeedError(
            masked(url),
            "it is a web page that announces no feed",
            "Look on the page for a link to RSS or Atom, and add that",
        )
    return links


def feed_links(body: bytes, url: str, content_type: str = "") -> list[FeedLink]:
    """Return the feeds a page announces (``<link rel=alternate>``), in its order, comments last.

    `url` is where the page came from. A page without any, and what is no page, gives an empty list.
    """
    text, _ = feed_text(body, content_type)
    reader = _LinkReader(url)
    reader.feed(text[:_SEARCHED])
    return sorted(reader.found.values(), key=_is_comments)


def _is_comments(found: FeedLink) -> bool:
    words = f"{found.url} {found.title}".lower()
    return any(word in words for word in _COMMENTS)


class _LinkReader(HTMLParser):
    """Collects the feeds of a page by address."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.found: dict[str, FeedLink] = {}
        self._base = url
        self._based = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in reversed(attrs)}  # the first of a name counts
        if tag == "base" and not self._based and "href" in given:
            self._base = link(given["href"], self._base) or self._base
            self._based = True
        if tag not in ("link", "a") or given.get("type", "").strip().lower() not in _TYPES:
            return
        if "alternate" not in given.get("rel", "").lower().split():
            return
        address = link(given.get("href", ""), self._base)
        if address and _WORDPRESS_JSON not in address:
            address, _ = split_credentials(address)  # those are the page's idea, not the user's
            title = clean_line(given.get("title", ""), 200)
            self.found.setdefault(address, FeedLink(address, title))
