"""Saved views: queries that the user gave a name, in ``views.toml``, a line each.

The file is the user's own: what newsread writes are single lines, and everything else in it stays
as it was. Each change returns the former text, with which `put_back` undoes it.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

import msgspec

from newsread.errors import ConfigError, QueryError
from newsread.query.read import parse
from newsread.query.tree import Query
from newsread.services.configuration import read_file, write_file
from newsread.text.clean import clean_line
from newsread.toml_text import TomlText

if TYPE_CHECKING:
    from newsread.paths import Places


LONGEST_NAME = 60
"""Most code points of a view's name."""

_STRING = r"""(?:"(?:\\.|[^"\\\n])*+"|'[^'\n]*+')"""
_LINE = re.compile(
    rf"(?P<indent>\s*)(?P<key>{_STRING}|[\w-]+)(?P<is>\s*=\s*){_STRING}"
    r"(?P<rest>[ \t]*(?:\#[^\n]*)?\r?\n?)"
)
"""A view on one line of the file."""

_TOP = '# Your saved views, a line each: "name" = "query". The reader adds lines here, too.\n'


class SavedView(msgspec.Struct, frozen=True):
    """A query with a name. One with a mistake is there as well, and says so."""

    name: str
    query_text: str
    query: Query | None
    """None when the text is no query."""
    problem: str = ""
    """Why, in a sentence with file and line; empty when all is well."""


def views(places: Places) -> tuple[SavedView, ...]:
    """Return the saved views, in the order of the file.

    A line that is no query does not keep the others from being shown, nor the reader from starting:
    its view has a `problem`.

    Raises:
        ConfigError: the file is not TOML, or cannot be read.
    """
    toml = TomlText(read_file(places.views), str(places.views))
    return tuple(_view(toml, name, value) for name, value in toml.values.items())


def save_view(places: Places, name: str, query: Query) -> str:
    """Save `query` under `name`, or instead of what has it; return the file's former text.

    Raises:
        ConfigError: the name is empty, or the file is wrong or cannot be written.
    """
    name = _checked(places, name)
    former, names = _now(places)
    written = _quoted(query.text)
    if name in names:
        text = _changed(former, places, name, name, written)
    else:
        text = _ended(former or _TOP) + f"{_quoted(name)} = {written}\n"
    return _store(places, former, text, {**names, name: query.text})


def change_view(places: Places, name: str, new: str, query: Query) -> str:
    """Give the view `name` another name and query, in its place; return the file's former text.

    Raises:
        ConfigError: there is none, or the new name is empty or taken, or as for `save_view`.
    """
    new = _checked(places, new)
    former, names = _now(places)
    _known(places, name, names)
    if new != name and new in names:
        raise ConfigError(f"{places.views}, {new}", "is there already", "Choose another name")
    text = _changed(former, places, name, new, _quoted(query.text))
    wanted = {each: value for each, value in names.items() if each != name}
    return _store(places, former, text, {**wanted, new: query.text})


def remove_view(places: Places, name: str) -> str:
    """Remove the view `name`; return the file's former text.

    Raises:
        ConfigError: there is none, or as for `save_view`.
    """
    former, names = _now(places)
    _known(places, name, names)
    before, _, after = _parted(former, places, name)
    wanted = {each: value for each, value in names.items() if each != name}
    return _store(places, former, before + after, wanted)


def put_back(places: Places, text: str) -> None:
    """Make `text` the whole file again.

    Raises:
        ConfigError: the file cannot be written.
    """
    write_file(places.views, text)


def _view(toml: TomlText, name: str, value: object) -> SavedView:
    """Return the view of one line of the file."""
    if not isinstance(value, str):
        wrong = toml.mistake((name,), "must be a query in quotes")
        return SavedView(name, "", None, str(wrong))
    if name != view_name(name) or not name:
        wrong = toml.mistake(
            (name,), "is not a name for a view", f"Names are one line of 1 to {LONGEST_NAME}"
        )
        return SavedView(view_name(name), value, None, str(wrong))
    try:
        return SavedView(name, value, parse(value))
    except QueryError as error:
        wrong = toml.mistake((name,), error.happened, error.next)
        return SavedView(name, value, None, str(wrong))


def view_name(name: str) -> str:
    """Return a name as views are called; empty when it is none."""
    return clean_line(name, limit=LONGEST_NAME)


def _checked(places: Places, name: str) -> str:
    """Return a name as views are called, which is not empty."""
    name = view_name(name)
    if not name:
        raise ConfigError(str(places.views), "a view needs a name", "Write one")
    return name


def _known(places: Places, name: str, names: dict[str, object]) -> None:
    if name not in names:
        raise ConfigError(f"{places.views}, {name}", "is not among your views")


def _now(places: Places) -> tuple[str, dict[str, object]]:
    """Return the text of the file, and what it says."""
    text = read_file(places.views)
    return text, dict(TomlText(text, str(places.views)).values)


def _changed(text: str, places: Places, name: str, new: str, query: str) -> str:
    """Return `text` with another name and query, which is quoted, in the line of `name`.

    What stands behind the query in its line, such as a comment, stays.
    """
    before, line, after = _parted(text, places, name)
    if found := _LINE.fullmatch(line):
        key = found["key"] if new == name else _quoted(new)
        changed = f"{found['indent']}{key}{found['is']}{query}{found['rest']}"
    else:  # a query over several lines
        changed = f"{_quoted(new)} = {query}\n"
    return before + changed + after


def _parted(text: str, places: Places, name: str) -> tuple[str, str, str]:
    """Return what stands before the line of `name`, that line or lines, and what stands after."""
    toml = TomlText(text, str(places.views))
    lines = text.splitlines(keepends=True)
    first = toml.line_of((name,)) - 1
    others = {each: value for each, value in toml.values.items() if each != name}
    for last in range(first + 1, len(lines) + 1):
        before, after = "".join(lines[:first]), "".join(lines[last:])
        if _says(before + after, others):
            return before, "".join(lines[first:last]), after
    raise _not_ours(places, name)


def _store(places: Places, former: str, text: str, wanted: dict[str, object]) -> str:
    """Write `text`, if it says what is wanted and nothing else; return the former text."""
    if not _says(text, wanted):
        raise _not_ours(places, "")
    write_file(places.views, text)
    return former


def _says(text: str, values: dict[str, object]) -> bool:
    try:
        return tomllib.loads(text) == values
    except (ValueError, RecursionError):
        return False


def _not_ours(places: Places, name: str) -> ConfigError:
    thing = ", ".join(filter(None, (str(places.views), name)))
    return ConfigError(thing, "is not written as a line for each view", "Change it with an editor")


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _quoted(text: str) -> str:
    """Return `text`, which is clean, as a TOML string; JSON's are the same."""
    return json.dumps(text, ensure_ascii=False)
