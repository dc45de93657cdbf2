"""The journal beside the claims' file: what has been done since that was last written whole.

A file of lines, each ``crc32 json``: eight hexadecimal digits of the JSON's CRC-32, a space, JSON
in ASCII. The first line is a `Header`. Every other one is an operation, whole in its one line, as a
list of ``[table, number, document or null]``; or it says that a file was written (`Folded`). What
an operation sets is absolute, so that to do all of them twice is to do them once.

A line that was not written to its end is no operation: nobody was told that it is saved. A line
that is damaged hides none after it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zlib import crc32

import msgspec

from newsread.ledger import disk
from newsread.ledger.disk import Stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Text = bytes | None
"""A document's JSON; None: there is none."""
Changes = list[tuple[str, str, Text]]
"""Table, number, and the document that is there from now on."""

NOTHING = "0-00000000"
"""The print of no file, and of an empty one."""
REMEMBERED = 100
"""Journals whose names are kept. Whoever has not looked since then looks at each claim."""


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What the lines below it are done to."""

    generation: int
    """One more each time a journal takes the place of another."""
    base: str
    """The print of the claims' file that the lines belong to."""
    file: tuple[int, int, int] | None = None
    """The stamp of that file when this was written: spares those taking its print who have it."""
    after: tuple[str, int, int] | None = None
    """A journal's name and two bytes of it. Its lines up to the first are in the claims' file, and
    those up to the second are the first below this: whoever had read that far goes on there."""
    known: tuple[tuple[str, int], ...] = ()
    """Names of the last journals, and up to which byte each was known to whoever began this one."""
    state: str
    """The state of the claims at this line, as `next_state` tells it."""


class Folded(msgspec.Struct, frozen=True):
    """A new claims' file with all operations up to a byte of this journal is about to be put in
    the place of the old. It says so before it is there: whoever finds it there knows why."""

    into: str
    """The print of the new file."""
    upto: int


class Operation(msgspec.Struct, frozen=True):
    """One line, and the byte at which it begins."""

    start: int
    changes: Changes


class Lines(msgspec.Struct, kw_only=True):
    """What was read of a journal, from some byte on."""

    operations: list[Operation]
    folded: Folded | None = None
    """The last one."""
    end: int
    """The byte after the last whole line."""
    state: str
    count: int = 0
    """Operations and damaged lines since the header."""
    problems: list[str]


class Journal(msgspec.Struct, frozen=True):
    """A journal as it was read from its beginning."""

    header: Header | None
    """None: it is damaged, and what the lines belong to is not known."""
    name: str
    """The print of its first line: no other journal has it."""
    stamp: Stamp
    begin: int
    """The byte at which the lines below the header begin."""
    lines: Lines


_BEGINNING = re.compile(rb"[0-9a-f]{8} [\[{]")
_CHANGES: msgspec.json.Decoder[list[tuple[str, str, msgspec.Raw]]] = msgspec.json.Decoder(
    list[tuple[str, str, msgspec.Raw]]
)


def print_of(data: bytes) -> str:
    """Return what tells the bytes of one claims' file from those of another."""
    return f"{len(data)}-{crc32(data):08x}"


def next_state(state: str, body: bytes) -> str:
    """Return what tells the claims after an operation from what they were at all other times.

    A count of operations and a checksum over them; to write the file anew changes neither.
    """
    count, _, check = state.partition("-")
    return f"{int(count) + 1}-{crc32(body, int(check, 16)):08x}"


def mixed_state(print_: str, state: str) -> str:
    """Return a state for what was put together of a file and a journal that do not fit."""
    return next_state(print_, state.encode())


def line(body: bytes) -> bytes:
    """Return the line that has this JSON."""
    return b"%08x %s\n" % (crc32(body), body)


def operation(changes: Iterable[tuple[str, str, Text]]) -> bytes:
    """Return the JSON of one operation."""
    return b"[%s]" % b", ".join(
        b'[%s, "%s", %s]' % (msgspec.json.encode(table), number.encode(), text or b"null")
        for table, number, text in changes
    )


def read_journal(path: Path) -> Journal | None:
    """Return the journal at `path`; None where there is none, or an empty one."""
    found = disk.read(path)
    if found is None or not found[1]:
        return None
    stamp, data = found
    first, newline, _ = data.partition(b"\n")
    header = _header(first) if newline else None
    begin = 0 if header is None else len(first) + 1
    state = header.state if header is not None else NOTHING
    lines = read_lines(data[begin:], begin, state)
    return Journal(header, print_of(first), stamp, begin, lines)


def read_lines(data: bytes, start: int, state: str, count: int = 0) -> Lines:
    """Return what the lines in `data` say, which begin at byte `start` of the journal.

    `state` and `count` are those before them.
    """
    lines = Lines(operations=[], end=start, state=state, count=count, problems=[])
    for begin, body in _bodies(data, start):
        try:
            if body is not None and body[:1] == b"{":
                lines.folded = msgspec.json.decode(body, type=Folded)
                continue
            changes = _changes(body) if body is not None else None
        except msgspec.DecodeError:
            changes = None
        lines.count += 1
        if body is None or changes is None:
            lines.problems.append(f"the line at byte {begin} is damaged, and was passed over")
        else:
            lines.operations.append(Operation(begin, changes))
            lines.state = next_state(lines.state, body)
    lines.end = start + data.rfind(b"\n") + 1
    torn = start + len(data) - lines.end
    if torn:
        lines.problems.append(
            f"its last line was not written to its end, and was dropped ({torn} bytes)"
        )
    return lines


def _header(first: bytes) -> Header | None:
    body = _body(first)
    try:
        return None if body is None else msgspec.json.decode(body, type=Header)
    except msgspec.DecodeError:
        return None


def _bodies(data: bytes, start: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield where each whole line begins, and its JSON; None where that is damaged."""
    begin = 0
    while (end := data.find(b"\n", begin)) >= 0:
        whole = data[begin:end]
        body = _body(whole)
        yield start + begin, body
        if body is None:
            yield from _hidden(whole, start + begin)
        begin = end + 1


def _hidden(damaged: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield the good line that the same line is where the end of the one before is damaged."""
    for found in _BEGINNING.finditer(damaged, 1):
        body = _body(damaged[found.start() :])
        if body is not None:
            yield start + found.start(), body
            return


def _body(whole: bytes) -> bytes | None:
    """Return the JSON of a line; None where it is not what was written."""
    check, space, body = whole[:8], whole[8:9], whole[9:]
    return body if space == b" " and check == b"%08x" % crc32(body) else None


def _changes(body: bytes) -> Changes:
    return [
        (table, number, None if raw == b"null" else raw)
        for table, number, text in _CHANGES.decode(body)
        for raw in (bytes(text),)
    ]
