"""What runs in the page child: orders come in on standard input, texts go out on standard output.

One order at a time; a new one, or word that the last is not wanted, cancels a fetch under way.
Reading a page cannot be cancelled: that is what the reader ends the process for.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import resource
import signal
import sys
import time
import traceback
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from newsread.errors import NewsreadError, PageError
from newsread.library.records import KeptPage
from newsread.pages.extractor import EXTRACTOR
from newsread.pages.page import read_feed, read_page
from newsread.web.addresses import masked
from newsread.web.fetch import PAGE_BYTES, fetch
from newsread.web.response import NOTHING_KEPT, Response, StatusError, Validators
from newsread.workers.page_protocol import (
    LONGEST_LINE,
    Answer,
    Order,
    PageReply,
    PageRequest,
    feed_instead,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsread.pages.page import Reading

Result = TypeVar("Result")

LARGEST = 300 << 20
"""Bytes of memory in use at the peak above which the child leaves after its answer."""
MOST_MEMORY = 2 << 30
"""Bytes of address space the child may ask for; then an allocation fails, not the machine."""
ALONE = 10
"""Seconds after which reading ends the process even if nobody does it from outside: a reader that
was killed must leave no process behind that computes for ever."""
NOT_MODIFIED = 304
PASSING = (408, 425, 429)
"""Statuses of a server that says: not now."""
_SAID = ("url", "content", "summary", "base", "title", "author", "lang")
"""What of a request a text is made of."""
TOO_MANY = 429
LEFT_ALONE = 3_600.0
"""Seconds for which a host is left alone that was asked too often and does not say until when."""
MUCH = 100
"""Words of the feed's HTML from which it is worth showing while the page is fetched; a teaser that
another text replaces at once is only unrest."""


def main() -> None:
    """Serve orders until standard input ends."""
    speak = _take_stdout()
    with suppress(ValueError, OSError):  # not every system lets it be set
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    _warm_up()
    asyncio.run(_serve(speak))


def _take_stdout() -> Callable[[Answer], None]:
    """Return what answers with, and turn all else that is printed to standard error: a library that
    greets the world must not spoil the protocol."""
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def speak(answer: Answer) -> None:
        sink.write(msgspec.json.encode(answer) + b"\n")
        sink.flush()

    return speak


def _warm_up() -> None:
    """Import what the first article will need, by reading one."""
    import aiohttp  # noqa: F401

    with suppress(NewsreadError):
        read_page(b"<article><p>Warm up.</p></article>", "https://example.org/", "text/html")


async def _serve(speak: Callable[[Answer], None]) -> None:
    loop = asyncio.get_running_loop()
    orders = asyncio.StreamReader(limit=LONGEST_LINE)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    speak(Answer(0, "ready"))
    decoder = msgspec.json.Decoder(Order)
    number, under_way = 0, asyncio.create_task(asyncio.sleep(0))
    async for line in orders:
        order = decoder.decode(line)
        if order.request is None and order.number != number:
            continue  # not wanted any more, and done long ago
        under_way.cancel()
        with suppress(asyncio.CancelledError):
            await under_way
        if order.request is not None:
            number = order.number
            under_way = asyncio.create_task(_answer(number, order.request, speak))
    under_way.cancel()


async def _answer(number: int, request: PageRequest, speak: Callable[[Answer], None]) -> None:
    """Answer one order in one to three messages; the last says "done", whatever happened."""
    if not request.url and (known := _known(request)):
        speak(Answer(number, "done", known))
        return
    reading = _alone(lambda: _read_feed(request))
    feed = _feed_reply(reading, request)
    if request.url:
        worth_showing = feed.quality.words >= MUCH
        speak(Answer(number, "fetching", _meanwhile(feed) if worth_showing else None))
        reply = await _read_page(request, reading, lambda: speak(Answer(number, "fetched")))
    else:
        reply = feed
    leaving = _peak_memory() > LARGEST
    speak(Answer(number, "done", reply, leaving))
    if leaving:
        os._exit(0)  # all is said, and there is nothing to be put in order


async def _read_page(
    request: PageRequest, feed: Reading | None, fetched: Callable[[], None]
) -> PageReply:
    """Return the page's text, or the feed's with the reason why."""
    try:
        response, page = await _page(request)
        fetched()
        if known := _known(request, response):
            return msgspec.structs.replace(known, page=page)
        reading = _alone(
            lambda: read_page(
                response.body,
                response.url,
                response.content_type,
                title=request.title,
                lang=request.lang,
                byline=request.author,
                feed=feed,
                is_whole=response.is_whole,
                visible=True,
            )
        )
    except NewsreadError as error:
        instead, lasting = _feed_reply(feed, request), _is_lasting(error)
        reply = feed_instead(instead, error.happened, error.next, lasting=lasting)
        return msgspec.structs.replace(reply, hold=_hold(error))
    except Exception as error:
        # Whatever a page does to a parser, the child must answer and the reader show something.
        traceback.print_exc()
        happened = f"newsread failed on it ({type(error).__name__})"
        return feed_instead(_feed_reply(feed, request), happened)
    return PageReply(
        document=reading.document,
        visible=reading.visible,
        made_of=_made_of(request, response),
        extractor=EXTRACTOR,
        page=page,
        source=reading.source,
        quality=reading.quality,
        notice=reading.notice,
        final_url=masked(response.url),
        title=reading.title,
        published=reading.published,
        retrieved=time.time(),
    )


async def _page(request: PageRequest) -> tuple[Response, KeptPage | None]:
    """Return an article's page, and as what it is to be kept; None where the one that is kept is
    the page still."""
    kept = _unpacked(request.kept) if request.kept is not None else None
    if request.offline:
        if kept is None:
            raise PageError(masked(request.url), "no page of it is kept that could be read")
        return kept, None
    response = await fetch(
        request.url,
        consent=frozenset(request.consented),
        validators=kept.validators if kept is not None else NOTHING_KEPT,
        userinfo=request.userinfo,
    )
    if response.status == NOT_MODIFIED and kept is not None:
        return kept, None
    page = KeptPage(
        packed=zlib.compress(response.body),
        url=response.url,
        content_type=response.content_type,
        etag=response.validators.etag,
        last_modified=response.validators.last_modified,
        is_whole=response.is_whole,
        retrieved=time.time(),
    )
    return response, page


def _unpacked(page: KeptPage) -> Response | None:
    """Return a page that was kept as it was served then; None where it is damaged, or more than
    was ever kept: then it is asked for as one of which nothing is known."""
    inflater = zlib.decompressobj()
    try:
        body = inflater.decompress(page.packed, PAGE_BYTES + 1)
    except zlib.error:
        return None
    if not inflater.eof or len(body) > PAGE_BYTES:
        return None
    return Response(
        url=page.url,
        status=200,
        body=body,
        is_whole=page.is_whole,
        content_type=page.content_type,
        validators=Validators(page.etag, page.last_modified),
    )


def _is_lasting(error: NewsreadError) -> bool:
    """Tell whether an error is what the outlet answers, and would answer in a minute."""
    if isinstance(error, StatusError):
        return 400 <= error.answered < 500 and error.answered not in PASSING
    return isinstance(error, PageError)


def _hold(error: NewsreadError) -> float | None:
    """Return for how many seconds a host wants to be left alone; None where it did not say so."""
    if not isinstance(error, StatusError):
        return None
    return LEFT_ALONE if error.hold is None and error.answered == TOO_MANY else error.hold


def _read_feed(request: PageRequest) -> Reading | None:
    """Return the feed's own text: its content, or its summary where that has more; None if neither
    has a word."""
    best: Reading | None = None
    for html in (request.content, request.summary):
        if not html.strip():
            continue
        reading = read_feed(
            html, request.base or request.url, request.title, request.lang, request.author
        )
        if reading.quality.words > (best.quality.words if best else 0):
            best = reading
    return best


def _feed_reply(reading: Reading | None, request: PageRequest) -> PageReply:
    if reading is None:
        return PageReply(source="feed", error="" if request.url else "its feed has no text of it")
    return PageReply(
        document=reading.document,
        made_of="" if request.url else _made_of(request),
        extractor=EXTRACTOR,
        source="feed",
        quality=reading.quality,
        notice=reading.notice,
        retrieved=time.time(),
    )


def _known(request: PageRequest, response: Response | None = None) -> PageReply | None:
    """Return the answer where the text is kept already that would be read."""
    made_of = _made_of(request, response) if request.made_of else ""
    if not made_of or (made_of, EXTRACTOR) != (request.made_of, request.extractor):
        return None
    return PageReply(
        unchanged=True,
        made_of=made_of,
        extractor=EXTRACTOR,
        final_url=masked(response.url) if response else "",
        retrieved=time.time(),
    )


def _made_of(request: PageRequest, response: Response | None = None) -> str:
    """Return the sha256 of all that a text is made of, in hex: all that `read_page` is given."""
    said = tuple(getattr(request, name) for name in _SAID)
    page = (response.content_type, response.url) if response else ("", "")
    made = hashlib.sha256(msgspec.json.encode((said, page)))
    made.update(response.body if response else b"")
    return made.hexdigest()


def _meanwhile(feed: PageReply) -> PageReply:
    """Return the feed's text as it is shown while its page is fetched."""
    quality = msgspec.structs.replace(feed.quality, flags=(*feed.quality.flags, "no-page"))
    return msgspec.structs.replace(
        feed,
        quality=quality,
        notice=f"The feed's own text, until its page is here. {feed.notice}".rstrip(),
    )


def _alone(work: Callable[[], Result]) -> Result:
    """Do `work`, ending the process if it takes far too long."""
    signal.setitimer(signal.ITIMER_REAL, ALONE)  # SIGALRM is not handled, so it ends the process
    try:
        return work()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _peak_memory() -> int:
    """Return the most memory this process had in use at once, in bytes."""
    # Linux hands ru_maxrss on from whoever started the process: the child of a large program would
    # take itself for large, and leave after every answer.
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split(maxsplit=1)[0]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
