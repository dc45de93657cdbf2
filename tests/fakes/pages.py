"""A page child without a process: reads in place, and remembers what it was asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import msgspec

from newsread.pages.page import read_feed
from newsread.pages.quality import measure
from newsread.workers.page_protocol import PageReply, PageRequest

RETRIEVED = 1_790_000_000.0


class PagesInPlace:
    """Answers with prepared replies by address; without any, with the feed's own text."""

    def __init__(self) -> None:
        self.asked: list[PageRequest] = []
        self.replies: dict[str, list[PageReply]] = {}
        self.reread: PageReply | None = None
        """What comes of reading a page that is kept."""
        self.before_reply: Callable[[], object] = lambda: None
        """Called before the first reply: something that happens meanwhile."""
        self.go_on = asyncio.Event()
        """Until it is set, no reply but the first comes; it is set from the beginning."""
        self.go_on.set()

    async def start(self) -> None:
        """Nothing to warm up."""

    async def close(self) -> None:
        """Nothing to end."""

    async def read(self, request: PageRequest) -> AsyncIterator[PageReply]:
        """Yield what was prepared for the request's address, or the feed's text."""
        self.asked.append(request)
        self.before_reply()
        prepared = self.replies.get(request.url, [feed_reply(request)])
        if request.offline:
            prepared = [self.reread or PageReply(error="no page of it is kept")]
        for reply in (*map(until_then, prepared[:-1]), *prepared[-1:]):
            yield reply
            await self.go_on.wait()


def until_then(reply: PageReply) -> PageReply:
    """Return a reply as the child marks what is only shown until the page is here."""
    flags = dict.fromkeys((*reply.quality.flags, "no-page"))
    quality = msgspec.structs.replace(reply.quality, flags=tuple(flags))
    return msgspec.structs.replace(reply, quality=quality)


def feed_reply(request: PageRequest) -> PageReply:
    """Return the feed's own text as the one answer."""
    html = request.content or request.summary
    if not html:
        return PageReply(error="its feed has no text of it")
    document = read_feed(html, request.base, request.title, request.lang, request.author).document
    return PageReply(
        document=document, source="feed", quality=measure(document), retrieved=RETRIEVED
    )
