"""The library's file: one SQLite connection, its transactions, and its errors in plain words.

Several processes use the file at once. WAL lets readers go on while one writes; writers take their
turn, so every write here is one short transaction that takes the write lock at its start.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from newsread.errors import LibraryError
from newsread.library import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    Parameters = Sequence[object]
    Row = tuple[Any, ...]

WAIT = 5.0
"""Seconds a command waits for another process's write. Ours take milliseconds, a backup longer."""

_SETTINGS = (
    # A power cut may take the last commits (a read mark, a fetch), never the file; claims, which
    # may not be lost, are kept elsewhere.
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -8000",  # KiB: the list's indexes of 250,000 articles
)

_IN_WORDS = {
    sqlite3.SQLITE_NOTADB: (
        "this file is not a newsread library; it was left as it is",
        "Move it away, or choose another folder with --home",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "this file is damaged; it was left as it is",
        "Claims are kept apart; move it away to start a new library, or put a copy in its place",
    ),
    sqlite3.SQLITE_FULL: (
        "the disk is full, so this was not stored",
        "What was stored before is whole; free some space and try again",
    ),
    sqlite3.SQLITE_READONLY: (
        "this file, or its folder, cannot be written to",
        "Make both writable, or choose another folder with --home",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "this file cannot be opened",
        "See that its folder is there and open to you, or choose another with --home",
    ),
    sqlite3.SQLITE_BUSY: (
        "another process is writing to this file, so nothing was done",
        "Try again in a moment",
    ),
}
_READ_ONLY = _IN_WORDS[sqlite3.SQLITE_READONLY]
_OTHERWISE = "See that the disk is in order and try again"


class Database:
    """A connection for the one thread that opened it. All its errors are `LibraryError`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path, wait: float = WAIT) -> Database:
        """Open the file at `path`; make it, 0600, where there is none; bring its schema up to date.

        Raises:
            LibraryError: the file is another program's, damaged, of a newer newsread, or out of
                reach. It is left as it is.
        """
        _create(path)
        with _in_words(path):
            connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
        database = cls(path, connection)
        try:
            with _in_words(path):
                for setting in _SETTINGS:
                    connection.execute(setting)
                schema.check(connection, path)
                _use_wal(connection, wait)
                schema.migrate(connection, path)
        except BaseException:
            connection.close()
            raise
        return database

    def close(self) -> None:
        """Close the connection; the last one to do so folds the write-ahead log into the file."""
        with _in_words(self.path):
            self._connection.close()

    def rows(self, query: str, parameters: Parameters = ()) -> list[Row]:
        """Return all rows that `query` gives."""
        with _in_words(self.path):
            return self._connection.execute(query, parameters).fetchall()

    def row(self, query: str, parameters: Parameters = ()) -> Row | None:
        """Return the first row that `query` gives, if any."""
        with _in_words(self.path):
            found: Row | None = self._connection.execute(query, parameters).fetchone()
            return found

    def value(self, query: str, parameters: Parameters = ()) -> Any:
        """Return the first column of the first row; None when there is no row."""
        found = self.row(query, parameters)
        return None if found is None else found[0]

    def change(self, statement: str, parameters: Parameters = ()) -> int:
        """Run `statement` inside a `writing` block; return how many rows it changed."""
        with _in_words(self.path):
            return self._connection.execute(statement, parameters).rowcount

    def insert(self, statement: str, parameters: Parameters = ()) -> int:
        """Run an INSERT inside a `writing` block; return the new row's id."""
        with _in_words(self.path):
            return self._connection.execute(statement, parameters).lastrowid or 0

    def change_all(self, statement: str, each: Iterable[Parameters]) -> int:
        """Run `statement` for `each` inside a `writing` block; return how many rows changed."""
        with _in_words(self.path):
            return self._connection.executemany(statement, each).rowcount

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make the block one transaction: all of it is stored, or nothing of it.

        It waits for its turn at the start, so that what the block reads is still so when it writes.
        Within another such block it is a part of that one's transaction.
        """
        if self._connection.in_transaction:
            yield
            return
        with _in_words(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with _in_words(self.path):
                self._connection.execute("COMMIT")
        except BaseException:
            # A full disk may have rolled back already.
            if self._connection.in_transaction:
                with _in_words(self.path):
                    self._connection.execute("ROLLBACK")
            raise


def _create(path: Path) -> None:
    """Make an empty file that only its owner can read; SQLite gives its log files the same mode.

    A file that is there is not even opened: closing it would drop the locks that another connection
    of this process holds on it (SQLite, "How To Corrupt An SQLite Database File", 2.2).
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        happened = f"this file cannot be made: {error.strerror or error}"
        raise LibraryError(str(path), happened, _READ_ONLY[1]) from error


def _use_wal(connection: sqlite3.Connection, wait: float) -> None:
    """Switch the file to write-ahead logging, if it is not yet.

    The switch needs the file alone and does not wait by itself when two processes make a library
    together; once made it stays.
    """
    deadline = time.monotonic() + wait
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a `LibraryError` that names the file."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a defect of ours, not a state of the file
    except sqlite3.Error as error:
        happened, then = _IN_WORDS.get(_code(error), (f"SQLite says: {error}", _OTHERWISE))
        raise LibraryError(str(path), happened, then) from error


def _code(error: sqlite3.Error) -> int:
    """Return SQLite's primary result code: the low byte of the extended one."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
