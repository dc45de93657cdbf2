"""The feed's own text and all text of the page: where they come from, and that they stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from newsread.errors import ArticleError, PageError
from newsread.library.store import Library
from newsread.services.other_texts import after, at_hand, feed_text, page_text, where_made
from newsread.services.reading import open_article, save_article
from newsread.text.document import Document, Kind, Piece, assemble
from newsread.text.quality import Quality, Role
from newsread.workers.page_protocol import PageReply
from tests.fakes.pages import PagesInPlace
from tests.fakes.texts import store_revision
from tests.services.test_reading import FAILED, NOW, URL, article_of, newest_of, reply, text

CONTENT = "<p>The feed's own words.</p>"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.sqlite3") as opened:
        yield opened


@pytest.fixture
def child() -> PagesInPlace:
    child = PagesInPlace()
    child.replies[URL] = [page("The page's words.")]
    return child


def page(words: str, visible: str = "Home", made_of: str = "aa" * 32) -> PageReply:
    """Return a page's answer: its clean words, and those around them."""
    return reply(words, visible=menus(words, visible), made_of=made_of)


def menus(words: str, before: str = "Home") -> Document:
    return assemble([Piece(Kind.PARAGRAPH, before), Piece(Kind.PARAGRAPH, words)])


async def read(library: Library, child: PagesInPlace, article: int, **how: bool) -> None:
    async for _ in open_article(library, child, article, **how):  # type: ignore[arg-type]
        pass


async def test_all_text_of_a_page_is_kept_when_it_is_read_and_asked_for_without_network(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library, content=CONTENT)
    await read(library, child, article)
    kept = await page_text(library, child, article)  # type: ignore[arg-type]
    assert kept.document == menus("The page's words.")
    assert (kept.role, kept.source, kept.quality) == ("page", "visible", Quality(4))
    assert len(child.asked) == 1
    clean = newest_of(library, article)
    assert clean.document == text("The page's words.")
    assert at_hand(library, clean, article) == {"clean", "feed", "page"}


async def test_a_saved_article_has_all_text_of_its_page_too(
    library: Library, child: PagesInPlace
) -> None:
    article = await save_article(library, child, URL)  # type: ignore[arg-type]
    assert (await page_text(library, child, article.id)).document == menus("The page's words.")  # type: ignore[arg-type]
    with pytest.raises(PageError, match="its feed has no text of it"):
        await feed_text(library, child, article.id)  # type: ignore[arg-type]
    clean = newest_of(library, article.id)
    assert at_hand(library, clean, article.id) == {"clean", "page"}


async def test_where_it_was_not_kept_the_page_is_read_for_it(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library)
    clean = store_revision(library, article, text("The page's words."), "page", NOW, Quality(9))
    assert at_hand(library, clean, article) == {"clean", "feed"}
    assert (await page_text(library, child, article)).document == menus("The page's words.")  # type: ignore[arg-type]
    assert library.revision(article) == msgspec.structs.replace(clean, made_of="aa" * 32)


@pytest.mark.parametrize("url", ["", URL])
async def test_without_a_page_that_can_be_read_there_is_none_of_its_text(
    library: Library, child: PagesInPlace, url: str
) -> None:
    article = article_of(library, url=url)
    child.replies[URL] = [FAILED]
    with pytest.raises(PageError, match="page"):
        await page_text(library, child, article)  # type: ignore[arg-type]


async def test_the_feeds_text_is_made_of_what_the_library_has_without_network(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library, content=CONTENT)
    await read(library, child, article)
    made = await feed_text(library, child, article)  # type: ignore[arg-type]
    assert made.document.text == "Pier\n\nThe feed's own words."
    assert (made.role, made.source) == ("feed", "feed")
    assert child.asked[-1].url == ""
    assert library.revision(article, made.revision) == made
    clean = newest_of(library, article)
    assert clean.source == "page"


async def test_a_feeds_text_that_is_made_already_is_not_made_again(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library)
    child.replies[""] = [reply("The feed's words.", "feed", made_of="bb" * 32)]
    made = await feed_text(library, child, article)  # type: ignore[arg-type]
    child.replies[""] = [PageReply(unchanged=True, made_of="bb" * 32)]
    assert await feed_text(library, child, article) == made  # type: ignore[arg-type]
    assert [request.made_of for request in child.asked] == ["", "bb" * 32]


async def test_a_text_that_was_looked_at_outlasts_the_next_reading(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library)
    await read(library, child, article)
    seen = await page_text(library, child, article)  # type: ignore[arg-type]
    for number in range(3):
        child.replies[URL] = [page("The page's words.", f"Weather {number}", f"0{number}" * 32)]
        await read(library, child, article, fresh=True)
    assert library.revision(article, seen.revision) == seen
    assert [each.role for each in library.revisions(article)] == ["page", "clean", "page"]


async def test_a_page_with_the_same_bytes_is_told_so_only_where_its_texts_are_kept(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library)
    await read(library, child, article)
    child.replies[URL] = [PageReply(unchanged=True, made_of="aa" * 32, retrieved=NOW)]
    await read(library, child, article, fresh=True)
    with library._database.writing():
        library._database.change("DELETE FROM revision WHERE role = 'page'")
    await read(library, child, article, fresh=True)
    assert [request.made_of for request in child.asked] == ["", "aa" * 32, ""]
    assert len(library.revisions(article)) == 1


async def test_where_a_claim_was_made_is_told_by_what_that_text_is_now(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library, content=CONTENT)
    await read(library, child, article)
    clean = library.revision(article)
    assert clean is not None
    feed = await feed_text(library, child, article)  # type: ignore[arg-type]
    seen = await page_text(library, child, article)  # type: ignore[arg-type]
    made = [where_made(library, article, each.revision, "page") for each in (clean, feed)]
    assert made == ["the clean text", "the feed's text"]
    assert where_made(library, article, seen.revision) == "the page's text"
    child.replies[URL] = [page("The page's newer words.", made_of="cc" * 32)]
    await read(library, child, article, fresh=True)
    assert where_made(library, article, clean.revision, "page") == "an earlier text"


async def test_of_no_article_there_is_no_text(library: Library, child: PagesInPlace) -> None:
    for ask in (feed_text, page_text):
        with pytest.raises(ArticleError):
            await ask(library, child, 7)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("role", "following"),
    [
        ("clean", ("feed", "page", "clean")),
        ("feed", ("page", "clean", "feed")),
        ("page", ("clean", "feed", "page")),
    ],
)
def test_texts_come_round_and_round(role: Role, following: tuple[Role, ...]) -> None:
    assert after(role) == following
