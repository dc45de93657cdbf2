"""One walk over an article's element: what stands on the page becomes typed pieces.

The walk is iterative, for pages nest as deep as they like, and goes over the parsed tree itself:
writing it out as Markdown or HTML first would cost a second parse and every exact place of a mark.
All text of the element comes out, once, in reading order. What is no article text is told apart
before (`pages.extract`) and after (`pages.furniture`), never here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsread.pages import pictures
from newsread.pages.elements import (
    BLOCKS,
    CODE,
    HEADINGS,
    LISTS,
    MARKS,
    PREFORMATTED,
    UNSEEN,
    is_caption,
    is_hidden,
    is_layout,
    tag,
)
from newsread.pages.running_text import RunningText
from newsread.text.document import Kind, Mark, Part, Piece
from newsread.web.addresses import link

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from newsread.text.document import Span

DEEPEST = 9
"""Lists and quotes nested deeper are shown at this level: no screen has room for more."""
_WIDEST = 100
"""Columns a cell may claim to span."""

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
            if tag(node) in UNSEEN or is_hidden(node):
                walk.pass_by(node)
                steps.skip_subtree()
                ends.append(_nothing)
                continue
            ends.append(walk.enter(node))
            if node.text:
                walk.write(node.text, node)
            continue
        if step == "end":
            ends.pop()()
        parent = node.getparent()
        if node.tail and node is not root and parent is not None:
            walk.write(node.tail, parent)
    walk.flush()
    return walk.pieces


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
        self._item: tuple[int, int | None] | None = None
        """Level and number of the list item in which nothing stands yet."""
        self._table = False
        """Whether the innermost table holds data; a table that lays out a page is no table."""
        self._row = False
        self._columns = 0
        """How many columns lie between the last cell of the row and the next."""
        self._pictures: list[str] = []
        """Seen within the block being written; they follow it, so as not to part a sentence."""
        self._described: set[str] = set()

    def enter(self, node: _Element) -> Callable[[], None]:
        """Begin `node`; return what ends it."""
        name = tag(node)
        if name in BLOCKS:
            return self._enter_block(node, name)
        if name == "br":
            self._break()
        elif name == "a":
            return self._link(node.get("href") or "")
        elif name == "q":
            self._text.write("“")
            return lambda: self._text.write("”")
        elif name in MARKS and not (self._code and name in CODE):
            return self._mark(MARKS[name])
        return _nothing

    def pass_by(self, node: _Element) -> None:
        """Note a picture by its alternative text; nothing else that is unseen leaves a trace."""
        if tag(node) != "img" or is_hidden(node):
            return
        if symbol := pictures.emoji(node):
            self._text.write(symbol)
        elif (words := pictures.describe(node)) and words not in self._described:
            self._described.add(words)
            self._pictures.append(words)

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
            self.pieces.append(self._piece(text, spans))
            self._item = None
        for words in self._pictures:
            self.pieces.append(Piece(Kind.IMAGE, words, Part.CAPTION))
        self._pictures.clear()

    def _piece(self, text: str, spans: tuple[Span, ...]) -> Piece:
        """Say what `text` is, by all that is open around it; the innermost decides."""
        if self._caption:
            return Piece(Kind.CAPTION, text, Part.CAPTION, spans=spans)
        if self._row:
            return Piece(Kind.ROW, text, spans=spans)
        if self._code:
            kept = tuple(span for span in spans if span.mark is not Mark.CODE)
            return Piece(Kind.CODE, text, spans=kept)
        if self._heading:
            return Piece(Kind.HEADING, text, level=self._heading, spans=spans)
        if self._item:
            level, number = self._item
            return Piece(Kind.ITEM, text, level=level, ordinal=number, spans=spans)
        if self._quotes:
            return Piece(Kind.QUOTE, text, level=min(self._quotes, DEEPEST), spans=spans)
        return Piece(Kind.PARAGRAPH, text, spans=spans)

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
        if name in PREFORMATTED:
            self._code = True
            return self._leave_code
        if name == "blockquote":
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
            return self._enter_table(data=not is_layout(node))
        if name == "tr" and self._table:
            self._row, self._columns = True, 0
            return self._leave_row
        if is_caption(node) and not self._caption:
            self._caption = True
            return self._leave_caption
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

    def _enter_table(self, *, data: bool) -> Callable[[], None]:
        outer, self._table = self._table, data

        def leave() -> None:
            self.flush()
            self._table = outer

        return leave

    def _enter_cell(self, node: _Element, name: str) -> Callable[[], None]:
        for _ in range(self._columns):
            self._text.next_cell()
        self._columns = min(max(_number(node.get("colspan"), 1), 1), _WIDEST)
        return self._mark(Mark.STRONG) if name == "th" else _nothing

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

    def _leave_caption(self) -> None:
        self.flush()
        self._caption = False


def _number(text: str | None, default: int) -> int:
    """Return the integer an attribute holds; `default` where it holds none."""
    digits = (text or "").strip()
    if not digits.removeprefix("-").isdecimal() or len(digits) > 9:
        return default
    return int(digits)
