"""OPML: what is taken, what is reported, and that nothing is lost on the way out and back."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsread.errors import ExchangeError
from newsread.exchange import opml
from newsread.exchange.feed_list import FeedList, Outline
from newsread.exchange.opml import read_opml, write_opml
from newsread.text.clean import clean_line
from newsread.text.folder import folder_name
from newsread.web.addresses import masked

URL = "https://paper.example/feed"


def read(inside: str, head: str = "") -> FeedList:
    return read_opml(f"<opml>{head}<body>\n{inside}\n</body></opml>".encode(), "feeds.opml")


def told(found: FeedList) -> list[tuple[int, str]]:
    return [(problem.line, problem.sentence) for problem in found.problems]


# What is taken


@pytest.mark.parametrize(
    "attributes",
    [
        f'type="rss" text="Paper" xmlUrl="{URL}"',
        f'type="rss" title="Paper" xmlUrl="{URL}"',
        f'type="rss" text="" title="Paper" xmlUrl="{URL}"',
        f"TYPE='RSS' TEXT='Paper' XMLURL='{URL}'",
        f'text="Paper" xmlurl=" {URL} "',
        f'type="link" text="Paper" xmlUrl="{URL}"',
        f'type="pie" text = "Paper" xmlUrl\n=\n"{URL}"',
        f'type="rss" text="Paper" url="{URL}"',
        f'text="Paper"xmlUrl="{URL}"',
        f'text="Paper" text="Other" xmlUrl="{URL}"',
        f'text="&#80;a&#x70;er" xmlUrl="{URL.replace("/", "&#47;")}"',
        f'text="Paper\x1b" xmlUrl="{URL}" filtercmd=""',
        'text="Paper" xmlUrl="paper.example/feed"',
    ],
)
def test_a_feed_is_known_however_its_outline_is_written(attributes: str) -> None:
    found = read(f"<outline {attributes}/>")
    assert [(each.url, each.title, each.line) for each in found.outlines] == [(URL, "Paper", 2)]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("AT&T & Co", "AT&T & Co"),
        ("a &lt;b&gt; &quot;c&quot; &apos;d&apos;", "a <b> \"c\" 'd'"),
        ("arch&aelig;ology", "archæology"),
        ("&unknown; &#xD83D;&#xDE00; &#0;&#1114112;", "&unknown; 😀 \ufffd"),
        ("x + y < 12", "x + y < 12"),
        ("&copy=2", "&copy=2"),
        ("&amp;lt;", "&lt;"),
        ("[/] [b]bold[/b]", "[/] [b]bold[/b]"),
        ("Before \x1b[2J after\x9d", "Before [2J after"),
        ("a\n  b", "a b"),
    ],
)
def test_a_title_is_decoded_once_and_cleaned(written: str, title: str) -> None:
    found = read(f'<outline text="{written}" xmlUrl="{URL}"/>')
    assert [each.title for each in found.outlines] == [title]


def test_an_address_keeps_what_only_looks_like_a_reference() -> None:
    found = read('<outline text="a" xmlUrl="https://a.example/?a=1&copy=2&reg&amp;b=3&lt"/>')
    assert found.outlines[0].url == "https://a.example/?a=1&copy=2&reg&b=3&lt"


def test_nested_outlines_are_folders_and_those_around_a_feed_name_its_own() -> None:
    found = read(
        """<outline text="News">
        <outline text="a" xmlUrl="https://a.example/"/>
        <outline title="Europe"><outline text="b" xmlUrl="https://b.example/">
            <outline text="c" xmlUrl="https://c.example/"/></outline></outline>
        <outline text=""><outline text="d" xmlUrl="https://d.example/"/></outline>
        </outline>
        <outline text="e" xmlUrl="https://e.example/" category="/Blogs/x,Other"/>"""
    )
    assert [(each.title, each.folder) for each in found.outlines] == [
        ("a", "News"),
        ("b", "News/Europe"),
        ("c", "News/Europe"),
        ("d", "News"),
        ("e", "Blogs/x"),
    ]
    assert found.problems == ()


def test_the_lists_own_title_is_read() -> None:
    assert read("", "<head><title>Mine &amp; yours</title></head>").title == "Mine & yours"


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.replace("utf-8", "iso-8859-1").encode("cp1252"),
        lambda text: text.replace("utf-8", "koi8-r").replace("Été", "Мир").encode("koi8-r"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
    ],
)
def test_encodings_marks_and_line_ends_are_understood(encode: object) -> None:
    declared = '<?xml version="1.0" encoding="utf-8"?>'
    text = f'{declared}\n<opml>\n<outline text="Été" xmlUrl="{URL}"/>\n</opml>'
    (outline,) = read_opml(encode(text), "feeds.opml").outlines  # type: ignore[operator]
    assert (outline.title in ("Été", "Мир"), outline.line) == (True, 3)


# What is not


@pytest.mark.parametrize(
    ("outline", "sentence"),
    [
        ('text="t" type="rss" xmlUrl=""', "“t” is left out: it has no address"),
        ('text="t" type="rss"', "“t” is left out: it has no address"),
        ("", "A line without a title is left out: it names no feed and holds none"),
        ('text="t"', "“t” is left out: it names no feed and holds none"),
        ('text="t" xmlUrl="|id"', "“t” is left out: it runs a program, and newsread runs none"),
        (
            f'text="t" xmlUrl="{URL}" filtercmd="touch x"',
            "“t” is left out: it runs a program, and newsread runs none",
        ),
        (
            f'text="t" xmlUrl="{URL}" rssguard:postProcess="touch x"',
            "“t” is left out: it runs a program, and newsread runs none",
        ),
        (
            'text="t" type="include" url="https://a.example/b.opml"',
            "“t” is left out: it points to another list, which is not followed",
        ),
        (
            f'text="t" type="source" xmlUrl="{URL}"',
            "“t” is left out: it points to another list, which is not followed",
        ),
        (
            'text="t" type="link" url="https://a.example/?a;b"',
            "“t” is left out: it names a page and no feed. Try: newsread add 'https://a.example/?a;b'",
        ),
        (
            'text="t" htmlUrl="javascript:alert(1)"',
            "“t” is left out: newsread reads only http and https, not javascript",
        ),
        (
            'text="t" xmlUrl="https://a.example/b c"',
            "“t” is left out: an address has no spaces, control characters or backslashes",
        ),
    ],
)
def test_what_is_no_feed_is_reported_with_its_line(outline: str, sentence: str) -> None:
    found = read(f"<!-- one -->\n<outline {outline}/>")
    assert (found.outlines, told(found)) == ((), [(3, sentence)])


@pytest.mark.parametrize(
    "scheme", ["file", "exec", "filter", "javascript", "ftp", "nntp", "data", "query", "ssh"]
)
def test_no_scheme_but_http_and_https_is_taken_and_what_it_would_do_is_not_repeated(
    scheme: str,
) -> None:
    found = read(f'<outline text="t" type="rss" xmlUrl="{scheme}:touch%20/x"/>')
    assert found.outlines == ()
    assert told(found) == [
        (2, f"“t” is left out: newsread reads only http and https, not {scheme}")
    ]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "it is empty"),
        (b" \n\t", "it is empty"),
        (b"<!doctype html><html><body>no</body></html>", "it is a web page, not OPML"),
        (b"<rss><channel><outline/></channel></rss>", "it is a feed or RDF, not OPML"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "it is JSON, not OPML"),
        (b"https://paper.example/feed", "it is plain text, not OPML"),
        (b"<not-opml><outline/></not-opml>", "its first element is <not-opml>"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "it is plain text, not OPML"),
    ],
)
def test_what_is_no_opml_is_refused_by_name(body: bytes, what: str) -> None:
    with pytest.raises(ExchangeError, match=f"^feeds.opml: {re.escape(what)}"):
        read_opml(body, "feeds.opml")


# Damage and attacks


def test_a_file_that_is_cut_is_read_as_far_as_it_goes_and_said_so() -> None:
    whole = "\n".join(
        [
            "<opml><body>",
            *(f'<outline text="n{n}" xmlUrl="https://a.example/{n}"/>' for n in range(4)),
        ]
    )
    found = read_opml(whole[:-20].encode(), "feeds.opml")
    assert [each.title for each in found.outlines] == ["n0", "n1", "n2"]
    assert told(found) == [
        (5, "A line without a title is left out: the line is damaged, or the file is cut there"),
        (5, "the file ends before its list does; what stands above is read"),
    ]


def test_one_damaged_outline_costs_no_other() -> None:
    found = read(
        f"""<outline text="a" xmlUrl="https://a.example/"/>
        <outline text="broken xmlUrl="https://b.example/"/>
        <outline text="c" xmlUrl="https://c.example/" <outline text="d" xmlUrl="{URL}"/>"""
    )
    assert [each.title for each in found.outlines] == ["a", "d"]
    assert [line for line, _ in told(found)] == [3, 4]


def test_what_is_inside_comments_and_cdata_is_no_outline() -> None:
    hidden = f'<outline text="x" xmlUrl="{URL}"/>'
    assert read(f"<!--{hidden}--><![CDATA[{hidden}]]><?pi {hidden}?>") == read("")
    assert len(read(f"<!-- never closed {hidden}").outlines) == 1


def test_entities_a_file_declares_stay_unread() -> None:
    body = f"""<!DOCTYPE opml [<!ENTITY a "lol"><!ENTITY b "&a;&a;">
    <!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY o '<outline text="x" xmlUrl="https://x.example"/>'>]>
    <opml><outline text="&b;&f;" xmlUrl="{URL}"/>&o;</opml>"""
    (outline,) = read_opml(body.encode(), "feeds.opml").outlines
    assert outline.title == "&b;&f;"


def test_outlines_in_outlines_without_end_are_read_level_by_level() -> None:
    deep = '<outline text="n">' * 5_000
    found = read(f'{deep}<outline text="x" xmlUrl="{URL}"/>')
    assert [each.folder for each in found.outlines] == [folder_name(*"n" * 8)]
    assert found.problems == ()


def test_a_report_is_bounded_and_says_where_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opml, "MOST_TAGS", 3)
    found = read("<outline/>\n" * 5)
    assert [line for line, _ in told(found)] == [2, 3, 4, 5]
    assert told(found)[-1][1] == "the first 3 starts and ends of outlines are read"


# Out, and back


LINES = st.text(max_size=60).map(clean_line)
TITLES = LINES.map(masked)  # what looks like an address's name and password is not written
NAMES = st.lists(st.text(max_size=20), max_size=4)
SETTINGS = st.fixed_dictionaries({}, optional={"quiet": st.just("true"), "keep_days": LINES})


@given(
    st.lists(
        st.tuples(TITLES, NAMES, st.booleans(), SETTINGS, LINES),
        max_size=8,
    ),
    TITLES,
)
@example(feeds=[("//@", [], False, {}, "")], title="//@")
def test_what_is_written_reads_back_the_same(
    feeds: list[tuple[str, list[str], bool, dict[str, str], str]], title: str
) -> None:
    outlines = [
        Outline(
            url=f"https://paper.example/{number}?a=1&b=<>",
            title=name,
            named=named,
            folder=folder_name(*folders),
            settings=tuple((key, value) for key, value in settings.items() if value),
            about=about,
        )
        for number, (name, folders, named, settings, about) in enumerate(feeds)
    ]
    body = write_opml(outlines, title)
    ElementTree.fromstring(body)  # other readers are stricter than ours
    found = read_opml(body, "feeds.opml")
    assert found.problems == ()
    assert found.title == title

    def kept(each: Outline) -> tuple[object, ...]:
        return each.title, each.named, each.folder, sorted(each.settings), each.about

    assert sorted(map(kept, found.outlines), key=repr) == sorted(map(kept, outlines), key=repr)
    assert write_opml(found.outlines, found.title) == body


def test_folders_are_nested_and_feeds_keep_their_order() -> None:
    feeds = [
        Outline(url=f"https://{name}.example/", title=name, folder=folder)
        for name, folder in [("d", "B"), ("c", "A/x"), ("b", ""), ("e", "A/y"), ("a", "")]
    ]
    lines = write_opml(feeds, "t").decode().splitlines()[6:-2]
    found = [re.sub(r' (title|type|xmlUrl)="[^"]*"', "", line[4:]) for line in lines]
    assert found == [
        '<outline text="b"/>',
        '<outline text="a"/>',
        '<outline text="A">',
        '  <outline text="x">',
        '    <outline text="c"/>',
        "  </outline>",
        '  <outline text="y">',
        '    <outline text="e"/>',
        "  </outline>",
        "</outline>",
        '<outline text="B">',
        '  <outline text="d"/>',
        "</outline>",
    ]


def test_no_name_and_password_is_written_and_one_address_once() -> None:
    secret = "https://ann:s3cret@paper.example/feed"
    body = write_opml(
        [
            Outline(url=secret, title=secret, link=secret),
            Outline(url=URL, title="again"),
        ],
        "t",
    )
    assert b"s3cret" not in body
    assert len(read_opml(body, "t").outlines) == 1
