"""Asking for an article again, and deciding why its text is another than the one before.

Every clean text goes through here. What comes of the very page an earlier text was made of was
changed by us, not by a desk; so when `EXTRACTOR` has gone up, the page that is kept is read again,
and what is new is compared with that. A text that lost half of its words may be anything but the
article: it is kept, and does not become the article's.
"""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

import msgspec

from newsread.errors import ArticleError
from newsread.library.records import Article, Body, Revision
from newsread.library.revisions import says_the_same
from newsread.pages.extractor import EXTRACTOR
from newsread.pages.words import words_in
from newsread.services.secrets import NO_SECRETS
from newsread.text.quality import Quality
from newsread.workers.page_protocol import PageReply, PageRequest

if TYPE_CHECKING:
    from newsread.library.records import Cause
    from newsread.library.store import Library
    from newsread.services.secrets import Secrets
    from newsread.text.quality import Role
    from newsread.workers.page_child import PageChild

NOT_SHOWN = "its page does not show it now"
SHRUNK = "its page shows less than half of its text now"

_UNFOUNDED = frozenset(("no-page", "wall"))


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
    place), and not the network's or ours; never while the feed's text stands in for the page."""
    advice: str = ""
    """What to do about the error, as errors have it."""
    hold: float | None = None
    """Seconds for which its host wants to be left alone; None: it did not say so."""


class Taken(msgspec.Struct, frozen=True):
    """What was made of a reply."""

    text: Revision | None = None
    """The text that it brought, if that is the article's now: stored by it, or known before."""
    stored: tuple[Revision, ...] = ()
    """The clean texts that were not the article's before, oldest first."""
    doubt: str = ""
    """Why its text is not the article's, without a full stop; empty when nothing is to be said."""


async def ask_again(
    library: Library, child: PageChild, article_id: int, *, secrets: Secrets = NO_SECRETS
) -> Asked:
    """Ask for an article's page now, or read its feed's own HTML where it has none, and store what
    is new of it. A page that is kept and has not changed is not sent again.

    Raises:
        ArticleError: there is no such article.
    """
    article = library.article(article_id)
    if article is None:
        raise ArticleError(f"article {article_id}", "is not in the library")
    reply = await last_reply(child, request_anew(library, article, secrets))
    taken = await take(library, child, article, reply)
    return Asked(
        article=library.article(article_id) or article,
        newest=library.revision(article_id),
        taken=taken.stored,
        error=reply.error or taken.doubt,
        lasting=taken.text is None and (reply.lasting or bool(taken.doubt)),
        advice=reply.advice,
        hold=reply.hold,
    )


def request_anew(library: Library, article: Article, secrets: Secrets) -> PageRequest:
    """Return what asks for an article's text as it is now, and no more than is not known."""
    stored = library.revision(article.id)
    # Where nothing is kept that the page would be read for, it is read.
    known = stored if not article.page or "page" in library.roles(article.id) else None
    request = request_of(library, article, secrets, known)
    if known is None or not article.page:
        return request
    return msgspec.structs.replace(request, kept=library.pages.of(article.id))


def request_of(
    library: Library, article: Article, secrets: Secrets, known: Revision | None = None
) -> PageRequest:
    """Return what asks for an article, its page and what its feed says; `known` is a text that need
    not be made again of the same."""
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
        made_of=known.made_of if known is not None else "",
        extractor=known.extractor if known is not None else 0,
        consented=library.consented(),
    )


async def take(library: Library, child: PageChild, article: Article, reply: PageReply) -> Taken:
    """Store what a reply brings of an article: its text, all text of its page, and the page.

    Nothing takes the place of a text that is better founded: neither the feed's where the page
    could not be read, nor a wall, nor half of the article. `child` must be free to be asked.

    Raises:
        ArticleError: there is no such article any more.
    """
    while True:
        old = library.revision(article.id)
        if reply.document is None:
            if reply.unchanged and reply.page is not None:
                library.pages.store(article.id, reply.page)
            return Taken(old if reply.unchanged else None)
        if old is not None and not reply.error and not _shows_it(reply):
            return Taken(doubt=NOT_SHOWN)
        if old is not None and reply.error and is_founded(old):
            return Taken()
        made, again = text_in(reply), None
        if old is not None and needs_rereading(old, made):
            again = await _read_kept(library, child, article)
        reread = text_in(again) if again is not None and _shows_it(again) else None
        texts = succession(old, made, reread)
        # Before the transaction: to compare 20,000 words takes a sixth of a second.
        says_else = _says_something_else(old, texts)
        with library.writing():
            if _is(library.revision(article.id), old):
                replies = (reply,) if again is None or len(texts) == 1 else (again, reply)
                brought = tuple(zip(texts, replies, strict=True))
                return _store(library, article.id, old, brought, says_else=says_else)
        # Another process has stored a text meanwhile.


async def read_again(
    library: Library, child: PageChild, article: Article, stored: Revision
) -> Revision | None:
    """Read the page again that an article's text was made of by an earlier newsread, if it is kept;
    return the text if it is another now. Asks no network, and that once."""
    if stored.extractor >= EXTRACTOR:
        return None
    reply = await _read_kept(library, child, article)
    if reply is None:
        return None
    with library.writing():
        if not _is(library.revision(article.id), stored):
            return None
        if not _shows_it(reply):
            library.keep(article.id, msgspec.structs.replace(stored, extractor=EXTRACTOR))
            return None
        text = _as_reread(stored, text_in(reply))
        taken = _store(library, article.id, stored, ((text, reply),))
    return taken.text if taken.stored else None


def succession(
    old: Revision | None, made: Revision, reread: Revision | None = None
) -> tuple[Revision, ...]:
    """Return the texts that follow `old`, oldest first, each with its cause: `made`, and before it
    what is made now of the page that `old` was made of, `reread`, if that is another. Pure."""
    if old is None or reread is None:
        return (msgspec.structs.replace(made, cause=cause_of(old, made)),)
    base = _as_reread(old, reread)
    then = msgspec.structs.replace(made, cause=cause_of(base, made))
    return (then,) if says_the_same(old, base) else (base, then)


def cause_of(old: Revision | None, made: Revision) -> Cause:
    """Return why a text is another than the one before. Pure."""
    if old is None:
        return "first"
    if made.extractor != old.extractor and made.made_of and made.made_of == old.made_of:
        return "extractor"
    if made.role == "clean" and is_founded(old) and 2 * _words(made) <= _words(old):
        return "unknown"
    if made.source != old.source or is_founded(made) != is_founded(old):
        return "source"
    if made.revision == old.revision:
        return "boring"
    # Menus change at each request, and nobody is told of it: that is not looked at closely.
    return "boring" if made.role == "clean" and _is_boring(old, made) else "edit"


def needs_rereading(old: Revision, made: Revision) -> bool:
    """Tell whether it takes the page that is kept to say who changed the text. Pure."""
    return (
        old.extractor != made.extractor
        and old.made_of != made.made_of
        and old.revision != made.revision
    )


def is_founded(text: Revision) -> bool:
    """Tell whether a text is the article's, and not what stands for it: the feed's where the page
    was not read, or a wall's."""
    return _UNFOUNDED.isdisjoint(text.quality.flags)


def _store(
    library: Library,
    article_id: int,
    old: Revision | None,
    texts: tuple[tuple[Revision, PageReply], ...],
    *,
    says_else: bool = False,
) -> Taken:
    """Store texts that follow `old`, oldest first, each with all that came with it; `says_else`
    tells whether one that is an edit says something else."""
    stored = list[Revision]()
    for text, reply in texts:
        if text.cause != "unknown":
            _store_page(library, article_id, text, reply)
        kept = library.keep(article_id, text)
        if kept is text:  # and not one that was there
            stored.append(text)
        if text.cause == "unknown":
            return Taken(stored=tuple(stored), doubt=SHRUNK)
        if kept is text and text.cause == "edit" and says_else:
            library.set_changed(article_id, True)
        old = kept
    return Taken(old, tuple(stored))


def _says_something_else(old: Revision | None, texts: tuple[Revision, ...]) -> bool:
    """Tell whether a desk has changed what the text says: at most the last of those that follow
    `old` is an edit."""
    *_, before, last = (old, *texts)
    if before is None or last is None or last.cause != "edit":
        return False
    from newsread.claims.material import is_material  # rapidfuzz
    from newsread.text.alignment import Alignment

    return is_material(Alignment(before.document.text, last.document.text), last.document.lang)


def _store_page(library: Library, article_id: int, text: Revision, reply: PageReply) -> None:
    """Store the page that a text was made of, and all text of it."""
    if reply.page is not None:
        library.pages.store(article_id, reply.page)
    if reply.visible is None:
        return
    visible = msgspec.structs.replace(
        text,
        revision=reply.visible.revision,
        document=reply.visible,
        source="visible",
        quality=Quality(words_in(reply.visible)),
        notice="",
        role="page",
    )
    if text.cause != "extractor":
        before = library.revision(article_id, role="page")
        visible = msgspec.structs.replace(visible, cause=cause_of(before, visible))
    library.keep(article_id, visible)


async def _read_kept(library: Library, child: PageChild, article: Article) -> PageReply | None:
    """Return what comes of reading the page that is kept; None where none is."""
    kept = library.pages.of(article.id)
    if kept is None or not article.page:
        return None
    request = request_of(library, article, NO_SECRETS)
    return await last_reply(child, msgspec.structs.replace(request, kept=kept, offline=True))


async def last_reply(child: PageChild, request: PageRequest) -> PageReply:
    """Return the last reply to a request: what came before it was only until then."""
    async with aclosing(child.read(request)) as replies:
        return [reply async for reply in replies][-1]


def text_in(reply: PageReply, role: Role = "clean") -> Revision:
    """Return the text of a reply, which has one, as a revision without its cause."""
    assert reply.document is not None
    return Revision(
        revision=reply.document.revision,
        document=reply.document,
        source=reply.source,
        retrieved=reply.retrieved,
        quality=reply.quality,
        notice=reply.notice,
        role=role,
        made_of=reply.made_of,
        extractor=reply.extractor,
    )


def _as_reread(old: Revision, reread: Revision) -> Revision:
    """Return what is made now of the page that `old` was made of: as old as that."""
    return msgspec.structs.replace(reread, retrieved=old.retrieved, cause="extractor")


def _shows_it(reply: PageReply) -> bool:
    """Tell whether a reply has the article's text, and not what stands for it."""
    flags = reply.quality.flags
    return reply.document is not None and not reply.error and _UNFOUNDED.isdisjoint(flags)


def _is(newest: Revision | None, known: Revision | None) -> bool:
    """Tell whether the newest text is the one that was known."""
    if newest is None or known is None:
        return newest is known
    return says_the_same(newest, known)


def _words(text: Revision) -> int:
    return words_in(text.document)


def _is_boring(old: Revision, made: Revision) -> bool:
    from newsread.text.alignment import Alignment  # rapidfuzz
    from newsread.text.boring import is_boring

    return is_boring(Alignment(old.document.text, made.document.text))
