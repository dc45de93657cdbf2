"""The clean texts of articles: every revision seen, each text kept once."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import msgspec

from newsread.errors import ArticleError, LibraryError
from newsread.library.records import Revision
from newsread.text.document import Document
from newsread.text.quality import Quality, Source

if TYPE_CHECKING:
    from newsread.library.database import Database, Row

_REVISION = """
    SELECT document, source, retrieved, quality, notice
    FROM revision JOIN text ON text.sha256 = revision.text
"""
_NEWEST_FIRST = "ORDER BY revision.id DESC"


def store(database: Database, article_id: int, made: Revision) -> Revision:
    """Store a revision, unless the newest says the same; return the newest."""
    digest = bytes.fromhex(made.revision)
    with database.writing():
        if database.row("SELECT 1 FROM article WHERE id = ?", (article_id,)) is None:
            raise ArticleError(f"article {article_id}", "is not in the library")
        newest = newest_of(database, article_id)
        if newest is not None and _says_the_same(newest, made):
            return newest
        document = zlib.compress(msgspec.msgpack.encode(made.document))
        database.change("INSERT OR IGNORE INTO text VALUES (?, ?)", (digest, document))
        database.insert(
            """
            INSERT INTO revision (article_id, text, source, retrieved, quality, notice)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            (
                article_id,
                digest,
                made.source,
                made.retrieved,
                msgspec.json.encode(made.quality).decode(),
                made.notice,
            ),
        )
    return made


def newest_of(database: Database, article_id: int, revision: str | None = None) -> Revision | None:
    """Return the newest revision of an article; with `revision`, the newest of that text."""
    wanted = "" if revision is None else "AND text = ?"
    parameters: list[object] = [article_id]
    if revision is not None:
        try:
            parameters.append(bytes.fromhex(revision))
        except ValueError:
            return None
    found = database.row(f"{_REVISION} WHERE article_id = ? {wanted} {_NEWEST_FIRST}", parameters)
    return _revision(database, found) if found else None


def all_of(database: Database, article_id: int) -> list[Revision]:
    """Return all revisions of an article, newest first."""
    found = database.rows(f"{_REVISION} WHERE article_id = ? {_NEWEST_FIRST}", (article_id,))
    return [_revision(database, row) for row in found]


def _says_the_same(newest: Revision, made: Revision) -> bool:
    return (newest.revision, newest.source, newest.notice) == (
        made.revision,
        made.source,
        made.notice,
    )


def _revision(database: Database, row: Row) -> Revision:
    packed, source, retrieved, quality, notice = row
    try:
        document = msgspec.msgpack.decode(zlib.decompress(packed), type=Document)
        return Revision(
            revision=document.revision,
            document=document,
            source=msgspec.convert(source, Source),
            retrieved=retrieved,
            quality=msgspec.json.decode(quality, type=Quality),
            notice=notice,
        )
    except (zlib.error, msgspec.DecodeError) as error:
        raise LibraryError(
            str(database.path),
            f"the text of an article in it is damaged: {error}",
            "Put a copy of yours in its place, or move it away to start a new library",
        ) from error
