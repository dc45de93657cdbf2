"""The index of words: titles and texts of articles, quotes of claims, in SQLite's FTS5.

An article's text is its newest clean text; before it has been opened, the feed's own words. What is
stored waits in `unsearched` until `catch_up` takes it in, so that storing stays cheap; the same
fills the index of a library that was made before there was one, and makes it anew.

Nothing that a person types reaches FTS5's own syntax: every word goes in quotation marks.
"""

from __future__ import annotations

import sqlite3
import zlib
from typing import TYPE_CHECKING

import msgspec

from newsread.errors import LibraryError
from newsread.library.views import as_json
from newsread.query.tree import And, Or, Words
from newsread.query.words import is_beginning, spread
from newsread.text.clean import html_to_words

if TYPE_CHECKING:
    from newsread.library.database import Database
    from newsread.query.tree import Node

BATCH = 200
"""Articles taken in by one transaction: a twentieth of a second for which keys wait at most."""
LONGEST = 1_000_000
"""Code points of one article that are taken in: several novels. Folded, some characters are
eighteen."""
WASTE = 2
"""The index has this many times the documents in use when it is time to make it anew."""

_WAITING = """
    SELECT article.id, article.title, content, summary, (
        SELECT document FROM revision JOIN text ON text.sha256 = revision.text
        WHERE article_id = article.id AND role = 'clean'
        ORDER BY cause = 'unknown', revision.id DESC LIMIT 1
    )
    FROM unsearched CROSS JOIN article ON article.id = unsearched.article_id
    LEFT JOIN body ON body.article_id = article.id
    ORDER BY unsearched.article_id DESC LIMIT ?
"""


class _TextOnly(msgspec.Struct):
    """The one field of a stored Document that is indexed; its blocks are not even decoded."""

    text: str


_text_only = msgspec.msgpack.Decoder(_TextOnly)


def waiting(database: Database) -> int:
    """Return how many articles cannot be found by their words yet."""
    count: int = database.value("SELECT count(*) FROM unsearched")
    return count


def catch_up(database: Database, limit: int = BATCH) -> int:
    """Take in the words of at most `limit` articles, newest first; return how many there were."""
    if database.row("SELECT 1 FROM unsearched LIMIT 1") is None:
        return 0  # no lock is asked for without need
    with database.writing():
        found = database.rows(_WAITING, (limit,))
        ids = [(values[0],) for values in found]
        database.change_all("DELETE FROM document WHERE article_id = ?", ids)
        database.change_all("INSERT INTO document (article_id) VALUES (?)", ids)
        numbers: dict[int, int] = dict(
            database.rows(
                "SELECT article_id, id FROM document"
                " WHERE article_id IN (SELECT value FROM json_each(?))",
                (as_json(article for (article,) in ids),),
            )
        )
        database.change_all(
            "INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)",
            (
                (numbers[article], spread(title), spread(_words_of(*texts)[:LONGEST]))
                for article, title, *texts in found
            ),
        )
        database.change_all("DELETE FROM unsearched WHERE article_id = ?", ids)
    return len(found)


def is_sound(database: Database) -> bool:
    """Tell whether the index has every article's words, is whole, and is not mostly outdated."""
    missing = database.value(
        """
        SELECT count(*) FROM article LEFT JOIN document ON document.article_id = article.id
        LEFT JOIN search_docsize ON search_docsize.id = document.id
        WHERE search_docsize.id IS NULL
            AND article.id NOT IN (SELECT article_id FROM unsearched)
        """
    )
    [(all_documents, in_use)] = database.rows(
        "SELECT (SELECT count(*) FROM search_docsize), (SELECT count(*) FROM document)"
    )
    if missing or all_documents > WASTE * (in_use + BATCH):
        return False
    try:
        with database.writing():
            for table in ("search", "claim_words"):
                database.change(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    except LibraryError as error:
        if isinstance(error.__cause__, sqlite3.DatabaseError) and not isinstance(
            error.__cause__, sqlite3.OperationalError
        ):
            return False
        raise
    return True


def rebuild(database: Database) -> None:
    """Empty the index and let every article wait for `catch_up`."""
    with database.writing():
        database.change("INSERT INTO search (search) VALUES ('delete-all')")
        database.change("DELETE FROM document")
        database.change("INSERT OR IGNORE INTO unsearched SELECT id FROM article")
        database.change("INSERT INTO claim_words (claim_words) VALUES ('rebuild')")


def matching(node: Node) -> str | None:
    """Return FTS5's expression for a tree of words, and and or; None when there is more in it."""
    match node:
        case Words(text, phrase):
            beginning = "" if phrase or not is_beginning(text) else " *"
            return _quoted(text) + beginning
        case And(parts) | Or(parts):
            inside = [matching(part) for part in parts]
            if not inside or None in inside:
                return None
            joint = " AND " if isinstance(node, And) else " OR "
            return joint.join(f"({each})" for each in inside)
    return None


def _quoted(text: str) -> str:
    """Return `text` as a string of FTS5's, in which only the quotation mark means anything."""
    return '"' + spread(text).replace('"', " ").replace("\0", " ") + '"'


def _words_of(content: bytes | None, summary: bytes | None, document: bytes | None) -> str:
    """Return the text of an article: of its newest document, else of what the feed says.

    One that is damaged has no words, lest it keep all others waiting; whoever opens it is told.
    """
    try:
        if document is not None:
            return _text_only.decode(zlib.decompress(document)).text
        for packed in (content, summary):
            words = html_to_words(zlib.decompress(packed).decode()) if packed else ""
            if words and not words.isspace():
                return words
    except (zlib.error, ValueError):  # msgspec's and Unicode's errors are ValueErrors
        pass
    return ""
