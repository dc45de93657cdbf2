"""What stands around an article and is not its text: told by its words, once the pieces are made.

Only short pieces are judged here; the ends of long ones in `pages.ends`. Text that is lost is worse
than furniture that is kept, so a rule asks for two signs: exact words and little else, a link and
nothing beside it, another script and the end of the article.

Lines of phrases are worth F1 +0.0008 on articles, +0.0016 on news; headlines said once more
-0.0002 and +0.0003; who wrote it and when +0.0002 and +0.0003.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from newsread.pages.ends import cut_ends
from newsread.pages.phrases import folded, names_writer, phrases, says_only_phrases
from newsread.pages.running_text import joined, stretches
from newsread.pages.words import (
    ends_sentence,
    length_in_words,
    likeness,
    main_script,
    script_of,
)
from newsread.text.document import Kind, Mark, Part, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHORT = 25
"""Words: no longer piece is dropped, whatever it says."""
RUNNING = 20
"""Words: a paragraph as long as this is the article's text; what stands before the first is its
head, what comes after the last its tail."""
SAME = 0.75
"""How like a line must be to a headline (Jaccard over words) to be it once more."""

_JUDGED = frozenset((Kind.PARAGRAPH, Kind.HEADING, Kind.ITEM, Kind.QUOTE))
_NUMERIC_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{4}年|\d{1,2}[:h]\d{2}\b")
_LINE = re.compile(r"^.*$", re.M)
_DIGIT = re.compile(r"\d")


def trim(pieces: Sequence[Piece], titles: Sequence[str], *, links: bool = True) -> list[Piece]:
    """Return `pieces` without furniture and without repeated headlines.

    `titles` are the headline's known forms. With `links` false, short paragraphs that are nothing
    but a link stay: in a feed they may be all there is.
    """
    split = [_lines(piece) for piece in pieces]
    judge = _Judge([line for lines in split for line in lines], titles, links=links)
    kept: list[Piece] = []
    for piece, lines in zip(pieces, split, strict=True):
        verdicts = [judge.judge_next() for _ in lines]
        if all(verdict is line for verdict, line in zip(verdicts, lines, strict=True)):
            kept.append(piece)
        else:
            kept.extend(_rejoined(verdicts))
    return _without_idle_headings(list(_rules_tidied(cut_ends(kept, titles))))


class _Judge:
    """Judges the lines of an article one after the other, each in its place."""

    def __init__(self, lines: list[Piece], titles: Sequence[str], *, links: bool) -> None:
        self._lines = lines
        self._titles = titles
        self._links = links
        self._phrases = phrases()
        self._script = main_script(line.text for line in lines)
        self._at = -1
        self._after_heading = False
        """Whether a heading such as "Related" was dropped and its list may follow."""
        running = _running(lines)
        self._head = running[0] if running else 0
        ended = [
            index
            for index, line in enumerate(lines)
            if line.kind in _JUDGED and ends_sentence(line.text)
        ]
        self._tail = max(running[-1:] + ended[-1:], default=len(lines))

    def judge_next(self) -> Piece | None:
        """Return the next line, as a caption if it is one, or None if it is furniture."""
        self._at += 1
        line = self._lines[self._at]
        if line.kind is Kind.IMAGE:
            return None if self._repeats_title(line.text) else line
        if line.kind not in _JUDGED:
            return line
        words = length_in_words(line.text)
        if words > SHORT:
            self._after_heading = False
            return line
        if self._is_furniture(line, words):
            return None
        if line.kind is Kind.PARAGRAPH and self._phrases.captions.match(folded(line.text)):
            return msgspec.structs.replace(line, kind=Kind.CAPTION, part=Part.CAPTION)
        if not _is_link(line):
            self._after_heading = False
        return line

    def _is_furniture(self, line: Piece, words: int) -> bool:
        in_head = self._at < self._head
        is_heading = line.kind is Kind.HEADING
        if in_head and self._repeats_title(line.text):
            return True
        if is_heading and self._is_headline(line.text):
            return True
        if says_only_phrases(line.text) or self._phrases.openings.match(folded(line.text)):
            self._after_heading = True
            return True
        if _is_link(line) and (self._after_heading or self._is_promo(line, words)):
            return True
        if in_head and not is_heading and self._is_credit(line.text, words):
            return True
        return self._at > self._tail and self._is_foreign(line.text, words)

    def _repeats_title(self, text: str) -> bool:
        return any(likeness(text, title) >= SAME for title in self._titles)

    def _is_promo(self, line: Piece, words: int) -> bool:
        """Say whether a paragraph that is all link leads away: a sentence tells something itself,
        while another article's headline may ask or shout, but has no full stop."""
        is_sentence = words >= RUNNING // 2 and line.text.endswith((".", "。", "।"))
        return self._links and line.kind is Kind.PARAGRAPH and not is_sentence

    def _is_headline(self, text: str) -> bool:
        """Say whether a heading amid the text is the headline once more; what is only like it heads
        a section."""
        return likeness(text, self._titles[0]) == 1 if self._titles else False

    def _is_credit(self, text: str, words: int) -> bool:
        """Say who wrote it or when: names and dates are short and make no sentence."""
        if words > 12 or ends_sentence(text):
            return False
        line = folded(text)
        if self._phrases.credits.match(line) or _NUMERIC_DATE.search(line) or names_writer(text):
            return True
        return _DIGIT.search(line) is not None and self._phrases.months.search(line) is not None

    def _is_foreign(self, text: str, words: int) -> bool:
        """A few words in another script than the article's, after its end."""
        if words > 6 or ends_sentence(text) or text.endswith(":") or _DIGIT.search(text):
            return False
        return script_of(text) not in ("", self._script)


def _running(lines: Sequence[Piece]) -> list[int]:
    """Return which of `lines` are running text; where none is long, those that are a sentence."""
    lengths = {
        index: length_in_words(line.text)
        for index, line in enumerate(lines)
        if line.kind in (Kind.PARAGRAPH, Kind.QUOTE, Kind.ITEM) and line.part is Part.BODY
    }
    long = [index for index, words in lengths.items() if words >= RUNNING]
    return long or [
        index
        for index, words in lengths.items()
        if words >= RUNNING // 2 and ends_sentence(lines[index].text)
    ]


def _is_link(line: Piece) -> bool:
    """Say whether nothing stands here but links."""
    linked = sum(span.end - span.start for span in line.spans if span.mark is Mark.LINK)
    return linked > 0.9 * len(line.text)


def _lines(piece: Piece) -> list[Piece]:
    """Return the lines of `piece`, each with its marks; code and rows are one."""
    if piece.kind not in _JUDGED or "\n" not in piece.text:
        return [piece]
    return list(stretches(piece, (line.span() for line in _LINE.finditer(piece.text))))


def _rejoined(lines: Sequence[Piece | None]) -> Iterator[Piece]:
    """Yield what is left of a piece: lines that still follow each other are one again."""
    run: list[Piece] = []
    for line in (*lines, None):
        if line is not None and (not run or run[-1].kind is line.kind):
            run.append(line)
            continue
        if run:
            yield joined(run, "\n")
        run = [] if line is None else [line]


def _without_idle_headings(pieces: list[Piece]) -> list[Piece]:
    """Return `pieces` without headings at their end: what stood below them was furniture."""
    length = len(pieces)
    while length and pieces[length - 1].kind in (Kind.HEADING, Kind.RULE):
        length -= 1
    return pieces[:length] or pieces


def _rules_tidied(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield `pieces` without rules at either end and without one rule after the other."""
    rule: Piece | None = None
    begun = False
    for piece in pieces:
        if piece.kind is Kind.RULE:
            rule = piece
            continue
        if rule and begun:
            yield rule
        rule, begun = None, True
        yield piece
