"""Feeds from another program's file, a local one: what it would add, and adding it as one step.

Nothing is fetched. An address in a file that the user named is one that the user gave: also one of
a private host is consented to, as if it had been typed.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from newsread.errors import AddressError, ExchangeError, UsageError
from newsread.exchange.feed_list import FeedList, Outline, Problem
from newsread.library.records import Feed, FeedSettings, NewFeed
from newsread.services.feed_settings import check_settings
from newsread.text.clean import clean_line
from newsread.text.counted import counted
from newsread.web.addresses import check_address, host_key, parse_address

if TYPE_CHECKING:
    from newsread.exchange.newsboat import TagsAs
    from newsread.library.store import Library
    from newsread.services.history import History
    from newsread.services.secrets import Secrets

LARGEST = 10_000_000
"""Bytes of a file that are read; the largest lists in use have a tenth of it."""

STDIN = "-"


class Source(msgspec.Struct, frozen=True):
    """A file that was read, and what it holds."""

    name: str
    """Its name without folders."""
    place: str
    """As it was given; ``standard input`` where it was that."""
    found: FeedList


class Import(msgspec.Struct, frozen=True, kw_only=True):
    """What importing a file adds, or would add."""

    name: str
    place: str
    new: tuple[NewFeed, ...]
    already: tuple[Outline, ...]
    """Feeds that are there, in whatever folder; they stay as they are."""
    problems: tuple[Problem, ...]
    """What is to be said of lines, those of `already` among them, in their order."""
    kept_secrets: tuple[tuple[str, str], ...] = ()
    """Addresses that had a name and password in them, and these. Never shown, stored or logged."""

    @property
    def words(self) -> str:
        """What was done, for the undo step: ``12 feeds added from feeds.opml``."""
        count = len(self.new)
        return f"{counted(count, 'feed') if count else 'No feeds'} added from {self.name}"

    @property
    def summary(self) -> str:
        """What came of it in one sentence, if `new` were added."""
        left_out = sum(problem.left_out for problem in self.problems)
        told = [self.words]
        if self.already:
            told.append(f"{len(self.already)} there already")
        if left_out:
            told.append(f"{counted(left_out, 'line')} left out")
        return ", ".join(told)


def read_opml_file(path: str) -> Source:
    """Read an OPML file; ``-`` is standard input.

    Raises:
        ExchangeError: it cannot be read, or is no OPML.
    """
    from newsread.exchange.opml import read_opml

    body, name, place = read_file(path)
    return Source(name, place, read_opml(body, place))


def read_newsboat_file(place: str = "", tags_as: TagsAs = "folders") -> Source:
    """Read newsboat's ``urls`` file: `place` itself, or in that folder, or where newsboat has it.

    Raises:
        ExchangeError: there is none, or it cannot be read.
    """
    from newsread.exchange.newsboat import read_urls
    from newsread.web.charset import decode_bytes

    path = typed_path(place) if place else _newsboat_urls()
    inside = path / "urls"
    body, name, shown = read_file(str(inside if os.access(inside, os.R_OK) else path))
    return Source(name, shown, read_urls(decode_bytes(body).text, tags_as))


def plan_import(library: Library, source: Source) -> Import:
    """Tell what importing `source` adds to `library`, and change nothing."""
    new: list[NewFeed] = []
    already: list[Outline] = []
    problems = list(source.found.problems)
    private: dict[str, list[Outline]] = defaultdict(list)
    there = {feed.url: feed for feed in library.feeds()}
    for outline in source.found.outlines:
        feed = there.get(outline.url)
        if feed:
            already.append(outline)
            where = f" in {feed.folder}" if feed.folder else ""
            sentence = f"“{feed.title}” is among your feeds already{where}, and stays as it is"
            problems.append(Problem(outline.line, sentence, left_out=False))
            continue
        if _is_private(outline.url):
            private[parse_address(outline.url).origin].append(outline)
        settings = _settings(outline)
        if settings is None:
            sentence = f"“{outline.title}”: its settings are not understood, and are left out"
            problems.append(Problem(outline.line, sentence, left_out=False))
        new.append(new_feed(outline, settings or FeedSettings()))
    for origin, outlines in private.items():
        others = f" and {len(outlines) - 1} more" if len(outlines) > 1 else ""
        sentence = f"“{outlines[0].title}”{others}: newsread may now ask {origin}, a private host"
        problems.append(Problem(outlines[0].line, sentence, left_out=False))
    return Import(
        name=source.name,
        place=source.place,
        new=tuple(new),
        already=tuple(already),
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
        kept_secrets=source.found.kept_secrets,
    )


def import_feeds(history: History, secrets: Secrets, planned: Import) -> list[Feed]:
    """Add what was planned, all or nothing, as one step; return the feeds that were new.

    A name and password in a file never take the place of those kept already: the file may be
    anyone's, and no undo brings a password back.

    Raises:
        ConfigError: a name and password cannot be kept; no feed was added.
        LibraryError: the feeds cannot be stored.
    """
    there = secrets.of_feeds()
    new = {feed.url for feed in planned.new}
    secrets.keep_all(
        {url: told for url, told in planned.kept_secrets if url in new and url not in there}
    )
    return history.add_feeds(planned.words, planned.new)


def new_feed(outline: Outline, settings: FeedSettings = FeedSettings()) -> NewFeed:  # noqa: B008
    """Return an outline as a feed to add."""
    return NewFeed(
        url=outline.url,
        title="" if outline.named else outline.title,
        link=outline.link,
        own_title=outline.title if outline.named else "",
        folder=outline.folder,
        settings=settings,
    )


def _is_private(url: str) -> bool:
    """Tell whether an address names this machine, or a private host by its number."""
    address = parse_address(url)
    try:
        check_address(address, frozenset())
    except AddressError:
        return True
    return host_key(address.host, address.port).startswith("localhost:")


def _settings(outline: Outline) -> FeedSettings | None:
    """Return the settings in a file, None where they are not what newsread writes."""
    try:
        settings = msgspec.convert(dict(outline.settings), FeedSettings, strict=False)
        check_settings(settings)
    except (msgspec.ValidationError, UsageError):
        return None
    return settings


def typed_path(typed: str) -> Path:
    """Return the path that a person typed; ``~`` is their home."""
    return Path(os.path.expanduser(typed))  # noqa: PTH111 (Path's own raises where nobody is meant)


def read_file(path: str, largest: int | None = None) -> tuple[bytes, str, str]:
    """Return a file's bytes, its name without folders, and what to call its place.

    Raises:
        ExchangeError: it cannot be read, or has more than `largest` bytes, or `LARGEST`.
    """
    largest = LARGEST if largest is None else largest
    place = clean_line("standard input" if path == STDIN else path)
    try:
        if path == STDIN:
            body = sys.stdin.buffer.read(largest + 1)
        else:
            with typed_path(path).open("rb") as file:
                body = file.read(largest + 1)
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise ExchangeError(place, f"it cannot be read ({why})") from error
    if len(body) > largest:
        raise ExchangeError(place, f"it has more than {largest // 1_000_000} MB, and was not read")
    return body, Path(place).name or place, place


def _newsboat_urls() -> Path:
    """Return the ``urls`` file that newsboat reads, or its predecessor newsbeuter did."""
    home = Path.home()
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    folders = [
        folder
        for program in ("newsboat", "newsbeuter")
        for folder in (config / program, home / f".{program}")
    ]
    for folder in folders:
        if os.access(folder / "urls", os.R_OK):
            return folder / "urls"
    raise ExchangeError(
        "newsboat",
        f"there is no file urls in {', '.join(map(str, folders))}",
        "Say where it is: newsread import newsboat DIR",
    )
