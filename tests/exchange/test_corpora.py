"""Lists from other projects' tests, and hostile ones: read or refused, and nothing lost."""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsread.errors import ExchangeError
from newsread.exchange.feed_list import FeedList
from newsread.exchange.opml import read_opml, write_opml
from newsread.feeds.parse import feed_text
from newsread.text.clean import clean_line


def counted(body: bytes) -> tuple[int, int]:
    """Count outlines without any help of the reader's: all, and those that only hold others."""
    text = re.sub(r"(?s)<!--.*?-->", "", feed_text(body)[0])
    starts = re.split(r"(?i)<outline\b", text)[1:]
    feeds = re.compile(r"(?i)\b(xmlurl|htmlurl|url|type)\s*=|/>|</outline")
    return len(starts), sum(not feeds.search(start) for start in starts[:-1])


def lists(shared: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    corpora = shared / "bench" / "corpora"
    manifest = map(json.loads, (corpora / "manifest-dev.jsonl").read_text().splitlines())
    stated = {file["file"]: file for file in manifest if file["kind"] == "opml"}
    with tarfile.open(corpora / "feeds-dev.tar.xz") as archive:
        for member in archive:
            opened = archive.extractfile(member) if member.name in stated else None
            if opened is not None:
                yield stated[member.name], opened.read()


def test_every_list_is_read_as_stated_and_no_outline_is_lost(shared: Path) -> None:
    read = stated = outlines = 0
    for file, body in lists(shared):
        try:
            found = read_opml(body, file["file"])
        except ExchangeError as error:
            assert str(error).startswith(file["file"])
            assert b"<opml " not in body, file["file"]
            continue
        read += 1
        check(found)
        every, folders = counted(body)
        left_out = sum(problem.left_out for problem in found.problems)
        assert len(found.outlines) + left_out + folders == every, file["file"]
        outlines += every
        if "feeds" in (file.get("expect") or {}):
            stated += 1
            assert len(found.outlines) == file["expect"]["feeds"], file["file"]
    assert (read, stated, outlines) == (149, 9, 1_545)


def test_hostile_lists_are_read_or_refused_as_expected(shared: Path) -> None:
    hostile = shared / "bench" / "hostile"
    with tarfile.open(hostile / "dev.tar.xz") as archive:
        opened = archive.extractfile("dev/expect.json")
        assert opened is not None
        cases = [case for case in json.load(opened)["cases"] if case["kind"] == "opml"]
        for case in cases:
            file = archive.extractfile(f"dev/{case['file']}")
            assert file is not None
            check_case(case["name"], case["expect"], file.read())
    assert len(cases) == 15


def check_case(name: str, expect: dict[str, Any], body: bytes) -> None:
    try:
        found = read_opml(body, name)
    except ExchangeError as error:
        assert expect["outcome"] in ("refused", "either"), name
        assert str(error).startswith(name)
        return
    assert expect["outcome"] in ("parsed", "either"), name
    assert expect["entries"] in (None, len(found.outlines)), name
    check(found)
    shown = (
        repr((found.title, found.outlines, found.problems))
        + write_opml(found.outlines, found.title).decode()
    )
    assert not [payload for payload in expect["must_not"] if payload in shown], name
    assert all(payload in shown for payload in expect["must_show"]), name


def check(found: FeedList) -> None:
    """Fail where a line could act on a terminal, or an address is no web's."""
    for line in (
        found.title,
        *(outline.title + outline.folder for outline in found.outlines),
        *(problem.sentence for problem in found.problems),
    ):
        assert line == clean_line(line)
    for outline in found.outlines:
        assert outline.url.startswith(("http://", "https://"))
    assert len({outline.url for outline in found.outlines}) == len(found.outlines)
    assert all(problem.line > 0 for problem in found.problems)
    again = read_opml(write_opml(found.outlines, found.title), "again")
    assert again.problems == ()
    assert len(again.outlines) == len(found.outlines)
