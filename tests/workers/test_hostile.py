"""Hostile feeds, read as they are in use: in a worker. Each is read or refused, as stated of it."""

from __future__ import annotations

import asyncio
import json
import tarfile
from pathlib import Path
from typing import Any

from newsread.errors import FeedError
from newsread.feeds.entry import ParsedFeed
from newsread.workers.parse_pool import ParsePool


def cases(shared: Path) -> list[tuple[dict[str, Any], bytes]]:
    with tarfile.open(shared / "bench" / "hostile" / "dev.tar.xz") as archive:
        files = {
            member.name: opened.read()
            for member in archive
            if (opened := archive.extractfile(member)) is not None
        }
    stated = json.loads(files["dev/expect.json"])["cases"]
    return [(case, files[f"dev/{case['file']}"]) for case in stated if case["kind"] == "feed"]


def complaints(case: dict[str, Any], read: ParsedFeed | BaseException) -> list[str]:
    expected = case["expect"]
    if isinstance(read, BaseException):
        refused = isinstance(read, FeedError) and expected["outcome"] != "parsed"
        return [] if refused else [f"{case['name']}: {read!r}"]
    found = []
    if expected["outcome"] == "refused":
        found.append(f"{case['name']}: was read")
    if expected["entries"] not in (None, len(read.entries)):
        found.append(f"{case['name']}: {len(read.entries)} entries")
    links = sum(bool(entry.url) for entry in read.entries)
    if expected.get("openable") not in (None, links):
        found.append(f"{case['name']}: {links} links")
    shown = [read.title]
    for entry in read.entries:
        shown += entry.title, entry.author, entry.content, entry.summary
    text = "\n".join(shown)
    found += [f"{case['name']}: lacks {must}" for must in expected["must_show"] if must not in text]
    found += [f"{case['name']}: has {must}" for must in expected["must_not"] if must in text]
    return found


async def test_hostile_feeds_come_out_as_stated(shared: Path) -> None:
    stated = cases(shared)
    async with ParsePool() as pool:
        read = await asyncio.gather(
            *(pool.parse(body, "http://feed.test/", case["content_type"]) for case, body in stated),
            return_exceptions=True,
        )
    assert len(stated) > 80
    assert [
        complaint
        for (case, _), outcome in zip(stated, read, strict=True)
        for complaint in complaints(case, outcome)
    ] == []
