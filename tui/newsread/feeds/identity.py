"""What an entry is called within its feed, the same at every fetch whatever the feed's format."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_IDENTITY = 1000
"""Code points; a longer one is hashed."""


class Identifiable(Protocol):
    """An entry as far as its identity goes."""

    @property
    def own_id(self) -> str:
        """Its id on one line, or empty."""

    @property
    def url(self) -> str:
        """Where its page is, or empty."""

    @property
    def reference(self) -> str:
        """Its link as the feed writes it, on one line, or empty."""

    @property
    def fingerprint(self) -> str:
        """What it says, as `fingerprint` makes it; asked for only where it counts."""


E = TypeVar("E", bound=Identifiable)


def identified(entries: Iterable[E]) -> list[tuple[str, E]]:
    """Give each entry its identity: its id, else its link, else what it says.

    Some feeds repeat one id over different entries, or one link. Those are told apart by their
    links, and without both by what they say, so that a read mark or claim stays with its own. What
    is still the same is one entry, and the first, which is the newest, is kept.
    """
    same_name: dict[str, list[E]] = defaultdict(list)
    for entry in entries:
        same_name[entry.own_id or entry.reference or entry.fingerprint].append(entry)
    named: dict[str, E] = {}
    for name, group in same_name.items():
        several_links = len({entry.url for entry in group}) > 1
        for entry in group:
            identity = name
            if len(group) > 1 and not (entry.url and entry.own_id):
                identity = entry.fingerprint
            elif several_links:
                identity = f"{name} {entry.url}"
            named.setdefault(shortened(identity), entry)
    return list(named.items())


def fingerprint(*words: str) -> str:
    """Return a name made of title, dates and body: where an entry has no other."""
    return "sha256:" + hashlib.sha256("\n".join(words).encode("utf-8", "replace")).hexdigest()


def shortened(identity: str) -> str:
    """Return an identity as it is kept: one above `LONGEST_IDENTITY` as its hash."""
    return identity if len(identity) <= LONGEST_IDENTITY else fingerprint(identity)
