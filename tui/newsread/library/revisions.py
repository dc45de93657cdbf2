"""The texts of articles: every clean one seen, and others that a person may look at; each text is
kept once.

Of the others, the feed's own and the whole page's, only the last is kept, and those that somebody
has seen or that claims were followed into: a claim never stands on a text that is gone. A clean
text that may not be the article, because half of it is gone (cause ``unknown``), is kept and
listed, but is never the newest.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import msgspec

from newsread.errors import ArticleError, LibraryError
from newsread.library.records import Cause, Revision
from newsread.text.document import Document
from newsread.text.quality import Quality, Role, Source

if TYPE_CHECKING:
    from newsread.library.database import Database, Row

_REVISION = """
    SELECT revision.id, document, source, retrieved, quality, notice, role, made_of, cause,
        extractor
    FROM revision JOIN text ON text.sha256 = revision.text
"""


def store(database: Database, article_id: int, made: Revision) -> Revision:
    """Store a text as the newest of its role, and return it.

    Where the newest says the same already, only what is known of it is noted anew. One that may not
    be the article is compared with the last such.
    """
    with database.writing():
        if database.row("SELECT 1 FROM article WHERE id = ?", (article_id,)) is None:
            raise ArticleError(f"article {article_id}", "is not in the library")
        newest = database.row(
            f"{_REVISION} WHERE article_id = ? AND role = ? AND (cause = 'unknown') = ?"
            " ORDER BY revision.id DESC",
            (article_id, made.role, made.cause == "unknown"),
        )
        if newest is not None:
            kept = _revision(database, newest)
            if says_the_same(kept, made):
                return _note_anew(database, newest[0], kept, made)
        digest = bytes.fromhex(made.revision)
        document = zlib.compress(msgspec.msgpack.encode(made.document))
        database.change("INSERT OR IGNORE INTO text VALUES (?, ?)", (digest, document))
        if made.role != "clean":
            _drop_unseen(database, article_id, made.role)
        database.insert(
            """
            INSERT INTO revision
                (article_id, text, source, retrieved, quality, notice, role, made_of, cause,
                    extractor)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            (
                article_id,
                digest,
                made.source,
                made.retrieved,
                msgspec.json.encode(made.quality).decode(),
                made.notice,
                made.role,
                bytes.fromhex(made.made_of),
                made.cause,
                made.extractor,
            ),
        )
    return made


def note_seen(database: Database, article_id: int, seen: Revision) -> None:
    """Note that a person has this text before them, so that it stays.

    Raises:
        ArticleError: it has just been replaced, or its article is gone.
    """
    named = (article_id, bytes.fromhex(seen.revision), seen.role)
    with database.writing():
        if not database.change(
            "UPDATE revision SET shown = 1 WHERE article_id = ? AND text = ? AND role = ?", named
        ):
            raise ArticleError(
                f"article {article_id}", "this text of it was just replaced", "Ask for it again"
            )


def newest_of(
    database: Database, article_id: int, revision: str | None = None, role: Role = "clean"
) -> Revision | None:
    """Return the newest text of an article in a role; with `revision`, the newest of that very
    text, whatever its role, but rather as a clean one. What may not be the article comes last."""
    parameters: tuple[object, ...]
    if revision is None:
        wanted, parameters = "role = ?", (article_id, role)
    else:
        try:
            wanted, parameters = "text = ?", (article_id, bytes.fromhex(revision))
        except ValueError:
            return None
    found = database.row(
        f"{_REVISION} WHERE article_id = ? AND {wanted}"
        " ORDER BY role <> 'clean', cause = 'unknown', revision.id DESC",
        parameters,
    )
    return _revision(database, found) if found else None


def roles_of(database: Database, article_id: int) -> frozenset[Role]:
    """Return which texts are kept of an article."""
    found = database.rows("SELECT DISTINCT role FROM revision WHERE article_id = ?", (article_id,))
    return frozenset(role for (role,) in found)


def all_of(database: Database, article_id: int) -> list[Revision]:
    """Return all texts that are kept of an article, newest first."""
    found = database.rows(
        f"{_REVISION} WHERE article_id = ? ORDER BY revision.id DESC", (article_id,)
    )
    return [_revision(database, row) for row in found]


def says_the_same(newest: Revision, made: Revision) -> bool:
    """Tell whether a text is no other revision than one that is kept."""
    return (newest.revision, newest.source, newest.notice) == (
        made.revision,
        made.source,
        made.notice,
    )


def _note_anew(database: Database, number: int, newest: Revision, made: Revision) -> Revision:
    """Take over how whole the same text is found to be now, and of what it was made by what."""
    now = msgspec.structs.replace(
        newest, quality=made.quality, made_of=made.made_of, extractor=made.extractor
    )
    if now != newest:
        database.change(
            "UPDATE revision SET quality = ?, made_of = ?, extractor = ? WHERE id = ?",
            (
                msgspec.json.encode(now.quality).decode(),
                bytes.fromhex(now.made_of),
                now.extractor,
                number,
            ),
        )
    return now


def _drop_unseen(database: Database, article_id: int, role: Role) -> None:
    """Delete what nobody has seen of an article's texts in a role, and the texts with it."""
    unseen = "article_id = ? AND role = ? AND shown = 0"
    texts = database.rows(f"SELECT text FROM revision WHERE {unseen}", (article_id, role))
    database.change(f"DELETE FROM revision WHERE {unseen}", (article_id, role))
    database.change_all(
        "DELETE FROM text WHERE sha256 = ?"
        " AND NOT EXISTS (SELECT 1 FROM revision WHERE text = sha256)",
        texts,
    )


def _revision(database: Database, row: Row) -> Revision:
    _, packed, source, retrieved, quality, notice, role, made_of, cause, extractor = row
    try:
        document = msgspec.msgpack.decode(zlib.decompress(packed), type=Document)
        return Revision(
            revision=document.revision,
            document=document,
            source=msgspec.convert(source, Source),
            retrieved=retrieved,
            quality=msgspec.json.decode(quality, type=Quality),
            notice=notice,
            role=msgspec.convert(role, Role),
            made_of=made_of.hex(),
            cause=msgspec.convert(cause, Cause),
            extractor=extractor,
        )
    except (zlib.error, msgspec.DecodeError) as error:
        raise LibraryError(
            str(database.path),
            f"the text of an article in it is damaged: {error}",
            "Put a copy of yours in its place, or move it away to start a new library",
        ) from error
