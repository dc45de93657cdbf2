"""What ``doctor`` looks at in the claims' file, its journal and its generations."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from newsread.errors import LedgerError
from newsread.ledger import disk, generations
from newsread.ledger.ledger import Ledger
from newsread.ledger.tables import parse
from newsread.services.findings import Finding
from newsread.text.counted import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONFLICTS = ("*sync-conflict*", "*conflicted copy*", "*.orig")
"""What Syncthing, Dropbox and git call the copy of a file that they could not merge."""


def open_ledger(path: Path) -> tuple[Ledger | None, list[Finding]]:
    """Return the ledger, if the file can be read or made again, and what is to be said of it."""
    try:
        ledger = Ledger.open(path)
    except LedgerError as error:
        return None, [Finding("problem", str(error))]
    if path.exists() and (read_only := ledger.read_only):
        return ledger, [Finding("problem", read_only)]
    return ledger, [Finding("repaired", f"{path.parent}: {told}") for told in ledger.remarks]


def check_storage(ledger: Ledger) -> Iterator[Finding]:
    """See that the file has all claims, and that what is kept of earlier ones can be read."""
    storage = ledger.storage
    path, lines = storage.path, storage.lines
    for each in generations.remains(path, time.time()):
        disk.discard(each)
        yield Finding("repaired", f"{each}: was left half written, and is removed")
    if lines:
        storage.compact()
        told = f"{counted(lines, 'operation')} put from the journal into the file"
        yield Finding("fine", f"{path}: {told}")
    good = []
    for generation in generations.earlier(path):
        if generation.exists():
            fault = _fault(generation)
            if fault:
                yield Finding("problem", f"{generation}: {fault}. It is of no use; remove it")
            else:
                good.append(generation)
    if good:
        names = ", ".join(each.name.removeprefix(path.name) for each in good)
        yield Finding("fine", f"{path}: {counted(len(good), 'earlier file')} can be read ({names})")
    for bad in sorted(path.parent.glob(f"{path.name}.bad-*")):
        yield Finding("note", f"{bad}: could not be read once; remove it when you miss nothing")
    for pattern in CONFLICTS:
        for copy in sorted(path.parent.glob(path.stem + pattern)):
            told = "another program kept this copy; take its claims in with"
            yield Finding("note", f"{copy}: {told} newsread claims merge")


def _fault(file: Path) -> str:
    """Return why a file is none of claims; empty when it is one."""
    try:
        found = disk.read(file)
        if found is not None:
            parse(found[1])
    except (OSError, ValueError) as error:
        return str(error)
    return ""
