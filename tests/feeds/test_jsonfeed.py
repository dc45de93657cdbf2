"""Reading JSON Feed: each test states one fact."""

from __future__ import annotations

import calendar
import json

import pytest

from newsread.errors import FeedError
from newsread.feeds.entry import Enclosure, Entry, ParsedFeed
from newsread.feeds.parse import parse_feed

URL = "https://feeds.example/news.json"
NOVEMBER = float(calendar.timegm((2023, 11, 14, 22, 13, 20)))
VERSION = "https://jsonfeed.org/version/1.1"


def read(feed: object, content_type: str = "application/feed+json") -> ParsedFeed:
    return parse_feed(json.dumps(feed).encode(), URL, content_type)


def feed(*items: object, **fields: object) -> ParsedFeed:
    return read({"version": VERSION, "title": "T", "items": list(items), **fields})


def item(**fields: object) -> Entry:
    (entry,) = feed(fields).entries
    return entry


def test_a_json_feed_is_read_whole() -> None:
    whole = feed(
        {
            "id": "1",
            "url": "/1",
            "external_url": "https://elsewhere.example/",
            "title": "One",
            "content_html": "<p>The <b>long</b> one</p>",
            "content_text": "not this",
            "summary": "Short & sweet",
            "image": "https://s.example/1.png",
            "banner_image": "banner.jpg",
            "date_published": "2023-11-14T22:13:20Z",
            "date_modified": "2023-11-14T23:13:21+01:00",
            "authors": [{"name": "Ann"}, {"name": "Bob", "url": "https://bob.example/"}],
            "tags": ["Ferries", "Ferries", "Strikes"],
            "language": "de",
            "attachments": [
                {
                    "url": "https://s.example/1.mp3",
                    "mime_type": "Audio/MPEG",
                    "size_in_bytes": 12300000,
                    "title": "Listen",
                }
            ],
        },
        title="News &amp; More",
        home_page_url="https://s.example/",
        language="en-GB",
    )
    assert whole == ParsedFeed(
        title="News & More",
        link="https://s.example/",
        lang="en-GB",
        entries=(
            Entry(
                identity="1",
                title="One",
                url="https://feeds.example/1",
                author="Ann, Bob",
                summary="<p>Short &amp; sweet</p>",
                content="<p>The <b>long</b> one</p>",
                base="https://feeds.example/1",
                published=NOVEMBER,
                updated=NOVEMBER + 1,
                lang="de",
                categories=("Ferries", "Strikes"),
                enclosures=(
                    Enclosure("https://s.example/1.mp3", "audio/mpeg", 12300000, "Listen"),
                    Enclosure("https://s.example/1.png", "image/*"),
                    Enclosure("https://feeds.example/banner.jpg", "image/*"),
                ),
            ),
        ),
    )


@pytest.mark.parametrize("content_type", ["", "text/html", "application/rss+xml", "image/png"])
def test_a_json_feed_is_known_by_what_it_is(content_type: str) -> None:
    assert read({"version": VERSION, "items": []}, content_type) == ParsedFeed()


@pytest.mark.parametrize(
    ("fields", "bodies"),
    [
        ({"content_text": "a < b\n\nc\nd"}, ("<p>a &lt; b</p><p>c<br>d</p>", "")),
        ({"content_html": "", "content_text": "words"}, ("<p>words</p>", "")),
        ({"summary": "words"}, ("", "<p>words</p>")),
        ({"content_html": "x", "summary": "a longer one"}, ("<p>a longer one</p>", "x")),
        ({"content_html": None, "content_text": [], "summary": 7}, ("", "")),
    ],
)
def test_html_comes_before_text_and_content_before_summary(
    fields: dict[str, object], bodies: tuple[str, str]
) -> None:
    entry = item(id="1", title="x", **fields)
    assert (entry.content, entry.summary) == bodies


@pytest.mark.parametrize(
    ("fields", "author"),
    [
        ({"author": {"name": "Ann"}}, "Ann"),
        ({"authors": [{"name": "Ann"}], "author": {"name": "old"}}, "Ann"),
        ({"authors": [], "author": {"name": "Ann"}}, "Ann"),
        ({"authors": [{"url": "mailto:ann@s.example"}]}, "ann@s.example"),
        ({"authors": ["no one", {"name": []}, {"name": "Ann"}]}, "Ann"),
        ({"authors": [{"name": "A\u001b]0;x\u0007nn\n"}]}, "A]0;xnn"),
        ({}, "Desk"),
        ({"authors": "no list"}, "Desk"),
    ],
)
def test_authors_are_the_items_else_the_feeds(fields: dict[str, object], author: str) -> None:
    (entry,) = feed({"id": "1", **fields}, author={"name": "Desk"}).entries
    assert entry.author == author


@pytest.mark.parametrize(
    ("given", "identity"),
    [
        ('"a"', "a"),
        ("7", "7"),
        ("3.1415", "3.1415"),
        ("-1e99999", "-1e99999"),
        ('"  "', "https://s.example/1"),
        ("null", "https://s.example/1"),
        ("[1]", "https://s.example/1"),
        ("NaN", "https://s.example/1"),
    ],
)
def test_an_item_is_named_by_its_id_be_it_a_number_else_by_its_link(
    given: str, identity: str
) -> None:
    text = f'{{"version":"{VERSION}","items":[{{"id":{given},"url":"https://s.example/1"}}]}}'
    (entry,) = parse_feed(text.encode(), URL).entries
    assert entry.identity == identity


def test_a_number_of_thousands_of_digits_is_only_long() -> None:
    text = f'{{"version":"{VERSION}","items":[{{"id":{"9" * 50_000},"title":{"8" * 50_000}}}]}}'
    (entry,) = parse_feed(text.encode(), URL).entries
    assert (entry.identity[:7], entry.title) == ("sha256:", "")


def test_items_without_id_and_link_are_named_by_what_they_say_and_repeated_ids_told_apart() -> None:
    one, two = feed({"title": "a"}, {"title": "b"}).entries
    assert {one.identity[:7], two.identity[:7]} == {"sha256:"}
    assert one.identity != two.identity
    same = [{"id": "same", "url": f"https://s.example/{n}"} for n in (1, 2)]
    assert len({entry.identity for entry in feed(*same).entries}) == 2


@pytest.mark.parametrize(
    ("date", "seconds"),
    [
        ("2023-11-14T22:13:20Z", NOVEMBER),
        ("2023-11-14T22:13:20.5Z", NOVEMBER + 0.5),
        ("2023-11-14T23:13:20+0100", NOVEMBER),
        ("2023-11-14T22:13:20", NOVEMBER),
        ("Tue, 14 Nov 2023 22:13:20 GMT", NOVEMBER),
        ("soon", None),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("2" * 5000, None),
        (1700000000, None),
    ],
)
def test_a_date_is_a_moment_or_none(date: object, seconds: float | None) -> None:
    assert item(id="1", date_published=date).published == seconds


def test_a_field_of_a_wrong_type_counts_as_missing() -> None:
    wrong: list[object] = [None, True, 5, 1.5, [], [1], {}, {"a": 1}]
    names = """url external_url title content_html content_text summary image banner_image
        date_published date_modified author authors tags language attachments"""
    for value in wrong:
        fields = dict.fromkeys(names.split(), value)
        (entry,) = feed({**fields, "id": "1"}, **{**fields, "title": value}).entries
        assert entry == Entry(identity="1", base=URL)
    assert feed(title=[], home_page_url={}).title == ""


def test_a_bad_item_costs_itself_only_and_that_is_said() -> None:
    read = feed(None, 1, [], {}, "x", {"id": "1", "title": "fine"})
    assert [entry.title for entry in read.entries] == ["fine"]
    assert read.note == "The feed is damaged: 5 of its 6 items are none"
    assert feed({"id": "1"}).note == ""
    assert "no list of items" in feed(items=None).note


def test_surrogates_and_controls_do_no_harm() -> None:
    text = (
        f'{{"version":"{VERSION}","items":[{{"id":"1","title":"a\\ud800b \\ud83d\\ude00 \\u009b2J",'
        '"content_html":"\\udfff\\u001b[2J","tags":["\\u202ex"]}]}'
    )
    (entry,) = parse_feed(text.encode(), URL).entries
    assert (entry.title, entry.content) == ("a\ufffdb 😀 2J", "\ufffd[2J")
    assert entry.categories == ("x",)


def test_links_are_of_the_web_or_none() -> None:
    attached = [{"url": url} for url in ("javascript:x", "file:///etc/passwd", "../../x", "", 5)]
    entry = item(id="1", url="java\tscript:x", image="data:image/png,x", attachments=attached)
    assert entry.url == ""
    assert entry.enclosures == (Enclosure("https://feeds.example/x"),)


@pytest.mark.parametrize(
    ("size", "length"),
    [(5, 5), ("5", 5), (1.5, None), (-1, None), ("big", None), ({}, None), ([[]], None)],
)
def test_an_attachments_length_is_a_number_or_none(size: object, length: int | None) -> None:
    attached = {"url": "https://s.example/1", "size_in_bytes": size}
    assert item(id="1", attachments=[attached]).enclosures[0].length == length


def test_more_of_anything_than_a_reader_looks_at_is_cut() -> None:
    entry = item(
        id="1",
        title="word " * 500,
        tags=[f"tag {n} " + "x" * 200 for n in range(100)],
        attachments=[{"url": f"https://s.example/{n}"} for n in range(100)],
    )
    assert (len(entry.categories), len(entry.enclosures)) == (30, 30)
    assert (len(entry.title), len(entry.categories[0])) == (500, 100)
    many = feed(*({"id": str(n)} for n in range(2100)))
    assert (len(many.entries), many.note) == (2000, "Only the first 2000 of 2100 entries are read")


@pytest.mark.parametrize(
    "feed",
    [
        {"version": "1.0", "items": [{"id": "1"}]},
        {"title": "T", "items": [{"id": "1"}]},
        {"version": "http://www.jsonfeed.org/version/99", "items": [{"id": "1"}]},
    ],
)
def test_a_careless_version_is_forgiven(feed: dict[str, object]) -> None:
    assert len(read(feed).entries) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("null", "plain text"),
        ("12", "plain text"),
        ('"version"', "plain text"),
        ("[]", "JSON, but no JSON Feed"),
        ("{}", "JSON, but no JSON Feed"),
        ('{"items": [1]}', "JSON, but no JSON Feed"),
        ('{"version": 1, "items": {}}', "JSON, but no JSON Feed"),
        ('{"version": "1", "items": [', "JSON that is damaged in line 1"),
        ('{"version": "1",\n "items": [],}', "JSON that is damaged in line 2"),
        ('{"a": 1} {"b": 2}', "JSON that is damaged"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_json_feed_is_refused_in_a_sentence(text: str, says: str) -> None:
    with pytest.raises(FeedError, match=says) as refused:
        parse_feed(text.encode(), "https://ann:secret@feeds.example/")
    assert str(refused.value).startswith("https://…@feeds.example/: it is ")


def test_the_last_of_two_keys_of_one_name_counts() -> None:
    text = f'{{"version":"{VERSION}","title":"a","title":"b","items":[]}}'
    assert parse_feed(text.encode(), URL).title == "b"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_other_encodings_of_unicode_are_read(encoding: str) -> None:
    text = json.dumps({"version": VERSION, "title": "Café", "items": []}, ensure_ascii=False)
    assert parse_feed(text.encode(encoding), URL).title == "Café"
