"""Where a stretch of an article's former text stands in its present one. Pure.

We own both texts, so revisions are aligned and nothing is searched for unless that fails. Looking
for the exact words first, as annotators of live pages do, takes a pull quote for the sentence, and
a look-alike for one that is gone (hypothesis/client#7571). In this order, the first that succeeds:

1. The place to which the alignment leads, where two fifths of its tokens survived and it reads
   alike; its ends go to where its sentence begins and ends now.
2. The same words elsewhere, that were not there before as well: a paragraph was moved.
3. Nearly the same words elsewhere, with what stood around them. Never for short ones, nor for
   whole articles.

Of several places that do, none is chosen, unless what stands around one speaks for it clearly.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from newsread.text.alignment import (
    BETWEEN,
    Alignment,
    alike_in_order,
    likeliest_runs,
    nearest_stretch,
    similarity,
)
from newsread.text.grapheme import grapheme_end, grapheme_start
from newsread.text.segment import Range
from newsread.text.select.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsread.text.alignment import Tokens
    from newsread.text.document import Document
    from newsread.text.select.units import Units

SURVIVING = 0.45
"""Share of a stretch's tokens that must have survived where the alignment leads."""
ALIKE = 0.64
"""How alike a stretch and that place must read."""
SAME_WORDS = 0.7
"""How many of the tokens of both must be the same, in whatever order."""
WHOLE = 0.15
"""What it counts, in likeness, that an end of a whole sentence is one of a whole sentence again."""
PART = 0.8
"""Share of that place's tokens that survived, from which it is a part of the stretch."""
NEAR = 0.85
"""How alike a place elsewhere must read: an edit in seven characters."""
AROUND = 0.7
"""How alike what stands around a place elsewhere must read."""
CLEARLY = 0.15
"""By how much what stands around one place must be more alike than around the next."""
CONTEXT = 12
"""Tokens on either side that are compared."""
SHORTEST = 24
"""Code points from which nearly the same words are looked for, and the same words are taken where
they stood before as well."""
LONG = 10_000
"""Code points from which a stretch is compared by words: by letters that takes a fifth of a second
for 100,000."""
LONGEST_SOUGHT = 2_000
"""Code points up to which nearly the same words are looked for: by letters that takes the square of
their number."""
COMMON = 0.4
"""Share of a stretch's tokens, in whatever order, that nearly the same words have of them."""
MOST_COPIES = 100
"""Places of the same words that are looked at."""

How = Literal["projected", "elsewhere", "ambiguous", "gone"]


class Located(NamedTuple):
    """Where a stretch stands now, and how it was found."""

    how: How
    place: Range | None = None
    """Code points in the new text, half open; None where it is ambiguous or gone."""
    parted: Range | None = None
    """All of it, where it stands in several blocks by now, of which `place` is the main one."""


AMBIGUOUS, GONE = Located("ambiguous"), Located("gone")


class Locator:
    """Finds stretches of an old text in a new one. One serves all claims: both are aligned once."""

    def __init__(self, old: Document, new: Document) -> None:
        self.old = old
        self.new = new
        self._old = Sentences(old)
        self._new = Sentences(new)

    @cached_property
    def _alignment(self) -> Alignment:
        return Alignment(self.old.text, self.new.text)

    def locate(self, start: int, end: int) -> Located:
        """Return where ``old[start:end]`` stands in the new text."""
        found = self._locate(Range(start, end))
        return found if found.place is None else found._replace(place=self._on_edges(found.place))

    def _locate(self, stretch: Range) -> Located:
        numbers = self._alignment.old_tokens.within(*stretch)
        if not numbers:
            return GONE
        place = self._projected(stretch, numbers)
        if place is not None:
            main = self._main_block(stretch, place)
            return Located("projected", main, None if main == place else self._on_edges(place))
        return self._copied(stretch, numbers) or self._near(stretch)

    def _on_edges(self, place: Range) -> Range:
        """Return a place with its ends on edges of graphemes: a token may end within one."""
        text = self.new.text
        return Range(grapheme_start(text, place.start), grapheme_end(text, place.end))

    # Where the alignment leads

    def _projected(self, stretch: Range, numbers: range) -> Range | None:
        partners = self._alignment.partners
        kept = [(mine, partners[mine]) for mine in numbers if mine in partners]
        kept = _densest(kept, len(numbers))
        if len(kept) < SURVIVING * len(numbers):
            return None
        found = self._drawn(stretch, numbers, kept)
        return found if self._reads_alike(stretch, found, len(kept)) else None

    def _reads_alike(self, stretch: Range, place: Range, kept: int) -> bool:
        """Tell whether a place is that of a stretch of which `kept` tokens survived there: by its
        letters, by its words in whatever order, or because it is a part of it."""
        mine = self._alignment.old_tokens.of(*stretch)
        theirs = self._alignment.new_tokens.of(*place)
        common = (Counter(mine) & Counter(theirs)).total()
        return (
            kept >= PART * len(theirs)
            or 2 * common >= SAME_WORDS * (len(mine) + len(theirs))
            or self._alike(stretch, place) >= ALIKE
        )

    def _alike(self, stretch: Range, place: Range) -> float:
        if stretch.end - stretch.start > LONG:
            mine, theirs = self._alignment.old_tokens, self._alignment.new_tokens
            return alike_in_order(mine.of(*stretch), theirs.of(*place))
        old, new = self._alignment.old, self._alignment.new
        return similarity(old[stretch.start : stretch.end], new[place.start : place.end])

    def _drawn(self, stretch: Range, numbers: range, kept: Sequence[tuple[int, int]]) -> Range:
        """Return the place of what was `kept` of a stretch, with what stands now for its first and
        last tokens where those are lost: each end where it makes the place most alike."""
        last = self._alignment.new_tokens.ranges[kept[-1][1]].end
        starts, ends = (
            self._starts(stretch, numbers, kept[0]),
            self._ends(stretch, numbers, kept[-1]),
        )
        start = max(starts, key=lambda at: starts[at] + self._alike(stretch, Range(at, last)))
        end = max(ends, key=lambda at: ends[at] + self._alike(stretch, Range(start, at)))
        return Range(start, end)

    def _starts(self, stretch: Range, numbers: range, first: tuple[int, int]) -> dict[int, float]:
        """Return where a stretch may begin now of which `first` survived first, and what speaks for
        each, in likeness."""
        mine, theirs = first
        tokens = self._alignment.new_tokens.ranges
        survivor = tokens[theirs].start
        if mine == numbers.start:
            within = stretch.start - self._alignment.old_tokens.ranges[mine].start
            return {survivor + (within if within > 0 and self._alignment.is_same(*first) else 0): 0}
        starts = {survivor: 0.0}
        bound = 0
        before = self._alignment.partners.get(numbers.start - 1)
        if before is not None and before < theirs:
            bound = tokens[before + 1].start
            starts[bound] = 0.0
        sentence = self._new.at(survivor)
        begins = self._begins_sentence(self._old, stretch.start)
        if begins and sentence is not None and sentence.start >= bound:
            starts[sentence.start] = WHOLE
        return starts

    def _ends(self, stretch: Range, numbers: range, last: tuple[int, int]) -> dict[int, float]:
        """Return where a stretch may end now of which `last` survived last, likewise."""
        mine, theirs = last
        tokens = self._alignment.new_tokens.ranges
        survivor = tokens[theirs].end
        if mine == numbers.stop - 1:
            within = self._alignment.old_tokens.ranges[mine].end - stretch.end
            return {survivor - (within if within > 0 and self._alignment.is_same(*last) else 0): 0}
        ends = {survivor: 0.0}
        bound = len(self._alignment.new)
        after = self._alignment.partners.get(numbers.stop)
        if after is not None and after > theirs:
            bound = tokens[after - 1].end
            ends[bound] = 0.0
        sentence = self._new.at(max(survivor - 1, 0))
        finishes = self._ends_sentence(self._old, stretch.end)
        if finishes and sentence is not None and sentence.end <= bound:
            ends[sentence.end] = WHOLE
        return ends

    def _main_block(self, stretch: Range, place: Range) -> Range:
        """Return the part of a place that is in the block which has most of it, if the stretch was
        within one sentence: what was glued to its heading does not take it along."""
        sentence = self._old.at(stretch.start)
        if sentence is None or sentence.end < stretch.end:
            return place
        after = self.new.block_at
        blocks = self.new.blocks[after(place.start) : after(place.end - 1) + 1]
        parts = [
            Range(max(each.start, place.start), min(each.end, place.end))
            for each in blocks
            if each.start < place.end and place.start < each.end
        ]
        main = max(parts, key=lambda part: part.end - part.start, default=place)
        most = (main.end - main.start) * 2 > place.end - place.start
        return main if most else place

    @staticmethod
    def _begins_sentence(sentences: Units, position: int) -> bool:
        found = sentences.at(position)
        return found is not None and found.start == position

    @staticmethod
    def _ends_sentence(sentences: Units, position: int) -> bool:
        found = sentences.at(max(position - 1, 0))
        return found is not None and found.end == position

    # Elsewhere

    def _copied(self, stretch: Range, numbers: range) -> Located | None:
        """Return where the same tokens stand elsewhere; None where they do not."""
        theirs, mine = self._alignment.new_tokens, self._alignment.old_tokens
        wanted = [mine.words[number] for number in numbers]
        length = stretch.end - stretch.start
        new: list[int] = []
        known: list[int] = []
        for at in _occurrences(wanted, theirs):
            (known if self._was_elsewhere(numbers, at, len(wanted)) else new).append(at)
        found = new or (known if length >= SHORTEST else [])
        places = [
            Range(theirs.ranges[at].start, theirs.ranges[at + len(wanted) - 1].end) for at in found
        ]
        if not places:
            return None
        ranked = sorted(((self._around(stretch, each), each) for each in places), reverse=True)
        (best, place), *others = ranked
        if others and best - others[0][0] < CLEARLY:
            return AMBIGUOUS
        if length < SHORTEST and best < AROUND:
            return AMBIGUOUS if others else GONE
        return Located("elsewhere", place)

    def _near(self, stretch: Range) -> Located:
        """Return where nearly the same words stand elsewhere, unless they stood there before."""
        words = self._alignment.old[stretch.start : stretch.end]
        if not SHORTEST <= len(words) <= LONGEST_SOUGHT:
            return GONE
        mine, theirs = self._alignment.old_tokens, self._alignment.new_tokens
        taken = mine.within(*stretch)
        places: list[tuple[float, Range]] = []
        for run in likeliest_runs(mine.of(*stretch), theirs.words, COMMON):
            found = self._nearest(words, run)
            if found is None:
                continue
            place = self._to_sentence(stretch, found)
            tokens = theirs.within(*place)
            if self._alike(stretch, place) < NEAR or not tokens:
                continue
            if any(place.start < each.end and each.start < place.end for _, each in places):
                continue
            if self._was_elsewhere(taken, tokens.start, len(tokens)):
                continue
            places.append((self._around(stretch, place), place))
            if len(places) == 2:
                break
        places = [each for each in places if each[0] >= AROUND]
        if len(places) > 1 and abs(places[0][0] - places[1][0]) < CLEARLY:
            return AMBIGUOUS
        return Located("elsewhere", max(places)[1]) if places else GONE

    def _nearest(self, words: str, run: range) -> Range | None:
        """Return what reads most like `words` at a run of tokens of the new text and half as many
        on either side; None where nothing is as alike as it must be."""
        tokens = self._alignment.new_tokens.ranges
        beside = len(run) // 2 + 1
        start = tokens[max(run.start - beside, 0)].start
        end = tokens[min(run.stop + beside, len(tokens)) - 1].end
        found = nearest_stretch(words, self._alignment.new[start:end], NEAR)
        return None if found is None else Range(start + found.start, start + found.end)

    def _was_elsewhere(self, own: range, first: int, count: int) -> bool:
        """Tell whether most of `count` tokens of the new text from `first` on stood in the old one
        already, outside of the stretch whose tokens are `own`."""
        origins = self._alignment.origins
        before = [origins.get(number, -1) for number in range(first, first + count)]
        return sum(each >= 0 and each not in own for each in before) * 2 > count

    def _to_sentence(self, stretch: Range, place: Range) -> Range:
        """Return `place` with ends near a sentence's put on it, where the stretch's are on one."""
        reach = 0.15 * (place.end - place.start)
        start, end = place
        first, last = self._new.at(start), self._new.at(max(end - 1, 0))
        if first is not None and self._begins_sentence(self._old, stretch.start):
            if abs(first.start - start) <= reach:
                start = first.start
            elif abs(first.end - start) <= reach:
                following = self._new.after(first)
                start = following.start if following.start < end else start
        if last is not None and self._ends_sentence(self._old, stretch.end):
            if abs(last.end - end) <= reach:
                end = last.end
            elif abs(last.start - end) <= reach and last.start > start:
                end = self._new.before(last).end
        return Range(start, end) if start < end else place

    def _around(self, stretch: Range, place: Range) -> float:
        """Return how alike what stands around both reads, word by word: the better side counts
        double, for one side alone may have been changed."""
        mine, theirs = self._alignment.old_tokens, self._alignment.new_tokens
        ours, there = mine.within(*stretch), theirs.within(*place)
        before = alike_in_order(
            mine.words[max(0, ours.start - CONTEXT) : ours.start],
            theirs.words[max(0, there.start - CONTEXT) : there.start],
        )
        after = alike_in_order(
            mine.words[ours.stop : ours.stop + CONTEXT],
            theirs.words[there.stop : there.stop + CONTEXT],
        )
        return (2 * max(before, after) + min(before, after)) / 3


def _densest(pairs: list[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """Return the pairs without those at either end that lie far from the others in the new text.

    A common word may find its partner sentences away. Kept is what makes the share of survivors
    among the tokens of both stretches the greatest.
    """
    first, last = 0, len(pairs) - 1

    def share(first: int, last: int) -> float:
        spread = pairs[last][1] - pairs[first][1] + 1
        return 2 * (last - first + 1) / (count + spread)

    while first < last:
        now, later, earlier = share(first, last), share(first + 1, last), share(first, last - 1)
        if max(later, earlier) <= now:
            break
        first, last = (first + 1, last) if later >= earlier else (first, last - 1)
    return pairs[first : last + 1]


def _occurrences(wanted: Sequence[str], tokens: Tokens) -> Iterator[int]:
    """Yield the numbers of the tokens at which `wanted` begins."""
    # As one string, for that is searched in linear time; token by token, a page of one word
    # repeated takes the product of both lengths.
    text, sought = tokens.joined, BETWEEN + BETWEEN.join(wanted) + BETWEEN
    number = last = 0
    at = text.find(sought)
    for _ in range(MOST_COPIES):
        if at < 0:
            return
        number += text.count(BETWEEN, last, at)
        yield number
        last, at = at, text.find(sought, at + 1)
