"""A storage for TinyDB that many processes may write to, and that no kill and no full disk spoils.

TinyDB's own storage writes over the file it has, all of it each time: a kill in the middle, a full
disk or a second writer leaves half of it. Here an operation waits for its turn, takes in what
others have done since, and adds one line to a journal beside the file; it is done when the disk has
that line. From time to time the file is written anew (`newsread.ledger.compaction`), and the
journal begins again. What lies at the path is TinyDB's JSON at every moment, in ASCII as TinyDB
writes it.
"""

from __future__ import annotations

import os
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tinydb.storages import Storage

from newsread.errors import LedgerError
from newsread.ledger import disk, generations, lock
from newsread.ledger.disk import not_saved, not_written_anew
from newsread.ledger.merging import difference
from newsread.ledger.present import Present
from newsread.ledger.tables import Documents, check_depth, encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from newsread.ledger.compaction import Snapshot, Written

WAIT = 10.0
"""Seconds a command waits for its turn. Others hold it for one operation, some milliseconds."""
TO_READ = 0.3
"""Most seconds that reading waits; without a turn it may see the claims as they were before."""
MOST_LINES = 1000
"""Lines of a journal from which on the file is written anew."""

_ELSEWHERE = "Choose a folder on a disk of this machine with --home"


class LedgerStorage(Storage):
    """All tables in memory, kept up with the disk in each turn.

    TinyDB may write only inside `turn`; `newsread.ledger.table` sees to that.

    Args:
        path: the claims' file; where the user has put a link, the link stays.
        wait: seconds that an operation waits for its turn.
        compacts: whether the operation that fills the journal writes the file anew. A screen does
            that itself, when nobody presses a key.

    Raises:
        LedgerError: the file is not TinyDB's JSON and there is nothing to make it from, is of a
            newer schema, or cannot be read. It is left as it is.
    """

    def __init__(self, path: Path, wait: float = WAIT, *, compacts: bool = True) -> None:
        self.path = Path(os.path.realpath(path))
        self._lock_file = self.path.with_name(f"{self.path.name}.lock")
        self._wait, self._compacts = wait, compacts
        self.present = Present(self.path)
        self._locks = False
        """Whether locks have been seen to work here."""
        self._before: dict[tuple[str, str], bytes | None] | None = None
        """In a turn: what each document was that has been changed in it."""
        self._wrote = False
        self.refresh()

    @property
    def why_read_only(self) -> str:
        """Why nothing can be saved here, as a sentence; empty when it can."""
        try:
            with self._turn_to_write(self._wait):
                return ""
        except lock.LockTakenError:
            return ""
        except lock.LockUnavailableError as error:
            why, then = f"locks do not work here ({error})", _ELSEWHERE
        except OSError as error:
            told = not_saved(self.path, error)
            why, then = told.happened.removeprefix("not saved: "), told.next
        return str(LedgerError(str(self.path), f"opened read-only: {why}", then))

    # For TinyDB

    def read(self) -> dict[str, Documents]:  # type: ignore[override]
        """Return all tables; what is changed in them changes nothing."""
        return {name: Documents(table) for name, table in self.present.tables.items()}

    def write(self, data: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        """Make `data` all there is, as part of a turn."""
        after = {
            name: {str(number): encode(dict(document)) for number, document in table.items()}
            for name, table in data.items()
        }
        for name, number, text in difference(self.present.tables, after):
            self.set(name, number, text)

    def close(self) -> None:
        """Write the file anew if it lacks anything, this process's or one's that was killed.

        What keeps it from that is no loss: all of it is in the journal.
        """
        if self.present.count:
            if not self._wrote:
                self._wait = min(self._wait, TO_READ)
            with suppress(LedgerError):
                self.compact()

    # For tables

    def text(self, table: str, number: int) -> bytes | None:
        """Return a document's JSON as it is now."""
        return self.present.tables.get(table, {}).get(str(number))

    def numbers(self, table: str) -> list[int]:
        """Return the numbers of all documents of a table."""
        return [int(number) for number in self.present.tables.get(table, {})]

    def next_number(self, table: str) -> int:
        """Return a number that no document of the table has or had, each time another."""
        number = self._last_number(table) + 1
        self.present.last_numbers[table] = number
        return number

    def begin_numbers(self, table: str) -> None:
        """Count the documents of a table that was emptied from the beginning, as TinyDB does."""
        self.present.last_numbers.pop(table, None)

    def _last_number(self, table: str) -> int:
        last = self.present.last_numbers
        if table not in last:
            last[table] = max(self.numbers(table), default=0)
        return last[table]

    def set(self, table: str, number: str, text: bytes | None) -> None:
        """Make `text` a document, or remove it, as part of a turn."""
        if self._before is None:
            raise RuntimeError("the ledger is written to only in its turn")
        if text is None:
            self._last_number(table)  # or the next one would get the number of this
        else:
            check_depth(text)
        documents = self.present.tables.setdefault(table, {})
        self._before.setdefault((table, number), documents.get(number))
        self._put(table, number, text)

    def _put(self, table: str, number: str, text: bytes | None) -> None:
        documents = self.present.tables[table]
        if text is None:
            documents.pop(number, None)
        else:
            documents[number] = text
        self.present.touch(table, number)

    # Turns

    def refresh(self) -> bool:
        """Take in what others have done; return whether there was anything.

        Raises:
            LedgerError: the file has become unreadable.
        """
        present = self.present
        if present.version and not present.is_behind():
            return False
        before = present.version, present.state
        with self._turn_to_read() as may_write:
            present.keep_up()
            if may_write:
                with suppress(OSError, LedgerError):  # whoever saves next is told
                    present.mend()
        return before != (present.version, present.state)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Make the block one operation: nobody else writes meanwhile, and it is on the disk at the
        end. A turn within a turn is part of it.

        The block sees what others have done. When it fails, or its result cannot be stored, the
        tables are again as the disk has them.

        Raises:
            LedgerError: it was not stored; the disk is as it was before.
        """
        if self._before is not None:
            yield
            return
        try:
            with self._turn_to_write(self._wait):
                self.present.keep_up()
                self.present.mend()
                self._before = {}
                try:
                    yield
                    was_saved = self._save()
                except BaseException:
                    self._exchange(self._before)
                    raise
                finally:
                    self._before = None
        except lock.LockTakenError as error:
            raise LedgerError(
                str(self.path),
                "not saved: another process is writing to it",
                "Do it again in a moment",
            ) from error
        except lock.LockUnavailableError as error:
            raise LedgerError(
                str(self.path), f"not saved: locks do not work here ({error})", _ELSEWHERE
            ) from error
        except OSError as error:
            raise not_saved(self.path, error) from error
        if was_saved and self._compacts and self.present.count >= MOST_LINES:
            with suppress(LedgerError):  # what was asked for is done
                self.compact()

    def _save(self) -> bool:
        """Put what the turn has changed on the disk; return whether there was anything."""
        assert self._before is not None
        tables = self.present.tables
        changes = [
            (table, number, text)
            for (table, number), before in self._before.items()
            if (text := tables[table].get(number)) != before
        ]
        if not changes:
            return False
        if not self.present.fits:
            after = self._exchange(self._before)  # so that only its line has the operation
            self.present.begin()
            self._exchange(after)
        self.present.save(changes)
        self._wrote = True
        return True

    def _exchange(
        self, texts: Mapping[tuple[str, str], bytes | None]
    ) -> dict[tuple[str, str], bytes | None]:
        """Make documents be as in `texts`; return as what they were."""
        tables = self.present.tables
        others = {place: tables[place[0]].get(place[1]) for place in texts}
        for (table, number), text in texts.items():
            self._put(table, number, text)
        return others

    @contextmanager
    def _turn_to_write(self, wait: float) -> Iterator[None]:
        path = self._lock_file
        if not self._locks:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.see_that_it_locks(path)
            self._locks = True
        with lock.turn(path, wait):
            yield

    @contextmanager
    def _turn_to_read(self) -> Iterator[bool]:
        """Have a turn if one is to be had; say whether it is, so that what is bad may be mended."""
        with ExitStack() as stack:
            # Whoever only looks makes no file; without one nobody has written yet.
            may_write = self._lock_file.exists()
            if may_write:
                try:
                    stack.enter_context(self._turn_to_write(min(self._wait, TO_READ)))
                except (lock.LockTakenError, lock.LockUnavailableError, OSError):
                    may_write = False
            yield may_write

    # Writing the file anew

    @property
    def lines(self) -> int:
        """How many operations the claims' file lacks."""
        return self.present.count

    def compact(self) -> None:
        """Write the file anew, and begin another journal.

        Raises:
            LedgerError: that failed; nothing is lost.
        """
        try:
            for _ in range(2):
                snapshot = self.snapshot()
                if snapshot is None or self.put_in_place(snapshot.write()):
                    return
            with self.turn():  # others are busier than this process: they wait
                written = self.present.snapshot().write()
                self.present.put_in_place(written)
        except (OSError, LedgerError) as error:
            raise not_written_anew(self.path, error) from error

    def snapshot(self) -> Snapshot | None:
        """Return the claims as they are now, to be written; None when the file has them all."""
        with self.turn():
            return self.present.snapshot() if self.present.count else None

    def put_in_place(self, written: Written) -> bool:
        """Make what was written the claims' file; False where another process was first.

        Raises:
            LedgerError: that failed; nothing is lost.
        """
        try:
            with self.turn():
                for each in generations.remains(self.path, time.time()):
                    disk.discard(each)
                return self.present.put_in_place(written)
        except LedgerError:
            disk.discard(written.file)
            raise
