"""What a check of claims tells while it runs: the lines of ``newsread claims check --json``."""

from __future__ import annotations

from typing import Literal

import msgspec

from newsread.claims.claim import State

Outcome = Literal["same", "changed", "unknown", "error", "waiting"]
"""``changed``: a desk has edited it. ``unknown``: what came is not the article, or not all of it,
so nobody knows whether its claims' words stand there still. ``error``: nobody answered, and no
claim was touched. ``waiting``: it was not asked for, because its host wants to be left alone, does
not answer, or was asked often enough for one time."""

NOT_DONE: frozenset[Outcome] = frozenset(("unknown", "error", "waiting"))


class CheckStarted(msgspec.Struct, frozen=True, tag_field="event", tag="start"):
    """First of all. Each of the `articles` gets one `ArticleChecked`, unless it is stopped."""

    articles: int


class ArticleChecked(msgspec.Struct, frozen=True, kw_only=True, tag_field="event", tag="article"):
    """One article is done, and what came of it is in the library and the ledger."""

    id: int | None
    """None where a claim's article is not in the library."""
    title: str
    url: str
    outcome: Outcome
    drifted: int = 0
    """How many of its claims have drifted since they were checked last."""
    error: str | None = None
    """One sentence that names the article."""


class ClaimDrifted(msgspec.Struct, frozen=True, kw_only=True, tag_field="event", tag="claim"):
    """A claim of the article before it, whose words do not stand there as they were marked, and
    nobody has decided of that."""

    id: str
    state: State
    material: bool
    quote: str
    now: str
    """The words that stand in its place; empty where none do."""
    changes: str
    """What changed in what it says: ``4.1 → 4.7, said → alleged``; empty where nothing did."""
    title: str
    url: str
    new: bool
    """Whether this check has found it."""


class CheckEnded(msgspec.Struct, frozen=True, kw_only=True, tag_field="event", tag="end"):
    """Last of all."""

    drifted: int
    """How many claims have drifted since they were checked last."""
    seconds: float


class CheckBusy(msgspec.Struct, frozen=True, tag_field="event", tag="busy"):
    """In place of all others: another process checks, so this one does not."""

    error: str
    """One sentence that says which process."""


CheckEvent = CheckStarted | ArticleChecked | ClaimDrifted | CheckEnded | CheckBusy


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a check did, in figures."""

    articles: int
    """How many it was about."""
    outcomes: tuple[Outcome, ...]
    """What became of each that it came to."""
    drifted: int
    stopped: bool

    @property
    def succeeded(self) -> bool:
        """Tell whether all that should be checked was."""
        return not self.stopped and NOT_DONE.isdisjoint(self.outcomes)
