"""Feeds out to a file of another program's format: written beside it, read back, then renamed."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from newsread.errors import ExchangeError
from newsread.exchange.feed_list import Outline
from newsread.exchange.opml import read_opml, write_opml
from newsread.ledger.disk import sync_folder
from newsread.text.folder import folder_name
from newsread.web.addresses import link

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsread.library.records import Feed
    from newsread.library.store import Library

TITLE = "Feeds of newsread"


def opml_of(library: Library) -> tuple[bytes, int]:
    """Return all feeds as OPML, by folder and title, and how many they are.

    Articles saved without a feed, and the built-in feed, are no feeds to others. Names and
    passwords are left out.

    Raises:
        ExchangeError: what was written does not read back as it should.
    """
    outlines = [_outline(feed) for feed in library.feeds() if feed.kind == "feed"]
    body = write_opml(outlines, TITLE)
    read = read_opml(body, TITLE)
    if read.problems or write_opml(read.outlines, TITLE) != body:
        raise ExchangeError(TITLE, "their list does not read back as written", "Please report it")
    return body, len(read.outlines)


def write_file(
    path: Path,
    body: bytes,
    *,
    force: bool = False,
    holds: Callable[[bytes], bool] = lambda _: True,
) -> None:
    """Write a file that only its owner can read, all or nothing.

    What stands at `path` already is replaced only by `force`; of a link, the link itself is, and
    never what it points to. What is read back from the disk is `body` again, and `holds` what was
    meant, before the file gets its name.

    Raises:
        ExchangeError: it was not written, and what stood there before stands there still.
    """
    if path.is_dir() and not path.is_symlink():
        raise ExchangeError(str(path), "it is a folder", "Name a file in it")
    if not force and os.path.lexists(path):
        raise _there_already(path)
    if _is_special(path):
        raise ExchangeError(str(path), "it is a device or a pipe", "Name a file")
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".newsread-")  # mode 0600
        beside = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            _check(beside, path, body, holds)
            _give_name(beside, path, force=force)
            sync_folder(path.parent)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise ExchangeError(str(path), f"it cannot be written ({why})") from error


def _there_already(path: Path) -> ExchangeError:
    return ExchangeError(str(path), "there is a file already", "Use --force to replace it")


def _is_special(path: Path) -> bool:
    """Tell whether something stands at `path` that is no file, folder or link."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISLNK(mode))


def _give_name(beside: Path, path: Path, *, force: bool) -> None:
    """Give a file its name: only by `force` that of another, which may have come just now."""
    if not force:
        try:
            os.link(beside, path)
        except FileExistsError as error:
            raise _there_already(path) from error
        except OSError:  # no links on this file system
            pass
        else:
            beside.unlink()
            return
    beside.replace(path)


def _check(beside: Path, path: Path, body: bytes, holds: Callable[[bytes], bool]) -> None:
    """Read what was written for `path`; raise ExchangeError where it is not what was meant."""
    read = beside.read_bytes()
    if read != body or not holds(read):
        raise ExchangeError(str(path), "it does not read back as written", "Please report it")


def _outline(feed: Feed) -> Outline:
    settings: dict[str, object] = msgspec.to_builtins(feed.settings)
    return Outline(
        url=feed.url,
        title=feed.title,
        named=bool(feed.own_title),
        folder=folder_name(feed.folder),
        link=link(feed.link),  # an older library may keep one that is too long
        settings=tuple((name, _value(value)) for name, value in settings.items()),
    )


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
