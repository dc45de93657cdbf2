"""Processes that save claims into one file, killed at random, or many at once: is anything lost?

    python -m tests.kills --kills 1000 --seed 1
    python -m tests.kills --together 5 --operations 1000 --seed 1

Each tells over a pipe what it is about to do to which claims, and that it is done. Every change of
a claim counts up a number in its note, so that a change that was written over is seen, too. What
was under way at a kill may have happened or not, but not by halves. After a kill a fresh ledger is
compared with all that was told; every other time TinyDB itself reads the file once that is closed.
Kills take one writer, or two that are alive at once, by turns. Prints what it saw; leaves with 1
where a change was lost, a removal undone, or the file was none for TinyDB.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from select import select

import msgspec
from tinydb import TinyDB

from newsread.claims.claim import Claim
from newsread.errors import LedgerError
from newsread.ledger import storage
from newsread.ledger.ledger import Change, Ledger
from tests.ledger.states import later, made

MOST_LINES = 12
"""Lines of a journal after which the file is written anew: else it were never under way."""
MOST_CLAIMS = 60
"""Claims of a writer from which on it removes more than it adds."""
MOMENTS = 0.06
"""Seconds after its first change within which a process is killed."""


def note(claim_id: str, version: int) -> str:
    """Return the note of a claim that was changed `version` times."""
    filler = random.Random(f"{claim_id} {version}")
    return f"{version} " + "x" * filler.choice((0, 10, 500, 3000))


def version_of(claim: Claim) -> int:
    """Return how often a claim was changed."""
    return int(claim.note.split(" ", 1)[0])


class Writer:
    """One process that saves claims, and says so. It removes only what is its own."""

    def __init__(self, ledger: Ledger, name: str, seed: str, told: int) -> None:
        self.ledger, self.name, self.told = ledger, name, told
        self.dice = random.Random(seed)
        self.seed = seed
        self.count = 0
        self.undone: tuple[Change, ...] = ()
        """A removal that may yet be taken back."""

    def tell(self, what: str, versions: dict[str, int]) -> None:
        """Say that `what` is about to be done to claims, or was done, and how often they are
        changed then."""
        os.write(self.told, json.dumps([what, versions]).encode() + b"\n")

    def act(self) -> None:
        """Do one thing at random."""
        dice, ledger = self.dice, self.ledger
        ids = [each.id for each in ledger.all()]
        own = [each for each in ids if each.startswith(f"{self.name}-")]
        chosen = dice.choices(
            ["insert", "update", "remove", "bulk insert", "bulk update", "bulk remove", "undo",
             "compact", "refresh"],
            [30, 25, 8, 4, 5, 20 if len(own) > MOST_CLAIMS else 1, 6, 8, 5],
        )[0]  # fmt: skip
        some = dice.randint(2, 20) if chosen.startswith("bulk") else 1
        match chosen.removeprefix("bulk "):
            case "insert":
                self.insert(some)
            case "update" if ids:
                self.update(dice.sample(ids, min(some, len(ids))))
            case "remove" if own:
                self.remove(dice.sample(own, min(some, len(own))))
            case "undo" if self.undone:
                self.undo()
            case "compact":
                ledger.storage.compact()
            case _:
                ledger.refresh()

    def insert(self, some: int) -> None:
        new = []
        for _ in range(some):
            self.count += 1
            claim_id = f"{self.name}-{self.seed.replace(' ', '-')}-{self.count}"
            new.append(made(id=claim_id, note=note(claim_id, 0)))
        told = {each.id: 0 for each in new}
        self.tell("insert?", told)
        self.ledger.put_all(new)
        self.tell("insert", told)

    def update(self, ids: Sequence[str]) -> None:
        self.tell("update?", dict.fromkeys(ids, 0))
        versions: dict[str, int] = {}

        def changed(old: Claim) -> Claim:
            versions[old.id] = version_of(old) + 1
            return later(old, note(old.id, versions[old.id]))

        try:
            self.ledger.revise(ids, changed)
        except LedgerError as error:
            if "not there any more" not in str(error):
                raise
            versions.clear()  # another has removed it
        self.tell("update", versions)

    def remove(self, ids: Sequence[str]) -> None:
        told = dict.fromkeys(ids, 0)
        self.tell("remove?", told)
        self.undone = self.ledger.remove_all(ids)
        self.tell("remove", told)

    def undo(self) -> None:
        told = {each.id: 0 for each in self.undone}
        self.tell("back?", told)
        self.ledger.apply([Change(each.id, each.after, each.before) for each in self.undone])
        self.undone = ()
        self.tell("back", told)


class Told:
    """What the writers have told: what the file must say, whichever way they ended."""

    def __init__(self) -> None:
        self.alive: dict[str, bool] = {}
        self.changes: Counter[str] = Counter()
        self.under_way: list[tuple[str, list[str]]] = []
        self.operations = 0
        self.wrong: list[str] = []

    def hear(self, lines: bytes) -> None:
        """Take in what one writer told until it ended."""
        under_way: tuple[str, list[str]] | None = None
        for line in lines.split(b"\n")[:-1]:  # what has no end was not said
            what, versions = json.loads(line)
            if what.endswith("?"):
                under_way = what[:-1], list(versions)
                continue
            under_way = None
            self.operations += 1
            for each in versions:
                if what == "update":
                    self.changes[each] += 1
                else:
                    self.alive[each] = what != "remove"
        if under_way is not None:
            self.under_way.append(under_way)

    def check(self, claims: Sequence[Claim], where: str) -> None:
        """Compare with what the file says, and go on from that."""
        found = {each.id: version_of(each) for each in claims}
        unsure = {each for _, ids in self.under_way for each in ids}
        possible = Counter(each for what, ids in self.under_way for each in ids if what == "update")
        for each, is_alive in self.alive.items():
            if each not in unsure and is_alive != (each in found):
                self.wrong.append(f"{where}: {each} " + ("is lost" if is_alive else "is back"))
        for each in found.keys() - self.alive.keys() - unsure:
            self.wrong.append(f"{where}: {each} was never saved")
        for claim in claims:
            known, version = self.changes[claim.id], version_of(claim)
            if not known <= version <= known + possible[claim.id]:
                self.wrong.append(f"{where}: {claim.id} has {version} changes of {known}")
            if claim.note != note(claim.id, version):
                self.wrong.append(f"{where}: {claim.id} has another note")
        for what, ids in self.under_way:
            if what != "update" and len({each in found for each in ids}) > 1:
                self.wrong.append(f"{where}: {what} of {len(ids)} was done by halves")
        self.alive.update({each: each in found for each in unsure})
        self.alive = {each: is_alive for each, is_alive in self.alive.items() if each in found}
        self.changes = Counter(found)
        self.under_way = []


def begin(work: Callable[[int], None]) -> tuple[int, int]:
    """Start a process; return its number, and where is heard what it tells."""
    reader, told = os.pipe()
    child = os.fork()
    if child:
        os.close(told)
        return child, reader
    os.close(reader)
    try:
        storage.MOST_LINES = MOST_LINES
        work(told)
        os._exit(0)
    except BaseException as error:
        os.write(2, "".join(traceback.format_exception(error)).encode())
    finally:
        os._exit(3)


def heard(reader: int) -> bytes:
    """Return all that an ended process told."""
    with os.fdopen(reader, "rb") as pipe:
        return pipe.read()


def kill_once(path: Path, told: Told, dice: random.Random, where: str) -> int:
    """Let one or two processes work and kill them; return how many that were."""

    def work(name: str, seed: str) -> Callable[[int], None]:
        def forever(to: int) -> None:
            writer = Writer(Ledger.open(path), name, seed, to)
            while True:
                writer.act()

        return forever

    names = ["a", "b"][: 1 + dice.randrange(2)]
    children = [begin(work(name, where)) for name in names]
    for child, reader in children:
        if not select([reader], [], [], 20)[0]:
            told.wrong.append(f"{where}: nothing was done in 20 seconds")
        time.sleep(dice.random() * MOMENTS)
        os.kill(child, signal.SIGKILL)
    for child, reader in children:
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            told.wrong.append(f"{where}: a process ended by itself")
        told.hear(heard(reader))
    return len(children)


def read_by_tinydb(path: Path) -> list[Claim]:
    """Return the claims as TinyDB's own storage reads them."""
    if not path.exists():
        return []  # it was killed before it had saved anything
    with TinyDB(path, access_mode="r") as database:
        return [msgspec.convert(each, Claim) for each in database.table("claims").all()]


def kill_many(path: Path, kills: int, seed: int) -> tuple[Told, int, int]:
    """Kill that often; return what was told, how many were killed, how often TinyDB read."""
    told, dice, done, read = Told(), random.Random(seed), 0, 0
    while done < kills:
        where = f"{seed} {done}"
        done += kill_once(path, told, dice, where)
        try:
            ledger = Ledger.open(path)
            told.check(ledger.all(), where)
            if dice.randrange(2):
                ledger.close()
                read += 1
                told.check(read_by_tinydb(path), f"{where}, by TinyDB")
        except (LedgerError, ValueError) as error:
            told.wrong.append(f"{where}: {error}")
    return told, done, read


def work_together(path: Path, processes: int, operations: int, seed: int) -> Told:
    """Let processes work at once, one that writes the file anew often, one that waits for its turn
    for a millisecond only and tries again; return what they told."""

    def work(number: int) -> Callable[[int], None]:
        def some(to: int) -> None:
            is_hasty = number == 1
            ledger = Ledger.open(path, wait=0.001) if is_hasty else Ledger.open(path)
            writer = Writer(ledger, f"p{number}", f"{seed} {number}", to)
            for done in range(operations):
                _until_its_turn(writer.act)
                if number == 0 and done % 10 == 0:
                    ledger.storage.compact()
            ledger.close()

        return some

    told = Told()
    readers = dict(begin(work(number)) for number in range(processes))
    lines = dict.fromkeys(readers.values(), b"")
    waiting = set(lines)
    while waiting:
        for reader in select(list(waiting), [], [])[0]:
            data = os.read(reader, 1 << 16)
            lines[reader] += data
            if not data:
                waiting.remove(reader)
    for child, reader in readers.items():
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) != 0:
            told.wrong.append(f"process {child} ended with {status}")
        told.hear(lines[reader])
        os.close(reader)
    ledger = Ledger.open(path)
    told.check(ledger.all(), "together")
    ledger.close()
    told.check(read_by_tinydb(path), "together, by TinyDB")
    return told


def _until_its_turn(act: Callable[[], None]) -> None:
    while True:
        try:
            act()
        except LedgerError as error:
            if "another process is writing" not in str(error):
                raise
        else:
            return


def main() -> int:
    """Kill or let work, print what was seen, return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--together", type=int, help="so many processes at once, and no kills")
    parser.add_argument("--operations", type=int, default=1000, help="of each of them")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    given = parser.parse_args()
    print(f"seed {given.seed}")
    with tempfile.TemporaryDirectory() as folder:
        path, began = Path(folder) / "claims.json", time.monotonic()
        if given.together:
            told = work_together(path, given.together, given.operations, given.seed)
            print(f"{given.together:>8} processes")
        else:
            told, kills, read = kill_many(path, given.kills, given.seed)
            print(f"{kills:>8} kills\n{read:>8} times read by TinyDB")
        print(f"{told.operations:>8} operations acknowledged")
        print(f"{len(told.alive):>8} claims at the end")
        print(f"{time.monotonic() - began:>8.1f} seconds")
        print(f"{len(told.wrong):>8} lost, undone, done by halves or unreadable")
        print(*told.wrong[:20], sep="\n")
    return int(bool(told.wrong))


if __name__ == "__main__":
    sys.exit(main())
