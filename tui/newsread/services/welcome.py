"""The built-in feed: articles of our own to learn on, there from the first command, offline."""

from __future__ import annotations

import tomllib
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from newsread.feeds.entry import Entry, ParsedFeed
from newsread.library.records import WELCOME_URL, FetchState
from newsread.paths import shipped_config

if TYPE_CHECKING:
    from pathlib import Path

    from newsread.library.store import Library

STAMP = "welcome"
"""The library notes under this name which version of the feed it holds."""


class _Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry in ``feed.toml``."""

    identity: str
    title: str
    author: str
    date: datetime
    file: str


class _Shipped(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of ``feed.toml``."""

    version: int
    title: str
    entries: tuple[_Listed, ...]


def ensure_welcome(library: Library, folder: Path | None = None) -> None:
    """See that the library holds the built-in feed as it ships, unless the user has removed it.

    `folder` is read instead of the shipped one. Costs one look-up when nothing is to be done.
    """
    folder = folder or shipped_config() / "welcome"
    listed = tomllib.loads((folder / "feed.toml").read_text(encoding="utf-8"))
    shipped = msgspec.convert(listed, _Shipped)
    if library.memory.stamp(STAMP) == str(shipped.version):
        return
    if not library.was_removed(WELCOME_URL):
        feed = library.add_feed(WELCOME_URL, shipped.title, kind="welcome")
        entries = tuple(_entry(folder, each) for each in shipped.entries)
        state = FetchState(feed_id=feed.id, url=WELCOME_URL)
        library.store_fetch(state, ParsedFeed(title=shipped.title, entries=entries))
    library.memory.set_stamp(STAMP, str(shipped.version))


def _entry(folder: Path, listed: _Listed) -> Entry:
    return Entry(
        identity=listed.identity,
        title=listed.title,
        author=listed.author,
        content=(folder / listed.file).read_text(encoding="utf-8"),
        published=listed.date.timestamp(),
        lang="en",
    )
