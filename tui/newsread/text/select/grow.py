"""What a selection grows to and shrinks to: word, clause, quoted speech, sentence, paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.text.segment import Range
from newsread.text.select.clauses import clauses
from newsread.text.select.selection import Parts, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsread.text.document import Document
    from newsread.text.select.quotations import Quotations
    from newsread.text.select.sentences import Sentences
    from newsread.text.select.words import Words

LONGEST_SENTENCE = 20_000
"""Code points of a sentence that has clauses; a longer one is none that anyone has written."""


class Objects:
    """The things in one document that lie around a selection or within it."""

    def __init__(
        self, document: Document, sentences: Sentences, quotations: Quotations, words: Words
    ) -> None:
        self._document = document
        self._text = document.text
        self._sentences = sentences
        self._quotations = quotations
        self._words = words

    def around(self, parts: Parts) -> Parts | None:
        """Return the smallest thing that holds `parts` and more; None when nothing does."""
        if not parts:
            return None
        start, end = parts[0].start, parts[-1].end
        larger = [
            each
            for each in self._holding(start, end)
            if each[0].start <= start and end <= each[-1].end and _length(each) > end - start
        ]
        return min(larger, key=_length, default=None)

    def within(self, parts: Parts) -> Parts | None:
        """Return the first thing of the next smaller kind in `parts`; None when there is none."""
        if len(parts) > 1:
            return parts[:1]
        if not parts:
            return None
        ((start, end),) = parts
        smaller = (each for each in self._held(start, end) if _length(each) < end - start)
        return next(smaller, None)

    def _holding(self, start: int, end: int) -> Iterator[Parts]:
        """Yield what may hold ``text[start:end]``, of each kind."""
        word = self._words.at(start)
        if word is not None:
            yield (Range(word.start, word.end),)
        sentence = self._sentences.at(start)
        if sentence is not None:
            for clause in self._clauses(Range(sentence.start, sentence.end)):
                yield (clause,)
        for quotation in self._quotations.around(start, end):
            yield quotation.parts
        last = self._sentences.at(end - 1)
        if sentence is not None and last is not None:
            yield (Range(sentence.start, last.end),)
        blocks = self._blocks_of(start, end)
        if blocks:
            yield from self._cut(Range(blocks[0].start, blocks[-1].end), 0, len(self._text))

    def _held(self, start: int, end: int) -> Iterator[Parts]:
        """Yield what lies in ``text[start:end]``, the largest kind first."""
        for block in self._blocks_of(start, end):
            yield from self._cut(block, start, end)
        sentence = self._sentences.at(start)
        if sentence is None:
            return
        first = Range(sentence.start, sentence.end)
        yield from self._cut(first, start, end)
        for quotation in self._quotations.within(start, end):
            yield quotation.parts
        for clause in self._clauses(first):
            yield from self._cut(clause, start, end)
        for word in self._words.between(start, end):
            yield from self._cut(word, start, end)

    def _clauses(self, sentence: Range) -> Sequence[Range]:
        if sentence.end - sentence.start > LONGEST_SENTENCE:
            return ()
        return clauses(self._text, sentence)

    def _cut(self, stretch: Range, start: int, end: int) -> Iterator[Parts]:
        """Yield what of `stretch` lies in ``text[start:end]``, if anything does."""
        first, last = max(stretch.start, start), min(stretch.end, end)
        common = trimmed(self._text, first, last) if first < last else None
        if common is not None:
            yield (common,)

    def _blocks_of(self, start: int, end: int) -> list[Range]:
        first, last = self._document.block_at(start), self._document.block_at(max(end - 1, start))
        blocks = self._document.blocks[first : last + 1]
        return [Range(each.start, each.end) for each in blocks if each.start < each.end]


def _length(parts: Parts) -> int:
    return parts[-1].end - parts[0].start
