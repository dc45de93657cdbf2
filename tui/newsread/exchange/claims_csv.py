"""Claims as a table (RFC 4180, UTF-8, all cells quoted), for spreadsheets, and exactly back.

A cell that a spreadsheet would take for a formula begins with ``'``, which reading takes away
again. Lists are JSON in their cells. An empty cell is what newsread writes where there is nothing;
whatever a row's cells cannot say of its record stands in the last one, `MORE`, in JSON. What has
become of a claim's words is told for people, out of ``anchors``, and not read back.
"""

from __future__ import annotations

import copy
import csv
import io
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from newsread.errors import ExchangeError
from newsread.exchange.claim_file import DEEPEST, ClaimFile, Line, check_json, read_json, same
from newsread.exchange.feed_list import Problem
from newsread.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from newsread.ledger.tables import Record

MORE = "more"
"""The last column: an object of fields; before an array of the paths of those that are absent, it
is the first of two items of an array."""

_FORMULA = re.compile("[=+\\-@\t\r\n'\uff1d\uff0b\uff0d\uff20]")
"""How a cell begins that is not to be taken for a formula; or is taken for one of ours."""
_WRITE_UTF8 = "Save it again as CSV UTF-8"


class Column(NamedTuple):
    """A column, and the field of a record that it has: its path, and how its cells say it."""

    name: str
    path: tuple[str, ...]
    kind: str = "text"
    """``text``; ``maybe``, which is text or null; ``words``, a list of them; ``json``; ``told``, of
    the last of the anchors that it has as its path."""
    nothing: Any = ""
    """What an empty cell says, where the kind is ``json``."""


COLUMNS = (
    Column("quote", ("quote",)),
    Column("quote_now", ("anchors",), "told", []),
    Column("drift", ("anchors",), "told", []),
    Column("material_change", ("anchors",), "told", []),
    Column("statement", ("statement",)),
    Column("type", ("type",)),
    Column("tags", ("tags",), "words"),
    Column("speaker", ("speaker", "name")),
    Column("speaker_role", ("speaker", "role")),
    Column("worth", ("worth",), "maybe"),
    Column("status", ("status",)),
    Column("verdict", ("verdict",)),
    Column("verdict_label", ("verdict_label",)),
    Column("why", ("why",)),
    Column("confidence", ("confidence",), "json", None),
    Column("note", ("note",)),
    Column("said_on", ("said_on",)),
    Column("venue", ("venue",)),
    Column("evidence", ("evidence",), "json", []),
    Column("related", ("related",), "json", []),
    Column("title", ("article", "title")),
    Column("outlet", ("article", "outlet")),
    Column("author", ("article", "author")),
    Column("published", ("article", "published"), "maybe"),
    Column("url", ("article", "url")),
    Column("retrieved", ("article", "retrieved"), "maybe"),
    Column("created", ("created",)),
    Column("modified", ("modified",)),
    Column("annotator", ("annotator",)),
    Column("lang", ("lang",)),
    Column("id", ("id",)),
    Column("speaker_same_as", ("speaker", "same_as")),
    Column("feed", ("article", "feed")),
    Column("article_key", ("article", "key")),
    Column("revision", ("revision",)),
    Column("prefix", ("prefix",)),
    Column("suffix", ("suffix",)),
    Column("segments", ("segments",), "json", []),
    Column("anchors", ("anchors",), "json", []),
    Column("cuts", ("cuts",), "json", []),
    Column("segmenter", ("segmenter",), "json", 0),
)
"""All columns but the last, those for people first."""

_BY_NAME = {column.name: column for column in COLUMNS}


def write_csv(records: Iterable[Record]) -> bytes:
    """Return `records` as a table, with a first line that names the columns."""
    text = io.StringIO(newline="")
    table = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow([*_BY_NAME, MORE])
    for record in records:
        cells = {column.name: _cell(column, record) for column in COLUMNS}
        cells[MORE] = _what_is_more(record, _record(cells))
        table.writerow(map(guarded, cells.values()))
    return text.getvalue().encode()


def read_csv(body: bytes, place: str) -> ClaimFile:
    """Read a table of claims; columns may be in any order, and others than `quote` be left out.

    A row that cannot be read is a problem of the result; so is a column that is not known.

    Raises:
        ExchangeError: it is no such table; names `place`.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExchangeError(place, "it is not UTF-8", _WRITE_UTF8) from error
    rows = _rows(text)
    number, first = next(rows, (1, []))
    names = [] if isinstance(first, csv.Error) else [name.strip().casefold() for name in first]
    _check_names(names, text, place)
    places = {name: place for place, name in enumerate(names) if name in _BY_NAME or name == MORE}
    problems = [
        Problem(number, f"the column “{clean_line(name, 80)}” is not known, and is left out", False)
        for name in dict.fromkeys(names)
        if name and name not in places
    ]
    lines = list[Line]()
    for number, cells in rows:
        if isinstance(cells, csv.Error):
            problems.append(
                Problem(number, f"from here on it is no CSV ({cells}), and the rest is left out")
            )
        elif any(cells[len(names) :]):
            problems.append(Problem(number, f"it has more cells than the {len(names)} columns"))
        elif any(cells):
            known = {
                name: unguarded(cells[at]) if at < len(cells) else "" for name, at in places.items()
            }
            try:
                lines.append(Line(number, _read(known)))
            except ValueError as error:
                problems.append(Problem(number, str(error)))
    return ClaimFile(tuple(lines), tuple(problems))


def guarded(cell: str) -> str:
    """Return `cell` so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return what was guarded; what was not, as ``'tis``, stays as it is."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell, 1) else cell


# From a record to cells


def _cell(column: Column, record: Record) -> str:
    """Return what `column` says of `record`; empty when it cannot say it."""
    value: Any = record
    for name in column.path:
        value = value.get(name, column.nothing) if isinstance(value, dict) else None
    if column.kind == "json":
        return "" if same(value, column.nothing) else json.dumps(value, ensure_ascii=False)
    if column.kind == "told":
        return _told(column.name, record, value)
    if column.kind == "words":
        words = value if isinstance(value, list) else []
        return " ".join(words) if all(isinstance(word, str) for word in words) else ""
    return value if isinstance(value, str) else ""


def _told(name: str, record: Record, anchors: object) -> str:
    """Return what the last of `anchors` tells of a claim's words: those that stand in their place
    now, their state, or whether what changed is what they say. Empty where there is none."""
    last = anchors[-1] if isinstance(anchors, list) and anchors else None
    if not isinstance(last, dict):
        return ""
    if name == "material_change":
        return "yes" if last.get("material") is True else "no"
    told = last.get("state")
    if name == "quote_now":
        told = (last.get("quote") or record.get("quote")) if last.get("segments") else ""
    return told if isinstance(told, str) else ""


def _what_is_more(record: Record, said: Record) -> str:
    """Return what `said`, which the cells say, lacks of `record`, and has beyond it."""
    absent = list[tuple[str, ...]]()
    more = _beyond(record, said, (), absent)
    if absent:
        return json.dumps([more, absent], ensure_ascii=False)
    return json.dumps(more, ensure_ascii=False) if more else ""


def _beyond(
    record: Mapping[str, Any],
    said: Mapping[str, Any],
    path: tuple[str, ...],
    absent: list[tuple[str, ...]],
) -> Record:
    """Return the fields of `record` that `said` has not, or has otherwise, at every depth."""
    more: Record = {}
    for name, value in record.items():
        other = said.get(name)
        if isinstance(value, dict) and isinstance(other, dict):
            within = _beyond(value, other, (*path, name), absent)
            more |= {name: within} if within else {}
        elif name not in said or not same(value, other):
            more[name] = value
    absent += [(*path, name) for name in said if name not in record]
    return more


# From cells to a record


def _rows(text: str) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Yield the rows, each with the number of its first line; an error is the last."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, error
            return
        yield number, row


def _check_names(names: list[str], text: str, place: str) -> None:
    """Raise ExchangeError where these are not the names of a table of claims."""
    first = text.partition("\n")[0]
    for mark, marks in ((";", "semicolons"), ("\t", "tabs")):
        if "quote" not in names and first.count(mark) > first.count(","):
            raise ExchangeError(
                place, f"its cells are parted by {marks}", "Save it again with commas between them"
            )
    if "quote" not in names:
        raise ExchangeError(
            place,
            "it is neither JSON lines nor a table with a column named quote",
            "Write one with: newsread claims export csv",
        )
    for name, times in Counter(names).items():
        if times > 1 and name:
            raise ExchangeError(place, f"it has two columns named {name}", "Leave one out")


def _read(cells: Mapping[str, str]) -> Record:
    """Return the record of a row. Raises ValueError for a cell that is not what its column has."""
    record = _record(cells)
    if cells.get(MORE):
        more = _json(MORE, cells[MORE])
        more, absent = more if isinstance(more, list) and len(more) == 2 else (more, [])
        if not isinstance(more, dict) or not _are_paths(absent):
            raise ValueError(f"its cell {MORE} is not as newsread writes it")
        _add(record, more)
        for path in absent:
            _take_away(record, path)
    check_json(record)
    return record


def _record(cells: Mapping[str, str]) -> Record:
    """Return what all cells but the last say."""
    record: Record = {}
    for column in COLUMNS:
        if column.name in cells and column.kind != "told":
            *within, name = column.path
            part = record
            for each in within:
                part = part.setdefault(each, {})
            part[name] = _value(column, cells[column.name])
    if not any(record.get("speaker", {}).values()):
        record["speaker"] = None
    return record


def _value(column: Column, cell: str) -> Any:
    match column.kind:
        case "json":
            return _json(column.name, cell) if cell else copy.copy(column.nothing)
        case "words":
            return [word for word in re.split(r"[\s,;]+", cell) if word]
        case "maybe":
            return cell or None
    return cell


def _json(name: str, cell: str) -> Any:
    try:
        return read_json(cell, deepest=DEEPEST + 1)  # the two items of `MORE` are one array
    except ValueError as error:
        raise ValueError(f"its cell {name}: {error}") from error


def _are_paths(absent: object) -> bool:
    return isinstance(absent, list) and all(
        isinstance(path, list) and path and all(isinstance(name, str) for name in path)
        for path in absent
    )


def _add(record: Record, more: Mapping[str, Any]) -> None:
    """Put the fields of `more` into `record`, at every depth."""
    for name, value in more.items():
        known = record.get(name)
        if isinstance(value, dict) and isinstance(known, dict):
            _add(known, value)
        else:
            record[name] = value


def _take_away(record: Record, path: list[str]) -> None:
    *within, name = path
    part: Any = record
    for each in within:
        part = part.get(each) if isinstance(part, dict) else None
    if isinstance(part, dict):
        part.pop(name, None)
