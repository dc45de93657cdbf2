"""One article's page, or its feed's own HTML, as a Document: the rooms of `pages` in their order.

decode -> found (guard -> settle -> about -> extract -> blocks -> walls) -> furniture -> length ->
quality. Nothing here asks the network or keeps anything; all of it is meant to run in a process
that can be ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsread.errors import PageError
from newsread.pages.blocks import blocks
from newsread.pages.decode import decode
from newsread.pages.found import find_in_html, find_in_plain
from newsread.pages.furniture import trim
from newsread.pages.guard import LARGEST, guard, plain_text, refuse
from newsread.pages.length import shorten
from newsread.pages.quality import asks_for_money, is_elsewhere, measure, of_feed
from newsread.pages.settle import settle
from newsread.pages.walls import Wall
from newsread.pages.words import length_in_words
from newsread.text.clean import clean_line
from newsread.text.document import Document, Kind, Part, Piece, assemble
from newsread.text.quality import Quality, Source
from newsread.web.addresses import masked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsread.pages.found import Found


_IN_A_BROWSER = "Open it in a browser"
_NOTHING_BEHIND = (Wall.SCRIPTS, Wall.MISSING)
"""Walls whose words help nobody."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A clean text, and how it was come by."""

    document: Document
    quality: Quality
    source: Source
    notice: str = ""
    """Why this text and not the page's, and what it lacks, a sentence each; empty when nothing is
    to be said."""
    title: str = ""
    """The headline; the page's, even where the text is the feed's."""
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
    is_whole: bool = True,
    visible: bool = False,
) -> Reading:
    """Return the clean text of the page with `body`; `feed`'s if that has clearly more.

    `url` is where the page came from, after redirects; `title`, `lang` and `byline` are what the
    feed says, for what the page leaves out; `feed` is what `read_feed` made of its HTML;
    `is_whole` is false for a page whose end was not fetched; `visible` asks for all visible text
    besides, which costs about as much again.

    Raises:
        PageError: it is no page, has no text, or shows something else instead of its article while
            `feed` has a text, or nothing is behind that.
    """
    called = masked(url) or "The page"
    refuse(body, called, content_type)
    page = _find(decode(body, content_type).text, url, content_type, title, visible=visible)
    wall = page.wall
    if wall and (wall in _NOTHING_BEHIND or (feed and feed.quality.words)):
        raise PageError(called, wall.value, _IN_A_BROWSER)
    about = page.about
    lang = about.lang or lang
    kept = trim(page.pieces, about.titles)
    document, left_out = _document(kept, about.title, lang, about.byline or byline)
    if all(block.part is Part.HEADLINE for block in document.blocks):
        raise PageError(called, Wall.SCRIPTS.value, _IN_A_BROWSER)
    is_cut = left_out > 0 or not page.is_whole or not is_whole
    reading = Reading(
        document=document,
        quality=_quality(page, kept, document, feed, is_cut=is_cut),
        source="page",
        notice=_sentences(
            f"The page shows no article: {wall.value}." if wall else "",
            "The text is from the page's data; a visitor may see less." if page.is_data else "",
            _told(document, left_out, page.is_whole),
            "" if is_whole else "The page is too large: its end was not fetched.",
        ),
        title=about.title,
        published=about.published,
        visible=assemble(shorten(page.visible, lang)[0], lang) if visible else None,
    )
    if feed and "feed-longer" in reading.quality.flags:
        return _with_text_of(feed, reading)
    return reading


def read_feed(
    html: str, base: str = "", title: str = "", lang: str = "", byline: str = ""
) -> Reading:
    """Return the clean text of an entry's HTML as its feed has it, headed by `title`.

    Its body may be empty. Furniture goes by its words alone: a paragraph that is nothing but a link
    stays, since for some feeds that is the news.
    """
    guarded = settle(guard(html))
    root = guarded.root
    pieces = plain_text(guarded.html) if root is None else blocks(root, base)
    titles = [title] if title else []
    document, left_out = _document(trim(pieces, titles, links=False), title, lang, byline)
    return Reading(
        document=document,
        quality=measure(document, flags=["cut"] if left_out or not guarded.is_whole else []),
        source="feed",
        notice=_told(document, left_out, guarded.is_whole),
        title=title,
    )


def _find(text: str, url: str, content_type: str, title: str, *, visible: bool) -> Found:
    if content_type.lower().startswith("text/plain"):
        return find_in_plain(text, title)
    return find_in_html(text, url, title, visible=visible)


def _quality(
    page: Found,
    kept: Sequence[Piece],
    document: Document,
    feed: Reading | None,
    *,
    is_cut: bool,
) -> Quality:
    """Measure `document`, which was made of `kept`, against its page and what its feed has."""
    is_other = feed is not None and is_elsewhere(feed.document, document, page.text)
    flags = {
        "wall": page.wall is not None,
        "uncertain": is_other or not page.is_sure,
        "partial": not page.about.free or asks_for_money(page.pieces),
        "cut": is_cut,
    }
    return measure(
        document,
        page_words=length_in_words(page.text),
        feed_words=feed.quality.words if feed else 0,
        data_words=length_in_words(page.about.body),
        left_out=page.left_out(kept),
        flags=[flag for flag, holds in flags.items() if holds],
    )


def _with_text_of(feed: Reading, page: Reading) -> Reading:
    """Return what was read of a page, with its feed's text in the place of its own."""
    words = f"it has {feed.quality.words} words, the page shows {page.quality.words}"
    return msgspec.structs.replace(
        page,
        document=feed.document,
        quality=of_feed(feed.quality, page.quality.page_words),
        source="feed",
        notice=_sentences(f"The feed's own text: {words}.", feed.notice),
    )


def _document(pieces: Sequence[Piece], title: str, lang: str, byline: str) -> tuple[Document, int]:
    """Return the pieces, headed by `title`, as a Document, and how many characters it leaves out
    because the text is too long."""
    headline = Piece(Kind.HEADLINE, clean_line(title), Part.HEADLINE)
    kept, left_out = shorten([headline, *pieces], lang)
    return assemble(kept, lang, byline), left_out


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
