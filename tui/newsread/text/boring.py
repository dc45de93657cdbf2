"""Changes of a text that no reader would call one: spaces, forms of marks, a date line, a counter.

NewsDiffs' rule (ecprice/newsdiffs): outlets touch such lines all day, and who is told of each soon
looks at none. A line counts as such when it has nothing but numbers, times, and the words that go
with them on pages: “Updated 3 hours ago”, “Stand: 26.11.2026, 9:40 Uhr”, “214 comments”.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from newsread.text.telling_words import languages, telling_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsread.text.alignment import Alignment, Tokens

LONGEST = 16
"""Most tokens of a date line or a counter; more is prose."""


def is_boring(alignment: Alignment) -> bool:
    """Tell whether two texts differ in nothing but spaces, the forms of marks, date lines and
    counters."""
    return all(
        _is_boring(alignment.old, alignment.old_tokens, stretch.old.start, stretch.old.end)
        and _is_boring(alignment.new, alignment.new_tokens, stretch.new.start, stretch.new.end)
        for stretch in alignment.changes
    )


def _is_boring(text: str, tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether every line with tokens of ``text[start:end]`` is one of a date or a count."""
    numbers = tokens.within(start, end)
    return all(_is_date_or_counter(tokens, *line) for line in _lines(text, tokens, numbers))


def _lines(text: str, tokens: Tokens, numbers: range) -> Iterator[tuple[int, int]]:
    """Yield the lines in which tokens stand; code points, half open."""
    after = -1
    for number in numbers:
        at = tokens.ranges[number].start
        if at >= after:
            before = text.rfind("\n", 0, at) + 1
            after = text.find("\n", at)
            after = len(text) if after < 0 else after
            yield before, after


def _is_date_or_counter(tokens: Tokens, start: int, end: int) -> bool:
    words = [word.casefold() for word in tokens.of(start, end)]
    known = _words_of_such_lines()
    return (
        len(words) <= LONGEST
        and all(not word[0].isalpha() or word in known for word in words)
        and any(word[0].isdigit() or word in _times() for word in words)
    )


@cache
def _times() -> frozenset[str]:
    known = [telling_words(lang) for lang in sorted(languages())]
    return frozenset(word for each in known for word in (*each.dates, *each.numbers))


@cache
def _words_of_such_lines() -> frozenset[str]:
    return telling_words("").labels | _times()
