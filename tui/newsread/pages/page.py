"""One article's page, or its feed's own HTML, as a Document: the rooms of `pages` in their order.

decode -> guard -> extract -> blocks -> furniture -> quality. Nothing here asks the network or keeps
anything; all of it is meant to run in a process that can be ended.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from newsread.errors import PageError
from newsread.pages.about import About, read_about
from newsread.pages.blocks import blocks
from newsread.pages.decode import decode
from newsread.pages.elements import text_of
from newsread.pages.extract import extract
from newsread.pages.furniture import trim
from newsread.pages.guard import LARGEST, Guarded, guard, lighten, parse, plain_text, refuse
from newsread.pages.length import shorten
from newsread.pages.quality import (
    asks_for_money,
    body_words,
    has_clearly_more,
    measure,
)
from newsread.pages.words import length_in_words
from newsread.text.clean import clean_line, html_to_line
from newsread.text.document import Document, Kind, Part, Piece, assemble
from newsread.text.quality import Quality, Source
from newsread.web.addresses import link, masked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.etree import _Element

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_TITLE = re.compile(r"<title[^<>]*>([^<]{1,1000})", re.I)


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A clean text, and how it was come by."""

    document: Document
    quality: Quality
    source: Source
    notice: str = ""
    """Why this text and not the page's, and what it lacks, a sentence each; empty when nothing is
    to be said."""
    title: str = ""
    published: float | None = None
    """POSIX seconds, as far as the page says."""
    visible: Document | None = None
    """All that a visitor sees of the page, without a headline of ours; None where it was not asked
    for."""


def read_page(
    body: bytes,
    url: str,
    content_type: str = "",
    *,
    title: str = "",
    lang: str = "",
    byline: str = "",
    feed: Reading | None = None,
    visible: bool = False,
) -> Reading:
    """Return the clean text of the page with `body`; `feed`'s if that has clearly more.

    `url` is where the page came from, after redirects; `title`, `lang` and `byline` are what the
    feed says, for what the page leaves out; `feed` is what `read_feed` made of its HTML; `visible`
    asks for all visible text besides, which costs about as much again.

    Raises:
        PageError: it is no page, or has no text.
    """
    called = masked(url) or "The page"
    refuse(body, called, content_type)
    text = decode(body, content_type).text
    is_whole = True
    if content_type.lower().startswith("text/plain"):
        about = About(title=title, titles=(title,) if title else ())
        pieces, page_words = _paragraphs(text), length_in_words(text)
        shown = pieces
    else:
        guarded = guard(text)
        is_whole = guarded.is_whole
        about = _about(guarded, title)
        shown = _visible(guarded, url) if visible else []
        pieces, page_words = _pieces(guarded, url)
        pieces = _fuller(pieces, about, url)
    cut_off = not about.free or asks_for_money(pieces)
    document, left_out = _document(
        trim(pieces, about.titles), about.title, about.lang or lang, about.byline or byline
    )
    if all(block.part is Part.HEADLINE for block in document.blocks):
        raise PageError(
            called, "it has no text before a browser has run its scripts", "Open it in a browser"
        )
    words = body_words(document)
    if feed and has_clearly_more(feed.quality.words, words):
        preferred = f"it has {feed.quality.words} words, the page shows {words}"
        flags = tuple(flag for flag in feed.quality.flags if flag == "cut")
        return Reading(
            document=feed.document,
            quality=Quality(feed.quality.words, page_words, ("feed-longer", *flags)),
            source="feed",
            notice=_sentences(f"The feed's own text: {preferred}.", feed.notice),
            title=about.title,
            published=about.published,
            visible=_all_of(shown, about.lang or lang) if visible else None,
        )
    return Reading(
        document=document,
        quality=measure(
            document,
            page_words=page_words,
            cut_off=cut_off,
            cut=left_out > 0 or not is_whole,
        ),
        source="page",
        notice=_sentences(
            "The page shows only a part of the article." if cut_off else "",
            _told(document, left_out, is_whole),
        ),
        title=about.title,
        published=about.published,
        visible=_all_of(shown, about.lang or lang) if visible else None,
    )


def read_feed(
    html: str, base: str = "", title: str = "", lang: str = "", byline: str = ""
) -> Reading:
    """Return the clean text of an entry's HTML as its feed has it, headed by `title`.

    Its body may be empty. Furniture goes by its words alone: a paragraph that is nothing but a link
    stays, since for some feeds that is the news.
    """
    guarded = guard(html)
    root = guarded.root
    pieces = plain_text(guarded.html) if root is None else blocks(root, base)
    titles = [title] if title else []
    document, left_out = _document(trim(pieces, titles, links=False), title, lang, byline)
    return Reading(
        document=document,
        quality=measure(document, cut=left_out > 0 or not guarded.is_whole),
        source="feed",
        notice=_told(document, left_out, guarded.is_whole),
        title=title,
    )


def document_from_html(
    html: str, base: str = "", title: str = "", lang: str = "", byline: str = ""
) -> Document:
    """Return the Document alone of `read_feed`."""
    return read_feed(html, base, title, lang, byline).document


def _document(pieces: Sequence[Piece], title: str, lang: str, byline: str) -> tuple[Document, int]:
    """Return the pieces, headed by `title`, as a Document, and how many characters it leaves out
    because the text is too long."""
    headline = Piece(Kind.HEADLINE, clean_line(title), Part.HEADLINE)
    kept, left_out = shorten([headline, *pieces], lang)
    return assemble(kept, lang, byline), left_out


def _visible(guarded: Guarded, url: str) -> list[Piece]:
    """Return all that a visitor sees of the page."""
    if guarded.root is None:
        return plain_text(guarded.html)
    return blocks(guarded.root, _base(guarded.root, url))


def _all_of(pieces: Sequence[Piece], lang: str) -> Document:
    return assemble(shorten(pieces, lang)[0], lang)


def _base(root: _Element, url: str) -> str:
    """Return what links in the page are resolved against."""
    base = root.find(".//base[@href]")
    return (link(base.get("href") or "", url) if base is not None else "") or url


def _told(document: Document, left_out: int, is_whole: bool) -> str:
    """Return what is to be said of a text that is too long; nothing of any other."""
    unread = f"what follows the first {LARGEST:,} characters of its HTML is left out"
    if left_out:
        shown = f"only its first {len(document.text):,} characters are shown"
        more = "" if is_whole else f"; {unread} too"
        return f"The text is too long: {shown}, {left_out:,} more are left out{more}."
    return "" if is_whole else f"The text is too long: {unread}."


def _sentences(*told: str) -> str:
    return " ".join(filter(None, told))


def _about(guarded: Guarded, hint: str) -> About:
    if guarded.root is not None:
        return read_about(guarded.root, guarded.linked_data, hint)
    found = _TITLE.search(guarded.html)
    title = hint or (html_to_line(found[1], 300) if found else "")
    return About(title=title, titles=(title,) if title else ())


def _pieces(guarded: Guarded, url: str) -> tuple[list[Piece], int]:
    """Return the text found on the page, furniture and all, and the words of the whole page."""
    root = guarded.root
    if root is None:
        pieces = plain_text(guarded.html)
        return pieces, sum(length_in_words(piece.text) for piece in pieces)
    base = _base(root, url)
    if guarded.deep:
        return blocks(root, base), length_in_words(text_of(root))
    found = extract(root)
    return blocks(found.element, base), found.page_words


def _fuller(pieces: list[Piece], about: About, url: str) -> list[Piece]:
    """Return the text that the page's JSON-LD gives, if `pieces` have less than half of it."""
    found = sum(length_in_words(piece.text) for piece in pieces)
    if length_in_words(about.body) <= 2 * found:
        return pieces
    if "<p" in about.body and (root := parse(lighten(about.body)[0])) is not None:
        return blocks(root, url)
    return _paragraphs(about.body, html_to_line)


def _paragraphs(text: str, to_line: Callable[[str], str] = clean_line) -> list[Piece]:
    """Return plain text as pieces: a blank line ends a paragraph; without any, each line is one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = _BLANK_LINE.split(text)
    lines = map(to_line, parts if len(parts) > 1 else text.split("\n"))
    return [Piece(Kind.PARAGRAPH, line) for line in lines if line]
