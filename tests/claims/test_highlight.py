"""Where claims lie on a text."""

from newsread.claims.claim import Segment
from newsread.claims.highlight import Highlight, Highlights


def highlight(name: str, *segments: tuple[int, int]) -> Highlight:
    return Highlight(name, "quantity", tuple(Segment(*segment) for segment in segments))


LONG = highlight("long", (0, 50))
INNER = highlight("inner", (10, 20))
SPLIT = highlight("split", (60, 65), (80, 90))
ALL = Highlights([SPLIT, INNER, LONG])


def test_reading_order_is_by_beginning_and_shorter_first() -> None:
    same_start = highlight("short", (0, 5))
    assert [each.id for each in Highlights([LONG, INNER, same_start]).all] == [
        "short",
        "long",
        "inner",
    ]


def test_touching_gives_the_shortest_first() -> None:
    assert [each.id for each in ALL.touching([(12, 13)])] == ["inner", "long"]


def test_edges_do_not_touch() -> None:
    assert ALL.touching([(50, 60)]) == []
    assert [each.id for each in ALL.touching([(20, 21)])] == ["long"]


def test_a_gap_between_segments_does_not_touch() -> None:
    assert ALL.touching([(65, 80)]) == []
    assert ALL.touching([(64, 66)]) == [SPLIT]


def test_walking_goes_through_all_and_stops_at_the_ends() -> None:
    assert ALL.after(None, 0) == LONG
    assert ALL.after(LONG, 0) == INNER
    assert ALL.after(INNER, 10) == SPLIT
    assert ALL.after(SPLIT, 60) is None
    assert ALL.before(SPLIT, 60) == INNER
    assert ALL.before(LONG, 0) is None
    assert ALL.before(None, 59) == INNER


def test_length_counts_the_words_and_not_the_gap() -> None:
    assert SPLIT.length == 15
