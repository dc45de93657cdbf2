"""When a feed is asked again."""

from __future__ import annotations

import pytest

from newsread.feeds.schedule import (
    FLOOR,
    INTERVAL,
    LONGEST_WAIT,
    MOST_PATIENT,
    after_failure,
    after_success,
    may_ask,
    next_time,
)

NOW = 1_700_000_000.0


@pytest.mark.parametrize(
    ("wishes", "wait"),
    [
        ({}, INTERVAL),
        ({"dice": 1.0}, INTERVAL * 0.95),
        ({"interval": 60.0}, FLOOR),
        ({"interval": 60.0, "dice": 1.0}, FLOOR),
        ({"interval": 7200.0}, 7200.0),
        ({"ttl": 7200.0}, 7200.0),
        ({"fresh": 60.0}, INTERVAL),
        ({"fresh": 7200.0, "dice": 1.0}, 7200.0),
        ({"fresh": 5e8}, MOST_PATIENT),
        ({"ttl": 9000.0, "fresh": 7200.0}, 9000.0),
        ({"fresh": 5e8, "interval": 86400.0}, 86400.0),
    ],
)
def test_the_longer_wish_counts_within_bounds(wishes: dict[str, float], wait: float) -> None:
    assert after_success(NOW, **wishes) == NOW + wait


def test_failures_double_the_wait_from_the_floor_up_to_a_day() -> None:
    waits = [after_failure(NOW, failures) - NOW for failures in range(1, 8)]
    assert waits == [FLOOR, FLOOR * 2, FLOOR * 4, FLOOR * 8, FLOOR * 16, FLOOR * 32, LONGEST_WAIT]
    assert after_failure(NOW, 1000) == NOW + LONGEST_WAIT
    assert after_failure(NOW, 1, dice=1.0) > NOW + FLOOR


@pytest.mark.parametrize(
    ("state", "plain", "forced"),
    [
        ({"due": None, "hold": None}, True, True),
        ({"due": NOW, "hold": None}, True, True),
        ({"due": NOW + 1, "hold": None}, False, True),
        ({"due": None, "hold": NOW + 1}, False, False),
        ({"due": None, "hold": NOW}, True, True),
        ({"due": None, "hold": None, "gone": True}, False, True),
        ({"due": NOW, "hold": NOW + 1, "gone": True}, False, False),
    ],
)
def test_force_overrides_everything_but_retry_after(
    state: dict[str, float | None], plain: bool, forced: bool
) -> None:
    assert may_ask(NOW, **state) is plain  # type: ignore[arg-type]
    assert may_ask(NOW, **state, force=True) is forced  # type: ignore[arg-type]


def test_the_next_time_is_the_later_of_turn_and_hold() -> None:
    assert next_time(None, None) == 0.0
    assert next_time(5.0, 3.0) == 5.0
    assert next_time(5.0, 9.0) == 9.0
