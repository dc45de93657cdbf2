"""What a picture's alternative text is worth to somebody who does not see the picture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsread.text.clean import clean_line

if TYPE_CHECKING:
    from lxml.etree import _Element

_FILE_NAME = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|avif|tiff?|bmp|heic)\b"  # photo.jpg
    r"|^\S*[_\d]\S*$"  # IMG_2041, one word
    r"|^(?:https?:|data:|www\.)",
    re.I,
)
_SMALL = 40
"""Pixels: what is not wider or higher is an icon or counts readers."""


def describe(image: _Element) -> str:
    """Return the alternative text of `image`, one line; empty where it tells nothing: decoration,
    a file's name, a single word such as ``photo``."""
    if image.get("role") == "presentation" or image.get("aria-hidden") == "true":
        return ""
    if any(_pixels(image.get(side)) <= _SMALL for side in ("width", "height")):
        return ""
    words = clean_line(image.get("alt") or "", limit=500)
    if _FILE_NAME.search(words) or (" " not in words and words.isascii()):
        return ""
    return words if any(map(str.isalpha, words)) else ""


def emoji(image: _Element) -> str:
    """Return the alternative text of a picture that stands for a character, else empty."""
    alt = (image.get("alt") or "").strip()
    is_symbol = 0 < len(alt) <= 8 and not alt.isascii() and not any(map(str.isalnum, alt))
    return alt if is_symbol else ""


def _pixels(length: str | None) -> int:
    """Return a width or height in pixels; large where none, or another unit, is given."""
    number = (length or "").strip().removesuffix("px")
    return int(number) if number.isdecimal() and len(number) < 6 else 10_000
