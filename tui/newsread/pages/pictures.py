"""What a picture's alternative text is worth to somebody who does not see the picture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsread.text.clean import clean_line
from newsread.text.document import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from newsread.text.document import Piece

_FILE_NAME = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|avif|tiff?|bmp|heic)\b"  # photo.jpg
    r"|^\S*[_\d]\S*$"  # IMG_2041, one word
    r"|^(?:https?:|data:|www\.)",
    re.I,
)
LONGEST = 500
"""Code points of a picture's words."""
_SMALL = 40
"""Pixels: what is not wider or higher is an icon or counts readers."""


def describe(image: _Element) -> str:
    """Return the alternative text of `image`, one line; empty where it tells nothing: decoration,
    a file's name, a single word such as ``photo``."""
    if image.get("role") == "presentation" or image.get("aria-hidden") == "true":
        return ""
    if any(_pixels(image.get(side)) <= _SMALL for side in ("width", "height")):
        return ""
    words = clean_line(image.get("alt") or "", limit=LONGEST)
    if _FILE_NAME.search(words) or (" " not in words and words.isascii()):
        return ""
    return words if any(map(str.isalpha, words)) else ""


def emoji(image: _Element) -> str:
    """Return the alternative text of a picture that stands for a character, else empty."""
    alt = (image.get("alt") or "").strip()
    is_symbol = 0 < len(alt) <= 8 and not alt.isascii() and not any(map(str.isalnum, alt))
    return alt if is_symbol else ""


def said_once(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield `pieces` without pictures whose words are in the caption beside them, and without a
    caption that only repeats the one before: a page may have one for each width of a window."""
    for index, piece in enumerate(pieces):
        before = pieces[index - 1] if index else None
        if piece.kind is Kind.CAPTION and before is not None and _is_same(piece, before):
            continue
        beside = (*pieces[index - 1 : index], *pieces[index + 1 : index + 2])
        if piece.kind is Kind.IMAGE and any(
            each.kind is Kind.CAPTION and _folded(piece.text) in _folded(each.text)
            for each in beside
        ):
            continue
        yield piece


def _is_same(piece: Piece, other: Piece) -> bool:
    return (piece.kind, piece.text) == (other.kind, other.text)


def _folded(words: str) -> str:
    return words.casefold().rstrip(".!…")


def _pixels(length: str | None) -> int:
    """Return a width or height in pixels; large where none, or another unit, is given."""
    number = (length or "").strip().removesuffix("px")
    return int(number) if number.isdecimal() and len(number) < 6 else 10_000
