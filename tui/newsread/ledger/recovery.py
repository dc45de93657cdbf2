"""The claims made again without their file, from what was kept of it.

A generation and its journal make the next generation. So the newest good one is taken, and the
journals from there on are gone through, as long as each says that it goes on where the one before
ended. Where the chain is broken the rest is put in by id.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from newsread.ledger import disk
from newsread.ledger.generations import KEPT, earlier, journal_of
from newsread.ledger.journal import NOTHING, Journal, print_of, read_journal
from newsread.ledger.merging import CLAIMS, META, apply, merge
from newsread.ledger.tables import Tables, parse, render

if TYPE_CHECKING:
    from pathlib import Path

EMPTY = b"".join(render({CLAIMS: {}, META: {}}))
"""The claims' file as the first save makes it, before its journal."""


class Rebuilt(msgspec.Struct, frozen=True):
    """The claims as they could be made again."""

    tables: Tables
    source: str
    """The name of the file that was begun from; empty: only journals."""
    whole: bool
    """Whether nothing that was saved is missing, for all that is known."""


def rebuild(path: Path) -> Rebuilt | None:
    """Return the claims of the file at `path` from its generations and journals; None without."""
    present = read_journal(journal_of(path))
    journals = [present, *(older_journal(path, number) for number in range(1, KEPT + 1))]
    pending = [each for each in journals if each is not None]
    for generation in earlier(path):
        with suppress(OSError, ValueError):  # it is as bad as the file, so the one before it
            found = disk.read(generation)
            if found is not None and found[1]:
                tables, print_ = parse(found[1]), print_of(found[1])
                return _go_through(tables, print_, pending, present, generation.name)
    if any(each.lines.operations for each in pending):
        return _go_through({}, print_of(EMPTY), pending, present, "")
    return None


def older_journal(path: Path, number: int) -> Journal | None:
    """Return the journal of a generation; None where there is none that can be read."""
    with suppress(OSError):
        return read_journal(journal_of(path, number))
    return None


def _go_through(
    tables: Tables, print_: str, pending: list[Journal], present: Journal | None, source: str
) -> Rebuilt:
    """Return what journals make of `tables`, which have this print in their file."""
    reached = present is None
    while True:
        following = next(
            (each for each in pending if each.header and each.header.base == print_), None
        )
        if following is None and print_ == print_of(EMPTY):
            print_ = NOTHING
            continue
        if following is None:
            break
        pending.remove(following)
        for operation in following.lines.operations:
            apply(tables, operation.changes)
        reached = reached or following is present
        print_ = following.lines.folded.into if following.lines.folded else ""
    for journal in reversed(pending):  # the oldest first; what they say of earlier times is known
        tables = merge(told_by(journal), tables)
    return Rebuilt(tables, source, reached)


def told_by(journal: Journal) -> Tables:
    """Return the claims that a journal sets, and what it says of deleted ones, without its file."""
    tables: Tables = {}
    for operation in journal.lines.operations:
        apply(tables, operation.changes)
    return {name: table for name, table in tables.items() if name in (CLAIMS, META)}
