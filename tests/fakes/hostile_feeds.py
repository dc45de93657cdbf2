"""Feeds that are out to make a parser throw, crawl or swell: made by kind and size, never stored.

Each maker is given a size in code points and returns a whole document. What is aimed at is in its
name; sizes and words are the caller's, so that no fix fits one file only.
"""

# ruff: noqa: E501 (a table of makers is looked through by its names)

from __future__ import annotations

import json
from collections.abc import Callable

NAMESPACES = (
    "xmlns:dc='http://purl.org/dc/elements/1.1/' "
    "xmlns:content='http://purl.org/rss/1.0/modules/content/' "
    "xmlns:media='http://search.yahoo.com/mrss/' "
    "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'"
)


def rss(inside: str = "", before: str = "", channel: str = "") -> bytes:
    """Return RSS with one honest item and one with `inside`."""
    honest = "<item><title>honest</title><link>https://a.example/1</link></item>"
    return (
        f"{before}<rss version='2.0' {NAMESPACES}><channel><title>T</title>{channel}"
        f"{honest}<item><title>other</title>{inside}</item></channel></rss>"
    ).encode()


def filled(pattern: str, size: int) -> str:
    """Return `pattern` repeated to `size` code points."""
    return (pattern * (size // len(pattern) + 1))[:size]


def within(element: str, pattern: str, end: str = "") -> Callable[[int], bytes]:
    """Return a maker of an item with `pattern` repeated in `element`."""
    name = element.split()[0]
    return lambda size: rss(f"<{element}>{filled(pattern, size)}{end}</{name}>")


def loose(maker: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """Return a maker of the same, so damaged that only a lenient parser reads it."""
    return lambda size: maker(size).replace(b"</channel>", b"</chanel><p>")


def nested(opening: str, closing: str, length: int) -> Callable[[int], bytes]:
    """Return a maker of elements in each other, as many as fit."""
    return lambda size: rss(opening * (size // length) + closing * (size // length))


def attributes(size: int) -> bytes:
    return rss("<x " + " ".join(f"a{n}='{n}'" for n in range(size // 10)) + "/>")


def namespaces(size: int) -> bytes:
    return rss("<x " + " ".join(f"xmlns:n{n}='urn:{n}'" for n in range(size // 20)) + "/>")


def prefixes(size: int) -> bytes:
    return rss("".join(f"<n{n}:x xmlns:n{n}='urn:{n}'>y</n{n}:x>" for n in range(size // 36)))


def entity_growth(size: int) -> bytes:
    half = "x" * (size // 2)
    return rss("&big;" * (size // 10), f"<!DOCTYPE rss [\n<!ENTITY big '{half}'>]>\n")


def small_entity_much_used(size: int) -> bytes:
    return rss("&a;" * (size // 3), f"<!DOCTYPE rss [<!ENTITY a '{'y' * 999}'>]>")


def laughs(size: int) -> bytes:
    levels = "".join(
        f"<!ENTITY l{n} '{f'&l{n - 1};' * 10 if n else 'lol'}'>\n" for n in range(size // 100)
    )
    return rss(f"<title>&l{size // 100 - 1};</title>", f"<!DOCTYPE rss [\n{levels}]>\n")


def unclosed_items(size: int) -> bytes:
    return f"<rss version='2.0'><channel>{'<item><title>x' * (size // 14)}".encode()


def items(size: int) -> bytes:
    many = "".join(f"<item><guid>{n}</guid></item>" for n in range(size // 32))
    return f"<rss version='2.0'><channel>{many}</channel></rss>".encode()


def text_before(pattern: str) -> Callable[[int], bytes]:
    return lambda size: rss(before=filled(pattern, size))


def json_feed(**more: object) -> bytes:
    whole = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "1"}]}
    return json.dumps({**whole, **more}).encode()


def json_item(**fields: object) -> bytes:
    return json_feed(items=[{"id": "1"}, {"id": "2", **fields}])


MAKERS: dict[str, Callable[[int], bytes]] = {
    "author without @": within("author", "ab"),
    "author of dots": within("author", "a.", "!"),
    "author a@a.a.a": within("author", "a.", "@!"),
    "author @": within("author", "a@"),
    "author mail": within("author", "a@a.", "!"),
    "author (((": within("author", "("),
    "author a@b (": within("author", "a@b ("),
    "author spaces": within("author", " a "),
    "creator": within("dc:creator", "xy"),
    "itunes author": within("itunes:author", "xy."),
    "itunes owner": lambda size: rss(
        channel=f"<itunes:owner><itunes:name>{filled('ab', size)}</itunes:name></itunes:owner>"
    ),
    "webMaster": lambda size: rss(channel=f"<webMaster>{filled('ab.', size)}</webMaster>"),
    "managingEditor": lambda size: rss(
        channel=f"<managingEditor>{filled('ab.', size)}</managingEditor>"
    ),
    "many authors": within("x", "<author>abcdefgh</author>"),
    "many creators": within("x", "<dc:creator>abcdefgh.</dc:creator>"),
    "date of digits": within("pubDate", "1234567890"),
    "date of dashes": within("pubDate", "2020-"),
    "date of colons": within("dc:date", "12:"),
    "date of words": within("pubDate", "Mon, "),
    "style word": within("description", "&lt;p style='aaaaaaaaaa&gt;"),
    "style url": lambda size: rss(
        f"<description>&lt;p style='{filled('url(', size)}'&gt;</description>"
    ),
    "style long": lambda size: rss(
        f"<description>&lt;p style='{filled('a', size)}:'&gt;</description>"
    ),
    "html comments": within("description", "&lt;!-- "),
    "html <": within("description", "&lt;"),
    "html </": within("description", "&lt;/"),
    "html <!": within("description", "&lt;!"),
    "html <![": within("description", "&lt;!["),
    "html <?": within("description", "&lt;?"),
    "html <a ": within("description", "&lt;a "),
    "html quotes": within("description", "&lt;a b=&quot;"),
    "html = '": within("description", "&lt;a b='c' "),
    "html & in cdata": within("description", "<![CDATA[&]]>"),
    "html entities": within("description", "&amp;a"),
    "html deep": within("description", "&lt;div&gt;"),
    "title of <": within("title", "&lt;"),
    "title of <a": within("title", "&lt;a "),
    "title of &": within("title", "&amp;"),
    "title of &#": within("title", "&amp;#1"),
    "title of <!--": within("title", "&lt;!--"),
    "title of spaces": within("title", " "),
    "title of marks": within("title", "a\u0301\u0302"),
    "title of joiners": within("title", "\u200d\u0301"),
    "loose quotes": loose(within("x y='z'", "<a b=\"c' ")),
    "loose <": loose(within("x", "< ")),
    "loose </": loose(within("x", "</ ")),
    "loose <!": loose(within("x", "<! ")),
    "loose <![": loose(within("x", "<![ ")),
    "loose <!-": loose(within("x", "<!-")),
    "loose <?": loose(within("x", "<?")),
    "loose <a": loose(within("x", "<a")),
    "loose <a ": loose(within("x", "<a ")),
    "loose <a/": loose(within("x", "<a/ ")),
    "loose tags": loose(within("x", "<b>")),
    "loose cdata": loose(within("description", "<![CDATA[x]]>")),
    "loose description": loose(within("description", "&lt;b&gt; ")),
    "loose attributes": loose(attributes),
    "loose =": loose(within("x y='z'", "<a b=")),
    "newlines before": text_before("\n"),
    "spaces before": text_before(" "),
    "junk before": text_before("junk\n"),
    "< before": text_before("< "),
    "<? before": text_before("<?"),
    "<!-- before": text_before("<!--"),
    "<!DOCTYPE before": text_before("<!DOCTYPE "),
    "<!DOCTYPE [ before": text_before("<!DOCTYPE [ "),
    "<!ENTITY before": text_before("<!ENTITY "),
    "<!ENTITYs within": lambda size: rss(before=f"<!DOCTYPE rss [{filled('<!ENTITY a ', size)}]>"),
    "<?xml before": text_before("<?xml encoding='"),
    "<?xml encoding": lambda size: rss(before=f"<?xml version='1.0' {filled(chr(32) + 'encoding=' + chr(39), size)}?>"),
    "doctype long": lambda size: rss(before=f"<!DOCTYPE rss [{filled(' a', size)}"),
    "nested items": nested("<item>", "</item>", 13),
    "nested elements": nested("<x>", "</x>", 7),
    "nested entries": lambda size: b"<feed xmlns='http://www.w3.org/2005/Atom'>" + b"<entry>" * (size // 15) + b"</entry>" * (size // 15) + b"</feed>",
    "nested xhtml": lambda size: (
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>"
        f"{'<div>' * (size // 11)}{'</div>' * (size // 11)}</content></entry></feed>"
    ).encode(),
    "nested description": nested("<description>", "</description>", 27),
    "nested media": nested("<media:group>", "</media:group>", 27),
    "never closed": within("x", "<description>"),
    "attributes": attributes,
    "namespaces": namespaces,
    "prefixes": prefixes,
    "long name": lambda size: rss(f"<{filled('n', size)}/>"),
    "long names": lambda size: rss("".join(f"<{'n' * 1000}{n}/>" for n in range(size // 1000))),
    "long attribute": lambda size: rss(f"<x y='{filled('z', size)}'/>"),
    "long comment": lambda size: rss(f"<!--{filled('c', size)}-->"),
    "long cdata": lambda size: rss(f"<description><![CDATA[{filled('c ', size)}]]></description>"),
    "long PI": lambda size: rss(f"<?p {filled('c', size)}?>"),
    "many PIs": within("x", "<?p c?>"),
    "many comments": within("x", "<!--c-->"),
    "many links": within("x", "<link>https://a.example/</link>"),
    "many categories": within("x", "<category>abcdef</category>"),
    "one category": within("category", "ab, "),
    "itunes keywords": within("itunes:keywords", "a, "),
    "many enclosures": within("x", "<enclosure url='https://a.example/1' length='z'/>"),
    "many media": within("x", "<media:content url='https://a.example/1'/>"),
    "many guids": within("x", "<guid>abcdef</guid>"),
    "xml:base": nested("<x xml:base='a/'>", "</x>", 21),
    "long base": lambda size: rss(f"<description xml:base='https://a.example/{filled('../', size)}'>x</description>"),
    "chapters": within("x", "<psc:chapter xmlns:psc='http://podlove.org/simple-chapters' start='1'/>"),
    "georss": within("x", "<georss:polygon xmlns:georss='http://www.georss.org/georss'>1 2 3 4</georss:polygon>"),
    "georss long": within("georss:polygon xmlns:georss='http://www.georss.org/georss'", "1 2 "),
    "gml": within("x", "<gml:Point xmlns:gml='http://www.opengis.net/gml'><gml:pos>1 2</gml:pos></gml:Point>"),
    "entity growth": entity_growth,
    "small entity much used": small_entity_much_used,
    "laughs": laughs,
    "references": within("title", "&#55357;&#56832;"),
    "bad references": within("title", "&#xD800;&#99999999999;&#x110000;"),
    "long reference": lambda size: rss(f"<title>&#{filled('9', size)};</title>"),
    "long hex reference": lambda size: rss(f"<title>&#x{filled('f', size)};</title>"),
    "long name reference": lambda size: rss(f"<title>&{filled('f', size)};</title>"),
    "bare ampersands": within("title", "&"),
    "unclosed items": unclosed_items,
    "items": items,
    "long link": lambda size: rss(f"<link>https://a.example/{filled('a/../', size)}</link>"),
    "long host": lambda size: rss(f"<link>https://{filled('a.', size)}/</link>"),
    "guid": within("guid", "ab"),
    "one word": within("description", "w"),
    "data image": lambda size: rss(f"<description>&lt;img src='data:image/png;base64,{filled('QUJD', size)}'&gt;text after</description>"),
    "json nested": lambda size: json_feed(items=[]).replace(b"[]", b"[" * (size // 2) + b"]" * (size // 2)),
    "json nested objects": lambda size: json_feed(items=[]).replace(b"[]", b'{"a":' * (size // 6) + b"1" + b"}" * (size // 6)),
    "json long number": lambda size: json_item(id=0).replace(b'"id": 0', b'"id": ' + b"9" * size),
    "json long float": lambda size: json_item(id=0).replace(b'"id": 0', b'"id": 1.' + b"9" * size + b"e99999"),
    "json long size": lambda size: json_item(attachments=[{"url": "https://a.example/1", "size_in_bytes": 0}]).replace(b": 0", b": " + b"9" * size),
    "json empty arrays": lambda size: json_feed(items=[[]] * (size // 4)),
    "json empty objects": lambda size: json_feed(items=[{}] * (size // 4)),
    "json items": lambda size: json_feed(items=[{"id": str(n)} for n in range(size // 14)]),
    "json many keys": lambda size: json_item(**{f"k{n}": n for n in range(size // 12)}),
    "json one key often": lambda size: b'{"version": "https://jsonfeed.org/version/1", ' + b'"items": [], ' * (size // 13) + b'"title": "T"}',
    "json surrogates": lambda size: json_item(title="x").replace(b'"x"', b'"' + rb"\ud800" * (size // 6) + b'"'),
    "json controls": lambda size: json_item(title="\u009d\u001b[2J" * (size // 15)),
    "json tags": lambda size: json_item(tags=["ab"] * (size // 6)),
    "json authors": lambda size: json_item(authors=[{"name": "ab"}] * (size // 16)),
    "json attachments": lambda size: json_item(attachments=[{"url": "https://a.example/1"}] * (size // 32)),
    "json date": lambda size: json_item(date_published="2" * size),
    "json html": lambda size: json_item(content_html="<div>" * (size // 5)),
    "json unterminated": lambda size: b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "' + b"x" * size,
    "json spaces": lambda size: b" " * size + json_feed(),
    "json escapes": lambda size: json_item(title="\\\"" * (size // 4)),
}  # fmt: skip
"""By what they are after."""
