"""What a server answered, and what its headers mean (RFC 9110, RFC 9111). Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import msgspec

from newsread.errors import FetchError
from newsread.web.addresses import masked

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST_VALIDATOR = 1024
_LONGEST_HOLD = 7 * 86400.0
_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_PRINTABLE = re.compile(r"[\x20-\x7e]+")
_SENTENCES = {
    206: ("the server sent a part where all was asked for (206)", "Try again later"),
    304: ("the server says that nothing has changed, but has sent nothing yet (304)", ""),
    400: ("the server did not understand the request (400)", ""),
    401: (
        "the server asks for a name and a password (401)",
        "If you have them, add the feed as https://NAME:PASSWORD@ and so on",
    ),
    403: ("the server refuses to show it (403)", ""),
    404: ("there is nothing at this address (404)", "Check the address"),
    410: ("it is gone for good (410)", "Remove it, or look for its new address"),
    429: ("the server was asked too often (429)", ""),
    500: ("the server failed (500)", "Try again later"),
    502: ("the server failed (502)", "Try again later"),
    503: ("the server is not available now (503)", "Try again later"),
    504: ("the server failed (504)", "Try again later"),
}


class Validators(msgspec.Struct, frozen=True):
    """What a server named its answer with. Opaque: echoed byte for byte, never read or made."""

    etag: str = ""
    last_modified: str = ""


NOTHING_KEPT = Validators()
"""For a request that is not conditional."""


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """An answer: status 304 without a body, or a success with its body, unpacked."""

    url: str
    """Where the answer came from, after redirects."""
    status: int
    body: bytes = b""
    is_whole: bool = True
    """Whether that is all of it."""
    content_type: str = ""
    validators: Validators = NOTHING_KEPT
    fresh: float | None = None
    """Seconds for which the server calls this fresh: max-age, else Expires; None: not said."""


class StatusError(FetchError):
    """A server answered, but not with what was asked for."""

    def __init__(
        self,
        thing: str,
        happened: str,
        next: str = "",  # noqa: A002
        answered: int = 0,
        hold: float | None = None,
    ) -> None:
        super().__init__(thing, happened, next)
        self.answered = answered
        """The HTTP status; `status` is a command's."""
        self.hold = hold
        """Seconds for which the server asks to be left alone (Retry-After), at most seven days."""

    def __reduce__(self) -> tuple[type[StatusError], tuple[Any, ...]]:
        return type(self), (self.thing, self.happened, self.next, self.answered, self.hold)


def refusal(url: str, status: int, headers: Mapping[str, str], now: float) -> StatusError:
    """Return the error that says what a status other than a success or 304 means."""
    happened, then = _SENTENCES.get(status, (f"the server answered with status {status}", ""))
    hold = _seconds_until(headers.get("Retry-After", ""), headers, now)
    if hold is not None:
        hold = min(hold, _LONGEST_HOLD)
        until = datetime.fromtimestamp(now + hold, UTC)
        then = f"It asks to be left alone until {until:%Y-%m-%d %H:%M} UTC"
    return StatusError(masked(url), happened, then, status, hold)


def validators_of(headers: Mapping[str, str]) -> Validators:
    """Return the validators worth keeping: printable ASCII, at most 1 kB each.

    A longer or stranger ETag is more likely a way to follow the reader than a name for an answer.
    """
    return Validators(*(_opaque(headers.get(name, "")) for name in ("ETag", "Last-Modified")))


def freshness(headers: Mapping[str, str], now: float) -> float | None:
    """Return for how many seconds an answer calls itself fresh, or None (RFC 9111, 4.2.1)."""
    age = _MAX_AGE.search(headers.get("Cache-Control", ""))
    if age:
        return float(age[1])
    expires = headers.get("Expires", "")
    return None if expires.isdigit() else _seconds_until(expires, headers, now)


def _opaque(value: str) -> str:
    return value if len(value) <= _LONGEST_VALIDATOR and _PRINTABLE.fullmatch(value) else ""


def _seconds_until(value: str, headers: Mapping[str, str], now: float) -> float | None:
    """Read seconds or an HTTP date, which counts from the server's own clock where it shows one."""
    if value.isascii() and value.isdigit():
        return float(value[:10])
    moment = _http_date(value)
    if moment is None:
        return None
    servers_now = _http_date(headers.get("Date", ""))
    return max(moment - (now if servers_now is None else servers_now), 0.0)


def _http_date(value: str) -> float | None:
    try:
        moment = parsedate_to_datetime(value)
        return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
    except (ValueError, OverflowError):
        return None
