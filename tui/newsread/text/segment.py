"""Sentences: the unit that one key selects.

Rules, not a model: a sentence's place must not move with a library's update, for claims stand on
it. Terminators are found by one pattern and each is judged by what stands around it, never
further than a window's width: an article on one line takes linear time. `SEGMENTER` is stored with
each claim and goes up whenever a rule below, or a word in `abbreviations`, changes.
"""

from __future__ import annotations

import re
from heapq import merge
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from newsread.text.abbreviations import Language, language
from newsread.text.grapheme import is_edge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsread.text.document import Block, Document

SEGMENTER = 1
"""Version of the rules."""


class Range(NamedTuple):
    """Code points ``start`` to ``end``, half open."""

    start: int
    end: int


_WINDOW = 60
"""Code points looked at to either side of a terminator."""

_MARKS = ".!?…؟۔।॥။។።։"
_CLOSERS = "\"'”’»«›‹“)\\]"
_OPENERS = "\"'“”‘’«»„‚‹›([¿¡-–—•· \u00a0"

# The runs are possessive and none begins inside another: no dot is read twice. The pattern begins
# with a set, for which `re` leaps ahead; what must not stand before it is looked at afterwards.
_STOP = re.compile(
    rf"""
    (?P<mark> [{_MARKS}] (?<![{_MARKS}].)(?<!\.[ ].) (?: (?<=\.)(?:[ ]\.)++ | [{_MARKS}]*+ ) )
    (?P<close> [{_CLOSERS}]*+ (?:\s»(?![^\s.,]))?+ )
    (?:\[\d{{1,3}}\])*+                                             # footnotes
    (?: \s++ | $
      | (?:(?<=[^\W\d_A-Z]{{3}}[.!?])|(?<=[^\W\d_A-Z]{{3}}[.!?][”"’]))
        (?=[“"„«]?[^\W\d_a-z][^\W\d_A-Z’']+[ ,])                    # the space forgotten
        (?P<glued>)
    )
    """,
    re.VERBOSE,
)
_WIDE_STOP = re.compile(r"[。！？｡]++[」』）”’\"]*+\s*+(?!と|って)")
_LINE = re.compile(r"\S[^\n]*")
_WORD = re.compile(r"[\w’'-]+")
_LOWER_START = re.compile(r"[a-z][A-Z]|https?://")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}")
_NUMBER = re.compile(r"\d{1,2}")
_ORDINAL = re.compile(r"\d{1,2}|[IVX]+")
_ADDRESS = re.compile(r"www\.|://|@")
_WORD_EDGE = re.compile(r"[\s\"'“”‘’«»„()\[\]/—–]")
_ITEM = re.compile(r"([•⁃*-]? ?)(\d{1,2}|a)([.)]+)(?= )")
_SPEECH = re.compile(
    r"(?:[A-Z][\w.’'-]+\s+){1,3}(?:added|adds|asked|asks|continued|cried|demanded|exclaimed|replied"
    r"|responded|said|says|shouted|told|tweeted|wondered|writes|wrote)\b"
)


def sentences(text: str, lang: str = "") -> list[Range]:
    """Return the sentences of one block's `text`, in order, without white space at their ends.

    `lang` is a BCP 47 tag; the rules of English apply when it is empty or not known. A line feed
    always ends a sentence. Every character but white space lies in exactly one of them.
    """
    return list(_sentences(text, lang, 0))


def document_sentences(document: Document) -> tuple[Range, ...]:
    """Return the sentences of all blocks of `document`, in its positions; none crosses a block."""
    return tuple(
        sentence for block in document.blocks for sentence in block_sentences(document, block)
    )


def block_sentences(document: Document, block: Block) -> Iterator[Range]:
    """Yield the sentences of one block of `document`, in the document's positions.

    Each is looked for when it is asked for: the first of a very long block is there at once.
    """
    return _sentences(document.text[block.start : block.end], document.lang, block.start)


def _sentences(text: str, lang: str, offset: int) -> Iterator[Range]:
    known = language(lang)
    for match in _LINE.finditer(text):
        line, before = match[0].rstrip(), offset + match.start()
        for start, following in pairwise(chain(_starts(line, known), (len(line),))):
            yield Range(before + start, before + start + len(line[start:following].rstrip()))


def _starts(line: str, known: Language) -> Iterator[int]:
    """Yield where the sentences of `line` begin, the first at 0."""
    items = _items(line)
    last = 0
    yield last
    for start in merge(
        (start for start, _ in items),
        (stop.end() for stop in _WIDE_STOP.finditer(line)),
        _stops(line, items, known),
    ):
        # After a blank or a full stop, the one code point that follows decides what is an edge.
        if last < start < len(line) and is_edge(line, start, start - 1):
            yield start
            last = start


def _stops(line: str, items: list[tuple[int, int]], known: Language) -> Iterator[int]:
    """Yield where a sentence may begin because a terminator has ended the one before."""
    numbering = {place for item in items for place in range(*item)}
    begin = 0
    for stop in _STOP.finditer(line):
        if stop.start() not in numbering and _ends(line, begin, stop, known):
            begin = stop.end()
            yield begin


def _items(line: str) -> list[tuple[int, int]]:
    """Return where the markers of a list on one line stand: ``1. ... 2. ...``, ``a) ... b)``."""
    found: list[tuple[int, int]] = []
    marker = _ITEM.match(line)
    if not marker:
        return found
    bullet, number, point = marker.groups()
    start = 0
    while start >= 0:
        end = start + len(bullet + number + point)
        found.append((start, end))
        number = str(int(number) + 1) if number.isdigit() else chr(ord(number) + 1)
        start = line.find(f" {bullet}{number}{point} ", end) + 1 or -1
    return found


def _ends(line: str, begin: int, stop: re.Match[str], known: Language) -> bool:
    """Judge `stop`, in the sentence from `begin`, by its mark and what stands to either side."""
    mark, close = stop["mark"], stop["close"]
    after = line[stop.end() : stop.end() + _WINDOW]
    before = line[max(begin, stop.start() - _WINDOW) : stop.start()]
    head = after.lstrip(_OPENERS)
    first = head[:1]
    if (first.islower() and not _LOWER_START.match(head)) or (first and first in ",;:)]%&"):
        return False
    if "?" in mark or "!" in mark:
        return not (close and _SPEECH.match(after))
    following = _WORD.match(head)
    word = following[0] if following else ""
    if "…" in mark or mark.count(".") > 1:
        return (first.isupper() or bool(close)) and word != "I" and before[-1:] not in ("[", "(")
    if mark != ".":
        return True
    if stop["glued"] is not None:
        return not _ADDRESS.search(before.rpartition(" ")[2])
    is_initial = len(word) == 1 and head[1:2] == "."
    opens = first.isupper() and (bool(close) or (word.lower() in known.openers and not is_initial))
    return _full_stop_ends(before, opens, first.isdigit(), known)


def _full_stop_ends(before: str, opens: bool, counts: bool, known: Language) -> bool:
    """Judge a full stop by the word it stands after; `opens`: what follows looks like a start."""
    *rest, last = _WORD_EDGE.split(before)
    abbreviation = last.rpartition("-")[2].lower()
    if abbreviation in known.inner:
        return False
    if abbreviation in known.counted:
        return not counts
    if abbreviation in known.final or _DOTTED.fullmatch(last):
        return opens
    if len(last) == 1 and last.isalpha() and before[-2:-1] not in ("'", "’"):
        return opens or (last == "I" and not (rest and rest[-1][:1].isupper()))
    if _NUMBER.fullmatch(before):
        return False  # all there is of the sentence so far: it numbers an item
    return not (known.ordinals and _ORDINAL.fullmatch(last))
