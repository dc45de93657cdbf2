"""Migrations: an older library becomes a newer one with all that is in it, or stays as it was."""

from __future__ import annotations

import zlib
from pathlib import Path

import msgspec
import pytest

from newsread.errors import LibraryError
from newsread.library import schema
from newsread.library.database import Database
from newsread.library.store import Library
from newsread.query.read import parse
from newsread.text.document import Kind, Piece, assemble
from tests.library.conftest import filled, titles

EMPTY = zlib.compress(b"")
ONE_MORE = (*schema.MIGRATIONS, ("ALTER TABLE feed ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'",))


def test_a_new_library_has_the_newest_version(library: Library) -> None:
    assert library._database.value("PRAGMA user_version") == len(schema.MIGRATIONS)
    assert library._database.value("PRAGMA application_id") == schema.APPLICATION_ID


def test_an_older_library_is_brought_up_to_date_with_all_it_has(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(path) as library:
        filled(library, 2)
    monkeypatch.setattr(schema, "MIGRATIONS", ONE_MORE)
    with Library.open(path) as library:
        assert titles(library) == ["paper0", "paper1"]
        assert library._database.rows("SELECT colour FROM feed") == [("red",)]
        assert library._database.value("PRAGMA user_version") == len(ONE_MORE)
    with Library.open(path) as library:  # and not a second time
        assert library._database.value("PRAGMA user_version") == len(ONE_MORE)


def test_folders_as_an_older_newsread_took_them_become_as_they_are_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        database = Database.open(path)
        with database.writing():
            database.change_all(
                "INSERT INTO feed (url, title, link, folder, kind, added)"
                " VALUES (?, '', '', ?, 'feed', 0)",
                [("a", "/News//World/"), ("b", "Papers"), ("c", "/"), ("d", "\x1b[2J")],
            )
        database.close()
    with Library.open(path) as library:
        assert [feed.folder for feed in library.feeds()] == ["News/World", "Papers", "", "[2J"]


def test_a_migration_that_fails_half_way_leaves_the_library_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(path) as library:
        filled(library, 2)
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", (*ONE_MORE, ("CREATE TABLE feed (again)",)))
        with pytest.raises(LibraryError):
            Library.open(path)
    with Library.open(path) as library:
        assert titles(library) == ["paper0", "paper1"]
        assert "colour" not in {
            row[1] for row in library._database.rows("PRAGMA table_info (feed)")
        }


def put_article(database: Database) -> None:
    """Put an article that was read, and its feed, into a library of the fourth version."""
    database.change(
        "INSERT INTO feed (url, title, link, folder, kind, added)"
        " VALUES ('a', '', '', '', 'feed', 0)"
    )
    database.change(
        "INSERT INTO article (feed_id, key, identity, title, url, author, outlet,"
        " published, dated, first_seen, updated, content_hash, read)"
        " VALUES (1, x'aa', 'i', 'Pier', 'https://a.example/', '', '', 1, 1, 1, 1, x'', 1)"
    )


def test_texts_and_articles_of_the_fourth_version_are_as_if_seen_first_by_nobody_known(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:4])
        database = Database.open(path)
        document = assemble([Piece(Kind.PARAGRAPH, "words")])
        with database.writing():
            put_article(database)
            database.change("INSERT INTO body VALUES (1, ?, ?, '', '', '')", (EMPTY, EMPTY))
            packed = zlib.compress(msgspec.msgpack.encode(document))
            named = bytes.fromhex(document.revision)
            database.change("INSERT INTO text VALUES (?, ?)", (named, packed))
            database.change(
                "INSERT INTO revision (article_id, text, source, retrieved, quality, notice, role)"
                " VALUES (1, ?, 'page', 5, '{\"words\":1}', '', 'clean')",
                (named,),
            )
        database.close()
    with Library.open(path) as library:
        kept = library.revision(1)
        assert kept is not None
        assert (kept.document, kept.retrieved) == (document, 5)
        assert (kept.cause, kept.extractor) == ("first", 0)
        assert library.pages.of(1) is None
        article = library.article(1)
        assert article is not None
        assert (article.title, article.changed) == ("Pier", False)
        library.set_changed(1, True)
        assert library.ids(parse("is:changed")) == [1]


def test_of_texts_of_the_fourth_version_what_differs_from_the_one_before_is_an_edit(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = (
        ("feed", "clean", "It rose by 4.1 %.", "first"),
        ("page", "clean", "It rose by 4.1 %. More follows.", "source"),
        ("visible", "page", "Menu. It rose by 4.1 %.", "first"),
        ("page", "clean", "It rose by 4.7 %. More follows.", "edit"),
        ("page", "clean", "It rose by 4.7 %. More follows.", "boring"),
    )
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:4])
        database = Database.open(path)
        with database.writing():
            put_article(database)
            for source, role, words, _ in kept:
                document = assemble([Piece(Kind.PARAGRAPH, words)])
                packed = zlib.compress(msgspec.msgpack.encode(document))
                named = bytes.fromhex(document.revision)
                database.change("INSERT OR IGNORE INTO text VALUES (?, ?)", (named, packed))
                database.change(
                    "INSERT INTO revision"
                    " (article_id, text, source, retrieved, quality, notice, role)"
                    " VALUES (1, ?, ?, 5, '{\"words\":1}', '', ?)",
                    (named, source, role),
                )
        database.close()
    with Library.open(path) as library:
        causes = [each.cause for each in reversed(library.revisions(1))]
    assert causes == [cause for *_, cause in kept]
