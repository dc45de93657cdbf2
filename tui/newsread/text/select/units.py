"""Units: stretches of a text, one after another, that a selection goes by.

Sentences, words and graphemes are such: what a move does is the same for all of them, and is told
here once. A kind of unit only says which one begins where.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from newsread.text.select.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsread.text.segment import Range


class Units(ABC):
    """The units of one text, in order, apart, none empty.

    A move that leads nowhere returns the selection it was given. A text may have no unit at all.
    """

    @abstractmethod
    def starting_from(self, position: int) -> Range | None:
        """Return the first unit that begins at or after `position`."""

    @abstractmethod
    def starting_before(self, position: int) -> Range | None:
        """Return the last unit that begins before `position`."""

    def between(self, start: int, end: int) -> Iterator[Range]:
        """Yield the units that begin in ``[start, end)``."""
        found = self.starting_from(start)
        while found and found.start < end:
            yield found
            found = self.starting_from(found.end)

    def at(self, position: int) -> Selection | None:
        """Return the unit that `position` is in or at the end of, else the next, else the last.

        None when there is no unit.
        """
        found = self._find(position)
        return Selection(*found) if found else None

    def first(self) -> Selection | None:
        """Return the first unit, None when there is none."""
        found = self.starting_from(0)
        return Selection(*found) if found else None

    def after(self, selection: Selection) -> Selection:
        """Return the unit after `selection`."""
        found = self.starting_from(selection.end)
        return Selection(*found) if found else selection

    def before(self, selection: Selection) -> Selection:
        """Return the unit before `selection`, or the one it begins in the midst of."""
        found = self.starting_before(selection.start)
        return Selection(*found) if found else selection

    def extend_down(self, selection: Selection) -> Selection:
        """Move the head to the end of the next unit, or draw a head above the anchor down."""
        if self.starting_from(0) is None:
            return selection
        if selection.head < selection.anchor:
            home, reached = self._before_or_first(selection.anchor), self._at(selection.head)
            following = self.starting_from(reached.end)
            if following and following < home:
                return Selection(selection.anchor, following.start)
            if following == home:
                return Selection(*home)
            selection = Selection(*home)
        here = self.starting_before(selection.head + 1)
        ahead = here and here.end > selection.head
        found = here if ahead else self.starting_from(selection.head + 1)
        return Selection(selection.anchor, found.end) if found else selection

    def extend_up(self, selection: Selection) -> Selection:
        """Draw a head below the anchor up by a unit, or move it to the start of the one before.

        The unit of the anchor stays selected whichever way the head goes.
        """
        if self.starting_from(0) is None:
            return selection
        if selection.head >= selection.anchor:
            home, reached = self._at(selection.anchor), self._before_or_first(selection.head)
            if home.end <= selection.anchor:  # it begins with marks that are of no unit
                home = self.starting_from(selection.anchor) or home
            previous = self.starting_before(reached.start)
            if reached > home and previous:
                return Selection(selection.anchor, previous.end)
            if self.starting_before(home.start) is None:
                return Selection(*home)
            selection = Selection(home.end, home.start)
        found = self.starting_before(selection.head)
        return Selection(selection.anchor, found.start) if found else selection

    def _find(self, position: int) -> Range | None:
        """Return the unit that `at` selects."""
        before = self.starting_before(position + 1)
        if before and position <= before.end:
            return before
        return self.starting_from(position) or before

    def _at(self, position: int) -> Range:
        found = self._find(position)
        assert found is not None  # where there is no unit, nobody asks
        return found

    def _before_or_first(self, position: int) -> Range:
        return self.starting_before(position) or self._at(0)
