"""The claims' file: bad ones are never touched, and nothing half written ever lies there."""

import json
import multiprocessing
import os
import resource
import stat
import subprocess
import sys
import tempfile
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from types import SimpleNamespace

import msgspec
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
        (b"[" * 100_000, "is not JSON"),
        (b'{"a": "\xff"}', "is not JSON"),
        (b"[]", "is JSON, but not TinyDB's"),
        (b'"claims"', "is JSON, but not TinyDB's"),
        (b'{"claims": []}', "is JSON, but not TinyDB's"),
        (b'{"claims": {"1": 3}}', "is JSON, but not TinyDB's"),
        (b'{"claims": {"one": {}}}', "is JSON, but not TinyDB's"),
        (b'{"claims": {"7": {}, "07": {}}}', "is JSON, but not TinyDB's"),
        (b'{"meta": {"1": {"schema": 2}}}', "was written by a newer newsread (schema 2)"),
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


def test_a_file_that_goes_bad_while_open_is_not_written_over(path: Path) -> None:
    ledger = Ledger.open(path)
    ledger.put(claim())
    path.write_text("rubbish")
    with pytest.raises(LedgerError, match="is not JSON"):
        ledger.put(claim())
    with pytest.raises(LedgerError, match="is not JSON"):
        ledger.refresh()
    assert path.read_text() == "rubbish"


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
    Ledger.open(path).put(claim())
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    assert modes == {"claims.json": 0o600, "claims.json.lock": 0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_that_was_open_to_all_is_closed_at_the_next_write(path: Path) -> None:
    path.write_text("{}")
    path.chmod(0o644)
    Ledger.open(path).put(claim())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_stays_a_link_and_its_target_is_written(tmp_path: Path) -> None:
    target, link = tmp_path / "synced" / "claims.json", tmp_path / "claims.json"
    target.parent.mkdir()
    link.symlink_to("synced/claims.json")
    Ledger.open(link).put(claim())
    assert link.is_symlink()
    assert len(Ledger.open(target).all()) == 1
    Ledger.open(target).put(claim())
    Ledger.open(link).put(claim())
    assert link.is_symlink()
    assert len(Ledger.open(link).all()) == 3
    assert not link.with_name("claims.json.lock").exists()  # one lock, whichever name is used


def test_what_a_killed_process_left_does_not_matter(path: Path) -> None:
    path.with_name("claims.json.new").write_text("half a fi")
    Ledger.open(path).put(claim())
    assert names_in(path.parent) == ["claims.json", "claims.json.lock"]


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


def test_every_save_is_later_than_the_one_before_even_when_the_clock_is_behind(path: Path) -> None:
    # Else a third process may take two versions, of one size and in a reused inode, for the same.
    ledger, made = Ledger.open(path), claim()
    ledger.put(made)
    ahead = path.stat().st_mtime_ns + 10**15
    os.utime(path, ns=(ahead, ahead))
    times = [ahead]
    for kind in ("causal", "prices", "causal"):
        ledger.put(msgspec.structs.replace(made, type=kind))
        times.append(path.stat().st_mtime_ns)
    assert times == sorted(set(times))


def test_writing_outside_a_turn_is_a_defect(path: Path) -> None:
    with pytest.raises(RuntimeError):
        storage.LedgerStorage(path).write({})


# Faults. A limit on the size of files is the disk that is full; it belongs to a process of its own.

FULL = """
import resource, signal, sys
from pathlib import Path
from types import SimpleNamespace
from newsread.errors import LedgerError
from newsread.ledger.ledger import Ledger
from tests.fakes.claims import claim

ledger = Ledger.open(Path(sys.argv[1]))
ledger.put(claim("Prices will fall"))
size = Path(sys.argv[1]).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, size + 100))
try:
    ledger.put(claim("Rents rose"))
except LedgerError as error:
    print(error)
print([each.quote for each in ledger.all()])
ledger.remove(ledger.all()[0].id)
print(len(ledger.all()))
"""


def run(script: str, *arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert not done.stderr, done.stderr
    return done.stdout.splitlines()


def test_a_full_disk_leaves_file_and_memory_as_they_were(path: Path) -> None:
    sentence, quotes, left = run(FULL, str(path))
    assert sentence == (
        f"{path}: not saved: File too large. Raise the limit on the size of files and do it again."
    )
    assert quotes == "['Prices will fall']"
    assert left == "0"  # and what needs less room goes on
    assert json.loads(path.read_text())["claims"] == {}
    assert names_in(path.parent) == ["claims.json", "claims.json.lock"]


def put_as_somebody_else(path: Path, told: Connection) -> None:
    if os.geteuid() == 0:  # root may write anywhere
        os.setuid(65534)
    ledger = Ledger.open(path)
    try:
        ledger.put(claim())
    except LedgerError as error:
        told.send((str(error), len(ledger.all())))


def test_a_folder_that_cannot_be_written_to_is_one_sentence() -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "claims.json"
        Ledger.open(path).put(claim())
        path.chmod(0o444)
        path.with_name("claims.json.lock").unlink()
        path.parent.chmod(0o555)
        reader, writer = FORK.Pipe(duplex=False)
        process = FORK.Process(target=put_as_somebody_else, args=(path, writer))
        process.start()
        writer.close()
        sentence, count = reader.recv()
        process.join()
        path.parent.chmod(0o700)
    assert sentence.startswith(f"{path}: not saved: Permission denied. Make the folder")
    assert count == 1


def test_too_many_open_files_is_one_sentence_and_memory_is_as_the_file(path: Path) -> None:
    ledger = Ledger.open(path)
    ledger.put(claim())
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, limits[1]))
    try:
        with pytest.raises(LedgerError, match="Too many open files"):
            ledger.put(claim())
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert len(ledger.all()) == len(Ledger.open(path).all()) == 1


@pytest.mark.parametrize("fault", ["_write", "_sync", "_sync_folder"])
def test_whichever_step_fails_file_and_memory_agree(
    path: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, kept = Ledger.open(path), claim()
    ledger.put(kept)

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(storage, fault, fail)
        with pytest.raises(LedgerError, match="not saved: Input/output error"):
            ledger.put(claim())
    assert ledger.all() == Ledger.open(path).all()
    assert kept in ledger.all()
    ledger.put(claim())
    assert ledger.all() == Ledger.open(path).all()


def test_a_claim_that_was_not_saved_is_not_shown_even_when_the_file_has_gone_bad_meanwhile(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger.open(path)

    def fail(*_: object) -> None:
        path.write_text("rubbish")
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(storage, "_write", fail)
    with pytest.raises(LedgerError, match="is not JSON"):
        ledger.put(claim())
    assert ledger.all() == ()


def test_of_many_records_only_the_changed_one_is_encoded(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger.open(path)
    claims = [claim(now=1.7e9 + number) for number in range(50)]
    ledger.put_all(claims)
    encoded = 0

    def counted(value: object) -> str:
        nonlocal encoded
        encoded += isinstance(value, dict) and "quote" in value
        return json.dumps(value)

    with monkeypatch.context() as patched:
        patched.setattr(storage, "json", SimpleNamespace(dumps=counted, loads=json.loads))
        ledger.put(msgspec.structs.replace(claims[7], note="Ask the bank"))
        assert encoded == 1
        ledger.put(claim(now=1.8e9))
        assert encoded == 2
        ledger.remove(claims[3].id)
        assert encoded == 2
    assert [each.note for each in Ledger.open(path).all() if each.note] == ["Ask the bank"]
    assert len(Ledger.open(path).all()) == 50
