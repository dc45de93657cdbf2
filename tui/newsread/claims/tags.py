"""Tags as people type them. Pure."""

from __future__ import annotations

from newsread.text.clean import clean

LONGEST = 100
"""Most code points of a tag."""


def read_tags(text: str) -> tuple[str, ...]:
    """Return the tags in `text`: parted by spaces or commas, each once, in the order typed."""
    words = clean(text).replace(",", " ").split()
    return tuple(dict.fromkeys(clean(word, limit=LONGEST) for word in words))
