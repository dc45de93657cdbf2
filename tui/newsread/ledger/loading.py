"""The claims as file and journal have them, read from the beginning."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from newsread.claims.claim import timestamp
from newsread.errors import LedgerError
from newsread.ledger import disk, generations
from newsread.ledger.disk import Stamp
from newsread.ledger.generations import journal_of
from newsread.ledger.journal import (
    NOTHING,
    Journal,
    Operation,
    mixed_state,
    print_of,
    read_journal,
)
from newsread.ledger.merging import CLAIMS, apply, merge
from newsread.ledger.migrations import SCHEMA, migrate
from newsread.ledger.recovery import Rebuilt, older_journal, rebuild
from newsread.ledger.tables import Tables, parse, schema_of

if TYPE_CHECKING:
    from pathlib import Path

BEING_WRITTEN = 0.5
"""Seconds after which a file that cannot be read is not just being written by another program."""
MERGED = "was changed by another program; merged by id"
_LEFT = "Move it away to begin anew, or put a copy of yours in its place"


class Loaded(msgspec.Struct, kw_only=True):
    """What was read."""

    tables: Tables
    file: Stamp | None
    journal: Journal | None = None
    fits: bool = False
    """Whether the journal's lines belong to the file, so that one may be added."""
    lacks: bool = False
    """Whether file and journal do not say all of it, so that both are to be written."""
    state: str
    bad: str = ""
    """Why the file is none and the tables are made again from what was kept of it; else empty."""
    remarks: list[str]


def load(path: Path) -> Loaded:
    """Return the claims that are kept at `path`.

    Raises:
        LedgerError: the file is not TinyDB's JSON and there is nothing to make it from, or is of a
            newer schema.
        OSError: it cannot be read.
    """
    until = time.monotonic() + BEING_WRITTEN
    while True:
        journal = read_journal(journal_of(path))
        found = disk.read(path)
        stamp, data = found if found is not None else (None, b"")
        try:
            tables = _parsed(path, data, journal)
            break
        except ValueError as error:
            if stamp is None or not _is_young(stamp) or time.monotonic() > until:
                return _make_again(path, str(error))
            time.sleep(BEING_WRITTEN / 10)
    print_ = print_of(data) if found is not None else NOTHING
    loaded = Loaded(tables=tables, file=stamp, journal=journal, state=print_, remarks=[])
    if journal is not None:
        loaded.remarks += problems_of(journal_of(path), journal.lines.problems)
    _put_in(loaded, print_, path)
    check_schema(path, loaded.tables)
    return loaded


def read_other(path: Path) -> Tables:
    """Return the tables of a claims' file that is not the one in use.

    Raises:
        LedgerError: it cannot be read, is not TinyDB's JSON, or is of a newer schema.
    """
    try:
        found = disk.read(path)
        if found is None:
            raise LedgerError(str(path), "is not there")
        tables = parse(found[1])
    except OSError as error:
        raise LedgerError(str(path), f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise LedgerError(str(path), str(error)) from error
    check_schema(path, tables)
    migrate(tables, timestamp())
    return tables


def _is_young(stamp: Stamp) -> bool:
    """Return whether somebody may just be writing the file: TinyDB writes into the one there is."""
    return abs(time.time() - stamp[0] / 1e9) < BEING_WRITTEN


def problems_of(journal: Path, problems: list[str]) -> list[str]:
    """Return what is damaged in a journal, as remarks."""
    return [f"{journal.name}: {each}" for each in problems]


def _parsed(path: Path, data: bytes, journal: Journal | None) -> Tables:
    """Return the tables of the file; ValueError where it is none, or was one and is gone."""
    earlier = generations.earlier(path)
    if not data and (journal is not None or any(each.exists() for each in earlier)):
        raise ValueError("is empty or is not there any more")
    return parse(data)


def _put_in(loaded: Loaded, print_: str, path: Path) -> None:
    """Put what was saved into the tables of the file, which has this print."""
    journal = loaded.journal
    header, lines = (journal.header, journal.lines) if journal is not None else (None, None)
    if lines is not None and header is not None and header.base == print_:
        loaded.fits, loaded.state = True, lines.state
        _do(loaded.tables, lines.operations)
        return
    loaded.lacks = True
    if lines is not None and lines.folded is not None and lines.folded.into == print_:
        # Whoever wrote the file was ended before the new journal was there.
        upto = lines.folded.upto
        _do(loaded.tables, [each for each in lines.operations if each.start >= upto])
        loaded.state = lines.state
    elif header is None and _was_written(path, print_):
        _do(loaded.tables, lines.operations if lines is not None else [])
        loaded.state = mixed_state(print_, lines.state if lines is not None else NOTHING)
    elif (known := rebuild(path)) is not None:
        loaded.remarks.append(f"{path.name}: {MERGED}")
        loaded.tables = merge(known.tables, loaded.tables)
        loaded.state = mixed_state(print_, lines.state if lines is not None else NOTHING)
    else:
        loaded.lacks = False


def _do(tables: Tables, operations: list[Operation]) -> None:
    for each in operations:
        apply(tables, each.changes)


def _was_written(path: Path, print_: str) -> bool:
    """Return whether the last journal but one says that this file was written."""
    older = older_journal(path, 1)
    return (
        older is not None and older.lines.folded is not None and older.lines.folded.into == print_
    )


def _make_again(path: Path, why: str) -> Loaded:
    """Return the claims as the newest good generation and the journals have them."""
    stamp, rebuilt = disk.stamp_at(path), rebuild(path)
    if rebuilt is None and stamp is None:
        rebuilt = Rebuilt({}, "", whole=True)  # there never was a claim
    if rebuilt is None:
        raise LedgerError(str(path), f"{why}; it was left as it is", _LEFT)
    check_schema(path, rebuilt.tables)
    state = print_of(b"".join(sorted(rebuilt.tables.get(CLAIMS, {}).values())))
    source = rebuilt.source or journal_of(path).name
    told = "with all that was saved since" if rebuilt.whole else "what was saved last may lack"
    remark = f"{path.name}: {why}; made again from {source}, {told}"
    return Loaded(tables=rebuilt.tables, file=stamp, state=state, bad=why, remarks=[remark])


def check_schema(path: Path, tables: Tables) -> None:
    """Raise LedgerError for tables that only a newer newsread can read."""
    schema = schema_of(tables, SCHEMA)
    if not isinstance(schema, int) or schema > SCHEMA:
        raise LedgerError(
            str(path),
            f"was written by a newer newsread (schema {schema}); it was left as it is",
            "Install that newsread: pip install --upgrade newsread",
        )
