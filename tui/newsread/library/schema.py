"""The tables, and how a library of an older newsread becomes one of this.

``PRAGMA user_version`` counts the migrations that a file has seen. A migration that has been in a
release is never edited: a later one is added below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.errors import LibraryError

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

APPLICATION_ID = 0x6E727364
"""Stands in the file's header and tells it from other programs' SQLite files."""

_FIRST = (
    # `total` and `unread` are kept by `articles.recount`: to count 250,000 articles at each glance
    # costs 20 to 45 ms, and triggers that count along make storing an article 1.7 times as dear.
    """
    CREATE TABLE feed (
        id            INTEGER PRIMARY KEY,
        url           TEXT NOT NULL UNIQUE,
        title         TEXT NOT NULL,
        link          TEXT NOT NULL,
        folder        TEXT NOT NULL,
        kind          TEXT NOT NULL,
        added         REAL NOT NULL,
        removed       REAL,
        total         INTEGER NOT NULL DEFAULT 0,
        unread        INTEGER NOT NULL DEFAULT 0,
        etag          TEXT NOT NULL DEFAULT '',
        last_modified TEXT NOT NULL DEFAULT '',
        body_hash     TEXT NOT NULL DEFAULT '',
        checked       REAL,
        due           REAL,
        hold          REAL,
        failures      INTEGER NOT NULL DEFAULT 0,
        gone          INTEGER NOT NULL DEFAULT 0,
        error         TEXT NOT NULL DEFAULT ''
    )
    """,
    # Narrow, for lists walk it: all that is long stands in `body`. Ids are never given twice,
    # because undo steps and people's notes name articles by them.
    """
    CREATE TABLE article (
        id           INTEGER PRIMARY KEY AUTOINCREMENT,
        feed_id      INTEGER NOT NULL REFERENCES feed,
        key          BLOB NOT NULL UNIQUE,
        identity     TEXT NOT NULL,
        title        TEXT NOT NULL,
        url          TEXT NOT NULL,
        author       TEXT NOT NULL,
        outlet       TEXT NOT NULL,
        published    REAL NOT NULL,
        dated        INTEGER NOT NULL,
        first_seen   REAL NOT NULL,
        updated      REAL NOT NULL,
        read         INTEGER NOT NULL DEFAULT 0,
        starred      INTEGER NOT NULL DEFAULT 0,
        listed       INTEGER NOT NULL DEFAULT 1,
        content_hash BLOB NOT NULL
    )
    """,
    # One for each list that is drawn newest first; SQLite appends the id to each, which orders
    # articles of the same second.
    "CREATE INDEX article_newest ON article (published) WHERE listed = 1",
    "CREATE INDEX article_unread ON article (published) WHERE listed = 1 AND read = 0",
    "CREATE INDEX article_starred ON article (published) WHERE listed = 1 AND starred = 1",
    "CREATE INDEX article_feed ON article (feed_id, published) WHERE listed = 1",
    """
    CREATE INDEX article_feed_unread ON article (feed_id, published)
    WHERE listed = 1 AND read = 0
    """,
    # Articles of removed feeds, to bring back or delete.
    "CREATE INDEX article_hidden ON article (feed_id) WHERE listed = 0",
    # To find an article by its address; without it 250,000 take half a second.
    "CREATE INDEX article_url ON article (url)",
    """
    CREATE TABLE body (
        article_id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
        content    BLOB NOT NULL,
        summary    BLOB NOT NULL,
        base       TEXT NOT NULL,
        lang       TEXT NOT NULL
    )
    """,
    "CREATE TABLE text (sha256 BLOB PRIMARY KEY, document BLOB NOT NULL)",
    """
    CREATE TABLE revision (
        id         INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
        text       BLOB NOT NULL REFERENCES text,
        source     TEXT NOT NULL,
        retrieved  REAL NOT NULL,
        quality    TEXT NOT NULL,
        notice     TEXT NOT NULL
    )
    """,
    "CREATE INDEX revision_article ON revision (article_id)",
    "CREATE INDEX revision_text ON revision (text)",
    """
    CREATE TABLE history (
        id      INTEGER PRIMARY KEY AUTOINCREMENT,
        at      REAL NOT NULL,
        words   TEXT NOT NULL,
        changes TEXT NOT NULL,
        undone  INTEGER NOT NULL
    )
    """,
    "CREATE TABLE stamp (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
)

_SECOND = (
    # The title that the user gave, what was mended in the feed's last answer, and what the user
    # set for this feed alone: `FeedSettings` as JSON.
    "ALTER TABLE feed ADD COLUMN own_title TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE feed ADD COLUMN note TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE feed ADD COLUMN settings TEXT NOT NULL DEFAULT '{}'",
    # What else the feed says of an article, where it says anything: `entries.Extras` as JSON.
    "ALTER TABLE body ADD COLUMN extras TEXT NOT NULL DEFAULT ''",
    # Where the reader was in a text: its caret's position, code points of the canonical text.
    """
    CREATE TABLE reading (
        article_id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
        revision   BLOB NOT NULL,
        position   INTEGER NOT NULL,
        at         REAL NOT NULL
    )
    """,
    # What the reader remembers from one start to the next: folded folders, the list shown last.
    "CREATE TABLE memory (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    # What stands in the feed's newest answer: the first eight bytes of each entry's key, joined.
    # NULL: not known yet. Such articles are not deleted for age, or they would come again as new.
    "ALTER TABLE feed ADD COLUMN document BLOB",
    # Keys of articles that were deleted for age, so that a feed which shows them again later does
    # not bring them back as new.
    "CREATE TABLE forgotten (key BLOB PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID",
    # Steps are kept without end; without it redo would look for those undone among all of them.
    "CREATE INDEX history_undone ON history (id) WHERE undone = 1",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _SECOND)
"""The statements of each migration, oldest first. The schema's version is their number."""


def check(connection: sqlite3.Connection, path: Path) -> None:
    """See that the file is a library of ours, or empty, without writing to it.

    Raises:
        LibraryError: it is another program's, or a newer newsread made it.
        sqlite3.DatabaseError: it is no SQLite file.
    """
    version = _pragma(connection, "user_version")
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and _pragma(connection, "application_id") != APPLICATION_ID:
        raise LibraryError(
            str(path),
            "this is a SQLite file of another program; it was left as it is",
            "Move it away, or choose another folder with --home",
        )
    if version > len(MIGRATIONS):
        raise LibraryError(
            str(path),
            f"a newer newsread wrote this library (version {version};"
            f" this one knows {len(MIGRATIONS)}); it was left as it is",
            "Install the newest newsread",
        )


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the file from the version it has to ours: all in one transaction, or not at all."""
    if _pragma(connection, "user_version") == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        check(connection, path)  # another process may have been here while this one waited
        for statements in MIGRATIONS[_pragma(connection, "user_version") :]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value
