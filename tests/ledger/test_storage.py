"""The claims' file: bad ones are never touched, and nothing half written ever lies there."""

import multiprocessing
import os
import stat
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from newsread.errors import LedgerError
from newsread.ledger import storage
from newsread.ledger.ledger import Ledger
from tests.fakes.claims import claim

FORK = multiprocessing.get_context("fork")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "claims.json"


def identity(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"not json", "is not JSON"),
        (b'{"claims": {"1": {', "is not JSON"),
        (b'{"claims": {}}{"claims"', "is not JSON"),
        (b'{"a":' * 100_000, "is nested too deeply"),
        (b'{"a": "\xff"}', "is not JSON"),
        (b"[]", "is JSON, but not TinyDB's"),
        (b'"claims"', "is JSON, but not TinyDB's"),
        (b'{"claims": []}', "is JSON, but not TinyDB's"),
        (b'{"claims": {"1": 3}}', "is JSON, but not TinyDB's"),
        (b'{"claims": {"one": {}}}', "is JSON, but not TinyDB's"),
        (b'{"claims": {"7": {}, "07": {}}}', "is JSON, but not TinyDB's"),
        (b'{"meta": {"1": {"schema": 3}}}', "was written by a newer newsread (schema 3)"),
        (b'{"meta": {"1": {"schema": "x"}}}', "was written by a newer newsread (schema x)"),
    ],
)
def test_a_file_that_is_no_ledger_is_named_and_left_alone(
    path: Path, content: bytes, sentence: str
) -> None:
    path.write_bytes(content)
    before = identity(path)
    with pytest.raises(LedgerError) as caught:
        Ledger.open(path)
    assert str(caught.value).startswith(f"{path}: {sentence}")
    assert "left as it is" in str(caught.value)
    assert caught.value.next
    assert identity(path) == before
    assert path.read_bytes() == content
    assert names_in(path.parent) == [path.name]


@pytest.mark.parametrize("content", [b"", b"{}", b'{"_default": {}}', b'{"claims": {}}'])
def test_an_empty_tinydb_file_is_an_empty_ledger(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    ledger = Ledger.open(path)
    assert ledger.all() == ()
    ledger.put(claim())
    assert len(Ledger.open(path).all()) == 1


def test_a_folder_in_its_place_is_one_sentence(path: Path) -> None:
    path.mkdir()
    with pytest.raises(LedgerError, match="cannot be read: Is a directory"):
        Ledger.open(path)


def test_the_file_and_its_folder_are_the_users_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "claims.json"
    ledger = Ledger.open(path)
    ledger.put(claim())
    ledger.close()
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    assert {"claims.json", "claims.json.lock", "claims.json.journal"} < modes.keys()
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_that_was_open_to_all_is_closed_when_it_is_written(path: Path) -> None:
    path.write_text("{}")
    path.chmod(0o644)
    ledger = Ledger.open(path)
    ledger.put(claim())
    ledger.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_stays_a_link_and_its_target_is_written(tmp_path: Path) -> None:
    target, link = tmp_path / "synced" / "claims.json", tmp_path / "claims.json"
    target.parent.mkdir()
    link.symlink_to("synced/claims.json")
    for way in (link, target, link):
        ledger = Ledger.open(way)
        ledger.put(claim())
        ledger.close()
    assert link.is_symlink()
    assert len(Ledger.open(link).all()) == 3
    assert not link.with_name("claims.json.lock").exists()  # one lock, whichever name is used


def test_what_a_killed_process_left_half_written_is_removed_once_it_is_old(path: Path) -> None:
    old, young = (path.with_name(f".claims.json.{each}.new") for each in ("old", "young"))
    for each in (old, young):
        each.write_text("half a fi")
    os.utime(old, (1e9, 1e9))
    ledger = Ledger.open(path)
    ledger.put(claim())
    ledger.close()
    assert not old.exists()
    assert young.exists()


def test_a_lock_that_is_never_let_go_ends_in_a_sentence(path: Path) -> None:
    with (
        FileLock(f"{path}.lock"),
        pytest.raises(LedgerError, match="not saved: another process is writing to it"),
    ):
        Ledger.open(path, wait=0.05).put(claim())
    assert not path.exists()


def test_a_writer_waits_for_its_turn(path: Path) -> None:
    ledger = Ledger.open(path)
    lock = FileLock(f"{path}.lock", thread_local=False)
    lock.acquire()
    threading.Timer(0.05, lock.release).start()
    ledger.put(claim())
    assert len(Ledger.open(path).all()) == 1


def test_writing_outside_a_turn_is_a_defect(path: Path) -> None:
    with pytest.raises(RuntimeError):
        storage.LedgerStorage(path).write({})
