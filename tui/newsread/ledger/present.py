"""The claims as this process knows them, and where on the disk it knows them from.

What is on the disk is the claims' file and the journal that belongs to it. Others append to the
journal, write the file anew and begin another journal; and people put another file in its place:
with git, with Syncthing, with TinyDB.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from newsread.claims.claim import timestamp
from newsread.errors import LedgerError
from newsread.ledger import disk, generations
from newsread.ledger.compaction import Snapshot, Written
from newsread.ledger.generations import journal_of
from newsread.ledger.journal import (
    NOTHING,
    Changes,
    Folded,
    Header,
    Journal,
    Lines,
    line,
    mixed_state,
    next_state,
    operation,
    print_of,
    read_journal,
    read_lines,
)
from newsread.ledger.loading import MERGED, check_schema, load, problems_of
from newsread.ledger.merging import CLAIMS, META, SCHEMA_RECORD, apply, difference, merge
from newsread.ledger.migrations import migrate
from newsread.ledger.recovery import EMPTY
from newsread.ledger.tables import Tables, parse

if TYPE_CHECKING:
    from pathlib import Path

    from newsread.ledger.disk import Stamp

BEING_WRITTEN = 0.5
"""Seconds after which a file that cannot be read is not just being written by another program."""


class Present:
    """All tables in memory, kept up with the disk. Whoever calls has the turn, or only reads.

    `may_write` of each method says which: without it nothing on the disk is mended.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tables: Tables = {}
        self.version = 0
        """Another whenever the tables are others altogether."""
        self.touched: set[str] = set()
        """Numbers of the claims that have changed since somebody emptied this."""
        self.last_numbers: dict[str, int] = {}
        """The highest number that a document of a table has had, where somebody asked for it."""
        self.state = NOTHING
        """Tells the claims from what they were at all other times."""
        self.count = 0
        """Lines that the journal has."""
        self.remarks: list[str] = []
        """What was found damaged on the disk, and what was done about it."""
        self._file: Stamp | None = None
        self._journal: Journal | None = None
        """As it was when it was first read; what was added since is in `_end`, `_folded`."""
        self._end = 0
        self._folded: Folded | None = None
        self._fits = False
        """Whether the journal's lines belong to the file, so that one may be added."""
        self._ahead: Changes = []
        """What a migration has changed that no line says yet."""
        self._bad: tuple[Stamp | None, float] | None = None
        """A file that somebody put there and that could not be read; when it was first seen."""

    @property
    def generation(self) -> int:
        """How many journals there have been."""
        return self._journal.header.generation if self._journal and self._journal.header else 0

    # Keeping up

    def is_behind(self) -> bool:
        """Return whether file or journal are others than when they were read last."""
        if disk.stamp_at(self.path) != self._file:
            return True
        stamp = disk.stamp_at(journal_of(self.path))
        if stamp is None or self._journal is None:
            return stamp is not None or self._journal is not None
        return stamp[2] != self._journal.stamp[2] or stamp[1] != self._end

    def keep_up(self, *, may_write: bool) -> None:
        """Take in what others have done since.

        Raises:
            LedgerError: the file is not TinyDB's JSON and nothing is left to make it from, is of a
                newer schema, or cannot be read.
        """
        try:
            file = disk.stamp_at(self.path)
            if self.version and self._follow(file):
                if file != self._file:
                    self._take_outside(may_write=may_write)
                return
            self._load(may_write=may_write)
        except OSError as error:
            raise LedgerError(
                str(self.path),
                f"cannot be read: {error.strerror}",
                "See that it is a file of yours",
            ) from error

    def _follow(self, file: Stamp | None) -> bool:
        """Take in the lines that were added to the journal; return whether that is all there is to
        know of it."""
        known, path = self._journal, journal_of(self.path)
        stamp = disk.stamp_at(path)
        if stamp is None or known is None or known.header is None:
            return stamp is None and known is None
        if stamp[2] != known.stamp[2]:
            return self._go_over(file)
        if stamp[1] < self._end:
            return False
        if stamp[1] > self._end:
            found = disk.read(path, self._end)
            assert found is not None
            self._take(read_lines(found[1], self._end, self.state, self.count))
        return True

    def _go_over(self, file: Stamp | None) -> bool:
        """Go on in a new journal, if it goes on from what is known; return whether it does."""
        journal = read_journal(journal_of(self.path))
        header = journal.header if journal is not None else None
        if journal is None or header is None or header.after is None or header.file != file:
            return False
        generation, end = header.after
        if generation != self.generation or end > self._end or not self._fits:
            return False
        known = self._end - end  # bytes of it that came over and were read in the old one
        if known > journal.lines.end - journal.begin:
            return False
        rest = [each for each in journal.lines.operations if each.start - journal.begin >= known]
        self._journal, self._file = journal, file
        lines = journal.lines
        self._end = lines.end
        self._folded, self.count, self.state = lines.folded, lines.count, lines.state
        for each in rest:
            self._change(each.changes)
        return True

    def _take(self, lines: Lines) -> None:
        for each in lines.operations:
            self._change(each.changes)
        self._end, self.state, self.count = lines.end, lines.state, lines.count
        self._folded = lines.folded or self._folded
        self._remark(problems_of(journal_of(self.path), lines.problems))

    def _change(self, changes: Changes) -> None:
        apply(self.tables, changes)
        for table, number, _ in changes:
            self.touch(table, number)
            if table == META and number == SCHEMA_RECORD:
                self._ahead = []  # somebody else has brought the file forward

    def touch(self, table: str, number: str) -> None:
        """Note that a document has been changed in memory."""
        if table == CLAIMS:
            self.touched.add(number)
        if table in self.last_numbers:
            self.last_numbers[table] = max(self.last_numbers[table], int(number))

    def _remark(self, told: list[str]) -> None:
        self.remarks += [each for each in told if each not in self.remarks]

    # Reading all of it

    def _load(self, *, may_write: bool) -> None:
        """Read file and journal from the beginning, and keep what only this process knows of."""
        known, generation = self.tables, self.generation
        loaded = load(self.path)
        journal, self._file, self._fits = loaded.journal, loaded.file, loaded.fits
        self._journal, self.state = journal, loaded.state
        self._end = journal.lines.end if journal else 0
        self.count = journal.lines.count if journal else 0
        self._folded = journal.lines.folded if journal else None
        self._remark(loaded.remarks)
        self.tables = loaded.tables
        self._ahead = migrate(self.tables, timestamp())
        if self.version and self.generation <= generation:  # nobody begins an earlier journal
            self.tables = merge(known, self.tables)
            self.state, self._fits = mixed_state(self.state, NOTHING), False
            if may_write and not loaded.bad:
                self._adopt()
        self._renewed()
        if loaded.bad and may_write:
            self._write_again("the bad file was set aside")

    def _renewed(self) -> None:
        self.touched.clear()
        self.last_numbers.clear()
        self.version += 1

    # What others did to the file

    def _take_outside(self, *, may_write: bool) -> None:
        """Take in a file that no newsread has put there; nothing that is known is forgotten."""
        found = disk.read(self.path)
        stamp, data = found if found is not None else (None, b"")
        try:
            theirs = _something(data)
        except ValueError as error:
            if self._bad is None or self._bad[0] != stamp:
                self._bad = stamp, time.monotonic()
            elif may_write and time.monotonic() - self._bad[1] > BEING_WRITTEN:
                self._write_again(str(error))
            return
        check_schema(self.path, theirs)
        migrate(theirs, timestamp())
        print_ = print_of(data)
        self._file, self._bad = stamp, None
        if self._folded is None or self._folded.into != print_:
            self._remark([f"{self.path.name}: {MERGED}"])
            self.state = mixed_state(print_, self.state)
            self.tables = merge(self.tables, theirs)
            self._renewed()
        self._fits = False
        if may_write:
            self._begin_journal(print_, difference(parse(data), self.tables))

    def _write_again(self, why: str) -> None:
        """Put what is known in the place of a file that is bad or gone."""
        fresh = self.snapshot().write()
        if disk.stamp_at(self.path) is not None:
            aside = generations.set_aside(self.path, time.time())
            why += f", and is {aside.name} now"
        disk.replace(fresh.file, self.path)
        self._remark([f"{self.path.name}: {why}; what was saved is in its place"])
        self._file, self._bad = fresh.stamp, None
        self._begin_journal(fresh.print, [])

    # Writing

    def save(self, changes: Changes) -> None:
        """Put `changes` on the disk as one operation; they are in memory already.

        Raises OSError when they are not on it; then file and journal are as before.
        """
        if not self._fits:
            self._adopt()
        else:
            body = operation([*self._ahead, *changes])
            stamp = disk.append(journal_of(self.path), self._end, line(body))
            self._end = stamp[1]
            self.state, self.count = next_state(self.state, body), self.count + 1
        self._ahead = []

    def _adopt(self) -> None:
        """Begin a journal with all that is not in the file."""
        found = disk.read(self.path)
        if found is None:
            disk.replace(disk.write_beside(self.path, [EMPTY]), self.path)
            found = disk.read(self.path)
            assert found is not None
        self._file, data = found
        self._begin_journal(print_of(data), difference(parse(data), self.tables))

    def _begin_journal(
        self,
        base: str,
        changes: Changes,
        after: tuple[int, int] | None = None,
        state: str = "",
        carried: bytes = b"",
    ) -> None:
        """Put a journal in the place of the old that has `changes` or lines `carried` over."""
        path = journal_of(self.path)
        header = Header(
            generation=self._last_generation() + 1,
            base=base,
            file=self._file,
            after=after,
            state=state or self.state,
        )
        first = line(msgspec.json.encode(header))
        body = line(operation(changes)) if changes else carried
        disk.replace(disk.write_beside(path, [first, body]), path)
        journal = read_journal(path)
        assert journal is not None
        self._journal, self._fits = journal, True
        lines = journal.lines
        self._end, self.count, self._folded = lines.end, lines.count, lines.folded
        self.state = lines.state

    def _last_generation(self) -> int:
        if self._journal is None:
            on_disk = read_journal(journal_of(self.path))
            return on_disk.header.generation if on_disk and on_disk.header else 0
        return self.generation

    # Writing all of it

    def snapshot(self) -> Snapshot:
        """Return the claims as they are now."""
        return Snapshot(
            path=self.path,
            tables={name: dict(table) for name, table in self.tables.items()},
            generation=self.generation,
            end=self._end,
            state=self.state,
        )

    def put_in_place(self, written: Written) -> bool:
        """Make a snapshot that is on the disk the claims' file, and begin another journal.

        Return False, and forget it, where that has happened meanwhile. Raises OSError; whatever was
        done until then, nothing is lost.
        """
        snapshot, path = written.snapshot, journal_of(self.path)
        if not self._fits or snapshot.generation != self.generation:
            disk.discard(written.file)
            return False
        try:
            found = disk.read(path, snapshot.end)
            carried = found[1][: self._end - snapshot.end] if found is not None else b""
            folded = Folded(into=written.print, upto=snapshot.end)
            disk.append(path, self._end, line(msgspec.json.encode(folded)))
            self._end += len(line(msgspec.json.encode(folded)))
            self._folded = folded
            generations.hand_down(self.path, time.time())
            disk.replace(written.file, self.path)
        except BaseException:
            disk.discard(written.file)
            raise
        self._file, after = written.stamp, (snapshot.generation, snapshot.end)
        self._begin_journal(written.print, [], after, snapshot.state, carried)
        return True


def _something(data: bytes) -> Tables:
    """Return the tables of a file that may be none; ValueError says why."""
    if not data:
        raise ValueError("was removed or emptied")
    return parse(data)
