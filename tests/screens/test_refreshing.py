"""What is said of a refresh."""

from __future__ import annotations

import pytest

from newsread.screens.refreshing import Tally
from newsread.services.refresh_events import FeedRefreshed, Outcome


def tally(feeds: int, *outcomes: tuple[Outcome, int, str | None]) -> Tally:
    counted = Tally(feeds=feeds)
    for number, (outcome, new, error) in enumerate(outcomes):
        counted.count(FeedRefreshed(url=str(number), outcome=outcome, new=new, error=error))
    return counted


GONE = "https://paper.example: it answered 404"


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        (tally(2, ("unchanged", 0, None), ("unchanged", 0, None)), "Nothing new"),
        (tally(2, ("new", 1, None), ("unchanged", 0, None)), "1 new article"),
        (tally(2, ("new", 3, None), ("new", 2, None)), "5 new articles"),
        (
            tally(2, ("waiting", 0, None), ("waiting", 0, None)),
            "Nothing new; 2 of 2 feeds wait for their turn",
        ),
        (tally(1, ("error", 0, GONE)), GONE),
        (
            tally(2, ("error", 0, GONE), ("new", 1, None)),
            f"1 new article; 1 of 2 feeds failed: {GONE}",
        ),
    ],
)
def test_the_outcome_counts_what_waits_and_what_failed(counted: Tally, said: str) -> None:
    assert counted.outcome == said


def test_progress_counts_feeds_and_articles() -> None:
    assert tally(3, ("new", 2, None)).progress == "Refreshing: 1 of 3, 2 new"
