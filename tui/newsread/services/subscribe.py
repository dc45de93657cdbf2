"""Subscribing: to a feed by its address, or by that of a page that announces it.

One request where the address is a feed's, and what it answers is stored at once; one more where a
page only leads to it. Readers that sent more have had their users locked out by publishers.
"""

from __future__ import annotations

import random
import time
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import msgspec

from newsread.errors import NewsreadError
from newsread.feeds.discover import FeedLink
from newsread.feeds.schedule import INTERVAL
from newsread.library.records import Feed
from newsread.services.bookkeeping import with_answer
from newsread.services.secrets import NO_SECRETS
from newsread.text.folder import folder_name
from newsread.web.addresses import consented_hosts, parse_address, split_credentials
from newsread.web.fetch import Client
from newsread.workers.parse_pool import ParsePool

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from newsread.library.store import Library
    from newsread.services.history import History
    from newsread.services.secrets import Secrets


class Subscription(msgspec.Struct, frozen=True, kw_only=True):
    """What came of adding an address."""

    feed: Feed
    entries: int = 0
    """How many entries it brought that were not there."""
    already: bool = False
    """It was subscribed to before; nothing was changed."""
    others: tuple[FeedLink, ...] = ()
    """Further feeds that the page announces."""


async def add_feeds(
    library: Library,
    addresses: Iterable[str],
    folder: str = "",
    *,
    interval: float = INTERVAL,
    secrets: Secrets = NO_SECRETS,
    history: History | None = None,
) -> AsyncIterator[tuple[str, Subscription | NewsreadError]]:
    """Subscribe to one address after the other; yield each with what came of it. See `add_feed`."""
    async with ParsePool(workers=1) as pool:
        for address in addresses:
            try:
                added = await add_feed(
                    library,
                    address,
                    folder,
                    interval=interval,
                    secrets=secrets,
                    history=history,
                    pool=pool,
                )
            except NewsreadError as error:
                yield address, error
            else:
                yield address, added


async def add_feed(
    library: Library,
    typed: str,
    folder: str = "",
    *,
    interval: float = INTERVAL,
    secrets: Secrets = NO_SECRETS,
    clock: Callable[[], float] = time.time,
    dice: Callable[[], float] = random.random,
    pool: ParsePool | None = None,
    history: History | None = None,
) -> Subscription:
    """Subscribe to the feed at the address `typed`, or to the first that the page there announces;
    in `folder`, as a person wrote it.

    With `history` that is a step that can be undone. Typing the address of a private host is
    consent to ask it; where it leads is not. A name and password in the address go to `secrets`,
    and nowhere else; typed again, they replace the old.

    Raises:
        AddressError, FetchError, FeedError: there is no feed to be had; nothing was stored.
        ConfigError: the password cannot be kept.
        LibraryError: it cannot be stored.
    """
    url, userinfo = split_credentials(typed)
    origin = parse_address(url).origin
    known = library.feed(url)
    if known:
        if userinfo:
            secrets.keep(url, userinfo)
        return Subscription(feed=known, already=True)
    others: tuple[FeedLink, ...] = ()
    async with AsyncExitStack() as stack:
        readers = pool if pool else await stack.enter_async_context(ParsePool(workers=1))
        client = await stack.enter_async_context(Client(consented_hosts([url])))
        answer = await client.fetch(url, userinfo=userinfo)
        found = await readers.examine(answer.body, answer.url, answer.content_type)
        if isinstance(found, list):
            url, others = found[0].url, tuple(found[1:])
            known = library.feed(url)
            if known:
                return Subscription(feed=known, already=True, others=others)
            if parse_address(url).origin != origin:
                userinfo = ""
            answer = await client.fetch(url, userinfo=userinfo)
            found = await readers.parse(answer.body, answer.url, answer.content_type)
    known = library.feed(answer.url)
    if known:  # the address typed is another one for it
        return Subscription(feed=known, already=True, others=others)
    if userinfo:
        secrets.keep(url, userinfo)
    now = clock()
    with library.writing():
        stayed = library.edits.stayed(url)
        library.add_feed(url, found.title, found.link, folder_name(folder))
        (state,) = library.fetch_states([url])
        state = with_answer(state, answer, now, interval=interval, ttl=found.ttl, dice=dice())
        stored = library.store_fetch(state, found, now)
        if history is not None:
            history.added_feed(url, stayed)
    return Subscription(
        feed=library.feed(url) or library.add_feed(url), entries=stored.new, others=others
    )
