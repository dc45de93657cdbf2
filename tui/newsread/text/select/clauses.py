"""Clauses: the parts of a sentence between its stronger marks of punctuation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsread.text.grapheme import grapheme_start
from newsread.text.segment import Range
from newsread.text.select.quote_marks import quoted_in
from newsread.text.select.selection import trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENOUGH = 3
"""Words that a clause has at least, on either side of a comma: lists stay whole."""
_WIDE_WORD = 2
"""Characters of a script without spaces that count as a word."""

# What stands inside a word, a number or a time is no border: no blank follows it.
_BORDER = re.compile(
    r"""
      (?P<word> \w[(\[]\w{1,3}[)\]] | [(\[]\w{1,3}[)\]](?=\w) )         # minister(s), [a]nd
    | (?P<comma> [,،] (?=[\s"'”’»«›‹)\]]|$) | [，、] )
    | [;:؛] (?=[\s"'”’»«›‹)\]]|$)
    | (?<=\s) [–—―-]{1,3} (?=\s|$) | (?<=\w) (?:—|--) (?=[^\W\d]) | (?<=[^\W\d]) (?:—|--) (?=\d)
    | (?: … | (?<!\.)\.{3,}+ ) (?=\s|$)
    | (?<!\w) [(\[{] | [)\]}] (?!\w)
    | [“”„«»‹›「」『』（）【】；] | (?<!\d) ： | ： (?!\d)
    """,
    re.VERBOSE,
)
_WORD = re.compile(
    r"(?P<wide>[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+)|(?:(?![\u3040-\u30ff\u3400-\u9fff])\w)+"
    r"(?:['’-]\w+)*"
)
_TAIL = re.compile(r"\s*[\w-]+ (?:and|or|und|oder|et|ou|y|e|o|i|oraz|lub|czy)\b")
"""The end of a list: ``red, white and blue``."""


def clauses(text: str, sentence: Range) -> list[Range]:
    """Return the clauses of one `sentence` in order, code points of `text`, half open.

    Borders are ; : … brackets, quotation marks, dashes between blanks or words, and commas with
    three words or more on both sides up to the next border or comma. Borders are in no clause,
    every word is in exactly one. Ends are edges of graphemes, without white space.
    """
    found = []
    start = sentence.start
    for border in [*_borders(text, sentence), Range(sentence.end, sentence.end)]:
        clause = trimmed(text, start, border.start)
        if clause and _WORD.search(text, *clause):
            found.append(clause)
        start = border.end
    return found or [sentence]


def _borders(text: str, sentence: Range) -> Iterator[Range]:
    """Yield what stands between two clauses of `sentence`, in order."""
    commas = set()
    candidates = set(_quote_marks(text, sentence))
    for match in _BORDER.finditer(text, *sentence):
        if match["word"] is None:
            candidates.add(Range(*match.span()))
            if match["comma"]:
                commas.add(match.start())
    borders = list(_whole(text, sentence.start, sorted(candidates)))
    ends = [sentence.start, *(border.end for border in borders)]
    starts = [*(border.start for border in borders), sentence.end]
    weights = [_weigh(text, *stretch) for stretch in zip(ends, starts, strict=True)]
    for place, border in enumerate(borders):
        if border.start in commas:
            fewer = min(weights[place : place + 2])
            is_list = _TAIL.match(text, border.end, starts[place + 1])
            if 0 < fewer < _ENOUGH or (fewer and is_list):
                continue
        yield border


def _quote_marks(text: str, sentence: Range) -> Iterator[Range]:
    """Yield the marks that `_BORDER` cannot tell from inches and apostrophes."""
    for each in quoted_in(text, sentence):
        yield Range(each.start, each.start + len(each.mark))
        typed_twice = text[each.end - 2 : each.end] in ("''", "’’")
        yield Range(each.end - 1 - typed_twice, each.end)
    # A quotation goes on over several sentences: of its marks this one has one.
    if text.startswith('"', *sentence):
        yield Range(sentence.start, sentence.start + 1)
    if text.endswith('"', *sentence) and not text[sentence.end - 2].isdigit():
        yield Range(sentence.end - 1, sentence.end)


def _whole(text: str, since: int, stretches: list[Range]) -> Iterator[Range]:
    """Yield those of `stretches`, which are in order, that begin and end on edges of graphemes."""
    edge = since
    for start, end in stretches:
        edge = grapheme_start(text, start, edge)
        if edge == start and grapheme_start(text, end, edge) == end:
            yield Range(start, end)


def _weigh(text: str, start: int, end: int) -> int:
    """Return how many words ``text[start:end]`` has."""
    return sum(
        -(-len(word[0]) // _WIDE_WORD) if word["wide"] else 1
        for word in _WORD.finditer(text, start, end)
    )
