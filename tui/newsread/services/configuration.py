"""The configuration in force: what ships, and what the user's files say instead."""

from __future__ import annotations

import difflib
import getpass
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import msgspec

from newsread.claims.vocabulary import Vocabulary, read_vocabulary
from newsread.errors import ConfigError
from newsread.keymap import DEFAULT_KEYMAP, Keymap, read_keymap
from newsread.paths import shipped_config
from newsread.settings import (
    DEFAULT,
    Settings,
    flat_settings,
    read_settings,
    setting_lines,
    toml_value,
)
from newsread.text.clean import clean_line
from newsread.toml_text import LIMIT, too_long

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from newsread.paths import Places


class Source(msgspec.Struct, frozen=True):
    """One setting in force."""

    name: str
    """As ``reading.width``."""
    value: str
    """As TOML has it."""
    source: str
    """Who says so: ``default``, ``login name``, or ``file:line``."""


class Configuration(msgspec.Struct, frozen=True):
    """Settings, keys and vocabulary, each as the user has it."""

    settings: Settings
    """With the login name where no annotator is set."""
    keymap: Keymap
    vocabulary: Vocabulary
    sources: tuple[Source, ...]
    """Every setting, in the order of ``settings.toml``."""

    def check_theme(self, themes: Iterable[str]) -> None:
        """See that the theme is one of `themes`, which only those know who draw.

        Raises:
            ConfigError: it is not; names file and line, and what there is.
        """
        there = sorted(themes)
        theme = self.settings.theme
        if theme in there:
            return
        (source,) = (each.source for each in self.sources if each.name == "theme")
        close = difflib.get_close_matches(theme, there, n=1)
        hint = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(there)}"
        raise ConfigError(f"{source}, theme", f"there is no theme {toml_value(theme)}", hint)


def load(places: Places) -> Configuration:
    """Return the configuration that the files at `places` make; none of them need exist.

    Raises:
        ConfigError: one of them is wrong, or cannot be read; names file, line and key.
    """
    text = read_file(places.settings)
    file = str(places.settings)
    settings = read_settings(text, file)
    origins = setting_lines(text, file)
    if not settings.annotator:
        settings = msgspec.structs.replace(settings, annotator=_login_name())
        origins["annotator"] = "login name"
    return Configuration(
        settings=settings,
        keymap=_keymap(places, settings.keys.preset),
        vocabulary=_vocabulary(places),
        sources=tuple(
            Source(name, toml_value(value), origins.get(name, DEFAULT))
            for name, value in flat_settings(settings)
        ),
    )


def mistakes(places: Places) -> list[ConfigError]:
    """Return what is wrong with each file at `places`: of a file with several mistakes the first.

    Keys are checked on their own when the settings, which may name a preset, are wrong.
    """
    found: list[ConfigError] = []
    settings = Settings()
    with _collected(found):
        settings = read_settings(read_file(places.settings), str(places.settings))
    with _collected(found):
        _keymap(places, settings.keys.preset)
    with _collected(found):
        _vocabulary(places)
    return found


@contextmanager
def _collected(found: list[ConfigError]) -> Iterator[None]:
    """Add a mistake to `found` instead of raising it."""
    try:
        yield
    except ConfigError as error:
        found.append(error)


def _keymap(places: Places, preset: str) -> Keymap:
    base = DEFAULT_KEYMAP
    if preset != DEFAULT:
        file = shipped_config() / "keys" / f"{preset}.toml"
        base = read_keymap(read_file(file, required=True), str(file), base)
    return read_keymap(read_file(places.keys), str(places.keys), base)


def _vocabulary(places: Places) -> Vocabulary:
    file = shipped_config() / "vocabulary.toml"
    shipped = read_vocabulary(read_file(file, required=True), str(file))
    return read_vocabulary(read_file(places.vocabulary), str(places.vocabulary), shipped)


def read_file(file: Path, *, required: bool = False) -> str:
    """Return the text of a configuration file; empty where there is none, unless it must be."""
    try:
        with file.open("rb") as opened:
            data = opened.read(LIMIT + 1)
    except FileNotFoundError as error:
        if not required:
            return ""
        raise ConfigError(str(file), "is missing", "Install newsread again") from error
    except OSError as error:
        raise ConfigError(
            str(file), f"cannot be read: {error.strerror}", "See that it is a file of yours"
        ) from error
    if len(data) > LIMIT:
        raise too_long(str(file))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{file}:{line}", "is not UTF-8", "Save the file as UTF-8") from error


def write_file(file: Path, text: str) -> None:
    """Put `text` in the place of a configuration file, whole or not at all, for its owner alone.

    Where the user has put a link, the link stays.

    Raises:
        ConfigError: it cannot be written; what stood there stands there still.
    """
    target = file.resolve()
    fresh = target.with_name(f"{target.name}.{os.getpid()}.new")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        with open(os.open(fresh, flags, 0o600), "wb") as opened:  # noqa: PTH123
            os.fchmod(opened.fileno(), 0o600)
            opened.write(text.encode())
            opened.flush()
            os.fsync(opened.fileno())
        fresh.replace(target)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise ConfigError(
            str(file),
            f"cannot be written: {error.strerror or error}",
            "Nothing was changed; see that the file and its folder are yours",
        ) from error


def _login_name() -> str:
    """Return the user's login name; empty where the system knows none, as in some containers."""
    try:
        return clean_line(getpass.getuser(), limit=100)
    except (OSError, KeyError):
        return ""
