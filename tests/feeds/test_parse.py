"""Reading feeds: each test states one fact about one kind of feed."""

from __future__ import annotations

import calendar

import pytest

from newsread.errors import FeedError
from newsread.feeds.entry import Enclosure, Entry, ParsedFeed
from newsread.feeds.parse import parse_feed

URL = "https://feeds.example/news.xml"
NOVEMBER = float(calendar.timegm((2023, 11, 14, 22, 13, 20)))


def rss(items: str = "", channel: str = "<title>T</title>", head: str = "") -> ParsedFeed:
    text = f"""{head}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:media="http://search.yahoo.com/mrss/"
        xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
        <channel>{channel}{items}</channel></rss>"""
    return parse_feed(text.encode(), URL)


def item(inside: str) -> Entry:
    (entry,) = rss(f"<item>{inside}</item>").entries
    return entry


def atom(inside: str, feed: str = "") -> Entry:
    text = f"""<feed xmlns="http://www.w3.org/2005/Atom">{feed}<entry>{inside}</entry></feed>"""
    (entry,) = parse_feed(text.encode(), URL).entries
    return entry


def test_rss_is_read_whole() -> None:
    feed = rss(
        """<item><guid isPermaLink="false">1</guid><title>One</title><link>https://s.example/1</link>
        <description>Short</description><content:encoded>The &lt;b&gt;long&lt;/b&gt; one
        </content:encoded><author>ann@s.example (Ann)</author>
        <pubDate>Tue, 14 Nov 2023 22:13:20 GMT</pubDate></item>""",
        """<title>News &amp; More</title><link>https://s.example/</link><language>en-gb</language>
        <ttl>90</ttl>""",
    )
    assert feed == ParsedFeed(
        title="News & More",
        link="https://s.example/",
        lang="en-gb",
        ttl=5400.0,
        entries=(
            Entry(
                identity="1",
                title="One",
                url="https://s.example/1",
                author="Ann",
                summary="Short",
                content="The <b>long</b> one",
                base="https://s.example/1",
                published=NOVEMBER,
                lang="en-gb",
            ),
        ),
    )


def test_atom_is_read_whole() -> None:
    entry = atom(
        """<id>urn:1</id><title type="html">A &amp;lt;b&amp;gt; B</title><link href="/1"/>
        <published>2023-11-14T22:13:20Z</published><updated>2023-11-14T23:13:20+01:00</updated>
        <summary>Short</summary><content type="xhtml" xml:base="https://s.example/x/">
        <div xmlns="http://www.w3.org/1999/xhtml">The <b>long</b> one</div></content>""",
        """<title>T</title><author><name>Desk</name></author>""",
    )
    assert entry == Entry(
        identity="urn:1",
        title="A <b> B",
        url="https://feeds.example/1",
        author="Desk",
        summary="<p>Short</p>",
        content="The <b>long</b> one",
        base="https://s.example/x/",
        published=NOVEMBER,
        updated=NOVEMBER,
    )


@pytest.mark.parametrize(
    "text",
    [
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="x"><title>T</title></channel>
        <item rdf:about="https://s.example/1"><title>One</title><link>https://s.example/1</link>
        <dc:date>2023-11-14T22:13:20Z</dc:date></item></rdf:RDF>""",
        """<rss version="0.91"><channel><title>T</title><item><title>One</title>
        <link>https://s.example/1</link><pubDate>2023-11-14T22:13:20Z</pubDate></item></channel></rss>""",
        """<RSS VERSION="2.0"><CHANNEL><TITLE>T</TITLE><ITEM><TITLE>One</TITLE>
        <LINK>https://s.example/1</LINK><PUBDATE>Tue, 14 Nov 2023 22:13:20 +0000</PUBDATE></ITEM>
        </CHANNEL></RSS>""",
    ],
)
def test_older_formats_are_read(text: str) -> None:
    feed = parse_feed(text.encode(), URL)
    (entry,) = feed.entries
    assert (feed.title, entry.title, entry.identity) == ("T", "One", "https://s.example/1")
    assert (entry.published or entry.updated) == NOVEMBER


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("R&amp;D", "R&D"),
        ("R&D", "R&D"),
        ("Tom &amp;amp; Ann &amp;lt;3", "Tom & Ann <3"),
        ("&lt;b&gt;Bold&lt;/b&gt; &lt;script&gt;x()&lt;/script&gt;calm", "Bold calm"),
        ("<![CDATA[A <em>b</em> &amp; c]]>", "A b & c"),
        ("The &lt;table&gt; element", "The <table> element"),
        ("a &lt; b", "a < b"),
        ("[@click=app.quit]Read[/]", "[@click=app.quit]Read[/]"),
        ("Before\x1b]0;x\x07after &#27;[2J", "Before]0;xafter [2J"),
        ("one\n   two", "one two"),
        ("caf&eacute; &#55357;&#56832; &nosuch;", "café 😀 &nosuch;"),
    ],
)
def test_titles_are_decoded_once_and_cleaned(title: str, shown: str) -> None:
    assert item(f"<title>{title}</title>").title == shown


def test_an_atom_title_of_type_text_is_not_decoded() -> None:
    assert atom("<id>1</id><title>&lt;b&gt; &amp;amp; c</title>").title == "<b> &amp; c"


def test_a_long_title_is_cut() -> None:
    title = item(f"<title>{'word ' * 500}</title>").title
    assert len(title) <= 500
    assert title.endswith("…")


@pytest.mark.parametrize(
    ("inside", "identity"),
    [
        ("<guid>a</guid><link>https://s.example/1</link>", "a"),
        ("<guid> </guid><link>https://s.example/1</link>", "https://s.example/1"),
        ("<link>https://s.example/1</link>", "https://s.example/1"),
        ("<guid>Case</guid>", "Case"),
    ],
)
def test_an_entry_is_named_by_its_id_else_its_link(inside: str, identity: str) -> None:
    assert item(f"{inside}<title>x</title>").identity == identity


def test_without_id_and_link_an_entry_is_named_by_what_it_says() -> None:
    one, two = rss("<item><title>a</title></item><item><title>b</title></item>").entries
    (again,) = rss("<item><title>b</title></item>", "<title>Other</title>").entries
    assert one.identity.startswith("sha256:")
    assert two.identity == again.identity != one.identity


def test_a_huge_id_is_hashed() -> None:
    identity = item(f"<guid isPermaLink='false'>{'g' * 5000}</guid>").identity
    assert identity.startswith("sha256:")
    assert len(identity) == 71


def test_an_id_that_names_several_entries_is_told_apart_by_their_links() -> None:
    def both(first: str, second: str) -> set[str]:
        items = "".join(
            f"<item><guid isPermaLink='false'>same</guid><link>https://s.example/{n}</link></item>"
            for n in (first, second)
        )
        return {entry.identity for entry in rss(items).entries}

    assert both("1", "2") == both("2", "1")
    assert len(both("1", "2")) == 2
    assert len(both("1", "2") & both("2", "3")) == 1
    assert len(both("1", "1")) == 1


def test_entries_that_all_link_to_the_front_page_stay_several() -> None:
    items = "".join(
        f"<item><title>{n}</title><link>https://s.example/</link></item>" for n in "abc"
    )
    assert len({entry.identity for entry in rss(items).entries}) == 3


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://s.example/1", "https://s.example/1"),
        ("/1?a=b&amp;c=d", "https://feeds.example/1?a=b&c=d"),
        ("javascript:alert(1)", ""),
        (" java&#10;script:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("-x", ""),
        ("http://[::1", ""),
        ("", ""),
    ],
)
def test_a_link_is_a_web_address_or_nothing(link: str, url: str) -> None:
    assert item(f"<guid isPermaLink='false'>1</guid><link>{link}</link>").url == url


def test_a_guid_is_a_link_only_if_it_is_a_web_address() -> None:
    assert item("<guid>https://s.example/1</guid>").url == "https://s.example/1"
    assert item("<guid>javascript:alert(1)</guid>").url == ""


def test_relative_links_follow_xml_base_if_it_is_of_the_web() -> None:
    based = '<id>1</id><link href="a"/><content type="html" xml:base="{}">x</content>'
    assert atom(based.format("https://b.example/c/")).base == "https://b.example/c/"
    assert atom(based.format("file:///etc/")).base == "https://feeds.example/a"
    assert atom('<id>1</id><link xml:base="https://b.example/c/" href="a"/>').url == (
        "https://b.example/c/a"
    )


def test_the_longer_of_content_and_summary_is_the_content() -> None:
    entry = item("<description>The much longer text</description>"
                 "<content:encoded>More</content:encoded>")  # fmt: skip
    assert (entry.content, entry.summary) == ("The much longer text", "More")


def test_a_body_given_once_is_not_kept_twice() -> None:
    entry = item("<content:encoded>&lt;p&gt;All&lt;/p&gt;</content:encoded>")
    assert (entry.content, entry.summary) == ("<p>All</p>", "")
    entry = item("<description>All</description>")
    assert (entry.content, entry.summary) == ("", "All")


def test_plain_text_becomes_html_that_shows_the_same() -> None:
    entry = atom("<id>1</id><content>a &lt;b&gt; &amp;amp; c\nd\n\ne</content>")
    assert entry.content == "<p>a &lt;b&gt; &amp;amp; c<br>d</p><p>e</p>"


def test_content_that_is_no_text_is_left_out() -> None:
    entry = atom('<id>1</id><content type="image/png">iVBORw0KGgo=</content><summary>s</summary>')
    assert (entry.content, entry.summary) == ("", "<p>s</p>")


@pytest.mark.parametrize(
    "date",
    ["", "soon", "Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 GMT"],
)
def test_a_date_that_cannot_be_is_none(date: str) -> None:
    assert item(f"<title>x</title><pubDate>{date}</pubDate>").published is None


@pytest.mark.parametrize(
    ("inside", "author"),
    [
        ("<author>ann@s.example (Ann Lee)</author>", "Ann Lee"),
        ("<author>ann@s.example</author>", "ann@s.example"),
        ("<author>Ann Lee</author>", "Ann Lee"),
        ("<author>Ann Lee &lt;ann@s.example&gt;</author>", "Ann Lee"),
        (f"<author>{'a@' * 50_000}</author>", "a@" * 150),
        ("<dc:creator>Ann &amp;amp; Bob</dc:creator>", "Ann & Bob"),
        ("<dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator>", "Ann, Bob"),
        ("<dc:creator>&#x9d;52;c;x\x07 Ann</dc:creator>", "52;c;x Ann"),
        ("", ""),
    ],
)
def test_authors_are_names_on_one_line(inside: str, author: str) -> None:
    assert item(f"<title>x</title>{inside}").author == author


def test_an_author_of_any_length_is_searched_in_no_time() -> None:
    assert item(f"<title>x</title><author>{'ab.' * 100_000}</author>").author == "ab." * 100


def test_what_an_entry_is_filed_under_is_kept_each_once() -> None:
    entry = item(
        "<category>Ferries</category><category domain='x'> Ferries </category>"
        "<dc:subject>R&amp;amp;D</dc:subject><category/><category>&#27;[2J</category>"
    )
    assert entry.categories == ("Ferries", "R&D", "[2J")
    assert atom('<id>1</id><category term="a" label="A word"/>').categories == ("A word",)


def test_enclosures_and_media_are_kept_as_addresses_of_the_web() -> None:
    entry = item(
        """<enclosure url="https://s.example/a.mp3" type="audio/mpeg" length="123"/>
        <enclosure url="/b.pdf" type="application/pdf; x=y" length="1:30"/>
        <enclosure url="file:///etc/passwd" length="5"/><enclosure/>
        <media:content url="https://s.example/c.jpg" medium="image" fileSize="9"/>
        <media:content url="https://s.example/a.mp3"/>
        <media:thumbnail url="https://s.example/d.jpg"/><media:thumbnail url="javascript:x"/>"""
    )
    assert entry.enclosures == (
        Enclosure("https://s.example/a.mp3", "audio/mpeg", 123),
        Enclosure("https://feeds.example/b.pdf", "application/pdf"),
        Enclosure("https://s.example/c.jpg", "image/*", 9),
        Enclosure("https://s.example/d.jpg", "image/*"),
    )


def test_an_atom_enclosure_is_a_link_with_a_title() -> None:
    entry = atom(
        '<id>1</id><link rel="enclosure" xml:base="https://b.example/c/" href="a.mp3" '
        'type="audio/mpeg" length="1000000" title="Hear"/>'
    )
    assert entry.enclosures == (
        Enclosure("https://b.example/c/a.mp3", "audio/mpeg", 1_000_000, "Hear"),
    )
    assert str(entry.enclosures[0]) == "Hear, https://b.example/c/a.mp3 (audio/mpeg, 1.0 MB)"


def test_nested_bases_are_joined() -> None:
    text = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/a/">
        <entry xml:base="b/"><id>1</id><link href="page"/>
        <content xml:base="c/" type="html">x</content></entry></feed>"""
    (entry,) = parse_feed(text.encode(), URL).entries
    assert entry.url == "https://feeds.example/a/b/page"
    assert entry.base == "https://feeds.example/a/b/c/"


def test_an_update_is_not_a_publication() -> None:
    entry = atom("<id>1</id><updated>2023-11-14T22:13:20Z</updated>")
    assert (entry.published, entry.updated) == (None, NOVEMBER)


@pytest.mark.parametrize(
    ("given", "lang"), [("en-gb", "en-gb"), ("de_AT", "de-AT"), ("\x1b[2J", ""), ("english!", "")]
)
def test_a_language_is_a_tag_or_nothing(given: str, lang: str) -> None:
    assert rss("", f"<title>T</title><language>{given}</language>").lang == lang


@pytest.mark.parametrize(
    ("damage", "text"),
    [
        ("leading space", "\n\n  {}"),
        ("junk before", "Notice: x in y.php\n{}"),
        ("cut tail", "{}<item><title>cut"),
        ("bare ampersand", "{}"),
    ],
)
def test_damaged_feeds_keep_their_entries(damage: str, text: str) -> None:
    whole = "<?xml version='1.0'?><rss version='2.0'><channel><title>T</title>"
    whole += "<item><title>R&D one</title></item><item><title>two</title></item>"
    if damage != "cut tail":
        whole += "</channel></rss>"
    feed = parse_feed(text.format(whole).encode(), URL)
    assert [entry.title for entry in feed.entries][:2] == ["R&D one", "two"]


def test_a_damaged_feed_says_so_and_a_mended_one_does_not() -> None:
    assert rss("<item><title>R&D&nbsp;</title></item>").note == ""
    assert "damaged" in rss("<item><title>a</ti></item>").note


@pytest.mark.parametrize(
    ("tail", "said"),
    [
        ("<item><title>b</title>half a senten", True),
        ("<item", False),
        ("<item><title>b</title></item>", False),
        ("<item><title>b</title></item></channel></rss>", False),
    ],
)
def test_a_feed_that_breaks_off_says_so_and_keeps_what_there_is(tail: str, said: bool) -> None:
    whole = "<rss version='2.0'><channel><title>T</title><item><title>a</title></item>"
    feed = parse_feed((whole + tail).encode(), URL)
    assert [entry.title for entry in feed.entries][:1] == ["a"]
    assert ("breaks off within its last entry" in feed.note) is said


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("utf-8", "utf-8"),
        ("utf-16", "utf-16"),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "utf-8"),
        ("utf-8", "utf-16"),
        ("utf-8", "nonsense"),
    ],
)
def test_the_declared_encoding_counts_as_far_as_it_is_true(encoding: str, label: str) -> None:
    text = f"<?xml version='1.0' encoding='{label}'?><rss version='2.0'><channel><title>Über café"
    feed = parse_feed((text + "</title></channel></rss>").encode(encoding), URL, "text/xml")
    assert feed.title == "Über café"


def test_more_entries_than_anyone_reads_are_cut_with_a_note() -> None:
    feed = rss("".join(f"<item><title>{n}</title></item>" for n in range(2100)))
    assert len(feed.entries) == 2000
    assert feed.note == "Only the first 2000 of 2100 entries are read"


@pytest.mark.parametrize(
    "inside",
    [
        "<media:thumbnail url='https://a.example/1' width='x'/>",
        "<image><width>wide</width><height/></image>",
        "<psc:chapter xmlns:psc='http://podlove.org/simple-chapters'/>",
        "<georss:point xmlns:georss='http://www.georss.org/georss'>x y</georss:point>",
        "<gml:pos xmlns:gml='http://www.opengis.net/gml'>1 2</gml:pos>",
        "<media:restriction/>",
        *(
            f"<{name}>x</{name}>"
            for name in ("links", "tags", "content", "authors", "title_detail", "summary_detail")
        ),
        *(f"<{name}>x</{name}>" for name in ("published_parsed", "media_content", "enclosures")),
        "<x:y xmlns:x='a b c'/>",
    ],
)
def test_what_a_parser_throws_at_costs_nothing_else(inside: str) -> None:
    feed = rss(f"<item><title>a</title>{inside}</item><item><title>b</title></item>")
    assert [entry.title for entry in feed.entries] == ["a", "b"]
    assert feed.note == ""


def test_an_empty_channel_is_a_feed() -> None:
    assert rss().entries == ()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"<!doctype html><html><head><title>503</title>", "a web page, not a feed"),
        (b"<html>", "a web page, not a feed"),
        (b'{"openapi": "3.0.0"}', "it is JSON, but no JSON Feed"),
        (b"Service unavailable", "plain text"),
        (b"<opml version='2.0'/>", "its first element is <opml>"),
        (bytes(range(256)) * 4, "not"),
    ],
)
def test_what_is_no_feed_is_said_in_a_sentence_that_names_it(body: bytes, says: str) -> None:
    with pytest.raises(FeedError, match=says) as refused:
        parse_feed(body, "https://ann:secret@feeds.example/news.xml")
    assert str(refused.value).startswith("https://…@feeds.example/news.xml: ")


@pytest.mark.parametrize("source", ["", '<source url="https://o.example/f">Other paper</source>'])
def test_the_title_of_a_picture_is_never_the_entrys(source: str) -> None:
    media = 'xmlns:media="http://search.yahoo.com/mrss/"'
    item = f"<item><title>Fees rise</title>{source}<media:title>A quay</media:title></item>"
    body = f'<rss version="2.0" {media}><channel><title>P</title>{item}</channel></rss>'
    (entry,) = parse_feed(body.encode(), "https://paper.example/feed").entries
    assert entry.title == "Fees rise"
