"""A storage for TinyDB that many processes may write to, and that no kill and no full disk spoils.

TinyDB's own storage writes over the file it has: a kill in the middle, a full disk or a second
writer leaves half of it. Here each operation waits for its turn, reads what others have written
since, and puts a whole new file in the place of the old. What lies at the path is complete TinyDB
JSON at every moment, in ASCII as TinyDB's own storage writes it, so it opens in any locale.
"""

from __future__ import annotations

import errno
import json
import os
import re
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tinydb.storages import Storage

from newsread.errors import LedgerError
from newsread.ledger.record import may_be_harmful

if TYPE_CHECKING:
    from collections.abc import Iterator

    Tables = dict[str, dict[str, dict[str, Any]]]
    Stamp = tuple[int, int, int]

SCHEMA = 1
"""The version of records that this newsread writes, kept in the table ``meta``."""
WAIT = 10.0
"""Seconds a command waits for its turn. Others hold it for one operation, some milliseconds."""

_NUMBER = re.compile("0|[1-9][0-9]{0,17}")
"""TinyDB's key of a document; two spellings of one number would be one document to it."""
_DEEP = re.compile(rb'(?:[\[{]\s*(?:"[^"]*"\s*:\s*)?){64}')
"""Values within values; in claims there are six."""
_LEFT = "Move it away to begin anew, or put a copy of yours in its place"
_NEXT = {
    errno.ENOSPC: "Free some space and do it again",
    errno.EDQUOT: "Free some space and do it again",
    errno.EFBIG: "Raise the limit on the size of files and do it again",
    errno.EACCES: "Make the folder and its files writable, or choose another with --home",
    errno.EPERM: "Make the folder and its files writable, or choose another with --home",
    errno.EROFS: "Choose a folder that can be written to with --home",
}
_OTHERWISE = "See that the disk is in order and do it again"


class LedgerStorage(Storage):
    """All tables in memory, as the file had them when it was last read or written.

    TinyDB may write only inside `turn`. `version` changes whenever `read` gives other tables than
    before for a reason that is not TinyDB's own writing.

    Raises:
        LedgerError: the file is not TinyDB's JSON, is of a newer schema, or cannot be read. It is
            left as it is.
    """

    def __init__(self, path: Path, wait: float = WAIT) -> None:
        # Resolved once: where the user has put a link, the link stays and its target is replaced.
        self.path = Path(os.path.realpath(path))
        self._wait = wait
        self.version = 0
        self.suspect = False
        """Whether some text in the file may have characters that would act on a terminal."""
        self._tables: Tables = {}
        self._texts: dict[tuple[str, str], tuple[dict[str, Any], str]] = {}
        """Each record as it was encoded last, and its text."""
        self._stamp: Stamp | None = None
        self._may_write = False
        self._changed = False
        self.refresh()

    @property
    def stamp(self) -> str:
        """What tells the file, as it was last read or written, from what it was at other times."""
        return "-".join(map(str, self._stamp or ()))

    def read(self) -> Tables:
        """Return all tables. TinyDB changes them in place."""
        return self._tables

    def write(self, data: Tables) -> None:
        """Take `data` as the tables, to be stored when the turn ends."""
        if not self._may_write:
            raise RuntimeError("the ledger is written to only in its turn")
        self._tables = data
        self._changed = True

    def refresh(self) -> bool:
        """Read the file again if it is another than before; return whether it was."""
        try:
            if self._stamp == _stamp(self.path.stat()):
                return False
            with self.path.open("rb") as file:
                stamp, data = _stamp(os.fstat(file.fileno())), file.read()
        except FileNotFoundError:
            if self._stamp is None:
                return False
            stamp, data = None, b""
        except OSError as error:
            raise LedgerError(
                str(self.path),
                f"cannot be read: {error.strerror}",
                "See that it is a file of yours",
            ) from error
        self._tables = _parse(data, self.path) if data else {}
        self.suspect = may_be_harmful(data)
        self._stamp = stamp
        self.version += 1
        return True

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Make the block one operation: nobody else writes meanwhile, and it is stored at the end.

        The block sees what others have written. When it fails, or its result cannot be stored,
        the tables are again as the file has them.

        Raises:
            LedgerError: it was not stored; the file is as it was before.
        """
        with self._lock():
            self.refresh()
            self._may_write = True
            try:
                yield
                if self._changed:
                    self._save()
            except BaseException:
                self._stamp, self._tables = None, {}
                self.version += 1
                self.refresh()
                raise
            finally:
                self._may_write = self._changed = False

    @contextmanager
    def _lock(self) -> Iterator[None]:
        from filelock import FileLock, Timeout  # asyncio and 60 more modules, for writers only

        lock = FileLock(f"{self.path}.lock", timeout=self._wait, mode=0o600)
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.acquire(poll_interval=0.01)
        except Timeout as error:
            raise LedgerError(
                str(self.path),
                "not saved: another process is writing to it",
                "Do it again in a moment",
            ) from error
        except OSError as error:
            raise self._not_saved(error) from error
        try:
            yield
        finally:
            lock.release()

    def _save(self) -> None:
        data = self._encoded()  # whole, before any file is touched
        fresh = self.path.with_name(self.path.name + ".new")
        # Later than the file before: two saves within one tick of the clock, one of them in a
        # file that got the number of a deleted one, would otherwise look alike to a third process.
        modified = max(time.time_ns(), self._stamp[0] + 1 if self._stamp else 0)
        try:
            descriptor = os.open(
                fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600
            )
            try:
                os.fchmod(descriptor, 0o600)
                _write(descriptor, data)
                os.utime(descriptor, ns=(modified, modified))
                _sync(descriptor)
                stamp = _stamp(os.fstat(descriptor))
            finally:
                os.close(descriptor)
            fresh.replace(self.path)
            _sync_folder(self.path.parent)
        except OSError as error:
            _remove(fresh)
            raise self._not_saved(error) from error
        self._stamp = stamp

    def _encoded(self) -> bytes:
        """Return the tables as TinyDB's own storage writes them.

        Of thousands of records one has changed, and to encode one takes ten times as long as to see
        that it has not. What is compared with is a copy: TinyDB changes records in place.
        """
        texts: dict[tuple[str, str], tuple[dict[str, Any], str]] = {}
        tables = []
        for name, records in self._tables.items():
            documents = []
            for number, record in records.items():
                before = self._texts.get((name, number))
                if before is None or before[0] != record:
                    before = dict(record), json.dumps(record)
                texts[name, number] = before
                documents.append(f"{json.dumps(number)}: {before[1]}")
            tables.append(f"{json.dumps(name)}: {{{', '.join(documents)}}}")
        self._texts = texts
        return f"{{{', '.join(tables)}}}".encode("ascii")

    def _not_saved(self, error: OSError) -> LedgerError:
        return LedgerError(
            str(self.path),
            f"not saved: {error.strerror or error}",
            _NEXT.get(error.errno or 0, _OTHERWISE),
        )


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_size, status.st_ino


def _write(descriptor: int, data: bytes) -> None:
    """Write all of `data`; on a nearly full disk one call writes a part and says nothing."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _sync(descriptor: int) -> None:
    """Wait until the file is on the disk; on macOS fsync alone only hands it to the drive."""
    import fcntl

    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is None:
        os.fsync(descriptor)
    else:
        fcntl.fcntl(descriptor, full)


def _sync_folder(folder: Path) -> None:
    """Wait until the names in `folder` are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    """Remove a file that was given up; what keeps it there has been reported already."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def _parse(data: bytes, path: Path) -> Tables:
    try:
        tables: Tables = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise LedgerError(
            str(path), "is not JSON, so it holds no claims; it was left as it is", _LEFT
        ) from error
    if _DEEP.search(data):  # some Pythons read it, and fail when they write it
        raise LedgerError(str(path), "is nested too deeply; it was left as it is", _LEFT)
    if not _is_tinydb(tables):
        raise LedgerError(str(path), "is JSON, but not TinyDB's; it was left as it is", _LEFT)
    for table in ("meta", "_meta"):  # the second is what others call theirs
        schema = tables.get(table, {}).get("1", {}).get("schema", SCHEMA)
        if not isinstance(schema, int) or schema > SCHEMA:
            raise LedgerError(
                str(path),
                f"was written by a newer newsread (schema {schema}); it was left as it is",
                "Install that newsread: pip install --upgrade newsread",
            )
    return tables


def _is_tinydb(tables: object) -> bool:
    """Return whether this is TinyDB's shape: tables of documents by number."""
    return isinstance(tables, dict) and all(
        isinstance(table, dict)
        and all(
            _NUMBER.fullmatch(number) and isinstance(document, dict)
            for number, document in table.items()
        )
        for table in tables.values()
    )
