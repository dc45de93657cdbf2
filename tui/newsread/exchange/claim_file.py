"""A file of claims as it was read: what each line holds, and what is to be said of others."""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from newsread.exchange.feed_list import Problem
    from newsread.ledger.tables import Record

DEEPEST = 61
"""Values within values in a record; claims have four. The ledger refuses a file that has 64, and
puts a record into a table of several."""
DIGITS = 4000
"""So many the ledger refuses in a number; Python reads 4,300."""


class Line(NamedTuple):
    """A record, and where it begins in the file: a line, from 1."""

    number: int
    record: Record


class ClaimFile(NamedTuple):
    """A whole file, read. Its records are JSON of any fields: nobody has checked them yet."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    """In the order of their lines."""

    @property
    def records(self) -> list[Record]:
        """The records alone."""
        return [line.record for line in self.lines]


def read_json(text: str, deepest: int = DEEPEST) -> Any:
    """Return the value that `text` is in JSON (RFC 8259).

    Raises:
        ValueError: it is none, has a field twice, a number without end, or is nested too deeply;
            says which, in a clean line.
    """
    try:
        value = json.loads(
            text, parse_int=_whole, parse_constant=_refuse, object_pairs_hook=_fields
        )
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON (character {error.pos + 1})") from error
    check_json(value, deepest)
    return value


def check_json(value: object, deepest: int = DEEPEST) -> None:
    """Raise ValueError for what JSON's grammar allows, and the ledger could not keep."""
    pending = [(value, 1)]
    while pending:
        each, depth = pending.pop()
        if depth > deepest:
            raise ValueError("it is nested too deeply")
        if isinstance(each, float) and not isfinite(each):
            raise ValueError("it has a number that is too large")
        if isinstance(each, (dict, list)):
            parts = each.values() if isinstance(each, dict) else each
            pending += [(part, depth + 1) for part in parts]


def same(one: object, other: object) -> bool:
    """Tell whether two values are the same JSON; 1, 1.0 and true are not."""
    return one is other or _canonical(one) == _canonical(other)


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def _whole(digits: str) -> int:
    if len(digits) >= DIGITS:
        raise ValueError("it has a number that is too long")
    return int(digits)


def _refuse(constant: str) -> Any:
    raise ValueError(f"it has the number {constant}, which JSON has not")


def _fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("it has a field twice")
    return fields
