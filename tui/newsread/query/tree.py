"""A query as a tree of frozen values, and how it is written.

Trees that `parse` and the functions here make are in one form: no `And` stands directly in an
`And`, no `Or` in an `Or`, no `Not` in a `Not`; both have several parts. The one `And` without
parts is everything.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from newsread.query.fields import BY_NAME
from newsread.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BARE = re.compile(r'[^\s()|"“”„\\]+')
"""A value that needs no quotes."""


class Words(msgspec.Struct, frozen=True):
    """A word, which also means words that begin with it, or a phrase of exact words."""

    text: str
    phrase: bool = False


class Term(msgspec.Struct, frozen=True):
    """A field and its value, as ``is:unread``."""

    field: str
    value: str


class Not(msgspec.Struct, frozen=True):
    """All that `part` does not choose."""

    part: Node


class And(msgspec.Struct, frozen=True):
    """What all parts choose."""

    parts: tuple[Node, ...]


class Or(msgspec.Struct, frozen=True):
    """What any part chooses."""

    parts: tuple[Node, ...]


Node: TypeAlias = Words | Term | Not | And | Or


class Query(msgspec.Struct, frozen=True):
    """What to show: a tree."""

    tree: Node

    @property
    def text(self) -> str:
        """The query as one would type it; `parse` makes the same query of it."""
        return "" if self == EVERYTHING else _written(self.tree)

    @property
    def asks_claims(self) -> bool:
        """Whether a field in it is about claims."""
        return any(
            isinstance(leaf, Term) and BY_NAME[leaf.field].of_claims for leaf in _leaves(self.tree)
        )

    @property
    def has_words(self) -> bool:
        """Whether words are looked for."""
        return any(isinstance(leaf, Words) for leaf in _leaves(self.tree))


EVERYTHING = Query(And(()))
"""The empty query."""


def query_of(field: str, value: str) -> Query:
    """Return the query of one term: ``query_of("feed", url)``."""
    return Query(Term(field, clean_line(value)))


def narrowed(*queries: Query) -> Query:
    """Return the query for what all of `queries` choose."""
    return Query(all_of(query.tree for query in queries))


def all_of(parts: Iterable[Node]) -> Node:
    """Return `parts` joined by and, in the tree's one form; each part once."""
    flat: dict[Node, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, And) else (part,)))
    return next(iter(flat)) if len(flat) == 1 else And(tuple(flat))


def any_of(parts: Iterable[Node]) -> Node:
    """Return `parts`, of which there is one at least, joined by or, in the tree's one form."""
    flat: dict[Node, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, Or) else (part,)))
    return next(iter(flat)) if len(flat) == 1 else Or(tuple(flat))


def none_of(part: Node) -> Node:
    """Return `part` negated, in the tree's one form."""
    return part.part if isinstance(part, Not) else Not(part)


def _leaves(node: Node) -> Iterator[Words | Term]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _leaves(part)
        case Not(part):
            yield from _leaves(part)
        case Words() | Term():
            yield node


def _written(node: Node) -> str:
    match node:
        case Words(text, phrase):
            return _quoted(text) if phrase else text
        case Term(field, value):
            return f"{field}:{value if _BARE.fullmatch(value) else _quoted(value)}"
        case Not(part):
            return f"-{_inside(part)}"
        case And(parts):
            return " ".join(map(_inside, parts))
        case Or(parts):
            return " OR ".join(map(_inside, parts))


def _inside(node: Node) -> str:
    """Return a node as part of another."""
    return f"({_written(node)})" if isinstance(node, And | Or) else _written(node)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
