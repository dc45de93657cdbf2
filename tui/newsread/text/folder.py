"""The name of a folder: a label of one or more levels, ``Outer/Inner``, and never a path."""

from __future__ import annotations

from newsread.text.clean import clean_line

SEPARATOR = "/"
"""Parts the levels, wherever it came from."""
LONGEST = 100
"""Code points kept of the name of one level."""
DEEPEST = 8
"""Levels that are told apart; deeper ones are dropped."""


def folder_name(*names: str) -> str:
    """Return the folder that the `names` of its levels make, outermost first, as it is kept.

    Each level is one clean line; empty ones, ``.`` and ``..`` are dropped. Idempotent.
    """
    levels = [clean_line(level, LONGEST) for name in names for level in name.split(SEPARATOR)]
    return SEPARATOR.join([level for level in levels if level not in ("", ".", "..")][:DEEPEST])


def is_within(name: str, folder: str) -> bool:
    """Tell whether the folder `name` is `folder` or stands inside it."""
    return f"{name}{SEPARATOR}".startswith(f"{folder}{SEPARATOR}")


def levels_of(name: str) -> list[str]:
    """Return the folders that `name` stands in, outermost first, and itself."""
    parts = name.split(SEPARATOR) if name else []
    return [SEPARATOR.join(parts[:depth]) for depth in range(1, len(parts) + 1)]
