"""Words told as somebody's own."""

from __future__ import annotations


def in_quotation_marks(words: str) -> str:
    """Return `words` in quotation marks, unless they have their own; nothing stays nothing."""
    return words if not words or words[0] in '“„«"‘' else f"“{words}”"
