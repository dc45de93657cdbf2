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
    """All that a visitor sees of the page, without a headline of ours; None for a feed's text."""


def read_page(
    body: bytes,
    url: str,
    content_type: str = "",
    *,
    title: str = "",
    lang: str = "",
    byline: str = "",
    feed: Reading | None = None,
) -> Reading:
    """Return the clean text of the page with `body`; `feed`'s if that has clearly more.

    `url` is where the page came from, after redirects; `title`, `lang` and `byline` are what the
    feed says, for what the page leaves out; `feed` is what `read_feed` made of its HTML.

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
        visible = pieces
    else:
        guarded = guard(text)
        is_whole = guarded.is_whole
        about = _about(guarded, title)
        pieces, visible, page_words = _pieces(guarded, url)
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
            visible=_visible(visible, about.lang or lang),
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
        visible=_visible(visible, about.lang or lang),
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


def _visible(pieces: Sequence[Piece], lang: str) -> Document:
    return assemble(shorten(pieces, lang)[0], lang)


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


def _pieces(guarded: Guarded, url: str) -> tuple[list[Piece], list[Piece], int]:
    """Return the text found on the page, furniture and all, all its visible text, and the words
    of that."""
    if guarded.root is None:
        pieces = plain_text(guarded.html)
        return pieces, pieces, sum(length_in_words(piece.text) for piece in pieces)
    base = guarded.root.find(".//base[@href]")
    href = link(base.get("href") or "", url) if base is not None else ""
    visible = blocks(guarded.root, href or url)
    if guarded.deep:
        return visible, visible, length_in_words(text_of(guarded.root))
    found = extract(guarded.root)
    return blocks(found.element, href or url), visible, found.page_words


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
