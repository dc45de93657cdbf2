"""What a comparison is drawn as: two texts side by side, or one inline, in rows of the screen.

What is the same at length is folded into a row that says so; a few rows around each change stay.
Knows rows and cells; knows nothing of keys, focus or scrolling.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import groupby, zip_longest
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from newsread.claims.claim import Segment
from newsread.claims.highlight import Highlight, Highlights
from newsread.text.compared import Fate
from newsread.text.counted import counted
from newsread.text.inline import Inline
from newsread.text.wrap import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsread.text.compared import Comparison, Part
    from newsread.text.document import Document
    from newsread.text.line import Line
    from newsread.text.segment import Range

SIDE_BY_SIDE = 110
"""Columns from which on both texts stand beside one another."""
MARGIN = 3
"""Cells left of a text: a claim's glyph, how the line differs, the bar of the current change."""
BETWEEN = 1
"""Cells between two texts."""
AROUND = 3
"""Rows kept before and after what differs."""
LEAST_FOLDED = 4
"""Rows that are the same and are folded, at least: fewer are as quickly read."""

MOVED_FROM, MOVED_TO = "moved from here", "moved here"


class Columns(NamedTuple):
    """Where texts stand in a pane, in cells."""

    left: int
    """Left of everything: what is drawn stands in the middle of a wide pane."""
    text: int
    """The most that a line of text takes."""
    texts: int
    """How many texts: two side by side, or one."""

    @property
    def side(self) -> int:
        """Cells of one text with its margin."""
        return MARGIN + self.text


def columns(width: int, text_width: int) -> Columns:
    """Return where texts of at most `text_width` cells a line stand in a pane of `width`."""
    if width >= SIDE_BY_SIDE:
        text = min(text_width, (width - BETWEEN) // 2 - MARGIN)
        left = (width - BETWEEN) // 2 - MARGIN - text
        return Columns(left, text, 2)
    text = max(min(text_width, width - MARGIN), 4)
    return Columns(max((width - MARGIN - text) // 2, 0), text, 1)


class Changed(NamedTuple):
    """Words that differ in one text, as it is drawn: code points, half open."""

    start: int
    end: int
    fate: Fate
    change: int
    """The number of the change they are of."""
    moved: bool = False
    """Whether they stand elsewhere in the other text."""


class Sheet:
    """One text in lines, with what differs in it, and with claims over it."""

    def __init__(
        self, document: Document, width: int, changed: Sequence[Changed], claims: Highlights
    ) -> None:
        self.document = document
        self.claims = claims
        self._layout = wrap(document, width)
        self._changed = changed
        self._starts = [each.start for each in changed]
        self._ends = [each.end for each in changed]
        self._laid: list[int] = []
        """Where each line with text begins that is drawn."""
        self._rows: list[int] = []
        """The row that each of them is drawn in."""

    def lines(self, blocks: Sequence[int]) -> tuple[list[Line], Line | None]:
        """Return the lines of blocks that follow one another, and what parts them from the next."""
        if not blocks:
            return [], None
        lines = self._layout.lines
        start, following = self._layout.first_line(blocks[0]), blocks[-1] + 1
        more = following < len(self.document.blocks)
        end = self._layout.first_line(following) if more else len(lines)
        apart = lines[end - 1] if lines[end - 1].spacer else None
        return list(lines[start : end - 1 if apart else end]), apart

    def changed(self, line: Line) -> Sequence[Changed]:
        """Return what differs in a line."""
        first, last = bisect_right(self._ends, line.start), bisect_left(self._starts, line.end)
        return self._changed[first:last]

    def lies_at(self, line: Line, row: int) -> None:
        """Take note of the row that a line is drawn in; in the text's order."""
        self._laid.append(line.start)
        self._rows.append(row)

    def rows_of(self, claim: Highlight) -> range:
        """Return the rows from the first with words of a claim to the last."""
        rows = [self._row_of(position) for position in (claim.start, claim.end - 1)]
        return range(rows[0], rows[1] + 1)

    def _row_of(self, position: int) -> int:
        index = bisect_right(self._laid, position) - 1
        return self._rows[max(index, 0)] if self._rows else 0


class PageRow(NamedTuple):
    """A row of the screen: a line of each text, or words of ours."""

    lines: tuple[Line | None, ...] = ()
    words: tuple[str, ...] = ()
    """What stands in its place, for each text or for both: what is folded, what was moved."""
    of: int = -1
    """The row of the comparison that it belongs to; -1 where it is several."""
    folds: bool = False
    """Whether it stands for rows that are the same."""


class ComparePage:
    """All rows of a comparison at one width."""

    def __init__(
        self,
        comparison: Comparison,
        claims: tuple[Highlights, Highlights],
        place: Columns,
        *,
        claim: str = "",
        whole: bool = False,
    ) -> None:
        """Lay out a comparison.

        Args:
            comparison: what is shown.
            claims: over the older text, and over the newer.
            place: the columns there are.
            claim: the id of a claim whose words are not folded, nor are those that have drifted.
            whole: whether nothing is folded.
        """
        self.place = place
        if place.texts == 2:
            self.sheets, rows = _beside(comparison, claims, place.text)
        else:
            self.sheets, rows = _inline(comparison, claims, place.text)
        self.rows: tuple[PageRow, ...] = tuple(rows if whole else self._folded(rows, claim))
        self._rows_of: dict[int, range] = {}
        for number, row in enumerate(self.rows):
            for sheet, line in zip(self.sheets, row.lines, strict=False):
                if line is None or line.spacer:
                    continue
                sheet.lies_at(line, number)
                for each in sheet.changed(line):
                    first = self._rows_of.get(each.change, range(number, number))
                    self._rows_of[each.change] = range(first.start, number + 1)

    def rows_of_change(self, change: int) -> range:
        """Return the rows that show a change."""
        return self._rows_of.get(change, range(0))

    @property
    def drifted(self) -> list[str]:
        """The ids of the claims here whose words have changed, in the order of their rows."""
        ids = {
            each.id for sheet in self.sheets for each in sheet.claims.all if each.drift is not None
        }
        return sorted(ids, key=lambda each: (self.rows_of_claim(each).start, each))

    def rows_of_claim(self, id: str) -> range:  # noqa: A002
        """Return the rows with words of a claim: in the newer text, where they stand there."""
        for sheet in reversed(self.sheets):
            if (claim := sheet.claims.get(id)) is not None:
                return sheet.rows_of(claim)
        return range(0)

    def _folded(self, rows: Sequence[PageRow], claim: str) -> Iterator[PageRow]:
        """Yield the rows, what is the same at length as one."""
        marked = [
            [
                segment
                for each in sheet.claims.all
                if each.drift is not None or each.id == claim
                for segment in each.segments
            ]
            for sheet in self.sheets
        ]
        stay = [self._stays(row, marked) for row in rows]
        at = 0
        for stays, run in groupby(range(len(rows)), key=stay.__getitem__):
            length = len(list(run))
            here, at = range(at, at + length), at + length
            before = AROUND if here.start else 0
            after = AROUND if here.stop < len(rows) else 0
            hidden = range(here.start + before, here.stop - after)
            while hidden and _parts_only(rows[hidden[0]]):
                hidden = hidden[1:]
            while hidden and _parts_only(rows[hidden[-1]]):
                hidden = hidden[:-1]
            if stays or len(hidden) < LEAST_FOLDED:
                yield from rows[here.start : here.stop]
                continue
            yield from rows[here.start : hidden.start]
            hides = _same_in_words([rows[index] for index in hidden])
            yield PageRow(words=(hides,), folds=True)
            yield from rows[hidden.stop : here.stop]

    def _stays(self, row: PageRow, marked: Sequence[Sequence[Segment]]) -> bool:
        """Tell whether a row is never folded: it differs, or has words that are `marked`."""
        if row.words:
            return True
        return any(
            sheet.changed(line)
            or any(each.start < line.end and line.start < each.end for each in segments)
            for sheet, line, segments in zip(self.sheets, row.lines, marked, strict=True)
            if line is not None and not line.spacer
        )


def _parts_only(row: PageRow) -> bool:
    """Tell whether a row only parts two blocks."""
    return all(line is None or line.spacer for line in row.lines)


def _same_in_words(rows: Sequence[PageRow]) -> str:
    paragraphs = len({row.of for row in rows if not _parts_only(row)})
    what = counted(paragraphs, "paragraph") if paragraphs > 1 else counted(len(rows), "line")
    return f"{what} {'is' if what.startswith('1 ') else 'are'} the same"


def _numbered(comparison: Comparison) -> Iterator[tuple[int, Part, bool]]:
    """Yield each change with its number, and whether its words have only moved."""
    for row, first in zip(comparison.rows, comparison.firsts, strict=False):
        for number, part in enumerate(row.changes, first):
            yield number, part, row.moved


def _beside(
    comparison: Comparison, claims: tuple[Highlights, Highlights], width: int
) -> tuple[tuple[Sheet, ...], list[PageRow]]:
    """Return both texts, and their rows side by side."""
    olds, news = [], []
    for number, part, moved in _numbered(comparison):
        if part.old.start < part.old.end:
            olds.append(Changed(*part.old, Fate.OLD, number, moved))
        if part.new.start < part.new.end:
            news.append(Changed(*part.new, Fate.NEW, number, moved))
    old = Sheet(comparison.old, width, olds, claims[0])
    new = Sheet(comparison.new, width, news, claims[1])
    rows: list[PageRow] = []
    for number, row in enumerate(comparison.rows):
        (mine, apart), (theirs, also_apart) = old.lines(row.old), new.lines(row.new)
        if row.moved:
            words = (MOVED_FROM if row.old else "", MOVED_TO if row.new else "")
            rows.append(PageRow(words=words, of=number))
        rows.extend(PageRow(lines, of=number) for lines in zip_longest(mine, theirs))
        if apart is not None or also_apart is not None:
            rows.append(PageRow((apart, also_apart), of=number))
    return (old, new), rows


def _inline(
    comparison: Comparison, claims: tuple[Highlights, Highlights], width: int
) -> tuple[tuple[Sheet, ...], list[PageRow]]:
    """Return both texts as one, and its rows."""
    inline = Inline(comparison)
    moved = [moved for _, _, moved in _numbered(comparison)]
    changed = [
        Changed(each.start, each.end, each.fate, each.change, moved[each.change])
        for each in inline.fragments
        if each.change >= 0
    ]
    sheet = Sheet(inline.document, width, changed, Highlights(_laid(inline, claims)))
    rows: list[PageRow] = []
    for number, row in enumerate(comparison.rows):
        lines, apart = sheet.lines(inline.rows[number])
        if row.moved:
            rows.append(PageRow(words=(MOVED_FROM if row.old else MOVED_TO,), of=number))
        rows.extend(PageRow((line,), of=number) for line in lines)
        if apart is not None:
            rows.append(PageRow((apart,), of=number))
    return (sheet,), rows


def _laid(inline: Inline, claims: tuple[Highlights, Highlights]) -> Iterator[Highlight]:
    """Yield each claim where its words of both texts stand in the one."""
    found = [
        (claim, inline.places(side, segment.start, segment.end))
        for side, highlights in zip((Fate.OLD, Fate.NEW), claims, strict=True)
        for claim in highlights.all
        for segment in claim.segments
    ]
    found.sort(key=lambda each: each[0].id)
    for _, same in groupby(found, key=lambda each: each[0].id):
        placed = list(same)
        segments = _united(place for _, places in placed for place in places)
        if segments:
            yield msgspec.structs.replace(placed[0][0], segments=segments)


def _united(places: Iterable[Range]) -> tuple[Segment, ...]:
    """Return places as segments, in order and apart."""
    united: list[Segment] = []
    for each in sorted(places, key=attrgetter("start")):
        if united and each.start <= united[-1].end:
            united[-1] = Segment(united[-1].start, max(united[-1].end, each.end))
        else:
            united.append(Segment(each.start, each.end))
    return tuple(united)
