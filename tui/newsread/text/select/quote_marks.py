"""Quotation marks: which of them open, which close, and which are apostrophes or inches.

One pass over a paragraph with a short stack of what stands open. A mark is judged by itself, by the
code point to either side, and by what is open; the doubtful ones (``the nurses’ union``, ``27"``)
by whether a surer mark of their family follows. Work is linear whatever the marks are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from newsread.text.abbreviations import primary
from newsread.text.document import Kind, Part
from newsread.text.grapheme import grapheme_start
from newsread.text.select.selection import trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsread.text.document import Block, Document
    from newsread.text.segment import Range

DEEPEST = 8
"""Quotations in one another that are told apart; of more the oldest that is open is given up."""

# An apostrophe between two letters is never asked about.
_MARK = re.compile(r"[“”„«»‹›‚\"「」『』]|``|''|‘‘|’’|(?<!\w)['’‘]|['’‘](?!\w)")
_ELISION = re.compile(r"(?:\d0s|n['’]|(?:bout|cause|cos|em|til|till|tis|twas|tween)\b)", re.I)

_TYPED_TWICE = {"‘‘": "``", "’’": "''"}
_FAMILY = dict.fromkeys("“”„", "”") | dict.fromkeys("'’‘‚", "'")
_SINGLE = "‘’‚'"
_EITHER = frozenset({"‘", "’", "'", '"', "“", "''"})
"""What opens before a word, whatever stands open."""
_CLOSES = {
    "”": ("“„”", '"'),
    '"': ('"', "„“"),
    "“": ("„“",),
    "’": ("‘‚’",),
    "'": ("'‚‘",),
    "‘": ("‚",),
    "«": ("»",),
    "»": ("«",),
    "‹": ("›",),
    "›": ("‹",),
    "」": ("「",),
    "』": ("『",),
    "''": (("``", "''"), "“„"),
}
"""By closing mark, what it may close: the first group that stands open at all."""
_CONTINUES = {"»": "«", "›": "‹"}
"""French repeats the closing mark before each paragraph of a long quotation."""
_BEFORE_OPENING = "([{¿¡-–—―/=“„«‹‘‚「『"
_AFTER_CLOSING = ",;:!?)]}"
_APOSTROPHES = "'’"
_RIGHT_OPENS = frozenset({"sv", "fi", "da", "no", "nb", "nn"})
"""Languages in which ’ also opens."""

_RUNNING = (Kind.PARAGRAPH, Kind.QUOTE, Kind.ITEM)


class Quoted(NamedTuple):
    """``text[start:end]``, marks included, and the words between them, in parts."""

    start: int
    end: int
    parts: tuple[Range, ...]
    mark: str
    """The mark that opens it."""


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    sign: str
    left: str
    right: str
    doubtful: bool
    closer_follows: bool = False

    @property
    def loose(self) -> bool:
        """Whether a word may begin after what stands on the left."""
        return self.left.isspace() or self.left in _BEFORE_OPENING


@dataclass(slots=True)
class _Open:
    """An opening mark; `words` is where its words begin in the paragraph that is read."""

    sign: str
    start: int
    words: int
    parts: list[Range] = field(default_factory=list)
    holds_its_like: bool = False


COMMAS = ",，"
"""Belong to the report and not to the speech, where they stand at its end."""
MOST_MARKS = 20_000
"""Marks that are looked at: ten times those of 20,000 words of dialogue. A page of nothing else
would hold the screen for two seconds."""


def quoted(document: Document) -> list[Quoted]:
    """Return what stands between marks in `document`, in no order; inner ones in outer ones.

    None goes past its block, unless the next begins with the same mark again; see `_carry`.
    """
    found: list[Quoted] = []
    opened: list[_Open] = []
    before: Block | None = None
    left = MOST_MARKS
    for block in document.blocks:
        if block.kind is Kind.CODE or block.start == block.end:
            before = None
            continue
        marks = _marks(document.text, block.start, block.end, left)
        left -= len(marks)
        if before and opened and _is_running(before) and _is_running(block):
            opened = _carry(document.text, before, block, marks, opened)
        else:
            opened = []
        # The repeated marks open nothing anew.
        _pair(document.text, marks[len(opened) :], document.lang, opened, found)
        before = block
    return found


def quoted_in(text: str, stretch: Range, lang: str = "") -> list[Quoted]:
    """Return what stands between marks in ``text[stretch]``, by `text`'s positions, in no order."""
    found: list[Quoted] = []
    _pair(text, _marks(text, *stretch, MOST_MARKS), lang, [], found)
    return found


def _is_running(block: Block) -> bool:
    return block.part is Part.BODY and block.kind in _RUNNING


def _marks(text: str, start: int, end: int, most: int) -> list[_Mark]:
    """Return the first `most` marks of ``text[start:end]`` that are graphemes of their own."""
    marks = []
    edge = start
    for match in islice(_MARK.finditer(text, start, end), most):
        at, after = match.span()
        edge = grapheme_start(text, at, edge)
        if edge < at or grapheme_start(text, after, edge) < after:
            continue
        left = text[at - 1] if at > start else " "
        right = text[after] if after < end else " "
        sign = _TYPED_TWICE.get(match[0], match[0])
        marks.append(_Mark(at, after, sign, left, right, _is_doubtful(text, match, left)))
    follows = dict.fromkeys(("'", '"', "”"), False)
    for mark in reversed(marks):
        family = _FAMILY.get(mark.sign, mark.sign)
        if family in follows:
            mark.closer_follows = follows[family]
            if not mark.doubtful:
                follows[family] = not mark.loose
    return marks


def _is_doubtful(text: str, mark: re.Match[str], left: str) -> bool:
    """Return whether `mark` may stand for a genitive, feet or inches: a small word goes on."""
    genitive = left in "sxz" and mark[0] in ("'", "’")
    measure = left.isdigit() and mark[0] in ("'", "’", '"', "”")
    after = text[mark.end() : mark.end() + 2]
    return (genitive or measure) and after[:1] in (" ", "-") and after[1:].islower()


def _carry(
    text: str, before: Block, block: Block, marks: list[_Mark], opened: list[_Open]
) -> list[_Open]:
    """Return what stands open at the end of `before` and is taken up at the start of `block`.

    Newspapers begin each paragraph of a long quotation with its opening mark and close only the
    last; where two stand open, both marks are repeated.
    """
    carried: list[_Open] = []
    at = block.start
    waiting = [each for each in opened if not each.holds_its_like]
    for mark in marks[: len(waiting)]:
        if text[at : mark.start].strip():
            break
        sign = _CONTINUES.get(mark.sign, mark.sign)
        if not carried:
            # Of several the youngest: what was forgotten earlier stays forgotten.
            place = next(
                (i for i in range(len(waiting) - 1, -1, -1) if waiting[i].sign == sign), None
            )
            if place is None:
                break
            waiting = waiting[place:]
        elif len(carried) == len(waiting) or waiting[len(carried)].sign != sign:
            break
        each = waiting[len(carried)]
        part = trimmed(text, each.words, before.end, COMMAS)
        if part:
            each.parts.append(part)
        each.words = at = mark.end
        carried.append(each)
    return carried


def _pair(
    text: str, marks: Iterable[_Mark], lang: str, opened: list[_Open], found: list[Quoted]
) -> None:
    """Add what `marks` close to `found`; leave in `opened` what stands open after the last."""
    right_opens = primary(lang) in _RIGHT_OPENS
    opening_end = opened[-1].words if opened else -1
    for mark in marks:
        loose = mark.loose or mark.start == opening_end
        closed = _closed(text, mark, loose, opened)
        if closed is not None:
            each = opened[closed]
            del opened[closed:]
            last = trimmed(text, each.words, mark.start, COMMAS)
            parts = (*each.parts, last) if last else tuple(each.parts)
            if parts:
                found.append(Quoted(each.start, mark.end, parts, each.sign))
        elif _opens(text, mark, loose, right_opens):
            for other in opened:
                other.holds_its_like |= other.sign == mark.sign
            opened.append(_Open(mark.sign, mark.start, mark.end))
            opening_end = mark.end
            if len(opened) > DEEPEST:
                del opened[0]


def _touches(text: str, mark: _Mark) -> bool:
    """Return whether words begin right after `mark`, as after an opening mark."""
    if mark.right == ".":
        return text[mark.end : mark.end + 2] == ".."
    return not (mark.right.isspace() or mark.right in _AFTER_CLOSING)


def _closed(text: str, mark: _Mark, loose: bool, opened: list[_Open]) -> int | None:
    """Return the place in `opened` of what `mark` closes, None when it closes nothing."""
    sign = mark.sign
    if not opened or sign not in _CLOSES or (mark.doubtful and mark.closer_follows):
        return None
    if sign in _EITHER and (loose or _is_elided(mark)) and _touches(text, mark):
        return None
    if sign in _APOSTROPHES and _is_apostrophe(text, mark):
        return None
    for signs in _CLOSES[sign]:
        for place in range(len(opened) - 1, -1, -1):
            open_sign = opened[place].sign
            if sign in _SINGLE and open_sign not in _SINGLE:
                break  # what looks like an apostrophe ends no quotation in double marks
            if open_sign in signs:
                # Chinese has no blanks: between two words “ opens, unless „ stands open.
                between_words = sign == open_sign == "“" and mark.right.isalnum()
                return None if between_words else place
    return None


def _is_elided(mark: _Mark) -> bool:
    """Return whether `mark` opens after an elided word: ``l'"équipe"``."""
    return mark.left in _APOSTROPHES and mark.right.isalnum()


def _is_apostrophe(text: str, mark: _Mark) -> bool:
    """Return whether `mark`, which does not open, surely closes nothing."""
    if mark.left.isspace() or mark.right in "“„«‹‚‘":
        return True
    if mark.right == '"' and text[mark.end + 1 : mark.end + 2].isalnum():
        return True  # l'"équipe"
    return mark.left == "n" and text[mark.start - 2 : mark.start - 1] in ("'", "’", "‘")


def _opens(text: str, mark: _Mark, loose: bool, right_opens: bool) -> bool:
    """Return whether `mark`, which closes nothing, opens a quotation."""
    sign = mark.sign
    touches = _touches(text, mark)
    match sign:
        case "„" | "``" | "「" | "『":
            return True
        case "」" | "』":
            return False
        case "«" | "‹" | "“":
            return loose or mark.left in _APOSTROPHES or touches
        case "‘" | "'" | "’" | "‚":
            may = sign != "’" or right_opens
            return may and loose and touches and not _ELISION.match(text, mark.end)
        case '"':
            return _is_elided(mark) or (loose and (touches or mark.right.isspace()))
        case _:
            return loose and touches
