"""``config/secrets.toml``: the names and passwords of feeds, and nothing else is kept there.

    [feeds]
    "https://news.example/feed" = "name:password"

The key is the feed's address without them, the value what stood before the @, escaped as there.
They are sent with requests for that feed, and for pages of its articles on the feed's very origin:
scheme, host and port. A feed that is removed leaves them behind, so that it can come back.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from newsread.errors import AddressError, ConfigError
from newsread.services.configuration import read_file
from newsread.toml_text import TomlText
from newsread.web.addresses import parse_address

if TYPE_CHECKING:
    from pathlib import Path

    from newsread.paths import Places

_TABLE = "feeds"
_HEADING = """\
# Names and passwords of feeds, by the feed's address without them. Keep this file to yourself.
# What stands before the @ in an address that you add is kept here and nowhere else.

[feeds]
"""
_PATIENCE = 10.0
"""Seconds for which another process may be writing."""


class Secrets:
    """The names and passwords kept at `places`; without places none are, and none can be."""

    def __init__(self, places: Places | None = None) -> None:
        self._places = places

    def of_feeds(self) -> dict[str, str]:
        """Return ``name:password`` by feed address.

        Raises:
            ConfigError: the file is wrong, or cannot be read; names file, line and key.
        """
        if self._places is None:
            return {}
        file = self._places.secrets
        return _feeds(TomlText(read_file(file), str(file)))

    def for_page(self, feed_url: str, page_url: str) -> str:
        """Return what is sent with a request for a page of the feed's; empty off its origin."""
        secret = self.of_feeds().get(feed_url, "")
        return secret if secret and _origin(feed_url) == _origin(page_url) else ""

    def keep(self, url: str, userinfo: str) -> None:
        """Keep `userinfo`, not empty, for the feed at `url`; both as `split_credentials` has them.

        It is on the disk, for its owner alone, when this returns. Other lines stay as they are.

        Raises:
            ConfigError: the file is wrong, or cannot be written.
        """
        if self._places is None:
            raise ConfigError("The password", "there is no file to keep it in")
        from filelock import FileLock, Timeout

        file = self._places.secrets
        try:
            with FileLock(self._places.state / "secrets.lock", timeout=_PATIENCE):
                text = read_file(file)
                before = TomlText(text, str(file))
                after = _with(text, before, url, userinfo)
                if _feeds(TomlText(after, str(file))) != {**_feeds(before), url: userinfo}:
                    raise before.mistake(
                        (_TABLE, url), "newsread cannot change it", "Do it by hand"
                    )
                _write(file, after)
        except (OSError, Timeout) as error:
            raise ConfigError(str(file), f"cannot be written: {error}") from error


NO_SECRETS = Secrets()
"""For whoever has no places."""


def keep_secret(places: Places, url: str, userinfo: str) -> None:
    """Keep a name and password; see `Secrets.keep`."""
    Secrets(places).keep(url, userinfo)


def _feeds(read: TomlText) -> dict[str, str]:
    for name in read.values:
        if name != _TABLE:
            raise read.unknown((name,), "a part of this file", [_TABLE])
    feeds: dict[str, str] = {}
    for url, userinfo in read.table(_TABLE).items():
        # What is wrong is named by its line alone: an address written whole holds a password.
        place = f"{read.file}:{read.line_of((_TABLE, url))}"
        try:
            address = parse_address(url)
        except AddressError as error:
            raise ConfigError(place, "the key is no web address") from error
        if address.userinfo:
            raise ConfigError(place, "a name or password stands in the key", "Put it after the =")
        if not isinstance(userinfo, str) or not userinfo or not userinfo.isprintable():
            raise ConfigError(place, 'must be a text such as "name:password"')
        feeds[address.request] = userinfo
    return feeds


def _with(text: str, read: TomlText, url: str, userinfo: str) -> str:
    """Return `text` with a line for `url`: in place of the one there is, else atop its table."""
    made = f'"{url}" = "{userinfo}"'  # both are ASCII without quotes and backslashes
    if not text.strip():
        return f"{_HEADING}{made}\n"
    lines = text.splitlines()
    if _TABLE not in read.values:
        return "\n".join((*lines, "", f"[{_TABLE}]", made, ""))
    at = read.line_of((_TABLE, url))
    if url in read.table(_TABLE):
        lines[at - 1] = made
    else:
        lines.insert(read.line_of((_TABLE,)), made)
    return "\n".join((*lines, ""))


def _write(file: Path, text: str) -> None:
    """Put `text` in the place of the file, whole or not at all; where a link leads stays linked."""
    target = file.resolve()
    fresh = target.with_name(f"{target.name}.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
    fresh.replace(target)


def _origin(url: str) -> str:
    try:
        return parse_address(url).origin
    except AddressError:
        return ""
