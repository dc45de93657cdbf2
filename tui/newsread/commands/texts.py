"""From what a person typed to an article and its clean text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.errors import ArticleError, PageError

if TYPE_CHECKING:
    from newsread.library.records import Article, Revision
    from newsread.library.store import Library
    from newsread.paths import Places
    from newsread.services.desk import Desk
    from newsread.text.quality import Role
    from newsread.workers.page_child import PageChild


def find_article(library: Library, id_or_url: str) -> Article:
    """Return the article; ArticleError when there is none with this id or address."""
    found = library.find_article(id_or_url)
    if found is None:
        raise ArticleError(
            id_or_url,
            "is not among your articles",
            "newsread articles lists them; newsread save keeps one by its address",
        )
    return found


def text_of(desk: Desk, article: Article, role: Role = "clean") -> Revision:
    """Return one of the article's texts: the stored one, else the best that can be had now.

    Raises ArticleError or PageError when there is none to be had.
    """
    import asyncio

    return asyncio.run(_open(desk, article) if role == "clean" else _other(desk, article, role))


def page_child(places: Places) -> PageChild:
    """Return a page child whose complaints go to the log."""
    from newsread.services import log
    from newsread.workers.page_child import PageChild

    return PageChild(complain=log.complaints(places.log, "page child"))


async def _open(desk: Desk, article: Article) -> Revision:
    from newsread.services.reading import open_article

    child = page_child(desk.places)
    best: Revision | None = None
    try:
        async for revision in open_article(desk.library, child, article.id, secrets=desk.secrets):
            best = revision
    except PageError:
        if best is None:
            raise
        # The feed's text is shown instead, and its notice says why.
    finally:
        await child.close()
    if best is None:
        raise ArticleError(article.title or article.url, "has no text")
    return best


async def _other(desk: Desk, article: Article, role: Role) -> Revision:
    from newsread.services.other_texts import feed_text, page_text

    child = page_child(desk.places)
    try:
        if role == "feed":
            return await feed_text(desk.library, child, article.id)
        return await page_text(desk.library, child, article.id, secrets=desk.secrets)
    finally:
        await child.close()
