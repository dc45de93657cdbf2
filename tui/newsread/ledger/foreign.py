"""Claims that another program wrote into the file, in tables of its own: words, and little else.

``TinyDB(path).insert({"claim": "…"})`` puts a document into the table ``_default``. Such records
are shown, so that nothing in a claims' file is passed over in silence. They are never written to:
they are that program's, and lack what ours have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.claims.claim import ArticleReference, Claim
from newsread.claims.tags import read_tags
from newsread.text.clean import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

OURS = ("claims", "meta", "_meta")
"""Tables that hold no such records."""

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
