"""Claims as JSON lines: one record a line as the claims' file has it, so that nothing is lost.

In ASCII, as TinyDB writes it: some programs also end lines at U+2028 or U+0085, and an escape is
the same letter to every JSON reader, in any locale.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newsread.exchange.claim_file import ClaimFile, Line, read_json
from newsread.exchange.feed_list import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsread.ledger.tables import Record


def write_jsonl(records: Iterable[Record]) -> bytes:
    """Return `records`, one a line; each line ends in a line feed."""
    return "".join(f"{json.dumps(record)}\n" for record in records).encode("ascii")


def read_jsonl(body: bytes) -> ClaimFile:
    """Read a file of JSON lines, in UTF-8; empty lines are passed over.

    A line that is no JSON object is a problem of the result.
    """
    lines, problems = list[Line](), list[Problem]()
    for number, line in enumerate(body.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            record = read_json(line.decode())
        except UnicodeDecodeError:
            problems.append(Problem(number, "it is not UTF-8"))
        except ValueError as error:
            problems.append(Problem(number, str(error)))
        else:
            if isinstance(record, dict):
                lines.append(Line(number, record))
            else:
                problems.append(Problem(number, "it is JSON, but no object with fields"))
    return ClaimFile(tuple(lines), tuple(problems))
