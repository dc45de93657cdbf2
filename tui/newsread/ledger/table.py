"""TinyDB's tables on a `LedgerStorage`: each call is one operation, as large as what it changes.

TinyDB's own copies the whole table for every write, and keeps the number of its next document to
itself, which another process may have used meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from tinydb import TinyDB
from tinydb.table import Table

from newsread.ledger.tables import Record, encode

if TYPE_CHECKING:
    from tinydb.queries import QueryLike

    from newsread.ledger.storage import LedgerStorage

Fields = Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None]


class ChangingDocuments(MutableMapping[int, Record]):
    """A table as TinyDB changes it: documents by number. Those it has touched are told apart from
    the thousands that it has not."""

    def __init__(self, storage: LedgerStorage, name: str) -> None:
        self._storage, self._name = storage, name
        self._touched: dict[int, Record | None] = {}

    def __getitem__(self, number: int) -> Record:
        if number not in self._touched:
            text = self._storage.text(self._name, number)
            self._touched[number] = None if text is None else json.loads(text)
        document = self._touched[number]
        if document is None:
            raise KeyError(number)
        return document

    def __setitem__(self, number: int, document: Record) -> None:
        self._touched[number] = document

    def __delitem__(self, number: int) -> None:
        if number not in self:
            raise KeyError(number)
        self._touched[number] = None

    def __contains__(self, number: object) -> bool:
        if number in self._touched:
            return self._touched[number] is not None
        return isinstance(number, int) and self._storage.text(self._name, number) is not None

    def __iter__(self) -> Iterator[int]:
        known = self._storage.numbers(self._name)
        yield from (number for number in known if number in self)
        fresh = self._touched.keys() - set(known)
        yield from (number for number in self._touched if number in fresh and number in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def store(self) -> None:
        """Make what was touched part of the turn."""
        for number, document in self._touched.items():
            text = None if document is None else encode(document)
            if text != self._storage.text(self._name, number):
                self._storage.set(self._name, str(number), text)


class JournalTable(Table):
    """A table whose every method that changes something is one operation of its `LedgerStorage`."""

    default_query_cache_capacity = 0
    """Other processes change documents, too: what was found before is not looked up again."""

    def __init__(
        self,
        storage: LedgerStorage,
        name: str,
        cache_size: int = default_query_cache_capacity,
        persist_empty: bool = False,
    ) -> None:
        self._ledger = storage
        super().__init__(storage, name, cache_size, persist_empty)

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document and return its number."""
        with self._ledger.turn():
            return super().insert(document)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert documents and return their numbers."""
        with self._ledger.turn():
            return super().insert_multiple(documents)

    def update(
        self,
        fields: Fields,
        cond: QueryLike | None = None,
        doc_ids: Iterable[int] | None = None,
    ) -> list[int]:
        """Update documents and return their numbers; only those that match are touched."""
        with self._ledger.turn():
            if cond is not None and doc_ids is None:
                doc_ids = [each.doc_id for each in self.search(cond)]
            return super().update(fields, None, doc_ids)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update the documents that match, or insert this one."""
        with self._ledger.turn():
            return super().upsert(document, cond)

    def remove(
        self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None
    ) -> list[int]:
        """Remove documents and return their numbers."""
        with self._ledger.turn():
            if cond is not None and doc_ids is None:
                doc_ids = [each.doc_id for each in self.search(cond)]
                cond = None
            return super().remove(cond, doc_ids)

    def truncate(self) -> None:
        """Remove all documents."""
        with self._ledger.turn():
            super().truncate()
            self._ledger.begin_numbers(self.name)

    def _get_next_id(self) -> int:
        """Return the number of the next document, inside the turn that inserts it."""
        return self._ledger.next_number(self.name)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._ledger.turn():
            documents = ChangingDocuments(self._ledger, self.name)
            updater(documents)
            documents.store()


class ClaimsDatabase(TinyDB):
    """TinyDB over a `LedgerStorage`."""

    table_class = JournalTable  # type: ignore[assignment]

    def __init__(self, storage: LedgerStorage) -> None:
        self._ledger = storage
        super().__init__(storage=lambda: storage)

    def drop_tables(self) -> None:
        """Remove all documents of all tables, as one operation."""
        with self._ledger.turn():
            names = self.tables()
            super().drop_tables()
            for name in names:
                self._ledger.begin_numbers(name)

    def drop_table(self, name: str) -> None:
        """Remove all documents of a table, as one operation."""
        with self._ledger.turn():
            super().drop_table(name)
            self._ledger.begin_numbers(name)
