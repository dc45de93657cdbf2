"""Files of earlier newsreads, brought forward when they are read. Pure.

What is written to the disk because of it goes with the next change, so that to look at an old file
does not change it. A migration is done once more where it was half done, and never edited after it
has been released. Fields that are not known are left as they are.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newsread.ledger.merging import META, SCHEMA_RECORD, apply, deletions, next_number
from newsread.ledger.tables import encode, schema_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsread.ledger.journal import Changes
    from newsread.ledger.tables import Tables

SCHEMA = 2
"""The version of records that this newsread writes, kept in the table ``meta``."""


def note_each_deletion(tables: Tables, at: str) -> Changes:
    """Schema 2: deleted ids are documents of their own, no longer one list in the first. When that
    was had not been noted.
    """
    meta = tables.get(META, {})
    first = json.loads(meta.get(SCHEMA_RECORD, b"{}"))
    noted = first.pop("deleted", [])
    ids = [each for each in noted if isinstance(each, str)] if isinstance(noted, list) else []
    known, number = deletions(meta), max(next_number(meta), int(SCHEMA_RECORD) + 1)
    fresh = [each for each in dict.fromkeys(ids) if each not in known]
    return [
        (META, SCHEMA_RECORD, encode({**first, "schema": 2})),
        *(
            (META, str(place), encode({"deleted": each, "at": at, "back": ""}))
            for place, each in enumerate(fresh, number)
        ),
    ]


MIGRATIONS: dict[int, Callable[[Tables, str], Changes]] = {2: note_each_deletion}
"""What makes the tables of the schema before into those of this one."""


def migrate(tables: Tables, at: str) -> Changes:
    """Bring `tables` forward to `SCHEMA`, at the time `at` (RFC 3339); return the changes made.

    A file without a schema is one of the first, or another program's: so it is brought forward from
    there.
    """
    stated = schema_of(tables, default=1)
    changes: Changes = []
    for schema in range(stated + 1 if isinstance(stated, int) else SCHEMA, SCHEMA + 1):
        made = MIGRATIONS[schema](tables, at)
        apply(tables, made)
        changes += made
    return changes
