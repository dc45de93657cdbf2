"""What stands between a page's bytes and the costly work: refuse, lighten, measure, parse.

The danger of a page is time, not a crash: readability takes seconds for ten thousand empty
elements, and libxml2 loses, without a word, all text nested deeper than it goes. Each step here is
linear in its input.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

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
MOST_STEPS = 900_000
"""Pairs of an element and an ancestor beyond which only plain text is read: a page may be deep and
broad at once, and each element is asked for all it holds. Of 376 real pages none has 50,000."""
LETTERS_A_STEP = 50
"""The same of letters and ancestors; at most 4.4 million in a real page."""
DEEPEST = 2_000
"""Levels from which the parser may have lost some: it gives up at 2,048."""
MOST_IN_TAG = 1_000
"""Words in one tag; the parser compares each attribute with all others."""
LONGEST_NAME = 4_000
"""Characters of a class or an id; those of real pages have some hundreds."""

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
# libxml2 reads them; lxml raises where such a text is to be moved.
_UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Only of what may be unfit: pages have thousands of others.
_REFERENCE = re.compile(
    r"&#(?:0*([12]?[0-9]|3[01]|6553[45])(?![0-9])"
    r"|[xX]0*(1?[0-9a-fA-F]|[fF]{3}[eEfF])(?![0-9a-fA-F]));?"
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
    depth = None if root is None else _depth(root, light)
    if root is None or depth is None or depth > DEEPEST:
        return Guarded(light, None, linked_data=linked_data)
    _drop_long_names(root)
    return Guarded(light, root, depth >= DEEP, linked_data)


def _depth(root: _Element, page: str) -> int | None:
    """Return how many levels a page has, 0 for fewer than `DEEP`; None where it takes too long to
    ask each element of all its ancestors, and for all it holds."""
    from lxml.etree import iterwalk

    is_little = (
        page.count("<") * DEEP <= MOST_STEPS and len(page) <= MOST_STEPS * LETTERS_A_STEP // DEEP
    )
    if is_little and not _has_levels(DEEP)(root):
        return 0  # as nearly all pages; the walk takes three times as long as the whole parse

    steps = letters = depth = deepest = 0
    for event, element in iterwalk(root, events=("start", "end")):
        if event == "start":
            depth += 1
            steps += depth
            letters += depth * len(element.text or "")
            deepest = max(deepest, depth)
        else:
            depth -= 1
            letters += depth * len(element.tail or "")
    is_little = steps <= MOST_STEPS and letters <= MOST_STEPS * LETTERS_A_STEP
    return deepest if is_little else None


@cache
def _has_levels(levels: int) -> XPath:
    from lxml.etree import XPath

    return XPath(f"boolean(/{'/*' * levels})")


def _drop_long_names(root: _Element) -> None:
    """Take away classes and ids so long that to look into them again and again takes too long."""
    path = " or ".join(f"string-length(@{name}) > {LONGEST_NAME}" for name in ("class", "id"))
    for element in cast("list[_Element]", root.xpath(f"//*[{path}]")):
        for name in ("class", "id"):
            if len(element.get(name, "")) > LONGEST_NAME:
                del element.attrib[name]


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
    light = _PAGE_END.sub("", "".join(kept))
    light = _UNFIT.sub(lambda found: " " if found[0] in "\x0b\x0c" else "", light)
    if "&#" in light:
        light = _REFERENCE.sub(_fit, light)
    light = _LONG_TAG.sub(_without_attributes, light)
    if "data:" in light:
        light = _EMBEDDED.sub("", light)
    return light, tuple(linked_data)


def _fit(reference: re.Match[str]) -> str:
    """Return a reference to a character as it is, or what is cleaned away in the place of one that
    is `_UNFIT`; nothing at all might make another of what is around it."""
    number = int(reference[1] or reference[2], 10 if reference[1] else 16)
    if number in (0x0B, 0x0C):
        return " "
    is_unfit = number < 0x20 and number not in (0x09, 0x0A, 0x0D)
    return "\u2060" if is_unfit or number in (0xFFFE, 0xFFFF) else reference[0]


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
