"""What is kept of a feed's answers."""

from __future__ import annotations

import hashlib

from newsread.errors import FeedError
from newsread.feeds.schedule import FLOOR, INTERVAL
from newsread.library.records import FetchState
from newsread.services.bookkeeping import is_unchanged, with_answer, with_failure
from newsread.web.response import Response, StatusError, Validators

NOW = 1_700_000_000.0
URL = "https://a.example/feed"
OLD = FetchState(
    feed_id=1,
    url=URL,
    etag='"1"',
    last_modified="then",
    body_hash=hashlib.sha256(b"old").hexdigest(),
    hold=5.0,
    failures=3,
    error="it failed",
    gone=True,
)


def answer(status: int = 200, body: bytes = b"", **validators: str) -> Response:
    return Response(url=URL, status=status, body=body, validators=Validators(**validators))


def test_an_answer_is_unchanged_by_its_status_or_its_bytes() -> None:
    assert is_unchanged(OLD, answer(304))
    assert is_unchanged(OLD, answer(200, b"old"))
    assert not is_unchanged(OLD, answer(200, b"new"))


def test_an_answer_replaces_all_that_was_kept() -> None:
    state = with_answer(OLD, answer(200, b"new", etag='"2"'), NOW, interval=INTERVAL)
    assert (state.etag, state.last_modified) == ('"2"', "")
    assert state.body_hash == hashlib.sha256(b"new").hexdigest()
    assert (state.failures, state.error, state.gone) == (0, "", False)
    assert (state.checked, state.due) == (NOW, NOW + INTERVAL)


def test_a_304_renews_the_validators_it_carries() -> None:
    state = with_answer(OLD, answer(304, etag='"2"'), NOW, interval=INTERVAL)
    assert (state.etag, state.last_modified, state.body_hash) == ('"2"', "then", OLD.body_hash)


def test_a_failure_keeps_validators_and_counts() -> None:
    state = with_failure(OLD, FeedError(URL, "it is empty"), NOW)
    assert (state.etag, state.body_hash, state.hold) == (OLD.etag, OLD.body_hash, 5.0)
    assert (state.failures, state.due) == (4, NOW + 8 * FLOOR)
    assert (state.error, state.gone) == (f"{URL}: it is empty.", False)


def test_a_status_can_hold_a_feed_or_end_it() -> None:
    held = with_failure(OLD, StatusError(URL, "too often", answered=429, hold=60.0), NOW)
    assert (held.hold, held.gone) == (NOW + 60, False)
    assert with_failure(OLD, StatusError(URL, "gone", answered=410), NOW).gone
