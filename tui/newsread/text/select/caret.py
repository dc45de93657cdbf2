"""The caret: where a person is in a text, which is always a selection, and what a key makes of it.

It rests on a sentence. Whatever selects something else is a method here, for keys and mouse alike,
so that the rules hold for both and can be tried without a screen: what is selected lies inside the
text, on edges of graphemes, and is what `parts` says.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from newsread.text.find import Findable
from newsread.text.segment import Range
from newsread.text.select.grow import Objects
from newsread.text.select.quotations import Quotations
from newsread.text.select.selection import Selection, snap, trimmed
from newsread.text.select.sentences import Sentences
from newsread.text.select.words import Graphemes, Words, word_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from newsread.text.document import Document
    from newsread.text.select.selection import Parts

NOTHING = Selection(0, 0)
MOST_HITS = 10_000
"""Places that a find finds."""


class Caret:
    """The selection in one document. Moves return False where there is nothing to go to."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self.sentences = Sentences(document)
        self.words = Words(document.text)
        self._graphemes = Graphemes(document.text)
        self._quotations = Quotations(document)
        self._objects = Objects(document, self.sentences, self._quotations, self.words)
        self.selection = self.sentences.first() or NOTHING
        """The stretch that moves change: of several, the last selected."""
        self._kept: Parts = ()
        """Further stretches: a quotation may be broken by “he said”."""
        self.by_words = False
        """Whether words are being chosen, one end at a time."""
        self._chosen = False
        """Whether the end that stays has been chosen yet."""
        self._grown: list[tuple[Parts, Parts]] = []
        """What was selected before and after each growth that shrinking takes back."""
        self.hits: Parts = ()
        """Where the words stand that are looked for; empty when none are."""
        self._hit: int | None = None

    # What is selected

    @property
    def parts(self) -> Parts:
        """What is selected: stretches in order, apart, none empty. None in a text of no words."""
        joined: list[Range] = []
        for start, end in sorted((*self._kept, (self.selection.start, self.selection.end))):
            if joined and start <= joined[-1].end:
                joined[-1] = Range(joined[-1].start, max(joined[-1].end, end))
            elif start < end:
                joined.append(Range(start, end))
        return tuple(joined)

    @property
    def span(self) -> Selection:
        """From the beginning of the first part to the end of the last."""
        parts = self.parts
        return Selection(parts[0].start, parts[-1].end) if parts else self.selection

    @property
    def extended(self) -> bool:
        """Whether what is selected is more, or other, than the sentence it rests on."""
        resting = self.sentences.at(self.span.start)
        return bool(self._kept) or (resting is not None and self.span != resting)

    def select(self, parts: Iterable[Range]) -> bool:
        """Select `parts`, in order, of which there is at least one; moves change the last."""
        before = self.parts
        *kept, last = parts
        self._kept, self.selection = tuple(kept), Selection(*last)
        return self.parts != before

    # From sentence to sentence

    def sentence_down(self) -> bool:
        """Rest on the next sentence."""
        return self._rest(self.sentences.after(self.span))

    def sentence_up(self) -> bool:
        """Rest on the sentence before."""
        return self._rest(self.sentences.before(self.span))

    def paragraph_down(self) -> bool:
        """Rest on the first sentence of the next paragraph."""
        return self._rest(self.sentences.paragraph_after(self.span))

    def paragraph_up(self) -> bool:
        """Rest on the first sentence of this paragraph, or of the one before."""
        return self._rest(self.sentences.paragraph_before(self.span))

    def top(self) -> bool:
        """Rest on the first sentence."""
        return self._rest(self.sentences.first())

    def bottom(self) -> bool:
        """Rest on the last sentence."""
        return self._rest(self.sentences.last())

    def rest_at(self, position: int) -> bool:
        """Rest on the sentence at `position`."""
        return self._rest(self.sentences.at(position))

    def rest_from(self, position: int) -> bool:
        """Rest on the first sentence that begins at or after `position`, else on the last."""
        sentence = self.sentences.starting_from(position)
        return self.bottom() if sentence is None else self.select((sentence,))

    def drop_extension(self) -> bool:
        """Rest on the sentence where the selection begins; False when it does already."""
        return self.extended and self.rest_at(self.span.start)

    def _rest(self, sentence: Selection | None) -> bool:
        if sentence is None or sentence.empty:
            return False
        return self.select((Range(sentence.start, sentence.end),))

    # More of it, and less

    def extend_down(self) -> bool:
        """Extend the selection by the next sentence."""
        return self._move(self.sentences.extend_down)

    def extend_up(self) -> bool:
        """Extend the selection by the sentence before, or draw its end back."""
        return self._move(self.sentences.extend_up)

    def grow(self) -> bool:
        """Select the next larger thing: word, clause, quoted speech, sentence, paragraph."""
        before, larger = self.parts, self._objects.around(self.parts)
        if larger is None:
            return False
        if self._grown and self._grown[-1][1] != before:
            self._grown.clear()  # something else has been selected since
        self._grown.append((before, larger))
        return self.select(larger)

    def shrink(self) -> bool:
        """Select what the selection has grown from, else the first smaller thing within."""
        before, after = self._grown.pop() if self._grown else ((), ())
        if after != self.parts:
            self._grown.clear()
            before = self._objects.within(self.parts) or ()
        return bool(before) and self.select(before)

    def quoted_speech(self) -> bool:
        """Select the quoted speech at the caret or after it; from one on, the next."""
        if not self.parts:
            return False
        quotation = self._quotations.next_from(self.span.start)
        if quotation is not None and quotation.parts == self.parts:
            quotation = self._quotations.next_from(self.span.end)
        return quotation is not None and self.select(quotation.parts)

    # Word by word

    def begin_words(self) -> bool:
        """Begin to choose words; what is selected stays so until an end of it is moved."""
        self.by_words, self._chosen = not self.selection.empty, False
        return self.by_words

    def end_words(self) -> bool:
        """Choose no more words; what is selected stays so."""
        was, self.by_words = self.by_words, False
        return was

    def word_forward(self) -> bool:
        """Move the end that is chosen to the next word's end, or the start back to a word's."""
        return self._move(self.words.extend_down)

    def word_back(self) -> bool:
        """Move the end that is chosen back by a word."""
        return self._move(self.words.extend_up)

    def character_forward(self) -> bool:
        """Move the end that is chosen on by a character."""
        return self._move(self._graphemes.extend_down)

    def character_back(self) -> bool:
        """Move the end that is chosen back by a character."""
        return self._move(self._graphemes.extend_up)

    def to_sentence_start(self) -> bool:
        """Move the end that is chosen to the start of its sentence."""
        head = self.selection.head
        forward = head > self.selection.anchor
        sentence = self.sentences.at(head - 1 if forward else head)
        return sentence is not None and self._head_to(sentence.start)

    def to_sentence_end(self) -> bool:
        """Move the end that is chosen to the end of its sentence."""
        sentence = self.sentences.at(self.selection.head)
        return sentence is not None and self._head_to(sentence.end)

    @property
    def moving_end(self) -> Range | None:
        """The character at the end that moves, while words are being chosen."""
        if not self.by_words:
            return None
        head = self.selection.head
        if head > self.selection.anchor:
            return self._graphemes.starting_before(head)
        return self._graphemes.starting_from(head)

    def other_end(self) -> bool:
        """Choose the other end to be moved."""
        self.selection = Selection(self.selection.head, self.selection.anchor)
        return True

    def next_part(self) -> bool:
        """Move another part of a selection that has several."""
        if not self._kept:
            return False
        first, *rest = self._kept
        self._kept = (*rest, Range(self.selection.start, self.selection.end))
        self.selection = Selection(*first)
        return True

    def choose_word(self, word: Range) -> bool:
        """Select `word`; once an end is chosen, everything from there to it."""
        if self._chosen:
            return self._head_to(word.end if word.end > self.selection.anchor else word.start)
        self._chosen = True
        # It stands in for the part it lies in; in no part, for all of them.
        parts = [*self._kept, Range(self.selection.start, self.selection.end)]
        others = [each for each in parts if not each.start <= word.start < each.end]
        self._kept = tuple(others) if len(others) < len(parts) else ()
        self.selection = Selection(*word)
        return True

    def words_to_choose(self, start: int, end: int, least: int) -> list[Range]:
        """Return the words in ``[start, end)`` that a label is of use to.

        All of the sentences that are selected, and where those have less than `least`, the words
        that follow them.
        """
        span = self.span
        first, last = self.sentences.at(span.start), self.sentences.at(max(span.end - 1, 0))
        if first is None or last is None:
            return []
        found: list[Range] = []
        for word in self.words.between(max(start, first.start), end):
            if word.start >= last.end and len(found) >= least:
                break
            found.append(word)
        return found

    def _move(self, move: Callable[[Selection], Selection]) -> bool:
        moved = move(self.selection)
        if moved == self.selection:
            return False
        self._chosen = True
        self.selection = moved
        return True

    def _head_to(self, head: int) -> bool:
        """Move the head; the word at the anchor stays selected whichever way it goes."""
        self._chosen = True
        anchor, before = self.selection.anchor, self.selection
        forward = before.head >= anchor
        home = self.words.at(anchor) if forward else self.words.starting_before(anchor)
        if home is None or home.end <= before.start or before.end <= home.start:
            home = before  # nothing but marks
        low, high = (anchor, home.end) if forward else (home.start, anchor)
        anchor = low if head > low else max(low, high)
        stretch = trimmed(self._text, min(anchor, head), max(anchor, head))
        if stretch is None:
            return False
        start, end = stretch
        self.selection = Selection(start, end) if head > anchor else Selection(end, start)
        return self.selection != before

    # By pointing

    def drag(self, anchor: int, head: int) -> bool:
        """Select from one position to another, widened to whole graphemes, without white space."""
        drawn = snap(self._text, Selection(anchor, head))
        stretch = trimmed(self._text, drawn.start, drawn.end)
        if stretch is None:
            return False
        start, end = stretch
        self._kept = ()
        self.selection = Selection(start, end) if anchor <= head else Selection(end, start)
        return True

    def word_at(self, position: int) -> bool:
        """Select the word at `position`; False where there is none."""
        word = word_at(self._text, position)
        return not word.empty and self.select((Range(word.start, word.end),))

    # Find

    @cached_property
    def _findable(self) -> Findable:
        return Findable(self._text, ignore_case=True)

    def find(self, words: str) -> bool:
        """Look for `words` without regard to case; False when they are nowhere."""
        self.hits, self._hit = tuple(self._findable.places(words, MOST_HITS)), None
        return bool(self.hits)

    def end_find(self) -> bool:
        """Look for nothing any more."""
        self.hits, self._hit = (), None
        return True

    @property
    def hit(self) -> Range | None:
        """The place that the find has come to, while the caret rests on its sentence."""
        span = self.span
        hit = self.hits[self._hit] if self.hits and self._hit is not None else None
        return hit if hit is not None and span.start <= hit.start < span.end else None

    def first_hit(self, position: int) -> int | None:
        """Rest on the sentence of the first place at or after `position`, else of the first of all.

        Return its number.
        """
        return self._go_to_hit(bisect_left(self.hits, position, key=_start))

    def next_hit(self) -> int | None:
        """Rest on the sentence of the next place; after the last comes the first."""
        return self.first_hit(self.hit.start + 1 if self.hit else self.span.start)

    def previous_hit(self) -> int | None:
        """Rest on the sentence of the place before; before the first comes the last."""
        start = self.hit.start if self.hit else self.span.start
        return self._go_to_hit(bisect_left(self.hits, start, key=_start) - 1)

    def _go_to_hit(self, number: int) -> int | None:
        if not self.hits:
            return None
        self._hit = number % len(self.hits)
        self.rest_at(self.hits[self._hit].start)
        return self._hit


_start = itemgetter(0)
