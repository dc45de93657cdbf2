"""The built-in feed: there from the start, as it ships, unless somebody took it away."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from newsread.actions import ACTIONS
from newsread.keymap import key_words
from newsread.library.records import WELCOME_URL
from newsread.library.store import Library
from newsread.paths import shipped_config
from newsread.services.welcome import ensure_welcome

FOLDER = shipped_config() / "welcome"
ARTICLES = sorted(FOLDER.glob("*.html"))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.sqlite3") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped folder, to change."""
    return Path(shutil.copytree(FOLDER, tmp_path / "welcome"))


def raise_version(folder: Path) -> None:
    listed = folder / "feed.toml"
    text = listed.read_text(encoding="utf-8")
    listed.write_text(re.sub(r"version = \d+", "version = 9999", text), encoding="utf-8")


def test_the_feed_is_there_with_start_here_on_top_and_all_articles_whole(library: Library) -> None:
    ensure_welcome(library)
    feed = library.feed(WELCOME_URL)
    assert feed is not None
    assert (feed.title, feed.kind) == ("Welcome to newsread", "welcome")
    assert (feed.total, feed.unread) == (len(ARTICLES), len(ARTICLES))
    articles = list(library.articles())
    assert articles[0].title.startswith("Start here")
    assert articles[0].dated
    bodies = {library.body(article.id).content for article in articles}  # type: ignore[union-attr]
    assert bodies == {file.read_text(encoding="utf-8") for file in ARTICLES}


def test_it_needs_nothing_from_any_network(library: Library) -> None:
    ensure_welcome(library)
    assert library.fetch_states() == []
    assert library.consented() == ()
    assert {article.url for article in library.articles()} == {""}


def test_the_second_time_costs_one_look_up(library: Library) -> None:
    ensure_welcome(library)
    statements: list[str] = []
    library._database._connection.set_trace_callback(statements.append)
    ensure_welcome(library)
    assert len(statements) == 1
    assert statements[0].startswith("SELECT")


def test_marks_stay_when_newsread_starts_again(library: Library) -> None:
    ensure_welcome(library)
    library.set_read([1], True)
    ensure_welcome(library)
    assert library.counts().unread == len(ARTICLES) - 1


def test_a_newer_version_replaces_texts_and_keeps_marks(library: Library, folder: Path) -> None:
    ensure_welcome(library)
    [first, *_] = library.articles()
    library.set_read([first.id], True)
    raise_version(folder)
    (folder / "start-here.html").write_text("<p>Written anew.</p>", encoding="utf-8")
    ensure_welcome(library, folder)
    body = library.body(first.id)
    assert body is not None
    assert body.content == "<p>Written anew.</p>"
    assert library.counts().total == len(ARTICLES)
    assert library.counts().unread == len(ARTICLES) - 1


def test_once_removed_it_stays_away_even_from_a_newer_version(
    library: Library, folder: Path
) -> None:
    ensure_welcome(library)
    library.remove_feed(WELCOME_URL)
    ensure_welcome(library)
    raise_version(folder)
    ensure_welcome(library, folder)
    assert library.feeds() == []
    assert len(library.rows()) == 0


def test_removal_can_be_undone(library: Library) -> None:
    ensure_welcome(library)
    library.remove_feed(WELCOME_URL)
    library.restore_feed(WELCOME_URL)
    ensure_welcome(library)
    assert library.counts().total == len(ARTICLES)


def test_no_heavy_module_is_imported_for_it() -> None:
    heavy = "{'textual', 'aiohttp', 'feedparser', 'lxml', 'readability', 'pebble'}"
    program = f"import sys, newsread.services.welcome; sys.exit(str({heavy} & set(sys.modules)))"
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert said.stderr.strip() == "set()"


# What the articles say


class Reading(HTMLParser):
    """What a browser would make of an article: its elements, its words, and the keys it names."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.open: list[str] = []
        self.words = ""
        self.keys: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.elements.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data
        if "code" in self.open:
            self.keys.append(data)


ELEMENTS = {"p", "h2", "em", "strong", "code", "blockquote", "ol", "li", "table", "tr", "th", "td"}
KEYS = {key_words(key) for action in ACTIONS for key in action.keys} | {"space"}
NO_KEYS = {"budget", "newsread remove newsread:welcome"}
"""What the articles have a person type or look at that is no key."""


@pytest.mark.parametrize("file", ARTICLES, ids=lambda file: file.stem)
def test_an_article_is_well_formed_plain_and_of_a_length_to_read(file: Path) -> None:
    reading = Reading(file.read_text(encoding="utf-8"))
    assert reading.open == []
    assert reading.elements <= ELEMENTS
    assert 250 <= len(reading.words.split()) <= 520


@pytest.mark.parametrize("file", ARTICLES, ids=lambda file: file.stem)
def test_an_article_teaches_only_keys_that_exist(file: Path) -> None:
    keys = Reading(file.read_text(encoding="utf-8")).keys
    assert keys
    assert set(keys) <= KEYS | NO_KEYS


def test_together_the_articles_have_the_reader_use_every_key_of_marking_claims() -> None:
    taught = {key for file in ARTICLES for key in Reading(file.read_text(encoding="utf-8")).keys}
    claims = {
        key_words(key)
        for action in ACTIONS
        if action.group in ("Claims", "Selecting", "Undo")
        for key in action.keys
    }
    assert claims <= taught


def test_every_file_is_listed_and_every_listed_file_is_there(library: Library) -> None:
    listed = re.findall(r'^file = "(.+)"$', (FOLDER / "feed.toml").read_text(), re.MULTILINE)
    assert sorted(listed) == [file.name for file in ARTICLES]
