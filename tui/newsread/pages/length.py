"""How long a text may be: a feed must not hold up the screen with one that nobody could read.

The longest articles of any newspaper have a tenth of this. At the limit, wrapping takes a tenth to
half a second, whatever the script; without one, a single entry could take as long as it liked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsread.pages.running_text import cut
from newsread.text.document import SEPARATOR, Kind
from newsread.text.grapheme import grapheme_start
from newsread.text.segment import Range, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsread.text.document import Piece

MOST_CHARACTERS = 300_000
"""Code points of a text."""
MOST_LINES = 10_000
"""Blocks, and lines within blocks, of a text."""
_REACH = 1_000
"""Code points gone back at most to end with a sentence."""


def shorten(pieces: Sequence[Piece], lang: str = "") -> tuple[list[Piece], int]:
    """Return as much of the text as can be shown, and how many characters of it are left out.

    What is left out are whole blocks, and from the block that the limit falls into whole sentences,
    or where one is too long for that, graphemes.
    """
    kept: list[Piece] = []
    characters = lines = 0
    for piece in pieces:
        room, rows = MOST_CHARACTERS - characters, MOST_LINES - lines
        if len(piece.text) > room or piece.text.count("\n") >= rows:
            rest = _beginning(piece, room, rows, lang)
            if rest.text:
                kept.append(rest)
            break
        kept.append(piece)
        lines += 1 + piece.text.count("\n")
        characters += len(piece.text) + (len(SEPARATOR) if piece.text else 0)
    return kept, _length(pieces) - _length(kept)


def _length(pieces: Sequence[Piece]) -> int:
    """Return how many characters of text `pieces` have, not counting what parts them."""
    return sum(len(piece.text) for piece in pieces)


def _beginning(piece: Piece, room: int, rows: int, lang: str) -> Piece:
    """Return what fits of `piece` into `room` code points and `rows` lines; perhaps nothing."""
    text = "\n".join(piece.text[: max(room, 0)].split("\n", rows)[:rows])
    end = len(text)
    if end == room and piece.kind is not Kind.CODE:
        since = max(end - _REACH, 0)
        *whole, broken = sentences(text[since:], lang) or [Range(0, 0)]
        end = since + broken.start if whole else end
    end = len(piece.text[: grapheme_start(piece.text, end)].rstrip())
    shown, spans = cut(piece.text, piece.spans, 0, end)
    return msgspec.structs.replace(piece, text=shown, spans=spans)
