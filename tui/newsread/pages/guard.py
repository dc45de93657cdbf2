"""What stands between a page's bytes and the costly work: refuse, lighten, measure, parse.

The danger of a page is time, not a crash: readability takes seconds for ten thousand empty
elements, and libxml2 loses, without a word, all text nested deeper than it goes. Each step here is
linear in its input.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from newsread.errors import PageError
from newsread.pages.elements import BLOCKS
from newsread.text.clean import html_to_line
from newsread.text.document import Kind, Piece
from newsread.web.charset import marked_encoding

if TYPE_CHECKING:
    from lxml.etree import XPath, _Element

LARGEST = 1_500_000
"""Characters of a page without its scripts, styles and drawings; of a larger one only the text of
so much is read."""
MOST_ELEMENTS = 30_000
DEEP = 150
"""Levels of nesting from which an article is no longer looked for, only text; real pages stay below
100, and what asks for an element's ancestors takes as many times longer."""
DEEPEST = 2_000
"""Levels from which the parser may have lost some: it gives up at 2,048."""
MOST_IN_TAG = 1_000
"""Words in one tag; the parser compares each attribute with all others."""

_MAGIC = (
    (b"%PDF-", "it is a PDF file, not a web page"),
    (b"\x89PNG", "it is an image, not a web page"),
    (b"\xff\xd8\xff", "it is an image, not a web page"),
    (b"GIF8", "it is an image, not a web page"),
    (b"RIFF", "it is an image or a recording, not a web page"),
    (b"PK\x03\x04", "it is an archive or an office document, not a web page"),
    (b"\x1f\x8b", "it is a compressed file, not a web page"),
)
_READABLE = ("text/html", "application/xhtml+xml", "text/plain", "")
_LOOKS_LIKE_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|article|div|p|h1)\b", re.I
)
_SNIFFED = 1445
"""Bytes in which a NUL means that this is no text (WHATWG MIME Sniffing, 5.2 and 7.2)."""
_IN_A_BROWSER = "Open it in a browser instead"

_OPENING = re.compile(r"<(?:!--|(script|style|svg)(?=[\s/>])([^<>]*>)?)", re.I)
_CLOSING = {
    name: re.compile(rf"</{name}\b[^<>]*>?", re.I) for name in ("script", "style", "svg")
} | {"": re.compile("--!?>")}
# A header pasted in whole ends the page in its middle; libxml2 drops the rest, browsers go on.
_PAGE_END = re.compile(r"</(?:body|html)\s*>", re.I)
# What may stand before a body that is not written; libxml2 takes <article> for more of it.
_HEAD = re.compile(
    r"(?:\s*<(?:!doctype|/?html|/?head|meta|link|base)\b[^<>]*>|\s*<title\b[^<>]*>[^<]*</title\s*>)*",
    re.I,
)
_LONG_TAG = re.compile(rf"<([A-Za-z][A-Za-z0-9:-]*)[^<>]{{{2 * MOST_IN_TAG},}}>?")
_EMBEDDED = re.compile(r"data:[A-Za-z]+/[^\"'\s<>)]{256,}")
# Stops at the next "<", so an unclosed one costs no second look at the rest of the page.
_BODY = re.compile(r"<body\b", re.I)
_TAG = re.compile(r"</?([a-z][a-z0-9]*)[^<>]*>|<[!?][^<>]*>", re.I)


@dataclass(frozen=True, slots=True)
class Guarded:
    """A page fit to be worked on."""

    html: str
    """Without scripts, styles, drawings, comments and embedded files."""
    root: _Element | None
    """The parsed page; None where it is too large or too deep for more than its plain text, or has
    no element."""
    deep: bool = False
    """Whether the page is too deep for an article to be looked for."""
    linked_data: tuple[str, ...] = ()
    """What its JSON-LD scripts hold, unread."""
    is_whole: bool = True
    """Whether all of it is here; a larger one than `LARGEST` is cut."""


def refuse(body: bytes, called: str, content_type: str) -> None:
    """Raise PageError, naming the page as `called`, if it is empty or another kind of file."""
    if not body.strip(b" \t\r\n\x00"):
        raise PageError(called, "the page is empty", _IN_A_BROWSER)
    for magic, happened in _MAGIC:
        if body.startswith(magic):
            raise PageError(called, happened, _IN_A_BROWSER)
    if _LOOKS_LIKE_HTML.search(body, 0, 2048):
        return
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in _READABLE:
        raise PageError(called, f"it is of the type {kind}, not a web page", _IN_A_BROWSER)
    if b"\x00" in body[:_SNIFFED] and not _is_utf_16(body, content_type):
        raise PageError(called, "it is some other kind of file, not a web page", _IN_A_BROWSER)


def _is_utf_16(body: bytes, content_type: str) -> bool:
    marked = marked_encoding(body)
    return "utf-16" in content_type.lower() or (marked is not None and "utf-16" in marked[0])


def guard(page: str) -> Guarded:
    """Lighten `page`, measure it, and parse it if its size allows."""
    light, linked_data = lighten(page)
    if len(light) > LARGEST or light.count("<") > 2 * MOST_ELEMENTS:
        is_whole = len(light) <= LARGEST
        return Guarded(light[:LARGEST], None, linked_data=linked_data, is_whole=is_whole)
    root = parse(light)
    is_deep = root is not None and _is_deeper(root, DEEP)
    if root is None or (is_deep and _is_deeper(root, DEEPEST)):
        return Guarded(light, None, linked_data=linked_data)
    return Guarded(light, root, is_deep, linked_data)


def _is_deeper(root: _Element, levels: int) -> bool:
    return bool(_nested(levels)(root))


@cache
def _nested(levels: int) -> XPath:
    from lxml.etree import XPath

    return XPath(f"boolean(/{'/*' * levels})")


def parse(page: str) -> _Element | None:
    """Parse `page` as HTML; None if there is no element in it."""
    import lxml.html
    from lxml.etree import ElementDefaultClassLookup, ParserError

    # huge_tree: without it all text below 255 levels is lost. Entities of a DTD are not expanded by
    # the HTML parser, and nothing is loaded.
    parser = lxml.html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    # One class for all elements: lxml.html's own lookup is a call in Python for each one touched.
    parser.set_element_class_lookup(ElementDefaultClassLookup(element=lxml.html.HtmlElement))
    if page.isspace() or not page:
        return None
    if not _BODY.search(page) and (head := _HEAD.match(page)):
        page = f"{head[0]}<body>{page[head.end() :]}"
    try:
        return lxml.html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except ParserError:
        return None


def lighten(page: str) -> tuple[str, tuple[str, ...]]:
    """Return `page` without scripts, styles, drawings, comments, embedded files and early ends, and
    what its JSON-LD scripts hold."""
    kept: list[str] = []
    linked_data: list[str] = []
    unclosed: set[str] = set()
    at = 0
    while opening := _OPENING.search(page, at):
        name, attributes = (opening[1] or "").lower(), (opening[2] or "").lower()
        kept.append(page[at : opening.start()])
        at = opening.end()
        if name in unclosed or (name == "svg" and attributes.endswith("/>")):
            continue
        # "<!-->" is a whole comment.
        closing = _CLOSING[name].search(page, at if name else at - 2)
        if closing is None:
            if name in ("script", "style"):
                at = len(page)  # the rest is code
            unclosed.add(name)
            continue
        if name == "script" and "ld+json" in attributes:
            linked_data.append(page[at : closing.start()])
        at = closing.end()
    kept.append(page[at:])
    light = _PAGE_END.sub("", "".join(kept).replace("\0", ""))
    light = _LONG_TAG.sub(_without_attributes, light)
    if "data:" in light:
        light = _EMBEDDED.sub("", light)
    return light, tuple(linked_data)


def _without_attributes(tag: re.Match[str]) -> str:
    return tag[0] if len(tag[0].split()) <= MOST_IN_TAG else f"<{tag[1]}>"


def plain_text(page: str) -> list[Piece]:
    """Return the text of `page`, paragraph by paragraph, without parsing it; nothing is told apart
    from the article's text but what is never shown."""

    def replace(found: re.Match[str]) -> str:
        name = (found[1] or "").lower()
        return "\n" if name in BLOCKS or name == "br" else ""

    body = _BODY.search(page)
    lines = _TAG.sub(replace, " ".join(page[body.start() if body else 0 :].split())).split("\n")
    paragraphs = (html_to_line(line) for line in lines if line and not line.isspace())
    return [Piece(Kind.PARAGRAPH, words) for words in paragraphs if words]
