"""When an article is asked for again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.pages.schedule import ASKED, DAY, HOUR, MINUTE, PATIENT, STEPS, is_due, next_time

SINCE = 1_700_000_000.0
AGES = st.floats(0, 400 * DAY)
FAILURES = st.integers(0, 40)


@pytest.mark.parametrize(
    ("age", "wait"),
    [
        (0, 15 * MINUTE),
        (3 * HOUR - 1, 15 * MINUTE),
        (3 * HOUR, HOUR),
        (DAY - 1, HOUR),
        (DAY, 3 * HOUR),
        (7 * DAY - 1, 3 * HOUR),
        (7 * DAY, 3 * DAY),
        (30 * DAY - 1, 3 * DAY),
        (30 * DAY, 30 * DAY),
        (365 * DAY - 1, 30 * DAY),
        (-HOUR, 15 * MINUTE),  # a clock was put back, or the feed's runs ahead
    ],
)
def test_the_wait_goes_by_the_age_at_which_it_was_asked_for(age: float, wait: float) -> None:
    assert next_time(SINCE, SINCE + age) == SINCE + age + wait


@pytest.mark.parametrize("age", [365 * DAY, 3_650 * DAY])
@pytest.mark.parametrize("failures", [0, 1, PATIENT + 1])
def test_after_a_year_it_is_never_asked_for(age: float, failures: int) -> None:
    assert next_time(SINCE, SINCE + age, failures) is None


@pytest.mark.parametrize(
    ("age", "failures", "wait"),
    [
        (0, 1, 30 * MINUTE),
        (0, 2, HOUR),
        (0, 6, 16 * HOUR),
        (0, 7, DAY),
        (0, 1_000, DAY),
        (4 * HOUR, 1, 2 * HOUR),
        (2 * DAY, 3, DAY),
        (2 * DAY, 4, DAY),
        (8 * DAY, 1, DAY),
        (8 * DAY, PATIENT, DAY),
        (8 * DAY, PATIENT + 1, 3 * DAY),
        (31 * DAY, 1, DAY),
        (31 * DAY, PATIENT + 1, 30 * DAY),
    ],
)
def test_failures_double_the_wait_up_to_a_day(age: float, failures: int, wait: float) -> None:
    assert next_time(SINCE, SINCE + age, failures) == SINCE + age + wait


def test_a_year_of_watching_is_some_hundred_requests() -> None:
    checked, requests = SINCE, 0
    while (due := next_time(SINCE, checked)) is not None:
        checked, requests = due, requests + 1
    assert requests == 12 + 21 + 48 + 8 + 12


def test_an_edit_found_makes_it_young_again() -> None:
    checked = SINCE + 40 * DAY
    assert next_time(checked, checked) == checked + 15 * MINUTE


@given(AGES, FAILURES)
def test_it_is_due_at_its_time_and_never_before(age: float, failures: int) -> None:
    checked = SINCE + age
    due = next_time(SINCE, checked, failures)
    assert not is_due(checked, SINCE, checked, failures=failures)
    if due is None:
        assert age >= STEPS[-1][0]
    else:
        assert is_due(due, SINCE, checked, failures=failures)
        assert not is_due(due - 1, SINCE, checked, failures=failures)


@given(AGES, FAILURES)
def test_nothing_overrides_a_host_that_wants_to_be_left_alone(age: float, failures: int) -> None:
    checked, now = SINCE + age, SINCE + 900 * DAY
    assert not is_due(now, SINCE, checked, failures=failures, asked=True, hold=now + 1)


@pytest.mark.parametrize(
    ("failures", "wait"), [(0, ASKED), (1, 2 * ASKED), (PATIENT, 8 * ASKED), (PATIENT + 1, None)]
)
def test_a_feeds_word_has_an_old_article_asked_for(failures: int, wait: float | None) -> None:
    checked = SINCE + 500 * DAY
    far = wait is None
    for now, due in ((checked + (wait or DAY) - 1, False), (checked + (wait or 90 * DAY), not far)):
        assert is_due(now, SINCE, checked, failures=failures, asked=True) is due
