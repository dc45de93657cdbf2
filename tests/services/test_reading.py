"""Opening an article: what is asked, stored and yielded, and what never replaces what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsread.errors import AddressError, ArticleError, PageError
from newsread.feeds.entry import Entry, ParsedFeed
from newsread.library.records import SAVED_URL, FetchState, Revision
from newsread.library.store import Library
from newsread.services.reading import extract_page, extract_text, open_article, save_article
from newsread.text.document import Document, Kind, Part, Piece, assemble
from newsread.text.quality import Quality
from newsread.workers.page_child import PageReply
from tests.fakes.pages import PagesInPlace

NOW = 1_700_000_000.0
URL = "https://paper.example/a"


def text(*paragraphs: str) -> Document:
    headline = Piece(Kind.HEADLINE, "Pier to close", Part.HEADLINE)
    return assemble([headline, *(Piece(Kind.PARAGRAPH, words) for words in paragraphs)])


def reply(words: str, source: str = "page", *flags: str, **fields: Any) -> PageReply:
    given = {"document": text(words), "source": source, "quality": Quality(9, 0, flags)}
    return PageReply(retrieved=NOW, title="Pier to close", **given | fields)  # type: ignore[arg-type]


MEANWHILE = reply("The feed's words.", "feed", "no-page", notice="until its page is here")
PAGE = reply("The page's words.")
FAILED = reply(
    "The feed's words.", "feed", "no-page", notice="could not be read", error="refused (403)"
)
NOTHING = PageReply(error="refused (403)", advice="Try again later")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.sqlite3") as opened:
        yield opened


@pytest.fixture
def child() -> PagesInPlace:
    return PagesInPlace()


def article_of(library: Library, **fields: Any) -> int:
    """Store an article and return its id."""
    given = {"url": URL, "title": "Pier", "content": "<p>c</p>", "summary": "<p>s</p>"}
    feed = library.add_feed("http://127.0.0.1:8080/feed", "Paper", added=NOW)
    entry = Entry(identity="a", author="Mia", base=URL, lang="en", **given | fields)
    state = FetchState(feed_id=feed.id, url=feed.url)
    library.store_fetch(state, ParsedFeed(entries=(entry,)), now=NOW)
    return next(iter(library.articles())).id


def newest_of(library: Library, article: int) -> Revision:
    newest = library.revision(article)
    assert newest is not None
    return newest


async def opened(library: Library, child: PagesInPlace, article: int, **options: bool) -> list[str]:
    """Return the last line of each text that opening the article yields."""
    found: list[Revision] = [
        revision
        async for revision in open_article(library, child, article, **options)  # type: ignore[arg-type]
    ]
    return [revision.document.text.rpartition("\n")[2] for revision in found]


async def test_each_text_is_stored_before_it_is_seen(library: Library, child: PagesInPlace) -> None:
    article = article_of(library)
    child.replies[URL] = [MEANWHILE, PAGE]
    async for revision in open_article(library, child, article):  # type: ignore[arg-type]
        assert library.revision(article) == revision
    assert [each.source for each in library.revisions(article)] == ["page", "feed"]


async def test_the_child_is_told_all_the_feed_says_and_who_may_be_asked(
    library: Library, child: PagesInPlace
) -> None:
    child.replies[URL] = [PAGE]
    await opened(library, child, article_of(library))
    (request,) = child.asked
    assert (request.url, request.content, request.summary) == (URL, "<p>c</p>", "<p>s</p>")
    assert (request.title, request.author, request.lang) == ("Pier", "Mia", "en")
    assert request.base == URL
    assert request.consented == library.consented() == ("localhost:8080",)


async def test_a_stored_text_comes_at_once_and_asks_nobody(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library)
    child.replies[URL] = [MEANWHILE, PAGE]
    assert await opened(library, child, article) == ["The feed's words.", "The page's words."]
    assert await opened(library, child, article) == ["The page's words."]
    assert len(child.asked) == 1


async def test_fresh_asks_again_after_the_stored_text(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library)
    child.replies[URL] = [PAGE]
    await opened(library, child, article)
    child.replies[URL] = [MEANWHILE, reply("The page's new words.")]
    assert await opened(library, child, article, fresh=True) == [
        "The page's words.",
        "The page's new words.",
    ]


async def test_the_same_text_again_is_no_new_revision(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library)
    child.replies[URL] = [PAGE]
    await opened(library, child, article)
    await opened(library, child, article, fresh=True)
    assert len(library.revisions(article)) == 1


async def test_a_failed_page_leaves_the_feeds_text_and_says_so(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library)
    child.replies[URL] = [MEANWHILE, FAILED]
    assert await opened(library, child, article) == ["The feed's words."] * 2
    newest = newest_of(library, article)
    assert (newest.notice, newest.quality.flags) == ("could not be read", ("no-page",))


WALL = reply("We and our partners use cookies.", "page", "wall", notice="not the article")


async def test_a_wall_takes_no_texts_place_and_is_said(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library)
    child.replies[URL] = [PAGE]
    await opened(library, child, article)
    child.replies[URL] = [WALL]
    with pytest.raises(PageError, match="does not show it now"):
        await opened(library, child, article, fresh=True)
    assert [each.quality.flags for each in library.revisions(article)] == [()]


async def test_behind_a_wall_is_looked_again_when_opened_again(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library)
    child.replies[URL] = [WALL]
    assert await opened(library, child, article) == ["We and our partners use cookies."]
    child.replies[URL] = [PAGE]
    assert await opened(library, child, article) == [
        "We and our partners use cookies.",
        "The page's words.",
    ]


async def test_a_failed_page_is_asked_again_when_opened_again(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library)
    child.replies[URL] = [MEANWHILE, FAILED]
    await opened(library, child, article)
    assert await opened(library, child, article) == ["The feed's words."] * 2
    assert len(library.revisions(article)) == 2
    child.replies[URL] = [MEANWHILE, PAGE]
    assert await opened(library, child, article) == ["The feed's words.", "The page's words."]
    assert len(child.asked) == 3


async def test_a_text_that_was_better_founded_is_never_replaced_by_a_makeshift(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library)
    child.replies[URL] = [PAGE]
    await opened(library, child, article)
    child.replies[URL] = [MEANWHILE, FAILED]
    with pytest.raises(PageError, match="refused"):
        await opened(library, child, article, fresh=True)
    newest = newest_of(library, article)
    assert newest.source == "page"


async def test_a_longer_text_of_the_feeds_does_replace_the_pages(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library)
    child.replies[URL] = [PAGE]
    await opened(library, child, article)
    child.replies[URL] = [reply("Longer words.", "feed", "feed-longer")]
    assert (await opened(library, child, article, fresh=True))[-1] == "Longer words."


async def test_nothing_to_read_is_one_plain_sentence(library: Library, child: PagesInPlace) -> None:
    article = article_of(library)
    child.replies[URL] = [NOTHING]
    with pytest.raises(PageError) as failed:
        await opened(library, child, article)
    assert str(failed.value) == "Pier: refused (403). Try again later."
    assert library.revision(article) is None


@pytest.mark.parametrize("url", ["", "newsread:welcome/1", "ftp://paper.example/a"])
async def test_without_a_web_address_only_the_content_is_read(
    library: Library, child: PagesInPlace, url: str
) -> None:
    article = article_of(library, url=url)
    child.replies[""] = [reply("The feed's words.", "feed")]
    assert await opened(library, child, article) == ["The feed's words."]
    assert await opened(library, child, article) == ["The feed's words."]
    assert [request.url for request in child.asked] == [""]


async def test_an_article_that_is_not_there_is_an_error(
    library: Library, child: PagesInPlace
) -> None:
    with pytest.raises(ArticleError, match="article 7: is not in the library"):
        await opened(library, child, 7)


async def test_saving_keeps_an_article_of_no_feed(library: Library, child: PagesInPlace) -> None:
    url = "http://www.paper.example/a?b=1#here"
    child.replies[url] = [PAGE]
    article = await save_article(library, child, url)  # type: ignore[arg-type]
    assert (article.feed_url, article.title, article.url, article.outlet) == (
        SAVED_URL,
        "Pier to close",
        "http://www.paper.example/a?b=1",
        "paper.example",
    )
    newest = newest_of(library, article.id)
    assert newest.document == PAGE.document
    again = await save_article(library, child, url)  # type: ignore[arg-type]
    assert again.id == article.id


async def test_a_typed_address_is_consent_for_its_host(
    library: Library, child: PagesInPlace
) -> None:
    url = "http://127.0.0.1:9090/a"
    child.replies[url] = [PAGE]
    await extract_page(child, url, ("localhost:8080",))  # type: ignore[arg-type]
    assert child.asked[0].consented == ("localhost:8080", "localhost:9090")


async def test_what_cannot_be_saved_leaves_nothing(library: Library, child: PagesInPlace) -> None:
    child.replies[URL] = [NOTHING]
    with pytest.raises(PageError, match=r"https://paper\.example/a: refused"):
        await save_article(library, child, URL)  # type: ignore[arg-type]
    with pytest.raises(AddressError):
        await save_article(library, child, "file:///etc/passwd")  # type: ignore[arg-type]
    assert list(library.articles()) == []


async def test_a_password_in_an_address_is_used_and_not_kept(
    library: Library, child: PagesInPlace
) -> None:
    url = "https://me:secret@paper.example/a"
    child.replies[url] = [PAGE]
    article = await save_article(library, child, url)  # type: ignore[arg-type]
    assert child.asked[0].url == url
    assert "secret" not in article.url + article.identity


def test_a_page_at_hand_is_read_in_place() -> None:
    reading = extract_text(b"<title>Pier</title><article><p>It is to close.</p></article>")
    assert reading.document.text == "Pier\n\nIt is to close."
    with pytest.raises(PageError, match="The page: the page is empty"):
        extract_text(b"")
