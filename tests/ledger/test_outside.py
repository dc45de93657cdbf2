"""Other programs put another file in the place of the claims', while it is open or nobody looks."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tinydb import TinyDB, where

from newsread.claims.claim import Claim
from newsread.ledger import disk, generations, storage
from newsread.ledger.ledger import Change, Ledger
from tests.ledger.states import in_stock_tinydb, later, made, on_disk, put_there, spoil, states


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "claims.json"


def saved(path: Path, *claims: Claim) -> None:
    ledger = Ledger.open(path)
    ledger.put_all(claims)
    ledger.close()


Outside = Callable[[Path, bytes], None]


@pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
@pytest.mark.parametrize("outside", [put_there, spoil], ids=["renamed", "in place"])
def test_an_older_copy_takes_nothing_away_and_brings_nothing_back(
    path: Path, outside: Outside, is_open: bool
) -> None:
    kept, changed, removed, new = made(), made(), made(), made()
    saved(path, kept, changed, removed)
    older = path.read_bytes()
    ledger = Ledger.open(path)
    ledger.revise([changed.id], later)
    ledger.remove(removed.id)
    ledger.put(new)
    known = states(ledger)
    if not is_open:
        ledger.close()
    outside(path, older)
    if is_open:
        ledger.refresh()
        assert states(ledger) == known
        ledger.close()
    assert on_disk(path) == known
    assert in_stock_tinydb(path) == known


@pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
def test_what_another_home_has_changed_later_counts(
    path: Path, tmp_path: Path, is_open: bool
) -> None:
    there = tmp_path / "there" / "claims.json"
    there.parent.mkdir()
    one, two, gone = made(), made(), made()
    saved(path, one, two, gone)
    shutil.copy(path, there)
    ledger = Ledger.open(path)
    ledger.revise([two.id], later)
    mine = made()
    ledger.put(mine)
    if not is_open:
        ledger.close()
    elsewhere = Ledger.open(there)
    theirs = made()
    elsewhere.put(theirs)
    elsewhere.revise([one.id], later)
    elsewhere.remove(gone.id)
    elsewhere.close()
    put_there(path, there.read_bytes())
    fresh = ledger if is_open else Ledger.open(path)
    fresh.refresh()
    assert {each.id for each in fresh.all()} == {one.id, two.id, mine.id, theirs.id}
    assert fresh.get(one.id) == elsewhere.get(one.id)
    assert fresh.get(two.id) != two
    fresh.close()
    assert set(in_stock_tinydb(path)) == {one.id, two.id, mine.id, theirs.id}


def test_two_homes_that_are_given_each_others_files_come_to_the_same(tmp_path: Path) -> None:
    homes = [tmp_path / name / "claims.json" for name in "ab"]
    for home in homes:
        home.parent.mkdir()
    common = [made() for _ in range(4)]
    saved(homes[0], *common)
    shutil.copy(homes[0], homes[1])
    for turn in range(6):
        here, there = homes[turn % 2], homes[1 - turn % 2]
        ledger = Ledger.open(here)
        if turn < 3:
            ledger.put(made())
            ledger.revise([common[turn].id], later)
            if turn == 1:
                ledger.remove(common[3].id)
        ledger.close()
        put_there(there, here.read_bytes())
    assert on_disk(homes[0]) == on_disk(homes[1])
    assert len(on_disk(homes[0])) == 3 + 3


def test_a_deletion_taken_back_is_not_made_again_by_an_older_copy(path: Path) -> None:
    one = made()
    saved(path, one)
    ledger = Ledger.open(path)
    changes = ledger.remove(one.id)
    ledger.close()
    with_deletion = path.read_bytes()
    ledger.apply([Change(each.id, each.after, each.before) for each in changes])
    ledger.close()
    put_there(path, with_deletion)
    assert on_disk(path).keys() == {one.id}
    ledger.refresh()
    assert states(ledger).keys() == {one.id}


def test_a_claim_from_a_clock_that_is_ahead_stays_removed(path: Path) -> None:
    one = msgspec.structs.replace(made(), modified="2999-01-01T00:00:00Z")
    saved(path, one)
    older = path.read_bytes()
    ledger = Ledger.open(path)
    ledger.remove(one.id)
    ledger.close()
    put_there(path, older)
    ledger.refresh()
    assert ledger.all() == ()


def test_a_file_that_was_only_touched_is_the_same_file(path: Path) -> None:
    one = made()
    saved(path, one)
    ledger = Ledger.open(path)
    ledger.put(msgspec.structs.replace(one, note="within the same second"))
    known = states(ledger)
    os.utime(path)
    ledger.refresh()
    assert states(ledger) == known
    assert ledger.remarks == ()
    assert on_disk(path) == known


def test_a_change_in_place_within_one_tick_of_the_clock_is_seen_by_whoever_opens(
    path: Path,
) -> None:
    saved(path, made(note="one"))
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b'"one"', b'"two"'))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert [each.note for each in Ledger.open(path).all()] == ["two"]


def test_tables_of_other_programs_are_as_those_left_them(path: Path) -> None:
    saved(path, made())
    ledger = Ledger.open(path)
    for number in range(3):
        with TinyDB(path) as database:
            database.table("theirs").insert({"x": number})
            database.table("theirs").remove(where("x") == number - 1)
        ledger.put(made())
        ledger.storage.compact()
    with TinyDB(path) as database:
        assert [each["x"] for each in database.table("theirs").all()] == [2]


def test_a_reader_without_a_turn_passes_over_no_line_of_the_next_journal(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The disk was slow: it has read that a file is about to be there, and not yet the new journal.
    mine, theirs = Ledger.open(path), Ledger.open(path)
    theirs.put(made())
    mine.refresh()
    hand_down = generations.hand_down

    def read_meanwhile(*given: object) -> None:
        mine.refresh()
        hand_down(path, 0.0)

    with monkeypatch.context() as patched:
        patched.setattr(storage, "TO_READ", 0.0)
        patched.setattr(generations, "hand_down", read_meanwhile)
        theirs.storage.compact()
    for _ in range(2):
        theirs.put(made())
    mine.refresh()
    assert states(mine) == states(theirs) == on_disk(path)


def test_a_journal_that_got_the_inode_of_the_one_before_is_read_from_its_beginning(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = Ledger.open(path), Ledger.open(path)
    theirs.put(made())
    mine.refresh()

    def one_inode(status: os.stat_result) -> disk.Stamp:
        return status.st_mtime_ns, status.st_size, 7

    monkeypatch.setattr(disk, "stamp_of", one_inode)
    mine = Ledger.open(path)
    for _ in range(3):
        theirs.put(made())
        theirs.storage.compact()
    theirs.put_all([made() for _ in range(9)])
    mine.refresh()
    assert states(mine) == states(theirs)
    mine.put(made())
    mine.storage.compact()
    assert states(mine) == on_disk(path)
    assert len(states(mine)) == 14


def test_another_homes_journal_put_there_makes_nobody_forget(path: Path, tmp_path: Path) -> None:
    ledger = Ledger.open(path)
    ledger.put(made())
    there = tmp_path / "there" / "claims.json"
    other = Ledger.open(there)
    for _ in range(3):
        other.put(made())
        other.storage.compact()
    known = states(ledger) | states(other)
    put_there(path, there.read_bytes())
    journal = path.with_name("claims.json.journal")
    put_there(journal, there.with_name(journal.name).read_bytes())
    ledger.refresh()
    assert states(ledger) == known == on_disk(path)


def test_what_goes_on_in_two_windows_after_an_outside_change_comes_to_rest(path: Path) -> None:
    saved(path, made())
    older = path.read_bytes()
    windows = [Ledger.open(path), Ledger.open(path)]
    for window in windows:
        window.put(made())
    put_there(path, older)
    for _ in range(3):
        for window in windows:
            window.refresh()
    assert not any(window.refresh() for window in windows)
    assert states(windows[0]) == states(windows[1]) == on_disk(path)
    assert len(windows[0].all()) == 3


def test_another_windows_save_is_there_at_the_next_refresh(path: Path) -> None:
    mine, theirs = Ledger.open(path), Ledger.open(path)
    for number in range(5):
        theirs.put(made())
        if number == 2:
            theirs.storage.compact()
        assert mine.refresh() is True
        assert states(mine) == states(theirs)


def test_what_another_window_removed_is_gone_when_a_pause_is_used_to_write_the_file(
    path: Path,
) -> None:
    mine, theirs, one = Ledger.open(path), Ledger.open(path), made()
    theirs.put_all([one, made()])
    mine.refresh()
    theirs.remove(one.id)
    mine.storage.compact()  # it has kept up, and nobody has refreshed what is shown
    assert mine.get(one.id) is None
    assert len(mine.all()) == 1
    assert mine.refresh() is True


def test_the_save_that_makes_the_journal_too_long_writes_the_file_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "MOST_LINES", 3)
    ledger = Ledger.open(path)
    for _ in range(10):
        ledger.put(made())
        assert ledger.storage.lines < 3
    assert len(on_disk(path)) == 10


def test_another_programs_change_between_reading_and_writing_is_not_written_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with TinyDB(path) as database:
        database.table("theirs").insert({"x": 1})
    ledger = Ledger.open(path)
    keep_up = ledger.storage.present.keep_up
    theirs = b'{"theirs": {"1": {"x": 1}, "2": {"x": 2}}}'

    def and_then_they_write(*args: object, **named: object) -> None:
        keep_up(*args, **named)  # type: ignore[arg-type]
        put_there(path, theirs)

    with monkeypatch.context() as patched:
        patched.setattr(ledger.storage.present, "keep_up", and_then_they_write)
        with pytest.raises(Exception, match="not saved: another program"):
            ledger.put(made())
    ledger.put(made())
    ledger.close()
    with TinyDB(path) as database:
        assert len(database.table("theirs")) == 2
        assert len(database.table("claims")) == 1


def test_a_file_that_comes_while_the_claims_are_written_anew_is_not_written_over(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "there" / "claims.json"
    saved(there, made())
    ledger = Ledger.open(path)
    ledger.put(made())
    known = states(ledger) | on_disk(there)
    hand_down = generations.hand_down

    def they_come(file: Path, now: float) -> None:
        hand_down(file, now)
        put_there(path, there.read_bytes())
        monkeypatch.setattr(generations, "hand_down", hand_down)

    monkeypatch.setattr(generations, "hand_down", they_come)
    ledger.storage.compact()
    assert states(Ledger.open(path)) == known
    assert in_stock_tinydb(path) == known


def test_a_file_that_another_program_is_just_writing_is_waited_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = made(), made()
    saved(path, one)
    before = path.read_bytes()
    saved(path, two)
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])

    def they_end(_: float) -> None:
        path.write_bytes(whole)

    monkeypatch.setattr("time.sleep", they_end)
    assert set(on_disk(path)) == {one.id, two.id}
    assert path.read_bytes() == whole != before
    assert not list(path.parent.glob("*.bad-*"))
