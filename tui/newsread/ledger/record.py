"""A claim as the file has it: plain JSON, perhaps with fields that this newsread does not know."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from newsread.claims.claim import Claim

Record = dict[str, Any]
"""JSON's types only, at every depth."""

_HARMFUL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no claim of ours has, and no terminal may get: controls, overrides, lone surrogates."""
_ESCAPED = re.compile(rb"\\(?:[bf]|u(?:00[0189]|007[fF]|202[a-eA-E]|206[6-9]|[dD][89abAB]))")
"""The same as JSON escapes it, and halves of an emoji. One byte begins all: a fast search."""


def record_of(claim: Claim, stored: Record | None = None) -> Record:
    """Return the record of `claim`, with what the one `stored` until now has besides."""
    record: Record = json.loads(json.dumps(msgspec.to_builtins(claim)))
    return record if stored is None else _with_unknown(record, stored)


def may_be_harmful(data: bytes) -> bool:
    """Return whether some text in this JSON may have characters that would act on a terminal.

    One search in the whole file for what takes ten times as long record by record. What is not
    ASCII is not ours, and suspect as it is.
    """
    return not data.isascii() or b"\x7f" in data or _ESCAPED.search(data) is not None


def claim_of(record: Record, *, suspect: bool = True) -> Claim:
    """Return the claim that `record` is.

    Args:
        record: from the file.
        suspect: whether it is looked through for characters that would act on a terminal.

    Raises:
        ValueError: it is no claim, or has such characters; says why.
    """
    claim = msgspec.convert(record, Claim)
    if suspect and _is_harmful(record):
        raise ValueError("it has characters that would act on a terminal")
    return claim


def _with_unknown(known: Any, stored: Any) -> Any:
    """Return `known` with the fields of `stored` that it has not, at every depth.

    Items of a list have no names: one that says all that a known one says is kept for it.
    """
    if isinstance(known, dict) and isinstance(stored, dict):
        merged = {key: _with_unknown(value, stored.get(key)) for key, value in known.items()}
        return merged | {key: value for key, value in stored.items() if key not in known}
    if isinstance(known, list) and isinstance(stored, list):
        return [next((old for old in stored if _covers(old, item)), item) for item in known]
    return known


def _covers(stored: Any, known: Any) -> bool:
    """Return whether `stored` says all that `known` says, and perhaps more."""
    if isinstance(known, dict) and isinstance(stored, dict):
        return all(key in stored and _covers(stored[key], known[key]) for key in known)
    if isinstance(known, list) and isinstance(stored, list):
        return len(known) == len(stored) and all(map(_covers, stored, known))
    return bool(stored == known)


def _is_harmful(record: Record) -> bool:
    pending: list[Any] = [record]
    while pending:
        value = pending.pop()
        if isinstance(value, str) and _HARMFUL.search(value):
            return True
        if isinstance(value, dict):
            pending += [*value, *value.values()]
        elif isinstance(value, list):
            pending += value
    return False
