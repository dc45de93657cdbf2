"""The adapter to aiohttp: a session that connects only where it may, and its failures in words.

Imported by `web.fetch` when a client opens, for aiohttp takes 0.2 s to import.
"""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import socket
import threading
from typing import TYPE_CHECKING

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from newsread.errors import FetchError
from newsread.web.addresses import Consent, masked, may_connect, private_host

if TYPE_CHECKING:
    from typing import Any

FAILURES = (aiohttp.ClientError, OSError)
"""What a request raises when it fails; `explain` puts it into words."""

_NUMERIC = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV


def open_session(consent: Consent, user_agent: str) -> aiohttp.ClientSession:
    """Return a session without cookies, proxies, unpacking or limits of its own.

    How many requests go out at once is `web.fetch.Client.turn`'s part: connections that wait inside
    aiohttp wait on the deadline of their request.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, resolver=_Resolver(consent)),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        headers={"User-Agent": user_agent, "Accept-Encoding": "gzip, deflate"},
        timeout=aiohttp.ClientTimeout(total=None),
    )


async def get(
    session: aiohttp.ClientSession, url: str, headers: dict[str, str]
) -> aiohttp.ClientResponse:
    """Send one GET for `url` exactly as it is written; redirects are not followed."""
    return await session.get(URL(url, encoded=True), headers=headers, allow_redirects=False)


def explain(failure: Exception, url: str) -> FetchError:
    """Return one of `FAILURES` as an error that a person understands."""
    return FetchError(masked(url), *_in_words(failure))


def _in_words(failure: Exception) -> tuple[str, str]:
    later = "Try again later"
    if isinstance(failure, aiohttp.ClientConnectorCertificateError):
        reason = getattr(failure.certificate_error, "verify_message", "") or "it is not valid"
        return f"its certificate cannot be trusted: {reason}", "Do not send it anything private"
    if isinstance(failure, aiohttp.ClientSSLError):
        return "no secure connection could be made", "It may speak only http, or an old TLS"
    if isinstance(failure, aiohttp.ClientConnectorDNSError):
        return "its host is not known", "Check the address and your connection"
    if isinstance(failure, aiohttp.ClientConnectorError):
        if failure.os_error.errno == errno.ECONNREFUSED:
            return "its host refuses the connection", later
        if failure.os_error.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH):
            return "its host cannot be reached", "Check your connection"
        return "no connection could be made", later
    if isinstance(failure, aiohttp.ClientPayloadError):
        return "the answer was cut off", later
    if isinstance(failure, aiohttp.ClientResponseError):
        return "the server does not speak proper HTTP", ""
    return "the server closed the connection without an answer", later


class _Resolver(AbstractResolver):
    """Resolves names, and gives out only the addresses that may be connected to."""

    def __init__(self, consent: Consent) -> None:
        self._consent = consent

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        allowed = [
            ResolveResult(
                hostname=host, host=place[0], port=port, family=kind, proto=proto, flags=_NUMERIC
            )
            for kind, _, proto, _, place in await _look_up(host, port, family)
            if may_connect(host, port, ipaddress.ip_address(place[0]), self._consent)
        ]
        if not allowed:
            raise private_host(f"//{host}:{port}")
        return allowed

    async def close(self) -> None:
        """Nothing is held open."""


async def _look_up(host: str, port: int, family: socket.AddressFamily) -> list[Any]:
    """Ask the system's resolver in a daemon thread of this look-up's own.

    The event loop's executor would be joined on the way out, and a name server that does not answer
    would keep the process for half a minute; it also has no more than six threads on two cores.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[Any]] = loop.create_future()

    def settle(found: list[Any] | None, error: OSError | None) -> None:
        if answer.cancelled():
            return
        if error is None:
            answer.set_result(found or [])
        else:
            answer.set_exception(error)

    def ask() -> None:
        found, failed = None, None
        try:
            found = socket.getaddrinfo(
                host, port, family=family, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
            )
        except UnicodeError as error:
            failed = OSError(error)
        except OSError as error:
            failed = error
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, found, failed)

    threading.Thread(target=ask, name="resolve", daemon=True).start()
    return await answer
