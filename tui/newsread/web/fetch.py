"""Asking a web server for one thing, politely, and believing nothing of what it answers.

Redirects are followed by hand so that every hop is checked; the address checked is the address
connected to; one deadline spans connecting, headers and body; bodies are capped while they arrive.
No cookies, no referrer, no proxies from the environment.
"""

from __future__ import annotations

import asyncio
import base64
import importlib
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec.structs import replace

from newsread import __version__
from newsread.errors import AddressError, FetchError
from newsread.web.addresses import Address, Consent, check_address, link, masked, parse_address
from newsread.web.content_coding import Unpacker
from newsread.web.response import (
    NOTHING_KEPT,
    Response,
    Validators,
    freshness,
    refusal,
    validators_of,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from types import TracebackType

    import aiohttp

USER_AGENT = f"newsread/{__version__} (+https://github.com/newsread/newsread)"
"""Says who asks, and nothing about the user; the same for every request."""

FEED_BYTES = 8 << 20
PAGE_BYTES = 5 << 20
DEADLINE = 20.0
"""Seconds for one fetch, redirects included."""

FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "*/*;q=0.5"
)
PAGE_TYPES = "text/html, application/xhtml+xml, */*;q=0.5"

_PARTIAL = 206
"""A part of something: nobody asked for one, and it would pass for the whole."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_AT_ONCE = 100
_AT_ONCE_PER_HOST = 8


async def fetch(
    url: str,
    *,
    consent: Consent = frozenset(),
    validators: Validators = NOTHING_KEPT,
    limit: int = PAGE_BYTES,
    accept: str = PAGE_TYPES,
    userinfo: str = "",
    deadline: float = DEADLINE,
) -> Response:
    """Fetch one page with a client of its own; see `Client.fetch`.

    Of a page longer than `limit` the beginning comes, if the server says how long it is: an article
    stands before what makes a page so long. One without end is refused.
    """
    async with Client(consent) as client:
        return await client.fetch(
            url,
            validators=validators,
            limit=limit,
            cut=True,
            accept=accept,
            userinfo=userinfo,
            deadline=deadline,
        )


class Client:
    """Connections to many servers, kept alive between requests. Use in an ``async with`` block."""

    def __init__(self, consent: Consent = frozenset()) -> None:
        self._consent = consent
        self._all = asyncio.Semaphore(_AT_ONCE)
        self._hosts: dict[str, asyncio.Semaphore] = {}
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Client:
        # It imports aiohttp, which takes a tenth of a second: in a thread, for a screen may wait.
        await asyncio.to_thread(importlib.import_module, "newsread.web.transport")
        from newsread.web.transport import open_session

        self._session = open_session(self._consent, USER_AGENT)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()

    @asynccontextmanager
    async def turn(self, origin: str) -> AsyncIterator[None]:
        """Wait until one more request to `origin` may go out: 8 to one, 100 to all.

        For whoever asks many at once; the time spent waiting is on nobody's deadline.
        """
        # The host's turn first: who waits for a slow host must not hold one of the hundred.
        host = self._hosts.setdefault(origin, asyncio.Semaphore(_AT_ONCE_PER_HOST))
        async with host, self._all:
            yield

    async def fetch(
        self,
        url: str,
        *,
        validators: Validators = NOTHING_KEPT,
        limit: int = FEED_BYTES,
        cut: bool = False,
        accept: str = FEED_TYPES,
        userinfo: str = "",
        deadline: float = DEADLINE,
    ) -> Response:
        """Fetch `url` within `deadline` seconds; at most `limit` bytes of body, unpacked. A
        longer one is refused, or cut if that is asked for and the server says how long it is.

        `userinfo` is ``name:password`` for its origin, escaped as in addresses; one that stands in
        `url` itself will do, too. The answer's address has neither.

        Raises:
            AddressError: it, or where it redirects to, may not be asked.
            StatusError: the server answered with something else than a success or 304.
            FetchError: there was no answer, or not all of it.
        """
        from newsread.web.transport import FAILURES, explain

        address = parse_address(url)
        secret = userinfo or address.userinfo
        address = replace(address, userinfo="")
        try:
            async with asyncio.timeout(deadline):
                return await self._follow(address, validators, limit, cut, accept, secret)
        except TimeoutError as late:
            raise FetchError(
                masked(url),
                f"no whole answer came within {deadline:.0f} seconds",
                "Try again later",
            ) from late
        except FAILURES as failure:
            raise explain(failure, url) from failure

    async def _follow(
        self,
        first: Address,
        validators: Validators,
        limit: int,
        cut: bool,
        accept: str,
        secret: str,
    ) -> Response:
        address = first
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                answer = await self._ask(address, validators, accept, secret)
            except AddressError as refused:
                if address is first:
                    raise
                raise AddressError(
                    masked(first.url), f"it redirects to {refused.thing}: {refused.happened}"
                ) from refused
            async with answer:
                if answer.status not in _REDIRECTS:
                    return await _read(answer, address, limit, cut, validators)
                hop = next_hop(address, answer.headers.get("Location", ""))
            if hop.origin != address.origin:
                secret = ""  # for good: where one server leads to is not what another was told
            address = hop
        raise FetchError(masked(first.url), f"it redirects more than {_MOST_REDIRECTS} times")

    async def _ask(
        self, address: Address, validators: Validators, accept: str, secret: str
    ) -> aiohttp.ClientResponse:
        from newsread.web.transport import get

        check_address(address, self._consent)
        headers = {"Accept": accept}
        if validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators.last_modified:
            headers["If-Modified-Since"] = validators.last_modified
        if secret:
            words = base64.b64encode(unquote(secret).encode()).decode()
            headers["Authorization"] = f"Basic {words}"
        if self._session is None:
            raise RuntimeError("a client is used inside its async with block")
        return await get(self._session, address.request, headers)


async def _read(
    answer: aiohttp.ClientResponse,
    address: Address,
    limit: int,
    cut: bool,
    validators: Validators,
) -> Response:
    headers = answer.headers
    now = time.time()
    is_whole = True
    if answer.status == 304 and validators != NOTHING_KEPT:
        body = b""
    elif 200 <= answer.status < 300 and answer.status != _PARTIAL:
        coding = ", ".join(headers.getall("Content-Encoding", []))
        cut = cut and answer.content_length is not None
        unpacker = Unpacker(masked(address.url), coding, limit, cut=cut)
        if not cut and (answer.content_length or 0) > limit:
            raise unpacker.too_large()
        async for data in answer.content.iter_any():
            unpacker.feed(data)
            if unpacker.is_full:
                break
        body = unpacker.finish()
        is_whole = not unpacker.is_full
    else:
        raise refusal(address.url, answer.status, headers, now)
    return Response(
        url=address.url,
        status=answer.status,
        body=body,
        is_whole=is_whole,
        content_type=headers.get("Content-Type", ""),
        validators=validators_of(headers),
        fresh=freshness(headers, now),
    )


def next_hop(address: Address, location: str) -> Address:
    """Return where a redirect leads; a name and password in it are its own idea, and are left out.

    Raises:
        FetchError: to no web address, or from https to http.
    """
    target = link(location, address.request)
    if not target:
        raise FetchError(masked(address.url), "it redirects to what is no web address")
    hop = parse_address(target)
    if (address.scheme, hop.scheme) == ("https", "http"):
        raise FetchError(
            masked(address.url),
            f"it redirects from https to unprotected http at {masked(target)}",
            "Add that address if you accept that",
        )
    return replace(hop, userinfo="", fragment="")
