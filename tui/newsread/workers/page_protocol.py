"""What the reader and its page child say to each other: JSON, a message a line."""

from __future__ import annotations

from typing import Literal

import msgspec

from newsread.library.records import KeptPage
from newsread.text.document import Document
from newsread.text.quality import Quality, Source

LONGEST_LINE = 64 << 20
"""Bytes of one message; a page has at most 5 MB before it is read."""

Stage = Literal["ready", "fetching", "fetched", "done"]


class PageRequest(msgspec.Struct, frozen=True, kw_only=True):
    """An article to be read: what its feed says of it, and where its page is."""

    url: str = ""
    """Where the page is; empty when only the feed's own HTML is to be read."""
    userinfo: str = ""
    """``name:password`` for the page's origin, escaped as in addresses; or empty."""
    content: str = ""
    """The feed's HTML, hostile, as `summary` is."""
    summary: str = ""
    base: str = ""
    """What relative links in `content` and `summary` are resolved against."""
    title: str = ""
    author: str = ""
    lang: str = ""
    made_of: str = ""
    """Of what the text is made that is kept: should it be made of the same now, it need not be
    made again."""
    extractor: int = 0
    """Which `EXTRACTOR` made that."""
    kept: KeptPage | None = None
    """The page as it was served before: the server is asked whether it is still the same."""
    offline: bool = False
    """Whether the page that is kept is read again, and nobody asked."""
    consented: tuple[str, ...] = ()
    """``host:port`` of private hosts that the user agreed to; see `web.addresses.Consent`."""


class PageReply(msgspec.Struct, frozen=True, kw_only=True):
    """One clean text of the article, or why there is none; a request has one reply or two."""

    document: Document | None = None
    visible: Document | None = None
    """All text of the page, where it was read."""
    made_of: str = ""
    """sha256, in hex, of all that the text is made of: the page's bytes and what the feed says."""
    extractor: int = 0
    """Which `EXTRACTOR` has made it of that."""
    page: KeptPage | None = None
    """The page, where it is another than the one that is kept, byte for byte, or served anew."""
    unchanged: bool = False
    """It is made of what the request says: the text that is kept is the text."""
    source: Source = "page"
    quality: Quality = Quality(0)
    notice: str = ""
    """Why this text and not the page's, and what it lacks, a sentence each; empty when nothing is
    to be said."""
    error: str = ""
    """Why the page could not be read, without its name and a full stop; `document`, if there is
    one, is then the feed's."""
    advice: str = ""
    """What to do about the error, as errors have it."""
    lasting: bool = False
    """Whether the error is the outlet's own answer: there is no page, or something else on it."""
    hold: float | None = None
    """Seconds for which its host wants to be left alone; None: it did not say so."""
    final_url: str = ""
    """Where the page was found, after redirects."""
    title: str = ""
    published: float | None = None
    retrieved: float = 0.0
    """When the text was got, POSIX seconds."""


class Order(msgspec.Struct, frozen=True, omit_defaults=True):
    """From the reader: read this. Without a request: what is under way is no longer wanted."""

    number: int
    request: PageRequest | None = None


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """From the child, about the order with this number: how far it is, perhaps with a text."""

    number: int
    stage: Stage
    reply: PageReply | None = None
    leaving: bool = False
    """The child ends after this: it has grown too large."""


def feed_instead(
    reply: PageReply, happened: str, advice: str = "", *, lasting: bool = False
) -> PageReply:
    """Return `reply`, a feed's own text or none, as the answer where the page failed."""
    notice = f"The feed's own text; its page could not be read: {happened}. {reply.notice}".rstrip()
    flags = (*reply.quality.flags, "no-page")
    return msgspec.structs.replace(
        reply,
        notice=notice if reply.document is not None else "",
        quality=msgspec.structs.replace(reply.quality, flags=flags),
        error=happened,
        advice=advice,
        lasting=lasting,
    )
