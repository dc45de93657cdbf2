"""What a feed says beside its articles' text, and what is to be said of the feed."""

from __future__ import annotations

import json

from tests.cli.command import Newsread
from tests.fakes.server import LoopbackServer, Page

FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Harbour",
    "items": [
        {
            "id": "1",
            "title": "One",
            "content_html": "<p>" + "The ferry was late again on Monday. " * 20 + "</p>",
            "date_published": "2023-11-14T22:13:20Z",
            "date_modified": "2023-11-15T22:13:20Z",
            "tags": ["Ferries", "Harbour"],
            "attachments": [
                {"url": "a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 2_500_000}
            ],
        },
        "broken",
    ],
}


def put(server: LoopbackServer, feed: object) -> str:
    return server.put("/feed", Page(json.dumps(feed).encode(), "application/feed+json"))


def test_categories_and_files_of_an_article_are_shown(
    newsread: Newsread, server: LoopbackServer
) -> None:
    newsread("add", put(server, FEED))
    (line,) = [each for each in newsread("articles", "--json").records if each["title"] == "One"]
    shown = newsread("show", str(line["id"]))
    assert "ferry was late" in shown.out
    assert "Enclosure" not in shown.out
    audio = server.url("/a.mp3")
    assert "Categories: Ferries, Harbour\n" in shown.err
    assert f"Enclosure: {audio} (audio/mpeg, 2.5 MB)\n" in shown.err
    (record,) = newsread("show", str(line["id"]), "--json").records
    assert record["categories"] == ["Ferries", "Harbour"]
    assert record["enclosures"] == [
        {"url": audio, "type": "audio/mpeg", "length": 2_500_000, "title": ""}
    ]
    assert record["updated"] == "2023-11-15T22:13:20Z"


def test_what_is_damaged_in_a_feed_is_said_until_it_is_whole(
    newsread: Newsread, server: LoopbackServer
) -> None:
    url = put(server, FEED)
    newsread("add", url)
    said = "The feed is damaged: 1 of its 2 items are none"

    def note() -> str:
        (feed,) = [each for each in newsread("feeds", "--json").records if each["url"] == url]
        assert feed["error"] == ""
        return str(feed["note"])

    assert note() == said
    assert f"~ {said}\n" in newsread("feeds").out
    put(server, {**FEED, "title": "Harbour again"})
    (event,) = [
        each for each in newsread("refresh", "--force", "--json").records if each["event"] == "feed"
    ]
    assert event["note"] == said
    put(server, {**FEED, "items": FEED["items"][:1]})
    newsread("refresh", "--force")
    assert note() == ""


def test_a_password_in_an_address_is_nowhere_to_be_seen(
    newsread: Newsread, server: LoopbackServer
) -> None:
    url = put(server, FEED)
    added = newsread("add", url.replace("//", "//ann:hush@"))
    told = [added, newsread("feeds"), newsread("feeds", "--json"), newsread("articles", "--json")]
    told.append(newsread("refresh", "--force", url.replace("//", "//ann:hush@")))
    server.put("/feed", Page(status=401))
    told.append(newsread("refresh", "--force", status=1))
    for each in told:
        assert "hush" not in each.out + each.err
    assert all("authorization" in request.headers for request in server.requests)
    server.put("/other", b"<rss version='2.0'><channel><title>Other</title></channel></rss>")
    other = server.url("/other")
    given = f"{other.replace('//', '//ann:hush@')}\n\n"
    assert newsread("add", "-", given=given).out == f"Added Other with 0 articles: {other}\n"
    newsread("remove", url.replace("//", "//ann:hush@"))
    assert url not in newsread("feeds").out
