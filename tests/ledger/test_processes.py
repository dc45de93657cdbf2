"""Several processes, and processes that are killed: nothing that was acknowledged is lost."""

import multiprocessing
import os
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

from tinydb import TinyDB

from newsread.ledger.ledger import Ledger
from tests.fakes.claims import claim

FORK = multiprocessing.get_context("fork")
"""A fresh interpreter would cost each of the many processes here a third of a second."""


def write_many(path: Path, count: int) -> None:
    ledger = Ledger.open(path)
    for _ in range(count):
        ledger.put(claim())
    ledger.close()


def test_two_processes_with_100_inserts_each_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "claims.json"
    writers = [FORK.Process(target=write_many, args=(path, 100)) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert len(Ledger.open(path).all()) == 200
    with TinyDB(path) as database:
        assert len(database.table("claims")) == 200


def write_until_killed(path: Path, acknowledged: Connection) -> None:
    ledger = Ledger.open(path)
    while True:
        made = claim(note="x" * 2000)
        ledger.put(made)
        acknowledged.send_bytes(made.id.encode())
        if len(ledger.all()) % 3 == 0:
            ledger.remove(ledger.all()[-1].id)
            acknowledged.send_bytes(b"")


def test_a_kill_at_any_moment_leaves_a_readable_file_with_all_that_was_acknowledged(
    tmp_path: Path,
) -> None:
    path = tmp_path / "claims.json"
    kills = 25
    for number in range(kills):
        known = {each.id for each in Ledger.open(path).all()} if path.exists() else set()
        reader, writer = FORK.Pipe(duplex=False)
        process = FORK.Process(target=write_until_killed, args=(path, writer))
        process.start()
        writer.close()
        assert reader.poll(20)  # it has saved something
        time.sleep(number / kills * 0.01)  # and is killed at another moment of the next each time
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join(20)
        ids: set[str] = set()
        removed = 0
        try:
            while True:
                message = reader.recv_bytes()
                removed += not message
                ids |= {message.decode()} - {""}
        except EOFError:
            pass
        ledger = Ledger.open(path)
        stored = {each.id for each in ledger.all()}
        ledger.close()
        lost = (known | ids) - stored
        # The one removal that was under way when the kill came may have been stored.
        assert removed <= len(lost) <= removed + 1
        with TinyDB(path) as database:
            assert len(database.table("claims")) == len(stored)
