"""Files that are cut, overwritten or gone: what was saved is made again, and saving goes on."""

import json
import os
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from tinydb import TinyDB

from newsread.errors import LedgerError
from newsread.ledger import generations
from newsread.ledger.generations import daily_of, generation_of, journal_of
from newsread.ledger.journal import read_journal
from newsread.ledger.ledger import Ledger
from newsread.ledger.loading import load
from newsread.ledger.record import record_of
from tests.ledger.states import (
    States,
    in_stock_tinydb,
    later,
    made,
    on_disk,
    put_there,
    spoil,
    states,
)

LAST = 1024
"""Bytes at the end of a file, at each of which it is cut."""


@pytest.fixture(autouse=True)
def no_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is bad stays bad: nobody is writing it."""
    monkeypatch.setattr("newsread.ledger.loading.BEING_WRITTEN", -1.0)
    monkeypatch.setattr("newsread.ledger.present.BEING_WRITTEN", -1.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A claims' file with generations, a removal, and a journal with all kinds of lines."""
    path = tmp_path / "here" / "claims.json"
    ledger = Ledger.open(path)
    for _ in range(3):
        ledger.put_all([made(), made()])
        ledger.storage.compact()
    old = ledger.all()
    ledger.revise([old[-1].id], later)
    ledger.remove(old[-2].id)
    ledger.put_all([made(), made()])
    ledger.put(made())
    return path


def loaded(path: Path) -> States:
    """Return the claims as they would be read; nothing is written."""
    claims = load(path).tables["claims"].values()
    return {json.loads(each)["id"]: each.decode() for each in claims}


Damage = Callable[[bytes], bytes]
DAMAGES: dict[str, Damage] = {
    "cut short": lambda data: data[:-200],
    "cut to nothing": lambda _: b"",
    "zeros": lambda data: bytes(len(data)),
    "zeros at the end": lambda data: data[:-100] + bytes(100),
    "garbage": lambda data: b"\xff{]" * (len(data) // 3),
    "another's JSON": lambda _: b"[1, 2]",
    "a shorter file over it": lambda data: b'{"claims": {}}' + data[14:],
    "nested": lambda _: b'{"a":' * 50_000,
}


def test_the_file_cut_at_any_byte_is_made_again_whole(path: Path) -> None:
    known, data = on_disk(path), path.read_bytes()
    for end in range(len(data) - LAST, len(data)):
        path.write_bytes(data[:end])
        assert loaded(path) == known, end
    for end in range(len(data) - LAST, len(data), 100):
        path.write_bytes(data[:end])
        assert on_disk(path) == known, end
        assert in_stock_tinydb(path) == known, end


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
@pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
def test_whatever_a_file_became_it_is_made_again_and_the_bad_one_kept(
    path: Path, damage: Damage, is_open: bool
) -> None:
    ledger = Ledger.open(path)
    known = states(ledger)
    for turn in range(4):  # and again, before it was written anew
        bad = damage(path.read_bytes())
        spoil(path, bad)
        if is_open:
            ledger.refresh()
            ledger.refresh()
        else:
            ledger = Ledger.open(path)
        assert states(ledger) == known
        new = made()
        ledger.put(new)
        known = states(ledger)
        assert new.id in known
        assert on_disk(path) == known
        kept = sorted(path.parent.glob("claims.json.bad-*"))
        assert len(kept) == turn + 1
        assert bad in [each.read_bytes() for each in kept]
        assert any("is in its place" in each for each in ledger.remarks)
    assert in_stock_tinydb(path) == known


@pytest.mark.parametrize("spoilt", [1, 2, 3])
def test_a_generation_that_is_bad_too_is_passed_over(path: Path, spoilt: int) -> None:
    known = on_disk(path)
    for number in range(1, spoilt + 1):
        spoil(generation_of(path, number), b"rubbish")
    spoil(path, b"rubbish")
    assert on_disk(path) == known
    assert in_stock_tinydb(path) == known


def test_a_generation_that_cannot_be_opened_is_passed_over(path: Path) -> None:
    known = on_disk(path)
    generation_of(path, 1).unlink()
    generation_of(path, 1).mkdir()
    spoil(path, b"rubbish")
    assert on_disk(path) == known


def test_where_the_chain_of_journals_is_broken_the_rest_is_put_in_by_id(path: Path) -> None:
    known = on_disk(path)
    journal_of(path, 1).unlink()
    kept = generation_of(path, 1).read_text() + journal_of(path).read_text()
    spoil(path, b"rubbish")
    ledger = Ledger.open(path)
    assert states(ledger) == {each: text for each, text in known.items() if each in kept}
    assert len(known) - len(states(ledger)) == 2
    assert any("what was saved last may lack" in each for each in ledger.remarks)


def test_without_anything_to_make_it_from_a_bad_file_is_left_alone(path: Path) -> None:
    for number in range(4):
        journal_of(path, number).unlink(missing_ok=True)
        generation_of(path, number).unlink(missing_ok=True)
    daily_of(path).unlink()
    spoil(path, b"rubbish")
    with pytest.raises(LedgerError, match=r"is not JSON.*left as it is"):
        Ledger.open(path)
    assert path.read_bytes() == b"rubbish"


def test_a_bad_file_without_a_journal_is_made_again_by_the_next_save(path: Path) -> None:
    Ledger.open(path).close()
    known = on_disk(path)
    journal_of(path).unlink()
    path.with_name("claims.json.lock").unlink()  # so that whoever opens it only looks
    spoil(path, b"rubbish")
    ledger = Ledger.open(path)
    assert path.read_bytes() == b"rubbish"
    new = made()
    ledger.put(new)
    assert on_disk(path).keys() == known.keys() | {new.id}


def test_a_file_that_cannot_be_mended_for_want_of_room_is_read_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = on_disk(path)
    spoil(path, b"rubbish")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("tempfile.mkstemp", full)
        ledger = Ledger.open(path)
        assert states(ledger) == known
        with pytest.raises(LedgerError, match="not saved: disk full"):
            ledger.put(made())
        assert states(ledger) == known
    ledger.put(made())
    assert len(on_disk(path)) == len(known) + 1


def test_tinydb_that_was_killed_in_the_middle_of_its_writing_takes_nothing_away(
    path: Path,
) -> None:
    Ledger.open(path).close()
    known = on_disk(path)
    before = path.read_bytes()
    with TinyDB(path) as database:
        database.table("claims").insert(record_of(made()))
    after = path.read_bytes()
    for written in range(0, len(after), len(after) // 40):
        spoil(path, after[:written] + before[written:])
        assert known.items() <= loaded(path).items(), written


# The journal


def test_a_journal_cut_at_any_byte_has_every_whole_line_and_says_what_was_dropped(
    path: Path,
) -> None:
    journal = journal_of(path)
    data = journal.read_bytes()
    whole = read_journal(journal)
    assert whole is not None
    for end in range(len(data) - LAST, len(data)):
        journal.write_bytes(data[:end])
        lines = data[:end].count(b"\n") - 1
        cut = read_journal(journal)
        assert cut is not None
        assert cut.lines.operations == whole.lines.operations[:lines]
        is_torn = data[end - 1 : end] != b"\n"
        assert len(cut.lines.problems) == is_torn
        assert not is_torn or "was not written to its end" in cut.lines.problems[0]


@pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
def test_what_is_saved_after_a_torn_line_is_not_hidden(path: Path, is_open: bool) -> None:
    journal, other = journal_of(path), Ledger.open(path)
    known = states(other)
    for torn in (b"0", b"0123abcd [", b"x" * 3000, bytes(500)):
        with journal.open("ab") as file:
            file.write(torn)
        ledger = other if is_open else Ledger.open(path)
        ledger.refresh()
        assert states(ledger) == known
        assert any("not written to its end" in each for each in ledger.remarks)
        ledger.put(made())
        known = states(ledger)
        assert on_disk(path) == known
    assert in_stock_tinydb(path) == known


def test_whatever_byte_of_the_journal_is_flipped_hides_the_line_it_is_in_alone(path: Path) -> None:
    journal = journal_of(path)
    data = journal.read_bytes()
    whole = read_journal(journal)
    assert whole is not None
    places = [each.start for each in whole.lines.operations] + [len(data)]
    for number, (start, end) in enumerate(pairwise(places)):
        for at in (*range(start, start + 12), *range(start + 12, end - 2, 61), end - 2, end - 1):
            flipped = bytearray(data)
            flipped[at] ^= 0x15
            journal.write_bytes(flipped)
            read = read_journal(journal)
            assert read is not None
            others = [*whole.lines.operations[:number], *whole.lines.operations[number + 1 :]]
            assert read.lines.operations == others, at
            assert len(read.lines.problems) == 1


@pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
def test_a_damaged_header_loses_nothing(path: Path, is_open: bool) -> None:
    journal, known = journal_of(path), on_disk(path)
    data = journal.read_bytes()
    for at in range(0, data.index(b"\n") + 1, 1):
        journal.write_bytes(data[:at] + bytes([data[at] ^ 0x15]) + data[at + 1 :])
        assert loaded(path) == known, at
    ledger = Ledger.open(path)
    journal.write_bytes(b"#" + data[1:])
    if is_open:
        ledger.refresh()
    else:
        ledger = Ledger.open(path)
    assert states(ledger) == known
    ledger.put(made())
    assert on_disk(path) == in_stock_tinydb(path) == states(ledger)
    assert len(states(ledger)) == len(known) + 1


@pytest.mark.parametrize("data", [None, b"", b"rubbish", b"rubbish\n", bytes(3000)])
def test_a_journal_that_is_gone_while_a_window_is_open_loses_nothing(
    path: Path, data: bytes | None
) -> None:
    ledger = Ledger.open(path)
    known = states(ledger)
    journal_of(path).unlink()
    if data is not None:
        journal_of(path).write_bytes(data)
    ledger.refresh()
    assert states(ledger) == known
    ledger.put(made())
    assert on_disk(path) == states(ledger)
    assert len(states(ledger)) == len(known) + 1


def test_a_journal_that_is_gone_after_closing_loses_nothing(path: Path) -> None:
    Ledger.open(path).close()
    known = on_disk(path)
    journal_of(path).unlink()
    assert on_disk(path) == known == in_stock_tinydb(path)


def test_a_folder_that_was_copied_anywhere_is_the_same_ledger(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(path.parent, copy)
    assert on_disk(copy / path.name) == on_disk(path)
    assert not Ledger.open(copy / path.name).remarks


def test_a_file_of_another_program_is_kept_before_the_first_line_belongs_to_it(
    path: Path, tmp_path: Path
) -> None:
    there = tmp_path / "there" / "claims.json"
    there.parent.mkdir()
    with TinyDB(there) as database:
        database.table("claims").insert_multiple(record_of(made()) for _ in range(3))
    ledger = Ledger.open(there)
    ledger.put(made())
    known = states(ledger)
    assert len(known) == 4
    spoil(there, there.read_bytes()[:-40])
    assert on_disk(there) == known


def test_a_file_that_another_home_sent_is_made_again_whole(path: Path, tmp_path: Path) -> None:
    there = tmp_path / "there" / "claims.json"
    other = Ledger.open(there)
    other.put_all([made(), made()])
    other.close()
    ledger = Ledger.open(path)
    put_there(path, there.read_bytes())
    ledger.put(made())
    known = states(ledger)
    assert states(other).items() <= known.items()
    spoil(path, b"rubbish")
    assert on_disk(path) == known


def test_a_process_that_dies_between_two_names_leaves_generations_of_its_own(path: Path) -> None:
    ledger = Ledger.open(path)
    known = states(ledger)
    kept = [generation_of(path, number).read_bytes() for number in (1, 2)]
    for _ in range(5):
        generations.hand_down(path, 0.0)  # and no new file comes after it
    assert [generation_of(path, number).read_bytes() for number in (2, 3)] == kept
    with path.open("r+b") as file:  # in place, so that generation 1 is bad as well
        file.write(b"rubbish")
    os.utime(path, (1e9, 1e9))
    assert on_disk(path) == known
