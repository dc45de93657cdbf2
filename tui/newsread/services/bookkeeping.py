"""What is kept of a feed's last answer, so that the next request is a polite one. Pure."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newsread.feeds.schedule import after_failure, after_success
from newsread.web.response import StatusError, Validators

if TYPE_CHECKING:
    from newsread.errors import NewsreadError
    from newsread.library.records import FetchState
    from newsread.web.response import Response

GONE = 410
"""The status with which a server says that a feed will not come back."""


def validators_of(state: FetchState) -> Validators:
    """Return what the feed's last answer was named with."""
    return Validators(state.etag, state.last_modified)


def is_unchanged(state: FetchState, answer: Response) -> bool:
    """Tell whether an answer says what the last one said, in words (304) or byte for byte."""
    return answer.status == 304 or _digest(answer) == state.body_hash


def with_answer(
    state: FetchState,
    answer: Response,
    now: float,
    *,
    interval: float,
    ttl: float | None = None,
    dice: float = 0.0,
) -> FetchState:
    """Return the state of a feed that answered at `now`.

    A 304 renews the validators it carries and leaves the others. `ttl` is the feed's own wish.
    """
    kept, digest = answer.validators, _digest(answer)
    if answer.status == 304:
        kept = Validators(kept.etag or state.etag, kept.last_modified or state.last_modified)
        digest = state.body_hash
    return replace(
        state,
        etag=kept.etag,
        last_modified=kept.last_modified,
        body_hash=digest,
        checked=now,
        due=after_success(now, interval=interval, ttl=ttl, fresh=answer.fresh, dice=dice),
        failures=0,
        gone=False,
        error="",
    )


def with_failure(
    state: FetchState, error: NewsreadError, now: float, *, dice: float = 0.0
) -> FetchState:
    """Return the state of a feed that failed at `now`; its validators and their entries stay."""
    failures = state.failures + 1
    status = error.answered if isinstance(error, StatusError) else None
    hold = error.hold if isinstance(error, StatusError) else None
    return replace(
        state,
        checked=now,
        due=after_failure(now, failures, dice=dice),
        hold=state.hold if hold is None else now + hold,
        failures=failures,
        gone=status == GONE,
        error=str(error),
    )


def _digest(answer: Response) -> str:
    return hashlib.sha256(answer.body).hexdigest()
