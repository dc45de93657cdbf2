"""Two files of claims that have gone different ways, made one: by id and by `modified`. Pure.

Of a claim that both have, the one changed last counts, with what checks have found of either
(`checks.joined`). A claim that only one has counts, unless the other says that it was deleted later
than it was changed. Deleted ids are documents of the table ``meta``, one each (`Deleted`), so that
a deletion is noted in one line of the journal however many there were before; a claim that came
back says so there, or the next file with the old news would delete it again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec

from newsread.claims.claim import instant
from newsread.ledger.checks import joined
from newsread.ledger.tables import encode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from newsread.ledger.journal import Changes
    from newsread.ledger.tables import Tables

CLAIMS, META = "claims", "meta"
SCHEMA_RECORD = "1"
"""The number of the document of ``meta`` that states the schema."""


class Deleted(msgspec.Struct, frozen=True):
    """That a claim was deleted, and perhaps that it came back."""

    deleted: str
    """Its id."""
    at: str = ""
    """When; RFC 3339, UTC. Earlier newsreads did not note it."""
    back: str = ""
    """When it came back; empty: it did not."""
    count: int = 0
    """How often it went and came: of one second, the last news has the highest."""

    @property
    def stands(self) -> bool:
        """Whether it is still deleted."""
        return not self.back

    def outlives(self, modified: str) -> bool:
        """Return whether it was deleted no earlier than it was modified, RFC 3339."""
        return instant(self.at) >= instant(modified)

    @property
    def rank(self) -> tuple[float, int, bool]:
        """The later news has the higher."""
        return max(instant(self.at), instant(self.back)), self.count, not self.stands


class _Known(msgspec.Struct, frozen=True, gc=False):
    """What there has to be in a record to merge it."""

    id: str
    modified: str = ""


def difference(before: Tables, after: Tables) -> Changes:
    """Return the changes that make `after` of `before`, tables that become empty excepted."""
    changes: Changes = []
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name, {}), after.get(name, {})
        changes += [(name, number, None) for number in old if number not in new]
        changes += [(name, number, text) for number, text in new.items() if old.get(number) != text]
    return changes


def apply(tables: Tables, changes: Changes) -> None:
    """Make `changes` to `tables`."""
    for name, number, text in changes:
        table = tables.setdefault(name, {})
        if text is None:
            table.pop(number, None)
        else:
            table[number] = text


def deletions(meta: Mapping[str, bytes]) -> dict[str, tuple[str, Deleted]]:
    """Return what the table ``meta`` says of each deleted id, and the document's number."""
    found: dict[str, tuple[str, Deleted]] = {}
    for number, text in meta.items():
        if b'"deleted"' in text and number != SCHEMA_RECORD:
            try:
                deleted = msgspec.json.decode(text, type=Deleted)
            except msgspec.DecodeError:
                continue  # a newer newsread's, or nobody's: it stays, and deletes nothing
            found[deleted.deleted] = number, deleted
    return found


def deletions_of(meta: Mapping[str, bytes], ids: Collection[str]) -> dict[str, tuple[str, Deleted]]:
    """Return what the table ``meta`` says of these ids; of one it reads only what may say it."""
    if len(ids) == 1:
        wanted = encode(next(iter(ids)))
        meta = {number: text for number, text in meta.items() if wanted in text}
    return {each: found for each, found in deletions(meta).items() if each in ids} if ids else {}


def next_number(table: Iterable[str]) -> int:
    """Return the number of the next document of a table."""
    return max(map(int, table), default=0) + 1


def merge(ours: Tables, theirs: Tables) -> Tables:
    """Return the tables of `theirs` with what `ours` knows later or alone.

    Tables that are not newsread's stay as `theirs` has them. Records that have no id stay.
    """
    merged = {name: dict(table) for name, table in theirs.items()}
    claims, meta = merged.setdefault(CLAIMS, {}), merged.setdefault(META, {})
    for number, text in ours.get(META, {}).items():
        if number == SCHEMA_RECORD:
            meta.setdefault(number, text)
    gone = _merge_deletions(ours.get(META, {}), meta)
    places = {known.id: number for number, known in _known(claims)}
    fresh = next_number(claims)
    for number, known in _known(ours.get(CLAIMS, {})):
        text, place = ours[CLAIMS][number], places.get(known.id)
        if place is None:
            place, fresh = str(fresh), fresh + 1
            claims[place] = text
        elif text != claims[place]:
            claims[place] = _joined(text, claims[place])
    for number, known in list(_known(claims)):
        deleted = gone.get(known.id)
        if deleted is not None and deleted.stands and deleted.outlives(known.modified):
            del claims[number]
    return merged


def _merge_deletions(ours: Mapping[str, bytes], meta: dict[str, bytes]) -> dict[str, Deleted]:
    """Put into `meta` what we know of deletions later or alone; return all there are."""
    places = deletions(meta)
    gone = {id_: deleted for id_, (_, deleted) in places.items()}
    fresh = max(next_number(meta), int(SCHEMA_RECORD) + 1)
    for id_, (_, deleted) in deletions(ours).items():
        theirs = gone.get(id_)
        if theirs is None:
            number, fresh = str(fresh), fresh + 1
        elif deleted.rank > theirs.rank:
            number = places[id_][0]
        else:
            continue
        gone[id_] = deleted
        meta[number] = encode(msgspec.to_builtins(deleted))
    return gone


def _joined(text: bytes, other: bytes) -> bytes:
    """Return the one record of two; of two that neither was later, `other`, which is the file's own
    record: other programs change records and know nothing of `modified`."""
    ours, theirs = json.loads(text), json.loads(other)
    kept = joined(ours, theirs)
    if kept is ours:
        return text
    return other if kept is theirs else encode(kept)


def _known(claims: Mapping[str, bytes]) -> Iterator[tuple[str, _Known]]:
    for number, text in claims.items():
        try:
            yield number, msgspec.json.decode(text, type=_Known)
        except msgspec.DecodeError:
            continue  # no claim: whoever wrote it knows what it is
