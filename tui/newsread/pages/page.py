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
from newsread.pages.guard import Guarded, guard, lighten, parse, plain_text, refuse
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

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_TITLE = re.compile(r"<title[^<>]*>([^<]{1,1000})", re.I)


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A clean text, and how it was come by."""

    document: Document
    quality: Quality
    source: Source
    notice: str = ""
    """Why this text and not the page's, in one sentence; empty when nothing is to be said."""
    title: str = ""
    published: float | None = None
    """POSIX seconds, as far as the page says."""


def read_page(
    body: bytes,
    url: str,
    content_type: str = "",
    *,
    title: str = "",
    lang: str = "",
    byline: str = "",
    feed: Document | None = None,
) -> Reading:
    """Return the clean text of the page with `body`; `feed`'s if that has clearly more.

    `url` is where the page came from, after redirects; `title`, `lang` and `byline` are what the
    feed says, for what the page leaves out; `feed` is what `document_from_html` made of its HTML.

    Raises:
        PageError: it is no page, or has no text.
    """
    called = masked(url) or "The page"
    refuse(body, called, content_type)
    text = decode(body, content_type).text
    if content_type.lower().startswith("text/plain"):
        about = About(title=title, titles=(title,) if title else ())
        pieces, page_words = _paragraphs(text), length_in_words(text)
    else:
        guarded = guard(text)
        about = _about(guarded, title)
        pieces, page_words = _pieces(guarded, url)
        pieces = _fuller(pieces, about, url)
    cut_off = not about.free or asks_for_money(pieces)
    document = _document(
        trim(pieces, about.titles), about.title, about.lang or lang, about.byline or byline
    )
    if all(block.part is Part.HEADLINE for block in document.blocks):
        raise PageError(
            called, "it has no text before a browser has run its scripts", "Open it in a browser"
        )
    words = body_words(document)
    feed_words = body_words(feed) if feed else 0
    if feed and has_clearly_more(feed_words, words):
        return Reading(
            document=feed,
            quality=Quality(feed_words, page_words, ("feed-longer",)),
            source="feed",
            notice=f"The feed's own text: it has {feed_words} words, the page shows {words}.",
            title=about.title,
            published=about.published,
        )
    return Reading(
        document=document,
        quality=measure(document, page_words=page_words, cut_off=cut_off),
        source="page",
        notice="The page shows only a part of the article." if cut_off else "",
        title=about.title,
        published=about.published,
    )


def document_from_html(
    html: str, base: str = "", title: str = "", lang: str = "", byline: str = ""
) -> Document:
    """Return the Document of an entry's HTML as its feed has it, headed by `title`.

    Its body may be empty. Furniture goes by its words alone: a paragraph that is nothing but a link
    stays, since for some feeds that is the news.
    """
    guarded = guard(html)
    root = guarded.root
    pieces = plain_text(guarded.html) if root is None else blocks(root, base)
    return _document(trim(pieces, [title] if title else [], links=False), title, lang, byline)


def _document(pieces: Sequence[Piece], title: str, lang: str, byline: str) -> Document:
    headline = Piece(Kind.HEADLINE, clean_line(title), Part.HEADLINE)
    return assemble([headline, *pieces], lang, byline)


def _about(guarded: Guarded, hint: str) -> About:
    if guarded.root is not None:
        return read_about(guarded.root, guarded.linked_data, hint)
    found = _TITLE.search(guarded.html)
    title = hint or (html_to_line(found[1], 300) if found else "")
    return About(title=title, titles=(title,) if title else ())


def _pieces(guarded: Guarded, url: str) -> tuple[list[Piece], int]:
    """Return the text found on the page, furniture and all, and the words of the whole page."""
    if guarded.root is None:
        pieces = plain_text(guarded.html)
        return pieces, sum(length_in_words(piece.text) for piece in pieces)
    base = guarded.root.find(".//base[@href]")
    href = link(base.get("href") or "", url) if base is not None else ""
    if guarded.deep:
        return blocks(guarded.root, href or url), length_in_words(text_of(guarded.root))
    found = extract(guarded.root)
    return blocks(found.element, href or url), found.page_words


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
