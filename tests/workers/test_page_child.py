"""The page child: what comes when, and that no page, however bad, is the next one's trouble."""

from __future__ import annotations

import asyncio
import random
import sys
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from pathlib import Path

import msgspec
import pytest

import tests.fakes.page_child_program
from newsread.library.records import KeptPage
from newsread.pages.extractor import EXTRACTOR
from newsread.web.fetch import PAGE_BYTES
from newsread.workers import page_reader
from newsread.workers.page_child import Deadlines, PageChild, PageReply, PageRequest
from newsread.workers.page_reader import LARGEST
from tests.fakes.server import LoopbackServer, Page

FAKE = (sys.executable, tests.fakes.page_child_program.__file__)
QUICK = Deadlines(feed=2, fetch=0.3, page=0.3, whole=5)
URL = "https://news.example/"
HTML = "text/html; charset=utf-8"
TEXT = "<p>" + "The board voted, after a long debate, to close the pier. " * 12 + "</p>"


@pytest.fixture
async def fake() -> AsyncIterator[PageChild]:
    """A client of the misbehaving child."""
    child = PageChild(FAKE, deadlines=QUICK)
    yield child
    await child.close()


@pytest.fixture
async def child() -> AsyncIterator[PageChild]:
    """A client of the real child."""
    child = PageChild()
    yield child
    await child.close()


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    """Pages on loopback."""
    with LoopbackServer() as server:
        yield server


async def replies(child: PageChild, **request: object) -> list[PageReply]:
    return [reply async for reply in child.read(PageRequest(**request))]  # type: ignore[arg-type]


def consented(server: LoopbackServer) -> tuple[str, ...]:
    return (f"localhost:{server.port}",)


# What comes, from the real child


async def test_much_of_the_feed_comes_first_then_the_page(
    child: PageChild, server: LoopbackServer
) -> None:
    page = f"<title>Pier</title><article>{TEXT * 3}</article>"
    url = server.put("/a", Page(page.encode(), HTML))
    first, last = await replies(
        child, url=url, content=TEXT * 2, title="Pier", consented=consented(server)
    )
    assert first.document is not None
    assert last.document is not None
    assert (first.source, first.quality.flags) == ("feed", ("no-page",))
    assert first.notice == "The feed's own text, until its page is here."
    assert (last.source, last.error, last.final_url) == ("page", "", url)
    assert last.document.words > first.document.words
    assert last.retrieved >= first.retrieved > 1_700_000_000


async def test_a_teaser_is_not_shown_in_between_but_stands_in_for_the_page(
    child: PageChild, server: LoopbackServer
) -> None:
    page = server.put("/a", Page(f"<article>{TEXT}</article>".encode(), HTML))
    teaser, allowed = "<p>A few words.</p>", consented(server)
    (reply,) = await replies(child, url=page, summary=teaser, consented=allowed)
    assert reply.source == "page"
    gone = server.url("/gone")
    (reply,) = await replies(child, url=gone, summary=teaser, title="Pier", consented=allowed)
    assert reply.document is not None
    assert reply.document.text == "Pier\n\nA few words."
    assert (reply.source, reply.quality.flags) == ("feed", ("short", "no-page"))
    assert reply.error == "there is nothing at this address (404)"
    assert reply.notice == f"The feed's own text; its page could not be read: {reply.error}."


async def test_without_an_address_only_the_feed_is_read(child: PageChild) -> None:
    (reply,) = await replies(child, content=TEXT, title="Pier", author="Mia Lund", lang="en")
    assert reply.document is not None
    assert (reply.document.byline, reply.document.lang) == ("Mia Lund", "en")
    assert (reply.source, reply.notice, reply.error, reply.quality.flags) == ("feed", "", "", ())
    (reply,) = await replies(child)
    assert (reply.document, reply.error) == (None, "its feed has no text of it")


async def test_what_a_feeds_text_lacks_is_said_beside_why_it_is_shown(
    child: PageChild, server: LoopbackServer
) -> None:
    much = "<p>One more word here.</p>" * 11_000
    (alone,) = await replies(child, content=much)
    assert alone.quality.flags == ("cut",)
    assert alone.notice.startswith("The text is too long: only its first ")
    url = server.url("/gone")
    first, last = await replies(child, url=url, content=much, consented=consented(server))
    assert first.notice == f"The feed's own text, until its page is here. {alone.notice}"
    assert last.notice.endswith(f"could not be read: {last.error}. {alone.notice}")
    assert last.quality.flags == ("cut", "no-page")


async def test_the_longer_of_content_and_summary_is_the_feeds_text(child: PageChild) -> None:
    (reply,) = await replies(child, content="<p>Short.</p>", summary=TEXT)
    assert reply.quality.words == 132
    (reply,) = await replies(child, content=TEXT, summary="<p>Short.</p>")
    assert reply.quality.words == 132


@pytest.mark.parametrize(
    ("page", "error"),
    [
        (Page(b"%PDF-1.4", "application/pdf"), "PDF"),
        (Page(b"", HTML), "empty"),
        (Page(fault="drop"), ""),
    ],
)
async def test_a_page_that_is_none_is_an_error_and_the_child_stays(
    child: PageChild, server: LoopbackServer, page: Page, error: str
) -> None:
    url = server.put("/a", page)
    (reply,) = await replies(child, url=url, consented=consented(server))
    assert reply.document is None
    assert reply.error
    assert error in reply.error
    (reply,) = await replies(child, content=TEXT)
    assert reply.document is not None
    assert child.starts == 1


async def test_the_size_of_whoever_started_the_child_is_not_its_own(child: PageChild) -> None:
    touched = b"x" * (LARGEST + (50 << 20))  # from here on this process has been that large
    assert len(touched) > LARGEST
    for _ in range(2):
        await replies(child, content=TEXT)
    assert child.starts == 1


async def test_a_private_host_is_asked_only_with_consent(
    child: PageChild, server: LoopbackServer
) -> None:
    url = server.put("/a", Page(f"<article>{TEXT}</article>".encode(), HTML))
    (reply,) = await replies(child, url=url)
    assert "private" in reply.error
    assert server.count() == 0


async def test_giving_up_a_fetch_frees_the_child(child: PageChild, server: LoopbackServer) -> None:
    slow = server.put("/slow", Page(fault="hang"))
    good = server.put("/a", Page(f"<article>{TEXT}</article>".encode(), HTML))
    allowed = consented(server)
    request = PageRequest(url=slow, content=TEXT, consented=allowed)
    async with aclosing(child.read(request)) as reading:
        assert (await anext(reading)).source == "feed"
    (reply,) = await replies(child, url=good, consented=allowed)
    assert reply.source == "page"
    assert child.starts == 1


async def test_a_cancelled_task_frees_the_child(child: PageChild, server: LoopbackServer) -> None:
    slow = server.put("/slow", Page(fault="hang"))
    shown = asyncio.Event()

    async def read() -> None:
        request = PageRequest(url=slow, content=TEXT, consented=consented(server))
        async for _ in child.read(request):
            shown.set()

    task = asyncio.create_task(read())
    await shown.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    (reply,) = await replies(child, content=TEXT)
    assert reply.document is not None
    assert child.starts == 1


async def test_the_child_leaves_when_it_has_grown_too_large() -> None:
    small = "import newsread.workers.page_reader as reader; reader.LARGEST = 1; reader.main()"
    child = PageChild((sys.executable, "-c", small))
    for starts in (1, 2):
        (reply,) = await replies(child, content=TEXT)
        assert reply.document is not None
        assert child.starts == starts
    await child.close()


async def test_the_child_leaves_when_nobody_talks_to_it() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "newsread.workers.page_child",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    assert b'"ready"' in await process.stdout.readline()
    process.stdin.close()
    assert await process.wait() == 0


# What a bad page does, by a child that does it on demand


@pytest.mark.parametrize("deed", ["hang", "hang-in-fetch", "die", "rubbish", "endless"])
async def test_a_page_that_ruins_the_child_gives_way_to_the_feed(
    fake: PageChild, deed: str
) -> None:
    (reply,) = await replies(fake, url=URL + deed, content="here")
    assert reply.error in (
        "reading it took too long and was stopped",
        "reading it broke down",
    )
    assert "no-page" in reply.quality.flags
    (reply,) = await replies(fake, url=URL + "fine", content="next")
    assert reply.error == "fine next"
    assert fake.starts == 2


async def test_a_feed_that_ruins_the_child_gives_way_to_the_page() -> None:
    fake = PageChild(FAKE, deadlines=Deadlines(feed=0.3))
    (reply,) = await replies(fake, url=URL + "fine", content="hang")
    assert reply.error == "fine"
    assert fake.starts == 2
    await fake.close()


async def test_what_ruins_every_child_is_an_error() -> None:
    fake = PageChild(FAKE, deadlines=Deadlines(feed=0.3, page=0.3))
    (reply,) = await replies(fake, url=URL + "die", content="hang")
    assert (reply.document, reply.error) == (None, "reading it took too long and was stopped")
    await fake.close()


async def test_a_program_that_is_no_child_is_an_error() -> None:
    for command in ((sys.executable, "-c", ""), (sys.executable, "-c", "print('hello')")):
        child = PageChild(command)
        (reply,) = await replies(child, url=URL)
        assert (reply.document, reply.error) == (None, "reading it broke down")
        await child.close()


async def test_requests_wait_for_each_other(fake: PageChild) -> None:
    names = [f"n{number}" for number in range(5)]
    found = await asyncio.gather(*(replies(fake, url=URL + name) for name in names))
    assert [reply.error for (reply,) in found] == names
    assert fake.starts == 1


async def test_a_child_that_says_it_leaves_is_replaced(fake: PageChild) -> None:
    first = await replies(fake, url=URL + "leave")
    second = await replies(fake, url=URL + "fine")
    assert first[0].notice != second[0].notice
    assert fake.starts == 2


async def test_starting_twice_starts_one(fake: PageChild) -> None:
    await fake.start()
    await fake.start()
    await replies(fake, url=URL + "fine")
    assert fake.starts == 1


async def test_closing_without_starting_is_nothing() -> None:
    await PageChild(FAKE).close()


async def test_what_the_child_complains_of_is_passed_on_in_whole_lines() -> None:
    address = "b'https://ann:' + b's' * 70_000 + b'@a.example/'"  # more than is read at once
    speak = f"import sys; sys.stderr.buffer.write(b'bad page\\n' + {address} + b'\\n\\xff')"
    heard: list[str] = []
    child = PageChild((sys.executable, "-c", speak), complain=heard.append)
    await replies(child, url=URL)
    await child.close()
    (told,) = [each for each in heard if "https://ann:" in each][:1]
    assert told.endswith("@a.example/")
    assert heard[0].startswith("bad page")
    assert heard[-1] == "\ufffd"


async def test_a_child_that_cannot_be_started_is_an_error_of_each_article_and_no_crash(
    tmp_path: Path,
) -> None:
    heard: list[str] = []
    child = PageChild((str(tmp_path),), complain=heard.append)
    await child.start()
    assert heard == ["no process could be started for it (Permission denied)"]
    for _ in range(2):
        (reply,) = await replies(child, url=URL, content=TEXT)
        assert (reply.document, reply.error) == (None, heard[0])
        assert reply.advice == "Try again, or open newsread anew"
    await child.close()
    assert child.starts == 0


# What is not done twice

COUNTS = """
import sys
import newsread.workers.page_reader as reader

def counting(name):
    read = getattr(reader, name)

    def counted(*given, **named):
        print(name, file=sys.stderr, flush=True)
        return read(*given, **named)

    setattr(reader, name, counted)

reader._warm_up = lambda: None
counting("read_page")
counting("read_feed")
reader.main()
"""
"""A page child that says what it reads."""


async def test_the_same_bytes_are_read_once(server: LoopbackServer) -> None:
    complaints: list[str] = []
    child = PageChild((sys.executable, "-c", COUNTS), complain=complaints.append)
    url = server.put("/a", Page(f"<article>{TEXT}</article>".encode(), HTML))
    asked = {
        "url": url,
        "title": "Pier",
        "extractor": EXTRACTOR,
        "consented": consented(server),
    }
    (first,) = await replies(child, **asked)
    assert first.document is not None
    (same,) = await replies(child, **asked, made_of=first.made_of)
    assert (same.unchanged, same.document, same.error) == (True, None, "")
    assert (same.made_of, same.final_url) == (first.made_of, url)
    # Other words of the feed's, other bytes, or another type of them make another text.
    (other,) = await replies(child, **asked | {"title": "Quay"}, made_of=first.made_of)
    assert other.document is not None
    server.put("/a", Page(f"<article>{TEXT}<p>More.</p></article>".encode(), HTML))
    (longer,) = await replies(child, **asked, made_of=first.made_of)
    assert longer.document is not None
    server.put("/a", Page(f"<article>{TEXT}<p>More.</p></article>".encode(), "text/html"))
    (typed,) = await replies(child, **asked, made_of=longer.made_of)
    assert typed.document is not None
    made = {each.made_of for each in (first, other, longer, typed)}
    assert len(made) == 4
    assert all(len(each) == 64 for each in made)
    await child.close()
    assert "\n".join(complaints).split() == ["read_page"] * 4


async def test_the_same_words_of_a_feed_are_read_once() -> None:
    complaints: list[str] = []
    child = PageChild((sys.executable, "-c", COUNTS), complain=complaints.append)
    (first,) = await replies(child, content=TEXT, title="Pier")
    (same,) = await replies(
        child, content=TEXT, title="Pier", made_of=first.made_of, extractor=EXTRACTOR
    )
    assert (same.unchanged, same.document) == (True, None)
    (other,) = await replies(
        child, content=TEXT * 2, title="Pier", made_of=first.made_of, extractor=EXTRACTOR
    )
    assert other.document is not None
    await child.close()
    assert "\n".join(complaints).split() == ["read_feed"] * 2


async def test_a_page_that_could_not_be_read_is_never_taken_for_the_same(
    child: PageChild, server: LoopbackServer
) -> None:
    gone = server.url("/gone")
    reply = (await replies(child, url=gone, content=TEXT, consented=consented(server)))[-1]
    assert reply.made_of == ""


async def test_all_text_of_the_page_comes_with_its_clean_text(
    child: PageChild, server: LoopbackServer
) -> None:
    page = f"<nav><p>Weather and sport.</p></nav><article>{TEXT}</article>"
    url = server.put("/a", Page(page.encode(), HTML))
    (reply,) = await replies(child, url=url, consented=consented(server))
    assert reply.visible is not None
    assert reply.document is not None
    assert "Weather and sport." in reply.visible.text
    assert "Weather and sport." not in reply.document.text


# The page itself


async def test_the_page_comes_with_its_text_as_it_was_served(
    child: PageChild, server: LoopbackServer
) -> None:
    body = f"<article>{TEXT}</article>".encode()
    secret = server.put("/b?key=secret", Page(body, HTML, etag='W/"1"', last_modified="then"))
    url = server.put("/a", Page(status=302, location=secret))
    (reply,) = await replies(child, url=url, consented=consented(server))
    assert reply.page is not None
    assert zlib.decompress(reply.page.packed) == body
    assert (reply.page.url, reply.page.content_type) == (secret, HTML)  # links need all of it
    assert "secret" not in reply.final_url
    assert (reply.page.etag, reply.page.last_modified) == ('W/"1"', "then")
    assert (reply.page.is_whole, reply.page.retrieved > 1_700_000_000) == (True, True)
    assert reply.extractor == EXTRACTOR


async def test_a_page_that_is_kept_is_asked_for_only_if_it_changed(
    child: PageChild, server: LoopbackServer
) -> None:
    url = server.put("/a", Page(f"<article>{TEXT}</article>".encode(), HTML, etag='"1"'))
    asked = {"url": url, "extractor": EXTRACTOR, "consented": consented(server)}
    (first,) = await replies(child, **asked)
    (same,) = await replies(child, **asked, kept=first.page, made_of=first.made_of)
    assert (same.unchanged, same.page, same.document) == (True, None, None)
    # What is kept by an earlier newsread, or made of other words of the feed's, is read anew.
    (earlier,) = await replies(
        child, **asked | {"extractor": EXTRACTOR - 1}, kept=first.page, made_of=first.made_of
    )
    assert (earlier.document, earlier.page) == (first.document, None)
    assert earlier.made_of == first.made_of
    assert server.count("/a", answered=304) == 2
    server.put("/a", Page(f"<article>{TEXT}<p>More.</p></article>".encode(), HTML, etag='"2"'))
    (other,) = await replies(child, **asked, kept=first.page, made_of=first.made_of)
    assert other.page is not None
    assert other.page.etag == '"2"'


async def test_a_page_served_anew_with_the_same_bytes_is_handed_on_for_its_validators(
    child: PageChild, server: LoopbackServer
) -> None:
    body = f"<article>{TEXT}</article>".encode()
    url = server.put("/a", Page(body, HTML, etag='"1"'))
    asked = {"url": url, "extractor": EXTRACTOR, "consented": consented(server)}
    (first,) = await replies(child, **asked)
    server.put("/a", Page(body, HTML, etag='"2"'))
    (same,) = await replies(child, **asked, kept=first.page, made_of=first.made_of)
    assert same.unchanged
    assert same.page is not None
    assert same.page.etag == '"2"'


async def test_a_page_that_is_kept_is_read_again_and_nobody_asked(
    child: PageChild, server: LoopbackServer
) -> None:
    url = server.put("/a", Page(f"<article>{TEXT}</article>".encode(), HTML))
    (first,) = await replies(child, url=url, title="Pier", consented=consented(server))
    server.forget()
    (again,) = await replies(child, url=url, title="Pier", kept=first.page, offline=True)
    assert (again.document, again.visible) == (first.document, first.visible)
    assert (again.made_of, again.page, again.error) == (first.made_of, None, "")
    assert server.requests == []


async def test_a_kept_page_that_is_damaged_is_none(
    child: PageChild, server: LoopbackServer
) -> None:
    url = server.put("/a", Page(f"<article>{TEXT}</article>".encode(), HTML, etag='"1"'))
    asked = {"url": url, "consented": consented(server)}
    (first,) = await replies(child, **asked)
    assert first.page is not None
    damaged = msgspec.structs.replace(first.page, packed=b"no zlib")
    (fetched,) = await replies(child, **asked, kept=damaged)
    assert (fetched.document, server.count("/a", answered=304)) == (first.document, 0)
    (offline,) = await replies(child, url=url, kept=damaged, offline=True)
    assert (offline.document, offline.error) == (
        None,
        "no page of it is kept that could be read",
    )


@pytest.mark.parametrize(
    ("page", "lasting"),
    [
        (Page(status=404), True),
        (Page(status=403), True),
        (Page(status=408), False),
        (Page(status=425), False),
        (Page(status=429), False),
        (Page(status=500), False),
        (Page(status=503), False),
        (Page(fault="drop"), False),
        (Page(status=302, location="http://10.0.0.1/"), False),
        (Page(b"", HTML), True),
        (Page(b"%PDF-1.4", "application/pdf"), True),
    ],
)
async def test_an_error_says_whether_it_is_what_the_outlet_answers(
    child: PageChild, server: LoopbackServer, page: Page, lasting: bool
) -> None:
    url = server.put("/a", page)
    (reply,) = await replies(child, url=url, consented=consented(server))
    assert reply.error
    assert reply.lasting is lasting


@pytest.mark.parametrize(
    ("packed", "is_read"),
    [
        (zlib.compress(b"a" * PAGE_BYTES), True),
        (zlib.compress(random.Random(1).randbytes(PAGE_BYTES)), True),
        (zlib.compress(b"a" * (PAGE_BYTES + 1)), False),
        (zlib.compress(b"a" * (1 << 20))[:-3], False),
        (b"", False),
    ],
)
def test_of_a_kept_page_no_more_is_unpacked_than_was_ever_kept(
    packed: bytes, is_read: bool
) -> None:
    kept = KeptPage(packed=packed, url="https://example.org/", content_type="", retrieved=0.0)
    assert (page_reader._unpacked(kept) is not None) == is_read
