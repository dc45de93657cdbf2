"""The ledger: every claim, by id and by article; what is changed is on the disk before it returns.

Each change gives back what the records were before and after, as the file has them; handed to
`Ledger.apply` with the two exchanged it is taken back, fields of other programs included.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec
from tinydb import TinyDB
from tinydb.table import Document

from newsread.errors import LedgerError
from newsread.ledger.foreign import foreign_claims
from newsread.ledger.index import Index
from newsread.ledger.record import record_of
from newsread.ledger.storage import SCHEMA, WAIT, LedgerStorage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
    from pathlib import Path
    from typing import Any

    from newsread.claims.claim import Claim
    from newsread.ledger.record import Record


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

    def __init__(self, database: TinyDB, storage: LedgerStorage) -> None:
        self._storage = storage
        self._table = database.table("claims")
        self._meta = database.table("meta")
        self._version = -1
        self._follow()

    @classmethod
    def open(cls, path: Path, wait: float = WAIT) -> Ledger:
        """Open the claims' file; it is made when the first claim is saved.

        `wait` is how many seconds each change waits while another process writes.

        Raises:
            LedgerError: the file is not TinyDB's JSON, is of a newer schema, or cannot be read.
                It is left as it is.
        """
        storage = LedgerStorage(path, wait)
        return cls(TinyDB(storage=lambda: storage), storage)

    # Reading

    @property
    def problems(self) -> tuple[str, ...]:
        """Why some records of the file are not shown, a sentence each. They stay in the file."""
        file = self._storage.path
        return tuple(
            str(LedgerError(f"{file}, record {number}", f"is not shown: {why}"))
            for number, why in self._index.problems
        )

    @property
    def stamp(self) -> str:
        """A text that is another after every change, for what is derived from the claims."""
        return self._storage.stamp

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
        self._storage.refresh()
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
                    raise LedgerError("the claim", "is not there any more")
                wanted[claim_id] = record_of(how(claim), self._record(claim_id))
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

        Those that have all been made already are not made again: perhaps a process was ended after
        it made them and before it could note that.

        Raises:
            StaleChangeError: some claim is not as its change says it was before.
        """
        with self._turn():
            wanted = {change.id: _record_in(change.after) for change in changes}
            if all(self._record(claim_id) == record for claim_id, record in wanted.items()):
                return
            if any(self._record(change.id) != _record_in(change.before) for change in changes):
                raise StaleChangeError("the claim", "has been changed since")
            self._store(wanted)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Make the block one operation on the file, on what it holds by now."""
        try:
            with self._storage.turn():
                self._follow()
                yield
        finally:
            self._follow()

    def _follow(self) -> bool:
        """Index all records again if the storage has read the file again; return whether it has."""
        if self._version == self._storage.version:
            return False
        self._version = self._storage.version
        # Not by the table: it would copy each record, which takes as long as decoding it.
        tables = self._storage.read()
        records = tables.get("claims", {})
        self._index = Index(
            ((int(number), record) for number, record in records.items()),
            suspect=self._storage.suspect,
        )
        for claim in foreign_claims(tables):
            self._index.show(claim)
        return True

    def _record(self, claim_id: str) -> Record | None:
        number = self._index.numbers.get(claim_id)
        return None if number is None else self._table.get(doc_id=number)

    def _store(self, wanted: Mapping[str, Record | None]) -> tuple[Change, ...]:
        """Put each record, or nothing, where the one with its id was: the one way to write."""
        for claim_id in wanted:
            if self.get(claim_id) is not None and claim_id not in self._index.numbers:
                raise LedgerError("the claim", "is another program's record, which is only shown")
        before = {claim_id: self._record(claim_id) for claim_id in wanted}
        changed = {
            claim_id: record for claim_id, record in wanted.items() if record != before[claim_id]
        }
        if not changed:
            return ()
        numbers, next_number = self._index.numbers, self._index.last_number + 1
        gone = [numbers[each] for each, record in changed.items() if record is None]
        kept = {
            numbers[each]: record for each, record in changed.items() if record and each in numbers
        }
        new = [record for each, record in changed.items() if record and each not in numbers]
        fresh = [Document(record, number) for number, record in enumerate(new, next_number)]
        for claim_id in numbers.keys() & changed.keys():
            self._index.drop(claim_id)
        self._write(gone, kept, fresh)
        self._note_deleted({claim_id: record is None for claim_id, record in changed.items()})
        for number, record in [*kept.items(), *((each.doc_id, each) for each in fresh)]:
            self._index.add(number, record)
        return tuple(
            Change(claim_id, _json(before[claim_id]), _json(record))
            for claim_id, record in changed.items()
        )

    def _write(self, gone: list[int], kept: dict[int, Record], fresh: list[Document]) -> None:
        """Change the table. Each call copies all of it, however few of its documents it touches."""
        by_id = {record["id"]: record for record in kept.values()}

        def rewrite(document: MutableMapping[Any, Any]) -> None:
            record = by_id[document["id"]]
            document.clear()
            document.update(record)

        if gone:
            self._table.remove(doc_ids=gone)
        if kept:
            self._table.update(rewrite, doc_ids=kept)
        if fresh:
            self._table.insert_multiple(fresh)

    def _note_deleted(self, deleted: Mapping[str, bool]) -> None:
        """Keep the ids of deleted claims, so that merging an old copy does not bring them back."""
        meta: Record = self._meta.get(doc_id=1) or {}
        noted = meta.get("deleted")
        ids = [each for each in noted if each not in deleted] if isinstance(noted, list) else []
        ids += [claim_id for claim_id, is_deleted in deleted.items() if is_deleted]
        self._meta.upsert(Document({**meta, "schema": SCHEMA, "deleted": ids}, 1))


def _record_in(text: str | None) -> Record | None:
    return None if text is None else json.loads(text)


def _json(record: Record | None) -> str | None:
    return None if record is None else json.dumps(record)
