"""The claim: what a person marked in an article, and what they found out about it.

Field names are the JSON names in the ledger's TinyDB file. What was captured (`quote`, `prefix`,
`suffix`, `segments`, `revision`, `article`) changes only when a person cuts the claim anew.
Positions are code points in the canonical text of a revision, half open.

None of these can hold itself, so Python's collector of cycles need not look at them: that halves
the time to read 100,000.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

import msgspec

State = Literal[
    "exact",
    "moved",
    "changed-minor",
    "changed-material",
    "ambiguous",
    "orphaned",
    "restored",
    "unknown",
]
Worth = Literal["none", "low", "high"]
Stance = Literal["supports", "refutes", "context"]
Relation = Literal["same", "repeats", "contradicts", "narrows"]


class Segment(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the canonical text: code points, half open, on grapheme edges."""

    start: int
    end: int


class ArticleReference(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The article as it was at the capture. A claim stands alone: nothing is looked up."""

    key: str
    """sha256 of the feed's address and the entry's identity, in hex."""
    url: str
    title: str
    outlet: str
    feed: str
    """The feed's address."""
    author: str = ""
    published: str | None = None
    """RFC 3339, UTC."""
    retrieved: str | None = None
    """When the text was got; RFC 3339, UTC."""


class Anchor(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where the claim's words stand in one revision, and who says so."""

    revision: str
    segments: tuple[Segment, ...]
    """None where its words do not stand there, or nobody knows which of several they are."""
    state: State
    similarity: float = 1.0
    """Of the words there to the claim's, from 0 to 1."""
    material: bool = False
    """Whether what changed is what it says: a number, a name, who says it."""
    by: str = "newsread"
    at: str = ""
    """RFC 3339, UTC."""
    quote: str = ""
    """The words there, where they are others than the claim's."""
    pinned: bool = False
    """Whether a person has decided that the claim is about this revision, whatever comes later."""


class Speaker(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Who says it."""

    name: str
    role: str = ""
    same_as: str = ""


class Evidence(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A source that bears on the claim."""

    url: str
    archive: str = ""
    title: str = ""
    locator: str = ""
    passage: str = ""
    stance: Stance = "context"
    retrieved: str = ""
    hash: str = ""
    """sha256, in hex, of the clean text that stood there when it was `retrieved`; empty where
    newsread has not read it."""


class Related(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Another claim, and how it relates to this one."""

    id: str
    relation: Relation


class Cut(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The words a claim had before a person cut it anew."""

    quote: str
    prefix: str
    suffix: str
    segments: tuple[Segment, ...]
    revision: str
    at: str
    """When it was cut anew; RFC 3339, UTC."""
    retrieved: str | None = None
    """When the text of that revision was got; RFC 3339, UTC."""


class Claim(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One claim, as the ledger keeps it."""

    id: str
    """UUID version 7: sorts by time of capture."""
    quote: str
    """The exact words, the text's own slice; several segments are joined by `` … ``."""
    prefix: str
    """What stands before the quote: 32 code points or more, to a word's edge, until unique."""
    suffix: str
    """What stands after it, likewise."""
    segments: tuple[Segment, ...]
    article: ArticleReference
    revision: str
    """sha256 of the canonical text it was captured on, in hex."""
    anchors: tuple[Anchor, ...]
    """The first is the capture, the last the present place. Checks only append."""
    type: str
    """A name from the vocabulary, such as ``quantity``."""
    tags: tuple[str, ...] = ()
    speaker: Speaker | None = None
    worth: Worth | None = None
    status: str = "todo"
    verdict: str = ""
    verdict_label: str = ""
    why: str = ""
    confidence: int | None = None
    statement: str = ""
    said_on: str = ""
    venue: str = ""
    evidence: tuple[Evidence, ...] = ()
    related: tuple[Related, ...] = ()
    note: str = ""
    lang: str = ""
    annotator: str = ""
    created: str
    """RFC 3339, UTC."""
    modified: str
    segmenter: int
    """Version of the sentence rules at capture."""
    cuts: tuple[Cut, ...] = ()


def new_id(now: float | None = None) -> str:
    """Return a fresh UUID version 7 (RFC 9562, 5.7) for the moment `now`, POSIX seconds."""
    milliseconds = int((time.time() if now is None else now) * 1000)
    # Not from the secrets module: it imports hmac and random, 14 ms at every start.
    chance = int.from_bytes(os.urandom(10)) & ~(0xF << 76 | 0b11 << 62)
    return str(UUID(int=milliseconds << 80 | 0x7 << 76 | 0b10 << 62 | chance))


def timestamp(moment: float | None = None) -> str:
    """Return `moment` (POSIX seconds; None is now) in RFC 3339: UTC, to the second, with ``Z``."""
    when = datetime.now(UTC) if moment is None else datetime.fromtimestamp(moment, UTC)
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def instant(moment: str) -> float:
    """Return POSIX seconds of an RFC 3339 `moment`; 0 where it is none."""
    try:
        return datetime.fromisoformat(moment).timestamp()
    except (ValueError, OverflowError):
        return 0.0
