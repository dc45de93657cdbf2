"""Feeds from other projects' tests: none raises, and what is stated of them holds."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

from newsread.errors import FeedError
from newsread.feeds.entry import ParsedFeed
from newsread.feeds.parse import parse_feed
from newsread.text.clean import clean, clean_line, html_to_line

EVERY = 8
"""One file in so many is read: some 300 feeds, two seconds."""

LARGEST = 300_000
"""Bytes; the few larger ones would take most of the time."""


def sample(shared: Path) -> Iterator[tuple[dict[str, object], bytes]]:
    corpora = shared / "bench" / "corpora"
    stated = {}
    for line in (corpora / "manifest-dev.jsonl").read_text().splitlines():
        file = json.loads(line)
        if file["kind"] in ("feed", "jsonfeed", "other-xml") and file["bytes"] < LARGEST:
            stated[file["file"]] = file
    chosen = set(sorted(stated)[::EVERY])
    with tarfile.open(corpora / "feeds-dev.tar.xz") as archive:
        for member in archive:
            opened = archive.extractfile(member) if member.name in chosen else None
            if opened is not None:
                yield stated[member.name], opened.read()


def test_a_sample_of_feeds_is_read_as_stated(shared: Path) -> None:
    read = counted = titled = 0
    wrong: list[str] = []
    for file, body in sample(shared):
        expected = file.get("expect") or {}
        assert isinstance(expected, dict)
        headers = {k.lower(): v for k, v in (expected.get("response_headers") or {}).items()}
        try:
            feed = parse_feed(body, "https://a.example/feed", headers.get("content-type", ""))
        except FeedError:
            if "entries" in expected and file["kind"] == "feed":
                wrong.append(f"{file['file']}: refused")
            continue
        read += 1
        check_clean(feed)
        if file["kind"] == "feed" and "entries" in expected:
            counted += 1
            if len(feed.entries) != expected["entries"]:
                wrong.append(f"{file['file']}: {len(feed.entries)} entries")
        if file["kind"] == "feed" and expected.get("title") is not None:
            titled += 1
            stated_titles = {clean_line(expected["title"]), html_to_line(expected["title"])}
            if feed.title not in stated_titles:
                wrong.append(f"{file['file']}: {feed.title!r}")
    assert (read > 300, counted > 25, titled > 20) == (True, True, True)
    assert len(wrong) <= titled // 20, wrong


def check_clean(feed: ParsedFeed) -> None:
    """Fail where a line could act on a terminal, an entry has no name, or a link is no web's."""
    for line in (feed.title, *(entry.title + entry.author for entry in feed.entries)):
        assert line == clean(line)
        assert "\n" not in line
    for entry in feed.entries:
        assert 0 < len(entry.identity) <= 1000
        assert not entry.url or entry.url.startswith(("http://", "https://"))
        assert entry.base.startswith(("http://", "https://"))
    assert len({entry.identity for entry in feed.entries}) == len(feed.entries)
