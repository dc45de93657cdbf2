"""What else there is to read of an article: its feed's own text, and all text of its page.

Neither ever takes the place of the clean text. Both are noted as seen before they are handed out:
a claim never stands on a text that is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsread.errors import ArticleError, PageError
from newsread.services.reading import open_article
from newsread.services.revising import cause_of, last_reply, request_of, text_in
from newsread.services.secrets import NO_SECRETS
from newsread.web.addresses import masked

if TYPE_CHECKING:
    from newsread.library.records import Article, Revision
    from newsread.library.store import Library
    from newsread.services.secrets import Secrets
    from newsread.text.quality import Role
    from newsread.workers.page_child import PageChild

ORDER: tuple[Role, ...] = ("clean", "feed", "page")
"""The order in which one key shows them, round and round."""

_PLACES: dict[Role, str] = {
    "clean": "an earlier text",
    "feed": "the feed's text",
    "page": "the page's text",
}


def at_hand(library: Library, clean: Revision, article_id: int) -> frozenset[Role]:
    """Return which texts can be shown without asking the network, as far as can be told unread."""
    found: set[Role] = {"clean"}
    body = library.body(article_id)
    if clean.source == "page" and body is not None and (body.content + body.summary).strip():
        found.add("feed")
    if "page" in library.roles(article_id):
        found.add("page")
    return frozenset(found)


def after(role: Role) -> tuple[Role, ...]:
    """Return the texts that come after one, the next first, itself last."""
    number = ORDER.index(role) + 1
    return ORDER[number:] + ORDER[:number]


async def feed_text(library: Library, child: PageChild, article_id: int) -> Revision:
    """Return an article's text as its feed has it, noted as seen; asks no network.

    Raises:
        ArticleError: there is no such article.
        PageError: its feed has no text of it.
    """
    article = _article(library, article_id)
    kept = library.revision(article_id, role="feed")
    request = request_of(library, article, NO_SECRETS, kept)
    alone = msgspec.structs.replace(request, url="", base=request.base or article.url)
    reply = await last_reply(child, alone)
    if reply.document is not None:
        made = text_in(reply, "feed")
        kept = library.keep(article_id, msgspec.structs.replace(made, cause=cause_of(kept, made)))
    elif not reply.unchanged or kept is None:
        raise PageError(_name(article), reply.error, reply.advice)
    library.note_seen(article_id, kept)
    return kept


async def page_text(
    library: Library,
    child: PageChild,
    article_id: int,
    *,
    secrets: Secrets = NO_SECRETS,
) -> Revision:
    """Return all text of an article's page, noted as seen: as it was when the article was read,
    else as it is now.

    Raises:
        ArticleError: there is no such article.
        PageError: it has no page, or that could not be read.
    """
    article = _article(library, article_id)
    kept = library.revision(article_id, role="page")
    if kept is None:
        if not article.page:
            raise PageError(_name(article), "it has no page on the web")
        async for _ in open_article(library, child, article_id, fresh=True, secrets=secrets):
            pass
        kept = library.revision(article_id, role="page")
    if kept is None:
        raise PageError(_name(article), "its page could not be read", "Open the article again")
    library.note_seen(article_id, kept)
    return kept


def where_made(library: Library, article_id: int, revision: str, shown: Role = "clean") -> str:
    """Return on which text of the article a claim was made that is not on the one of its texts that
    is `shown`."""
    kept = library.revision(article_id, revision)
    newest = library.revision(article_id)
    if shown != "clean" and newest is not None and revision == newest.revision:
        return "the clean text"
    return _PLACES[kept.role if kept is not None else "clean"]


def _article(library: Library, article_id: int) -> Article:
    article = library.article(article_id)
    if article is None:
        raise ArticleError(f"article {article_id}", "is not in the library")
    return article


def _name(article: Article) -> str:
    return article.title or masked(article.url)
