"""Several processes, and processes that are killed: nothing that was acknowledged is lost.

A small part of what ``python -m tests.kills`` does.
"""

from pathlib import Path

import pytest

from newsread.ledger import lock
from tests.kills import Told, kill_many, work_together
from tests.ledger.states import made


@pytest.mark.parametrize("processes", [2, 5])
def test_what_processes_save_at_once_is_all_there(tmp_path: Path, processes: int) -> None:
    told = work_together(tmp_path / "claims.json", processes, 40, seed=processes)
    assert told.wrong == []
    assert told.operations > 20 * processes


def test_a_kill_at_any_moment_leaves_what_was_acknowledged(tmp_path: Path) -> None:
    told, kills, read = kill_many(tmp_path / "claims.json", 25, seed=7)
    assert told.wrong == []
    assert kills >= 25
    assert read > 3


def test_a_change_that_was_lost_would_be_told() -> None:
    told, one, two = Told(), made(id="a-1", note="0 "), made(id="a-2", note="0 ")
    told.hear(
        b'["insert?", {"a-1": 0, "a-2": 0}]\n["insert", {"a-1": 0, "a-2": 0}]\n'
        b'["update", {"a-1": 1}]\n["remove?", {"a-2": 0}]\n["remo'
    )
    told.check([one], "here")
    assert told.wrong[0] == "here: a-1 has 0 changes of 1"
    assert not any("a-2" in each for each in told.wrong)
    told.check([two], "there")
    assert "there: a-1 is lost" in told.wrong
    assert "there: a-2 was never saved" in told.wrong


def test_processes_that_do_not_wait_for_each_other_would_be_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_take", lambda *_: None)
    monkeypatch.setattr(lock, "see_that_it_locks", lambda _: None)
    assert work_together(tmp_path / "claims.json", 3, 60, seed=1).wrong
