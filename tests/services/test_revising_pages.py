"""Asking for real pages again, on loopback: what is sent, and what becomes of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import msgspec
import pytest

from newsread.errors import PageError
from newsread.library.store import Library
from newsread.query.read import parse
from newsread.services.reading import open_article, save_article
from newsread.services.revising import ask_again
from newsread.workers.page_child import PageChild
from tests.fakes.server import LoopbackServer, Page

HTML = "text/html; charset=utf-8"
STORY = (
    "The harbour board will close the old pier in March, after a debate of eleven years.",
    "The work costs 4.1 million crowns, the board said, and is to begin as soon as ice allows.",
    "A ferry will run from the new quay until then, twice in each hour of the day.",
    "Fishermen asked for another hearing, which the board refused by seven votes to two.",
)
CONSENT = """<title>Before you continue</title><body><h1>Before you continue</h1>
<p>We and our partners store cookies on your device to show personalised advertising.</p>
<p>By clicking accept all you agree to the use of cookies. You can withdraw your consent.</p>
<button>Accept all</button></body>"""


def page(*paragraphs: str, menu: str = "Home", etag: str = "") -> Page:
    told = "".join(f"<p>{each}</p>" for each in paragraphs)
    html = f"<title>Pier to close</title><nav>{menu}</nav><article><h1>Pier</h1>{told}</article>"
    return Page(html.encode(), HTML, etag=etag)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.sqlite3") as opened:
        yield opened


@pytest.fixture
async def child() -> AsyncIterator[PageChild]:
    child = PageChild()
    yield child
    await child.close()


@pytest.fixture
async def article(library: Library, child: PageChild, server: LoopbackServer) -> int:
    """A saved article that somebody has read; its id."""
    url = server.put("/a", page(*STORY, etag='"1"'))
    library.add_feed(server.url("/feed"))  # its host may be asked
    saved = await save_article(library, child, url)
    library.set_read([saved.id], True)
    # What the feed's words are is known now, and with them the text is made of something else.
    await ask_again(library, child, saved.id)
    server.forget()
    return saved.id


async def test_a_page_that_has_not_changed_is_not_sent_again(
    library: Library, child: PageChild, server: LoopbackServer, article: int
) -> None:
    before = library.revisions(article)
    found = await ask_again(library, child, article)
    assert (found.taken, found.error) == ((), "")
    assert server.count("/a", answered=304) == 1
    assert server.requests[0].headers["if-none-match"] == '"1"'
    assert library.revisions(article) == before


async def test_what_a_desk_changes_is_an_edit_and_marks_what_was_read(
    library: Library, child: PageChild, server: LoopbackServer, article: int
) -> None:
    server.put("/a", page(STORY[0], STORY[1].replace("4.1", "4.7"), *STORY[2:], etag='"2"'))
    found = await ask_again(library, child, article)
    assert [each.cause for each in found.taken] == ["edit"]
    assert found.newest is not None
    assert "4.7 million" in found.newest.document.text
    assert library.ids(parse("is:changed")) == [article]
    kept = library.pages.of(article)
    assert kept is not None
    assert (kept.url, kept.etag, kept.content_type) == (server.url("/a"), '"2"', HTML)


async def test_a_menu_that_changes_is_no_change_of_the_text(
    library: Library, child: PageChild, server: LoopbackServer, article: int
) -> None:
    server.put("/a", page(*STORY, menu="Home and weather", etag='"2"'))
    found = await ask_again(library, child, article)
    assert (found.taken, library.ids(parse("is:changed"))) == ((), [])
    server.forget()
    await ask_again(library, child, article)
    assert server.requests[0].headers["if-none-match"] == '"2"'


TROUBLES = {
    "a consent wall": (Page(CONSENT.encode(), HTML), True),
    "nothing on it": (Page(b"<title>Pier</title><div id=app></div>", HTML), True),
    "half of it": (page(STORY[0]), True),
    "gone": (Page(status=404), True),
    "gone for good": (Page(status=410), True),
    "asked too often": (Page(status=429), False),
    "failed": (Page(status=500), False),
    "no answer": (Page(fault="drop"), False),
}


@pytest.mark.parametrize(("trouble", "lasting"), TROUBLES.values(), ids=TROUBLES)
async def test_trouble_in_between_changes_nothing_and_what_follows_is_compared_with_the_last_good(
    library: Library,
    child: PageChild,
    server: LoopbackServer,
    article: int,
    trouble: Page,
    lasting: bool,
) -> None:
    before, kept = library.revision(article), library.pages.of(article)
    server.put("/a", trouble)
    found = await ask_again(library, child, article)
    assert found.error
    assert found.lasting is lasting
    assert {each.cause for each in found.taken} <= {"unknown"}
    assert found.newest == before == library.revision(article)
    assert library.pages.of(article) == kept
    server.put("/a", page(*STORY, etag='"1"'))
    server.forget()
    found = await ask_again(library, child, article)
    assert (found.taken, found.error, found.newest) == ((), "", before)
    assert server.count("/a", answered=304) == 1


async def test_what_an_earlier_newsread_made_is_made_anew_without_network(
    library: Library, child: PageChild, server: LoopbackServer, article: int
) -> None:
    newest = library.revision(article)
    assert newest is not None
    with library._database.writing():
        library._database.change("DELETE FROM revision WHERE role = 'clean'")
    document = msgspec.structs.replace(newest.document, text="Pier to close", blocks=())
    earlier = msgspec.structs.replace(
        newest, document=document, revision=document.revision, extractor=1, retrieved=5.0
    )
    library.keep(article, earlier)
    found = [each async for each in open_article(library, child, article)]
    assert [each.document.text for each in found] == ["Pier to close", newest.document.text]
    assert (found[1].cause, found[1].retrieved) == ("extractor", 5.0)
    assert server.requests == []


async def test_a_server_that_has_nothing_new_is_enough_to_read_the_page_anew(
    library: Library, child: PageChild, server: LoopbackServer, article: int
) -> None:
    newest = library.revision(article)
    assert newest is not None
    document = msgspec.structs.replace(newest.document, text="Pier to close", blocks=())
    library.keep(
        article,
        msgspec.structs.replace(
            newest, document=document, revision=document.revision, extractor=1, cause="edit"
        ),
    )
    found = await ask_again(library, child, article)
    assert server.count("/a", answered=304) == 1
    assert [each.cause for each in found.taken] == ["extractor"]
    assert found.newest is not None
    assert found.newest.document == newest.document


async def test_opening_afresh_says_why_there_is_no_newer_text(
    library: Library, child: PageChild, server: LoopbackServer, article: int
) -> None:
    server.put("/a", page(STORY[0]))
    with pytest.raises(PageError, match="less than half of its text"):
        async for _ in open_article(library, child, article, fresh=True):
            pass
