"""The claims' file written anew from what is in memory, so that the journal may begin again.

Most of the work needs no turn: what the claims were at one moment is written beside the file while
others save. To put it in the place of the old file takes some milliseconds, in a turn. What was
saved meanwhile goes over to the new journal.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import msgspec

from newsread.ledger import disk
from newsread.ledger.disk import Stamp
from newsread.ledger.tables import Tables, render

if TYPE_CHECKING:
    from collections.abc import Iterator


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """The claims at one moment; they do not change any more, whatever is saved."""

    path: Path
    tables: Tables
    journal: str
    """The name of the journal that they are known from."""
    end: int
    """The byte of it up to which they go."""
    state: str

    def write(self) -> Written:
        """Write them beside the claims' file, from any thread; OSError when that fails."""
        size = check = 0

        def counted() -> Iterator[bytes]:
            nonlocal size, check
            for part in render(self.tables):
                size, check = size + len(part), crc32(part, check)
                yield part

        fresh = disk.write_beside(self.path, counted())
        try:
            stamp = disk.stamp_of(fresh.stat())
        except BaseException:
            disk.discard(fresh)
            raise
        return Written(snapshot=self, file=fresh, print=f"{size}-{check:08x}", stamp=stamp)


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A snapshot on the disk, not yet in the place of the claims' file."""

    snapshot: Snapshot
    file: Path
    print: str
    stamp: Stamp
