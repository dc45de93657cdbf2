"""Claims from a file: what it would add or replace, and taking it in as one step.

Every line is a claim, or is reported with its number and left out. Of a claim that is here already
the later record is kept; one that was deleted here comes back, for a person asked for it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, NamedTuple

from newsread.claims.check import is_id, mistake_in
from newsread.claims.claim import instant, timestamp
from newsread.errors import LibraryError
from newsread.exchange.claim_file import ClaimFile, same
from newsread.exchange.feed_list import Problem
from newsread.ledger.checks import is_checked, joined
from newsread.ledger.foreign import adopted
from newsread.ledger.record import claim_in, record_of
from newsread.ledger.tables import encode
from newsread.services.importing import read_file
from newsread.text.clean import clean_line
from newsread.text.counted import counted

if TYPE_CHECKING:
    from newsread.exchange.claim_file import Line
    from newsread.ledger.ledger import Ledger
    from newsread.ledger.tables import Record
    from newsread.services.history import History

LARGEST = 1_000_000_000
"""Bytes of a file that are read: some hundred thousand claims."""

_UNDATED = (
    "its claim is here with other words and the same time of change, and stays as it is; with a"
    " later one in its field modified, or with --edited, it is taken in"
)

Outcome = Literal["added", "replaced", "already"]


class Source(NamedTuple):
    """A file that was read, and what it holds."""

    name: str
    """Its name without folders."""
    place: str
    """As it was given; ``standard input`` where it was that."""
    found: ClaimFile


class Planned(NamedTuple):
    """What becomes of a line that holds a claim."""

    outcome: Outcome
    line: int
    record: Record


class ClaimImport(NamedTuple):
    """What importing a file does, or would do."""

    name: str
    place: str
    planned: tuple[Planned, ...]
    problems: tuple[Problem, ...]
    """In the order of their lines."""

    @property
    def words(self) -> str:
        """What was done, for the undo step: ``12 claims added from claims.csv``."""
        added, replaced = self._count("added"), self._count("replaced")
        done = [f"{counted(added, 'claim')} added"] if added else []
        done += [f"{counted(replaced, 'claim')} replaced by later records"] if replaced else []
        return f"{' and '.join(done) or 'No claims added'} from {self.name}"

    @property
    def summary(self) -> str:
        """What came of it in one sentence."""
        already, left_out = self._count("already"), sum(each.left_out for each in self.problems)
        told = [self.words]
        told += [f"{already} there already"] if already else []
        told += [f"{counted(left_out, 'line')} left out"] if left_out else []
        return ", ".join(told)

    def _count(self, outcome: Outcome) -> int:
        return sum(each.outcome == outcome for each in self.planned)


def read_claims_file(path: str) -> Source:
    """Read a file of claims, JSON lines or a table; ``-`` is standard input.

    Raises:
        ExchangeError: it cannot be read, or is neither.
    """
    from newsread.exchange.claims import read_claims

    body, name, place = read_file(path, LARGEST)
    return Source(name, place, read_claims(body, place))


def plan_claims(ledger: Ledger, source: Source, *, edited: bool = False) -> ClaimImport:
    """Tell what importing `source` does to `ledger`, and change nothing.

    What was `edited` in a table, where nobody writes down when, was modified now.
    """
    moment = timestamp()
    problems = list(source.found.problems)
    latest: dict[str, Planned] = {}
    for line in source.found.lines:
        record = adopted(line.record, moment)
        mistake = _mistake(record)
        if mistake:
            problems.append(Problem(line.number, mistake))
            continue
        planned = Planned(_outcome(ledger, line, record), line.number, record)
        if planned.outcome == "already" and _differs(ledger, line.record):
            if edited:
                later = timestamp(max(instant(moment), instant(record["modified"]) + 1))
                planned = Planned("replaced", line.number, record | {"modified": later})
            else:
                problems.append(Problem(line.number, _UNDATED, left_out=False))
        other = latest.setdefault(record["id"], planned)
        if other is not planned:
            kept, left = sorted((other, planned), key=_modified, reverse=True)
            latest[record["id"]] = kept
            problems.append(Problem(left.line, f"its claim stands in line {kept.line}, too"))
    return ClaimImport(
        name=source.name,
        place=source.place,
        planned=tuple(latest.values()),
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
    )


def import_claims(ledger: Ledger, history: History, plan: ClaimImport) -> str:
    """Take in what was planned, in one write and as one step; return the sentence that says so.

    Raises:
        LedgerError: nothing was taken in.
    """
    changes = ledger.take(each.record for each in plan.planned if each.outcome != "already")
    try:
        if changes:
            history.did(plan.words, changes)
    except LibraryError as error:
        return f"{plan.summary}, but it cannot be undone: {error}"
    return plan.summary


def _mistake(record: Record) -> str:
    try:
        mistake = mistake_in(claim_in(encode(record)))
    except ValueError as error:  # msgspec's ValidationError is one
        mistake = str(error)
    return clean_line(mistake, limit=300)


def _outcome(ledger: Ledger, line: Line, record: Record) -> Outcome:
    here = ledger.get(record["id"])
    if is_id(str(line.record.get("id"))):
        if here is None:
            return "added"
        stored = _stored(ledger, record)
        news = stored is not None and joined(record, stored) is not stored
        return "replaced" if news else "already"
    # What another program wrote, here perhaps, has no time to compare: its content is its id.
    shown = ledger.get(str(line.record.get("id")))
    is_shown = shown is not None and same(record_of(shown), line.record)
    return "already" if here is not None or is_shown else "added"


def _differs(ledger: Ledger, record: Record) -> bool:
    """Tell whether a record was changed, as in a spreadsheet, but not its time of change."""
    stored = _stored(ledger, record)
    if stored is None or stored["modified"] != record["modified"] or same(stored, record):
        return False
    return not is_checked(stored, record)  # it was checked since the table was written


def _stored(ledger: Ledger, record: Record) -> Record | None:
    text = ledger.text_of(str(record.get("id")))
    return None if text is None else json.loads(text)


def _modified(planned: Planned) -> float:
    return instant(planned.record["modified"])
