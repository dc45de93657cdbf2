"""The fields of the query language, each declared once.

Parsing, hints, completion and the documentation are made from `FIELDS`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["name", "term", "text", "choice", "day"]
"""What a value is: a name that must be right, a name of the vocabulary, in which people see blanks
for hyphens, a part of a text, one of a few words, a day."""

STATES = (
    "exact",
    "moved",
    "changed",
    "changed-minor",
    "changed-material",
    "ambiguous",
    "orphaned",
    "restored",
    "unknown",
)
"""Those of a claim's anchors, and ``changed`` for both kinds of change."""
REVIEW = "review"
"""What queries call any of these that nobody has looked at, though somebody should."""


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field: what stands before the colon, and what may stand behind it."""

    name: str
    kind: Kind
    tells: str
    """What it chooses, for help; continues “articles or claims …”."""
    example: str
    """A value."""
    values: tuple[str, ...] = ()
    """All there are, of a choice."""
    of_claims: bool = False
    """True when it asks about claims: an article matches if one of its claims does."""


def _field(name: str, kind: Kind, example: str, tells: str, *values: str) -> Field:
    return Field(name=name, kind=kind, example=example, tells=tells, values=values)


def _of_claims(name: str, kind: Kind, example: str, tells: str, *values: str) -> Field:
    return Field(name=name, kind=kind, example=example, tells=tells, values=values, of_claims=True)


FIELDS: tuple[Field, ...] = (
    _field("feed", "text", '"The Guardian"', "of the feeds or outlets that have this in their"
           " title or host; a feed's whole address means that feed alone"),
    _field("folder", "name", "Papers", 'of the feeds in this folder; folder:"" means in none'),
    _of_claims("tag", "name", "budget", "with a claim that has this tag"),
    _of_claims("type", "term", "quantity", "with a claim of this type"),
    _of_claims("speaker", "text", "mayor", "with a claim by someone whose name has this in it"),
    _of_claims("verdict", "term", "false", "with a claim that has this verdict"),
    _of_claims("status", "term", "checking", "with a claim that stands like this"),
    _of_claims("worth", "choice", "high", "with a claim so much worth checking",
               "none", "low", "high"),
    _of_claims("drift", "choice", "changed", "with a claim whose words fared so since, or whose"
               " drift awaits review", *STATES, REVIEW),
    _field("is", "choice", "unread", "that are so; changed means in what they"
           " say, since you read them", "unread", "read", "starred", "quiet", "changed"),
    _field("after", "day", "7d", "of that day or later; of a claim, the day it was marked"),
    _field("before", "day", "2026-11-01", "from before that day"),
    _of_claims("has", "choice", "claims", "with any claim", "claims"),
)  # fmt: skip
"""In the order in which help and completion show them."""

BY_NAME = {field.name: field for field in FIELDS}
