"""Sentences: the unit that one key selects.

Rules, not a model: a sentence's place must not move with a library's update, for claims stand on
it. Terminators are found by one pattern and each is judged by what stands around it, never
further than a window's width: an article on one line takes linear time. Few other things end a
sentence: an emoticon, a link in brackets, what mail and blogs set on lines of their own. A heading
that runs on without a stop is not told from what follows it. `SEGMENTER` is stored with each claim
and goes up whenever a rule below, or a word in `abbreviations`, changes.
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

SEGMENTER = 2
"""Version of the rules."""


class Range(NamedTuple):
    """Code points ``start`` to ``end``, half open."""

    start: int
    end: int


_WINDOW = 60
"""Code points looked at to either side of a terminator."""

_LINK = 300
"""Code points of a link in brackets looked at."""

_MARKS = ".!?…؟۔।॥။។።։\u037e‼⁇⁈⁉"
_CLOSERS = "\"'”’»«›‹“)\\]"
_FACES = "☹☺❤\U0001f600-\U0001f64f\U0001f910-\U0001f92f"
_OPENERS = "\"'`“”‘’«»„‚‹›([¿¡-–—•· \u00a0\u2009\u202f"

# The runs are possessive and none begins inside another: no dot is read twice. The pattern begins
# with a set, for which `re` leaps ahead; what must not stand before it is looked at afterwards.
_STOP = re.compile(
    rf"""
    (?P<mark> [{_MARKS}] (?<![{_MARKS}].)(?<!\.[ ].) (?: (?<=\.)(?:[ ]\.)++ | [{_MARKS}]*+ ) )
    (?P<close> [{_CLOSERS}]*+ (?:\s»(?![^\s.,]))?+ )
    (?: \[(?:\d{{1,3}}|[a-z]{{1,3}}|citation[ ]needed)\] | [¹²³⁰⁴-⁹] )*+ # footnotes
    (?: \s++ | $
      | (?:(?<=[^\W\d_A-Z]{{3}}[.!?])|(?<=[^\W\d_A-Z]{{3}}[.!?][”"’]))
        (?=[“"„«]?[^\W\d_a-z][^\W\d_A-Z’']+[ ,])                    # the space forgotten
        (?P<glued>)
    )
    """,
    re.VERBOSE,
)
# What is quoted may go on after its stop: with a comma, or with the particle of quotations.
_WIDE_STOP = re.compile(
    r"[。！？｡]++(?:[」』）】》〉”’\"]++\s*+(?![、，と]|って)"
    r"|(?![」』）】》〉”’\"])\s*+(?!って|と[聞言思叫尋問答]))"
)

# What ends a sentence without a terminator: an emoticon, a link in brackets, a credit in brackets.
_BORDER = re.compile(
    rf"""
    [:;)\]>{_FACES}]
    (?: (?: (?<=\s[:;])-?[)(DP]++ | (?<=[{_FACES}])(?<![{_FACES}].)[{_FACES}\ufe0f]*+ ) (?P<face>)
      | (?<=[)\]>])
    )
    \s++ (?=["“*\[<]*+\s?+[^\W\d_a-z])
    """,
    re.VERBOSE,
)
# What stands by itself before a sentence, in mail and blogs whose lines are joined.
_LEAD = re.compile(
    r"""
    (?: (?:E-?mail|From|Reply-To):\s[^<>]{0,80}<[^<>\s]{1,100}>
      | (?:Groups|Newsgroups|Followup-To):(?:\s[a-z][\w-]*+(?:\.[\w*+-]++)++,?+)++
      | (?: [A-Z][A-Za-z-]{1,15}:\s(?:https?://\S++|[A-Za-z][\w-]*+(?:[.@]++[\w-]++)++(?:/\S*+)?+)
          | ([*=\#~])\1++\s[^*=\#~]{1,80}\s\1{2,}                        # ** A heading **
          | (?:(?:[Kk]ind|[Bb]est|[Ww]arm)\s)?[Rr]egards,?
          | (?:Best(?:\swishes)?|Yours|Sincerely|Mit\sfreundlichen\sGrüßen|Cordialement),
          | --(?=\s(?:Posted\sby|Sent\sfrom)\s)                           # a signature's mark
        ) (?=\s++["“*\[<(]?[A-ZÀ-ÖØ-Þ])
    )
    \s++ (?=\S)
    """,
    re.VERBOSE,
)
_LINE = re.compile(r"\S[^\n]*")
_WORD = re.compile(r"[\w-]+")
# Signs without a word, such as a pictogram, belong to what they follow; a rule of dashes does not.
_WRITTEN = re.compile(rf"\w|[-*=~.#]{{2}}|.{{{_WINDOW}}}")
_JOINED = re.compile(rf"[,;:)\]%&{_FACES}]")
# A typewriter's low quotation mark.
_LOW_QUOTE = re.compile(r",[A-ZÄÖÜ]\w")
_LOWER_START = re.compile(r"[a-z][A-Z]|https?://")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}")
_INITIAL = re.compile(r"(?:^|\.-)[^\W\d_]$")
_NUMBER = re.compile(r"\d{1,2}")
_ORDINAL = re.compile(r"\d{1,2}|[IVX]+")
_ADDRESS = re.compile(r"www\.|://|@")
_WORD_EDGE = re.compile(r"[\s\"'“”‘’«»„()\[\]/—–]")
_LONG_WORD = re.compile(r"[a-zß-öø-ÿœąćęłńśźż]{6,}")
_COUNT = re.compile(r"\d|(?:[VX]|[IVXLC]{2,})\b")
_COMPANY = re.compile(r"(?:Inc|Corp|Ltd|Co)\.")
_CAPITALISED = re.compile(r"([^\W\d_a-z][^\W\d_A-Z]*+)\s(?=\w)")
_OPENED = {")": "(", "]": "[", ">": "<"}
# Capitalised within a sentence too.
_POLITE = ("i", "sie", "ihr", "ihre", "ihnen")
_ITEM = re.compile(r"([•⁃*-]? ?)(\d{1,2}|a)([.)]+)(?= )")
_SPEECH = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ][\w.’'-]*\s+){1,3}(?:added|adds|answered|asked|asks|began|continued|cried"
    r"|declared|demanded|exclaimed|inquired|joked|laughed|quipped|replied|responded|said|says"
    r"|screamed|shouted|told|tweeted|whispered|wondered|writes|wrote|yelled)\b"
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
        if known.question:
            line = line.replace(known.question, "?")
        for start, following in pairwise(chain(_starts(line, known), (len(line),))):
            yield Range(before + start, before + start + len(line[start:following].rstrip()))


def _starts(line: str, known: Language) -> Iterator[int]:
    """Yield where the sentences of `line` begin, the first at 0."""
    items = _items(line)
    last = -1
    for start in chain(
        (0,),
        merge(
            (start for start, _ in items),
            (stop.end() for stop in _WIDE_STOP.finditer(line)),
            (border.end() for border in _BORDER.finditer(line) if _parts(line, border, known)),
            _stops(line, items, known),
        ),
    ):
        # After a blank or a full stop, the one code point that follows decides what is an edge.
        if not last < start < len(line) or (start and not is_edge(line, start, start - 1)):
            continue
        yield start
        last = start
        while lead := _LEAD.match(line, last):
            last = lead.end()
            yield last


def _parts(line: str, border: re.Match[str], known: Language) -> bool:
    """Judge a place where no terminator stands but a sentence may be over."""
    start, end = border.span()
    if border["face"] is not None:
        return line[end].isupper()
    _, opened, inside = line[max(0, start - _LINK) : start].rpartition(_OPENED[line[start]])
    if not opened:
        return False
    if line[start] != ")":
        return ("@" in inside or "://" in inside) and " " not in inside.strip()
    word = _CAPITALISED.match(line, end)
    return (
        word is not None
        and ")" not in inside
        and inside[-1:] not in _MARKS
        and word[1].lower() in known.openers
        and word[1].lower() not in _POLITE
        and line[word.end()].islower()
    )


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
    if after and not first.isalnum() and (_JOINED.match(head) or not _WRITTEN.search(after)):
        return bool(_LOW_QUOTE.match(head))
    if first.islower() and not _LOWER_START.match(head):
        return mark == "." and not close and after[0] == first and _is_plain(before, known)
    if "?" in mark or "!" in mark:
        return not (close and _SPEECH.match(after)) and not _COMPANY.match(after)
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
    return _full_stop_ends(before, opens, bool(_COUNT.match(head)), known)


def _full_stop_ends(before: str, opens: bool, counts: bool, known: Language) -> bool:
    """Judge a full stop by the word it stands after; `opens`: what follows looks like a start."""
    *rest, last = _WORD_EDGE.split(before)
    part = last.rpartition("-")[2]
    words = (last.lower(), part.lower())
    if not known.inner.isdisjoint(words):
        return False
    if not (known.counted.isdisjoint(words) or (len(part) == 1 and part.isupper())):
        return not counts
    if not known.final.isdisjoint(words) or _DOTTED.fullmatch(last):
        return opens
    if _INITIAL.search(last) and before[-2:-1] not in ("'", "’"):
        return opens or (last == "I" and not (rest and rest[-1][:1].isupper()))
    if _NUMBER.fullmatch(before):
        return False  # all there is of the sentence so far: it numbers an item
    return opens or not (known.ordinals and _ORDINAL.fullmatch(last))


def _is_plain(before: str, known: Language) -> bool:
    """Whether `before` ends in a plain word, too long to be an abbreviation that is not listed."""
    *rest, last = _WORD_EDGE.split(before)
    return bool(
        rest
        and _LONG_WORD.fullmatch(last)
        and not any(last in words for words in (known.inner, known.counted, known.final))
    )
