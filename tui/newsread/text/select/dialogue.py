"""Speech between dashes: ``—Hola —dijo Juan—. Adiós.``"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsread.text.abbreviations import primary
from newsread.text.document import Kind, Part
from newsread.text.grapheme import grapheme_start, is_edge
from newsread.text.segment import Range
from newsread.text.select.quote_marks import COMMAS, Quoted
from newsread.text.select.selection import trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsread.text.document import Document

_LANGUAGES = frozenset({"es", "fr", "it", "pl", "pt", "ru", "uk"})
_LINE = re.compile(r"^[^\S\n]*([—–―])[^\n]*", re.M)
_DASH = re.compile(r"(?<=\s)[—–―]+|[—–―]+(?=[\s.,;:!?…]|$)")
_LEFT_OVER = re.compile(r"[.,;:\s]*")
_LETTER = re.compile(r"[^\W\d_]")


def spoken(document: Document, taken: Sequence[Quoted]) -> Iterator[Quoted]:
    """Yield the paragraphs of `document` that begin with a dash, as speech and narration in turn.

    Only in languages that write speech so. `taken` are the outermost quotations in marks, in order:
    a dash in one of them is no border. A line that begins with a small letter or ends with a
    semicolon is an item of a list.
    """
    if primary(document.lang) not in _LANGUAGES:
        return
    text = document.text
    place = 0
    for block in document.blocks:
        if block.part is not Part.BODY or block.kind not in (Kind.PARAGRAPH, Kind.QUOTE):
            continue
        for line in _LINE.finditer(text, block.start, block.end):
            while place < len(taken) and taken[place].end <= line.start(1):
                place += 1
            beyond = place
            while beyond < len(taken) and taken[beyond].start < line.end():
                beyond += 1
            inside = taken[place:beyond]
            straddles = inside and (inside[0].start <= line.start(1) or inside[-1].end > line.end())
            whole = is_edge(text, line.end(1), block.start)
            if whole and not straddles and not _is_item(line):
                parts = tuple(_parts(text, line, inside))
                if parts:
                    yield Quoted(line.start(1), parts[-1].end, parts, line[1])


def _is_item(line: re.Match[str]) -> bool:
    letter = _LETTER.search(line[0])
    return not letter or letter[0].islower() or line[0].rstrip().endswith(";")


def _parts(text: str, line: re.Match[str], quotations: Sequence[Quoted]) -> Iterator[Range]:
    """Yield what is spoken in `line`: what follows every other dash."""
    borders = list(_borders(text, line, quotations))
    ends = [start for start, _ in borders[1:]] + [line.end()]
    for (_, start), end in list(zip(borders, ends, strict=True))[::2]:
        left_over = _LEFT_OVER.match(text, start, end)
        part = trimmed(text, left_over.end() if left_over else start, end, COMMAS)
        if part:
            yield part


def _borders(text: str, line: re.Match[str], quotations: Sequence[Quoted]) -> Iterator[Range]:
    """Yield the dashes of `line` that no accent stands on and that are in no quotation.

    The first is the one it begins with, whether or not a blank follows.
    """
    place = 0
    edge = line.end(1)
    yield Range(*line.span(1))
    for dash in _DASH.finditer(text, edge, line.end()):
        while place < len(quotations) and quotations[place].end <= dash.start():
            place += 1
        edge = grapheme_start(text, dash.start(), edge)
        quoted = place < len(quotations) and quotations[place].start < dash.start()
        if not quoted and is_edge(text, dash.end(), edge):
            yield Range(*dash.span())
