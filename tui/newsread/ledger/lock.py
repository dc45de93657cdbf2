"""Turns at the claims' file: one process at a time, for one operation.

filelock, which the rest of newsread uses, waits as long for a lock that cannot be had on this file
system as for one that somebody has, and brings asyncio with it.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EINTR)
"""What says that another process has it."""
FIRST_PAUSE, LONGEST_PAUSE = 0.0005, 0.01
"""Seconds between two tries. Whoever has it keeps it for a millisecond or two."""


class LockTakenError(Exception):
    """Another process has the lock, and kept it for longer than was waited."""


class LockUnavailableError(Exception):
    """Locks do not work on this file system."""


@contextmanager
def turn(path: Path, wait: float) -> Iterator[None]:
    """Hold the lock on the file at `path`, which is made for it and stays.

    Raises:
        LockTakenError: another process still had it after `wait` seconds.
        LockUnavailableError: there are no locks here.
        OSError: the file cannot be made.
    """
    deadline = time.monotonic() + wait
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            _take(descriptor, deadline)
            if _is_there(descriptor, path):
                yield
                return
        finally:
            os.close(descriptor)  # and with it the lock goes


def see_that_it_locks(path: Path) -> None:
    """Try whether a lock on the file at `path` keeps others out. Some network folders take every
    lock and tell nobody.

    Raises:
        LockUnavailableError: it does not.
        OSError: the file cannot be made.
    """
    try:
        with turn(path, 0.0), turn(path, 0.0):
            raise LockUnavailableError("two had the lock at once")
    except LockTakenError:
        return


def _is_there(descriptor: int, path: Path) -> bool:
    """Return whether the file is the one at `path`. One that was removed or replaced meanwhile,
    by whoever tidied up or synchronised the folder, keeps nobody out."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _take(descriptor: int, deadline: float) -> None:
    pause = FIRST_PAUSE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in TAKEN:
                raise LockUnavailableError(error.strerror or str(error)) from error
        else:
            return
        if time.monotonic() >= deadline:
            raise LockTakenError
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)
