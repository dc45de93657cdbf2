"""What is wrong with feeds in the wild, put right before a parser sees it. Pure text to text.

feedparser's strict parser refuses what its lenient one then reads at 1.3 times the cost, after
the strict work is thrown away; and the lenient one raises where no such character exists.
So the prolog goes, with its entities (small ones are put in where they are used), references and
control characters are mended, and what would keep a parser busy for minutes is cut. In sections of
CDATA nothing is XML, so only the HTML's numeric references that name no character are mended.
"""

from __future__ import annotations

import html
import html.entities
import re
from typing import Literal, NamedTuple

from newsread.errors import FeedError
from newsread.web.addresses import link, masked

MOST_ENTRIES = 2000
"""Entries read of one feed: 50,000 would take a minute, and nobody reads on from there."""

MOST_ENTITIES = 300
LONGEST_ENTITY = 1000
MOST_GROWTH = 1 << 20
"""Bounds on what a document may declare, and by how many code points it may grow: some feeds
declare all of HTML's names, and that is the most that honest ones do."""

MOST_ATTRIBUTES = 200
"""Attributes kept of one element, namespaces apart."""
MOST_BASES = 20_000_000
"""Code points that all of a document's relative bases may come to when they are joined."""

Kind = Literal["feed", "page", "json", "text", "empty", "xml"]

_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\r"})
_NAME = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[(.*?)\]\s*)?>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY\s+([\w.-]+)\s+(\"[^\"]*\"|'[^']*')\s*>")
_ENTRY_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_ENTRY_START = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ROOT = re.compile(r"\A<[^<>]*")
_BASE = re.compile(r"""(?<=\s)xml:base\s*=\s*(["'])([^"'<]*)\1""")
_NAMESPACE = re.compile(r"""xmlns(?::[\w.-]+)?\s*=\s*(?:"[^"<>]*"|'[^'<>]*')""")
_LONG_TAG = re.compile(r"<[^<>!?][^<>]{2000,}+")
_ATTRIBUTE = re.compile(r"""(?<=\s)[\w:.-]++\s*=\s*(?:"[^"]*"|'[^']*')""")
_CLOSINGS = {"<!--": "-->", "<?": "?>"}
"""What opens a stretch before the first element that is none, and what closes it."""
_FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_PAGE_ROOTS = frozenset({"html", "head", "body"})

# A reference or a bare ampersand, but none of XML's own five, which are most of those in feeds.
_REFERENCE = re.compile(
    r"&(?!(?:lt|gt|amp|quot|apos);)(?:#([0-9]+|[xX][0-9a-fA-F]+);?|([A-Za-z][\w.-]*);)?"
)
_NUMERIC = re.compile(r"&#([0-9]+|[xX][0-9a-fA-F]+);?")
_PAIR = re.compile(
    r"&#(x[dD][89abAB][0-9a-fA-F]{2}|5[56]\d{3});&#(x[dD][c-fC-F][0-9a-fA-F]{2}|5[67]\d{3});"
)
_MARKUP = {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&apos;"}


class Opening(NamedTuple):
    """How a document begins."""

    kind: Kind
    name: str = ""
    """Its first element's name, without prefix, in lower case."""
    root: int = 0
    """Where that element stands: code points."""
    declarations: str = ""
    """What its DOCTYPE declares."""


def opening_of(text: str) -> Opening:
    """Tell what a document is from its first element, past declarations and comments."""
    stripped = text.lstrip("\ufeff \t\r\n\0")
    if not stripped:
        return Opening("empty")
    if stripped[0] in "{[":
        return Opening("json")
    at, declarations, open_ended = 0, "", set[str]()
    while (at := text.find("<", at)) >= 0:
        start = next((start for start in _CLOSINGS if text.startswith(start, at)), "")
        doctype = None if "<!" in open_ended else _DOCTYPE.match(text, at)
        if start:
            # What has no end here has none further on, and is not looked for again.
            end = -1 if start in open_ended else text.find(_CLOSINGS[start], at)
            if end < 0:
                open_ended.add(start)
            at = at + 1 if end < 0 else end + len(_CLOSINGS[start])
        elif doctype:
            declarations = doctype[1] or ""
            if re.match(r"<!DOCTYPE\s+html", doctype[0], re.IGNORECASE):
                return Opening("page", "html", at)
            at = doctype.end()
        elif name := _NAME.match(text, at):
            root = name[1].lower()
            kind: Kind = "feed" if root in _FEED_ROOTS else "page" if root in _PAGE_ROOTS else "xml"
            return Opening(kind, root, at, declarations)
        else:
            if text.startswith("<!", at):
                open_ended.add("<!")  # a document has one DOCTYPE; this one has no end
            at += 1
    return Opening("text")


class Mended(NamedTuple):
    """A feed fit for a parser."""

    data: bytes
    """UTF-8, from its first element on."""
    left_out: int
    """How many of its entries were left out."""
    breaks_off: bool
    """Its last entry has no end."""


def repair(text: str, opening: Opening, url: str) -> Mended:
    """Mend what a parser would stumble over or drown in; `url` is where the feed came from.

    Raises:
        FeedError: the document declares entities that grow.
    """
    entities = _Entities(opening.declarations, url)
    text, left_out, breaks_off = _first_entries(text[opening.root :])
    if "xml:base" in text:
        text = _ROOT.sub(lambda root: _based(root[0], url), _few_bases(text), count=1)
    text = _NAMESPACE.sub(_without_spaces, text)
    text = _LONG_TAG.sub(_with_fewer_attributes, text)
    sections = text.split("<![CDATA[")
    mended = [_DECLARATION, _mend_references(sections[0], entities)]
    for section in sections[1:]:
        raw, close, rest = section.partition("]]>")
        mended += "<![CDATA[", _mend_numbers(raw), close, _mend_references(rest, entities)
    # Bytes lose their control characters in a twentieth of the time that text would take.
    data = "".join(mended).encode("utf-8", "replace").translate(None, _CONTROLS)
    data = data.replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")
    return Mended(data, left_out, breaks_off)


class _Entities:
    """What a document declares, put in where it is used, as long as it stays small."""

    def __init__(self, declarations: str, url: str) -> None:
        declared = _ENTITY.findall(declarations)
        self._refusal = FeedError(masked(url), "it declares entities that could grow without bound")
        self._growth = 0
        self._values = {name: _mend_references(value[1:-1], None) for name, value in declared}
        if declarations.count("<!ENTITY") > MOST_ENTITIES or any(
            len(value) > LONGEST_ENTITY for value in self._values.values()
        ):
            raise self._refusal

    def __getitem__(self, name: str) -> str | None:
        """Return what `name` stands for, or None; raise FeedError where the document explodes."""
        value = self._values.get(name)
        self._growth += len(value or "")
        if self._growth > MOST_GROWTH:
            raise self._refusal
        return value


def _first_entries(text: str) -> tuple[str, int, bool]:
    """Cut out what follows the last entry that is read; what closes the document stays.

    Also return how many were cut out, and whether one begins after the last that ends.
    """
    ends = [match.end() for match in _ENTRY_END.finditer(text)]
    breaks_off = _ENTRY_START.search(text, ends[-1] if ends else 0) is not None
    if len(ends) <= MOST_ENTRIES:
        return text, 0, breaks_off
    cut = text[: ends[MOST_ENTRIES - 1]] + text[ends[-1] :]
    return cut, len(ends) - MOST_ENTRIES, breaks_off


def _based(root: str, url: str) -> str:
    """Give the first element an absolute base, for feedparser joins no relative one to another."""
    given = _BASE.search(root)
    base = link(html.unescape(given[2]) if given else "", url) or link(url)
    name, rest = _NAME.match(root), _BASE.sub("", root)
    end = name.end() if name else 0
    return f'{root[:end]} xml:base="{html.escape(base)}"{rest[end:]}' if base and end else root


def _without_spaces(namespace: re.Match[str]) -> str:
    """Take spaces out of a namespace: Python's parser parts it from its element's name by one."""
    return "".join(namespace[0].split())


def _few_bases(text: str) -> str:
    """Leave out relative bases where so many could be nested: each is joined to all before it."""
    relative = [found[2] for found in _BASE.finditer(text) if ":" not in found[2]]
    if len(relative) * sum(map(len, relative)) > MOST_BASES:
        return _BASE.sub("", text)
    return text


def _with_fewer_attributes(tag: re.Match[str]) -> str:
    """Leave out attributes past `MOST_ATTRIBUTES`: feedparser compares each with each."""
    attributes = _ATTRIBUTE.findall(tag[0])
    if len(attributes) <= MOST_ATTRIBUTES:
        return tag[0]
    namespaces = [each for each in attributes if each.startswith("xmlns")]
    others = [each for each in attributes if not each.startswith("xmlns")][:MOST_ATTRIBUTES]
    name = tag[0].split(maxsplit=1)[0]
    return " ".join((name, *namespaces, *others)) + ("/" if tag[0].endswith("/") else "")


def _mend_references(text: str, entities: _Entities | None) -> str:
    def mend(found: re.Match[str]) -> str:
        number, name = found[1], found[2]
        if number:
            return _character(number)
        if name and entities and (value := entities[name]) is not None:
            return value
        if name:
            return _named(name) or "&amp;" + found[0][1:]
        return "&amp;" if found[0] == "&" else found[0]

    return _REFERENCE.sub(mend, _PAIR.sub(_join, text))


def _mend_numbers(text: str) -> str:
    """Mend references to halves of a character, and to none, in HTML; leave all others."""

    def mend(found: re.Match[str]) -> str:
        character = _character(found[1])
        return character if character == "\ufffd" else found[0]

    return _NUMERIC.sub(mend, _PAIR.sub(_join, text))


def _character(number: str) -> str:
    """Return a numeric reference as XML allows it; one that names no character is U+FFFD."""
    code = int(number[1:], 16) if number[0] in "xX" else int(number.lstrip("0")[:9] or "0")
    if code < 0x20 and code not in (9, 10, 13):
        return ""
    if code > 0x10FFFF or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF):
        return "\ufffd"
    return f"&#{code};"


def _join(pair: re.Match[str]) -> str:
    """Write an emoji that came as two halves of UTF-16, which many scripts send, as itself."""
    high, low = (int("0" + half, 0) if half[0] == "x" else int(half) for half in pair.groups())
    if 0xD800 <= high < 0xDC00 <= low < 0xE000:
        return chr(0x10000 + (high - 0xD800 << 10) + low - 0xDC00)
    return pair[0]


def _named(name: str) -> str:
    """Return what HTML's ``&name;`` stands for, as XML; HTML's names are not XML's but are used."""
    characters = html.entities.html5.get(name + ";", "")
    return "".join(_MARKUP.get(character, character) for character in characters)
