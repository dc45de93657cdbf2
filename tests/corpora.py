"""Reads feeds from other projects' tests, all of them, and prints how many come out as stated.

    python -m tests.corpora

Takes some ten seconds; needs the folder `shared` beside the checkout, or where NEWSREAD_SHARED
says. Leaves with 1 where something raises what it must not, or less comes out than promised: no
exception but FeedError, every stated number of entries, 99 of 100 stated titles.
"""

from __future__ import annotations

import json
import os
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsread.errors import FeedError
from newsread.feeds.discover import examine, feed_links
from newsread.feeds.entry import ParsedFeed
from newsread.text.clean import clean, clean_line, html_to_line

URL = "https://a.example/feed"
FEEDS = ("feed", "jsonfeed")
KINDS = (*FEEDS, "other-xml", "discovery", "json", "page")

CONTRADICTED = {
    # The page says it in its text; the numbers stand for CJK brackets that are no longer HTML's.
    "feedparser/tests/entities/lang.xml",
    # Not what stands in the file, but what a server of theirs adds or keeps as it is written.
    "feedparser/tests/wellformed/base/http_entry_id_base_content_location.xml",
    "feedparser/tests/wellformed/base/http_item_link_base_docuri.xml",
    "feedparser/tests/wellformed/rss/item_image_link_conflict.xml",
}
"""Files whose statement does not hold for us, and why."""


@dataclass
class Figures:
    """What came of reading them."""

    read: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    stated: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    """A line each: the file, and what it came out as."""
    raised: list[str] = field(default_factory=list)

    def check(self, what: str, file: str, stated: object, *came: object) -> None:
        """Count a statement, and whether it holds for what `came`; the first is told if not."""
        if file in CONTRADICTED and stated not in came:
            return
        self.stated[what] += 1
        self.right[what] += stated in came
        if stated not in came:
            self.wrong.append(f"{file}: {what} is {came[0]!r}, stated as {stated!r}")


def corpus(
    shared: Path, kinds: tuple[str, ...] = KINDS, every: int = 1, largest: int = 1 << 30
) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield what is stated of each file, and its bytes; one of `every` so many."""
    corpora = shared / "bench" / "corpora"
    stated = {}
    for line in (corpora / "manifest-dev.jsonl").read_text().splitlines():
        file = json.loads(line)
        if file["kind"] in kinds and file["bytes"] < largest:
            stated[file["file"]] = file
    chosen = set(sorted(stated)[::every])
    with tarfile.open(corpora / "feeds-dev.tar.xz") as archive:
        for member in archive:
            opened = archive.extractfile(member) if member.name in chosen else None
            if opened is not None:
                yield stated[member.name], opened.read()


def read(files: Iterator[tuple[dict[str, Any], bytes]]) -> Figures:
    """Read every file as an answer to ``newsread add``; see what comes of it."""
    figures = Figures()
    for file, body in files:
        kind, name, expected = file["kind"], file["file"], file.get("expect") or {}
        headers = {k.lower(): v for k, v in (expected.get("response_headers") or {}).items()}
        content_type = headers.get("content-type", "")
        try:
            for found in feed_links(body, URL, content_type):
                check_link(found.url)
            feed = examine(body, URL, content_type)
        except FeedError as error:
            figures.refused[kind] += 1
            assert "\n" not in str(error)
            if kind in FEEDS and "entries" in expected:
                figures.check("entries", name, expected["entries"], str(error))
            continue
        except Exception as error:
            figures.raised.append(f"{name}: {error!r}")
            continue
        figures.read[kind] += 1
        if isinstance(feed, ParsedFeed):
            check_clean(feed)
            if kind in FEEDS:
                compare(figures, name, feed, expected)
    return figures


def compare(figures: Figures, name: str, feed: ParsedFeed, expected: dict[str, Any]) -> None:
    """Compare a feed with what its project states of it."""
    if "entries" in expected:
        figures.check("entries", name, expected["entries"], len(feed.entries))
    if expected.get("title") is not None:
        title = expected["title"]
        figures.check("title", name, feed.title, html_to_line(title), clean_line(title))
    first = feed.entries[0] if feed.entries else None
    if first and expected.get("entry0_title") is not None:
        title = expected["entry0_title"]
        figures.check("entry0_title", name, first.title, html_to_line(title), clean_line(title))
    if first and expected.get("entry0_link") is not None:
        figures.check("entry0_link", name, expected["entry0_link"], first.url)
    if first and expected.get("entry0_id") is not None:
        figures.check("entry0_id", name, expected["entry0_id"], first.identity)


def check_clean(feed: ParsedFeed) -> None:
    """Fail where a line could act on a terminal, an entry has no name, or a link is no web's."""
    lines = [feed.title, feed.note]
    for entry in feed.entries:
        lines += entry.title, entry.author, *entry.categories
        lines += (str(each) for each in entry.enclosures)
        (entry.content + entry.summary).encode()
        assert 0 < len(entry.identity) <= 1000
        assert entry.base
        for link in (entry.url, entry.base, *(each.url for each in entry.enclosures)):
            check_link(link)
    for line in lines:
        assert line == clean(line)
        assert "\n" not in line
    assert len({entry.identity for entry in feed.entries}) == len(feed.entries)


def check_link(link: str) -> None:
    """Fail where a link could be handed to anything but a browser."""
    assert not link or link.startswith(("http://", "https://"))
    assert link.isascii()


def main() -> int:
    """Read all, print figures, return the exit status."""
    given = os.environ.get("NEWSREAD_SHARED")
    shared = Path(given) if given else Path(__file__).parents[2] / "shared"
    started = time.monotonic()
    figures = read(corpus(shared))
    for kind in KINDS:
        print(f"{kind:<12} {figures.read[kind]:>5} read {figures.refused[kind]:>5} refused")
    for what, stated in figures.stated.items():
        print(f"{what:<12} {figures.right[what]:>5} as stated of {stated}")
    print(*figures.wrong, *figures.raised, sep="\n")
    print(f"{len(figures.raised)} raised; {time.monotonic() - started:.0f} seconds")
    short = figures.right["entries"] < figures.stated["entries"] or any(
        figures.right[what] < 0.99 * figures.stated[what] for what in ("title", "entry0_title")
    )
    return int(bool(figures.raised or short))


if __name__ == "__main__":
    sys.exit(main())
