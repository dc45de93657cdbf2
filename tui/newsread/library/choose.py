"""From a query to a view: which parts of it an index answers, and SQL for the others.

The lists that are drawn all the time (everything, unread, starred, a feed, a folder, without quiet
feeds, since a day) are walked along an index and cost what is looked at. Every other query has
conditions; its articles are found once, when its list is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsread.library.search import matching
from newsread.library.views import HITS, View, as_json
from newsread.query.dates import moment
from newsread.query.tree import And, Not, Or, Query, Term, Words, all_of, any_of
from newsread.query.words import fold, names_feed, names_folder

if TYPE_CHECKING:
    from collections.abc import Collection

    from newsread.library.database import Database
    from newsread.library.views import Sql
    from newsread.query.tree import Node

FEW = 12
"""Up to one article in so many, those with the words are fetched and sorted; above, the list
without the words is walked, and what has them picked out of it. Measured to cost the same there."""
FEW_IN_FEEDS = 5_000
"""Articles of several feeds up to which they are sorted; above, the newest are walked."""

_CLAIMED = """
    SELECT article.id FROM claim_index CROSS JOIN article ON article.key = claim_index.article
    WHERE
"""
_OF_CLAIMS: dict[str, str] = {
    "tag": "instr(tags, ' ' || ? || ' ')",
    "type": "type = ?",
    "speaker": "instr(speaker, ?)",
    "verdict": "verdict = ?",
    "status": "status = ?",
    "worth": "worth = ?",
    "drift": "instr('-' || drift || '-', '-' || ? || '-')",
    "has": "? = 'claims'",
}
"""What a claim's row must say, for each field that asks about claims."""


_CHANGED = "id IN (SELECT id FROM article WHERE changed = 1)"
"""By an index of its own: they are few among all."""


def view_of(database: Database, query: Query, now: float, keep: Collection[int] = ()) -> View:
    """Return the view that shows what `query` chooses at `now`, newest first.

    `keep` are articles that go on being shown although they have been read since.
    """
    chooser = _Chooser(database, now, tuple(keep))
    tree = query.tree
    return chooser.view(tree.parts if isinstance(tree, And) else (tree,))


class _Feed(msgspec.Struct, frozen=True):
    """What feeds are chosen by."""

    id: int
    url: str
    title: str
    own_title: str
    folder: str
    quiet: int
    saved: int


class _Chooser:
    """Makes one view. Feeds, removed ones included, are read when a part asks for them."""

    def __init__(self, database: Database, now: float, keep: tuple[int, ...]) -> None:
        self._database = database
        self._now = now
        self._keep = keep
        self._feeds_read: list[_Feed] | None = None
        self._outlets: list[str] | None = None

    def view(self, parts: tuple[Node, ...]) -> View:
        view = View(keep=self._keep)
        rest: list[Node] = []
        chosen: set[int] | None = None
        for part in parts:
            match part:
                case Term("is", "unread"):
                    view = msgspec.structs.replace(view, unread=True)
                case Term("is", "starred"):
                    view = msgspec.structs.replace(view, starred=True)
                case Term("after", day):
                    since = max(view.since or 0.0, self._moment(day))
                    view = msgspec.structs.replace(view, since=since)
                case Term("before", day):
                    until = min(view.until or self._moment(day), self._moment(day))
                    view = msgspec.structs.replace(view, until=until)
                case _ if (feeds := self._feeds(part)) is not None:
                    chosen = feeds if chosen is None else chosen & feeds
                case _:
                    rest.append(part)
        if chosen is not None:
            view = self._of_feeds(view, chosen)
        return self._where(view, rest) if rest else view

    def _moment(self, day: str) -> float:
        return moment(day, self._now) or 0.0

    # Feeds

    def _feeds(self, node: Node) -> set[int] | None:
        """Return the feeds whose articles `node` chooses; None when that depends on the article."""
        match node:
            case Term("feed", value):
                return self._named(value)
            case Term("folder", value):
                return {each.id for each in self._all if names_folder(value, each.folder)}
            case Term("is", "quiet"):
                return {each.id for each in self._all if each.quiet}
            case Not(part):
                feeds = self._feeds(part)
                return None if feeds is None else {each.id for each in self._all} - feeds
            case And(parts) | Or(parts) if parts:
                each_feeds = [self._feeds(part) for part in parts]
                known = [feeds for feeds in each_feeds if feeds is not None]
                if len(known) < len(each_feeds):
                    return None
                return set.intersection(*known) if isinstance(node, And) else set().union(*known)
        return None

    def _named(self, value: str) -> set[int] | None:
        alone = self._database.value("SELECT id FROM feed WHERE url = ?", (value,))
        if alone is not None or "://" in value:
            return set() if alone is None else {alone}
        return None if self._outlets_named(value) else self._titled(value)

    def _titled(self, value: str) -> set[int]:
        return {
            each.id for each in self._all if names_feed(value, each.url, each.title, each.own_title)
        }

    def _outlets_named(self, value: str) -> list[str]:
        """Return the outlets that ``feed:value`` means, of articles that were saved singly."""
        saved = [each.id for each in self._all if each.saved]
        if self._outlets is None:
            found = self._database.rows(
                "SELECT DISTINCT outlet FROM article INDEXED BY article_feed"
                " WHERE listed = 1 AND feed_id IN (SELECT value FROM json_each(?))",
                (as_json(saved),),
            )
            self._outlets = [outlet for (outlet,) in found if outlet]
        return [outlet for outlet in self._outlets if names_feed(value, "", outlet)]

    @property
    def _all(self) -> list[_Feed]:
        if self._feeds_read is None:
            found = self._database.rows(
                "SELECT id, url, title, own_title, folder,"
                " coalesce(json_extract(settings, '$.quiet'), 0), kind = 'saved' FROM feed"
            )
            self._feeds_read = [_Feed(*values) for values in found]
        return self._feeds_read

    def _of_feeds(self, view: View, chosen: set[int]) -> View:
        if len(chosen) > 1 and len(chosen) == len(self._all):
            return view
        feeds = tuple(sorted(chosen))
        total = self._database.value(
            "SELECT coalesce(sum(total), 0) FROM feed WHERE id IN (SELECT value FROM json_each(?))",
            (as_json(feeds),),
        )
        return msgspec.structs.replace(
            view, feeds=feeds, by_feed=len(feeds) == 1 or total <= FEW_IN_FEEDS
        )

    # Everything else

    def _where(self, view: View, parts: list[Node]) -> View:
        """Return `view` with conditions for `parts`, and how it is best walked."""
        words, others = _parted(parts)
        few = any(
            part == Term("is", "changed") or (isinstance(part, Term) and part.field in _OF_CLAIMS)
            for part in others
        )
        if words:
            expression = matching(all_of(words))
            few = few or self._are_few(expression)
            view = msgspec.structs.replace(view, words=expression)
        if others:
            condition, parameters = self._condition(all_of(others))
            view = msgspec.structs.replace(view, where=condition, parameters=tuple(parameters))
        return msgspec.structs.replace(view, few=few)

    def _are_few(self, expression: str | None) -> bool:
        """Tell whether few articles have the words; stops counting when they are more."""
        total: int = self._database.value("SELECT coalesce(sum(total), 0) FROM feed")
        most = total // FEW + 1
        hits: int = self._database.value(
            f"SELECT count(*) FROM ({HITS} LIMIT ?)", (expression, expression, most + 1)
        )
        return hits <= most

    def _condition(self, node: Node) -> Sql:
        """Return a condition on a row of `article`. Words side by side are looked for together."""
        match node:
            case Words():
                expression = matching(node)
                return f"id IN ({HITS})", [expression, expression]
            case Not(part):
                condition, parameters = self._condition(part)
                return f"NOT ({condition})", parameters
            case And(parts) | Or(parts):
                return self._joined(node, parts)
            case Term(field, value):
                return self._term(field, value)

    def _joined(self, node: Node, parts: tuple[Node, ...]) -> Sql:
        words, others = _parted(parts)
        conditions, parameters = list[str](), list[object]()
        if words:
            expression = matching(all_of(words) if isinstance(node, And) else any_of(words))
            conditions.append(f"id IN ({HITS})")
            parameters += [expression, expression]
        for part in others:
            condition, more = self._condition(part)
            conditions.append(f"({condition})")
            parameters += more
        return (" AND " if isinstance(node, And) else " OR ").join(conditions), parameters

    def _term(self, field: str, value: str) -> Sql:
        if field in _OF_CLAIMS:
            return f"id IN ({_CLAIMED} {_OF_CLAIMS[field]})", [fold(value)]
        match field, value:
            case "is", "unread":
                kept = "id IN (SELECT value FROM json_each(?))"
                return f"(read = 0 OR {kept})", [as_json(self._keep)]
            case "is", "changed":
                return _CHANGED, []
            case "is", "read" | "starred":
                return f"{value} = 1", []
            case "after", _:
                return "published >= ?", [self._moment(value)]
            case "before", _:
                return "published < ?", [self._moment(value)]
        return self._feed_term(field, value)

    def _feed_term(self, field: str, value: str) -> Sql:
        """Return a condition for what chooses feeds, or single articles by their outlet."""
        among = "IN (SELECT value FROM json_each(?))"
        feeds = self._feeds(Term(field, value))
        if feeds is not None:
            return f"feed_id {among}", [as_json(feeds)]
        saved = [each.id for each in self._all if each.saved]
        outlets = self._outlets_named(value)
        return (
            f"(feed_id {among} OR (feed_id {among} AND outlet {among}))",
            [as_json(self._titled(value)), as_json(saved), as_json(outlets)],
        )


def _parted(parts: list[Node] | tuple[Node, ...]) -> tuple[list[Node], list[Node]]:
    """Part those that are nothing but words from the others."""
    words = [part for part in parts if matching(part) is not None]
    return words, [part for part in parts if part not in words]
