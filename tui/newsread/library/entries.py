"""Storing what a feed says: which entries are new, which changed, what date and title they get."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING

import msgspec

from newsread.feeds.entry import Entry
from newsread.library import watches
from newsread.library.articles import recount
from newsread.library.records import Extras, Stored
from newsread.library.retention import PREFIX, is_forgotten
from newsread.text.clean import html_to_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsread.library.database import Database
    from newsread.library.records import FetchState

COMPRESSION = 3
"""zlib's level: a third of the time of its default for a tenth more space."""
TITLE_LENGTH = 80
"""Code points of the body that stand in for a missing title."""
TITLE_SOURCE = 4_000
"""Code points of HTML that are searched for them."""

SOME = 3
"""Entries of a feed that may all have been updated at once."""

_NO_EXTRAS = Extras()

_STORE_ARTICLE = """
    INSERT INTO article (
        feed_id, key, identity, title, url, author, outlet, published, dated, first_seen, updated,
        content_hash
    )
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE
    SET title = excluded.title, url = excluded.url, author = excluded.author,
        outlet = excluded.outlet, updated = excluded.updated, content_hash = excluded.content_hash,
        published = CASE
            WHEN excluded.dated AND excluded.published <= first_seen THEN excluded.published
            ELSE published
        END,
        dated = dated OR (excluded.dated AND excluded.published <= first_seen)
    WHERE content_hash <> excluded.content_hash
"""
_STORE_BODY = """
    INSERT OR REPLACE INTO body (article_id, content, summary, base, lang, extras)
    SELECT id, ?, ?, ?, ?, ? FROM article WHERE key = ?
"""
_UPDATED_SINCE = """
    SELECT 1 FROM article LEFT JOIN watch ON watch.article_id = article.id
    WHERE key = ? AND ? > coalesce(checked, 0)
        AND ? > (SELECT max(retrieved) FROM revision WHERE article_id = article.id)
"""


def article_key(feed_url: str, identity: str) -> str:
    """Return the name of an entry among all feeds: sha256 of both joined by a line feed, in hex."""
    return hashlib.sha256(f"{feed_url}\n{identity}".encode()).hexdigest()


class News(msgspec.Struct, frozen=True):
    """An entry that is new, or not as it is stored."""

    key: bytes
    entry: Entry
    content_hash: bytes
    new: bool


def find_news(database: Database, feed_url: str, entries: Iterable[Entry]) -> list[News]:
    """Return which of `entries` are to be stored, in the feed's order.

    Of entries that share an identity the first counts. For a feed without news this is all the
    work, and it takes no lock; `store` is right even if another process has been there since.
    """
    news: list[News] = []
    seen: set[bytes] = set()
    for entry in entries:
        key = bytes.fromhex(article_key(feed_url, entry.identity))
        if key in seen:
            continue
        seen.add(key)
        content_hash = _content_hash(entry)
        stored = database.value("SELECT content_hash FROM article WHERE key = ?", (key,))
        if stored is None and is_forgotten(database, key):
            continue
        if stored != content_hash:
            news.append(News(key, entry, content_hash, stored is None))
    return news


def store(
    database: Database, feed_id: int, news: Sequence[News], now: float, outlet: str = ""
) -> Stored:
    """Store what `find_news` found, in the transaction that is under way.

    A date that is missing, or after the moment the entry was first seen, is that moment. The first
    entry gets the highest id, because feeds put their newest first and lists go by id within a
    second. Reading marks stay as they are when an entry changes.
    """
    newest_last = news[::-1]
    database.change_all(
        _STORE_ARTICLE, (_article(feed_id, each, now, outlet) for each in newest_last)
    )
    database.change_all(_STORE_BODY, (_body(each) for each in newest_last))
    recount(database, [feed_id])
    new = sum(each.new for each in news)
    return Stored(new, len(news) - new)


def note_document(database: Database, state: FetchState, entries: Iterable[Entry]) -> None:
    """Note, in the transaction that is under way, what stands in the feed's newest answer."""
    keys = (article_key(state.url, entry.identity) for entry in entries)
    shown = b"".join(bytes.fromhex(key[: 2 * PREFIX]) for key in keys)
    database.change("UPDATE feed SET document = ? WHERE id = ?", (shown, state.feed_id))


def note_updated(
    database: Database, state: FetchState, entries: Sequence[Entry], news: Iterable[News]
) -> None:
    """Note, in the transaction that is under way, which articles the feed says were edited since
    their text was got or asked for, by what it says of them or by their dates.

    Some feeds date all their entries anew at each request: where more than half of several have
    been updated since, dates mean nothing.
    """
    later = [
        key
        for entry in entries
        if (updated := entry.updated) is not None
        and (entry.published or 0.0) < updated <= (state.checked or 0.0)
        and database.row(
            _UPDATED_SINCE,
            (key := bytes.fromhex(article_key(state.url, entry.identity)), updated, updated),
        )
    ]
    if len(later) > SOME and 2 * len(later) > len(entries):
        later = []
    if asked := [*(each.key for each in news if not each.new), *later]:
        watches.ask(database, asked)


def _article(feed_id: int, news: News, now: float, outlet: str) -> tuple[object, ...]:
    entry = news.entry
    date = entry.published if entry.published is not None else entry.updated
    dated = date is not None and 0 < date <= now
    return (
        feed_id,
        news.key,
        entry.identity,
        entry.title or _first_words(entry),
        entry.url,
        entry.author,
        outlet,
        date if dated else now,
        dated,
        now,
        now,
        news.content_hash,
    )


def _body(news: News) -> tuple[object, ...]:
    entry = news.entry
    return (
        zlib.compress(entry.content.encode(), COMPRESSION),
        zlib.compress(entry.summary.encode(), COMPRESSION),
        entry.base,
        entry.lang,
        _extras(entry),
        news.key,
    )


def _extras(entry: Entry) -> str:
    changed = None if entry.published is None else entry.updated
    extras = Extras(entry.categories, entry.enclosures, changed)
    return "" if extras == _NO_EXTRAS else msgspec.json.encode(extras).decode()


def _first_words(entry: Entry) -> str:
    """Return a title for an entry without one: its quoted first words, else its address."""
    markup = (entry.content or entry.summary)[:TITLE_SOURCE]
    words = html_to_line(markup, limit=TITLE_LENGTH)
    if words.endswith("…") and " " in words:
        words = words.rpartition(" ")[0] + "…"
    return f"“{words}”" if words else entry.url or "(no title)"


def _content_hash(entry: Entry) -> bytes:
    """Return a digest of what a reader sees of an entry.

    Dates, the base address and enclosures are left out: some feeds make them anew at each request.
    """
    seen = (entry.title, entry.url, entry.author, entry.summary, entry.content, entry.lang)
    return hashlib.blake2b(msgspec.msgpack.encode(seen), digest_size=16).digest()
