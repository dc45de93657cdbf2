"""The wordings of an article: its clean texts as they were got, and why each is another.

Comparing them takes rapidfuzz, so this is imported when somebody wants to see what changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsread.library.records import Cause, Revision
from newsread.text.alignment import Alignment
from newsread.text.compared import Comparison

if TYPE_CHECKING:
    from newsread.library.store import Library
    from newsread.text.document import Document

CAUSES: dict[Cause, str] = {
    "first": "the first text",
    "edit": "edited",
    "boring": "only spaces and dates",
    "extractor": "newsread reads its page otherwise now",
    "source": "from its page, no longer its feed",
    "unknown": "perhaps not the article",
}
"""Why a text is another than the one before, as people see it."""


class Wordings(msgspec.Struct, frozen=True):
    """The clean texts of an article, oldest first; none says the same as the one before it."""

    all: tuple[Revision, ...]

    @property
    def newest(self) -> int:
        """The number of the text that counts as the article's; -1 where it has none."""
        sound = (number for number, each in enumerate(self.all) if each.cause != "unknown")
        return max(sound, default=len(self.all) - 1)

    @property
    def compared(self) -> int | None:
        """The number of the text to begin comparing with: the newest if another was before it, else
        the last that had one before it; None where there is only one wording."""
        newest = self.newest
        if newest >= 0 and self.before(newest) is not None:
            return newest
        return self.later(-1, -1)

    def later(self, number: int, step: int = 1) -> int | None:
        """Return the number of the next text after this one, or with a step of -1 before it (from
        the end where `number` is -1), that had another before it; None where there is none."""
        start = len(self.all) if number < 0 else number
        stop = len(self.all) if step > 0 else -1
        steps = range(start + step, stop, step)
        return next((each for each in steps if self.before(each) is not None), None)

    def before(self, number: int) -> int | None:
        """Return the number of the text before the one with this number; None before the first.

        One that may not be the article is passed over: beside it everything else is other.
        """
        words = self.all[number].revision
        for each in range(number - 1, -1, -1):
            if self.all[each].cause != "unknown" and self.all[each].revision != words:
                return each
        return None

    def number_of(self, revision: str) -> int | None:
        """Return the number of the last text with this sha256; None where it is none of these."""
        found = (number for number, each in enumerate(self.all) if each.revision == revision)
        return max(found, default=None)


def wordings(library: Library, article_id: int) -> Wordings:
    """Return the wordings of an article."""
    found: list[Revision] = []
    for each in reversed(library.revisions(article_id)):
        if each.role == "clean" and not (found and found[-1].revision == each.revision):
            found.append(each)
    return Wordings(tuple(found))


def compare(old: Document, new: Document) -> Comparison:
    """Return two texts beside one another."""
    return Comparison(old, new, Alignment(old.text, new.text))


def cause_in_words(revision: Revision) -> str:
    """Return why a text is another than the one before it."""
    if revision.cause == "source" and revision.source == "feed":
        return "from its feed, no longer its page"
    return CAUSES[revision.cause]
