"""What the ledger asks of the disk: bytes that are there when the call returns, or an error.

All of the ledger's writing goes through here, so that a fault can be tried at each call.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from newsread.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterable

Stamp = tuple[int, int, int]
"""Tells a file from others at its path and from itself at other times: when it was modified in
nanoseconds, bytes, inode."""

_HAPPENED = {
    errno.ENOSPC: "disk full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EFBIG: "the file may not become larger",
    errno.EROFS: "the disk is read-only",
}
_WRITABLE = "Make the folder and its files writable, or choose another with --home"
_NEXT = {
    errno.ENOSPC: "Free some space and do it again",
    errno.EDQUOT: "Free some space and do it again",
    errno.EFBIG: "Raise the limit on the size of files and do it again",
    errno.EACCES: _WRITABLE,
    errno.EPERM: _WRITABLE,
    errno.EROFS: "Choose a folder that can be written to with --home",
}
_OTHERWISE = "See that the disk is in order and do it again"


def not_saved(path: Path, error: OSError) -> LedgerError:
    """Return the sentence that says why nothing was saved, and what to do."""
    number = error.errno or 0
    why = _HAPPENED.get(number) or error.strerror or str(error)
    return LedgerError(str(path), f"not saved: {why}", _NEXT.get(number, _OTHERWISE))


def not_written_anew(path: Path, error: OSError | LedgerError) -> LedgerError:
    """Return the sentence that says why the claims' file lacks for now what its journal has."""
    failed = error if isinstance(error, LedgerError) else not_saved(path, error)
    why = failed.happened.removeprefix("not saved: ")
    told = f"cannot be written anew ({why}); all claims are saved, in its journal"
    return LedgerError(str(path), told, "It is tried again by itself")


def stamp_of(status: os.stat_result) -> Stamp:
    """Return the stamp of a file."""
    return status.st_mtime_ns, status.st_size, status.st_ino


def stamp_at(path: Path) -> Stamp | None:
    """Return the stamp of the file at `path`; None where there is none."""
    try:
        return stamp_of(path.stat())
    except FileNotFoundError:
        return None


def read(path: Path) -> tuple[Stamp, bytes] | None:
    """Return a file's stamp and its bytes; None where there is none."""
    found = read_on(path, 0, 0)
    return None if found is None else (found[0], found[2])


def read_on(path: Path, head: int, start: int) -> tuple[Stamp, bytes, bytes] | None:
    """Return a file's stamp, its first `head` bytes and those from `start` on; None: no file."""
    try:
        with path.open("rb") as file:
            stamp = stamp_of(os.fstat(file.fileno()))
            first = file.read(head)
            file.seek(start)
            return stamp, first, file.read()
    except FileNotFoundError:
        return None


def append(path: Path, end: int, data: bytes) -> Stamp:
    """Write `data` at byte `end` of a file that is there, wait for the disk, return its stamp.

    What lies beyond `end`, half of a line perhaps, is cut off first. When this fails the file ends
    at `end`, as far as the disk lets it: a nearly full one takes a part and says nothing.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        if os.fstat(descriptor).st_size > end:
            os.ftruncate(descriptor, end)
        try:
            os.lseek(descriptor, end, os.SEEK_SET)
            _write(descriptor, data)
            _sync_data(descriptor)
        except BaseException:
            with suppress(OSError):  # the next one cuts it off, and no line is read by halves
                os.ftruncate(descriptor, end)
            raise
        return stamp_of(os.fstat(descriptor))
    finally:
        os.close(descriptor)


def write_beside(path: Path, data: Iterable[bytes]) -> Path:
    """Write a new file beside `path`, for its owner alone; return where, once the disk has it."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    fresh = Path(name)
    try:
        try:
            for part in data:
                _write(descriptor, part)
            _sync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        discard(fresh)
        raise
    return fresh


def replace(fresh: Path, path: Path) -> None:
    """Put `fresh` in the place of what is at `path`, and wait until the folder says so."""
    fresh.replace(path)
    sync_folder(path.parent)


def double(path: Path, other: Path) -> None:
    """Give a file a second name, in the place of what has it now. The two share no later change:
    nothing here writes into a file that is there, but for the journal.
    """
    twin = path.with_name(f".{path.name}.twin.new")
    discard(twin)
    try:
        os.link(path, twin)
    except OSError:  # no links on this file system
        shutil.copy2(path, twin)
    twin.replace(other)
    discard(twin)  # two names of one file stay both, says POSIX


def discard(path: Path) -> None:
    """Remove a file that was given up; whatever keeps it there is no reason to fail."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Wait until the names in `folder` are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(descriptor: int, data: bytes) -> None:
    """Write all of `data`; on a nearly full disk one call writes a part and says nothing."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _sync(descriptor: int) -> None:
    """Wait until the file is on the disk; on macOS fsync alone only hands it to the drive."""
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is None:
        os.fsync(descriptor)
    else:
        fcntl.fcntl(descriptor, full)


def _sync_data(descriptor: int) -> None:
    """The same, but for times that no reader needs: half the work where a file only grew."""
    if hasattr(fcntl, "F_FULLFSYNC"):
        _sync(descriptor)
    else:
        os.fdatasync(descriptor)
