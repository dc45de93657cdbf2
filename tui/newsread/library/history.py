"""The history table: what was done, in the order it was done, so that it can be taken back.

Steps are never forgotten: one takes about 100 bytes, of a claim 650, of everything marked read
among 250,000 articles at most some 100 kB. A hundred a day for ten years are some 100 MB at the
worst.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import msgspec

from newsread.library.records import Change, Step

if TYPE_CHECKING:
    from newsread.library.database import Database

PACKED_FROM = 300
"""Bytes of JSON from which on a step's changes are compressed. What a claim was and what it became
are mostly the same, so a step of claims takes a third then."""

_STEP = "SELECT id, at, words, changes, undone FROM history"


class Steps:
    """The undo steps of all processes, one sequence: those done, then those undone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, step: Step) -> Step:
        """Store a new step and return it with its id; steps that were undone are given up."""
        with self._database.writing():
            self._database.change("DELETE FROM history WHERE undone = 1")
            number = self._database.insert(
                "INSERT INTO history (at, words, changes, undone) VALUES (?, ?, ?, ?)",
                (step.at, step.words, _pack(step.changes), step.undone),
            )
        return msgspec.structs.replace(step, id=number)

    def last_done(self) -> Step | None:
        """Return the step that undo takes back next."""
        return self._find("WHERE undone = 0 ORDER BY id DESC")

    def last_undone(self) -> Step | None:
        """Return the step that redo makes again next: the earliest that is undone."""
        return self._find("WHERE undone = 1 ORDER BY id")

    def mark(self, step_id: int, undone: bool) -> None:
        """Note that a step has been undone, or made again."""
        with self._database.writing():
            self._database.change("UPDATE history SET undone = ? WHERE id = ?", (undone, step_id))

    def _find(self, which: str) -> Step | None:
        found = self._database.row(f"{_STEP} {which} LIMIT 1")
        if found is None:
            return None
        number, at, words, changes, undone = found
        return Step(id=number, at=at, words=words, changes=_unpack(changes), undone=bool(undone))


def _pack(changes: tuple[Change, ...]) -> str | bytes:
    encoded = msgspec.json.encode(changes)
    return encoded.decode() if len(encoded) < PACKED_FROM else zlib.compress(encoded)


def _unpack(stored: str | bytes) -> tuple[Change, ...]:
    encoded = stored if isinstance(stored, str) else zlib.decompress(stored)
    return msgspec.json.decode(encoded, type=tuple[Change, ...])
