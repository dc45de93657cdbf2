"""What tests of pages share: markup to pieces, and a Document drawn as lines a person can read."""

from __future__ import annotations

from pathlib import Path

import lxml.html

from newsread.pages.blocks import blocks
from newsread.text.document import Document, Part, Piece

GOLDEN = Path(__file__).parent / "golden"
BASE = "https://news.example/2024/story"


def pieces(markup: str) -> list[Piece]:
    """Return the pieces of an element with `markup` inside."""
    return blocks(lxml.html.fragment_fromstring(markup, create_parent="div"), BASE)


def marked(piece: Piece) -> list[tuple[str, str]]:
    """Return each mark with the words under it."""
    return [(span.mark.value, piece.text[span.start : span.end]) for span in piece.spans]


def drawn(document: Document) -> str:
    """Return `document` as lines: kind, level, number, words; marks indented below."""
    lines = []
    for block in document.blocks:
        head: list[object] = [block.kind.value]
        head += [block.level] if block.level else []
        head += [f"no. {block.ordinal}"] if block.ordinal is not None else []
        head += [block.anchor] if block.anchor else []
        head += ["(caption)"] if block.part is Part.CAPTION else []
        words = document.text[block.start : block.end]
        shown = words.replace("\t", "\\t").replace("\n", "\\n")
        lines.append(" ".join(map(str, head)) + (f" | {shown}" if shown else ""))
        for span in block.spans:
            parts = [f"  {span.mark.value}", document.text[span.start : span.end], span.target]
            lines.append(" | ".join(filter(None, parts)))
    return "\n".join(lines) + "\n"
