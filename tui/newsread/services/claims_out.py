"""Claims out to a file: chosen by a query, written beside it, read back, then renamed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from newsread.errors import ExchangeError
from newsread.exchange.claim_file import same
from newsread.exchange.claims import read_claims, write_claims
from newsread.ledger.record import record_of
from newsread.services import search
from newsread.services.exporting import write_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from newsread.claims.claim import Claim
    from newsread.exchange.claims import Format
    from newsread.ledger.tables import Record
    from newsread.query.tree import Query
    from newsread.services.desk import Desk


class Chosen(NamedTuple):
    """A claim, and its record as the file has it."""

    claim: Claim
    record: Record


def chosen(desk: Desk, query: Query) -> list[Chosen]:
    """Return the claims that `query` chooses, oldest first: a file grows at its end.

    What other programs wrote into the claims' file is among them, as the claims that are shown of
    it.
    """
    found = []
    for claim in reversed(search.claims(desk.library, desk.ledger, query)):
        text = desk.ledger.text_of(claim.id)
        found.append(Chosen(claim, record_of(claim) if text is None else json.loads(text)))
    return found


def file_of(records: Sequence[Record], format: Format) -> bytes:  # noqa: A002
    """Return `records` as a file, which reads back as they are.

    Raises:
        ExchangeError: it does not.
    """
    body = write_claims(records, format)
    if not _holds(body, records):
        raise ExchangeError("the claims", "do not read back as written", "Please report it")
    return body


def write_records(
    path: Path,
    records: Sequence[Record],
    format: Format,  # noqa: A002
    *,
    force: bool = False,
) -> None:
    """Write `records` to a file, as `write_file` does, and see that it holds them.

    Raises:
        ExchangeError: it was not written, and what stood there before stands there still.
    """
    body = write_claims(records, format)
    write_file(path, body, force=force, holds=lambda read: _holds(read, records))


def _holds(body: bytes, records: Sequence[Record]) -> bool:
    """Tell whether a file, read as any other that is taken in, has these records and no others."""
    try:
        found = read_claims(body, "what was written")
    except ExchangeError:
        return False
    read = found.records
    return not found.problems and len(read) == len(records) and all(map(same, read, records))
