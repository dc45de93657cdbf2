"""The ledger beside TinyDB's own storage, measured in one run and told as ratios.

    python -m tests.ledger_beside_stock
    python -m tests.ledger_beside_stock --small 1000 --large 10000 --rounds 3

Claims of 1.6 kB each. A save is durable when it returns with the ledger; TinyDB writes its whole
file, and waits for the disk, too. Times are medians: of saves wall time, which is what a person
waits, of opening CPU time. Every file is measured in a process of its own, the two kinds by turns.
Prints each ratio beside its bound; leaves with 1 where one is missed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from tinydb import TinyDB

from newsread.ledger.ledger import Ledger
from newsread.ledger.record import record_of
from tests.ledger.states import made

FORK = multiprocessing.get_context("fork")
BYTES = 1600
"""Of a claim, as JSON."""
TINY = 100
"""Claims that a save among many is compared with."""


def fill(path: Path, claims: int) -> None:
    """Write a file of claims, as TinyDB writes it."""
    record = record_of(made())
    record["note"] = "x" * (BYTES - len(json.dumps(record)))
    table = {str(number): record | {"id": f"claim {number}"} for number in range(1, claims + 1)}
    path.write_text(json.dumps({"claims": table, "meta": {"1": {"schema": 2}}}))
    Ledger.open(path).put(made())  # it is adopted: that is work of the first save alone
    Ledger.open(path).close()


def wall(act: Callable[[], object]) -> float:
    """Return how many seconds `act` takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def cpu(act: Callable[[], object]) -> float:
    """Return how many seconds of CPU `act` takes."""
    began = time.process_time()
    act()
    return time.process_time() - began


def save_in_ledger(path: Path) -> float:
    """Return the seconds of a durable save."""
    ledger = Ledger.open(path, compacts=False)
    times = [wall(lambda: ledger.put(made())) for _ in range(201)]
    return statistics.median(times[1:])


def save_in_stock(path: Path) -> float:
    """Return the seconds of an insert by TinyDB."""
    table = TinyDB(path).table("claims")
    record = record_of(made())
    return statistics.median([wall(lambda: table.insert(record)) for _ in range(4)][1:])


def open_ledger(path: Path) -> float:
    """Return the CPU of opening it, until a claim can be looked up."""
    return cpu(lambda: Ledger.open(path).get("claim 7"))


def read_ledger(path: Path) -> float:
    """Return the CPU of opening it and reading all claims."""
    return cpu(lambda: Ledger.open(path).all())


def open_stock(path: Path) -> float:
    """Return the CPU of opening a file by TinyDB and reading a first document."""
    return cpu(lambda: TinyDB(path).table("claims").get(doc_id=7))


def read_stock(path: Path) -> float:
    """Return the CPU of opening a file by TinyDB and reading all documents."""
    return cpu(lambda: TinyDB(path).table("claims").all())


def aside(measure: Callable[[Path], float], path: Path) -> float:
    """Measure in a process of its own."""
    reader, writer = FORK.Pipe(duplex=False)

    def work(told: Connection) -> None:
        told.send(measure(path))

    process = FORK.Process(target=work, args=(writer,))
    process.start()
    seconds: float = reader.recv()
    process.join()
    return seconds


def main() -> int:
    """Measure, print the ratios, return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.ledger_beside_stock")
    parser.add_argument("--small", type=int, default=10_000, help="claims")
    parser.add_argument("--large", type=int, default=100_000, help="claims")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for size in (TINY, given.small, given.large):
            files[size] = Path(folder) / str(size) / "claims.json"
            files[size].parent.mkdir()
            fill(files[size], size)
        for what, ours, of_ours, other, of_other, bound in (
            ("a durable save, of TinyDB's own", save_in_ledger, given.small,
             save_in_stock, given.small, 0.02),
            (f"a durable save, of one among {TINY}", save_in_ledger, given.large,
             save_in_ledger, TINY, 1.5),
            ("opening, of TinyDB's own with its first reading", open_ledger, given.large,
             open_stock, given.large, 0.5),
            ("opening and reading all claims, of TinyDB's own", read_ledger, given.large,
             read_stock, given.large, 1.0),
        ):  # fmt: skip
            pairs = [
                (aside(ours, files[of_ours]), aside(other, files[of_other]))
                for _ in range(given.rounds)
            ]
            one, two = (statistics.median(each) for each in zip(*pairs, strict=True))
            missed += one / two > bound
            print(
                f"{one / two:8.3f} (bound {bound:g}) among {of_ours:>7,} claims: {what}"
                f" ({one * 1000:,.1f} / {two * 1000:,.1f} ms)"
            )
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
