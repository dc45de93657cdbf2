"""The claims as this process knows them, and where on the disk it knows them from.

What is on the disk is the claims' file and the journal that belongs to it. Others append to the
journal, write the file anew and begin another journal; and people put another file in its place:
with git, with Syncthing, with TinyDB.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from newsread.claims.claim import timestamp
from newsread.errors import LedgerError
from newsread.ledger import disk, generations
from newsread.ledger.compaction import Snapshot, Written
from newsread.ledger.generations import journal_of
from newsread.ledger.journal import (
    NOTHING,
    REMEMBERED,
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
from newsread.ledger.loading import BEING_WRITTEN, MERGED, check_schema, load, problems_of
from newsread.ledger.merging import CLAIMS, META, SCHEMA_RECORD, apply, difference, merge
from newsread.ledger.migrations import migrate
from newsread.ledger.recovery import EMPTY
from newsread.ledger.tables import Tables, parse

if TYPE_CHECKING:
    from pathlib import Path

    from newsread.ledger.disk import Stamp


class Present:
    """All tables in memory, kept up with the disk. Only who has the turn writes: `mend`, `save` and
    `put_in_place`."""

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
        self._seen: Stamp | None = None
        """The journal's stamp when it was read last."""
        self._end = 0
        self._folded: Folded | None = None
        self._fits = False
        """Whether the journal's lines belong to the file, so that one may be added."""
        self._ahead: Changes = []
        """What a migration has changed that no line says yet."""
        self._lacks = False
        """Whether the disk lacks something that is known here."""
        self._bad: tuple[str, Stamp | None, float] | None = None
        """Why the file cannot be read, which one that is, and from when on it may be mended."""

    @property
    def generation(self) -> int:
        """How many journals there have been."""
        return self._journal.header.generation if self._journal and self._journal.header else 0

    # Keeping up

    def is_behind(self) -> bool:
        """Return whether file or journal are others than when they were read last."""
        if disk.stamp_at(self.path) != self._file:
            return True
        return disk.stamp_at(journal_of(self.path)) != self._seen

    def keep_up(self) -> None:
        """Take in what others have done since. Writes nothing.

        Raises:
            LedgerError: the file is not TinyDB's JSON and nothing is left to make it from, is of a
                newer schema, or cannot be read.
        """
        try:
            file = disk.stamp_at(self.path)
            if not self.version or not self._follow(file):
                self._load()
            elif file != self._file:
                self._take_outside()
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
        if stamp == self._seen:
            return True
        if stamp[2] != known.stamp[2]:
            return self._go_over(file)
        found = disk.read_on(path, known.begin - 1, self._end)
        if found is None or found[0][1] < self._end:
            return False
        self._seen, head, added = found
        if print_of(head) != known.name:  # another, to which the disk gave the same inode
            return self._go_over(file)
        self._take(read_lines(added, self._end, self.state, self.count))
        return True

    def _go_over(self, file: Stamp | None) -> bool:
        """Go on in a new journal, if it goes on from what is known; return whether it does."""
        journal, known = read_journal(journal_of(self.path)), self._journal
        header = journal.header if journal is not None else None
        if journal is None or header is None or header.after is None or header.file != file:
            return False
        name, begin, end = header.after
        if known is None or name != known.name or begin > self._end or not self._fits:
            return False
        read = min(end, self._end) - begin  # bytes that came over and were read in the old one
        self._journal, self._file, self._seen = journal, file, journal.stamp
        lines = journal.lines
        self._end = lines.end
        self._folded, self.count, self.state = lines.folded, lines.count, lines.state
        for each in lines.operations:
            if each.start - journal.begin >= read:
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

    def _load(self) -> None:
        """Read file and journal from the beginning, and keep what only this process knows of."""
        known, before, end = self.tables, self._journal, self._end
        loaded = load(self.path)
        journal, self._file, self._fits = loaded.journal, loaded.file, loaded.fits
        self._journal, self.state = journal, loaded.state
        self._seen = journal.stamp if journal else None
        self._end = journal.lines.end if journal else 0
        self.count = journal.lines.count if journal else 0
        self._folded = journal.lines.folded if journal else None
        self._remark(loaded.remarks)
        self._bad = (loaded.bad, loaded.file, 0.0) if loaded.bad else None
        self.tables, self._lacks = loaded.tables, loaded.lacks
        self._ahead = migrate(self.tables, timestamp())
        if self.version and not self._goes_on_from(before, end):
            merged = merge(known, self.tables)
            if difference(self.tables, merged):
                self.tables, self._lacks = merged, True
                self.state, self._fits = mixed_state(self.state, NOTHING), False
        self._renewed()

    def _goes_on_from(self, before: Journal | None, end: int) -> bool:
        """Return whether whoever began the journal knew another up to byte `end`: then nothing can
        be missing."""
        if before is None or self._journal is None or self._journal.header is None:
            return False
        known = dict(self._journal.header.known)
        return before.name != self._journal.name and known.get(before.name, -1) >= end

    def _renewed(self) -> None:
        self.touched.clear()
        self.last_numbers.clear()
        self.version += 1

    # What others did to the file

    def _take_outside(self) -> None:
        """Take in a file that no newsread has put there; nothing that is known is forgotten."""
        found = disk.read(self.path)
        stamp, data = found if found is not None else (None, b"")
        try:
            theirs = _something(data)
        except ValueError as error:
            if self._bad is None or self._bad[1] != stamp:
                self._bad = str(error), stamp, time.monotonic() + BEING_WRITTEN
            return
        check_schema(self.path, theirs)
        print_ = print_of(data)
        self._file, self._bad = stamp, None
        header = self._journal.header if self._journal else None
        if self._fits and header is not None and header.base == print_:
            return  # it was only touched
        migrate(theirs, timestamp())
        self._fits, self._lacks = False, True
        if self._folded is None or self._folded.into != print_:
            self._remark([f"{self.path.name}: {MERGED}"])
            self.state = mixed_state(print_, self.state)
            self.tables = merge(self.tables, theirs)
            self._renewed()

    # Writing

    def mend(self) -> None:
        """Put on the disk what only this process knows of, and a good file in the place of a bad.

        Raises OSError when it cannot; what is on the disk is as good as before.
        """
        if self._bad is not None:
            why, stamp, earliest = self._bad
            if time.monotonic() > earliest:
                self._write_again(why, stamp)
        elif self._lacks:
            self.begin()

    def _write_again(self, why: str, bad: Stamp | None) -> None:
        """Put what is known in the place of a file that is bad or gone, which has this stamp. And
        once more as the last generation, for what has spoiled the one may come again."""
        snapshot = self.snapshot()
        fresh, copy = snapshot.write(), snapshot.write()
        if disk.stamp_at(self.path) != bad:
            disk.discard(fresh.file)
            disk.discard(copy.file)
            return  # somebody has mended it meanwhile, or spoils it once more
        if bad is not None:
            aside = generations.set_aside(self.path, time.time())
            why += f", and is {aside.name} now"
        generations.keep(self.path, copy.file)
        disk.replace(fresh.file, self.path)
        self._remark([f"{self.path.name}: {why}; what was saved is in its place"])
        self._file, self._bad, self._fits = fresh.stamp, None, False
        self._begin_journal(fresh.print, [])

    def save(self, changes: Changes) -> None:
        """Put `changes` on the disk as one operation; they are in memory already.

        Raises OSError when they are not on it; then file and journal are as before.
        """
        body = operation([*self._ahead, *changes])
        self._seen = disk.append(journal_of(self.path), self._end, line(body))
        self._end = self._seen[1]
        self.state, self.count = next_state(self.state, body), self.count + 1
        self._ahead = []

    @property
    def fits(self) -> bool:
        """Whether the journal's lines belong to the file, so that one may be added."""
        return self._fits

    def begin(self) -> None:
        """Begin a journal that belongs to the file, with all that is not in it.

        Raises:
            LedgerError: another program has changed the file since it was read.
        """
        if self._file is None and disk.stamp_at(self.path) is None:
            disk.replace(disk.write_beside(self.path, [EMPTY]), self.path)
            self._file = disk.stamp_at(self.path)
        found = disk.read(self.path)
        if found is None or found[0] != self._file:
            raise LedgerError(
                str(self.path),
                "not saved: another program is writing to it",
                "Do it again in a moment",
            )
        if found[1] != EMPTY:
            with suppress(OSError):  # for want of room perhaps, which a line may have
                generations.keep(self.path, disk.write_beside(self.path, [found[1]]))
        self._begin_journal(print_of(found[1]), difference(parse(found[1]), self.tables))

    def _begin_journal(
        self,
        base: str,
        changes: Changes,
        after: tuple[str, int, int] | None = None,
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
            known=self._known_journals(),
            state=state or self.state,
        )
        first = line(msgspec.json.encode(header))
        body = line(operation(changes)) if changes else carried
        disk.replace(disk.write_beside(path, [first, body]), path)
        journal = read_journal(path)
        assert journal is not None
        self._journal, self._seen, self._fits = journal, journal.stamp, True
        self._lacks, self._ahead = False, []
        lines = journal.lines
        self._end, self.count, self._folded = lines.end, lines.count, lines.folded
        self.state = lines.state

    def _known_journals(self) -> tuple[tuple[str, int], ...]:
        if self._journal is None:
            return ()
        header = self._journal.header
        earlier = header.known if header is not None else ()
        return (*earlier[1 - REMEMBERED :], (self._journal.name, self._end))

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
            journal=self._journal.name if self._journal else NOTHING,
            end=self._end,
            state=self.state,
        )

    def put_in_place(self, written: Written) -> bool:
        """Make a snapshot that is on the disk the claims' file, and begin another journal.

        Return False, and forget it, where that has happened meanwhile. Raises OSError; whatever was
        done until then, nothing is lost.
        """
        snapshot, path = written.snapshot, journal_of(self.path)
        if not self._fits or self._journal is None or snapshot.journal != self._journal.name:
            disk.discard(written.file)
            return False
        try:
            found, end = disk.read_on(path, 0, snapshot.end), self._end
            carried = found[2][: end - snapshot.end] if found is not None else b""
            folded = Folded(into=written.print, upto=snapshot.end)
            self._seen = disk.append(path, end, line(msgspec.json.encode(folded)))
            self._end, self._folded = self._seen[1], folded
            generations.hand_down(self.path, time.time())
            if disk.stamp_at(self.path) != self._file:  # another program was quicker
                disk.discard(written.file)
                return False
            disk.replace(written.file, self.path)
        except BaseException:
            disk.discard(written.file)
            raise
        self._file, self._fits = written.stamp, False
        after = snapshot.journal, snapshot.end, end
        self._begin_journal(written.print, [], after, snapshot.state, carried)
        return True


def _something(data: bytes) -> Tables:
    """Return the tables of a file that may be none; ValueError says why."""
    if not data:
        raise ValueError("was removed or emptied")
    return parse(data)
