"""Claims that another program wrote into the file, in tables of its own: words, and little else.

``TinyDB(path).insert({"claim": "…"})`` puts a document into the table ``_default``. Such records
are shown, so that nothing in a claims' file is passed over in silence. They are never written to:
they are that program's, and lack what ours have. Taken in from an exported file, or from a table
that a person made, they become claims of ours.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from newsread.claims.check import is_id
from newsread.claims.claim import ArticleReference, Claim
from newsread.claims.tags import read_tags
from newsread.ledger.record import record_of
from newsread.text.clean import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from newsread.ledger.tables import Record

OURS = ("claims", "meta", "_meta")
"""Tables that hold no such records."""

_SPACE = UUID("5d6f1d5e-8f0f-5a6c-9c3e-6f3a1f0b7a52")
"""Of the ids that are made from a record's content (RFC 9562, 5.5). Never to be changed: the same
file, taken in again, would then be other claims."""
_GIVEN = ("id", "created", "modified")
"""Fields that are made for a record without an id of ours, so no part of its content."""
_WORDS = ("claim", "quote")
_TAGS = ("tag", "tags")


def foreign_claims(tables: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Iterator[Claim]:
    """Yield the records in other programs' tables that have a claim's words, in the file's order.

    What is taken from them is cleaned.
    """
    for name, table in tables.items():
        if name in OURS:
            continue
        for number, record in table.items():
            words = clean_line(_text(record, _WORDS))
            if words:
                yield _claim(f"{clean_line(name)}:{number}", words, record)


def adopted(record: Record, moment: str) -> Record:
    """Return `record` as one of ours: with what it lacks, and an id made from its content.

    One that has an id of ours is returned as it is. `moment`, RFC 3339, is when it is taken in.
    """
    if is_id(str(record.get("id"))):
        return record
    content = {name: value for name, value in record.items() if name not in _GIVEN}
    bare = record_of(_claim("", "", {}))
    whole = bare | record
    if isinstance(whole["article"], dict):
        whole["article"] = bare["article"] | whole["article"]
    for name in ("type", "status"):
        whole[name] = whole[name] or bare[name]
    for name in ("created", "modified"):
        whole[name] = whole[name] or moment
    return whole | {"id": str(uuid5(_SPACE, json.dumps(content, sort_keys=True)))}


def _claim(claim_id: str, words: str, record: Mapping[str, Any]) -> Claim:
    return Claim(
        id=claim_id,
        quote=words,
        prefix="",
        suffix="",
        segments=(),
        article=ArticleReference(key="", url="", title="", outlet="", feed=""),
        revision="",
        anchors=(),
        type="other",
        tags=read_tags(_text(record, _TAGS)),
        note=clean(_text(record, ("note",))),
        created="",
        modified="",
        segmenter=0,
    )


def _text(record: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """Return the first text among the fields called `names`; empty when there is none."""
    return next((record[name] for name in names if isinstance(record.get(name), str)), "")
