"""The ledger: every claim, by id and by article; what is changed is on the disk before it returns.

Each change gives back what the records were before and after, as the file has them; handed to
`Ledger.apply` with the two exchanged it is taken back, fields of other programs included.
"""

from __future__ import annotations

import json
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from newsread.claims.claim import instant, timestamp
from newsread.errors import LedgerError
from newsread.ledger.checks import carried, is_checked, joined
from newsread.ledger.foreign import foreign_claims
from newsread.ledger.index import Index
from newsread.ledger.merging import CLAIMS, META, Deleted, deletions_of, difference, merge
from newsread.ledger.record import claim_in, claims_among, record_of
from newsread.ledger.storage import WAIT, LedgerStorage
from newsread.ledger.table import ClaimsDatabase
from newsread.ledger.tables import encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
    from pathlib import Path
    from typing import Any

    from newsread.claims.claim import Claim
    from newsread.ledger.tables import Record, Tables


MOST_STEPS = 100
"""Changes after which what is derived from the claims looks at all of them again."""


class StaleChangeError(LedgerError):
    """What a change says was before is not so any more."""


class Change(msgspec.Struct, frozen=True):
    """What became of one claim: its record before and after, in JSON; None where there was none."""

    id: str
    before: str | None
    after: str | None


class Ledger:
    """All claims, for one thread of a process. What other processes write is seen after `refresh`.

    Every method that changes something raises LedgerError when nothing was stored, and says why.
    """

    def __init__(self, storage: LedgerStorage) -> None:
        self.storage = storage
        """Where the claims are on the disk."""
        database = ClaimsDatabase(storage)
        self._table = database.table(CLAIMS)
        self._meta = database.table(META)
        self.others = 0
        """How often changes that others made have been taken in."""
        self._version = -1
        self._stamp = ""
        self._steps: deque[tuple[str, frozenset[str]]] = deque(maxlen=MOST_STEPS)
        """The last changes: the stamp before each, and whose claims it changed."""
        self._index = Index({})
        self._follow()

    @classmethod
    def open(cls, path: Path, wait: float = WAIT, *, compacts: bool = True) -> Ledger:
        """Open the claims' file; it is made when the first claim is saved.

        `wait` is how many seconds each change waits while another process writes; for `compacts`
        see `LedgerStorage`.

        Raises:
            LedgerError: the file is not TinyDB's JSON, is of a newer schema, or cannot be read.
                It is left as it is.
        """
        return cls(LedgerStorage(path, wait, compacts=compacts))

    def close(self) -> None:
        """See that the file has all claims; they are on the disk already."""
        self.storage.close()

    # Reading

    @property
    def read_only(self) -> str:
        """Why nothing can be saved here, a sentence; empty when it can."""
        return self.storage.why_read_only

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was found damaged or changed on the disk, and what was done about it."""
        return tuple(self.storage.present.remarks)

    @property
    def problems(self) -> tuple[str, ...]:
        """Why some records of the file are not shown, a sentence each. They stay in the file."""
        file = self.storage.path
        return tuple(
            str(LedgerError(f"{file}, record {number}", f"is not shown: {why}"))
            for number, why in self._index.problems
        )

    @property
    def stamp(self) -> str:
        """A text that is another after every change, for what is derived from the claims."""
        return self.storage.present.state

    def text_of(self, claim_id: str) -> str | None:
        """Return the record of a claim as the file has it, JSON in ASCII; None where there is none
        of ours, for that of another program is only shown."""
        number = self._index.numbers.get(claim_id)
        text = None if number is None else self.storage.text(CLAIMS, number)
        return None if text is None else text.decode("ascii")

    def changed_since(self, stamp: str) -> frozenset[str] | None:
        """Return the ids of the claims that have been changed since the stamp was `stamp`; None
        where that is not known any more."""
        if stamp == self.stamp:
            return frozenset()
        changed: frozenset[str] = frozenset()
        for before, concerned in reversed(self._steps):
            changed |= concerned
            if before == stamp:
                return changed
        return None

    def all(self) -> tuple[Claim, ...]:
        """Return all claims, newest first."""
        return self._index.newest_first()

    def get(self, claim_id: str) -> Claim | None:
        """Return the claim with this id."""
        return self._index.get(claim_id)

    def of_article(self, key: str) -> tuple[Claim, ...]:
        """Return the claims on the article with `key`, oldest first."""
        return self._index.of_article(key)

    def keys(self) -> frozenset[str]:
        """Return the keys of all articles that have a claim."""
        return self._index.keys()

    def tags(self) -> list[str]:
        """Return all tags in use, most used first."""
        return self._index.tags()

    def speakers(self) -> list[str]:
        """Return the names of all who say something, who says most first."""
        return self._index.speakers()

    def refresh(self) -> bool:
        """Take in what other processes have written; return whether there was anything.

        Raises:
            LedgerError: the file has become unreadable.
        """
        self.storage.refresh()
        return self._follow()

    # Changing

    def put(self, claim: Claim) -> tuple[Change, ...]:
        """Store `claim`, new or instead of the one with its id."""
        return self.put_all((claim,))

    def put_all(self, claims: Iterable[Claim]) -> tuple[Change, ...]:
        """Store `claims` in one write."""
        with self._turn():
            return self._store({each.id: record_of(each, self._record(each.id)) for each in claims})

    def revise(self, ids: Iterable[str], how: Callable[[Claim], Claim]) -> tuple[Change, ...]:
        """Store what `how` makes of each claim, as other processes have left it by now.

        A claim that `how` returns as it was stays as it was.
        """
        with self._turn():
            wanted: dict[str, Record | None] = {}
            for claim_id in ids:
                claim = self.get(claim_id)
                if claim is None:
                    raise LedgerError(
                        "the claim",
                        "is not there any more",
                        "If it was deleted, undo brings it back",
                    )
                wanted[claim_id] = record_of(how(claim), self._record(claim_id))
            return self._store(wanted)

    def take(self, records: Iterable[Record]) -> tuple[Change, ...]:
        """Take in records from elsewhere in one write, as they are; each was checked to be a claim.

        One whose id is not here is added, deleted or not; one that was modified later than ours
        takes its place, and what checks have found is kept of both; others change nothing.
        """
        with self._turn():
            wanted: dict[str, Record | None] = {}
            for record in records:
                stored = wanted.get(record["id"]) or self._record(record["id"])
                wanted[record["id"]] = record if stored is None else joined(record, stored)
            return self._store(wanted)

    def remove(self, claim_id: str) -> tuple[Change, ...]:
        """Remove the claim with this id, if it is there."""
        return self.remove_all((claim_id,))

    def remove_all(self, ids: Iterable[str]) -> tuple[Change, ...]:
        """Remove claims in one write; those that are not there are passed over."""
        with self._turn():
            return self._store(dict.fromkeys(ids))

    def apply(self, changes: Sequence[Change]) -> None:
        """Make `changes`, of different claims, all of them or none.

        What checks have appended to a claim since does not matter, and stays where the change is
        not about anchors. Changes that have all been made already are not made again: perhaps a
        process was ended after it made them and before it could note that.

        Raises:
            StaleChangeError: some claim is not as its change says it was before.
        """
        with self._turn():
            steps = [
                (_record_in(each.before), _record_in(each.after), self._record(each.id))
                for each in changes
            ]
            if all(is_checked(present, before) for before, _, present in steps):
                made = [carried(*step) for step in steps]
                self._store({each.id: record for each, record in zip(changes, made, strict=True)})
            elif not all(is_checked(present, after) for _, after, present in steps):
                raise StaleChangeError("the claim", "has been changed since")

    def merge(self, tables: Tables, *, dry_run: bool = False) -> tuple[Change, ...]:
        """Take in the claims of another file, and what it says of deleted ones, in one write.

        Of a claim that both have, the one modified last counts. Records that are no claims are left
        out. A `dry_run` only tells what would change.
        """
        with self._turn():
            present = self.storage.present.tables
            merged = merge(tables | {CLAIMS: claims_among(tables.get(CLAIMS, {}))}, present)
            made = [each for each in difference(present, merged) if each[0] in (CLAIMS, META)]
            told = []
            for table, number, text in made:
                before = present.get(table, {}).get(number)
                if table == CLAIMS:
                    claim_id = json.loads(text or before or b"{}")["id"]
                    was, now = (None if t is None else t.decode("ascii") for t in (before, text))
                    told.append(Change(claim_id, was, now))
                if not dry_run:
                    self.storage.set(table, number, text)
            return tuple(told)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Make the block one operation on the file, on what it holds by now."""
        try:
            with self.storage.turn():
                self._follow()
                yield
        finally:
            self._follow(own=True)

    def _follow(self, *, own: bool = False) -> bool:
        """Take into the index what the storage has read or changed; return whether it has.

        `own` says that it was changed in a turn of this process.
        """
        found = self._take_in()
        self.others += found and not own
        return found

    def _take_in(self) -> bool:
        present = self.storage.present
        if self._version == present.version:
            touched = sorted(present.touched, key=int)
            present.touched.clear()
            concerned = [self._index.renew(number) for number in touched]
            if touched:
                self._steps.append((self._stamp, frozenset().union(*concerned)))
            self._stamp = present.state
            return bool(touched)
        self._steps.clear()
        self._stamp = present.state
        self._version = present.version
        present.touched.clear()
        # Not by the table: it would decode each record.
        self._index = Index(present.tables.setdefault(CLAIMS, {}))
        for claim in foreign_claims(self.storage.read()):
            self._index.show(claim)
        return True

    def _record(self, claim_id: str) -> Record | None:
        text = self.text_of(claim_id)
        return None if text is None else json.loads(text)

    def _store(self, wanted: Mapping[str, Record | None]) -> tuple[Change, ...]:
        """Put each record, or nothing, where the one with its id was: the one way to write."""
        numbers = self._index.numbers
        for claim_id, record in wanted.items():
            if claim_id not in numbers and self.get(claim_id) is not None:
                raise LedgerError("the claim", "is another program's record, which is only shown")
            _check(record)
        before = {claim_id: self.text_of(claim_id) for claim_id in wanted}
        changed = {
            claim_id: record
            for claim_id, record in wanted.items()
            if record != _record_in(before[claim_id])
        }
        if not changed:
            return ()
        gone = [numbers[each] for each, record in changed.items() if record is None]
        kept = {
            numbers[each]: record for each, record in changed.items() if record and each in numbers
        }
        new = [record for each, record in changed.items() if record and each not in numbers]
        self._write(gone, kept, new)
        self._note_deleted(
            {
                each: _record_in(before[each])
                for each, record in changed.items()
                if record is None or before[each] is None
            }
        )
        return tuple(
            Change(claim_id, before[claim_id], _json(record))
            for claim_id, record in changed.items()
        )

    def _write(self, gone: list[int], kept: dict[int, Record], new: list[Record]) -> None:
        by_id = {record["id"]: record for record in kept.values()}

        def rewrite(document: MutableMapping[Any, Any]) -> None:
            record = by_id[document["id"]]
            document.clear()
            document.update(record)

        if gone:
            self._table.remove(doc_ids=gone)
        if kept:
            self._table.update(rewrite, doc_ids=kept)
        if new:
            self._table.insert_multiple(new)

    def _note_deleted(self, were: Mapping[str, Record | None]) -> None:
        """Note that claims were deleted, so that no older copy brings them back when it is merged,
        or, those that were not there, came back, so that no copy takes them away again. That is
        later than all that was noted of the claim, whatever the clock says.
        """
        noted = deletions_of(self.storage.present.tables.get(META, {}), were)
        fresh, moment = [], timestamp()
        for claim_id, before in were.items():
            number, known = noted.get(claim_id, ("", Deleted(claim_id)))
            now = max(moment, known.at, known.back, key=instant)
            if before is not None:
                at = max(now, before.get("modified", ""), key=instant)
                note = Deleted(claim_id, at, count=known.count + 1)
            elif number:
                note = Deleted(claim_id, known.at, now, known.count + 1)
            else:
                continue  # a new claim
            if number:
                self._meta.update(msgspec.to_builtins(note), doc_ids=[int(number)])
            else:
                fresh.append(msgspec.to_builtins(note))
        if fresh:
            self._meta.insert_multiple(fresh)


def _check(record: Record | None) -> None:
    """Raise LedgerError for what would not be read as a claim."""
    if record is not None:
        try:
            claim_in(encode(record))
        except (ValueError, TypeError) as error:
            raise LedgerError("the claim", f"not saved: it would be no claim ({error})") from error


def _record_in(text: str | None) -> Record | None:
    return None if text is None else json.loads(text)


def _json(record: Record | None) -> str | None:
    return None if record is None else json.dumps(record)
