"""The tables of a TinyDB file in memory: each document stays the JSON text that it is in the file.

A text is decoded when somebody asks for it. To take in a file of 100,000 claims that way costs a
fifteenth of what decoding them costs, and to write it out again is to join them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any

import msgspec

Tables = dict[str, dict[str, bytes]]
"""Documents as JSON in ASCII, by table and by TinyDB's number."""
Record = dict[str, Any]
"""A document: JSON's types only, at every depth."""

_NUMBER = re.compile("0|[1-9][0-9]{0,17}")
"""TinyDB's key of a document; two spellings of one number would be one document to it."""
_PARSED: msgspec.json.Decoder[dict[str, dict[str, msgspec.Raw]]] = msgspec.json.Decoder(
    dict[str, dict[str, msgspec.Raw]]
)
_DEEP = re.compile(rb'(?:[\[{]\s*(?:"[^"]*"\s*:\s*)?){64}')
"""Values within values; in claims there are six."""
LONG = 4000
_LONG = re.compile(b"[0-9]{%d}" % LONG)
"""Digits; Python reads 4,300."""
_OPEN = {ord("{")}
_first_byte = itemgetter(0)
_TOO_DEEP = "is nested too deeply"
_AT_ONCE = 1000
"""Documents that are joined at once."""


class Documents(Mapping[str, Record]):
    """The documents of a table as TinyDB wants them, each decoded when it is asked for."""

    def __init__(self, texts: Mapping[str, bytes]) -> None:
        self._texts = texts

    def __getitem__(self, number: str) -> Record:
        record: Record = json.loads(self._texts[number])
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def parse(data: bytes) -> Tables:
    """Return the tables that a TinyDB file holds; none if it is empty.

    Raises:
        ValueError: it is not JSON, or not TinyDB's, or nested too deeply; says which.
    """
    if not data:
        return {}
    is_ascii = data.isascii()
    try:
        if not is_ascii:
            data.decode()
        tables = {
            name: dict(zip(table, map(bytes, table.values()), strict=True))
            for name, table in _PARSED.decode(data).items()
        }
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        tables, is_ascii = _parse_as_python_does(data), True
    for name, table in tables.items():
        # No loop of Python's own over 100,000 claims: it costs as much as reading them.
        if not all(map(_NUMBER.fullmatch, table)) or {*map(_first_byte, table.values())} - _OPEN:
            raise ValueError("is JSON, but not TinyDB's")
        if name != "claims":  # there each record is read as a claim before it is used
            for text in table.values():
                check_depth(text)
                check_numbers(text)
    return tables if is_ascii else {name: _in_ascii(table) for name, table in tables.items()}


def _parse_as_python_does(data: bytes) -> Tables:
    """Return the tables of a file with what is JSON to Python alone: NaN, half an emoji."""
    try:
        tables = json.loads(data)
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    except ValueError:
        raise ValueError("is not JSON, so it holds no claims") from None
    if not isinstance(tables, dict) or not all(isinstance(t, dict) for t in tables.values()):
        raise ValueError("is JSON, but not TinyDB's")
    return {
        name: {number: encode(document) for number, document in table.items()}
        for name, table in tables.items()
    }


def check_depth(text: bytes) -> None:
    """Raise ValueError for a document that some Pythons read, and fail when they write it."""
    if _DEEP.search(text):
        raise ValueError(_TOO_DEEP)


def check_numbers(text: bytes) -> None:
    """Raise ValueError for a document with a number that Python does not read, for its length."""
    if _LONG.search(text):
        raise ValueError("has a number that is too long")


def _in_ascii(table: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the documents as TinyDB's own storage writes them, so that they open in any locale."""
    return {
        number: text if text.isascii() else encode(json.loads(text))
        for number, text in table.items()
    }


def encode(document: object) -> bytes:
    """Return a document's text; TypeError or ValueError where it is none of JSON's types."""
    return json.dumps(document).encode("ascii")


def render(tables: Tables) -> Iterator[bytes]:
    """Yield the bytes of a TinyDB file with `tables`, some hundred kilobytes at a time."""
    before = b"{"
    for name, table in tables.items():
        yield before + encode(name) + b": {"
        before, between = b"}, ", b""
        texts = list(table.items())
        for first in range(0, len(texts), _AT_ONCE):
            some = texts[first : first + _AT_ONCE]
            yield between + b", ".join(b'"%s": %s' % (n.encode(), text) for n, text in some)
            between = b", "
    yield b"}}" if tables else b"{}"


def schema_of(tables: Tables, default: int) -> object:
    """Return the version of the records, as the file states it."""
    for name in ("meta", "_meta"):  # the second is what others call theirs
        text = tables.get(name, {}).get("1")
        if text is not None:
            stated: object = json.loads(text).get("schema", default)
            return stated
    return default
