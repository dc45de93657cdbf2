"""Addresses that a command is given: on its line, or on standard input, where nobody else looks."""

from __future__ import annotations

import sys
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

STDIN = "-"
MOST_GIVEN = 1 << 20
"""Bytes of addresses read from standard input."""


def given_addresses(words: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses that `words` are; ``-`` means those on the lines of standard input."""
    return tuple(chain.from_iterable(_lines() if word == STDIN else (word,) for word in words))


def _lines() -> list[str]:
    given = sys.stdin.buffer.read(MOST_GIVEN).decode(errors="replace")
    return [line.strip() for line in given.splitlines() if line.strip()]
