"""Hostile feeds and pages, read as they are in use: in processes. Each comes out as stated."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsread.errors import FeedError
from newsread.feeds.entry import ParsedFeed
from newsread.text.clean import clean
from newsread.web.addresses import consented_hosts
from newsread.workers.page_child import PageChild, PageReply, PageRequest
from newsread.workers.parse_pool import ParsePool
from tests.corpora import check_clean
from tests.fakes.hostile_feeds import MAKERS
from tests.fakes.server import LoopbackServer, Page
from tests.hostile.case import Case, dev_cases

URL = "http://feed.test/"
REFUSED = {
    "<!ENTITYs within",
    "entity growth",
    "small entity much used",
    "json nested",
    "json nested objects",
    "json unterminated",
}
"""Feeds of ours that are refused at any size; the others are read."""


@pytest.fixture(scope="module")
def cases(shared: Path) -> list[Case]:
    return dev_cases(shared)


def complaints(case: Case, read: ParsedFeed | BaseException) -> Iterator[str]:
    if not isinstance(read, ParsedFeed):
        if not isinstance(read, FeedError) or case.outcome == "parsed":
            yield f"{case.name}: {read!r}"
        return
    check_clean(read)
    if case.outcome == "refused":
        yield f"{case.name}: was read"
    if case.entries not in (None, len(read.entries)):
        yield f"{case.name}: {len(read.entries)} entries"
    links = sum(bool(entry.url) for entry in read.entries)
    if case.openable not in (None, links):
        yield f"{case.name}: {links} links"
    shown = [read.title]
    for entry in read.entries:
        shown += entry.title, entry.author, entry.content, entry.summary
    yield from wording(case, "\n".join(shown))


def wording(case: Case, text: str) -> Iterator[str]:
    """Yield what a text lacks of what it must show, and has of what it must not."""
    for must in case.must_show:
        if must not in text:
            yield f"{case.name}: lacks {must}"
    for must_not in case.must_not:
        if must_not in text:
            yield f"{case.name}: has {must_not}"


async def read_all(feeds: list[tuple[bytes, str]]) -> list[ParsedFeed | BaseException]:
    async with ParsePool() as pool:
        return await asyncio.gather(
            *(pool.parse(body, URL, content_type) for body, content_type in feeds),
            return_exceptions=True,
        )


async def test_hostile_feeds_come_out_as_stated(cases: list[Case]) -> None:
    feeds = [case for case in cases if case.kind in ("feed", "json")]
    read = await read_all([(case.body, case.content_type) for case in feeds])
    assert len(feeds) > 90
    assert [
        complaint
        for case, outcome in zip(feeds, read, strict=True)
        for complaint in complaints(case, outcome)
    ] == []


async def test_hostile_pages_come_out_as_stated(cases: list[Case], server: LoopbackServer) -> None:
    pages = [case for case in cases if case.kind == "page"]
    child, found = PageChild(), list[str]()
    consented = tuple(consented_hosts([server.url()]))
    try:
        for case in pages:
            url = server.put(f"/{case.name}", Page(case.body, case.content_type))
            request = PageRequest(url=url, consented=consented)
            replies: list[PageReply] = [reply async for reply in child.read(request)]
            document = replies[-1].document
            assert document is not None, replies[-1].error
            assert document.text == clean(document.text)
            found += wording(case, f"{replies[-1].title}\n{document.text}")
    finally:
        await child.close()
    assert len(pages) > 10
    assert found == []
    assert child.starts == 1, "none was lost on a page"
    assert server.count() == len(pages), "nothing is asked that a page names"


async def test_what_is_out_to_stop_a_parser_is_read_or_refused_at_once() -> None:
    read = await read_all([(make(12_000), "application/xml") for make in MAKERS.values()])
    refused = set()
    for name, outcome in zip(MAKERS, read, strict=True):
        if isinstance(outcome, FeedError):
            assert "takes too long" not in str(outcome), name
            refused.add(name)
        else:
            assert isinstance(outcome, ParsedFeed), name
            check_clean(outcome)
    assert refused == REFUSED
