"""The ends of an article's text, where no elements tell them from what surrounds it.

A scraped page may be one enormous paragraph: headline, shop link, headline again, the article,
"Previous Post Next Post", the heading of a contact form. What is cut off is whole phrases of
furniture and whole headlines only, and only where the text that is left begins or ends as a
sentence does.

Worth F1 +0.0000 on articles and news, none of which is such a page.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from newsread.pages.phrases import bare, phrases
from newsread.pages.running_text import cut, joined, stretches
from newsread.pages.words import ends_sentence, length_in_words, main_script, script_of
from newsread.text.document import Kind, Mark, Part, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONG = 40
"""Words: a shorter paragraph has no furniture inside it worth looking for."""
_REACH = 60
"""Words looked at from either end."""
_NEAR = 16
"""Characters beside a link by which it stands between two sentences."""
_SURE_TITLE = 5
"""Words of a headline that a first sentence does not begin with by chance."""
_OWN_WORDS = 3
"""Words of a headline that no sentence says twice in a row."""
_BEFORE_TITLE = 12
"""Words that may stand before a headline, and between two."""
_WORD = re.compile(r"\S+")


def cut_ends(pieces: Sequence[Piece], titles: Sequence[str]) -> list[Piece]:
    """Return `pieces`, the first and the last long paragraph without furniture at their ends, and
    none of them with any between two of its sentences."""
    long = [
        index
        for index, piece in enumerate(pieces)
        if piece.kind is Kind.PARAGRAPH
        and piece.part is Part.BODY
        and length_in_words(piece.text) >= LONG
    ]
    kept = list(pieces)
    for index in long:
        kept[index] = _without_asides(kept[index])
    if long:
        kept[long[-1]] = _without_tail(kept[long[-1]])
        kept[long[0]] = _without_head(kept[long[0]], titles)
    return kept


def _without_tail(piece: Piece) -> Piece:
    """Cut phrases of furniture, and words in another script, off the end.

    They may go if a sentence ended before them; else only if they are several links or phrases of
    several words: "the previous post" alone may end a sentence without a full stop.
    """
    text, known = piece.text, phrases()
    script = main_script([text])
    words = _words(text)
    del words[:-_REACH]
    end = len(text)
    sure = 0
    all_sure = True
    while words:
        count = next(filter(lambda n: _phrase(words[-n:]) in known.lines, _lengths(words)), 0)
        if not count and _is_foreign(words[-1], script):
            count = 1
        if not count and words[-1].bare:
            break
        start, stop = words[-max(count, 1)].start, words[-1].end
        del words[-max(count, 1) :]
        if not count:
            continue  # a bar or an arrow
        is_sure = count > 1 or _is_linked(piece, start, stop)
        all_sure &= is_sure
        sure += is_sure
        if ends_sentence(text[:start].rstrip()) or (all_sure and sure > 1):
            end = start
    return _cut(piece, 0, end)


def _without_head(piece: Piece, titles: Sequence[str]) -> Piece:
    """Cut headlines and phrases of furniture off the beginning, before what begins a sentence.

    One sign at least must be sure: a headline of some length, a headline after something else, a
    link that says nothing but a phrase.
    """
    text, known = piece.text, phrases()
    words = _words(text[: _REACH * 30])[:_REACH]
    headlines = [[word.bare for word in _words(title)] for title in titles]
    begin = units = 0
    if twice := _after_headlines(words, headlines):
        del words[:twice]
        if words and _begins_sentence(text[words[0].start :]):
            begin = words[0].start
    sure = False
    while words:
        said = [word.bare for word in words]
        count = max((len(line) for line in headlines if line == said[: len(line)]), default=0)
        sure |= count >= _SURE_TITLE or (count > 0 and units > 0)
        if not count:
            count = next(filter(lambda n: _phrase(words[:n]) in known.lines, _lengths(words)), 0)
            sure |= count > 0 and _is_linked(piece, words[0].start, words[count - 1].end)
        if not count and said[0]:
            break
        del words[: max(count, 1)]
        units += count > 0
        if sure and words and _begins_sentence(text[words[0].start :]):
            begin = words[0].start
    return _cut(piece, begin, len(text))


def _after_headlines(words: Sequence[_Word], headlines: Sequence[Sequence[str]]) -> int:
    """Return how many of the first `words` end with a headline that stands there more than once:
    whatever is before it, and between, is no sentence of the article's. 0 for none."""
    said = [word.bare for word in words]
    after = 0
    for line in headlines:
        length = len(line)
        if length < _OWN_WORDS:
            continue
        places = [at for at in range(len(said) - length + 1) if said[at : at + length] == line]
        if len(places) > 1 and places[0] <= _BEFORE_TITLE:
            near = [at for before, at in pairwise(places) if at - before - length <= _BEFORE_TITLE]
            after = max([after, *(at + length for at in near)])
    return after


def _without_asides(piece: Piece) -> Piece:
    """Take out links that say nothing but a phrase of furniture and stand between two sentences."""
    text = piece.text
    kept: list[tuple[int, int]] = []
    at = 0
    for span in piece.spans:
        if span.mark is not Mark.LINK or bare(text[span.start : span.end]) not in phrases().lines:
            continue
        before = text[max(span.start - _NEAR, 0) : span.start].rstrip()
        after = text[span.end : span.end + _NEAR].lstrip()
        if ends_sentence(before) and after and _begins_sentence(after):
            kept.append(_trimmed(text, at, span.start))
            at = span.end
    if not kept:
        return piece
    return joined(list(stretches(piece, [*kept, _trimmed(text, at, len(text))])), " ")


class _Word(NamedTuple):
    start: int
    end: int
    written: str

    @property
    def bare(self) -> str:
        return bare(self.written)


def _words(text: str) -> list[_Word]:
    return [_Word(word.start(), word.end(), word[0]) for word in _WORD.finditer(text)]


def _is_foreign(word: _Word, script: str) -> bool:
    return script_of(word.bare) not in ("", script) and not ends_sentence(word.written)


def _phrase(words: Sequence[_Word]) -> str:
    return bare(" ".join(word.written for word in words))


def _lengths(words: Sequence[_Word]) -> Iterable[int]:
    """Return how many words a phrase may have, the most first."""
    return range(min(phrases().longest, len(words)), 0, -1)


def _begins_sentence(text: str) -> bool:
    first = text.lstrip("\"'“‘«„‚(¿¡")[:1]
    return not first.islower()


def _is_linked(piece: Piece, start: int, end: int) -> bool:
    return any(
        span.mark is Mark.LINK and span.start <= start and span.end >= end for span in piece.spans
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where ``text[start:end]`` is without white space at its ends."""
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    return start, start + len(inside.strip())


def _cut(piece: Piece, start: int, end: int) -> Piece:
    """Return ``piece.text[start:end]`` as a piece, without white space at its ends."""
    start, end = _trimmed(piece.text, start, end)
    if (start, end) == (0, len(piece.text)):
        return piece
    text, spans = cut(piece.text, piece.spans, start, end)
    return msgspec.structs.replace(piece, text=text, spans=spans)
