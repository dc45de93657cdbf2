"""What only one process does at a time: a lock that says who has it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from newsread.errors import BusyError, NewsreadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def only_one(lock: Path, what: str) -> Iterator[None]:
    """Hold the file `lock`, with this process's id in it, while the block does `what`.

    Raises:
        BusyError: another process does it; says which.
        NewsreadError: the file cannot be written.
    """
    from filelock import FileLock, Timeout

    held = FileLock(lock)
    try:
        held.acquire(blocking=False)
        lock.write_text(f"{os.getpid()}\n")
    except Timeout as error:
        pid = lock.read_text(errors="replace").strip()
        who = f"process {pid}" if pid.isdigit() else "another newsread process"
        raise BusyError(what, f"{who} is doing this already", "Wait until it is done") from error
    except OSError as error:
        held.release()
        raise NewsreadError(
            str(lock), f"this file cannot be written: {error.strerror or error}"
        ) from error
    try:
        yield
    finally:
        held.release()
