"""Hints: letters shown at places of a text, typed to go there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsread.text.segment import Range

if TYPE_CHECKING:
    from collections.abc import Sequence

HOME_ROW_FIRST = "asdfghjklqwertyuiopzxcvbnm"
"""Letters by how near they lie to resting fingers."""


class Hints(msgspec.Struct, frozen=True):
    """Places and their labels, and what of a label has been typed."""

    places: tuple[tuple[str, Range], ...]
    """No label begins another one."""
    typed: str = ""

    @property
    def shown(self) -> dict[int, str]:
        """What is left to type of each label that may still be meant, by its place's beginning."""
        return {
            place.start: label[len(self.typed) :]
            for label, place in self.places
            if label.startswith(self.typed)
        }

    def press(self, letter: str) -> Hints | Range | None:
        """Return the place whose label `letter` completes, or the hints that are left.

        None when no label goes on with it.
        """
        typed = self.typed + letter
        for label, place in self.places:
            if label == typed:
                return place
        left = any(label.startswith(typed) for label, _ in self.places)
        return Hints(self.places, typed) if left else None


def hints(places: Sequence[Range], alphabet: str = HOME_ROW_FIRST) -> Hints:
    """Return hints for `places`, the ones named first with the shortest labels.

    A label has one letter of `alphabet` or two; what there are no labels for gets none.
    """
    return Hints(tuple(zip(labels(len(places), alphabet), places, strict=False)))


def labels(count: int, alphabet: str) -> list[str]:
    """Return up to `count` labels of one letter or two, none of which begins another."""
    letters = len(alphabet)
    # A letter that begins pairs is no label itself: it costs one and brings as many as there are.
    beginnings = min(-(-max(count - letters, 0) // max(letters - 1, 1)), letters)
    single = list(alphabet[: letters - beginnings])
    pairs = [first + second for first in alphabet[letters - beginnings :] for second in alphabet]
    return (single + pairs)[:count]
