"""Disks that are full, limits that are reached, and how much work a save is."""

import os
import resource
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsread.errors import LedgerError
from newsread.ledger import ledger as ledger_module
from newsread.ledger import merging, storage, table, tables
from newsread.ledger.ledger import Change, Ledger
from tests.ledger.states import in_stock_tinydb, later, made, on_disk, states


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "claims.json"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if done.returncode:
        pytest.skip(f"no small disk can be mounted: {done.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def filled(folder: Path, left: int) -> Path:
    """Take the room of a disk but for `left` bytes, rounded to its pages."""
    rest = os.statvfs(folder)
    other = folder / "another program's"
    other.write_bytes(bytes(max(0, rest.f_bavail * rest.f_frsize - left)))
    return other


def test_a_full_disk_loses_nothing_and_saving_goes_on_once_there_is_room(small_disk: Path) -> None:
    path = small_disk / "claims.json"
    ledger = Ledger.open(path)
    ledger.put_all([made() for _ in range(20)])
    other = filled(small_disk, 5 * 4096)
    told = 0
    for size in (500, 2000, 9000) * 12:
        known = states(ledger)
        try:
            ledger.put(made(note="x" * size))
        except LedgerError as error:
            told += 1
            assert str(error) == (f"{path}: not saved: disk full. Free some space and do it again.")
            assert states(ledger) == known
        assert on_disk(path) == states(ledger)
    assert told > 10
    known = states(ledger)
    with pytest.raises(LedgerError, match="disk full"):
        ledger.storage.compact()
    ledger.close()
    assert on_disk(path) == known
    other.unlink()
    ledger.put(made())
    assert in_stock_tinydb(path) == states(ledger) == on_disk(path)
    assert len(states(ledger)) == len(known) + 1


def test_what_needs_less_room_goes_on_when_the_disk_is_nearly_full(small_disk: Path) -> None:
    path = small_disk / "claims.json"
    ledger, one = Ledger.open(path), made()
    ledger.put(one)
    filled(small_disk, 2 * 4096)
    with pytest.raises(LedgerError, match="disk full"):
        ledger.put(made(note="x" * 50_000))
    ledger.remove(one.id)
    assert states(ledger) == on_disk(path) == {}


def test_a_limit_on_the_size_of_files_is_one_sentence(path: Path) -> None:
    child = os.fork()
    if child == 0:
        try:
            ledger = Ledger.open(path)
            ledger.put(made())
            size = path.with_name("claims.json.journal").stat().st_size + 400
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            with pytest.raises(LedgerError) as caught:
                ledger.put(made())
            assert str(caught.value) == (
                f"{path}: not saved: the file may not become larger."
                " Raise the limit on the size of files and do it again."
            )
            assert len(ledger.all()) == 1
            assert states(ledger) == on_disk(path)
            ledger.remove(ledger.all()[0].id)
            os._exit(0 if on_disk(path) == {} else 2)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_too_many_open_files_is_one_sentence_and_memory_is_as_the_file(path: Path) -> None:
    ledger = Ledger.open(path)
    ledger.put(made())
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, limits[1]))
    try:
        with pytest.raises(LedgerError, match="Too many open files"):
            ledger.put(made())
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert states(ledger) == on_disk(path)
    ledger.put(made())
    assert len(on_disk(path)) == 2


# How much work it is


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts what the disk is asked, and each document that is encoded."""
    counted: Counter[str] = Counter()

    def watch(owner: Any, name: str) -> None:
        call = getattr(owner, name)

        def instead(*given: Any, **named: Any) -> Any:
            counted[name] += 1
            return call(*given, **named)

        monkeypatch.setattr(owner, name, instead)

    for name in ("write", "fsync", "fdatasync", "replace", "link"):
        watch(os, name)
    for owner in (tables, table, storage, ledger_module):
        watch(owner, "encode")
    return counted


@pytest.mark.parametrize("claims", [1, 300])
def test_a_save_is_one_write_and_one_wait_however_many_claims_there_are(
    path: Path, calls: Counter[str], claims: int
) -> None:
    ledger, one = Ledger.open(path), made()
    ledger.put_all([one, *(made() for _ in range(claims - 1))])
    new = made()
    for save, encoded in (
        (lambda: ledger.put(new), 2),
        (lambda: ledger.revise([one.id], later), 2),
        (lambda: ledger.remove(new.id), 3),
    ):
        calls.clear()
        save()
        assert {name: calls[name] for name in calls if name != "encode"} == {
            "write": 1,
            "fdatasync": 1,
        }
        assert calls["encode"] <= encoded + 2


def test_many_claims_are_one_write_too(path: Path, calls: Counter[str]) -> None:
    ledger = Ledger.open(path)
    ledger.put(made())
    many = [made() for _ in range(200)]
    for save in (
        lambda: ledger.put_all(many),
        lambda: ledger.revise([each.id for each in many], later),
        lambda: ledger.remove_all([each.id for each in many]),
    ):
        calls.clear()
        save()
        assert (calls["write"], calls["fdatasync"], calls["fsync"]) == (1, 1, 0)


def test_what_was_deleted_is_looked_for_once_however_many_claims_are_saved(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger.open(path)
    many = [made() for _ in range(100)]
    asked: list[int] = []
    monkeypatch.setattr(
        ledger_module,
        "deletions_of",
        lambda meta, ids: asked.append(len(ids)) or merging.deletions_of(meta, ids),
    )
    ledger.put_all(many)
    changes = ledger.remove_all([each.id for each in many])
    ledger.apply([Change(each.id, each.after, each.before) for each in changes])
    assert asked == [100, 100, 100]
    assert len(on_disk(path)) == 100


def test_to_read_and_to_look_for_news_is_no_work_for_the_disk(
    path: Path, calls: Counter[str]
) -> None:
    mine, theirs = Ledger.open(path), Ledger.open(path)
    mine.put_all([made() for _ in range(50)])
    theirs.refresh()
    mine.put(made())
    calls.clear()
    assert theirs.refresh() is True
    assert theirs.refresh() is False
    assert len(theirs.all()) == len(Ledger.open(path).all()) == 51
    theirs.remove("no such claim")
    assert calls == {}


def test_to_write_the_file_anew_encodes_no_claim(path: Path, calls: Counter[str]) -> None:
    ledger = Ledger.open(path)
    ledger.put_all([made() for _ in range(50)])
    calls.clear()
    ledger.storage.compact()
    assert calls["encode"] <= 2  # the names of two tables
