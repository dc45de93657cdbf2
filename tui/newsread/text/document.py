"""The Document: one revision of an article's clean text, in typed blocks.

Canonical text is what claims stand on: the texts of all blocks that have any, in reading order,
joined by a blank line. All positions in this package are code points in it, half open, and never
inside a grapheme. Bullets, numbers and rules add nothing to it; ``<br>`` and code keep ``\\n``;
cells of a table row are joined by a tab.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

SEPARATOR = "\n\n"
"""Stands between two blocks of the canonical text."""


class Part(StrEnum):
    """What a block is to the article."""

    HEADLINE = "headline"
    BODY = "body"
    CAPTION = "caption"


class Kind(StrEnum):
    """What a block is on the page, and so how it is drawn."""

    HEADLINE = "headline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"
    ROW = "row"
    CAPTION = "caption"
    IMAGE = "image"
    """An image, shown as its alternative text."""
    RULE = "rule"
    """A thematic break; has no text."""


class Mark(StrEnum):
    """What a span of inline text is."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"
    NOTE = "note"
    """A reference to a note of this document."""


class Span(msgspec.Struct, frozen=True):
    """Inline mark on ``text[start:end]`` of the document; `target` is a link's http(s) address, and
    of a reference the `anchor` of its note's block."""

    start: int
    end: int
    mark: Mark
    target: str = ""


class Block(msgspec.Struct, frozen=True):
    """One block: ``text[start:end]`` of the document; empty only for a rule."""

    kind: Kind
    part: Part
    start: int
    end: int
    level: int = 0
    """Heading: 1-6. Item and quote: depth of nesting, 1 is outermost. Paragraph and code: how many
    lists they stand in. Else 0."""
    ordinal: int | None = None
    """The number of an item in an ordered list, or of a row in its table; no part of the text."""
    spans: tuple[Span, ...] = ()
    """Inline marks, in the document's positions, in order of start."""
    anchor: str = ""
    """Of a note that is referred to: a name, ``#1``. Else empty."""


class Piece(msgspec.Struct, frozen=True):
    """A block before it has a place: its own text, with spans relative to it. See `assemble`."""

    kind: Kind
    text: str
    part: Part = Part.BODY
    level: int = 0
    ordinal: int | None = None
    spans: tuple[Span, ...] = ()
    anchor: str = ""


class Document(msgspec.Struct, frozen=True, dict=True):
    """Canonical `text` and its `blocks` in reading order, with what is known of the text."""

    text: str
    blocks: tuple[Block, ...]
    lang: str = ""
    """BCP 47, as far as the page or feed says; empty when it does not."""
    byline: str = ""
    """Shown above the text; no part of it."""

    @property
    def revision(self) -> str:
        """The sha256 of the text's UTF-8, in hex: the name of this revision."""
        cached: str | None = self.__dict__.get("revision")
        if cached is None:
            cached = hashlib.sha256(self.text.encode()).hexdigest()
            self.__dict__["revision"] = cached
        return cached

    @property
    def words(self) -> int:
        """How many words the text has, counted between white space."""
        return len(self.text.split())

    def block_at(self, position: int) -> int:
        """Return the index of the block with text at `position`, or of the nearest before it."""
        starts: list[int] | None = self.__dict__.get("_starts")
        if starts is None:
            starts = [block.start for block in self.blocks]
            self.__dict__["_starts"] = starts
        index = max(bisect_right(starts, position) - 1, 0)
        while index and self.blocks[index].kind is Kind.RULE:
            index -= 1
        return index


def assemble(pieces: Iterable[Piece], lang: str = "", byline: str = "") -> Document:
    """Lay `pieces` out as a Document: join their texts, move their spans to their places.

    Pieces without text are dropped, except rules. Texts must be cleaned, NFC and folded already.
    """
    texts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for piece in pieces:
        if piece.kind is Kind.RULE:
            end = blocks[-1].end if blocks else 0
            blocks.append(Block(Kind.RULE, piece.part, end, end))
            continue
        if not piece.text:
            continue
        if texts:
            at += len(SEPARATOR)
        spans = tuple(
            Span(span.start + at, span.end + at, span.mark, span.target) for span in piece.spans
        )
        end = at + len(piece.text)
        block = Block(
            piece.kind, piece.part, at, end, piece.level, piece.ordinal, spans, piece.anchor
        )
        blocks.append(block)
        texts.append(piece.text)
        at = end
    return Document(SEPARATOR.join(texts), tuple(blocks), lang, byline)
