"""What has become of a claim's words, and by what queries find it."""

from __future__ import annotations

import msgspec
import pytest
from rich.cells import cell_len

from newsread.claims.claim import State
from newsread.claims.drift import (
    GLYPHS,
    MACHINE,
    answers,
    awaits_review,
    sought_as,
)
from newsread.query.fields import BY_NAME
from tests.fakes.claims import claim, fared_so


@pytest.mark.parametrize(
    ("state", "by", "found"),
    [
        ("exact", MACHINE, "exact"),
        ("moved", MACHINE, "moved"),
        ("restored", MACHINE, "restored"),
        ("changed-minor", MACHINE, "changed changed-minor review"),
        ("changed-material", MACHINE, "changed changed-material review"),
        ("changed-material", "ida", "changed changed-material"),
        ("ambiguous", MACHINE, "ambiguous review"),
        ("orphaned", "ida", "orphaned"),
        ("unknown", MACHINE, "unknown review"),
    ],
)
def test_each_value_of_drift_finds_what_it_says(state: State, by: str, found: str) -> None:
    name = sought_as(fared_so(state, by=by))
    assert {value for value in BY_NAME["drift"].values if answers(name, value)} == set(
        found.split()
    )


def test_a_claim_without_an_anchor_is_found_by_no_drift() -> None:
    bare = msgspec.structs.replace(claim(), anchors=())
    assert sought_as(bare) == ""
    assert not awaits_review(bare)
    assert not any(answers("", value) for value in BY_NAME["drift"].values)


def test_every_glyph_takes_one_cell() -> None:
    assert [cell_len(glyph) for glyph in GLYPHS.values()] == [1] * len(GLYPHS)
