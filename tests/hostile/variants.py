"""Cases of our own, of the bench's kinds: other words and sizes, and every place text can stand."""

# ruff: noqa: E501 (tables of cases are looked through by their names)

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.fakes.hostile_feeds import MAKERS, NAMESPACES
from tests.fakes.hostile_server import BEHAVIOURS
from tests.hostile.case import Case
from tests.hostile.variant_files import configs, opmls, stores

ATOM = "application/atom+xml"
JSON = "application/feed+json"
FILLING = (
    "<p>The harbour office counted nineteen barges on Sunday, the pilot said, two more than in spring, and none of them was late.</p>"
    * 8
)

PAYLOADS = {
    "osc0_bel": "\x1b]0;pwnkelp\x07",
    "osc2_st": "\x1b]2;pwnkelp\x1b\\",
    "osc_open": "\x1b]0;pwnkelp",
    "osc8": "\x1b]8;;http://evil.test/\x1b\\pwnkelp\x1b]8;;\x1b\\",
    "osc9": "\x1b]9;pwnkelp\x07",
    "osc50": "\x1b]50;#1\x07",
    "osc52": "\x1b]52;c;cHdua2VscA==\x07",
    "osc777": "\x1b]777;notify;pwnkelp;b\x07",
    "osc1337": "\x1b]1337;File=inline=1:cHdu\x07",
    "csi_clear": "\x1b[2J\x1b[H",
    "csi_report": "\x1b[6n\x1b[c\x1b[21t",
    "csi_alternate": "\x1b[?1049l",
    "csi_colour": "\x1b[31;1;5mpwn\x1b[0m",
    "reset": "\x1bc",
    "charset": "\x1b(0\x0e",
    "dcs": "\x1bPq#0;2;0;0;0#0~~\x1b\\",
    "dcs_request": '\x1bP$q"p\x1b\\',
    "apc_pm_sos": "\x1b_pwn\x1b\\\x1b^pwn\x1b\\\x1bXpwn\x1b\\",
    "c1_osc": "\x9d0;pwnkelp\x9c",
    "c1_csi": "\x9b2J\x9b6n",
    "c1_dcs": "\x90q\x9c\x9e\x9f\x98\x85\x84",
    "backspace": "safe\x08\x08\x08\x08evil",
    "return": "safe\revil\x0b\x0c",
    "nul_del": "a\x00b\x7fc\x05",
    "bell": "\x07\x07\x07",
    "all_c0": "".join(map(chr, range(1, 32))),
    "all_c1": "".join(map(chr, range(128, 160))),
    "bidi": "\u202egpj.\u202d\u2066x\u2067y\u2068z\u200e\u200f\u061c",
    "invisible": "\ufeff\u200b\u2060\u2061\u2062\u2063\u2064\u00ad\u180e\u034f\u206a\ufff9\ufffa",
    "tags": "".join(chr(0xE0000 + ord(c)) for c in "run this") + "\U000e0001\U000e007f",
    "separators": "\u2028x\u2029y\x1c\x1d\x1e\x1f",
    "noncharacters": "\ufffe\uffff\ufdd0\U0001ffff\U0010ffff",
    "fillers": "\u3164\u115f\u1160\uffa0\u17b4",
}
MARKUP = (
    "[/]", "[/nope] x", "[b]x[/b]", "[bold red]x[/]", "[@click=app.quit]Read[/]", "[@click=app.bell()]x[/@click]",
    "[link=http://evil.test/]bank[/link]", "[$primary]x", "[$error on $panel]x[/]", "\\[bold]x\\\\[/]", "[[x]]", "[x", "x]",
    "[on red blink]", "[#ff0000]x", "[rgb(1,2,3)]x[/]", "[not bold]x", "[]", "[ ]", "[Updated] story", "[1/2] part", "[/b][b]",
    ":smiley: :bomb:", "{x} {0!r} %s %(x)s ${HOME} $(id) `id`", "# head *a* _b_ ~~c~~ `d`", "[x](http://evil.test/)", "![x](http://evil.test/i.png)", "| a | b |",
    "&lt;b&gt;", "\\u001b[2J \\x1b]0;x", "^[[2J", "'\"; DROP TABLE article; --", "%1b%5b2J", "=1+1", "..//../etc/passwd", "C:\\con\\aux",
)  # fmt: skip
LINKS = {
    "javascript:alert(1)": 0, "JaVaScRiPt:alert(1)": 0, "java\tscript:alert(1)": 0, "\x01javascript:x": 0, "javascript://a.test/%0aalert(1)": 0,
    "vbscript:x": 0, "data:text/html;base64,PGI+": 0, "file:///etc/passwd": 0, "FILE:/etc/passwd": 0, "ftp://a.test/": 0, "gopher://a.test/": 0,
    "mailto:a@a.test": 0, "tel:+1": 0, "smb://a.test/x": 0, "ssh://-oProxyCommand=x/": 0, "view-source:http://a.test/": 0, "jar:http://a.test!/": 0,
    "chrome://settings": 0, "ms-msdt:/id": 0, "x-apple:1": 0, "about:blank": 0, "blob:http://a.test/1": 0, "ws://a.test/": 0, "feed:http://a.test/": 0,
    "--version": 0, "-remote": 0, "\\\\evil.test\\share": 0, "http:\\\\a.test": None, "http://": 0, "http:///x": None, "http://[::1": 0, "http://[::1]evil.test/": 0, "http://a.test:0x50/": 0,
    "http://a.test:-1/": 0, "http://a.test:65536/": 0, "http://a b.test/": 0, "http://a.test\\@evil.test/": None, "http://-a.test/": None, "http://a..test/": None,
    "http://a.test/x y": 1, "http://a.test/\"'<>": 1, "http://a.test/$(id)`id`|;&": 1, "https://a.test/?q=%0d%0aX: y": 1, "https://a.test/\u202egpj": 1,
    "https://\u0430pple.test/": 1, "https://xn--pple-43d.test/": 1, "https://b\u00fccher.test/\u00e9?\u00e9#\u00e9": 1, "https://ann:word@a.test/": 1, "https://a.test@evil.test/": 1,
    "HTTPS://A.TEST/UP": 1, "//a.test/x": 1, "/a/b": 1, "../../x": 1, "?q": 1, "#f": None, "https://a.test/" + "x" * 3000: 1, "http://a.test/%": 1,
    "http://127.0.0.1:1/x": 1, "http://2130706433/": None, "http://a.test./": None, "http://\uff41.test/": None, "http://a\u3002test/": None,
    "http://a.test/\x1b]0;pwn\x07": None, "http://a.test/\x9b2J": None,
}  # fmt: skip


def rss(
    item: str = "",
    channel: str = "",
    before: str = '<?xml version="1.0" encoding="utf-8"?>\n',
    title: str = "<title>T</title>",
    link: str = "<link>http://feed.test/a</link>",
) -> str:
    return f'{before}<rss version="2.0" {NAMESPACES}><channel>{channel or "<title>T</title>"}<item>{title}{link}{item}</item></channel></rss>'


def raw(text: str) -> str:
    return escape(text)


def references(text: str) -> str:
    return "".join(f"&#{ord(c)};" for c in text)


def hexadecimal(text: str) -> str:
    return "".join(f"&#x{ord(c):X};" for c in text)


def cdata(text: str) -> str:
    return f"<![CDATA[{text}]]>"


def twice(text: str) -> str:
    return escape(references(text))


def thrice(text: str) -> str:
    return f"<![CDATA[{escape(references(text))}]]>"


WRITTEN = {
    "raw": raw,
    "charref": references,
    "hexref": hexadecimal,
    "cdata": cdata,
    "htmlref": twice,
    "htmlref_twice": thrice,
}


def everywhere_rss(text: str) -> str:
    """Return RSS with a text in each field that may be shown."""
    return rss(
        f"<description>Body {text} end</description><author>a@b.test ({text})</author><dc:creator>By {text}</dc:creator>"
        f"<category domain='{text.replace(chr(39), '')[:0]}'>{text}</category><guid isPermaLink='false'>{text}</guid><comments>{text}</comments>"
        f"<media:title>{text}</media:title><media:credit>{text}</media:credit><media:description>{text}</media:description>"
        f"<content:encoded>&lt;p&gt;Long {text} body&lt;/p&gt;</content:encoded><itunes:author>{text}</itunes:author><itunes:summary>{text}</itunes:summary>"
        f"<enclosure url='http://a.test/x.mp3' type='audio/mpeg' length='1'/><dc:rights>{text}</dc:rights>",
        f"<title>News {text} end</title><link>http://feed.test/</link><description>{text}</description><managingEditor>{text}</managingEditor><copyright>{text}</copyright>"
        f"<generator>{text}</generator><language>{text}</language><itunes:author>{text}</itunes:author><image><title>{text}</title><url>{text}</url></image>",
        title=f"<title>Before {text} after</title>",
    )


def everywhere_atom(text: str, kind: str) -> str:
    return (
        f"<feed xmlns='http://www.w3.org/2005/Atom'><title type='{kind}'>News {text} end</title><subtitle>{text}</subtitle><id>{text}</id><author><name>{text}</name><email>{text}</email><uri>{text}</uri></author>"
        f"<rights>{text}</rights><generator>{text}</generator><icon>{text}</icon><entry><id>{text}</id><title type='{kind}'>Before {text} after</title><link href='http://feed.test/a' title='x'/>"
        f"<author><name>{text}</name></author><contributor><name>{text}</name></contributor><category term='t' label='l'/><summary type='{kind}'>{text}</summary><content type='{kind}'>Body {text} end</content><updated>{text}</updated></entry></feed>"
    )


def everywhere_json(text: str, **item: object) -> str:
    author = {"name": text, "url": text, "avatar": text}
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1", "title": f"News {text} end", "description": text, "home_page_url": text, "user_comment": text,
            "icon": text, "language": text, "authors": [author], "author": author,
            "items": [{"id": text, "title": f"Before {text} after", "content_text": f"Body {text} end", "content_html": f"<p>Body {html.escape(text)} {references(text)} end</p>",
                       "summary": text, "url": "http://feed.test/a", "external_url": text, "image": text, "authors": [author, {"name": f"b{text}"}], "tags": [text, f"x{text}"],
                       "date_published": text, "language": text, "attachments": [{"url": "http://a.test/x.mp3", "mime_type": text, "title": text, "size_in_bytes": 1}], **item}],
        }
    )  # fmt: skip


def page(inside: str, title: str = "Page", head: str = "") -> str:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body><article><h1>Harbour</h1>{FILLING}{inside}{FILLING}</article></body></html>"


def everywhere_page(text: str) -> str:
    flat = text.replace('"', "&quot;")
    ld = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": html.unescape(text),
            "author": {"@type": "Person", "name": html.unescape(text)},
            "datePublished": html.unescape(text),
        }
    )
    return page(
        f'<h2>Head {text}</h2><p>Words {text} go on here, as they do.</p><figure><img src=\'http://evil.test/i.png\' alt="{flat}" title="{flat}"><figcaption>Shown {text}</figcaption></figure>'
        f'<table><caption>{text}</caption><tr><th>{text}</th><td>{text} cell</td></tr></table><p><a href="http://a.test/{flat}" title="{flat}">link {text}</a></p>'
        f'<ul><li>one {text}</li><li>two</li></ul><ol><li>{text} x</li></ol><blockquote>{text} said</blockquote><pre>code {text}\n  more</pre><p><code>{text}</code><ruby>a<rt>{text}</rt></ruby></p><time datetime="{flat}">{text}</time><address>By {text}</address>',
        f"Page {text}",
        f'<meta name=author content="{flat}"><meta property=og:title content="{flat}"><meta property=og:site_name content="{flat}"><meta property=article:published_time content="{flat}"><link rel=canonical href="http://a.test/{flat}"><script type=application/ld+json>{ld}</script>',
    )


def data(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def escapes() -> Iterator[Case]:
    show = ("Before", "after", "News", "end")
    for name, payload in PAYLOADS.items():
        for how, write in WRITTEN.items():
            yield Case(
                "feed",
                f"escape/rss_{how}_{name}",
                data(everywhere_rss(write(payload))),
                entries=1,
                must_show=show,
            )
        for kind in ("text", "html"):
            yield Case(
                "feed",
                f"escape/atom_{kind}_{name}",
                data(
                    everywhere_atom(twice(payload) if kind == "html" else references(payload), kind)
                ),
                ATOM,
                entries=1,
                must_show=show,
            )
        yield Case(
            "feed",
            f"escape/atom_xhtml_{name}",
            data(
                everywhere_atom(
                    "<div xmlns='http://www.w3.org/1999/xhtml'>" + raw(payload) + "</div>", "xhtml"
                )
            ),
            ATOM,
            "either",
        )
        yield Case(
            "json",
            f"escape/json_{name}",
            data(everywhere_json(payload)),
            JSON,
            entries=1,
            must_show=show,
        )
        yield Case(
            "page",
            f"escape/page_raw_{name}",
            data(everywhere_page(raw(payload))),
            "text/html",
            must_show=("Words",),
        )
        yield Case(
            "page",
            f"escape/page_charref_{name}",
            data(everywhere_page(references(payload))),
            "text/html",
            must_show=("Words",),
        )
    yield Case(
        "json",
        "escape/json_surrogates",
        everywhere_json("x").replace("x", r"\ud800\udc00\udfff\ud83d").encode(),
        JSON,
        entries=1,
    )
    cp1252 = rss(
        title="<title>Before \x9d0;pwn\x9c after</title>",
        before="<?xml version='1.0' encoding='iso-8859-1'?>",
    ).encode("latin-1")
    yield Case("feed", "escape/latin1_c1", cp1252, entries=1, must_show=("Before", "after"))
    yield Case(
        "feed",
        "escape/iso2022",
        rss(
            title="<title>Before \u65e5 after</title>",
            before="<?xml version='1.0' encoding='iso-2022-jp'?>",
        ).encode("iso-2022-jp"),
        outcome="either",
    )


def markups() -> Iterator[Case]:
    for number, text in enumerate(MARKUP):
        once = escape(text)
        if "&" not in text and "<" not in text:
            yield Case(
                "feed",
                f"markup/title_{number}",
                data(
                    rss(
                        f"<author>{once}</author><category>{once}</category><description>{once} body</description>",
                        f"<title>{once} feed</title>",
                        title=f"<title>{once} end</title>",
                    )
                ),
                entries=1,
                must_show=(f"{text} end", f"{text} feed"),
            )
        yield Case("json", f"markup/json_{number}", data(everywhere_json(text)), JSON, entries=1)
        yield Case("page", f"markup/page_{number}", data(everywhere_page(once)), "text/html")


def unicodes() -> Iterator[Case]:
    texts = {
        "zalgo": "Z" + "\u0301\u0489\u036f" * 3000, "keycaps": "1\ufe0f\u20e3" * 800, "flags": "\U0001f1e9\U0001f1ea\U0001f1eb" * 500, "family": "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 400,
        "joiners": "a" + "\u200d" * 5000, "wide": "\u6f22" * 4000, "ambiguous": "\u25cf\u2026\u2014" * 900, "jamo": "\u1112\u1161\u11ab" * 700, "thai": "\u0e01\u0e33\u0e49" * 700, "arabic_ligature": "\ufdfa\ufdfd" * 90,
        "cuneiform": "\U00012031\U00012227" * 90, "selectors": "x" + "\ufe0f\ufe0e\U000e0100" * 2000, "private": "\ue000\uf8ff\U000f0000", "rtl": "\u05d0\u05d1\u05d2 abc \u0627\u0644 123", "half": "\uff76\uff9e",
        "mongolian": "\u1820\u180b\u180e", "music": "\U0001d15e\U0001d173\U0001d17a", "hyphens": "a\u00adb\u2011c", "replacement": "\ufffd\ufffc", "spaces": "a\u00a0b\u2007c\u3000d\u205fe\u1680f\u2800g", "devanagari": "\u0915\u094d\u200d\u0937" * 400, "numbers": "\u0660\u06dd\u0600\u0661",
    }  # fmt: skip
    for name, text in texts.items():
        yield Case(
            "feed",
            f"unicode/title_{name}",
            data(everywhere_rss(text)),
            entries=1,
            must_show=("Before", "after"),
        )
        yield Case(
            "json",
            f"unicode/json_{name}",
            data(everywhere_json(text)),
            JSON,
            entries=1,
            must_show=("Before",),
        )
        yield Case("page", f"unicode/page_{name}", data(everywhere_page(text)), "text/html")


def entities() -> Iterator[Case]:
    for name, inner in {
        "file": '<!ENTITY x SYSTEM "file:///etc/passwd">', "path": '<!ENTITY x SYSTEM "/etc/passwd">', "http": '<!ENTITY x SYSTEM "http://evil.test/x">', "public": '<!ENTITY x PUBLIC "x" "file:///etc/passwd">',
        "parameter": '<!ENTITY % p SYSTEM "http://evil.test/p.dtd"> %p;', "parameter_file": '<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;', "php": '<!ENTITY x SYSTEM "php://filter/read=x/resource=/etc/passwd">',
        "recursive": '<!ENTITY x "&y;"><!ENTITY y "&x;">', "self": '<!ENTITY x "&x;">', "markup": '<!ENTITY x "<b>bold</b>">', "escape": '<!ENTITY x "&#27;[2J">', "unparsed": '<!NOTATION n SYSTEM "n"><!ENTITY x SYSTEM "http://evil.test/" NDATA n>', "attlist": '<!ATTLIST item a CDATA "v"><!ENTITY x "v">',
        "laughs": '<!ENTITY a "ha">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 12}">' for n in range(9)) + '<!ENTITY x "&j;">', "quadratic": f'<!ENTITY x "{"y" * 40_000}">', "many": "".join(f'<!ENTITY e{n} "v">' for n in range(3000)) + '<!ENTITY x "v">',
    }.items():  # fmt: skip
        for break_ in ("", "\n"):
            doctype = (
                f'<?xml version="1.0"?>{break_}<!DOCTYPE rss [{break_}{inner}{break_}]>{break_}'
            )
            line = "multiline" if break_ else "oneline"
            used = "&x;" * (400 if name == "quadratic" else 1)
            yield Case(
                "feed",
                f"entity/{name}_rss_{line}",
                data(
                    rss(
                        f"<description>{used}</description>",
                        before=doctype,
                        title=f"<title>A {used} B</title>",
                    )
                ),
                outcome="either",
                must_not=("root:x:0",)
                if name in ("file", "path", "public", "php", "parameter_file") and not break_
                else (),
                memory=200,
            )
            yield Case(
                "feed",
                f"entity/{name}_atom_{line}",
                data(doctype + everywhere_atom(used, "html")),
                ATOM,
                "either",
                memory=200,
            )
            if name in ("file", "laughs", "quadratic", "http"):
                yield Case(
                    "opml",
                    f"entity/{name}_opml_{line}",
                    data(
                        doctype
                        + f'<opml version="2.0"><head><title>{used}</title></head><body><outline text="{used}" xmlUrl="http://a.test/1"/></body></opml>'
                    ),
                    outcome="either",
                    memory=200,
                )
        yield Case(
            "page",
            f"entity/{name}_page",
            data(f"<!DOCTYPE html [{inner}]>" + page("<p>A &x; B</p>")),
            "text/html",
        )
    for name, text, shown in (
        ("html", "caf&eacute; &mdash; &nbsp;x &hellip;", "café"),
        ("unknown", "one &nosuch; end", "end"),
        ("bare", "Tom & Ann &", "Tom"),
        ("unfinished", "one &amp end &#65 &#x41", "end"),
        ("numeric", "&#233;&#xe9;&#128;&#150;", "é"),
    ):
        yield Case(
            "feed",
            f"entity/{name}",
            data(rss(title=f"<title>{text}</title>")),
            entries=1,
            must_show=(shown,),
        )


def redos() -> Iterator[Case]:
    for name, make in MAKERS.items():
        for size in (6_000, 60_000):
            body = make(size)
            kind = JSON if name.startswith("json") else "application/xml"
            yield Case(
                "feed",
                f"redos/{name.replace(' ', '_').replace('/', '|')}_{size}",
                body,
                kind,
                "either",
                memory=250,
            )
    parts = {
        "meta": "<meta ", "meta_charset": "<meta charset=", "attributes": "<p a", "comments": "<!-- ", "quotes": "<a b=\"", "lt": "< ", "style": "<p style='", "span": "<span>", "br": "<br><br>", "font": "<font color=red>", "entities": "&amp", "table": "<table><tr><td>",
        "links": "<a href=x>y</a> ", "class": "<div class='comment sidebar foot'>", "commas": "a, ", "script": "<script>", "title": "<title>", "iframe": "<iframe src='http://evil.test/'>", "svg": "<svg>", "template": "<template>", "form": "<form><input>", "nbsp": "&nbsp;", "quotes_text": "“a” ", "dots": "a. ", "nowords": "\u6f22",
    }  # fmt: skip
    for name, part in parts.items():
        for size in (40_000, 400_000):
            yield Case(
                "page",
                f"redos/page_{name}_{size}",
                data(page(part * (size // len(part)))),
                "text/html",
                "either",
                seconds=3,
                memory=300,
            )
    for name, part in {
        "head_meta": "<meta a",
        "before": "\n",
        "doctype": "<!DOCTYPE ",
        "pi": "<?xml encoding='",
    }.items():
        yield Case(
            "page",
            f"redos/page_{name}",
            data(part * (60_000 // len(part)) + page("")),
            "text/html",
            "either",
            seconds=3,
        )


def sizes() -> Iterator[Case]:
    for count in (500, 2000):
        yield Case(
            "feed",
            f"size/items_{count}",
            data(
                f'<rss version="2.0"><channel><title>T</title>{"".join(f"<item><title>Item {n}</title><guid>{n}</guid></item>" for n in range(count))}</channel></rss>'
            ),
            entries=count,
            seconds=3,
        )
        yield Case(
            "json",
            f"size/json_items_{count}",
            json.dumps(
                {
                    "version": "https://jsonfeed.org/version/1",
                    "title": "T",
                    "items": [{"id": n, "title": f"Item {n}"} for n in range(count)],
                }
            ).encode(),
            JSON,
            entries=count,
            seconds=3,
        )
    for size in (4_000, 200_000):
        long = "x" * size
        for field in (
            "title",
            "description",
            "author",
            "category",
            "guid",
            "link",
            "pubDate",
            "comments",
            "dc:creator",
        ):
            yield Case(
                "feed", f"size/{field}_{size}", data(rss(f"<{field}>{long}</{field}>")), entries=1
            )
        yield Case(
            "feed",
            f"size/feed_title_{size}",
            data(rss(channel=f"<title>{long}</title><description>{long}</description>")),
            entries=1,
        )
        yield Case(
            "feed",
            f"size/words_{size}",
            data(rss(f"<description>{'word ' * (size // 5)}text after</description>")),
            entries=1,
        )
        yield Case(
            "feed",
            f"size/lines_{size}",
            data(rss(f"<description>{'&lt;br&gt;' * (size // 10)}text after</description>")),
            entries=1,
        )
        yield Case(
            "feed",
            f"size/paragraphs_{size}",
            data(
                rss(f"<description>{'&lt;p&gt;a&lt;/p&gt;' * (size // 16)}text after</description>")
            ),
            entries=1,
        )
        yield Case(
            "page", f"size/page_word_{size}", data(page(f"<p>{long}</p>")), "text/html", seconds=3
        )
        yield Case(
            "page",
            f"size/page_nest_{size}",
            data(page("<div>" * (size // 6) + "deep" + "</div>" * (size // 6))),
            "text/html",
            seconds=3,
            memory=300,
        )
        yield Case(
            "page",
            f"size/page_lists_{size}",
            data(page("<ul><li>" * (size // 8) + "deep")),
            "text/html",
            seconds=3,
            memory=300,
        )
        yield Case(
            "page",
            f"size/page_rows_{size}",
            data(page("<table>" + "<tr><td>1<td>2" * (size // 14) + "</table>")),
            "text/html",
            seconds=3,
            memory=300,
        )
        yield Case(
            "page",
            f"size/page_images_{size}",
            data(page("<img src='http://evil.test/a.png' alt='pic'>" * (size // 44))),
            "text/html",
            seconds=3,
            memory=300,
        )
    for depth in (100, 1500, 9000):
        yield Case(
            "feed",
            f"size/nest_rss_{depth}",
            data(rss("<x>" * depth + "</x>" * depth)),
            outcome="either",
        )
        yield Case(
            "feed",
            f"size/nest_html_{depth}",
            data(rss(f"<description>{'&lt;b&gt;' * depth}x</description>")),
            outcome="either",
        )
        yield Case(
            "feed",
            f"size/attributes_{depth}",
            data(rss("<x " + " ".join(f"b{n}='1'" for n in range(depth)) + "/>")),
            outcome="either",
        )


def encodings() -> Iterator[Case]:
    texts = {
        "utf-16": "café",
        "utf-16-le": "café",
        "utf-16-be": "café",
        "utf-32": "café",
        "utf-8-sig": "café",
        "iso-8859-1": "café",
        "iso-8859-15": "café €",
        "windows-1252": "café “q”",
        "windows-1251": "Привет",
        "koi8-r": "Привет",
        "gbk": "日本新闻",
        "gb18030": "日本新闻",
        "big5": "日本",
        "euc-jp": "日本",
        "shift_jis": "日本",
        "euc-kr": "한국",
        "iso-8859-2": "Łódź",
        "windows-1253": "Αθήνα",
        "iso-8859-8": "שלום",
        "windows-1256": "سلام",
        "tis-620": "ไทย",
        "mac-roman": "café",
        "cp437": "café",
        "utf-7": "cafe",
    }
    for codec, text in texts.items():
        for how in ("declared", "header", "neither", "both"):
            declared = (
                f"<?xml version='1.0' encoding='{codec}'?>"
                if how in ("declared", "both")
                else "<?xml version='1.0'?>"
            )
            kind = (
                f"application/xml; charset={codec}"
                if how in ("header", "both")
                else "application/xml"
            )
            sure = (
                how != "neither"
                and codec
                not in (
                    "utf-16-le",
                    "utf-16-be",
                    "utf-32",
                    "cp437",
                    "mac-roman",
                    "utf-7",
                    "tis-620",
                    "utf-8-sig",
                )
            ) or codec in ("utf-16", "utf-8-sig")
            yield Case(
                "feed",
                f"encoding/{codec}_{how}",
                rss(title=f"<title>ok {text} end</title>", before=declared).encode(codec),
                kind,
                "parsed" if sure else "either",
                must_show=(text, "end") if sure else (),
            )
        yield Case(
            "page",
            f"encoding/page_{codec}",
            page(
                f"<p>ok {text} words of it, as they go on.</p>", head=f"<meta charset={codec}>"
            ).encode(codec),
            "text/html",
            "either",
        )
    for name, body in {
        "nul_in_text": rss(title="<title>one \0 end</title>").encode(), "cut_utf8": rss(title="<title>one caf\u00e9 end</title>").encode().replace(b"\xc3\xa9", b"\xc3"), "overlong": rss(title="<title>one X end</title>").encode().replace(b"X", b"\xc0\xbc\xe0\x80\xbc\xf0\x80\x80\xbc"),
        "surrogate_utf8": rss(title="<title>one X end</title>").encode().replace(b"X", b"\xed\xa0\xbd\xed\xb8\x80"), "five_bytes": rss(title="<title>one X end</title>").encode().replace(b"X", b"\xf8\x88\x80\x80\x80\xff\xfe"), "bom_twice": b"\xef\xbb\xbf" * 2 + rss(title="<title>one end</title>").encode(),
        "bom_wrong": b"\xff\xfe" + rss(title="<title>one end</title>").encode(), "mixed": rss(title="<title>one \u00e9 X end</title>").encode().replace(b"X", b"\xe9\x93"), "spaces": b" \n\t " + rss(title="<title>one end</title>").encode(), "nulls_before": b"\0\0" + rss(title="<title>one end</title>").encode(),
    }.items():  # fmt: skip
        yield Case(
            "feed",
            f"encoding/{name}",
            body,
            entries=1 if name not in ("bom_wrong", "nulls_before") else None,
            outcome="parsed" if name not in ("bom_wrong", "nulls_before") else "either",
            must_show=("one", "end") if name not in ("bom_wrong", "nulls_before") else (),
        )
    for codec in (
        "idna",
        "punycode",
        "rot13",
        "base64",
        "zlib",
        "bz2",
        "hex",
        "uu",
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
        "mbcs",
        "x" * 500,
        "utf-8\\0",
        "../../x",
        "\u00e9",
        "%s",
        "utf-16",
    ):
        yield Case(
            "feed",
            f"encoding/declared_{codec[:20].encode('ascii', 'replace').decode().replace('/', '|')}",
            data(
                rss(
                    title="<title>ok end</title>",
                    before=f"<?xml version='1.0' encoding='{codec}'?>",
                )
            ),
            outcome="either",
            must_show=(),
        )
        yield Case(
            "feed",
            f"encoding/header_{codec[:20].encode('ascii', 'replace').decode().replace('/', '|')}",
            data(rss(title="<title>ok end</title>", before="")),
            f"application/xml; charset={codec.encode('ascii', 'replace').decode()}",
            "parsed",
            must_show=("ok end",),
        )


def malformed() -> Iterator[Case]:
    either, refused = "either", "refused"
    for name, body, outcome, entries in (
        ("empty", b"", refused, None), ("space", b" \n", refused, None), ("text", b"nothing to see here", refused, None), ("nul", bytes(500), refused, None), ("noise", bytes(range(256)) * 9, refused, None), ("png", b"\x89PNG\r\n\x1a\n" + bytes(99), refused, None), ("pdf", b"%PDF-1.4\n%\xe2\xe3", refused, None), ("gzip", b"\x1f\x8b\x08" + bytes(30), refused, None),
        ("page", page("").encode(), refused, None), ("error", b"<html><body><h1>503</h1></body></html>", refused, None), ("xml", b"<?xml version='1.0'?><note><to>x</to></note>", refused, None), ("svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", refused, None), ("opml", b"<opml version='2.0'><head/><body/></opml>", refused, None), ("soap", b"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'/>", refused, None), ("sitemap", b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>http://a.test/</loc></url></urlset>", refused, None),
        ("only_rss", b"<rss version='2.0'></rss>", either, None), ("only_open", b"<rss version='2.0'><channel>", either, None), ("no_channel", b"<rss version='2.0'><item><title>A</title></item></rss>", either, None), ("empty_atom", b"<feed xmlns='http://www.w3.org/2005/Atom'/>", "parsed", 0), ("rdf", b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel><title>T</title></channel><item><title>A</title></item></rdf:RDF>", "parsed", 1), ("rss091", b"<rss version='0.91'><channel><title>T</title><item><title>A</title></item></channel></rss>", "parsed", 1), ("no_version", b"<rss><channel><title>T</title><item><title>A</title></item></channel></rss>", "parsed", 1),
        ("cut_title", rss().encode()[:-70], either, None), ("cut_item", rss("<description>abc").encode()[:-24], "parsed", 1), ("unclosed", b"<rss version='2.0'><channel><title>T<item><title>A<item><title>B", either, None), ("crossed", rss("<b><i></b></i>").encode(), "parsed", 1), ("twice", rss().encode() * 2, either, None), ("junk_after", rss().encode() + b"<!-- x --><script>x</script>junk", "parsed", 1), ("comment_before", b"<!-- x -->" + rss(before="").encode(), "parsed", 1), ("warning_before", b"<br />\n<b>Warning</b>: x in y<br />\n" + rss().encode(), either, None),
        ("atom_in_rss", rss("<entry xmlns='http://www.w3.org/2005/Atom'><title>x</title></entry>").encode(), "parsed", None), ("prefix", b"<x:rss xmlns:x='' version='2.0'><channel><title>T</title></channel></x:rss>", either, None), ("undeclared", rss("<foo:bar>x</foo:bar>").encode(), "parsed", 1), ("upper", b"<RSS VERSION='2.0'><CHANNEL><TITLE>T</TITLE><ITEM><TITLE>A</TITLE></ITEM><ITEM/></CHANNEL></RSS>", "parsed", None), ("attributes_bare", rss("<x a=b c/>").encode(), "parsed", 1), ("double_attribute", rss("<x a='1' a='2'/>").encode(), "parsed", 1), ("numbers", rss("<enclosure url='http://a.test/' length='-1e99'/><itunes:duration>99:99:99:99</itunes:duration><itunes:episode>x</itunes:episode>").encode(), "parsed", 1), ("image", rss(channel="<title>T</title><image><width>x</width><height>-1</height></image>").encode(), "parsed", 1), ("ttl", rss(channel="<title>T</title><ttl>99999999999999999999</ttl><skipHours><hour>x</hour></skipHours><skipDays/>").encode(), "parsed", 1), ("cloud", rss(channel="<title>T</title><cloud domain='evil.test' port='80' path='/' registerProcedure='x' protocol='soap'/>").encode(), "parsed", 1), ("stylesheet", rss(before="<?xml version='1.0'?><?xml-stylesheet href='http://evil.test/x.xsl' type='text/xsl'?>").encode(), "parsed", 1),
        ("cdata_open", rss("<description><![CDATA[abc").encode(), "parsed", 1), ("cdata_in_cdata", rss("<description><![CDATA[a<![CDATA[b]]>c]]></description>").encode(), "parsed", 1), ("no_title_image", rss("<description>&lt;img src='http://evil.test/t.gif'&gt;</description>", title="").encode(), "parsed", 1), ("no_title", rss("<description>first words here</description>", title="").encode(), "parsed", 1), ("title_empty", rss("<description>first words</description>", title="<title/>").encode(), "parsed", 1), ("title_html", rss(title="<title><b>Bold</b> calm</title>").encode(), "parsed", 1), ("title_twice", rss("<title>Second</title>").encode(), "parsed", 1),
    ):  # fmt: skip
        yield Case("feed", f"malformed/{name}", body, outcome=outcome, entries=entries)
    for number, reference in enumerate(
        (
            "&#0;",
            "&#x0;",
            "&#1;",
            "&#27;",
            "&#xFFFF;",
            "&#xFFFE;",
            "&#x110000;",
            "&#xFFFFFFFF;",
            "&#99999999999999999999;",
            "&#-1;",
            "&#x;",
            "&#;",
            "&#xD83D;&#xDE00;",
            "&#55357;",
            "&#xDFFF;&#xD800;",
            "&#x1F600;",
            "&#x80;",
            "&#128;",
            "&#X41;",
            "&#0000000000000000000000065;",
            "&#" + "9" * 5000 + ";",
            "&#1e3;",
            "&#٣;",
        )
    ):
        yield Case(
            "feed",
            f"malformed/charref_{number}",
            data(
                rss(
                    f"<description>one {reference} end</description>",
                    title=f"<title>one {reference} end</title>",
                )
            ),
            entries=1,
            must_show=("one", "end"),
        )
        yield Case(
            "feed",
            f"malformed/charref_twice_{number}",
            data(rss(title=f"<title>one {escape(reference)} end</title>")),
            entries=1,
            must_show=("one", "end"),
        )
        yield Case(
            "page",
            f"malformed/charref_page_{number}",
            data(page(f"<p>one {reference} end, and some words more.</p>")),
            "text/html",
        )
    for number, value in enumerate(
        (
            "null",
            "true",
            "42",
            '"x"',
            "[]",
            "{}",
            "[[[]]]",
            '{"version":1}',
            '{"version":"https://jsonfeed.org/version/1"}',
            '{"version":"https://jsonfeed.org/version/1","items":null}',
            '{"version":"https://jsonfeed.org/version/1","items":{}}',
            '{"version":"https://jsonfeed.org/version/1","items":[null,1,"x",[],{}]}',
            '{"version":"https://jsonfeed.org/version/9","title":"T","items":[]}',
            '{"items":[{"id":"1","title":"x"}]}',
            '{"version":"https://jsonfeed.org/version/1","title":["x"],"items":[{"id":[1],"title":{"a":1},"url":7,"authors":"x","tags":"y","attachments":{},"date_published":1,"content_html":[]}]}',
            '{"version":"https://jsonfeed.org/version/1","title":"T","items":[{"id":NaN},{"id":1e999},{"id":-0},{"id":true}]}',
            '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"},]}',
            '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"}]',
            '\ufeff{"version":"https://jsonfeed.org/version/1","title":"T","items":[{"id":"1","title":"x"}]}',
            '{"version":"https://jsonfeed.org/version/1","title":"T","items":[{"id":"1","title":"x"}],"next_url":"http://evil.test/2","hubs":[{"url":"http://evil.test/"}]}',
            '{"version":"https://jsonfeed.org/version/1","expired":"yes","items":[]}',
            "{" * 5000,
            '{"a":' * 2000 + "1" + "}" * 2000,
            '{"version":"https://jsonfeed.org/version/1","title":"' + "x" * 300_000,
        )
    ):
        yield Case(
            "json",
            f"malformed/json_{number}",
            data(value),
            JSON,
            "refused" if number < 6 else "either",
        )
        yield Case(
            "json", f"malformed/json_as_xml_{number}", data(value), "application/xml", "either"
        )


def identities() -> Iterator[Case]:
    def two(first: str, second: str) -> bytes:
        return data(
            f"<rss version='2.0'><channel><title>T</title><item><title>first</title>{first}</item><item><title>second</title>{second}</item></channel></rss>"
        )

    for name, first, second, entries in (
        ("neither", "", "", 2), ("links", "<link>http://a.test/1</link>", "<link>http://a.test/2</link>", 2), ("same_guid", "<guid>s</guid><link>http://a.test/1</link>", "<guid>s</guid><link>http://a.test/2</link>", 2), ("same_link", "<guid>1</guid><link>http://a.test/</link>", "<guid>2</guid><link>http://a.test/</link>", 2), ("case", "<guid>Ab</guid>", "<guid>aB</guid>", 2), ("blank", "<guid> </guid><link>http://a.test/1</link>", "<guid/><link>http://a.test/2</link>", 2),
        ("huge", f"<guid>{'a' * 90_000}1</guid>", f"<guid>{'a' * 90_000}2</guid>", 2), ("nul", "<guid>a\0b</guid>", "<guid>c</guid>", 2), ("unicode", "<guid>é</guid>", "<guid>e\u0301</guid>", 2), ("spaces", "<guid>x</guid>", "<guid> x </guid>", None), ("permalink_javascript", "<guid isPermaLink='true'>javascript:x</guid>", "<guid isPermaLink='true'>file:///etc</guid>", 2), ("sql", "<guid>'; drop table article;--</guid>", "<guid>\" or 1=1</guid>", 2), ("equal", "<guid>1</guid>", "<guid>1</guid>", None),
        ("dates", "<guid>1</guid><pubDate>Fri, 31 Dec 9999 23:59:59 GMT</pubDate>", "<guid>2</guid><pubDate>Thu, 01 Jan 0001 00:00:00 +2359</pubDate>", 2), ("dates_bad", "<guid>1</guid><pubDate>yesterday</pubDate>", "<guid>2</guid><pubDate>32 Foo 20x6</pubDate>", 2), ("dates_far", "<guid>1</guid><pubDate>Fri, 31 Dec 99999 23:59:59 GMT</pubDate>", "<guid>2</guid><pubDate>-1</pubDate>", 2), ("dates_zone", "<guid>1</guid><pubDate>Tue, 07 Oct 2025 08:00:00 +9999</pubDate>", "<guid>2</guid><pubDate>Tue, 07 Oct 2025 24:60:61 XYZ</pubDate>", 2), ("dates_future", "<guid>1</guid><pubDate>Tue, 07 Oct 2099 08:00:00 GMT</pubDate>", "<guid>2</guid><pubDate>2099-13-45T99:99:99Z</pubDate>", 2), ("dates_digits", f"<guid>1</guid><pubDate>{'9' * 4000}</pubDate>", "<guid>2</guid><pubDate>٢٠٢٥-١٠-٠٧</pubDate>", 2), ("negative", "<guid>1</guid><pubDate>-0001-01-01T00:00:00Z</pubDate>", "<guid>2</guid><pubDate>0000-00-00T00:00:00Z</pubDate>", 2),
    ):  # fmt: skip
        yield Case(
            "feed",
            f"identity/{name}",
            two(first, second),
            entries=entries,
            must_show=("first", "second") if entries else (),
        )
    ids: list[object] = [1, 1.5, True, None, "", [], {}, "x" * 50_000, -(10**30), "\ud800"]
    yield Case(
        "json",
        "identity/json_ids",
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "T",
                "items": [{"id": each, "title": f"item {n}"} for n, each in enumerate(ids)],
            }
        ).encode(),
        JSON,
    )


def links() -> Iterator[Case]:
    for number, (link, openable) in enumerate(LINKS.items()):
        written = escape(link, {c: f"&#{ord(c)};" for c in "\t\x01\x1b\x07\x9b"})
        yield Case(
            "feed",
            f"links/rss_{number}",
            data(rss(link=f"<link>{written}</link><guid isPermaLink='false'>1</guid>")),
            entries=1,
            openable=openable,
        )
        if openable is not None and "\x01" not in link:
            value = html.escape(link).replace("\t", "&#9;")
            yield Case(
                "feed",
                f"links/atom_{number}",
                data(
                    f"<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><id>urn:1</id><title>A</title><link href=\"{value}\"/></entry></feed>"
                ),
                ATOM,
                entries=1,
                openable=openable,
            )
        if openable is not None:
            yield Case(
                "json",
                f"links/json_{number}",
                data(
                    json.dumps(
                        {
                            "version": "https://jsonfeed.org/version/1",
                            "title": "T",
                            "items": [{"id": "1", "title": "A", "url": link}],
                        }
                    )
                ),
                JSON,
                entries=1,
                openable=openable,
            )
        if openable == 0:
            yield Case(
                "feed",
                f"links/guid_{number}",
                data(rss(link=f"<guid isPermaLink='true'>{written}</guid>")),
                entries=1,
                openable=None,
            )
    yield Case(
        "feed",
        "links/base_javascript",
        b"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='javascript:x'><title>T</title><entry><id>urn:1</id><title>A</title><link href='/x'/></entry></feed>",
        ATOM,
        entries=1,
    )


def pages() -> Iterator[Case]:
    for name, inside, head in (
        ("refresh_http", "", "<meta http-equiv=refresh content='0;url=http://evil.test/'>"), ("refresh_js", "", "<meta http-equiv=refresh content='0;url=javascript:x'>"), ("base", "<p><a href='x'>in</a></p>", "<base href='http://evil.test/'>"), ("base_js", "<p><a href='x'>in</a></p>", "<base href='javascript:x//'>"), ("base_file", "<p><a href='etc'>in</a><img src='passwd'></p>", "<base href='file:///etc/'>"), ("csp", "", "<meta http-equiv=Content-Security-Policy content='x'>"), ("preload", "", "<link rel=preload href='http://evil.test/x'><link rel=stylesheet href='http://evil.test/x.css'><script src='http://evil.test/x.js'></script>"),
        ("canonical", "", "<link rel=canonical href='http://evil.test/'><meta property=og:url content='http://evil.test/'>"), ("next", "<a rel=next href='http://evil.test/2'>Next page</a>", "<link rel=next href='http://evil.test/2'><link rel=amphtml href='http://evil.test/amp'>"), ("tracker", "<img src='http://evil.test/t.gif' width=1 height=1><img srcset='http://evil.test/1 1x'>", ""), ("frame", "<iframe src='http://evil.test/'></iframe><object data='file:///etc/passwd'></object><embed src='file:///etc/passwd'>", ""), ("video", "<video src='http://evil.test/v' poster='http://evil.test/p'></video><audio src='http://evil.test/a'></audio>", ""), ("svg", "<svg><script>x</script><foreignObject><p>in svg</p></foreignObject><use href='http://evil.test/#x'/></svg>", ""), ("math", "<math><mi>x</mi><annotation-xml encoding='text/html'><script>x</script></annotation-xml></math>", ""), ("noscript", "<noscript><p>no script here</p></noscript>", ""), ("template", "<template><p>templated</p></template>", ""), ("hidden", "<p hidden>hidden one</p><p style='display:none'>hidden two</p><p aria-hidden=true>hidden three</p>", ""), ("form", "<form action='http://evil.test/'><input name=x value=y><button>Go</button><textarea>t</textarea><select><option>o</select></form>", ""), ("handlers", "<p onclick='x()' onload='y()'>click me now, please do.</p>", ""), ("javascript_link", "<p><a href='javascript:x()'>press here</a></p>", ""), ("data_link", "<p><a href='data:text/html,x'>press here</a><img src='data:image/svg+xml,<svg onload=x>'></p>", ""), ("nested_links", "<a href='/1'><a href='/2'><a href='/3'>x</a></a></a>", ""), ("unclosed", "<b><i><u><a href=x><table><tr><td><ul><li>" * 300, ""), ("table_bad", "<table><td><tr><th colspan=99999999 rowspan=-1>x<caption>c<td colspan=x>", ""), ("list_bad", "<li>x<ol start=99999999999999999999 reversed><li value=-5>y<dl><dt>z", ""), ("pre", "<pre>" + "\t\tx\n" * 500 + "</pre>", ""), ("plaintext", "<plaintext><p>plain", ""), ("xmp", "<xmp><b>x</b></xmp><listing>y</listing>", ""), ("frameset", "<frameset><frame src='http://evil.test/'></frameset>", ""), ("comments", "<!-- a --><!--[if IE]><p>x</p><![endif]--><! x><?php echo 1 ?>", ""), ("cdata", "<![CDATA[<script>x</script>]]>", ""), ("xml", "<?xml version='1.0'?><x:y xmlns:x='z'>x</x:y>", ""), ("lang", "<p lang='\u202e'>x</p><p dir=rtl>right to left</p><bdo dir=rtl>abc</bdo>", ""), ("ld_json", "", "<script type='application/ld+json'>{\"@type\":[[[]]],\"author\":[{\"name\":{\"a\":1}}],\"datePublished\":9e99}</script>" + "<script type='application/ld+json'>" + "[" * 3000 + "</script>"), ("ruby", "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", ""), ("long_title", "", "<meta property=og:title content='" + "t" * 100_000 + "'>"),
    ):  # fmt: skip
        yield Case("page", f"page/{name}", data(page(inside, head=head)), "text/html")
    for name, body, kind in (
        ("empty", b"", "text/html"),
        ("text", b"just words here", "text/plain"),
        ("json", b'{"a": 1}', "application/json"),
        ("binary", bytes(range(256)) * 40, "text/html"),
        ("pdf", b"%PDF-1.7\n", "application/pdf"),
        ("image", b"\x89PNG", "image/png"),
        ("no_body", b"<html><head><title>x</title></head>", "text/html"),
        ("utf16", page("").encode("utf-16"), "text/html"),
        ("type_odd", page("").encode(), 'text/html; charset=;;"x'),
        ("rss", rss().encode(), "application/rss+xml"),
    ):
        yield Case("page", f"page/body_{name}", body, kind, "either")
    yield Case(
        "page",
        "page/no_script_tag",
        data(
            page(
                "<p>one <script>alert('pwnscript')</script> end of it</p><style>p{pwnstyle}</style>"
            )
        ),
        "text/html",
        must_not=("<script", "pwnscript", "pwnstyle"),
    )


def servers() -> Iterator[Case]:
    slow = ("drip", "infinite", "endless", "hang", "slow", "huge", "nul")
    for name, behaviour in BEHAVIOURS.items():
        outcome = "refused" if behaviour.entries is None else "parsed"
        yield Case(
            "http",
            f"http/{name}",
            b"",
            "",
            outcome,
            behaviour.entries,
            seconds=30 if name.startswith(slow) else 3,
            memory=150,
        )


def variants() -> list[Case]:
    """Return all of them."""
    makers = (
        escapes,
        markups,
        unicodes,
        entities,
        redos,
        sizes,
        encodings,
        malformed,
        identities,
        links,
        pages,
        opmls,
        configs,
        stores,
        servers,
    )
    return [case for make in makers for case in make()]
