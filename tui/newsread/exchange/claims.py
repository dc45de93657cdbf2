"""A file of claims in any format that can be taken in again; which one, its content tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from newsread.errors import ExchangeError
from newsread.exchange.claims_csv import read_csv, write_csv
from newsread.exchange.claims_jsonl import read_jsonl, write_jsonl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsread.exchange.claim_file import ClaimFile
    from newsread.ledger.tables import Record

Format = Literal["jsonl", "csv"]

_BOM = b"\xef\xbb\xbf"


def write_claims(records: Sequence[Record], format: Format) -> bytes:  # noqa: A002
    """Return `records` as a file of `format`."""
    return write_jsonl(records) if format == "jsonl" else write_csv(records)


def read_claims(body: bytes, place: str) -> ClaimFile:
    """Read a file of claims: JSON lines, or a table.

    Raises:
        ExchangeError: it is neither; names `place`.
    """
    body = body.removeprefix(_BOM)
    match body.lstrip()[:1]:
        case b"":
            return read_jsonl(b"")
        case b"{":
            return _read_lines(body, place)
        case b"[":
            raise ExchangeError(place, "it is a JSON array", "Write one record a line, without it")
    if body.startswith(b"PK"):
        raise ExchangeError(place, "it is a spreadsheet's own file", "Save it as CSV UTF-8")
    return read_csv(body, place)


def _read_lines(body: bytes, place: str) -> ClaimFile:
    found = read_jsonl(body)
    if not found.lines:
        first = found.problems[0]
        why = f"no line of it is a record; line {first.line}: {first.sentence}"
        raise ExchangeError(place, why, "Write one record a line")
    tables = found.lines[0].record
    if "quote" not in tables and all(isinstance(each, dict) for each in tables.values()):
        raise ExchangeError(
            place,
            "it is a whole claims' file, not one record a line",
            "Take it in with: newsread claims merge FILE",
        )
    return found
