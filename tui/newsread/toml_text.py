"""A TOML text of the user's, checked, that knows on which line each of its keys stands.

tomllib tells values without their lines, and a mistake in a configuration is only useful with
its line. So the text is scanned a second time for keys; this also finds the keys of thousands of
parts that take tomllib half a minute in 64 kB (each part copies all the parts before it).
"""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from typing import TYPE_CHECKING

from newsread.errors import ConfigError
from newsread.text.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LIMIT = 64 * 1024
"""Most bytes a configuration file may have."""
MOST_PARTS = 16
"""Most dotted parts a key may have; ours have at most three."""

_TOKEN = re.compile(
    r"""
      (?P<text>   \"{3} (?: \\. | [^\\] )*? (?: \"{3,5} | \Z )    # an end is always found,
                | '{3} .*? (?: '{3,5} | \Z )                      # so scanning is linear
                | " (?: \\. | [^"\\\n] )* "?
                | ' [^'\n]* '? )
    | (?P<word>   [A-Za-z0-9_-]+ )
    | (?P<line>   \n )
    | (?P<blank>  [ \t\r]+ | \#[^\n]* )
    | (?P<sign>   . )
    """,
    re.DOTALL | re.VERBOSE,
)

KeyPath = tuple[str, ...]
"""Table and key: ``("reading", "width")``."""


class TomlText:
    """The `values` of a TOML text, and the line of each key for messages.

    Raises:
        ConfigError: naming file and line, when the text is too long, is not TOML, or has
            characters in its texts that would act on a terminal.
    """

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.values: dict[str, object] = {}
        if len(text.encode(errors="replace")) > LIMIT:
            raise too_long(file)
        self._lines = self._find_keys(text)
        try:
            self.values = tomllib.loads(text)
        except RecursionError as error:
            raise ConfigError(file, "is nested too deeply", "Write it as flat tables") from error
        except ValueError as error:
            raise self._not_toml(text, str(error)) from error
        for path, value in _texts(self.values):
            if clean(value) != unicodedata.normalize("NFC", value):
                raise self.mistake(path, "has a control character in its text", "Take it out")

    def line_of(self, path: KeyPath) -> int:
        """Return the line, counted from 1, of the key at `path`, or of the table it stands in."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def place(self, path: KeyPath) -> str:
        """Return ``file:line`` of the key at `path`."""
        return f"{self.file}:{self.line_of(path)}"

    def mistake(self, path: KeyPath, happened: str, next: str = "") -> ConfigError:  # noqa: A002
        """Return the error that says what is wrong with the key at `path`."""
        return ConfigError(f"{self.place(path)}, {'.'.join(path)}", happened, next)

    def unknown(self, path: KeyPath, what: str, known: Iterable[str]) -> ConfigError:
        """Return the error for a key that is not known as `what` (“a setting”), with a guess."""
        known = list(known)
        close = difflib.get_close_matches(path[-1], known, n=1)
        hint = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(known)}"
        return self.mistake(path, f"is not {what}", hint)

    def table(self, *path: str) -> dict[str, object]:
        """Return the table at `path`; empty when there is none.

        Raises:
            ConfigError: when something else than a table stands there.
        """
        table = self.values
        for depth, part in enumerate(path, start=1):
            below = table.get(part, {})
            if not isinstance(below, dict):
                name = ".".join(path[:depth])
                raise self.mistake(
                    path[:depth], "must be a table", f"Write [{name}] above its keys"
                )
            table = below
        return table

    def _not_toml(self, text: str, message: str) -> ConfigError:
        found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
        if found is None:  # an integer of thousands of digits: Python's own sentence has no line
            return ConfigError(self.file, f"is not TOML: {message}", "Correct it")
        line = found[1] or str(text.rstrip().count("\n") + 1)
        return ConfigError(
            f"{self.file}:{line}", f"is not TOML: {message[: found.start()]}", "Correct this line"
        )

    def _find_keys(self, text: str) -> dict[KeyPath, int]:
        """Return the line of each table and each key outside values."""
        lines: dict[KeyPath, int] = {}
        table: KeyPath = ()
        for line, pieces in self._statements(text):
            if pieces[0] == "[":
                names = [piece for piece in pieces if piece not in "[]."]
                table = tuple(_bare(name) for name in names)
                path = table
            elif "=" in pieces:
                names = [piece for piece in pieces[: pieces.index("=")] if piece != "."]
                path = table + tuple(_bare(name) for name in names)
            else:
                continue
            for length in range(1, len(path) + 1):
                lines.setdefault(path[:length], line)
        return lines

    def _statements(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """Yield the first line and the pieces of each statement: a table's header, or a key."""
        line = started = 1
        depth = dots = 0
        pieces: list[str] = []
        for found in _TOKEN.finditer(text):
            piece = found[0]
            if found.lastgroup == "line" and (depth <= 0 or not pieces):
                if pieces:
                    yield started, pieces
                pieces, depth, dots = [], 0, 0
            elif found.lastgroup not in ("line", "blank"):
                if not pieces:
                    started = line
                pieces.append(piece)
                depth += (piece in "[{") - (piece in "]}")
                dots = dots + 1 if piece == "." else 0 if piece in "[]{}=," else dots
                if dots >= MOST_PARTS:
                    raise ConfigError(f"{self.file}:{line}", "has a key of too many parts")
            line += piece.count("\n")
        if pieces:
            yield started, pieces


def too_long(file: str) -> ConfigError:
    """Return the error for a configuration file above `LIMIT`."""
    return ConfigError(file, f"is longer than {LIMIT // 1024} kB", "No configuration needs as much")


def _bare(name: str) -> str:
    """Return a key as tomllib gives it: without its quotes, escapes undone."""
    if name[0] not in "\"'":
        return name
    try:
        return next(iter(tomllib.loads(f"{name} = 0")))
    except tomllib.TOMLDecodeError:  # the parser proper will say what is wrong, and where
        return name


def _texts(values: dict[str, object]) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text in `values`, keys included, with the path of the key it stands at."""
    pending: list[tuple[KeyPath, object]] = [((), values)]
    while pending:
        path, value = pending.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, list):
            pending.extend((path, item) for item in value)
        elif isinstance(value, dict):
            for key, item in value.items():
                yield (*path, key), key
                pending.append(((*path, key), item))
