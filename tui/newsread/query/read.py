"""From what a person typed to a query, or to a sentence that says where it is wrong.

The grammar, from the loosest to the tightest::

    any     = all ("OR" all | "|" all)*        a b OR c is (a b) or c
    all     = each ("AND"? each)*              a space is and
    each    = ("-" | "NOT")* (group | phrase | field ":" value | word)
    group   = "(" any ")"
    value   = phrase | what has no space, parenthesis, bar or quotation mark in it

Inside straight quotation marks ``\\"`` and ``\\\\`` stand for themselves; curly ones quote as well.
A word with a colon is a field only when nothing but letters stands before the colon and something
other than ``//`` behind it: ``12:30``, ``https://…`` and ``Merkel:`` are words.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from newsread.errors import QueryError
from newsread.query.dates import FORMS, is_day
from newsread.query.fields import BY_NAME, FIELDS
from newsread.query.tree import EVERYTHING, Query, Term, Words, all_of, any_of, none_of
from newsread.query.words import is_word
from newsread.text.clean import clean, clean_line

if TYPE_CHECKING:
    from newsread.query.fields import Field
    from newsread.query.tree import Node

LONGEST = 4_000
"""Most code points of a query; one with an address or two in it has some hundreds."""
MOST_PARTS = 200
"""Most words and terms."""
DEEPEST = 20
"""Most parentheses inside each other."""
SHOWN = 60
"""Most code points of the query that a message quotes."""

_SPACE = re.compile(r"\s*")
_BARE = re.compile(r'[^\s()|"“”„]+')
_FIELD = re.compile(r"([A-Za-z]+):(?!//)")
_CLOSING = {'"': '"', "“": "”", "”": "”", "„": "“”"}
"""Which marks end a phrase, by the one that begins it: English, Finnish and German ways."""


def parse(text: str) -> Query:
    """Return the query that `text` is; the empty one is everything.

    Raises:
        QueryError: it is none; says what is wrong and where.
    """
    if len(text) > LONGEST:
        raise QueryError(f"is longer than {LONGEST} characters", position=LONGEST)
    # A joiner that joins nothing before it is no letter; cleaning leaves it at a text's beginning,
    # for the text may be a part of one.
    reader = _Reader(clean(text).lstrip("\u200d"))
    tree = reader.any(0)
    reader.skip()
    if not reader.ended:
        raise QueryError(
            f"the parenthesis {reader.place(reader.at)} closes nothing",
            "Take it out, or open it before",
            reader.at,
        )
    return Query(tree) if tree is not None else EVERYTHING


class _Reader:
    """Reads one query, from the left to the right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._parts = 0

    @property
    def ended(self) -> bool:
        return self.at >= len(self.text)

    def skip(self) -> None:
        """Go past white space."""
        space = _SPACE.match(self.text, self.at)
        assert space is not None
        self.at = space.end()

    def place(self, position: int) -> str:
        """Return where `position` is, in words."""
        after = clean_line(self.text[:position])[-20:]
        return f"after “{after}”" if after else "at the start"

    def any(self, depth: int) -> Node | None:
        """Read what is joined by or; None when there is nothing."""
        alternatives = [self._all(depth)]
        while bar := self._bar():
            start = self.at - len(bar)
            alternatives.append(self._all(depth))
            if alternatives[-2] is None or alternatives[-1] is None:
                side = "before" if alternatives[-2] is None else "after"
                raise QueryError(
                    f"there is nothing {side} the {bar} {self.place(start)}",
                    "Write something on both sides"
                    + (', or "OR" to look for the word' if bar == "OR" else ""),
                    start,
                )
        return any_of(each for each in alternatives if each) if alternatives[0] else None

    def _all(self, depth: int) -> Node | None:
        parts: list[Node] = []
        while True:
            self.skip()
            if self._follows("AND"):  # as other searches have it; here it goes without saying
                self.at += len("AND")
            elif self.ended or self.text[self.at] in ")|" or self._follows("OR"):
                return all_of(parts) if parts else None
            else:
                parts.append(self._each(depth))

    def _follows(self, word: str) -> bool:
        found = _BARE.match(self.text, self.at)
        return found is not None and found[0] == word

    def _bar(self) -> str:
        """Go past a sign or word for or, and return it; empty when none follows."""
        self.skip()
        bar = "|" if self.text.startswith("|", self.at) else "OR" if self._follows("OR") else ""
        self.at += len(bar)
        return bar

    def _each(self, depth: int) -> Node:
        start, hyphens = self.at, 0
        while self.text.startswith("-", self.at) or self._follows("NOT"):
            hyphens += 1
            if self.text[self.at] == "-":
                self.at += 1
            else:
                self.at += len("NOT")
                self.skip()
        if hyphens and (self.ended or self.text[self.at].isspace() or self.text[self.at] in ")|"):
            raise QueryError(
                f"there is nothing to leave out {self.place(start)}",
                "Write the word to leave out right behind it",
                start,
            )
        part = self._part(depth)
        return none_of(part) if hyphens % 2 else part

    def _part(self, depth: int) -> Node:
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise QueryError(f"has more than {MOST_PARTS} words", position=self.at)
        if self.text[self.at] == "(":
            return self._group(depth)
        if self.text[self.at] in _CLOSING:
            start = self.at
            return Words(self._word(self._phrase(), start), phrase=True)
        if found := _FIELD.match(self.text, self.at):
            name, behind = found[1].lower(), self.text[found.end() : found.end() + 1]
            empty = not behind or behind.isspace() or behind in "()|"
            if name in BY_NAME:
                return self._term(BY_NAME[name], found.end(), empty)
            if not empty:
                raise self._no_field(name)
        start = self.at
        return Words(self._word(self._bare(), start))

    def _group(self, depth: int) -> Node:
        start = self.at
        if depth >= DEEPEST:
            raise QueryError(
                f"has more than {DEEPEST} parentheses inside each other", position=start
            )
        self.at += 1
        inside = self.any(depth + 1)
        self.skip()
        if self.ended:
            raise QueryError(
                f"the parenthesis {self.place(start)} is not closed",
                "Write ) where it ends",
                start,
            )
        self.at += 1
        if inside is None:
            raise QueryError(
                f"there is nothing in the parentheses {self.place(start)}",
                "Take them out",
                start,
            )
        return inside

    def _term(self, field: Field, value_at: int, empty: bool) -> Term:
        start, self.at = self.at, value_at
        quoted = not empty and self.text[value_at] in _CLOSING
        value = "" if empty else self._phrase() if quoted else self._bare()
        if not value and not (quoted and field.name == "folder"):
            raise QueryError(
                f"nothing stands behind {field.name}:, {self.place(start)}",
                f"Write it without a space, as {field.name}:{field.example}",
                start,
            )
        if field.kind == "term":
            value = "-".join(value.split())
        if field.kind in ("choice", "day"):
            value = value.lower()
        if field.kind == "day" and not is_day(value):
            shown = clean_line(value, limit=SHOWN)
            raise QueryError(f"{field.name}:{shown}: not a date", FORMS, start)
        if field.kind == "choice" and value not in field.values:
            raise self._no_value(field, value, start)
        return Term(field.name, value)

    def _phrase(self) -> str:
        """Read what stands in quotation marks; white space becomes single spaces."""
        start = self.at
        closing = _CLOSING[self.text[start]]
        said: list[str] = []
        self.at += 1
        while not self.ended:
            character = self.text[self.at]
            self.at += 1
            if character in closing:
                return " ".join("".join(said).split())
            if closing == '"' and character == "\\" and self.text[self.at : self.at + 1] in '"\\':
                character = self.text[self.at : self.at + 1]
                self.at += 1
            said.append(character)
        raise QueryError(
            f"the quotation mark {self.place(start)} is not closed",
            f"Write {closing[0]} where the words end",
            start,
        )

    def _bare(self) -> str:
        found = _BARE.match(self.text, self.at)
        assert found is not None  # every other character begins something else
        self.at = found.end()
        return found[0]

    def _word(self, text: str, start: int) -> str:
        if is_word(text):
            return text
        shown = clean_line(text, limit=SHOWN)
        raise QueryError(
            f"“{shown}”, {self.place(start)}, has no letter or digit to look for",
            "Take it out",
            start,
        )

    def _no_field(self, name: str) -> QueryError:
        close = difflib.get_close_matches(name, BY_NAME, n=1)
        names = ", ".join(f"{field.name}:" for field in FIELDS)
        hint = f"Did you mean {close[0]}:" if close else f"There are {names}"
        return QueryError(
            f"there is no field {clean_line(name, limit=SHOWN)}:",
            f"{hint}; in quotation marks it is looked for as words",
            self.at,
        )

    def _no_value(self, field: Field, value: str, start: int) -> QueryError:
        close = difflib.get_close_matches(value, field.values, n=1)
        there = ", ".join(f"{field.name}:{each}" for each in field.values)
        hint = f"Did you mean {field.name}:{close[0]}?" if close else f"There is {there}"
        shown = clean_line(value, limit=SHOWN)
        return QueryError(f"there is no {field.name}:{shown}", hint, start)
