"""Pages that make parsers slow, lose text or raise: by name, each made when asked for."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass

from newsread.web.fetch import PAGE_BYTES

WORDS = "The harbour board voted on Tuesday to close the old ferry pier, a report says. "
ARTICLE = f"<h1>Pier to close</h1><p>{WORDS * 3}</p><p>{WORDS * 4}</p>"


@dataclass(frozen=True, slots=True)
class HostilePage:
    """What a server may send, and whether there is a text in it."""

    make: Callable[[], bytes]
    has_text: bool = True
    content_type: str = "text/html"

    def body(self) -> bytes:
        """Return the page, cut where no fetch goes on."""
        return self.make()[:PAGE_BYTES]


def _page(body: str | bytes, head: str = "<title>Pier to close</title>") -> bytes:
    inside = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    return b"<!DOCTYPE html><html><head>" + head.encode() + b"</head><body>" + inside


def _deep(levels: int, name: str = "div") -> Callable[[], bytes]:
    return lambda: _page(f"<{name}>" * levels + ARTICLE + f"</{name}>" * levels)


def _within(attribute: str, inside: str) -> str:
    """Return what stands in 120 elements with `attribute`, each in the next."""
    return f"<div {attribute}>" * 120 + inside + "</div>" * 120


def _filled(piece: str, size: int = 10 << 20) -> Callable[[], bytes]:
    return lambda: _page(ARTICLE + piece * (size // len(piece)))


HOSTILE_PAGES = {
    "10 MB of paragraphs": HostilePage(_filled(f"<p>{WORDS}</p>")),
    "10 MB of empty paragraphs": HostilePage(_filled("<p>")),
    "10 MB in one text node": HostilePage(lambda: _page(WORDS * (10 << 20 >> 6))),
    "10 MB without a space": HostilePage(lambda: _page("a" * (10 << 20))),
    "8 MB picture in the page": HostilePage(
        lambda: _page(
            ARTICLE
            + f'<img src="data:image/png;base64,{base64.b64encode(bytes(6 << 20)).decode()}">'
        )
    ),
    "3 MB picture before the article": HostilePage(
        lambda: _page(f'<img src="data:image/png;base64,{"A" * (3 << 20)}">' + ARTICLE)
    ),
    "10 MB script after the article": HostilePage(
        lambda: _page(ARTICLE + "<script>" + "let a = '<p>';\n" * 700_000 + "</script>")
    ),
    "4 MB script before the article": HostilePage(
        lambda: _page("<script>" + "let a = '<p>';\n" * 280_000 + "</script>" + ARTICLE)
    ),
    "4 MB style before the article": HostilePage(
        lambda: _page("<style>" + "p { color: red }\n" * 240_000 + "</style>" + ARTICLE)
    ),
    "20,000 nested pairs of divs": HostilePage(
        lambda: _page(ARTICLE + "<div><div>x</div>" * 20_000 + "</div>" * 20_000)
    ),
    "14,000 pairs of divs side by side": HostilePage(
        lambda: _page(ARTICLE + "<div><div>one more word</div></div>" * 14_000)
    ),
    "50,000 links": HostilePage(
        lambda: _page(ARTICLE + '<a href="/news/story">a headline of some words</a> ' * 50_000)
    ),
    "14,000 links in a list": HostilePage(
        lambda: _page(ARTICLE + '<li><a href="/a">a headline of some words</a>' * 14_000)
    ),
    "9,000 rows of a table": HostilePage(
        lambda: _page(ARTICLE + "<table>" + "<tr><td>one<td>two" * 9_000 + "</table>")
    ),
    "depth 140": HostilePage(_deep(140)),
    "depth 250": HostilePage(_deep(250)),
    "depth 1,000": HostilePage(_deep(1_000)),
    "depth 1,900 of spans": HostilePage(_deep(1_900, "span")),
    "depth 10,000": HostilePage(_deep(10_000)),
    "depth 100,000": HostilePage(_deep(100_000)),
    "depth 5,000 of lists": HostilePage(lambda: _page("<ul><li>" * 5_000 + ARTICLE)),
    "depth 5,000 of quotes": HostilePage(_deep(5_000, "blockquote")),
    "depth 5,000 of tables": HostilePage(lambda: _page("<table><tr><td>" * 5_000 + ARTICLE)),
    "5,000 formatting marks never closed": HostilePage(lambda: _page("<b><i>" * 5_000 + ARTICLE)),
    "nothing": HostilePage(lambda: b"", has_text=False),
    "blanks": HostilePage(lambda: b" \r\n\t" * 1_000, has_text=False),
    "a comment": HostilePage(lambda: b"<!-- nothing to see -->", has_text=False),
    "4 MB of comment": HostilePage(lambda: b"<!--" + b"x - " * (1 << 20), has_text=True),
    "charset of junk in the meta": HostilePage(
        lambda: _page(ARTICLE, '<meta charset="utf-8, ie=edge"><title>Pier to close</title>')
    ),
    "charset of junk in the header": HostilePage(
        lambda: _page(ARTICLE), content_type="text/html; charset=\x00,;=x-none"
    ),
    "NUL and control characters": HostilePage(
        lambda: _page(ARTICLE.replace(" ", " \x00\x01\x1b[2J\x9b\x7f")),
    ),
    "every byte there is": HostilePage(lambda: _page(bytes(range(256)) * 4_000)),
    "an address that is none": HostilePage(
        lambda: _page(ARTICLE + '<p><a href="http://[http://">the board</a> has not answered.</p>')
    ),
    "a base that is none": HostilePage(
        lambda: _page(ARTICLE, '<base href="http://[::1"><title>Pier to close</title>')
    ),
    "200,000 unclosed <": HostilePage(lambda: _page(ARTICLE + "<" * 200_000)),
    "200,000 unclosed <a": HostilePage(lambda: _page(ARTICLE + "<a " * 200_000)),
    "200,000 unclosed <!--": HostilePage(lambda: _page(ARTICLE + "<!--" * 200_000)),
    "200,000 unclosed <svg>": HostilePage(lambda: _page(ARTICLE + "<svg>" * 200_000)),
    "100,000 attributes in a tag": HostilePage(
        lambda: _page(ARTICLE + "<p " + " ".join(f"a{i}=b" for i in range(100_000)) + ">x")
    ),
    "900 attributes in each of 900 tags": HostilePage(
        lambda: _page(ARTICLE + ("<p " + " ".join(f"a{n}=b" for n in range(900)) + ">x") * 900)
    ),
    "attributes of junk": HostilePage(
        lambda: _page(ARTICLE + "<p =\"'<> style=\"x\" \x00='`' a=a a=b ===>Closed.</p>" * 99)
    ),
    "a class of 2 MB": HostilePage(
        lambda: _page(f'<div class="{"related share " * (2 << 20 >> 4)}">{ARTICLE}</div>')
    ),
    "30,000 classes to look at": HostilePage(
        lambda: _page(ARTICLE + "".join(f'<i class="a{i} b-{i}-c">' for i in range(29_000)))
    ),
    "lone surrogates": HostilePage(lambda: _page(ARTICLE + "<p>\ud800 &#xD800; &#xDFFF;</p>")),
    "100,000 character references": HostilePage(
        lambda: _page(ARTICLE + "&#x41;&amp;&bogus;" * 99_999)
    ),
    "letters with 100,000 accents": HostilePage(
        lambda: _page(ARTICLE + "<p>a" + "\u0301" * 100_000)
    ),
    "JSON-LD of 4 MB": HostilePage(
        lambda: _page(
            '<script type="application/ld+json">{"@graph":['
            + '{"@type":"Article","articleBody":"x"},' * 100_000
            + "1]}</script>"
            + ARTICLE
        )
    ),
    "JSON-LD nested 100,000 deep": HostilePage(
        lambda: _page(f'<script type="application/ld+json">{"[" * 100_000}</script>' + ARTICLE)
    ),
    "a character cut in two at the end": HostilePage(lambda: _page(ARTICLE + "<p>日本の新聞")[:-1]),
    "gb18030 that is called utf-8": HostilePage(
        lambda: _page(("<p>" + "港务委员会决定关闭码头。" * 9 + "</p>").encode("gb18030") * 20_000),
        content_type="text/html; charset=utf-8",
    ),
    "utf-16 without a mark": HostilePage(
        lambda: _page(ARTICLE).decode().encode("utf-16-le"), content_type="text/html"
    ),
    "plain text of 10 MB": HostilePage(
        lambda: (WORDS * 9 + "\n\n").encode() * 16_000, content_type="text/plain"
    ),
    "25,000 line breaks": HostilePage(lambda: _page(ARTICLE + f"{WORDS}<br>" * 25_000)),
    "9,000 headings like the headline": HostilePage(
        lambda: _page(ARTICLE + f"<h2>Pier to close</h2><p>{WORDS}</p>" * 9_000)
    ),
    "one line of 140,000 phrases": HostilePage(
        lambda: _page(ARTICLE + "<p>" + "share tweet " * 70_000)
    ),
    "25,000 hidden elements in one text": HostilePage(
        lambda: _page(ARTICLE + f"<p>{'<i hidden></i>a text that stands on the page ' * 25_000}")
    ),
    "20,000 forms in one text": HostilePage(
        lambda: _page(ARTICLE + f"<div>{'<form></form>a text that stands on the page ' * 20_000}")
    ),
    "28,000 rules in one text": HostilePage(
        lambda: _page(ARTICLE + f"<div><p></p>{'one more<hr>' * 28_000}")
    ),
    "28,000 links and ids in what is taken out": HostilePage(
        lambda: _page(ARTICLE + "<p>" + "<a href='#x' id=y name=z>1</a>" * 28_000)
    ),
    "comments in comments, with 25,000 articles": HostilePage(
        lambda: _page(ARTICLE * 3 + _within("class=comments", "<article class=comment>x" * 25_000))
    ),
    "shares in shares, with 25,000 paragraphs": HostilePage(
        lambda: _page(ARTICLE * 100 + _within("class=share", "<p></p>" * 25_000))
    ),
    "120 candidates around 25,000 links": HostilePage(
        lambda: _page(ARTICLE + f"<div><p>{WORDS}</p>" * 120 + "<a>x</a>" * 25_000)
    ),
    "900 captions around one long text": HostilePage(
        lambda: _page("<div class=caption>" * 900 + "word " * 280_000)
    ),
    "12,000 decks": HostilePage(
        lambda: _page(
            "<h1>Pier to close</h1><div>"
            + "".join(f"<h3>six words of the deck number {i}</h3>" for i in range(12_000))
            + f"</div><div>{f'<p>{WORDS * 10}</p>' * 800}</div>"
        )
    ),
    "20,000 references in one sup": HostilePage(
        lambda: _page(
            f"{ARTICLE}<p><sup>{WORDS * 8_000}{'<a href=#n>1</a> ' * 20_000}</sup></p><p id=n>Note."
        )
    ),
    "20,000 links back in one span": HostilePage(
        lambda: _page(
            f"{ARTICLE}<p>So <sup><a href=#n id=b>1</a></sup>.<p id=n>Note.<p><span>{WORDS * 8_000}"
            + "<a href=#b>^</a>" * 20_000
        )
    ),
    "7,000 notes under a class of 600 kB": HostilePage(
        lambda: _page(
            f"<div class={'a-' * 300_000}>{ARTICLE}"
            + "".join(
                f"<p>a<sup><a href=#n{i}>{i % 999}</a></sup><p id=n{i}>Note." for i in range(7_000)
            )
        )
    ),
    "25,000 headings beside ten headlines of 70 words": HostilePage(
        lambda: _page(
            ARTICLE
            + "".join(f"<h1>{' '.join(f'w{n}-{i}' for i in range(70))}</h1>" for n in range(9))
            + "<h2>x y z</h2>" * 25_000
        )
    ),
    "9,000 lines of 24 phrases": HostilePage(
        lambda: _page(ARTICLE + f"<p>{'share tweet ' * 12}</p>" * 9_000)
    ),
    "25,000 lines of dots before the article": HostilePage(
        lambda: _page("<div>" + "<p>. - . - . - . - . - . x</p>" * 25_000 + f"<p>{WORDS * 3}")
    ),
    "3,400 lines of dashes": HostilePage(
        lambda: _page(ARTICLE + f"<p>x {('-' * 15 + ' ') * 23}</p>" * 3_400)
    ),
    "colons alone": HostilePage(lambda: _page(f"<p>{':' * 15} " * 440)),
    "14,000 links between sentences": HostilePage(
        lambda: _page(f"{ARTICLE}<p>{'A sentence stands here. <a href=/x>Share</a> ' * 14_000}")
    ),
    "14,000 lines with a link": HostilePage(
        lambda: _page(f"{ARTICLE}<p>{'a <a href=/x>link here</a> and text<br>' * 14_000}")
    ),
    "JSON-LD of 13 long lists": HostilePage(
        lambda: _page(
            f'<script type="application/ld+json">[{"1," * 190_000}1]</script>' * 13 + ARTICLE
        )
    ),
    "JSON-LD whose text is 2,000 captions": HostilePage(
        lambda: _page(
            '<script type="application/ld+json">{"@type":"Article","articleBody":"'
            + "<div class=caption>" * 2_000
            + "<p>a word " * 30_000
            + '"}</script><p>Pier to close.</p>'
        )
    ),
}
"""What `read_page` must read or refuse with a PageError within a worker's five seconds."""
