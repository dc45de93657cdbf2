"""The tables, and how a library of an older newsread becomes one of this.

``PRAGMA user_version`` counts the migrations that a file has seen. A migration that has been in a
release is never edited: a later one is added below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.errors import LibraryError
from newsread.text.folder import folder_name

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
    # Folders were kept as they were typed.
    "UPDATE feed SET folder = folder_name(folder) WHERE folder <> ''",
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

_THIRD = (
    # With all that is asked in them, a folder's list, and one without quiet feeds, is walked along
    # the index alone: what is passed over costs a tenth of looking at its row.
    "DROP INDEX article_newest",
    "DROP INDEX article_unread",
    """
    CREATE INDEX article_newest ON article (published, id, feed_id, listed)
    WHERE listed = 1
    """,
    """
    CREATE INDEX article_unread ON article (published, id, feed_id, listed, read)
    WHERE listed = 1 AND read = 0
    """,
    # Words, without the texts they stand in: those are in `body` and `text`. FTS5 takes words out
    # of such an index only against the exact text they came from, which later code may not be able
    # to make again; a mistake there is silent and for good. So nothing is ever taken out: a text
    # that changed becomes a new document, and hits in one that `document` does not name any more
    # are passed over, until `search.rebuild` makes the index anew. Marks count as parts of words,
    # or Hindi would fall to pieces.
    """
    CREATE VIRTUAL TABLE search USING fts5 (
        title, text, content = '', prefix = '2 3',
        tokenize = "unicode61 remove_diacritics 2 categories 'L* M* N* Co'"
    )
    """,
    # Larger steps than FTS5's own: a third less work for a batch, and 8 MB while one is taken in.
    "INSERT INTO search (search, rank) VALUES ('hashsize', 8388608)",
    "INSERT INTO search (search, rank) VALUES ('automerge', 8)",
    # Which document has an article's words by now. Numbers are never given twice.
    """
    CREATE TABLE document (
        id         INTEGER PRIMARY KEY AUTOINCREMENT,
        article_id INTEGER NOT NULL UNIQUE REFERENCES article ON DELETE CASCADE
    )
    """,
    # Articles whose words are not in the index, or not as they are now. `search.catch_up` takes
    # them from here: in large batches, which is half the work of feed by feed, and not while
    # somebody waits for a feed to be stored. Triggers fill it, so that no statement can forget to;
    # with an OR IGNORE in them, that of the statement which set them off would count instead.
    "CREATE TABLE unsearched (article_id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE)",
    """
    CREATE TRIGGER article_added AFTER INSERT ON article BEGIN
        INSERT INTO unsearched SELECT new.id
        WHERE NOT EXISTS (SELECT 1 FROM unsearched WHERE article_id = new.id);
    END
    """,
    """
    CREATE TRIGGER article_changed AFTER UPDATE OF content_hash ON article BEGIN
        INSERT INTO unsearched SELECT new.id
        WHERE NOT EXISTS (SELECT 1 FROM unsearched WHERE article_id = new.id);
    END
    """,
    """
    CREATE TRIGGER text_added AFTER INSERT ON revision BEGIN
        INSERT INTO unsearched SELECT new.article_id
        WHERE NOT EXISTS (SELECT 1 FROM unsearched WHERE article_id = new.article_id);
    END
    """,
    "INSERT INTO unsearched SELECT id FROM article",
    # What queries ask of claims, derived from the ledger; texts folded as queries are. `tags` has
    # a space before and after each.
    """
    CREATE TABLE claim_index (
        number  INTEGER PRIMARY KEY,
        id      TEXT NOT NULL UNIQUE,
        article BLOB NOT NULL,
        type    TEXT NOT NULL,
        status  TEXT NOT NULL,
        verdict TEXT NOT NULL,
        worth   TEXT NOT NULL,
        drift   TEXT NOT NULL,
        speaker TEXT NOT NULL,
        tags    TEXT NOT NULL,
        quote   TEXT NOT NULL
    )
    """,
    # An index over the quotes where they stand; the triggers hand FTS5 the exact former text.
    """
    CREATE VIRTUAL TABLE claim_words USING fts5 (
        quote, content = 'claim_index', content_rowid = 'number', prefix = '2 3',
        tokenize = "unicode61 remove_diacritics 2 categories 'L* M* N* Co'"
    )
    """,
    """
    CREATE TRIGGER claim_added AFTER INSERT ON claim_index BEGIN
        INSERT INTO claim_words (rowid, quote) VALUES (new.number, new.quote);
    END
    """,
    """
    CREATE TRIGGER claim_removed AFTER DELETE ON claim_index BEGIN
        INSERT INTO claim_words (claim_words, rowid, quote)
        VALUES ('delete', old.number, old.quote);
    END
    """,
)

_FOURTH = (
    # What a text is to its article: `quality.Role`. Only a clean one is the article's text.
    "ALTER TABLE revision ADD COLUMN role TEXT NOT NULL DEFAULT 'clean'",
    # Whether a person has seen it: claims may stand on it then. Texts with menus and all are as
    # large again as the clean ones, so of those that nobody has seen only the last is kept.
    "ALTER TABLE revision ADD COLUMN shown INTEGER NOT NULL DEFAULT 0",
    # sha256 of all that the text was made of, so that the same is not read twice; empty: unknown.
    "ALTER TABLE revision ADD COLUMN made_of BLOB NOT NULL DEFAULT x''",
    # Articles are found by their clean texts.
    "DROP TRIGGER text_added",
    """
    CREATE TRIGGER text_added AFTER INSERT ON revision WHEN new.role = 'clean' BEGIN
        INSERT INTO unsearched SELECT new.article_id
        WHERE NOT EXISTS (SELECT 1 FROM unsearched WHERE article_id = new.article_id);
    END
    """,
)

_FIFTH = (
    # Why a text is another than the one before: `records.Cause`; and what read it, as far as known.
    "ALTER TABLE revision ADD COLUMN cause TEXT NOT NULL DEFAULT 'first'",
    "ALTER TABLE revision ADD COLUMN extractor INTEGER NOT NULL DEFAULT 0",
    # Of texts that are here already nobody knows who changed them: a difference is called an edit,
    # so that claims are not taken from one to the other in silence.
    """
    UPDATE revision SET cause = coalesce((
        SELECT CASE
            WHEN before.source <> revision.source THEN 'source'
            WHEN before.text = revision.text THEN 'boring'
            ELSE 'edit'
        END
        FROM revision AS before
        WHERE before.article_id = revision.article_id AND before.role = revision.role
            AND before.id < revision.id
        ORDER BY before.id DESC LIMIT 1
    ), 'first')
    """,
    # An article's page as it was last served, compressed: read again when `EXTRACTOR` goes up, it
    # tells what we changed from what a desk did. With it the validators of the answer. Last what is
    # large: SQLite reads all of it to get at what stands behind.
    """
    CREATE TABLE page (
        article_id    INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
        url           TEXT NOT NULL,
        content_type  TEXT NOT NULL,
        etag          TEXT NOT NULL,
        last_modified TEXT NOT NULL,
        whole         INTEGER NOT NULL,
        retrieved     REAL NOT NULL,
        html          BLOB NOT NULL
    )
    """,
    # How watching an article goes. `asked`: its feed says that it was updated since it was checked.
    # `hold`: until when its host asked to be left alone.
    """
    CREATE TABLE watch (
        article_id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
        checked    REAL,
        failures   INTEGER NOT NULL DEFAULT 0,
        asked      INTEGER NOT NULL DEFAULT 0,
        error      TEXT NOT NULL DEFAULT '',
        hold       REAL
    )
    """,
    # Whether its text changed in what it says since it was on a screen.
    "ALTER TABLE article ADD COLUMN changed INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX article_changed_since ON article (id) WHERE changed = 1",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH)
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
    connection.create_function("folder_name", 1, folder_name, deterministic=True)
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
