"""How a claim's words have fared, in a glyph and a few words."""

from __future__ import annotations

from typing import get_args

import pytest

from newsread.claims.claim import State
from newsread.claims.drift import DRIFTED, GLYPHS, MACHINE
from newsread.claims.fared import DriftMark, drift_mark, fared, heaviest, history, in_short
from tests.fakes.claims import LATER, claim, fared_so


@pytest.mark.parametrize(
    ("state", "weight"),
    [
        ("changed-minor", "slight"),
        ("changed-material", "grave"),
        ("ambiguous", "slight"),
        ("orphaned", "grave"),
        ("unknown", "slight"),
    ],
)
def test_a_drift_has_its_glyph_and_asks_for_a_person_until_one_has_looked(
    state: State, weight: str
) -> None:
    assert drift_mark(fared_so(state)) == DriftMark(GLYPHS[state], weight)  # type: ignore[arg-type]
    assert drift_mark(fared_so(state, by="ben")) == DriftMark(GLYPHS[state], "seen")


@pytest.mark.parametrize("state", sorted(set(get_args(State)) - DRIFTED))
def test_what_has_not_drifted_has_no_mark_and_nothing_to_tell(state: State) -> None:
    made = fared_so(state)
    assert (drift_mark(made), fared(made), in_short(made)) == (None, "", "")


def test_where_there_is_little_room_the_reason_is_left_out() -> None:
    assert in_short(fared_so("unknown")) == "not known"
    assert in_short(fared_so("orphaned")) == "not there any more"


def test_of_several_marks_the_one_that_asks_the_most_counts() -> None:
    seen, slight, grave = (
        DriftMark("~", "seen"),
        DriftMark("?", "slight"),
        DriftMark("≠", "grave"),
    )
    assert heaviest([seen, None, slight, grave]) == grave
    assert heaviest([seen, slight]) == slight
    assert heaviest([None, seen]) == seen
    assert heaviest([None]) is None


def test_who_has_looked_at_it_is_told() -> None:
    assert fared(fared_so("ambiguous")) == "in several places"
    assert fared(fared_so("ambiguous", by="ben")) == "in several places, looked at by ben"


def test_all_that_was_found_is_told_the_last_first() -> None:
    made = fared_so("orphaned")
    text = made.revision[:12]
    assert history(made) == [
        f"not there any more, on text {text}, {LATER} by {MACHINE}",
        f"as marked, on text {text}, 2025-06-15T15:06:40Z by ida",
    ]
    assert len(history(claim())) == 1
