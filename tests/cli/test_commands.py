"""Every command, run for real against a small newsroom."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from importlib import metadata
from pathlib import Path

import click
import pytest
from tinydb import TinyDB

from newsread import __version__
from newsread.cli import ROOMS
from newsread.cli import newsread as newsread_command
from newsread.library.store import Library
from newsread.query.read import parse
from tests.cli.command import Newsread
from tests.cli.conftest import ARTICLE, HTML, PARAGRAPHS, Kept
from tests.fakes.server import LoopbackServer, Page


def test_the_welcome_feed_is_there_from_the_first_command_on(newsread: Newsread) -> None:
    articles = newsread("articles", "--json").records
    assert len(articles) >= 4
    assert {each["feed"] for each in articles} == {"newsread:welcome"}


def test_a_feed_is_added_by_its_own_address_with_one_request(
    newsread: Newsread, newsroom: LoopbackServer
) -> None:
    added = newsread("add", newsroom.url("/feed.xml"))
    assert added.lines == [f"Added The Loopback Times with 2 articles: {newsroom.url('/feed.xml')}"]
    assert [each.path for each in newsroom.requests] == ["/feed.xml"]


def test_a_feed_is_added_by_its_sites_address(newsread: Newsread, newsroom: LoopbackServer) -> None:
    newsread("add", newsroom.url("/"), "--folder", "Papers")
    (feed,) = [each for each in newsread("feeds", "--json").records if each["kind"] == "feed"]
    assert (feed["url"], feed["folder"]) == (newsroom.url("/feed.xml"), "Papers")
    assert (feed["total"], feed["unread"], feed["error"]) == (2, 2, "")


def test_adding_a_feed_again_changes_nothing(newsread: Newsread, newsroom: LoopbackServer) -> None:
    newsread("add", newsroom.url("/feed.xml"))
    again = newsread("add", newsroom.url("/feed.xml"))
    assert "already" in again.out
    assert newsroom.count("/feed.xml") == 1


def test_of_several_addresses_the_good_ones_are_added(
    newsread: Newsread, newsroom: LoopbackServer
) -> None:
    ended = newsread("add", newsroom.url("/none"), newsroom.url("/feed.xml"), status=1)
    assert len(ended.lines) == 1
    assert "404" in ended.err
    assert len(newsread("feeds").lines) == 2


def test_a_removed_feed_comes_back_as_it_was_when_added_again(
    newsread: Newsread, newsroom: LoopbackServer
) -> None:
    newsread("add", newsroom.url("/feed.xml"))
    before = newsread("articles").lines
    newsread("remove", newsroom.url("/feed.xml"))
    assert not any("Story" in each for each in newsread("articles").lines)
    newsread("add", newsroom.url("/feed.xml"))
    assert newsread("articles").lines == before


def test_the_welcome_feed_comes_back_as_its_removal_promises(newsread: Newsread) -> None:
    removed = newsread("remove", "newsread:welcome")
    assert "newsread add newsread:welcome brings it back" in removed.out
    assert newsread("articles").lines == []
    newsread("add", "newsread:welcome")
    assert newsread("articles").lines


def test_other_feeds_of_a_page_are_counted_and_named(
    newsread: Newsread, newsroom: LoopbackServer
) -> None:
    kind = 'rel="alternate" type="application/rss+xml"'
    links = "".join(f'<link {kind} href="{path}">' for path in ("/feed.xml", "/b.xml", "/$(id);x"))
    newsroom.put("/two", Page(f"<html><head>{links}</head></html>".encode(), "text/html"))
    added = newsread("add", newsroom.url("/two"))
    assert "its page announces 2 more" in added.out
    assert f"newsread add {newsroom.url('/b.xml')}\n" in added.err
    # Fit to be copied into a shell, whoever wrote the page.
    assert f"newsread add '{newsroom.url('/$(id);x')}'\n" in added.err


def test_claims_alone_lists_them(kept: Kept) -> None:
    assert kept.newsread("claims").out == kept.newsread("claims", "list").out


def test_articles_say_in_json_all_that_a_script_needs(kept: Kept) -> None:
    newest = next(
        each
        for each in kept.newsread("articles", "--json").records
        if each["feed"] == kept.newsroom.url("/feed.xml")
    )
    assert isinstance(newest.pop("id"), int)
    assert newest == {
        "title": "Story two",
        "url": kept.newsroom.url("/two"),
        "feed": kept.newsroom.url("/feed.xml"),
        "outlet": "The Loopback Times",
        "published": "2025-10-07T01:00:00Z",
        "read": False,
        "starred": False,
        "changed": False,
        "claims": 0,
    }


def test_a_limit_gives_the_newest(kept: Kept) -> None:
    every = kept.newsread("articles").lines
    assert kept.newsread("articles", "--limit", "2").lines == every[:2]


def test_an_article_is_shown_by_its_id_or_its_address(kept: Kept) -> None:
    shown = kept.newsread("show", kept.newsroom.url("/one"))
    assert shown.out == "\n\n".join(["Council approves budget", *PARAGRAPHS]) + "\n"
    assert kept.newsroom.url("/one") in shown.err
    (article,) = [
        each["id"]
        for each in kept.newsread("articles", "--json").records
        if each["url"] == kept.newsroom.url("/one")
    ]
    assert kept.newsread("show", str(article)).out == shown.out
    assert kept.newsroom.count("/one") == 1, "a text that is kept is not fetched again"


def test_a_shown_text_carries_its_name_and_exact_offsets(kept: Kept) -> None:
    (shown,) = kept.newsread("show", kept.newsroom.url("/one"), "--json").records
    text = shown["text"]
    assert shown["revision"] == hashlib.sha256(text.encode()).hexdigest()
    assert [text[each["start"] : each["end"]] for each in shown["blocks"]] == [
        "Council approves budget",
        *PARAGRAPHS,
    ]
    assert (shown["source"], shown["notice"], shown["outlet"]) == ("page", "", "The Loopback Times")
    assert shown["quality"]["words"] == sum(len(each.split()) for each in PARAGRAPHS)


def test_a_revision_is_shown_by_the_first_digits_of_its_name(kept: Kept) -> None:
    article = kept.newsroom.url("/one")
    text = kept.newsread("show", article).out.removesuffix("\n")
    name = hashlib.sha256(text.encode()).hexdigest()
    assert kept.newsread("show", article, "--revision", name[:8]).out == text + "\n"
    other = "0" if name[0] != "0" else "1"
    assert f"There are: {name[:12]}" in kept.newsread.refuses("show", article, "--revision", other)


def test_an_article_that_was_never_read_has_no_texts_to_list(newsread: Newsread) -> None:
    ended = newsread("show", "1", "--revision")
    assert ended.out == ""
    assert ended.err.startswith("No text of it is kept")


def test_all_texts_of_an_article_are_listed_and_say_why_they_are_others(
    newsread: Newsread, newsroom: LoopbackServer
) -> None:
    url = newsroom.url("/one")
    newsread("save", url)
    (first,) = newsread("show", url, "--json").records
    assert (first["role"], first["cause"]) == ("clean", "first")
    newsroom.put("/one", Page(ARTICLE.replace("4.2 million", "4.7 million").encode(), HTML))
    newsread("save", url)
    edited, page, oldest = newsread("show", url, "--revision", "--json").records
    assert [each["cause"] for each in (edited, oldest)] == ["edit", "first"]
    assert (edited["changes"], edited["passages"], edited["newest"]) == ("4.2 → 4.7", 1, True)
    assert (oldest["revision"], oldest["newest"]) == (first["revision"], False)
    assert (page["role"], page["source"]) == ("page", "visible")
    listed = newsread("show", url, "--revision").lines
    assert len(listed) == 3
    assert listed[0].startswith(f"* {edited['revision'][:12]}  20")
    assert listed[0].endswith(f"the page, {edited['words']} words; edited: 4.2 → 4.7")
    assert "all text of the page" in listed[1]
    assert listed[2].endswith("first seen")
    text = newsread("show", url, "--revision", first["revision"][:9]).out
    assert text == first["text"] + "\n"


def test_what_changed_since_it_was_read_is_found_until_it_is_shown(
    newsread: Newsread, newsroom: LoopbackServer
) -> None:
    url = newsroom.url("/one")
    newsread("save", url)
    with Library.open(newsread.home / "data" / "library.sqlite3") as library:
        library.set_read(library.ids(parse("-feed:newsread:welcome")), True)
    newsroom.put("/one", Page(ARTICLE.replace("4.2 million", "4.7 million").encode(), HTML))
    newsread("save", url)
    (changed,) = newsread("articles", "is:changed", "--json").records
    assert changed["url"] == url
    newsread("show", url, "--json")
    assert len(newsread("articles", "is:changed").lines) == 1
    newsread("show", url)
    assert newsread("articles", "is:changed").lines == []


def test_where_the_page_fails_the_feeds_text_is_shown_and_said_to_be(
    newsread: Newsread, newsroom: LoopbackServer
) -> None:
    newsread("add", newsroom.url("/feed.xml"))
    newsroom.put("/one", Page(b"", status=500))
    (shown,) = newsread("show", newsroom.url("/one"), "--json").records
    assert shown["source"] == "feed"
    assert "What the feed says of it" in shown["text"]
    assert "500" in shown["notice"]


def test_a_single_page_is_saved_and_listed(newsread: Newsread, newsroom: LoopbackServer) -> None:
    saved = newsread("save", newsroom.url("/one"))
    assert saved.out.startswith("Saved Council approves budget as article ")
    (article,) = [
        each
        for each in newsread("articles", "--json").records
        if each["url"] == newsroom.url("/one")
    ]
    assert newsread("show", str(article["id"])).out.startswith("Council approves budget\n")


@pytest.mark.parametrize("door", ["address", "file", "standard input"])
def test_extracting_gives_the_same_text_by_every_door_and_keeps_nothing(
    newsread: Newsread, newsroom: LoopbackServer, tmp_path: Path, door: str
) -> None:
    file = tmp_path / "page.html"
    file.write_text(ARTICLE, encoding="utf-8")
    if door == "address":
        ended = newsread("extract", newsroom.url("/one"))
    elif door == "file":
        ended = newsread("extract", str(file))
    else:
        ended = newsread("extract", "-", given=ARTICLE)
    assert ended.out == "\n\n".join(["Council approves budget", *PARAGRAPHS]) + "\n"
    assert not (newsread.home / "data").exists()


def test_links_in_an_extracted_file_are_resolved_against_the_address_given(
    newsread: Newsread,
) -> None:
    page = ARTICLE.replace("the mayor said", '<a href="/mayor">the mayor</a> said')
    (found,) = newsread(
        "extract", "-", "--url", "https://example.org/a", "--json", given=page
    ).records
    links = [span for block in found["blocks"] for span in block["spans"]]
    assert [each["target"] for each in links] == ["https://example.org/mayor"]
    assert found["text"][links[0]["start"] : links[0]["end"]] == "the mayor"


def test_a_claim_added_by_its_words_is_whole_and_open_to_stock_tinydb(
    newsread: Newsread, newsroom: LoopbackServer
) -> None:
    newsread("add", newsroom.url("/feed.xml"))
    quote = "a budget of 4.2 million euros"
    newsread(
        "claims", "add", newsroom.url("/one"), "--quote", quote, "--type", "quantity",
        "--tag", "budget", "--tag", "city", "--speaker", "The mayor",
    )  # fmt: skip
    (claim,) = newsread("claims", "list", "--json").records
    (shown,) = newsread("show", newsroom.url("/one"), "--json").records
    (segment,) = claim["segments"]
    assert shown["text"][segment["start"] : segment["end"]] == claim["quote"] == quote
    assert (claim["type"], claim["tags"], claim["speaker"]["name"]) == (
        "quantity",
        ["budget", "city"],
        "The mayor",
    )
    assert claim["revision"] == shown["revision"]
    assert claim["article"]["title"] == "Story one"
    with TinyDB(newsread.home / "data" / "claims.json") as stock:
        assert [each["id"] for each in stock.table("claims").all()] == [claim["id"]]
    listed = newsread("claims", "list").out
    assert "quantity #budget #city · The mayor – The Loopback Times: Story one" in listed
    counted = {each["url"]: each["claims"] for each in newsread("articles", "--json").records}
    assert counted[newsroom.url("/one")] == 1
    assert counted[newsroom.url("/two")] == 0


def test_an_article_with_a_claim_outlives_its_feed(
    newsread: Newsread, newsroom: LoopbackServer
) -> None:
    newsread("add", newsroom.url("/feed.xml"))
    newsread("claims", "add", newsroom.url("/one"), "--quote", "4.2 million euros")
    newsread("remove", newsroom.url("/feed.xml"))
    kept = [each["url"] for each in newsread("articles", "--json").records if each["url"]]
    assert kept == [newsroom.url("/one")]


def test_settings_say_where_they_come_from(newsread: Newsread) -> None:
    settings = newsread.home / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("\n[reading]\nwidth = 60\n", encoding="utf-8")
    lines = [" ".join(each.split()) for each in newsread("config").lines]
    assert f"reading.width 60 {settings}:3" in lines
    assert "refresh.at_start true default" in lines


def test_keys_say_where_they_come_from(newsread: Newsread) -> None:
    keys = newsread.home / "config" / "keys.toml"
    keys.parent.mkdir(parents=True)
    keys.write_text('[article]\ntags = "T"\n', encoding="utf-8")
    lines = [" ".join(each.split()) for each in newsread("keys").lines]
    assert f"tags T {keys}:2 Give the current claim its tags" in lines
    assert any(each.startswith("quit Q default") for each in lines)


def test_what_is_kept_is_its_owners_alone(newsread: Newsread, newsroom: LoopbackServer) -> None:
    newsread("add", newsroom.url("/feed.xml"))
    newsread("claims", "add", newsroom.url("/one"), "--quote", "4.2 million euros")
    newsread("refresh", "--force")
    kept = [path for path in newsread.home.rglob("*") if not path.is_symlink()]
    assert len(kept) > 5
    assert [str(path) for path in kept if path.stat().st_mode & 0o077] == []


def test_the_home_option_is_stronger_than_the_environment(
    newsread: Newsread, tmp_path: Path
) -> None:
    newsread("--home", str(tmp_path / "other"), "articles")
    assert (tmp_path / "other" / "data" / "library.sqlite3").exists()
    assert not newsread.home.exists()


def test_version_names_what_a_report_should(newsread: Newsread) -> None:
    first, *rest = newsread("--version").lines
    assert first == f"newsread {__version__}"
    told = dict(line.split(" ", 1) for line in rest)
    assert told["Python"] == sys.version.split()[0]
    assert told["SQLite"] == sqlite3.sqlite_version
    for library in ("textual", "feedparser", "readability-lxml", "lxml", "tinydb", "aiohttp"):
        assert told[library] == metadata.version(library)
    assert not any("not installed" in version for version in told.values())


def test_the_doctor_says_what_it_repaired_and_what_remains(newsread: Newsread) -> None:
    newsread("articles")
    claims = newsread.home / "data" / "claims.json"
    assert newsread("doctor").lines[-1] == "All is well"
    claims.write_text("{}")
    claims.chmod(0o644)
    ended = newsread("doctor")
    assert f"repaired {claims}: was open to others to read (0644); now 0600" in ended.lines
    assert ended.lines[-1] == "1 repaired"
    claims.write_text("{")
    ended = newsread("doctor", status=1)
    assert ended.lines[-1] == "1 to be seen to by you"
    told = newsread("doctor", "--json", status=1).records
    (problem,) = (each["told"] for each in told if each["state"] == "problem")
    assert problem.startswith(str(claims))
    assert claims.read_text() == "{"


@pytest.mark.parametrize("words", [*ROOMS, "claims list", "claims add"])
def test_help_explains_the_command_with_an_example(words: str) -> None:
    context = click.Context(newsread_command, info_name="newsread")
    for word in words.split():
        assert isinstance(context.command, click.Group)
        command = context.command.get_command(context, word)
        assert command is not None
        context = click.Context(command, context, word)
    told = context.get_help()
    assert told.startswith(f"Usage: newsread {words}")
    assert isinstance(context.command, click.Group) or f"newsread {words}" in told[20:]


def test_json_is_utf_8_whatever_the_locale(newsread: Newsread) -> None:
    told = newsread("articles", "--json", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert any("“" in json.loads(each)["title"] for each in told.lines)


# Other texts than the clean one


def test_all_texts_of_an_article_are_shown_and_none_becomes_its_clean_one(kept: Kept) -> None:
    address = kept.newsroom.url("/one")
    feed = kept.newsread("show", address, "--text", "feed")
    assert feed.out == "Story one\n\nWhat the feed says of it, in a sentence.\n"
    assert "the feed's own text, 9 words" in feed.err
    page = kept.newsread("show", address, "--text", "page")
    assert page.out.startswith("Home Sport\n\nCouncil approves budget\n\n")
    assert "all text of the page, 54 words" in page.err
    clean = kept.newsread("show", address)
    assert clean.out == "\n\n".join(["Council approves budget", *PARAGRAPHS]) + "\n"


def test_other_texts_are_told_apart_in_json_and_shown_by_their_names(kept: Kept) -> None:
    address = kept.newsroom.url("/one")
    records = {
        role: kept.newsread("show", address, "--text", role, "--json").records[0]
        for role in ("clean", "feed", "page")
    }
    assert {role: each["source"] for role, each in records.items()} == {
        "clean": "page",
        "feed": "feed",
        "page": "visible",
    }
    assert len({each["revision"] for each in records.values()}) == 3
    for each in records.values():
        assert {"words", "page_words", "flags", "whole", "measure"} == each["quality"].keys()
        named = kept.newsread("show", address, "--revision", each["revision"][:9], "--json")
        assert named.records == [each]


def test_all_text_of_a_page_is_there_without_its_server(kept: Kept) -> None:
    kept.newsroom.put("/one", Page(status=500))
    page = kept.newsread("show", kept.newsroom.url("/one"), "--text", "page")
    assert page.out.startswith("Home Sport\n")


def test_a_text_is_named_once(kept: Kept) -> None:
    words = ["show", "1", "--text", "page", "--revision", "ab"]
    assert "leave out --text" in kept.newsread.refuses(*words, status=2)


def test_extracting_gives_all_text_of_a_page_by_every_door(
    newsread: Newsread, newsroom: LoopbackServer, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_text(ARTICLE, encoding="utf-8")
    for page in (newsroom.url("/one"), str(file)):
        ended = newsread("extract", page, "--text", "page")
        assert ended.out.startswith("Home Sport\n\nCouncil approves budget\n")
        assert "all text of the page, 54 words" in ended.err
        (record,) = newsread("extract", page, "--text", "page", "--json").records
        assert (record["source"], record["text"]) == ("visible", ended.out.removesuffix("\n"))
        assert (record["quality"]["words"], record["notice"]) == (54, "")


def test_what_is_doubtful_of_a_text_is_said_beside_it(newsread: Newsread, tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    wall = "<p>Subscribe to continue reading.</p>"
    file = tmp_path / "page.html"
    file.write_text(f"<article>{paragraphs}{wall}</article>", encoding="utf-8")
    ended = newsread("extract", str(file))
    assert "Note: only a part of the article\n" in ended.err
