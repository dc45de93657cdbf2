"""``state/log``: what went wrong, for a report to the authors. Its owner's alone, and masked.

Plain text, newest last. The standard library's logging is not used: any library could write to it,
addresses, passwords and all.
"""

from __future__ import annotations

import os
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING

from newsread.claims.claim import timestamp
from newsread.text.clean import clean
from newsread.web.addresses import masked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIZE = 512 * 1024
"""Bytes after which the log is set aside as ``log.1``, in place of the one before."""


def record(path: Path, what: str, error: BaseException) -> None:
    """Append to the log at `path` that `error` came up during `what`, with its traceback.

    OSError when it cannot be written.
    """
    note(path, what, "".join(traceback.format_exception(error)))


def complaints(path: Path, what: str) -> Callable[[str], None]:
    """Return what notes all it is told in the log at `path`, as come up during `what`.

    It raises nothing: that a log cannot be written keeps nobody from reading.
    """

    def complain(told: str) -> None:
        with suppress(OSError):
            note(path, what, told)

    return complain


def note(path: Path, what: str, told: str) -> None:
    """Append to the log at `path` what was `told` during `what`; OSError as `record`."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > SIZE:
        path.replace(path.with_name(path.name + ".1"))
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.write(f"{timestamp()} {masked(clean(what))}\n{masked(clean(told))}\n")
