"""A claim as the file has it: plain JSON, perhaps with fields that this newsread does not know."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec

from newsread.claims.claim import Claim
from newsread.ledger.tables import LONG, check_numbers
from newsread.text.clean import is_harmful

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsread.ledger.tables import Record

_CLAIMS = msgspec.json.Decoder(Claim)
_ESCAPED = re.compile(rb"\\(?:[bf]|u(?:00[0189]|007[fF]|202[a-eA-E]|206[6-9]|[dD][89abAB]))")
"""What `is_harmful` finds, as JSON escapes it, and halves of an emoji. One byte begins all."""


def record_of(claim: Claim, stored: Record | None = None) -> Record:
    """Return the record of `claim`, with what the one `stored` until now has besides."""
    record: Record = json.loads(json.dumps(msgspec.to_builtins(claim)))
    return record if stored is None else _with_unknown(record, stored)


def claim_in(text: bytes) -> Claim:
    """Return the claim that a record is, which is JSON in ASCII.

    Raises:
        ValueError: it is no claim, or has characters that would act on a terminal; says why.
    """
    claim = _CLAIMS.decode(text)
    if len(text) > LONG:
        check_numbers(text)
    # One search for what takes ten times as long value by value.
    if (b"\x7f" in text or _ESCAPED.search(text)) and _is_harmful(json.loads(text)):
        raise ValueError("it has characters that would act on a terminal")
    return claim


def claims_among(texts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the records that are claims, by their numbers."""
    found = {}
    for number, text in texts.items():
        with suppress(ValueError):
            claim_in(text)
            found[number] = text
    return found


def _with_unknown(known: Any, stored: Any) -> Any:
    """Return `known` with the fields of `stored` that it has not, at every depth.

    Items of a list have no names: one that says all that a known one says is kept for it. Sources
    and related claims have an address or an id: what else is told of one stays when it is changed.
    """
    if isinstance(known, dict) and isinstance(stored, dict):
        merged = {key: _with_unknown(value, stored.get(key)) for key, value in known.items()}
        return merged | {key: value for key, value in stored.items() if key not in known}
    if isinstance(known, list) and isinstance(stored, list):
        return [_with_unknown_of_item(item, stored) for item in known]
    return known


def _with_unknown_of_item(item: Any, stored: list[Any]) -> Any:
    same = next((old for old in stored if _covers(old, item)), None)
    if same is not None or not isinstance(item, dict):
        return item if same is None else same
    for name in ("url", "id"):
        named = [old for old in stored if isinstance(old, dict) and old.get(name) == item.get(name)]
        if name in item and len(named) == 1:
            return _with_unknown(item, named[0])
    return item


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
        if isinstance(value, str) and is_harmful(value):
            return True
        if isinstance(value, dict):
            pending += [*value, *value.values()]
        elif isinstance(value, list):
            pending += value
    return False
