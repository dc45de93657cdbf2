"""Opening an article: its stored text at once, else the feed's and the page's as they come.

What a person sees is stored first, so a claim never stands on a text that is gone.
"""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

from newsread.errors import ArticleError, PageError
from newsread.feeds.entry import Entry
from newsread.feeds.identity import shortened
from newsread.services.revising import is_founded, last_reply, read_again, request_anew, take
from newsread.services.secrets import NO_SECRETS
from newsread.web.addresses import consented_hosts, masked, parse_address
from newsread.workers.page_protocol import PageReply, PageRequest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from newsread.library.records import Article, Revision
    from newsread.library.store import Library
    from newsread.pages.page import Reading
    from newsread.services.secrets import Secrets
    from newsread.workers.page_child import PageChild


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
    page was not read or showed a wall instead, and always when `fresh`. What comes is stored as
    `newsread.services.revising` decides. Where an earlier newsread made the text, and its page is
    kept, that is read again; this asks no network.

    Raises:
        ArticleError: there is no such article.
        PageError: its page could not be read, or does not show it; what was yielded before holds.
    """
    article = library.article(article_id)
    if article is None:
        raise ArticleError(f"article {article_id}", "is not in the library")
    stored = library.revision(article_id)
    founded = stored is not None and is_founded(stored)
    if stored is not None:
        yield stored
        if not fresh and (founded or not article.page):
            again = await read_again(library, child, article, stored)
            if again is not None:
                yield again
            return
    last = PageReply()
    async with aclosing(child.read(request_anew(library, article, secrets))) as replies:
        async for last in replies:
            if stored is None and "no-page" in last.quality.flags and not last.error:
                meanwhile = await take(library, child, article, last)
                if meanwhile.text is not None:
                    yield meanwhile.text
    taken = await take(library, child, article, last)
    if taken.text is not None and not last.unchanged:
        yield taken.text
    called = article.title or masked(article.url)
    if last.error and (founded or last.document is None):
        raise PageError(called, last.error, last.advice)
    if founded and taken.doubt:
        raise PageError(called, taken.doubt, "Open it in a browser")


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
    taken = await take(library, child, article, reply)
    kept = library.revision(article.id)
    if taken.doubt and kept is not None and is_founded(kept):
        raise PageError(article.title or masked(article.url), taken.doubt, "Open it in a browser")
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
    reply = await last_reply(child, request)
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
