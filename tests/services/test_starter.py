"""The feeds offered on the first run."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from newsread.exchange.opml import read_opml, write_opml
from newsread.paths import shipped_config
from newsread.services.importing import new_feed
from newsread.services.starter import FILE, starter_feeds

FEEDS = starter_feeds()


def test_the_file_is_as_newsread_itself_would_write_it() -> None:
    body = (shipped_config() / FILE).read_bytes()
    ElementTree.fromstring(body)
    found = read_opml(body, FILE)
    assert found.problems == ()
    without_note = re.sub(rb"<!--.*?-->\n", b"", body, flags=re.DOTALL)
    assert write_opml(found.outlines, found.title) == without_note


def test_every_feed_is_asked_by_https_and_tells_what_it_is() -> None:
    for feed in FEEDS:
        assert feed.url.startswith("https://"), feed
        assert feed.title and feed.folder and feed.about and feed.lang, feed
        assert len(feed.about) <= 60, feed
    assert len({feed.title for feed in FEEDS}) == len(FEEDS)
    assert len({feed.url.split("/")[2] for feed in FEEDS}) == len(FEEDS)  # one of each publisher


def test_there_is_a_choice_of_kinds_and_languages() -> None:
    folders = Counter(feed.folder for feed in FEEDS)
    assert (len(folders), min(folders.values())) == (7, 4)
    languages = Counter(feed.lang.partition("-")[0] for feed in FEEDS)
    assert len(languages) >= 9
    assert languages["en"] < len(FEEDS) * 0.7


def test_a_feed_that_is_chosen_goes_by_its_title_until_it_says_its_own() -> None:
    chosen = new_feed(FEEDS[0])
    assert (chosen.url, chosen.title, chosen.own_title) == (FEEDS[0].url, FEEDS[0].title, "")
    assert chosen.folder == FEEDS[0].folder


def test_it_ships_with_the_package() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included["config"] == "newsread/config"
    assert (shipped_config() / FILE).is_file()
