"""Every setting, declared once: the fields give defaults, checks, and the text of settings.toml."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from msgspec import Meta

from newsread.toml_text import TomlText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsread.toml_text import KeyPath

DEFAULT = "default"
"""Where a setting or a key comes from when no file of the user's says anything."""


class Reading(msgspec.Struct, frozen=True):
    """How an article is shown."""

    width: Annotated[
        int,
        Meta(
            ge=20,
            le=400,
            description="Most columns a line of an article's text takes, however wide the screen.",
        ),
    ] = 76
    claims_panel: Annotated[
        bool,
        Meta(
            description="Show the list of an article's claims beside or below its text, where it"
            " has any and there is room. A key shows or hides it."
        ),
    ] = True


class Refresh(msgspec.Struct, frozen=True):
    """When feeds are asked for news."""

    at_start: Annotated[
        bool, Meta(description="Ask the feeds whose turn has come when the reader opens.")
    ] = True
    interval_minutes: Annotated[
        int,
        Meta(
            ge=5,
            le=10_080,
            description="Minutes until it is a feed's turn again. A feed may ask for longer.",
        ),
    ] = 30


class Watching(msgspec.Struct, frozen=True):
    """Whether articles are asked for again."""

    on: Annotated[
        bool,
        Meta(
            description="While the reader is open, fetch articles again that have open claims or a"
            " star, or that their feed says were updated, and say which claims have drifted: every"
            " quarter of an hour while they are new, ever more seldom later."
        ),
    ] = True


class Retention(msgspec.Struct, frozen=True):
    """How much is kept."""

    articles_per_feed: Annotated[
        int,
        Meta(
            ge=0,
            le=1_000_000,
            description="Most articles kept of a feed, the newest. 0: all. Articles that are"
            " starred, that have claims, that the feed still shows, or that are unread and not half"
            " a year old are kept in any case.",
        ),
    ] = 5_000
    days: Annotated[
        int,
        Meta(
            ge=0,
            le=36_500,
            description="Days for which an article is kept, likewise. 0: for ever.",
        ),
    ] = 0


class Browser(msgspec.Struct, frozen=True):
    """How an article's page is opened."""

    command: Annotated[
        tuple[str, ...],
        Meta(
            description="Program and its options, each in its own quotes; the address comes last."
            ' No shell reads them. Empty: the system\'s own. Such as ["firefox", "--new-tab"].'
        ),
    ] = ()


class Keys(msgspec.Struct, frozen=True):
    """Which keys do what, before keys.toml."""

    preset: Annotated[
        Literal["default", "newsboat"],
        Meta(description="Keys to start from. keys.toml changes single ones."),
    ] = "default"


class Settings(msgspec.Struct, frozen=True):
    """All settings. A field that is a struct is a table in the file."""

    annotator: Annotated[
        str, Meta(description="Your name on the claims you save. Empty: your login name.")
    ] = ""
    theme: Annotated[
        str, Meta(description="Colours of the reader: a theme, as the command palette lists them.")
    ] = "textual-dark"
    reading: Reading = Reading()
    refresh: Refresh = Refresh()
    watching: Watching = Watching()
    retention: Retention = Retention()
    browser: Browser = Browser()
    keys: Keys = Keys()


def read_settings(text: str, file: str) -> Settings:
    """Return the settings that the TOML `text` makes; what it leaves out has its default.

    Raises:
        ConfigError: the text is not TOML, has a key that is no setting, or a value of the wrong
            kind; names `file`, line and key.
    """
    toml = TomlText(text, file)
    settings: Settings = _read(toml, Settings, ())
    return settings


def setting_lines(text: str, file: str) -> dict[str, str]:
    """Return ``file:line`` of each setting that the TOML `text` makes, by its dotted name."""
    toml = TomlText(text, file)
    return {
        ".".join(path): toml.place(path)
        for path, _, _ in _fields(Settings(), ())
        if path[-1] in toml.table(*path[:-1])
    }


def flat_settings(settings: Settings) -> Iterator[tuple[str, object]]:
    """Yield each setting's dotted name and value, in the order of the file."""
    for path, _, value in _fields(settings, ()):
        yield ".".join(path), value


def bounds(name: str) -> tuple[int, int]:
    """Return the least and the most that the setting `name`, a whole number, may be."""
    for path, kind, _ in _fields(Settings(), ()):
        wanted = _type_in(kind)
        if ".".join(path) == name and isinstance(wanted, msgspec.inspect.IntType):
            return wanted.ge or 0, wanted.le or 0
    raise KeyError(name)


def toml_value(value: object) -> str:
    """Return a setting's value as TOML has it. JSON's texts, numbers and lists are TOML's too."""
    return json.dumps(value, ensure_ascii=False)


def default_settings_toml() -> str:
    """Return the text of ``config/settings.toml``: every setting, told and set to its default."""
    lines = [
        "# Every setting of newsread, as it is when you say nothing. Copy what you want to change",
        "# to settings.toml in your configuration folder: newsread config says where that is.",
    ]
    table: KeyPath = ()
    for path, kind, value in _fields(Settings(), ()):
        description = kind.__metadata__[0].description
        if path[:-1] != table:
            table = path[:-1]
            lines += ["", f"[{'.'.join(table)}]"]
        lines += ["", *_comment(description), f"{path[-1]} = {toml_value(value)}"]
    return "\n".join(lines) + "\n"


def _fields(struct: msgspec.Struct, path: KeyPath) -> Iterator[tuple[KeyPath, Any, object]]:
    """Yield path, type and value of each setting in `struct`."""
    for field in msgspec.structs.fields(struct):
        value = getattr(struct, field.name)
        if isinstance(value, msgspec.Struct):
            yield from _fields(value, (*path, field.name))
        else:
            yield (*path, field.name), field.type, value


def _comment(description: str) -> Iterator[str]:
    line = "#"
    for word in description.split():
        if len(line) + len(word) >= 90:
            yield line
            line = "#"
        line += f" {word}"
    yield line


def _read(toml: TomlText, struct: type[msgspec.Struct], path: KeyPath) -> Any:
    """Return `struct` filled from the table at `path`."""
    fields = {field.name: field for field in msgspec.structs.fields(struct)}
    values: dict[str, object] = {}
    for name, given in toml.table(*path).items():
        here = (*path, name)
        if name not in fields:
            raise toml.unknown(here, "a setting", fields)
        kind = fields[name].type
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            values[name] = _read(toml, kind, here)
            continue
        try:
            values[name] = msgspec.convert(given, kind)
        except msgspec.ValidationError as error:
            example = f"Such as {name} = {toml_value(getattr(struct(), name))}"
            raise toml.mistake(here, f"must be {_in_words(kind)}", example) from error
    return struct(**values)


def _in_words(kind: Any) -> str:
    """Return what a setting of `kind` must be, for a message."""
    match _type_in(kind):
        case msgspec.inspect.BoolType():
            return "true or false"
        case msgspec.inspect.IntType(ge=least, le=most):
            return f"a whole number from {least} to {most}"
        case msgspec.inspect.LiteralType(values=values):
            return "one of " + ", ".join(toml_value(value) for value in values)
        case msgspec.inspect.VarTupleType():
            return "a list of texts in quotes"
        case _:
            return "a text in quotes"


def _type_in(kind: Any) -> msgspec.inspect.Type:
    """Return the type of a setting without its description."""
    found = msgspec.inspect.type_info(kind)
    return found.type if isinstance(found, msgspec.inspect.Metadata) else found
