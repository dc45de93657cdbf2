"""Each call to the disk fails, and the process dies at each: what was acknowledged is there."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsread.errors import LedgerError
from tests.ledger.faults import Day, Disk, after
from tests.ledger.states import States, in_stock_tinydb, on_disk, states


def calls_of_a_day(folder: Path) -> list[str]:
    folder.mkdir()
    disk = Disk()
    with disk.watched():
        day = Day(folder / "claims.json", disk)
        for _, made, step in day.steps():
            step()
            day.model = after(day.model, made)
    assert on_disk(day.path) == in_stock_tinydb(day.path) == day.model
    assert len(day.model) == 12
    return disk.names


def numbered(tmp_path: Path, only: str = "") -> Iterator[tuple[int, Path]]:
    for number, name in enumerate(calls_of_a_day(tmp_path / "whole"), 1):
        if only not in ("", name):
            continue
        folder = tmp_path / str(number)
        folder.mkdir()
        yield number, folder / "claims.json"


@pytest.mark.parametrize("fault", ["cannot", "is full after a part"])
def test_whichever_call_fails_memory_and_disk_have_what_was_acknowledged(
    tmp_path: Path, fault: str
) -> None:
    told = 0
    for number, path in numbered(tmp_path):
        disk = Disk(number, fault)
        with disk.watched():
            day = Day(path, disk)
            for name, made, step in day.steps():
                where = f"{name}: call {number}, {disk.failed}"
                try:
                    step()
                except LedgerError as error:
                    told += 1
                    assert ("written anew" if name == "compact" else "not saved") in str(error), (
                        where
                    )
                    with disk.not_watched():
                        assert states(day.ledger) == day.model, where
                        assert on_disk(path) == day.model, where
                    step()
                day.model = after(day.model, made)
                assert states(day.ledger) == day.model, where
            with disk.not_watched():
                assert on_disk(path) == day.model, disk.failed
                assert in_stock_tinydb(path) == day.model, disk.failed
    assert told > 50


def live(path: Path, number: int, fault: str, told: int) -> None:
    """Tell what each step is about to make and that it is made, until the disk ends it."""
    disk = Disk(number, fault)
    write = os.write
    with disk.watched():
        day = Day(path, disk)
        for _, made, step in day.steps():
            write(told, json.dumps(made).encode() + b"\n")
            step()
            write(told, b"done\n")
            day.model = after(day.model, made)
    os._exit(0)


def heard(reader: int) -> tuple[States, States]:
    """Return what was acknowledged, and what is so if the step under way was done, too."""
    model: States = {}
    under_way: States = {}
    with os.fdopen(reader) as lines:
        for line in lines:
            if line != "done\n":
                under_way = after(model, json.loads(line))
            else:
                model = under_way
    return model, under_way


# Before each call is also after the one before that.
@pytest.mark.parametrize(
    ("fault", "only", "least"), [("dies before", "", 100), ("dies in the middle", "write", 20)]
)
def test_whichever_call_it_dies_at_what_was_acknowledged_is_there(
    tmp_path: Path, fault: str, only: str, least: int
) -> None:
    died = 0
    for number, path in numbered(tmp_path, only):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            try:
                live(path, number, fault, writer)
            finally:
                os._exit(2)
        os.close(writer)
        model, under_way = heard(reader)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 1, f"call {number}"
        died += 1
        with Disk().watched():
            found = on_disk(path)
            assert found in (model, under_way), f"call {number}"
            assert in_stock_tinydb(path) == found, f"call {number}"
    assert died > least
