"""Tags as people type them. Pure."""

from __future__ import annotations

from newsread.text.clean import clean

LONGEST = 100
"""Most code points of a tag."""


def read_tags(text: str) -> tuple[str, ...]:
    """Return the tags in `text`: parted by spaces or commas, each once, in the order typed."""
    words = clean(text).replace(",", " ").split()
    return tuple(dict.fromkeys(clean(word, limit=LONGEST) for word in words))


def read_tag_changes(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the tags in `text` that are to be added, with or without a ``+``, and those with a
    ``-`` that are to go."""
    words = read_tags(text)
    more = [word.removeprefix("+") for word in words if not word.startswith("-")]
    fewer = [word.removeprefix("-") for word in words if word.startswith("-")]
    return tuple(filter(None, dict.fromkeys(more))), tuple(filter(None, fewer))
