"""The articles: finding one, its body, and the marks of reading."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import msgspec

from newsread.library.records import Article, ArticleRow, Body, Counts, Extras
from newsread.library.views import HITS, as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsread.library.database import Database, Row
    from newsread.library.views import Sql, View

OUTLET = """CASE
        WHEN article.outlet <> '' THEN article.outlet
        WHEN feed.own_title <> '' THEN feed.own_title
        WHEN feed.title <> '' THEN feed.title
        ELSE feed.url
    END"""
"""Who published an article, for people."""

ROW_COLUMNS = f"""article.id, feed_id, article.title, {OUTLET}, article.published, read, starred,
    changed, article.key"""
"""The columns of an `ArticleRow`, of `article` joined with `feed`."""

_COLUMNS = f"""article.id, key, feed_id, feed.url, {OUTLET}, identity, article.title,
    article.url, author, article.published, dated, first_seen, body.lang, read, starred, changed"""
_JOINS = "JOIN feed ON feed.id = feed_id JOIN body ON body.article_id = article.id"
_ARTICLE = f"SELECT {_COLUMNS} FROM article {_JOINS} WHERE listed = 1"

_AMONG = "id IN (SELECT value FROM json_each(?))"
_WAS_READ = """(
    read = 1 OR EXISTS (SELECT 1 FROM reading WHERE article_id = article.id)
    OR EXISTS (SELECT 1 FROM revision WHERE article_id = article.id AND shown = 1)
)"""

_id_list = msgspec.json.Decoder(list[int])
_id_set = msgspec.json.Decoder(set[int])

CHUNK = 500
"""Articles read at a time when all are walked through."""


def row(values: Row) -> ArticleRow:
    """Return the values of `ROW_COLUMNS` as an `ArticleRow`."""
    article, feed, title, outlet, published, *marks, key = values
    read, starred, changed = map(bool, marks)
    return ArticleRow(article, feed, title, outlet, published, read, starred, changed, key.hex())


def _article(values: Row) -> Article:
    fields = dict(zip(Article.__struct_fields__, values, strict=True))
    fields["key"] = fields["key"].hex()
    for name in ("dated", "read", "starred", "changed"):
        fields[name] = bool(fields[name])
    return Article(**fields)


def digest(key: str) -> bytes:
    """Return a key as it is stored; empty, as none is, when `key` is not hex."""
    try:
        return bytes.fromhex(key)
    except ValueError:
        return b""


def with_id(database: Database, article_id: int) -> Article | None:
    """Return the article `article_id`."""
    found = database.row(f"{_ARTICLE} AND article.id = ?", (article_id,))
    return _article(found) if found else None


def with_key(database: Database, key: str) -> Article | None:
    """Return the article with `key`, sha256 in hex, as a claim names it."""
    found = database.row(f"{_ARTICLE} AND key = ?", (digest(key),))
    return _article(found) if found else None


def find(database: Database, id_or_url: str) -> Article | None:
    """Return the article with this id or address; of several with the address the newest."""
    if id_or_url.isascii() and id_or_url.isdigit():
        return with_id(database, int(id_or_url[:18]))
    found = database.row(
        f"{_ARTICLE} AND article.url = ? ORDER BY article.published DESC, article.id DESC",
        (id_or_url,),
    )
    return _article(found) if found else None


def walk(database: Database, view: View) -> Iterator[Article]:
    """Yield the articles of `view`, newest first.

    They are read a chunk at a time: what is stored meanwhile may be missed, nothing comes twice.
    """
    if view.conditional:  # to find them again for each chunk would cost as much each time
        yield from _with_ids(database, ids(database, view))
        return
    query, parameters = view.page(CHUNK)
    while True:
        found = database.rows(
            f"""
            SELECT {_COLUMNS}
            FROM ({query}) AS place CROSS JOIN article ON article.id = place.id {_JOINS}
            ORDER BY place.published DESC, place.id DESC
            """,
            parameters,
        )
        chunk = [_article(values) for values in found]
        yield from chunk
        if len(chunk) < CHUNK:
            return
        query, parameters = view.page(CHUNK, older_than=(chunk[-1].published, chunk[-1].id))


def _with_ids(database: Database, wanted: list[int]) -> Iterator[Article]:
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        found = database.rows(f"{_ARTICLE} AND article.{_AMONG}", (as_json(chunk),))
        by_id = {values[0]: values for values in found}
        yield from (_article(by_id[each]) for each in chunk if each in by_id)


def next_unread(database: Database, view: View, after: int | None, forward: bool) -> int | None:
    """Return the unread article of `view` next below or above `after`, as in `Library`."""
    place = None
    if after is not None:
        place = database.row("SELECT published, id FROM article WHERE id = ?", (after,))
    query, parameters = msgspec.structs.replace(view, unread=True, keep=()).page(
        1,
        older_than=place if forward else None,
        newer_than=None if forward else place,
        oldest_first=not forward,
    )
    found = database.row(query, parameters)
    return found[1] if found else None


def counts(database: Database) -> Counts:
    """Count what the library holds."""
    [found] = database.rows(
        """
        SELECT coalesce(sum(removed IS NULL), 0), coalesce(sum(total), 0), coalesce(sum(unread), 0),
            (
                SELECT count(*) FROM article INDEXED BY article_starred
                WHERE listed = 1 AND starred = 1
            )
        FROM feed
        """
    )
    return Counts(*found)


def body(database: Database, article_id: int) -> Body | None:
    """Return the feed's own words of an article."""
    found = database.row(
        "SELECT content, summary, base, extras FROM body WHERE article_id = ?", (article_id,)
    )
    if found is None:
        return None
    content, summary, base, extras = found
    return Body(
        zlib.decompress(content).decode(),
        zlib.decompress(summary).decode(),
        base,
        msgspec.json.decode(extras, type=Extras) if extras else Extras(),
    )


def set_read(database: Database, ids: Iterable[int], read: bool) -> list[int]:
    """Mark articles read or unread; return those that were not so before."""
    with database.writing():
        changed = _changing(database, "read", ids, read)
        found = [article for article, _ in changed]
        _store(database, "read", found, read)
        recount(database, {feed for _, feed in changed})
    return found


def set_starred(database: Database, ids: Iterable[int], starred: bool) -> list[int]:
    """Star articles or take the star away; return those that were not so before."""
    with database.writing():
        found = [article for article, _ in _changing(database, "starred", ids, starred)]
        _store(database, "starred", found, starred)
    return found


def set_changed(database: Database, article_id: int, changed: bool) -> None:
    """Mark an article as changed since it was read, if anybody has read it; or not so any more."""
    if database.row("SELECT 1 FROM article WHERE id = ? AND changed <> ?", (article_id, changed)):
        with database.writing():
            database.change(
                f"UPDATE article SET changed = ? WHERE id = ? AND ({_WAS_READ} OR NOT ?)",
                (changed, article_id, changed),
            )


def set_listed(database: Database, ids: Iterable[int], listed: bool) -> list[int]:
    """Put articles back into the lists, or hide them; return those that were not so before.

    Hidden are only those of removed feeds, without a star.
    """
    with database.writing():
        changed = _changing(database, "listed", ids, listed)
        if not listed:
            gone = {feed for (feed,) in database.rows("SELECT id FROM feed WHERE removed > 0")}
            starred = {each for each, _ in _changing(database, "starred", ids, False)}
            changed = [each for each in changed if each[1] in gone and each[0] not in starred]
        found = [article for article, _ in changed]
        _store(database, "listed", found, listed)
        recount(database, {feed for _, feed in changed})
    return found


def kept(database: Database, ids: Iterable[int]) -> int:
    """Return how many of the articles `ids` there are."""
    found: int = database.value(f"SELECT count(*) FROM article WHERE {_AMONG}", (as_json(ids),))
    return found


def count(database: Database, view: View) -> int:
    """Count the articles of `view`."""
    return view.count(database)


def ids(database: Database, view: View) -> list[int]:
    """Return the ids of all articles of `view`, newest first."""
    if view.words is None or view.few:
        return _all(database, view.page(-1))
    # Among 250,000 articles this takes a third of the time that SQLite needs for the same.
    having = _id_set.decode(_as_json(database, "article_id", (HITS, [view.words, view.words])))
    listed = _all(database, msgspec.structs.replace(view, words=None).page(-1))
    return [article for article in listed if article in having]


def _all(database: Database, query: Sql) -> list[int]:
    return _id_list.decode(_as_json(database, "id", query))


def _as_json(database: Database, column: str, query: Sql) -> str:
    """Return a column of all rows in one JSON text: a third of the time that so many rows take."""
    select, parameters = query
    found: str = database.value(f"SELECT json_group_array({column}) FROM ({select})", parameters)
    return found


def recount(database: Database, feed_ids: Iterable[int]) -> None:
    """Count the articles of feeds anew, in the transaction that changed them."""
    database.change_all(
        """
        UPDATE feed
        SET total = (SELECT count(*) FROM article WHERE feed_id = feed.id AND listed = 1),
            unread = (
                SELECT count(*) FROM article WHERE feed_id = feed.id AND listed = 1 AND read = 0
            )
        WHERE id = ?
        """,
        ((feed_id,) for feed_id in feed_ids),
    )


def _changing(database: Database, column: str, ids: Iterable[int], value: bool) -> list[Row]:
    """Return id and feed of the articles among `ids` in which `value` differs.

    Asked first because an UPDATE gives back what it changed only from SQLite 3.35 on.
    """
    return database.rows(
        f"SELECT id, feed_id FROM article WHERE {_AMONG} AND {column} <> ?", (as_json(ids), value)
    )


def _store(database: Database, column: str, ids: Iterable[int], value: bool) -> None:
    """Set `column` in the articles `ids`: one statement, for there may be all there are."""
    database.change(f"UPDATE article SET {column} = ? WHERE {_AMONG}", (value, as_json(ids)))
