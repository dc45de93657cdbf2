"""``state/log``: what went wrong, for a report to the authors. Its owner's alone, and masked.

Plain text, newest last. The standard library's logging is not used: any library could write to it,
addresses, passwords and all.
"""

from __future__ import annotations

import errno
import os
import stat
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING

from newsread.claims.claim import timestamp
from newsread.services.masking import without_secrets
from newsread.text.clean import clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LONGEST = 32_000
"""Code points of one record; of a longer one the middle is left out."""
READ = 1_000_000
"""Code points of one record that are looked through for secrets; what is beyond them is dropped."""
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
    _set_aside(path)
    # A link is not followed and a pipe not waited for: whoever put one there may not be the user.
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is no file", str(path))
        os.fchmod(descriptor, 0o600)
        file.write(f"{timestamp()} {_presentable(what)}\n{_presentable(told)}\n")


def _set_aside(path: Path) -> None:
    """Rename a log that is large enough."""
    with suppress(FileNotFoundError):  # none yet, or another process was faster
        if path.lstat().st_size > SIZE:
            path.replace(path.with_name(path.name + ".1"))


def _presentable(text: str) -> str:
    """Return `text` clean, without secrets, and not longer than a report needs."""
    masked = without_secrets(clean(text[:READ]))
    if len(text) <= READ and len(masked) <= LONGEST:
        return masked
    half = LONGEST // 2
    left_out = f"\n[{len(text) - LONGEST} characters are left out here]\n"
    return masked[:half] + left_out + masked[-half:]
