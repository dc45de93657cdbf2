"""The claims' file is written anew in a pause, and saving goes on meanwhile."""

from pathlib import Path

import pytest

from newsread.errors import LedgerError
from newsread.ledger.compaction import Snapshot, Written
from newsread.ledger.ledger import Ledger
from newsread.services import compacting
from newsread.services.compacting import PAUSE, Compactor
from tests.fakes.full_disk import full_disk
from tests.ledger.states import made, on_disk, states


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "claims.json"


async def test_it_is_due_after_a_pause_without_a_claim_saved(path: Path) -> None:
    ledger, clock = Ledger.open(path, compacts=False), Clock()
    compactor = Compactor(ledger.storage, clock)
    clock.now += 2 * PAUSE
    assert not compactor.is_due()  # there is nothing to write
    for _ in range(3):
        ledger.put(made())
        assert not compactor.is_due()
        clock.now += PAUSE / 2
        assert not compactor.is_due()
    clock.now += PAUSE / 2
    assert compactor.is_due()
    await compactor.compact()
    assert ledger.storage.lines == 0
    clock.now += 2 * PAUSE
    assert not compactor.is_due()


async def test_another_windows_saving_is_no_pause(path: Path) -> None:
    ledger, theirs, clock = Ledger.open(path), Ledger.open(path), Clock()
    compactor = Compactor(ledger.storage, clock)
    for _ in range(3):
        theirs.put(made())
        ledger.refresh()
        assert not compactor.is_due()
        clock.now += PAUSE * 0.9
    clock.now += PAUSE
    assert compactor.is_due()


def test_a_long_journal_is_due_at_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compacting, "MOST_LINES", 4)  # the schema is one
    ledger = Ledger.open(path, compacts=False)
    compactor = Compactor(ledger.storage, Clock())
    ledger.put(made())
    ledger.put(made())
    assert not compactor.is_due()
    ledger.put(made())
    assert compactor.is_due()


async def test_a_long_journal_on_a_full_disk_is_tried_once_a_pause(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compacting, "MOST_LINES", 2)
    ledger, clock = Ledger.open(path, compacts=False), Clock()
    compactor = Compactor(ledger.storage, clock)
    ledger.put(made())
    ledger.put(made())
    with full_disk(), pytest.raises(LedgerError):
        await compactor.compact()
    assert not compactor.is_due()
    clock.now += PAUSE
    assert compactor.is_due()


async def test_what_is_saved_meanwhile_goes_over_to_the_new_journal(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, theirs = Ledger.open(path, compacts=False), Ledger.open(path)
    ledger.put_all([made(), made()])
    removed = ledger.all()[0]
    write = Snapshot.write

    def meanwhile(snapshot: Snapshot) -> Written:
        written = write(snapshot)
        theirs.put(made())
        theirs.remove(removed.id)
        return written

    monkeypatch.setattr(Snapshot, "write", meanwhile)
    await Compactor(ledger.storage).compact()
    ledger.refresh()
    assert ledger.storage.lines == 2
    assert states(ledger) == states(theirs) == on_disk(path)
    assert len(states(ledger)) == 2
    assert removed.id not in states(ledger)


async def test_when_another_process_was_first_nothing_is_put_in_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, theirs = Ledger.open(path, compacts=False), Ledger.open(path)
    ledger.put(made())
    write = Snapshot.write

    def too_late(snapshot: Snapshot) -> Written:
        written = write(snapshot)
        monkeypatch.setattr(Snapshot, "write", write)
        theirs.put(made())
        theirs.storage.compact()
        theirs.put(made())
        return written

    monkeypatch.setattr(Snapshot, "write", too_late)
    await Compactor(ledger.storage).compact()
    ledger.refresh()
    assert states(ledger) == states(theirs) == on_disk(path)
    assert len(states(ledger)) == 3
    assert not list(path.parent.glob(".*.new"))


async def test_what_keeps_it_from_that_is_said_and_tried_again_after_a_pause(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, clock = Ledger.open(path, compacts=False), Clock()
    compactor = Compactor(ledger.storage, clock)
    ledger.put(made())
    compactor.is_due()
    clock.now += PAUSE
    assert compactor.is_due()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("tempfile.mkstemp", full)
        with pytest.raises(LedgerError, match=r"anew \(disk full\); all claims are saved"):
            await compactor.compact()
    assert not compactor.is_due()
    clock.now += PAUSE
    assert compactor.is_due()
    await compactor.compact()
    assert ledger.storage.lines == 0
