"""Asking for an article again, and deciding why its text is another than the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsread.errors import ArticleError, PageError
from newsread.library.records import Article, Revision
from newsread.services.secrets import NO_SECRETS

if TYPE_CHECKING:
    from newsread.library.store import Library
    from newsread.services.secrets import Secrets
    from newsread.workers.page_child import PageChild


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What came of asking for an article again."""

    article: Article
    newest: Revision | None
    """The article's text by now: never one of cause ``unknown``, unless there is no other."""
    taken: tuple[Revision, ...] = ()
    """The clean texts that were stored, oldest first; one may be of cause ``unknown``."""
    error: str = ""
    """Why the page could not be read, without its name and a full stop."""
    lasting: bool = False
    """Whether that is the outlet's own answer (it is not there, or something is shown in its
    place), and not the network's or ours."""
    advice: str = ""
    """What to do about the error, as errors have it."""
    hold: float | None = None
    """Seconds for which its host wants to be left alone; None: it did not say so."""


async def ask_again(
    library: Library, child: PageChild, article_id: int, *, secrets: Secrets = NO_SECRETS
) -> Asked:
    """Ask for an article's page now, or read its feed's own HTML where it has none, and store what
    is new of it.

    Raises:
        ArticleError: there is no such article.
    """
    from newsread.services.reading import open_article

    article = library.article(article_id)
    if article is None:
        raise ArticleError(f"article {article_id}", "is not in the library")
    before = {each.revision for each in library.revisions(article_id)}
    error = advice = ""
    try:
        async for _ in open_article(library, child, article_id, fresh=True, secrets=secrets):
            pass
    except PageError as failed:
        error, advice = failed.happened, failed.next
    taken = [each for each in library.revisions(article_id) if each.role == "clean"]
    return Asked(
        article=article,
        newest=library.revision(article_id),
        taken=tuple(each for each in reversed(taken) if each.revision not in before),
        error=error,
        advice=advice,
    )
