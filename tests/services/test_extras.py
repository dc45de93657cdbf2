"""What stands beside an article's text, in lines."""

from __future__ import annotations

import pytest

from newsread.library.records import Extras
from newsread.services.extras import extras_in_words


def minute(seconds: float) -> str:
    return f"minute {seconds // 60:.0f}"


@pytest.mark.parametrize(
    ("updated", "published", "lines"),
    [
        (None, 60.0, []),
        (60.0, 60.0, []),
        (61.0, 119.0, []),
        (120.0, 60.0, ["Updated: minute 2"]),
        (60.0, None, ["Updated: minute 1"]),
    ],
)
def test_a_change_is_told_only_where_it_reads_as_another_moment(
    updated: float | None, published: float | None, lines: list[str]
) -> None:
    assert extras_in_words(Extras(updated=updated), published, minute) == lines
