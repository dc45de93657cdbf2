"""What headers mean: validators, freshness, Retry-After, and statuses in words."""

from __future__ import annotations

import pickle

import pytest

from newsread.web.response import StatusError, Validators, freshness, refusal, validators_of

NOW = 1_700_000_000.0  # Tue, 14 Nov 2023 22:13:20 GMT
DATE = "Tue, 14 Nov 2023 22:13:20 GMT"
HOUR_ON = "Tue, 14 Nov 2023 23:13:20 GMT"


def test_validators_are_kept_as_they_are() -> None:
    headers = {"ETag": 'W/"a b;c"', "Last-Modified": "whatever it says"}
    assert validators_of(headers) == Validators('W/"a b;c"', "whatever it says")


@pytest.mark.parametrize("etag", ["x" * 1025, '"é"', '"a\tb"', '"a\udc80"'])
def test_long_or_strange_validators_are_not_sent_back(etag: str) -> None:
    assert validators_of({"ETag": etag}) == Validators()


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=600"}, 600.0),
        ({"Cache-Control": 'public, Max-Age="60", must-revalidate'}, 60.0),
        ({"Cache-Control": "s-maxage=600"}, None),
        ({"Cache-Control": "no-cache"}, None),
        ({"Expires": HOUR_ON, "Date": DATE}, 3600.0),
        ({"Expires": HOUR_ON}, 3600.0),
        ({"Expires": DATE, "Date": HOUR_ON}, 0.0),
        ({"Expires": "0"}, None),
        ({"Expires": "-1"}, None),
        ({"Expires": HOUR_ON, "Cache-Control": "max-age=5"}, 5.0),
    ],
)
def test_freshness_is_max_age_else_expires(headers: dict[str, str], seconds: float | None) -> None:
    assert freshness(headers, NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "hold"),
    [
        ({}, None),
        ({"Retry-After": "120"}, 120.0),
        ({"Retry-After": HOUR_ON, "Date": DATE}, 3600.0),
        ({"Retry-After": DATE}, 0.0),
        ({"Retry-After": "99999999999999"}, 7 * 86400.0),
        ({"Retry-After": "soon"}, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(headers: dict[str, str], hold: float | None) -> None:
    assert refusal("https://example.org/", 429, headers, NOW).hold == hold


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 429, 500, 503])
def test_a_status_is_said_in_words(status: int) -> None:
    error = refusal("https://ann:secret@example.org/", status, {}, NOW)
    assert str(status) in str(error)
    assert "secret" not in str(error)
    assert error.answered == status
    assert error.status == 1


def test_a_status_error_crosses_a_process_whole() -> None:
    error = pickle.loads(
        pickle.dumps(refusal("https://a.example/", 503, {"Retry-After": "5"}, NOW))
    )
    assert isinstance(error, StatusError)
    assert (error.answered, error.hold) == (503, 5.0)
    assert "left alone until 2023-11-14 22:13 UTC" in str(error)
