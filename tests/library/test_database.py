"""The file: whose it is, what may be in it, and what is said when it cannot be used."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from newsread.errors import LibraryError
from newsread.library import database
from newsread.library.database import Database
from newsread.library.schema import MIGRATIONS
from newsread.library.store import Library
from tests.library.conftest import entries, filled, store, titles


def refusal(path: Path) -> str:
    """Open the file, which must be refused, and return what is said."""
    with pytest.raises(LibraryError) as caught:
        Library.open(path)
    return str(caught.value)


def test_a_new_library_and_its_log_files_are_for_the_user_alone(path: Path) -> None:
    before = os.umask(0)
    try:
        with Library.open(path) as library:
            filled(library)
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    finally:
        os.umask(before)
    names = ("library.sqlite3", "library.sqlite3-wal", "library.sqlite3-shm")
    assert modes == dict.fromkeys(names, 0o600)


def test_what_was_stored_is_there_after_opening_again(path: Path) -> None:
    with Library.open(path) as library:
        filled(library, 3)
    with Library.open(path) as library:
        assert titles(library) == ["paper0", "paper1", "paper2"]


@pytest.mark.parametrize(
    "content",
    [b"my diary\n" * 1_000, b"{}", b"SQLite format 3\x00" + b"\xff" * 4_096],
    ids=["text", "short", "header only"],
)
def test_a_file_that_is_no_library_is_named_and_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert refusal(path).startswith(f"{path}: this file is ")
    assert path.read_bytes() == content


def test_a_sqlite_file_of_another_program_is_left_as_it_is(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipe (name)")
    other.close()
    content = path.read_bytes()
    assert "another program" in refusal(path)
    assert path.read_bytes() == content


def test_a_newer_schema_is_refused_and_left_as_it_is(path: Path) -> None:
    Library.open(path).close()
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    newer.close()
    content = path.read_bytes()
    said = refusal(path)
    assert "newer newsread" in said
    assert f"version {len(MIGRATIONS) + 1}" in said
    assert path.read_bytes() == content


def test_a_library_damaged_in_the_middle_says_so(path: Path) -> None:
    with Library.open(path) as library:
        filled(library, 400)
    content = bytearray(path.read_bytes())
    content[8_192 * 3 :] = b"\xa5" * (len(content) - 8_192 * 3)
    path.write_bytes(content)
    with pytest.raises(LibraryError, match="damaged"), Library.open(path) as library:
        titles(library)


def test_an_empty_file_becomes_a_library(path: Path) -> None:
    path.touch()
    with Library.open(path) as library:
        assert library.feeds() == []


@pytest.mark.parametrize("where", ["absent/library.sqlite3", "."])
def test_a_place_that_cannot_hold_it_is_named(tmp_path: Path, where: str) -> None:
    assert refusal(tmp_path / where).startswith(f"{tmp_path / where}: this file cannot be ")


def test_a_full_disk_loses_what_is_being_stored_and_nothing_else(
    path: Path, library: Library
) -> None:
    feed = filled(library, 3)
    # SQLite fails in the same place, and in the same way, as when the disk is full.
    pages = library._database.value("PRAGMA page_count")
    library._database.value(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LibraryError, match="disk is full"):
        store(library, feed, *entries(2_000, "more"))
    assert len(titles(library)) == 3
    library._database.value("PRAGMA max_page_count = 1000000")
    assert store(library, feed, *entries(2_000, "more")).new == 2_000


def test_a_library_that_cannot_be_written_to_says_so(library: Library) -> None:
    filled(library, 3)
    library._database.value("PRAGMA query_only = ON")
    with pytest.raises(LibraryError, match="cannot be written"):
        library.set_read(library.ids(), True)
    assert library.counts().unread == 3


def test_another_programs_lock_is_waited_for_and_then_named(path: Path) -> None:
    with Library.open(path, wait=0.02) as library:
        filled(library, 1)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryError, match="another process is writing to this file"):
            library.set_read([1], True)
        assert titles(library) == ["paper0"]  # reading goes on
        Library.open(path, wait=0.02).close()  # and so does opening
        other.execute("ROLLBACK")
        other.close()
        assert library.set_read([1], True) == [1]


@pytest.mark.parametrize("seconds", [0.3, 5.0])
def test_how_long_others_are_waited_for_is_said_when_it_is_opened(
    path: Path, seconds: float
) -> None:
    with Library.open(path, wait=seconds) as library:
        assert library._database.value("PRAGMA busy_timeout") == seconds * 1_000


def test_a_transaction_that_fails_leaves_nothing_behind(path: Path) -> None:
    opened = Database.open(path)
    with pytest.raises(ZeroDivisionError), opened.writing():
        opened.change("INSERT INTO stamp VALUES ('a', '1')")
        raise ZeroDivisionError
    with opened.writing():
        opened.change("INSERT INTO stamp VALUES ('b', '2')")
    assert opened.rows("SELECT name FROM stamp") == [("b",)]
    opened.close()


def test_what_is_called_within_a_transaction_is_a_part_of_it(path: Path, library: Library) -> None:
    filled(library, 3)
    with library.writing():
        library.set_read([1], True)
        library.memory.remember("list", "all")
        with Library.open(path) as other:
            assert other.counts().unread == 3
    assert library.counts().unread == 2
    with pytest.raises(KeyError), library.writing():
        library.set_read([2], True)
        library.memory.remember("list", "other")
        raise KeyError
    assert (library.counts().unread, library.memory.remembered("list")) == (2, "all")


def test_a_defect_in_a_query_is_not_dressed_up_as_a_state_of_the_file(library: Library) -> None:
    with pytest.raises(sqlite3.ProgrammingError):
        library._database.rows("SELECT ?", ())


def test_settings_of_the_connection_are_as_the_design_has_them(library: Library) -> None:
    asked = {
        name: library._database.value(f"PRAGMA {name}")
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    }
    assert asked == {
        "journal_mode": "wal",
        "synchronous": 1,
        "foreign_keys": 1,
        "busy_timeout": database.WAIT * 1_000,
    }
