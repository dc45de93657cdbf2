"""What a feed says, as plain values: these cross from the parse worker to the library."""

from __future__ import annotations

import msgspec


class Enclosure(msgspec.Struct, frozen=True):
    """A file that belongs to an entry: a recording, a picture, a document. Never fetched."""

    url: str
    """Absolute http or https address."""
    type: str = ""
    """Media type such as ``audio/mpeg``; ``image/*`` where only that much is known; or empty."""
    length: int | None = None
    """Bytes, as the feed says."""
    title: str = ""

    def __str__(self) -> str:
        """Return it as one line for people: ``Title, https://…/a.mp3 (audio/mpeg, 12.3 MB)``."""
        size = "" if self.length is None else f"{self.length / 1e6:.1f} MB"
        told = ", ".join(filter(None, (self.type, size)))
        named = ", ".join(filter(None, (self.title, self.url)))
        return f"{named} ({told})" if told else named


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a feed. Lines are cleaned; `summary` and `content` are HTML from outside."""

    identity: str
    """Names the entry within its feed: its id, else its link, else ``sha256:`` of title, date and
    body. Never a position in the list. At most 1,000 code points (longer ones are hashed)."""
    title: str = ""
    """HTML decoded once to plain text, one line; empty when the feed gives none."""
    url: str = ""
    """Absolute http or https address of the article's page, or empty."""
    author: str = ""
    summary: str = ""
    content: str = ""
    """HTML of the whole article where the feed has it. Hostile until `pages.blocks` has read it."""
    base: str = ""
    """What relative links in `content` and `summary` are resolved against."""
    published: float | None = None
    """POSIX seconds, UTC; None when missing. May lie in the future: the library clamps it."""
    updated: float | None = None
    lang: str = ""
    categories: tuple[str, ...] = ()
    """What the feed files it under, in its order; a line each."""
    enclosures: tuple[Enclosure, ...] = ()


class ParsedFeed(msgspec.Struct, frozen=True, kw_only=True):
    """One feed's document, read."""

    title: str = ""
    link: str = ""
    """The site's front page, http or https, or empty."""
    lang: str = ""
    ttl: float | None = None
    """Seconds the feed asks readers to wait (RSS ``ttl``)."""
    entries: tuple[Entry, ...] = ()
    note: str = ""
    """One plain sentence, without its full stop, when something is damaged or left out."""
