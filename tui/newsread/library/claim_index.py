"""What queries over articles ask of claims: a few fields of each, derived from the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Collection

    from newsread.library.database import Database

STAMP = "claims"
"""Under this name stands which claims the index was made of."""


class IndexedClaim(msgspec.Struct, frozen=True):
    """A claim as queries see it; its texts are folded as those of queries are."""

    id: str
    article: bytes
    """The article's key."""
    type: str
    status: str
    verdict: str
    worth: str
    drift: str
    """What its drift is `sought_as`, of `newsread.claims.drift`."""
    speaker: str
    tags: str
    """With a space before and after each."""
    quote: str


_COLUMNS = ", ".join(IndexedClaim.__struct_fields__)
_PLACES = ", ".join("?" * len(IndexedClaim.__struct_fields__))


_INSERT = f"INSERT INTO claim_index ({_COLUMNS}) VALUES ({_PLACES})"


def store(database: Database, claims: Collection[IndexedClaim], stamp: str) -> int:
    """Make the index say what `claims` say, touching only those that differ; note `stamp`.

    Return how many differed.
    """
    with database.writing():
        known = {
            values[0]: values for values in database.rows(f"SELECT {_COLUMNS} FROM claim_index")
        }
        wanted = {each.id: msgspec.structs.astuple(each) for each in claims}
        old = [(name,) for name, values in known.items() if wanted.get(name) != values]
        new = [values for name, values in wanted.items() if known.get(name) != values]
        database.change_all("DELETE FROM claim_index WHERE id = ?", old)
        database.change_all(_INSERT, new)
        _note(database, stamp)
    return len({name for (name,) in old} | {values[0] for values in new})


def store_changed(
    database: Database, ids: Collection[str], claims: Collection[IndexedClaim], stamp: str
) -> None:
    """Make the index say what `claims` say of those with `ids`, all that changed; note `stamp`."""
    with database.writing():
        database.change_all("DELETE FROM claim_index WHERE id = ?", [(each,) for each in ids])
        database.change_all(_INSERT, [msgspec.structs.astuple(each) for each in claims])
        _note(database, stamp)


def _note(database: Database, stamp: str) -> None:
    database.change(
        "INSERT INTO stamp VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2 WHERE value <> ?2",
        (STAMP, stamp),
    )
