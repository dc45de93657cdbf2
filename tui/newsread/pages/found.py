"""What stands on a page: its article's text before furniture is trimmed, and where it stood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from newsread.pages.about import About, read_about
from newsread.pages.blocks import blocks
from newsread.pages.coverage import left_out
from newsread.pages.elements import take_out, text_of
from newsread.pages.extract import Extraction, extract
from newsread.pages.guard import Guarded, guard, plain_text
from newsread.pages.settle import settle
from newsread.pages.walls import Wall, wall_of, without_consent
from newsread.pages.words import length_in_words
from newsread.text.clean import clean_line, html_to_line
from newsread.text.document import Kind, Part, Piece
from newsread.web.addresses import link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lxml.etree import _Element

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_TITLE = re.compile(r"<title[^<>]*>([^<]{1,1000})", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """The text of a page, furniture and all."""

    about: About
    pieces: list[Piece]
    """The article's."""
    text: str
    """All that a visitor sees, unfolded; for counting and comparing."""
    visible: list[Piece]
    """The same in pieces; empty unless it was asked for."""
    is_whole: bool = True
    """Whether the page was short enough to be read to its end."""
    wall: Wall | None = None
    """What they are instead of an article."""
    extraction: Extraction | None = None
    """Where on the page `pieces` stood; None where they are all of it or from its JSON-LD."""
    is_all: bool = False
    """Whether `pieces` are all of a page too deep or too large for an article to be looked for."""
    is_data: bool = False
    """Whether `pieces` are from the page's JSON-LD, and no visitor may see them."""

    @property
    def is_sure(self) -> bool:
        """Whether there is no reason to doubt that this is the article."""
        return not self.is_all and (self.extraction is None or self.extraction.is_sure)

    def left_out(self, kept: Sequence[Piece]) -> float | None:
        """Return what the article's place on the page has besides `kept`, as a share of that; None
        where it has no place."""
        if self.extraction is None:
            return None
        body = [piece for piece in kept if piece.part is not Part.HEADLINE]
        found = self.extraction
        return left_out(found.element, found.removed, body, self.about.title)


def find_in_plain(text: str, title: str) -> Found:
    """Return what stands in a plain text."""
    pieces = _paragraphs(text)
    return Found(_titled(title), pieces, text, pieces, wall=wall_of(pieces))


def find_in_html(page: str, url: str, title: str, *, visible: bool) -> Found:
    """Return what stands on a page; `title` is what its feed calls it, links are resolved against
    `url`."""
    guarded = settle(guard(page))
    root = guarded.root
    if root is None:
        pieces = plain_text(guarded.html)
        text = "\n".join(piece.text for piece in pieces)
        about = _named(guarded, title)
        wall = wall_of(pieces)
        return Found(about, pieces, text, pieces, guarded.is_whole, wall, is_all=True)
    about = read_about(root, guarded.linked_data, title)
    base = _base(root, url)
    shown = blocks(root, base) if visible or guarded.deep else []
    if guarded.deep:
        return Found(about, shown, text_of(root), shown, wall=wall_of(shown), is_all=True)
    extraction = extract(root)
    page_text = extraction.page_text
    pieces = blocks(extraction.element, base)
    wall = wall_of(pieces)
    if wall is Wall.CONSENT:
        # A banner may be longer than the article it stands before.
        take_out(extraction.element)
        behind = extract(root)
        if (uncovered := blocks(behind.element, base)) and wall_of(uncovered) is None:
            extraction, pieces, wall = behind, uncovered, None
    if visible and not any(piece.text for piece in shown):
        shown = pieces  # all of the page stands in an element that browsers draw nothing of
    if fuller := _fuller(pieces, about, url):
        return Found(about, fuller, page_text, shown, wall=wall_of(fuller), is_data=True)
    pieces = [*_deck(extraction, base), *without_consent(pieces)]
    return Found(about, pieces, page_text, shown, wall=wall, extraction=extraction)


def _deck(extraction: Extraction, base: str) -> Iterator[Piece]:
    for element in extraction.deck:
        for piece in blocks(element, base):
            yield msgspec.structs.replace(piece, part=Part.HEADLINE)


def _base(root: _Element, url: str) -> str:
    """Return what links in the page are resolved against."""
    base = root.find(".//base[@href]")
    return (link(base.get("href") or "", url) if base is not None else "") or url


def _named(guarded: Guarded, hint: str) -> About:
    """Return what is known of a page that was not parsed."""
    found = _TITLE.search(guarded.html)
    return _titled(hint or (html_to_line(found[1], 300) if found else ""))


def _titled(title: str) -> About:
    return About(title=title, titles=(title,) if title else ())


def _fuller(pieces: list[Piece], about: About, url: str) -> list[Piece]:
    """Return the text that the page's JSON-LD gives, if `pieces` have less than half of it; else
    nothing.

    Worth F1 +0.0000 on articles and news; of a page made by scripts it is the only text.
    """
    found = sum(length_in_words(piece.text) for piece in pieces)
    if length_in_words(about.body) <= 2 * found:
        return []
    if "<p" in about.body:
        guarded = guard(about.body)
        return plain_text(guarded.html) if guarded.root is None else blocks(guarded.root, url)
    return _paragraphs(about.body, html_to_line)


def _paragraphs(text: str, to_line: Callable[[str], str] = clean_line) -> list[Piece]:
    """Return plain text as pieces: a blank line ends a paragraph; without any, each line is one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = _BLANK_LINE.split(text)
    lines = map(to_line, parts if len(parts) > 1 else text.split("\n"))
    return [Piece(Kind.PARAGRAPH, line) for line in lines if line]
