"""A disk that is full for the claims: the first byte written finds no room, until there is some."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from newsread.ledger import disk


@contextmanager
def full_disk() -> Iterator[None]:
    """Let nothing be written to the claims' files in the block."""

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(disk, "_write", fail)
        yield
