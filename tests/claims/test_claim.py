"""The claim's id and times."""

from uuid import UUID

import pytest

from newsread.claims.claim import instant, new_id, timestamp


def test_an_id_is_a_uuid_of_version_7_that_sorts_by_time() -> None:
    ids = [new_id(moment) for moment in (0.0, 1.5, 1_750_000_000.0, 4_000_000_000.0)]
    assert ids == sorted(ids)
    for made in map(UUID, ids):
        assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert UUID(ids[1]).int >> 80 == 1500


def test_ids_of_one_moment_differ() -> None:
    assert len({new_id(1.0) for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("moment", "written"),
    [(0.0, "1970-01-01T00:00:00Z"), (1_750_000_000.9, "2025-06-15T15:06:40Z")],
)
def test_a_timestamp_is_utc_to_the_second(moment: float, written: str) -> None:
    assert timestamp(moment) == written


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("1970-01-01T00:00:01Z", 1.0),
        ("1970-01-01T02:00:01.5+02:00", 1.5),
        ("", 0.0),
        ("yesterday", 0.0),
    ],
)
def test_an_instant_is_what_a_timestamp_says(written: str, moment: float) -> None:
    assert instant(written) == moment
