"""What checks have appended to a claim, told apart from what people did to it. Pure.

A check appends anchors and changes nothing else, `modified` least of all; whatever a person decides
changes that. So records that differ in anchors alone are the same claim, and a check has looked at
one of them since. What checks append keeps no step from being undone and makes no record the later
one; and it is not lost by either, as long as it is about words that the claim has still.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsread.claims.claim import Claim, instant
from newsread.ledger.record import record_of

if TYPE_CHECKING:
    from newsread.ledger.tables import Record

ANCHORS = "anchors"


def is_checked(record: Record | None, stated: Record | None) -> bool:
    """Tell whether `record` is as `stated`, apart from what checks have found."""
    if record is None or stated is None:
        return record is stated
    return _rest(_whole(record)) == _rest(_whole(stated))


def carried(before: Record | None, after: Record | None, present: Record | None) -> Record | None:
    """Return what a step makes of `present`, which is `before`, perhaps checked since.

    Where the step is not about anchors, the claim keeps those it has. Where it is, a person has
    decided of them, or decides so no longer: what was appended followed from that, and the next
    check appends it anew.
    """
    if before is None or after is None or present is None:
        return after
    if _anchors(_whole(before)) != _anchors(_whole(after)):
        return after
    return after | {ANCHORS: _anchors(present)}


def joined(ours: Record, theirs: Record) -> Record:
    """Return the one record of two of the same claim that have gone different ways.

    The one modified later counts, of two that were not `theirs`. It keeps the other's anchors where
    those go on from its own; where neither list goes on from the other, that of a later record
    counts, and of two that were not the longer.
    """
    difference = _modified(ours) - _modified(theirs)
    kept, other = (ours, theirs) if difference > 0 else (theirs, ours)
    more = len(_anchors(other)) > len(_anchors(kept))
    if more and (not difference or _continues(_whole(other), _whole(kept))):
        return kept | {ANCHORS: _anchors(other)}
    return kept


def _whole(record: Record) -> Record:
    """Return a record with all that it leaves out, as earlier newsreads did, at its default."""
    try:
        return record_of(msgspec.convert(record, Claim), record)
    except msgspec.ValidationError:
        return record  # no claim: another program's


def _rest(record: Record) -> Record:
    return {name: value for name, value in record.items() if name != ANCHORS}


def _anchors(record: Record) -> list[object]:
    anchors = record.get(ANCHORS)
    return anchors if isinstance(anchors, list) else []


def _continues(record: Record, earlier: Record) -> bool:
    """Tell whether the anchors of `record` begin with all of `earlier`'s."""
    first = _anchors(earlier)
    return _anchors(record)[: len(first)] == first


def _modified(record: Record) -> float:
    return instant(str(record.get("modified")))
