"""What the library gives out: rows of lists, articles, revisions. Values, never SQLite's rows."""

from __future__ import annotations

from typing import Literal

import msgspec

from newsread.feeds.entry import Enclosure
from newsread.text.document import Document
from newsread.text.quality import Quality, Role, Source

FeedKind = Literal["feed", "saved", "welcome"]
"""``saved`` holds articles of no feed, ``welcome`` is built in; neither is ever fetched."""

SAVED_URL = "newsread:saved"
WELCOME_URL = "newsread:welcome"


class FeedSettings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the user set for one feed alone; None: as for all feeds."""

    interval_minutes: int | None = None
    """Minutes until it is its turn again."""
    keep_articles: int | None = None
    """Most articles kept of it, the newest; 0: all."""
    keep_days: int | None = None
    """Days for which its articles are kept; 0: for ever."""
    quiet: bool = False
    """Its articles are left out of the lists of all unread and of today."""


class FeedEdit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a person decides of a feed, or a part of it: what is unset stays as it is."""

    own_title: str | msgspec.UnsetType = msgspec.UNSET
    folder: str | msgspec.UnsetType = msgspec.UNSET
    settings: FeedSettings | msgspec.UnsetType = msgspec.UNSET


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A subscription, with what a list of feeds shows of it."""

    id: int
    url: str
    """As the user gave it, or as found in the page they gave; never changes, for claims name it."""
    title: str
    """The user's own title for it, else what it calls itself, else its address."""
    link: str = ""
    folder: str = ""
    kind: FeedKind = "feed"
    added: float
    total: int = 0
    unread: int = 0
    checked: float | None = None
    """When it was last asked, POSIX seconds."""
    due: float | None = None
    """When it may be asked again."""
    error: str = ""
    """The last try's failure in one sentence; empty when it went well."""
    own_title: str = ""
    """The title the user gave; empty when they gave none."""
    note: str = ""
    """What was mended in its last answer, or left out, in one sentence; empty when nothing was."""
    settings: FeedSettings = FeedSettings()


class NewFeed(msgspec.Struct, frozen=True, kw_only=True):
    """A subscription to be made without asking the feed, as a list of feeds has it."""

    url: str
    """As `parse_address` of `newsread.web.addresses` writes it."""
    title: str = ""
    link: str = ""
    """What the list says of it, until the feed does so itself."""
    own_title: str = ""
    folder: str = ""
    settings: FeedSettings = FeedSettings()


class FetchState(msgspec.Struct, frozen=True, kw_only=True):
    """What a refresh needs to know of a feed, and writes back; the `interval_minutes` it only
    reads."""

    feed_id: int
    url: str
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    checked: float | None = None
    due: float | None = None
    hold: float | None = None
    """Until when the server asked to be left alone (Retry-After); no force overrides it."""
    failures: int = 0
    gone: bool = False
    error: str = ""
    interval_minutes: int | None = None
    """The user's own interval for this feed; None: as for all."""


class ArticleRow(msgspec.Struct, frozen=True):
    """One line of the article list."""

    id: int
    feed_id: int
    title: str
    outlet: str
    published: float
    """For sorting and showing: clamped to the time the entry was first seen."""
    read: bool
    starred: bool
    changed: bool = False
    """Whether its text changed in what it says since it was read."""
    key: str = ""
    """As an `Article` has it: what claims name it by."""


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """An article as reading and annotating need it."""

    id: int
    key: str
    """sha256 of the feed's address, a line feed and the entry's identity, in hex."""
    feed_id: int
    feed_url: str
    outlet: str
    identity: str
    title: str
    url: str
    author: str
    published: float
    dated: bool
    """False when the feed gave no usable date and `published` is the time of first sight."""
    first_seen: float
    lang: str
    read: bool
    starred: bool
    changed: bool = False
    """Whether its text changed in what it says since it was read."""

    @property
    def page(self) -> str:
        """The address of its page; empty where it has none on the web."""
        return self.url if self.url.startswith(("http://", "https://")) else ""


class Extras(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a feed says of an article beside its text."""

    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    updated: float | None = None
    """When it was changed, where the feed says this beside when it was published."""


class Body(msgspec.Struct, frozen=True):
    """The feed's own words of an article: HTML from outside."""

    content: str
    summary: str
    base: str
    extras: Extras = Extras()


Cause = Literal["first", "edit", "boring", "extractor", "source", "unknown"]
"""Why a text is another than the one before: a desk has changed it, but not in what it says
(``boring``: spaces, dates of printing, counters), we read the same page otherwise, it is from
elsewhere, or it may not be the article at all (``unknown``: half of it is gone). Such a text is
kept and listed, and is never the article's."""


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """One text of an article, and how it was got."""

    revision: str
    document: Document
    source: Source
    retrieved: float
    quality: Quality
    notice: str = ""
    """Why this text and not the page's, in one sentence; empty when nothing is to be said."""
    role: Role = "clean"
    made_of: str = ""
    """sha256, in hex, of all that it was made of; empty when not known."""
    cause: Cause = "first"
    """Why it is another than the text before."""
    extractor: int = 0
    """Which `newsread.pages.extractor.EXTRACTOR` made it, or was the last to make the same of the
    page; 0 when not known."""


class KeptPage(msgspec.Struct, frozen=True, kw_only=True):
    """An article's page as it was served when the article's text was read."""

    packed: bytes
    """Its HTML, compressed by zlib; hostile."""
    url: str
    """Where it was found, after redirects; links in it are resolved against this."""
    content_type: str
    etag: str = ""
    last_modified: str = ""
    is_whole: bool = True
    """Whether that is all of it."""
    retrieved: float
    """When it was served, POSIX seconds."""


class ReadingPosition(msgspec.Struct, frozen=True):
    """Where a person was in an article when they left it."""

    revision: str
    """The text they read: its sha256 in hex."""
    position: int
    """Code points into the canonical text."""
    at: float
    """When that was, POSIX seconds."""


class Stored(msgspec.Struct, frozen=True):
    """What storing a feed's entries changed."""

    new: int
    updated: int


class Counts(msgspec.Struct, frozen=True):
    """How much the library holds; articles of removed feeds count only if they were kept."""

    feeds: int
    total: int
    unread: int
    starred: int


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that an undo step changed."""

    kind: str
    """What it was, such as ``read``: the service that undoes knows the kinds."""
    subject: str
    """Which one: an id or an address."""
    before: str | None
    """The state to go back to, as JSON; None when there was nothing."""
    after: str | None
    """The state to redo, as JSON; None when nothing is left."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What one action changed: undone and redone as a whole."""

    id: int = 0
    """Given by the library; higher is later."""
    at: float
    words: str
    """What was done, for the status line."""
    changes: tuple[Change, ...]
    undone: bool = False
