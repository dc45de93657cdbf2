"""In what order pages of many hosts are asked for."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from newsread.services.pacing import MOST, PAUSE, UNANSWERED, Turns

HOSTS = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=12)


def walked(turns: Turns[int], took: float = 0.0) -> tuple[list[tuple[str, int]], list[float]]:
    """Ask for all pages, each of which takes so many seconds; return them, and when each began."""
    now, asked, began = 0.0, list[tuple[str, int]](), list[float]()
    while turns:
        host, page, wait = turns.take(now)
        began.append(now + wait)
        asked.append((host, page))
        now += wait + took
        assert turns.answered(host, now) == []
    return asked, began


def turns_of(hosts: list[str]) -> Turns[int]:
    return Turns((host, number) for number, host in enumerate(hosts))


@given(HOSTS, st.floats(0, 30))
def test_each_page_has_its_turn_once_and_no_host_two_at_once(hosts: list[str], took: float) -> None:
    asked, began = walked(turns_of(hosts), took)
    assert sorted(page for _, page in asked) == list(range(len(hosts)))
    times = defaultdict(list)
    for (host, page), at in zip(asked, began, strict=True):
        times[host].append((at, page))
    for host, each in times.items():
        assert each == sorted(each)
        assert [page for _, page in each] == sorted(page for _, page in each)
        if host:
            apart = [later - at for (at, _), (later, _) in pairwise(each)]
            assert all(seconds >= PAUSE + took - 1e-6 for seconds in apart)


def test_other_hosts_are_asked_while_one_rests() -> None:
    asked, began = walked(turns_of(["a", "a", "a", "b", "b", "c"]))
    assert [host for host, _ in asked] == ["a", "b", "c", "a", "b", "a"]
    assert began == [0, 0, 0, PAUSE, PAUSE, 2 * PAUSE]


def test_nobody_waits_where_hosts_are_slower_than_the_pause() -> None:
    _, began = walked(turns_of(["a", "a", "b", "b"]), PAUSE)
    assert began == [0, PAUSE, 2 * PAUSE, 3 * PAUSE]


def test_what_is_on_no_server_waits_for_nobody() -> None:
    _, began = walked(turns_of(["", "", "", ""]))
    assert began == [0, 0, 0, 0]


def test_pages_beyond_the_most_of_a_host_are_left_those_asked_for_last() -> None:
    hosts = ["a"] * (MOST + 2) + ["b"] + [""] * (MOST + 2)
    turns = turns_of(hosts)
    assert sorted(turns.beyond()) == [MOST, MOST + 1]
    asked, _ = walked(turns)
    assert len(asked) == len(hosts) - 2


def test_a_host_that_was_silent_too_often_in_a_row_is_left() -> None:
    turns = turns_of(["a"] * (UNANSWERED + 3) + ["b"])
    for _ in range(UNANSWERED - 1):
        assert turns.answered("a", 0.0, silent=True) == []
    assert turns.answered("a", 0.0) == []
    for _ in range(UNANSWERED - 1):
        assert turns.answered("a", 0.0, silent=True) == []
    assert turns.answered("a", 0.0, silent=True) == list(range(UNANSWERED + 3))
    assert turns.take(0.0)[0] == "b"
    assert not turns


def test_a_host_can_be_stopped_that_has_no_page_left() -> None:
    assert turns_of(["a"]).stop("b") == []
