"""Whole records of claims, for properties: every field, unknown ones in all places, nasty text."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from newsread.claims.claim import new_id, timestamp
from newsread.ledger.record import record_of
from tests.fakes.claims import claim

NASTY = (
    *("", " ", "=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r", "\n", "\r\n", "'", "''", "'=1", "'tis"),
    *(
        "＝1",
        "＋",
        "－",
        "＠",
        '"',
        '""',
        ",",
        ";",
        "a,b",
        "null",
        "[]",
        "{}",
        "0",
        "\u2028",
        "\x85",
    ),
    *("# h", "---", "```", "> q", "- i", "1. i", "[a](b)", "![[a]]", "#tag", "%%", "$x$", "==h=="),
    *("<!-- x", "-->", "<b>", "^id", " ^c-1", "https://a.example", "www.a.example", "a@b.example"),
    *("&amp;", "&#61;", "\\", "\\*", "    code", "a  ", "|a|", "~~a~~", "[!note]", "\ufeff", "👍"),
)

TEXT = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=20),
    st.lists(st.sampled_from(NASTY), max_size=4).map("".join),
)
"""Any text that UTF-8 can hold, and mostly what means something to some format."""

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
UNKNOWN = st.dictionaries(TEXT.map("x".__add__), JSON, max_size=2)
MOMENT = st.integers(0, 4_000_000_000).map(timestamp)
SEGMENT = st.builds(lambda start, length: {"start": start, "end": start + length},
                    st.integers(0, 9999), st.integers(1, 999))  # fmt: skip


def fields(optional: dict[str, Any], **needed: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Return objects of these fields, and of unknown ones."""
    known = st.fixed_dictionaries(needed, optional=optional)
    return st.builds(lambda one, more: more | one, known, UNKNOWN)


EVIDENCE = fields(
    {"title": TEXT, "passage": TEXT, "archive": TEXT, "hash": st.just("ab" * 32)}, url=TEXT
)
ANCHOR = fields(
    {"similarity": st.floats(0, 1), "by": TEXT, "at": MOMENT},
    revision=st.just("0" * 64),
    segments=st.lists(SEGMENT, max_size=2),
    state=st.sampled_from(["exact", "changed-material"]),
)
ARTICLE = fields(
    {"author": TEXT, "published": st.none() | MOMENT | st.just("")},
    key=st.sampled_from(["", "a" * 64]),
    url=TEXT,
    title=TEXT,
    outlet=TEXT,
    feed=TEXT,
)
SPEAKER = fields({"role": TEXT, "same_as": TEXT}, name=TEXT)
OPTIONAL: dict[str, Any] = {
    "tags": st.lists(TEXT, max_size=3),
    "speaker": st.none() | SPEAKER,
    "worth": st.sampled_from([None, "none", "high"]),
    "status": TEXT,
    "verdict": TEXT,
    "why": TEXT,
    "confidence": st.none() | st.integers(0, 3),
    "statement": TEXT,
    "evidence": st.lists(EVIDENCE, max_size=2),
    "note": TEXT,
    "lang": TEXT,
}
RECORD = fields(
    OPTIONAL,
    id=st.builds(new_id, st.floats(0, 4e9)),
    quote=TEXT,
    prefix=TEXT,
    suffix=TEXT,
    segments=st.lists(SEGMENT, max_size=2),
    article=ARTICLE,
    revision=st.just("0" * 64),
    anchors=st.lists(ANCHOR, max_size=2),
    type=TEXT,
    created=MOMENT,
    modified=MOMENT,
    segmenter=st.integers(0, 9),
)
"""What msgspec reads as a claim, with unknown fields at every depth."""


def a_record(**given: Any) -> dict[str, Any]:
    """Return the record of a claim of the newsroom, with these fields."""
    return record_of(claim()) | given
