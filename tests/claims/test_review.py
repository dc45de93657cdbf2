"""Which claims wait for a person, and in which order they come up."""

from __future__ import annotations

import msgspec
import pytest

from newsread.claims.claim import Anchor, Claim, Segment, State, timestamp
from newsread.claims.drift import MACHINE
from newsread.claims.review import waiting
from tests.fakes.claims import NOON, claim


def drifted(
    state: State, key: str = "a", at: float = 0, start: int = 0, by: str = MACHINE, **fields: object
) -> Claim:
    """Return a claim with such an anchor on a later text."""
    made = claim(key=key * 64)
    place = (Segment(start, start + 5),) if state.startswith("changed") else ()
    anchor = Anchor(
        revision="b" * 64,
        segments=place,
        state=state,
        material=state in ("changed-material", "orphaned", "ambiguous"),
        by=by,
        at=timestamp(NOON + at),
    )
    given = {"segments": (Segment(start, start + 5),), "anchors": (*made.anchors, anchor), **fields}
    return msgspec.structs.replace(made, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "state", ["changed-minor", "changed-material", "ambiguous", "orphaned", "unknown"]
)
def test_what_the_machine_found_waits(state: State) -> None:
    assert len(waiting([drifted(state)])) == 1


@pytest.mark.parametrize(
    "other",
    [
        claim(),
        drifted("exact"),
        drifted("moved"),
        drifted("restored"),
        drifted("changed-material", by="ida"),
        drifted("orphaned", status="dropped"),
        claim(anchors=()),
    ],
    ids=lambda each: each.anchors[-1].state if each.anchors else "none",
)
def test_what_stands_as_marked_or_was_decided_or_is_dropped_does_not(other: Claim) -> None:
    assert waiting([other]) == ()


def test_material_changes_come_first_then_the_article_that_changed_last_then_reading_order() -> (
    None
):
    ordered = [
        drifted("changed-material", "b", at=60, start=3),
        drifted("changed-material", "b", at=0, start=9),
        drifted("orphaned", "a", at=30),
        drifted("changed-minor", "b", at=0),
        drifted("changed-minor", "a", at=0),
    ]
    mixed = [ordered[number] for number in (3, 2, 0, 4, 1)]
    assert [*waiting(mixed)] == ordered
