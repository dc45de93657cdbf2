"""Opening an article: its stored text at once, else the feed's and the page's as they come.

What a person sees is stored first, so a claim never stands on a text that is gone.
"""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

from newsread.errors import ArticleError, PageError
from newsread.feeds.entry import Entry
from newsread.feeds.identity import shortened
from newsread.library.records import Body
from newsread.pages.words import words_in
from newsread.services.secrets import NO_SECRETS
from newsread.text.quality import Quality
from newsread.web.addresses import consented_hosts, masked, parse_address
from newsread.workers.page_protocol import PageReply, PageRequest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from newsread.library.records import Article, Revision
    from newsread.library.store import Library
    from newsread.pages.page import Reading
    from newsread.services.secrets import Secrets
    from newsread.workers.page_child import PageChild


_UNFOUNDED = frozenset(("no-page", "wall"))


async def open_article(
    library: Library,
    child: PageChild,
    article_id: int,
    *,
    fresh: bool = False,
    secrets: Secrets = NO_SECRETS,
) -> AsyncIterator[Revision]:
    """Yield the article's text: the stored one, if there is one, else each as it is got and stored.

    The page is asked when nothing is stored, when what is stored is the feed's text because the
    page was not read or showed a wall instead, and always when `fresh`. Such a text never takes the
    place of one that was better founded.

    Raises:
        ArticleError: there is no such article.
        PageError: its page could not be read; what was yielded before still holds.
    """
    article = library.article(article_id)
    if article is None:
        raise ArticleError(f"article {article_id}", "is not in the library")
    stored = library.revision(article_id)
    founded = stored is not None and not _lacks_page(stored.quality.flags)
    # Where nothing is kept that the page would be read for, it is read.
    known = stored.made_of if stored and "page" in library.roles(article_id) else ""
    request = request_of(library, article, secrets, known)
    if stored is not None:
        yield stored
        if not fresh and (founded or not request.url):
            return
    last = PageReply()
    async with aclosing(child.read(request)) as replies:
        async for last in replies:
            passing = _lacks_page(last.quality.flags) and not last.error
            if last.document is None or (last.error and founded) or (passing and stored):
                continue
            yield _store(library, article_id, last)
    called = article.title or masked(article.url)
    if last.error and (founded or last.document is None):
        raise PageError(called, last.error, last.advice)
    if founded and "wall" in last.quality.flags:
        raise PageError(called, "its page does not show it now", "Open it in a browser")


async def save_article(library: Library, child: PageChild, url: str) -> Article:
    """Fetch the page at `url`, as a person typed it, and keep it as an article of no feed.

    Raises:
        AddressError: it is no address to be asked.
        PageError: the page could not be read; nothing is kept.
    """
    address = parse_address(url)
    reply = await extract_page(child, url, library.consented())
    assert reply.document is not None  # extract_page says so
    shown = address.request
    entry = Entry(
        identity=shortened(shown),
        title=reply.title,
        url=shown,
        author=reply.document.byline,
        published=reply.published,
        lang=reply.document.lang,
    )
    article = library.save_article(entry, outlet=address.host.removeprefix("www."))
    _store(library, article.id, reply)
    return article


async def extract_page(child: PageChild, url: str, consented: tuple[str, ...] = ()) -> PageReply:
    """Fetch and read the page at `url`, as a person typed it; keep nothing.

    The reply has a document. Typing the address is consent to ask its host.

    Raises:
        AddressError: it is no address to be asked.
        PageError: the page could not be read.
    """
    whole = parse_address(url).url
    hosts = consented_hosts([whole]).union(consented)
    request = PageRequest(url=whole, consented=tuple(sorted(hosts)))
    reply = [reply async for reply in child.read(request)][-1]
    if reply.document is None:
        raise PageError(masked(whole), reply.error, reply.advice)
    return reply


def extract_text(body: bytes, url: str = "", content_type: str = "") -> Reading:
    """Read a page that is here already; links are resolved against `url`.

    In this very process: a page of the user's own may take its time, and Ctrl-C ends it.

    Raises:
        PageError: it is no page, or has no text.
    """
    from newsread.pages.page import read_page  # lxml and readability: half a second

    return read_page(body, url, content_type, visible=True)


def _store(library: Library, article_id: int, reply: PageReply) -> Revision:
    """Store the clean text that has come, and with it all text of its page; return the clean one.

    The reply has a document.
    """
    assert reply.document is not None
    with library.writing():
        if reply.visible is not None:
            library.store_revision(
                article_id,
                reply.visible,
                "visible",
                reply.retrieved,
                Quality(words_in(reply.visible)),
                role="page",
            )
        return library.store_revision(
            article_id,
            reply.document,
            reply.source,
            reply.retrieved,
            reply.quality,
            reply.notice,
            made_of=reply.made_of,
        )


def request_of(
    library: Library, article: Article, secrets: Secrets, made_of: str = ""
) -> PageRequest:
    """Return what asks for an article, its page and what its feed says; `made_of` is what the text
    was made of that need not be made again."""
    body = library.body(article.id) or Body("", "", "")
    return PageRequest(
        url=article.page,
        userinfo=secrets.for_page(article.feed_url, article.url),
        content=body.content,
        summary=body.summary,
        base=body.base,
        title=article.title,
        author=article.author,
        lang=article.lang,
        made_of=made_of,
        consented=library.consented(),
    )


def _lacks_page(flags: tuple[str, ...]) -> bool:
    """Say whether a text stands for one that the page did not show: the feed's, or a wall's."""
    return not _UNFOUNDED.isdisjoint(flags)
