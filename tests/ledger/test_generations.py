"""Three earlier files and one of each day, and journals that lead from each to the next."""

import os
from pathlib import Path

import pytest

from newsread.ledger import generations
from newsread.ledger.generations import earlier, generation_of, journal_of
from newsread.ledger.journal import print_of, read_journal
from newsread.ledger.ledger import Ledger
from tests.ledger.states import made, on_disk

DAY = 24 * 3600.0
MIDNIGHT = 20_000 * DAY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "claims.json"


def write(path: Path, data: str, now: float) -> None:
    """Write the file as a compaction does."""
    generations.hand_down(path, now)
    fresh = path.with_name("fresh")
    fresh.write_text(data)
    os.utime(fresh, (now, now))
    fresh.replace(path)
    journal_of(path).unlink(missing_ok=True)
    journal_of(path).write_text(f"to the one after {data}")


def kept(path: Path) -> dict[str, str]:
    names = {each.name.removeprefix(path.name): each for each in earlier(path)}
    return {name: each.read_text() for name, each in names.items() if each.exists()}


def test_three_are_kept_the_newest_first_each_with_its_journal(path: Path) -> None:
    for data in "abcde":
        write(path, data, MIDNIGHT)
    assert path.read_text() == "e"
    assert kept(path) == {".1": "d", ".2": "c", ".3": "b", ".daily": "a"}
    for number, data in enumerate("dcb", 1):
        assert journal_of(path, number).read_text() == f"to the one after {data}"
    assert not generation_of(path, 4).exists()


def test_of_each_day_the_last_file_is_kept_until_the_next(path: Path) -> None:
    for number, (data, hour) in enumerate(
        [("a", 8), ("b", 9), ("c", 23.99), ("d", 24), ("e", 30), ("f", 47), ("g", 49), ("h", 50)]
    ):
        write(path, data, MIDNIGHT + hour * 3600)
        if number:
            assert kept(path)[".daily"] == {"b": "a", "c": "a", "g": "f", "h": "f"}.get(data, "c")


def test_without_links_they_are_copies(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", no_links)
    for data in "abcd":
        write(path, data, MIDNIGHT)
    assert kept(path) == {".1": "c", ".2": "b", ".3": "a", ".daily": "a"}
    assert not list(path.parent.glob(".*"))


def test_each_generation_and_its_journal_make_the_next(path: Path) -> None:
    ledger = Ledger.open(path)
    for _ in range(5):
        ledger.put_all([made(), made()])
        ledger.remove(ledger.all()[0].id)
        ledger.storage.compact()
    for number in range(3, 0, -1):
        journal = read_journal(journal_of(path, number))
        assert journal is not None
        assert journal.header is not None
        assert journal.lines.folded is not None
        assert journal.header.base == print_of(generation_of(path, number).read_bytes())
        following = generation_of(path, number - 1) if number > 1 else path
        assert journal.lines.folded.into == print_of(following.read_bytes())


def test_what_was_set_aside_is_never_replaced(path: Path) -> None:
    names = []
    for data in "abc":
        path.write_text(data)
        names.append(generations.set_aside(path, MIDNIGHT).name)
    assert names == [f"claims.json.bad-2024-10-04T000000Z{end}" for end in ("", "-2", "-3")]
    assert [path.with_name(each).read_text() for each in names] == ["a", "b", "c"]


def test_only_what_a_killed_process_left_long_ago_is_found(path: Path) -> None:
    for name, age in ((".claims.json.x.new", 4000), (".claims.json.y.new", 5), ("z.new", 4000)):
        each = path.with_name(name)
        each.touch()
        os.utime(each, (MIDNIGHT - age, MIDNIGHT - age))
    assert [each.name for each in generations.remains(path, MIDNIGHT)] == [".claims.json.x.new"]


def test_nothing_is_left_beside_the_files_that_are_meant(path: Path) -> None:
    ledger = Ledger.open(path)
    for _ in range(6):
        ledger.put(made())
        ledger.storage.compact()
    numbers = [f".{number}" for number in (1, 2, 3)]
    meant = ["", ".journal", ".lock", ".daily", *numbers, *(f".journal{each}" for each in numbers)]
    found = sorted(each.name for each in path.parent.iterdir())
    assert found == sorted(path.name + each for each in meant)
    assert len(on_disk(path)) == 6
