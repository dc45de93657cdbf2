"""Builders of documents and claims for tests: say what matters, the rest is made up."""

from __future__ import annotations

from typing import Any

import msgspec

from newsread.claims.capture import capture
from newsread.claims.claim import Anchor, ArticleReference, Claim, Segment, State
from newsread.claims.drift import MACHINE
from newsread.text.document import Document, Kind, Piece, assemble

NOON = 1_750_000_000.0
"""2025-06-15T15:06:40Z."""
LATER = "2025-06-16T09:00:00Z"

TEXT = (
    "Rents rose by 4.7 % last year.",
    "“We built 1,200 flats,” the mayor said, “and none stands empty.” The council disagrees.",
    "Prices will fall by 2030, the bank expects.",
)
"""The paragraphs of `document`."""


def document(*paragraphs: str) -> Document:
    """Return a document of `paragraphs`, or of `TEXT`."""
    return assemble([Piece(Kind.PARAGRAPH, text) for text in paragraphs or TEXT], lang="en")


def segment(text: Document, words: str) -> Segment:
    """Return where `words` first stand in the document."""
    start = text.text.index(words)
    return Segment(start, start + len(words))


def article(key: str = "a" * 64, **fields: Any) -> ArticleReference:
    """Return a reference to an article."""
    made_up: dict[str, Any] = {
        "url": "https://news.example/rents",
        "title": "Rents rise again",
        "outlet": "The Example",
        "feed": "https://news.example/feed.xml",
    }
    return ArticleReference(key=key, **made_up | fields)


def fared_so(
    state: State, *quotes: str, by: str = MACHINE, quote: str = "", at: str = LATER, **fields: Any
) -> Claim:
    """Return a claim whose words have fared so on the text it was made on: `quote` are those that
    stand there now; `by` whom that was found or decided."""
    made = claim(*quotes, **fields)
    segments = () if state in ("orphaned", "ambiguous") else made.segments
    anchor = Anchor(
        revision=made.revision,
        segments=segments,
        state=state,
        material=state == "changed-material",
        by=by,
        at=at,
        quote=quote,
    )
    return msgspec.structs.replace(made, anchors=(*made.anchors, anchor))


def claim(
    *quotes: str,
    key: str = "a" * 64,
    on: Document | None = None,
    now: float = NOON,
    kind: str = "quantity",
    **fields: Any,
) -> Claim:
    """Return a claim on `quotes`, one segment each, as `capture` makes it; `fields` as given."""
    text = on or document()
    captured = capture(
        text,
        [segment(text, words) for words in quotes or ("Rents rose by 4.7 % last year.",)],
        type=kind,
        article=article(key),
        annotator="ida",
        lang="en",
        now=now,
        segmenter=1,
    )
    return msgspec.structs.replace(captured, **fields)
