"""OPML, the lists of feeds that readers exchange: bytes to values and back.

OPML 2.0 (opml.org/spec2), and what other programs write under that name. A scanner of our own reads
it: of a file with one bare ``&`` or unclosed tag, expat reads nothing beyond that place, lxml drops
characters of addresses to recover, and neither says which lines are lost. Here every ``<outline``
is one that can be counted, and there are no entities, inclusions or depths to be attacked through.

What the user set for a feed is written in attributes of the prefix ``newsread:``, which other
programs ignore: each setting under its own name, and ``titled_by="feed"`` where the title is not
the user's.
"""

from __future__ import annotations

import html.entities
import re
import shlex
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from newsread.errors import AddressError, ExchangeError
from newsread.exchange.feed_list import (
    LONGEST_TITLE,
    FeedList,
    Gathering,
    Outline,
    Settings,
)
from newsread.feeds.parse import feed_text
from newsread.text.clean import clean_line
from newsread.text.folder import SEPARATOR, folder_name
from newsread.web.addresses import link, masked, parse_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MOST_TAGS = 200_000
"""Starts and ends of outlines read of one file: a bound on what a report can grow to."""

PREFIX = "newsread:"
NAMESPACE = "urn:newsread"
TITLED_BY = "titled_by"

_WHAT_IT_IS = {
    "empty": "it is empty",
    "page": "it is a web page, not OPML",
    "feed": "it is a feed or RDF, not OPML, the list of feeds that readers exchange",
    "json": "it is JSON, not OPML",
    "text": "it is plain text, not OPML",
}
_FEEDS = ("rss", "atom", "pie", "jsonfeed")
"""Types of outlines that are feeds; most programs write the first whatever the feed is."""
_LISTS = ("include", "source")
"""Types that name another list, to be read in this one's place."""
_RUNS = ("cmd", "command", "exec", "script", "postprocess")
"""How names of attributes end that other readers run as programs; none is ever run here."""

_HIDING = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
"""What opens a stretch in which nothing is an element, and what closes it."""
_MARK = re.compile(r"<!--|<!\[CDATA\[|<\?|<(/?)(?:[\w.-]+:)?outline(?=[\s/>]|$)", re.IGNORECASE)
# All quantifiers are possessive, and no value reaches into the next outline: the scan is linear.
_INSIDE = re.compile(
    r"""((?:[^<>"']++|"(?:[^"<]++|<(?!/?outline\b))*+"|'(?:[^'<]++|<(?!/?outline\b))*+')*+)>""",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""(?<![^\s"'])([^\s=<>"'/]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")
_TITLE = re.compile(r"<title\s*>([^<]{0,2000})</title", re.IGNORECASE)
_END = re.compile(r"</(?:[\w.-]+:)?opml\b", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#([0-9]{1,8}|[xX][0-9a-fA-F]{1,8})|([A-Za-z][A-Za-z0-9]{0,31}));")


class _Tag(NamedTuple):
    """An outline's start or end, or where something is wrong."""

    line: int
    opens: bool
    closes: bool
    attributes: Mapping[str, str]
    """By names in lower case; values decoded and clean."""
    damage: str = ""


def read_opml(body: bytes, name: str) -> FeedList:
    """Read an OPML file, whole or damaged; `name` is what messages call it.

    Raises:
        ExchangeError: it is no OPML; says what it is instead.
    """
    text, opening = feed_text(body)
    if opening.kind in _WHAT_IT_IS:
        raise ExchangeError(name, _WHAT_IT_IS[opening.kind])
    if opening.name != "opml":
        raise ExchangeError(name, f"its first element is <{opening.name}>, and OPML's is <opml>")
    above, text = (
        part.replace("\r\n", "\n").replace("\r", "\n")
        for part in (text[: opening.root], text[opening.root :])
    )
    return _read(text, first_line=above.count("\n") + 1)


def write_opml(feeds: Iterable[Outline], title: str) -> bytes:
    """Write OPML 2.0, feeds in their folders, without the names and passwords in their addresses.

    Within a folder the order is kept; of feeds with one address the first is written. `read_opml`
    gives the same outlines back.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<opml version="2.0" xmlns:{PREFIX.rstrip(":")}={quoteattr(NAMESPACE)}>',
        f"  <head>\n    <title>{escape(clean_line(title))}</title>\n  </head>",
        "  <body>",
    ]
    inside: list[str] = []
    by_address = {_plain(feed.url): feed for feed in reversed(list(feeds))}
    placed = [(_levels(feed.folder), feed) for feed in reversed(by_address.values())]
    for levels, feed in sorted(placed, key=lambda each: each[0]):
        shared = _shared(inside, levels)
        while len(inside) > shared:
            inside.pop()
            lines.append(_indented(inside, "</outline>"))
        for level in levels[shared:]:
            name = quoteattr(level)
            lines.append(_indented(inside, f"<outline text={name} title={name}>"))
            inside.append(level)
        lines.append(_indented(inside, _written(feed)))
    while inside:
        inside.pop()
        lines.append(_indented(inside, "</outline>"))
    return "\n".join([*lines, "  </body>", "</opml>", ""]).encode()


# Reading


class _Open(NamedTuple):
    """An outline whose end has not come yet."""

    tag: _Tag
    folder: str
    """The folder of what it holds."""
    is_folder: bool
    """Whether it must hold something: it is no feed, and has not been reported."""


def _read(text: str, first_line: int) -> FeedList:
    gathering = Gathering()
    around: list[_Open] = []
    previous: _Tag | None = None  # the outline whose start was read last, if nothing was since
    for count, tag in enumerate(_tags(text, first_line)):
        if count >= MOST_TAGS:
            gathering.note(tag.line, f"the first {MOST_TAGS} starts and ends of outlines are read")
            break
        if tag.damage:
            gathering.leave(tag.line, "", tag.damage)
            previous = None
        if tag.opens:
            around.append(_opened(gathering, tag, around[-1].folder if around else ""))
            previous = tag
        if tag.closes and around:
            _end(gathering, around.pop(), previous)
            previous = None
    if around:
        _end(gathering, around[-1], previous)
    if not _END.search(text):
        end = first_line + text.rstrip().count("\n")
        gathering.note(end, "the file ends before its list does; what stands above is read")
    title = _TITLE.search(text)
    return gathering.result(_decoded(title[1]) if title else "")


def _opened(gathering: Gathering, tag: _Tag, folder: str) -> _Open:
    """Take an outline that is a feed; return what is to be known until its end."""
    given = tag.attributes
    kind = given.get("type", "").lower()
    address = given.get("xmlurl") or (given.get("url", "") if kind in _FEEDS else "")
    why = _why_not(given, kind, address)
    if why:
        gathering.leave(tag.line, _title(tag), why)
    elif address:
        gathering.take(
            tag.line,
            address,
            Outline(
                url=address,
                title=_title(tag),
                named=given.get(PREFIX + TITLED_BY) != "feed",
                folder=folder or folder_name(_category(given)),
                link=link(given.get("htmlurl", "")),
                about=given.get("description", ""),
                lang=given.get("language", ""),
                settings=_settings(given),
            ),
        )
    else:
        return _Open(tag, folder_name(folder, _title(tag)), True)
    return _Open(tag, folder, False)


def _end(gathering: Gathering, ended: _Open, previous: _Tag | None) -> None:
    if ended.is_folder and ended.tag is previous:
        gathering.leave(ended.tag.line, _title(ended.tag), "it names no feed and holds none")


def _title(tag: _Tag) -> str:
    return tag.attributes.get("text") or tag.attributes.get("title") or ""


def _why_not(given: Mapping[str, str], kind: str, address: str) -> str:
    """Return why an outline is neither a feed to take nor a folder; empty when it may be either."""
    if kind in _LISTS:
        return "it points to another list, which is not followed"
    if address.startswith("|") or (
        address and any(given[name] and name.endswith(_RUNS) for name in given)
    ):
        return "it runs a program, and newsread runs none"
    if address:
        return ""
    if kind in _FEEDS:
        return "it has no address"
    page = given.get("htmlurl") or given.get("url")
    if not page:
        return ""
    try:
        return f"it names a page and no feed. Try: newsread add {shlex.quote(_plain(page))}"
    except AddressError as error:
        return error.happened.rstrip(":")


def _tags(text: str, line: int) -> Iterator[_Tag]:
    """Yield the starts and ends of outlines; `line` is that of the text's beginning."""
    last = {close: text.rfind(close) for close in _HIDING.values()}
    at = counted = 0
    while mark := _MARK.search(text, at):
        line += text.count("\n", counted, mark.start())
        counted, at = mark.start(), mark.end()
        close = _HIDING.get(mark[0].upper())
        if close:
            if last[close] >= at:
                at = text.index(close, at) + len(close)
            continue
        inside = _INSIDE.match(text, at)
        if inside:
            at = inside.end()
            ends = bool(mark[1])
            attributes = {} if ends else _attributes(inside[1])
            yield _Tag(line, not ends, ends or inside[1].endswith("/"), attributes)
        elif not mark[1]:
            yield _Tag(line, False, False, {}, "the line is damaged, or the file is cut there")


def _attributes(inside: str) -> dict[str, str]:
    """Return the attributes of a tag; the first of several with one name, as nothing is certain."""
    read: dict[str, str] = {}
    for name, double, single in _ATTRIBUTE.findall(inside):
        read.setdefault(name.lower(), clean_line(_decoded(double or single)))
    return read


def _decoded(value: str) -> str:
    """Return what a value's references stand for; a bare ``&`` and unknown names stay as they are.

    Entities that the file declares are none of its references here: they may grow without bound.
    """

    def character(found: re.Match[str]) -> str:
        number, name = found.groups()
        if name:
            return html.entities.html5.get(name + ";", found[0])
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        return chr(code) if code <= 0x10FFFF else "\ufffd"

    return _REFERENCE.sub(character, value)


def _settings(given: Mapping[str, str]) -> Settings:
    return tuple(
        (name.removeprefix(PREFIX), value)
        for name, value in given.items()
        if name.startswith(PREFIX) and name != PREFIX + TITLED_BY
    )


def _category(given: Mapping[str, str]) -> str:
    """Return the first of a feed's categories, which some programs write in place of folders."""
    return given.get("category", "").partition(",")[0]


def _plain(address: str) -> str:
    """Return an address without name, password and fragment."""
    return parse_address(address).request


# Writing


def _levels(folder: str) -> list[str]:
    label = folder_name(folder)
    return label.split(SEPARATOR) if label else []


def _shared(one: list[str], other: list[str]) -> int:
    """Return how many levels two folders have in common."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _indented(inside: list[str], tag: str) -> str:
    return "  " * (len(inside) + 2) + tag


def _written(feed: Outline) -> str:
    title = clean_line(masked(feed.title), LONGEST_TITLE)
    attributes = [
        ("type", "rss"),
        ("text", title),
        ("title", title),
        ("xmlUrl", _plain(feed.url)),
        ("htmlUrl", feed.link and _plain(feed.link)),
        ("description", feed.about),
        ("language", feed.lang),
        (PREFIX + TITLED_BY, "" if feed.named else "feed"),
        *((PREFIX + name, value) for name, value in feed.settings),
    ]
    written = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes if value)
    return f"<outline {written}/>"
