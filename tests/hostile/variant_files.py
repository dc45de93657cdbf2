"""Cases of our own that are files: lists to import, settings, records of claims."""

# ruff: noqa: E501 (tables of cases are looked through by their names)

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import Case
from tests.services.test_hostile_files import SETTINGS, STORES


def opml(body: str, head: str = "<title>L</title>") -> bytes:
    return f'<?xml version="1.0"?><opml version="2.0"><head>{head}</head><body>{body}</body></opml>'.encode()


def outline(url: str, text: str = "x", more: str = "") -> str:
    return f'<outline type="rss" text="{text}" title="{text}" xmlUrl="{url}" {more}/>'


HOSTILE = ("&#27;[2J", "&#x9d;0;pwn&#x9c;", "\x1b]0;pwn\x07", "&#x202e;gpj", "[/]", "[@click=app.quit]x[/]", "../../etc", "a/b", "=1+1", "&lt;b&gt;x", "\u200b", "&#xE0041;", "%s{0}", "x" * 9000, " ", "")  # fmt: skip

OPMLS: list[tuple[str, bytes, str, int | None]] = [
    ("texts", opml("".join(outline(f"http://a.test/{n}", text) for n, text in enumerate(HOSTILE))), "either", None),
    ("folders", opml("".join(f'<outline text="{text}">{outline(f"http://a.test/{n}")}</outline>' for n, text in enumerate(HOSTILE))), "either", None),
    ("head", opml(outline("http://a.test/"), "".join(f"<title>{text}</title><ownerName>{text}</ownerName>" for text in HOSTILE)), "either", None),
    ("attributes", opml("".join(outline(f"http://a.test/{n}", "x", f'htmlUrl="{text}" category="{text}" description="{text}" language="{text}"') for n, text in enumerate(HOSTILE))), "either", None),
    ("schemes", opml("".join(map(outline, ("javascript:x", "file:///etc/passwd", "exec:id", "filter:id:http://a.test/", "|id", "ftp://a.test/", "/etc/passwd", "data:text/xml,x", "-x", "", "http://", "mailto:x", "http://ok.test/")))), "parsed", 1),
    ("commands", opml(outline("http://a.test/1", "x", 'command="id" filtercmd="id" sourceType="command" source="|id"')), "either", None),
    ("lower_case", opml('<outline text="x" xmlurl="http://a.test/1"/><OUTLINE TEXT="y" XMLURL="http://a.test/2"/>'), "parsed", None),
    ("ampersand", opml(outline("http://a.test/?a=1&b=2", "Tom & Ann")), "parsed", 1),
    ("duplicates", opml("".join(map(outline, ("http://b.test/f", "http://B.test/f", "HTTP://b.test:80/f", "http://b.test/f#y", "http://b.test/f")))), "parsed", 1),
    ("secrets", opml(outline("https://ann:hush9@a.test/f", "a")), "parsed", 1),
    ("private", opml("".join(map(outline, ("http://127.0.0.1:9/", "http://[::1]/", "http://10.1.2.3/", "http://0/", "http://0x7f.1/", "http://169.254.169.254/", "http://192.168.0.1/", "http://[fd00::1]/", "http://[::ffff:10.0.0.1]/")))), "parsed", None),
    ("deep", opml('<outline text="n">' * 900 + outline("http://a.test/1") + "</outline>" * 900), "either", None),
    ("deeper", opml('<outline text="n">' * 20_000 + "</outline>" * 20_000), "either", None),
    ("many", opml("".join(outline(f"http://a{n}.test/f", f"n{n}") for n in range(800))), "parsed", 800),
    ("empty", b"", "refused", None),
    ("space", b"  \n", "refused", None),
    ("zeros", bytes(300), "refused", None),
    ("html", b"<!doctype html><html><body>x</body></html>", "refused", None),
    ("rss", b"<rss version='2.0'><channel><title>T</title></channel></rss>", "refused", None),
    ("json", b'{"a": 1}', "refused", None),
    ("no_feeds", opml('<outline text="only a folder"/>'), "either", 0),
    ("no_body", b"<opml/>", "either", 0),
    ("cut", opml(outline("http://a.test/1") * 2)[:-40], "either", None),
    ("utf16", opml(outline("http://a.test/1", "é")).decode().replace("1.0", "1.0", 1).encode("utf-16"), "either", None),
    ("latin1", opml(outline("http://a.test/1", "é")).decode().replace('"1.0"?', '"1.0" encoding="iso-8859-1"?').encode("latin-1"), "parsed", 1),
    ("not_utf8", opml(outline("http://a.test/1", "é")).decode().encode("latin-1"), "parsed", 1),
    ("include", opml('<outline type="include" text="x" url="http://evil.test/o.opml"/><outline type="link" url="http://evil.test/"/>' + outline("http://a.test/1")), "parsed", None),
    ("stylesheet", b"<?xml-stylesheet href='http://evil.test/'?>" + opml(outline("http://a.test/1"))[21:], "parsed", 1),
    ("bad_hosts", opml("".join(map(outline, ("http://a b/", "http://[::1", "http://a.test:99999/", "http://\u0430.test/", "http://" + "a" * 300 + ".test/", "http://a..b/")))), "either", None),
    ("long_url", opml(outline("http://a.test/" + "x" * 100_000)), "either", None),
]  # fmt: skip


def opmls() -> Iterator[Case]:
    """Yield lists to import."""
    for name, body, outcome, entries in OPMLS:
        hidden = ("hush9",) if name == "secrets" else ()
        yield Case("opml", f"opml/{name}", body, "text/x-opml", outcome, entries, must_not=hidden)


def configs() -> Iterator[Case]:
    """Yield settings; the same bytes stand in every file of the configuration in turn."""
    for name, body, outcome, _ in SETTINGS:
        yield Case("config", f"config/{name}", body, "", outcome)


def stores() -> Iterator[Case]:
    """Yield records of claims."""
    for name, body, outcome, entries in STORES:
        yield Case("store", f"store/{name}", body, "", outcome, entries)
