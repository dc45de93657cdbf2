"""One walk over an article's element: what stands on the page becomes typed pieces.

The walk is iterative, for pages nest as deep as they like, and goes over the parsed tree itself:
writing it out as Markdown or HTML first would cost a second parse and every exact place of a mark.
All text of the element comes out, once, in reading order. What is no article text is told apart
before (`pages.extract`) and after (`pages.furniture`), never here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from newsread.pages import pictures
from newsread.pages.elements import (
    BLOCKS,
    CODE,
    EMBEDDED,
    GROUPS,
    HEADINGS,
    LISTS,
    MARKS,
    NOTE,
    NUMBER,
    PREFORMATTED,
    REFERENCE,
    UNSEEN,
    is_caption,
    is_gutter,
    is_hidden,
    is_layout,
    is_pull_quote,
    tag,
)
from newsread.pages.rows import Rows
from newsread.pages.running_text import RunningText
from newsread.text.clean import clean_line
from newsread.text.document import Kind, Mark, Part, Piece, Span
from newsread.web.addresses import link

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

DEEPEST = 9
"""Lists and quotes nested deeper are shown at this level: no screen has room for more."""

_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_POWER = re.compile(r"\s*[+\-−]?[0-9]{1,4}\s*")


def blocks(root: _Element, base: str = "") -> list[Piece]:
    """Return all text in `root` as pieces in reading order; links are resolved against `base`."""
    from lxml.etree import iterwalk

    walk = _Walk(base)
    ends: list[Callable[[], None]] = []
    steps = iterwalk(root, events=("start", "end", "comment", "pi"))
    for step, node in steps:
        if step == "start":
            name = tag(node)
            if name in UNSEEN or is_hidden(node) or walk.is_beside_code(node, name):
                walk.pass_by(node, name)
                steps.skip_subtree()
                ends.append(_nothing)
                continue
            ends.append(walk.enter(node, name))
            if node.text:
                walk.write(node.text, node)
            continue
        if step == "end":
            ends.pop()()
        parent = node.getparent()
        if node.tail and node is not root and parent is not None:
            walk.write(node.tail, parent)
    walk.flush()
    return list(pictures.said_once(walk.pieces))


def _nothing() -> None:
    """End an element that began nothing."""


class _List:
    """A list being walked: the number of its next item, None where items have bullets."""

    __slots__ = ("number", "step")

    def __init__(self, element: _Element) -> None:
        self.number: int | None = None
        self.step = 1
        if tag(element) == "ol":
            backwards = element.get("reversed") is not None
            self.step = -1 if backwards else 1
            first = sum(tag(item) == "li" for item in element) if backwards else 1
            self.number = _number(element.get("start"), first)

    def take(self, value: str | None) -> int | None:
        """Return the number of the item that begins here, with its own `value` if it has one."""
        if self.number is None:
            return None
        number = _number(value, self.number)
        self.number = number + self.step
        return number


class _Walk:
    """Where the walk stands: the block being written, and what it is part of."""

    def __init__(self, base: str) -> None:
        self.pieces: list[Piece] = []
        self._base = base
        self._text = RunningText()
        self._heading = 0
        self._code = False
        self._caption = False
        self._quotes = 0
        self._lists: list[_List] = []
        self._definitions = 0
        self._note = ""
        """The name of the note in which nothing stands yet."""
        self._item: tuple[int, int | None] | None = None
        """Level and number of the list item in which nothing stands yet."""
        self._table: Rows | None = None
        """The innermost table, if it holds data; one that lays out a page is no table."""
        self._row = False
        self._head = False
        """Whether all cells are header cells here."""
        self._pictures: list[Piece] = []
        """Seen within the block or table being written; they follow it, so as not to part it."""
        self._described: set[str] = set()

    def enter(self, node: _Element, name: str) -> Callable[[], None]:
        """Begin `node`, of the tag `name`; return what ends it."""
        if name in BLOCKS:
            leave = self._enter_block(node, name)
            if node.get(NOTE):
                self._begin_note(node)
            return leave
        if name == "br":
            self._break()
        elif name == REFERENCE and node.get(NOTE):
            return self._mark(Mark.NOTE, clean_line(node.get(NOTE) or ""))
        elif name == "a":
            return self._link(node.get("href") or "")
        elif name == "q":
            self._text.write("“")
            return lambda: self._text.write("”")
        elif name in MARKS and not (self._code and name in CODE):
            return self._mark(MARKS[name])
        return _nothing

    def pass_by(self, node: _Element, name: str) -> None:
        """Note a picture by its alternative text, and an embedded frame by what it shows; nothing
        else that is unseen leaves a trace."""
        if is_hidden(node):
            return
        if name == EMBEDDED:
            self._note_frame(node)
        elif name not in ("img", "amp-img"):
            return
        elif symbol := pictures.emoji(node):
            self._text.write(symbol)
        elif (words := pictures.describe(node)) and words not in self._described:
            self._described.add(words)
            self._pictures.append(Piece(Kind.IMAGE, words, Part.CAPTION))

    def _note_frame(self, node: _Element) -> None:
        words = clean_line(node.get("title") or "", limit=pictures.LONGEST)
        target = link(node.get("href") or "", self._base)
        if words and target and target not in self._described:
            self._described.add(target)
            spans = (Span(0, len(words), Mark.LINK, target),)
            self._pictures.append(Piece(Kind.IMAGE, words, Part.CAPTION, spans=spans))

    def is_beside_code(self, node: _Element, name: str) -> bool:
        """Say whether `node` holds the numbers of lines, which are no code."""
        return (self._code or name in ("pre", "td")) and is_gutter(node)

    def write(self, text: str, parent: _Element) -> None:
        """Add a text node that stands in `parent`."""
        if self._code:
            self._text.write_verbatim(text)
            return
        if tag(parent) == "sup" and _POWER.fullmatch(text):
            text = text.translate(_RAISED)  # 10<sup>6</sup> is not 106
        self._text.write(text)

    def flush(self) -> None:
        """End the block being written."""
        text, spans = self._text.take()
        if text:
            piece = self._piece(text, spans)
            if self._note:
                piece, self._note = msgspec.structs.replace(piece, anchor=self._note), ""
            self.pieces.append(piece)
            self._item = None
        if self._pictures and not self._table:
            self.pieces += self._pictures
            self._pictures.clear()

    def _piece(self, text: str, spans: tuple[Span, ...]) -> Piece:
        """Say what `text` is, by all that is open around it; the innermost decides."""
        if self._caption:
            return Piece(Kind.CAPTION, text, Part.CAPTION, spans=spans)
        if self._row:
            number = self._table.number if self._table else None
            return Piece(Kind.ROW, text, ordinal=number, spans=spans)
        if self._code:
            kept = tuple(span for span in spans if span.mark is not Mark.CODE)
            return Piece(Kind.CODE, text, level=self._depth, spans=kept)
        if self._heading:
            return Piece(Kind.HEADING, text, level=self._heading, spans=spans)
        if self._item:
            level, number = self._item
            return Piece(Kind.ITEM, text, level=level, ordinal=number, spans=spans)
        if self._quotes:
            return Piece(Kind.QUOTE, text, level=min(self._quotes, DEEPEST), spans=spans)
        return Piece(Kind.PARAGRAPH, text, level=self._depth, spans=spans)

    @property
    def _depth(self) -> int:
        return min(len(self._lists) + self._definitions, DEEPEST)

    def _boundary(self) -> None:
        """End what is being written as far as the place allows: cells and code stay whole."""
        if self._row:
            self._text.space()
        elif self._code:
            self._text.break_verbatim()
        else:
            self.flush()

    def _break(self) -> None:
        """Break the line; a second break is a new paragraph."""
        if self._code:
            self._text.write_verbatim("\n")
        elif self._row or self._heading:
            self._text.space()
        elif self._text.broken:
            self.flush()
        elif not self._text.empty:
            self._text.break_line()

    def _link(self, href: str) -> Callable[[], None]:
        """Begin a link, if it leads elsewhere: to no place on this page and to no mailbox."""
        target = "" if href.lstrip().startswith("#") else link(href, self._base)
        return self._mark(Mark.LINK, target) if target else _nothing

    def _mark(self, mark: Mark, target: str = "") -> Callable[[], None]:
        if not self._text.open(mark, target):
            return _nothing
        return lambda: self._text.close(mark)

    def _enter_block(self, node: _Element, name: str) -> Callable[[], None]:
        if self._row and name in ("td", "th"):
            return self._enter_cell(node, name)
        self._boundary()
        if self._row or self._code:
            return self._boundary
        if name in HEADINGS:
            return self._enter_heading(HEADINGS[name])
        if node.get("role") == "heading":
            return self._enter_heading(min(max(_number(node.get("aria-level"), 2), 1), 6))
        if name in PREFORMATTED:
            self._code = True
            return self._leave_code
        if name == "blockquote" or is_pull_quote(node):
            self._quotes += 1
            self._item = None
            return self._leave_quote
        if name in LISTS:
            self._lists.append(_List(node))
            return self._leave_list
        if name == "li":
            number = self._lists[-1].take(node.get("value")) if self._lists else None
            self._item = (min(max(len(self._lists), 1), DEEPEST), number)
            return self._leave_item
        if name == "table":
            return self._enter_table(None if is_layout(node) else Rows())
        if name == "tr" and self._table:
            self._table.begin_row()
            self._row = True
            return self._leave_row
        if name in GROUPS and self._table:
            self._head = name == "thead"
            return self._leave_group
        if is_caption(node) and not self._caption:
            self._caption = True
            return self._leave_caption
        if name == "dd":
            self._definitions += 1
            return self._leave_definition
        if name == "hr":
            self.pieces.append(Piece(Kind.RULE, ""))
        if name in MARKS:
            return self._enter_marked(MARKS[name])
        return self.flush

    def _enter_heading(self, level: int) -> Callable[[], None]:
        outer, self._heading = self._heading, level

        def leave() -> None:
            self.flush()
            self._heading = outer

        return leave

    def _enter_table(self, rows: Rows | None) -> Callable[[], None]:
        outer, self._table = self._table, rows

        def leave() -> None:
            self._table = outer
            self.flush()

        return leave

    def _enter_cell(self, node: _Element, name: str) -> Callable[[], None]:
        assert self._table is not None
        columns, rows = (_number(node.get(each), 1) for each in ("colspan", "rowspan"))
        self._text.next_cell(self._table.next_cell(columns, rows))
        return self._mark(Mark.STRONG) if name == "th" or self._head else _nothing

    def _begin_note(self, node: _Element) -> None:
        """Let what is written next be a note, an item with a number if it has one."""
        self._note = clean_line(node.get(NOTE) or "")
        number = _number(node.get(NUMBER), -1)
        if number >= 0 and not (self._item and self._item[1] is not None):
            self._item = (self._item[0] if self._item else 1, number)

    def _enter_marked(self, mark: Mark) -> Callable[[], None]:
        close = self._mark(mark)

        def leave() -> None:
            self.flush()
            close()

        return leave

    def _leave_code(self) -> None:
        self.flush()
        self._code = False

    def _leave_quote(self) -> None:
        self.flush()
        self._quotes -= 1

    def _leave_list(self) -> None:
        self.flush()
        self._lists.pop()

    def _leave_item(self) -> None:
        self.flush()
        self._item = None

    def _leave_row(self) -> None:
        self.flush()
        self._row = False

    def _leave_group(self) -> None:
        self.flush()
        self._head = False
        if self._table:
            self._table.end_group()

    def _leave_definition(self) -> None:
        self.flush()
        self._definitions -= 1

    def _leave_caption(self) -> None:
        self.flush()
        self._caption = False


def _number(text: str | None, default: int) -> int:
    """Return the integer an attribute holds; `default` where it holds none."""
    digits = (text or "").strip()
    if not digits.removeprefix("-").isdecimal() or len(digits) > 9:
        return default
    return int(digits)
