"""Where claims lie on a text: which stand at a place, which come next. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsread.claims.claim import Segment
from newsread.claims.fared import DriftMark

if TYPE_CHECKING:
    from collections.abc import Iterable


class Highlight(msgspec.Struct, frozen=True):
    """One claim's words on the text that is shown."""

    id: str
    type: str
    segments: tuple[Segment, ...]
    """In order, at least one."""
    drift: DriftMark | None = None
    """What stands for its drift, if it has drifted."""

    @property
    def start(self) -> int:
        """Where its first words begin."""
        return self.segments[0].start

    @property
    def end(self) -> int:
        """Where its last words end."""
        return self.segments[-1].end

    @property
    def length(self) -> int:
        """How many code points its words have."""
        return sum(segment.end - segment.start for segment in self.segments)

    def touches(self, start: int, end: int) -> bool:
        """Tell whether any of its words lie in ``[start, end)``."""
        return any(segment.start < end and start < segment.end for segment in self.segments)


def reading_order(highlight: Highlight) -> tuple[int, int, str]:
    """Return what puts highlights in reading order, the shorter first where two begin together."""
    return (highlight.start, highlight.length, highlight.id)


class Highlights:
    """All highlights of one text, in reading order."""

    def __init__(self, highlights: Iterable[Highlight] = ()) -> None:
        self.all = tuple(sorted(highlights, key=reading_order))
        self._by_id = {highlight.id: highlight for highlight in self.all}

    def __len__(self) -> int:
        return len(self.all)

    def get(self, id: str) -> Highlight | None:  # noqa: A002
        """Return the highlight of a claim, or None."""
        return self._by_id.get(id)

    def touching(self, stretches: Iterable[tuple[int, int]]) -> list[Highlight]:
        """Return the highlights with words in any of `stretches`, half open, the shortest first."""
        found = {
            highlight.id: highlight
            for start, end in stretches
            for highlight in self.all
            if highlight.touches(start, end)
        }
        return sorted(found.values(), key=lambda highlight: highlight.length)

    def after(self, highlight: Highlight | None, position: int) -> Highlight | None:
        """Return what comes after `highlight`, or without one at or after `position`."""
        if highlight is not None:
            index = self.all.index(highlight) + 1
            return self.all[index] if index < len(self.all) else None
        return next((each for each in self.all if each.start >= position), None)

    def before(self, highlight: Highlight | None, position: int) -> Highlight | None:
        """Return what comes before `highlight`, or without one before `position`."""
        if highlight is not None:
            index = self.all.index(highlight)
            return self.all[index - 1] if index else None
        return next((each for each in reversed(self.all) if each.start < position), None)
