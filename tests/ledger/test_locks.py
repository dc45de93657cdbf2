"""Turns at the claims' file: where locks do not work, are taken, or are taken away."""

import errno
import fcntl
import multiprocessing
import os
import tempfile
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from filelock import FileLock

from newsread.errors import LedgerError
from newsread.ledger import lock
from newsread.ledger.ledger import Ledger
from tests.ledger.states import made, on_disk, states

FORK = multiprocessing.get_context("fork")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "claims.json"


def refusing(number: int) -> Callable[..., None]:
    def flock(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return flock


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_without_locks_nothing_is_saved_and_everything_read(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    ledger, one = Ledger.open(path), made()
    ledger.put(one)
    monkeypatch.setattr(fcntl, "flock", refusing(number))
    for each in (ledger, Ledger.open(path)):
        with pytest.raises(LedgerError) as caught:
            each.put(made())
        why = f"locks do not work here ({os.strerror(number)})"
        then = "Choose a folder on a disk of this machine with --home."
        assert str(caught.value) == f"{path}: not saved: {why}. {then}"
        assert each.all() == (one,)
        assert each.read_only == f"{path}: opened read-only: {why}. {then}"
        each.refresh()
        each.close()
    monkeypatch.undo()
    ledger.put(made())
    assert len(on_disk(path)) == 2
    assert ledger.read_only == ""


def test_a_lock_that_keeps_nobody_out_is_none(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Ledger.open(path).put(made())
    monkeypatch.setattr(fcntl, "flock", lambda *_: None)
    ledger = Ledger.open(path)
    with pytest.raises(LedgerError, match=r"do not work here \(two had the lock at once\)"):
        ledger.put(made())
    assert len(ledger.all()) == 1
    assert "opened read-only" in ledger.read_only


def test_a_lock_that_another_process_keeps_for_ever_ends_in_a_sentence(path: Path) -> None:
    Ledger.open(path).put(made())
    begun = FORK.Event()

    def keep() -> None:
        with FileLock(f"{path}.lock"):
            begun.set()
            time.sleep(60)

    process = FORK.Process(target=keep)
    process.start()
    try:
        assert begun.wait(20)
        ledger = Ledger.open(path, wait=0.1)
        assert len(ledger.all()) == 1  # to read it needs no turn
        before = time.monotonic()
        with pytest.raises(LedgerError) as caught:
            ledger.put(made())
        assert time.monotonic() - before >= 0.1
        told = "not saved: another process is writing to it. Do it again in a moment."
        assert str(caught.value) == f"{path}: {told}"
        assert len(ledger.all()) == 1
        assert ledger.read_only == ""  # it is a matter of waiting
    finally:
        process.kill()
        process.join()
    ledger.put(made())
    assert len(on_disk(path)) == 2


def test_a_lock_file_that_was_removed_while_one_waited_keeps_both_apart(path: Path) -> None:
    file = path.with_name("lock")
    inside = threading.Semaphore(0)
    most, now = 0, 0

    def work() -> None:
        nonlocal most, now
        inside.release()
        with lock.turn(file, 20.0):
            now += 1
            most = max(most, now)
            time.sleep(0.05)
            now -= 1

    with lock.turn(file, 0.0):
        first = threading.Thread(target=work)
        first.start()
        inside.acquire()
        time.sleep(0.05)  # by now it waits for the file that is removed
        file.unlink()
        second = threading.Thread(target=work)
        second.start()
        inside.acquire()
    first.join()
    second.join()
    assert most == 1
    assert file.exists()


def put_as_somebody_else(path: Path, told: Connection) -> None:
    if os.geteuid() == 0:  # root may write anywhere
        os.setuid(65534)
    ledger = Ledger.open(path)
    try:
        ledger.put(made())
    except LedgerError as error:
        told.send((str(error), ledger.read_only, len(ledger.all())))


def test_a_folder_that_cannot_be_written_to_is_one_sentence_and_can_be_read() -> None:
    with tempfile.TemporaryDirectory() as name:  # that of pytest is closed to others
        path = Path(name) / "claims.json"
        Ledger.open(path).put(made())
        for each in path.parent.iterdir():
            each.chmod(0o444)
        path.parent.chmod(0o555)
        reader, writer = FORK.Pipe(duplex=False)
        process = FORK.Process(target=put_as_somebody_else, args=(path, writer))
        process.start()
        writer.close()
        sentence, read_only, count = reader.recv()
        process.join()
        path.parent.chmod(0o700)
    then = "Make the folder and its files writable, or choose another with --home."
    assert sentence == f"{path}: not saved: Permission denied. {then}"
    assert read_only == f"{path}: opened read-only: Permission denied. {then}"
    assert count == 1


def test_a_process_that_dies_in_its_turn_keeps_nobody_waiting(path: Path) -> None:
    ledger = Ledger.open(path)
    ledger.put(made())

    def die() -> None:
        with Ledger.open(path).storage.turn():
            os._exit(1)

    process = FORK.Process(target=die)
    process.start()
    process.join()
    ledger.put(made())
    assert states(ledger) == on_disk(path)
    assert len(states(ledger)) == 2
