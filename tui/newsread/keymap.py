"""Which keys do what: the action table's defaults, then a preset, then the user's ``keys.toml``.

Textual takes nonsense keys, unknown ids and collisions without a word (one of two actions on a key
just stops working), so all of that is checked here, where file and line are still known. Keys have
Textual's names inside; files and people may write ``?`` for ``question_mark``.
"""

from __future__ import annotations

import json
import re
import string
import unicodedata
from typing import TYPE_CHECKING

import msgspec

from newsread.actions import ACTIONS, Action, Where, applies
from newsread.settings import DEFAULT
from newsread.toml_text import TomlText

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUIRED = ("everywhere.help", "everywhere.quit", "everywhere.up_level")
"""Actions that must have a key: without them nobody finds the way out."""

_RENAMED = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_SHOWN = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "space": "Space",
    "backspace": "Backspace",
    "delete": "Delete",
    "insert": "Insert",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
} | {f"f{number}": f"F{number}" for number in range(1, 25)}
"""Keys that type no character, and how people see them."""
_SAME = {
    "ctrl+h": "backspace",
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+left_square_bracket": "escape",
    "ctrl+space": "ctrl+at",
}
"""Terminals send the same byte for both."""
_OTHER_NAMES = {"esc": "escape", "return": "enter", "pgup": "pageup", "pgdn": "pagedown"}
_CAPTURE = "article.capture"
_IN_BRACES = re.compile(r"\{([\w.]+)\}")
_MODIFIERS = {"alt": "Alt", "ctrl": "Ctrl", "shift": "Shift"}


class Binding(msgspec.Struct, frozen=True):
    """An action and its keys."""

    action: Action
    keys: tuple[str, ...]
    """In Textual's names; none when the user took them all away."""
    source: str = DEFAULT
    """Who says so: ``default``, or ``file:line``."""


class Keymap:
    """The keys of every action, in the action table's order. See `DEFAULT_KEYMAP`."""

    def __init__(self, bindings: tuple[Binding, ...]) -> None:
        self.bindings = bindings
        self._by_id = {binding.action.id: binding for binding in bindings}

    def __getitem__(self, action_id: str) -> Binding:
        """Return the binding of the action with this id."""
        return self._by_id[action_id]

    def keys(self, action_id: str) -> tuple[str, ...]:
        """Return an action's keys, in Textual's names."""
        return self._by_id[action_id].keys

    def words(self, action_id: str) -> str:
        """Return an action's keys as people see them: ``j, ↓``."""
        return ", ".join(key_words(key) for key in self.keys(action_id))

    def told(self, sentence: str) -> str:
        """Return `sentence` with keys as people see them for the actions that stand in braces:
        ``{ledger.leave} drops the marks``.

        That is Esc where it is one of an action's keys, else the first; what names no action stays.
        ``{article.capture}`` are the keys of all types of claims.
        """
        return _IN_BRACES.sub(lambda found: self._key(found[1]) or found[0], sentence)

    def _key(self, action_id: str) -> str:
        if action_id == _CAPTURE:
            ids = (f"{_CAPTURE}_{number}" for number in range(1, 8))
            saving = [key for each in ids for key in self.keys(each)]
            return "a digit" if all(map(str.isdigit, saving)) else "a type's key"
        if action_id not in self._by_id:
            return ""
        keys = self.keys(action_id)
        return key_words("escape" if "escape" in keys else keys[0]) if keys else "no key"


DEFAULT_KEYMAP = Keymap(tuple(Binding(action, action.keys) for action in ACTIONS))
"""What the action table says."""


def read_keymap(text: str, file: str, base: Keymap = DEFAULT_KEYMAP) -> Keymap:
    """Return `base` with the keys that the TOML `text` gives: a table a place, a line an action.

    Raises:
        ConfigError: unknown places, actions and keys, a key with two meanings, help or quit
            without any; names `file` and line.
    """
    toml = TomlText(text, file)
    given: dict[str, Binding] = {}
    places = [where.value for where in Where]
    for place in toml.values:
        if place not in places:
            raise toml.unknown((place,), "a place that keys apply in", places)
        actions = {action.name: action for action in ACTIONS if action.where == place}
        for name, written in toml.table(place).items():
            if name not in actions:
                elsewhere = [each.where.value for each in ACTIONS if each.name == name]
                if elsewhere:
                    there = " or ".join(f"[{each}]" for each in elsewhere)
                    raise toml.mistake(
                        (place, name), "is not an action here", f"It is one of {there}"
                    )
                raise toml.unknown((place, name), "an action here", actions)
            action = actions[name]
            keys = tuple(dict.fromkeys(_read_keys(toml, (place, name), written)))
            given[action.id] = Binding(action, keys, toml.place((place, name)))
    keymap = Keymap(tuple(given.get(each.action.id, each) for each in base.bindings))
    for action_id in REQUIRED:
        if not keymap.keys(action_id):
            raise toml.mistake(tuple(action_id.split(".")), "must have a key", "Give it one")
    _refuse_collisions(toml, keymap, given)
    return keymap


def default_keys_toml() -> str:
    """Return the text of ``config/keys.toml``: every action, told, with its default keys."""
    lines = [
        "# Every action and its keys, as they are when you say nothing. Copy what you want to",
        "# change to keys.toml in your configuration folder: newsread config says where that is.",
        "#",
        '# One key: "x". Several: ["j", "down"]. None: []. A key is what you press, such as "a",',
        '# "A", "?" or "ß", or a name: enter, escape, tab, space, backspace, delete, insert, home,',
        "# end, pageup, pagedown, up, down, left, right, f1 to f24; with ctrl+, alt+ or shift+",
        '# before it: "ctrl+d", "shift+tab". Keys under [everywhere] work in all places but',
        "# [words], so no other place may use them.",
    ]
    for place in Where:
        lines += ["", f"[{place}]"]
        for action in ACTIONS:
            if action.where is place:
                written = [_quoted(key_written(key)) for key in action.keys]
                value = written[0] if len(written) == 1 else f"[{', '.join(written)}]"
                lines += [f"# {action.tells}", f"{action.name} = {value}"]
    return "\n".join(lines) + "\n"


def key_name(written: str) -> str | None:
    """Return Textual's name of a key as a file has it: ``?``, ``Ctrl+D``, ``question_mark``.

    None when there is no such key. ``shift+a`` is none: it is ``A``.
    """
    if len(written) == 1:
        return _single(written)
    *before, key = written.replace("++", "+plus").split("+")
    modifiers = {modifier.lower() for modifier in before}
    if "alt" in modifiers and len(key) == 1 and key.isupper():
        modifiers.add("shift")
    key = _OTHER_NAMES.get(key.lower(), key.lower())
    name = _single(key) if len(key) == 1 else key if key in _SHOWN | _CHARACTERS else None
    if name is None or not modifiers <= _MODIFIERS.keys():
        return None
    if modifiers == {"shift"} and name not in _SHOWN:
        return None
    whole = "+".join([*sorted(modifiers), name])
    return _SAME.get(whole, whole)


def key_written(key: str) -> str:
    """Return a key as ``keys.toml`` has it: ``?`` for ``question_mark``, else Textual's name."""
    return _CHARACTERS.get(key, key)


def key_words(key: str) -> str:
    """Return a key as people see it: ``?``, ``Ctrl-d``, ``Enter``, ``↓``."""
    *modifiers, name = key.split("+")
    shown = _SHOWN.get(name) or _CHARACTERS.get(name, name)
    return "-".join([*(_MODIFIERS[modifier] for modifier in modifiers), shown])


def _single(character: str) -> str | None:
    if character == " ":
        return "space"
    return _character_name(character) if character.isprintable() else None


def _character_name(character: str) -> str:
    """Return the name of the key that types `character`: Unicode's, as Textual changes it."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return _RENAMED.get(name, name)


_CHARACTERS = {_character_name(character): character for character in string.punctuation}
"""The signs of a keyboard by their keys' names."""


def _quoted(written: str) -> str:
    return json.dumps(written, ensure_ascii=False)


def _read_keys(toml: TomlText, path: tuple[str, str], written: object) -> Iterator[str]:
    """Yield the keys in one line of the file."""
    for each in written if isinstance(written, list) else [written]:
        if not isinstance(each, str):
            raise toml.mistake(path, "must be a key in quotes, or a list of keys")
        key = key_name(each)
        if key is None:
            shifted = each[6:] if each.lower().startswith("shift+") else ""
            hint = (
                f'Write it as "{shifted.upper()}"'
                if len(shifted) == 1
                else 'A key is a character, such as "x", or a name, such as "enter" or "ctrl+d"'
            )
            raise toml.mistake(path, f'"{each}" is not a key', hint)
        yield key


def _refuse_collisions(toml: TomlText, keymap: Keymap, given: dict[str, Binding]) -> None:
    """Raise when a key has two meanings in one place; one of the two is always `given`."""
    for place in Where:
        taken: dict[str, Binding] = {}
        for binding in keymap.bindings:
            if not applies(binding.action, place):
                continue
            for key in binding.keys:
                other = taken.setdefault(key, binding)
                if other is binding:
                    continue
                mine, theirs = (binding, other) if binding.action.id in given else (other, binding)
                raise toml.mistake(
                    (mine.action.where, mine.action.name),
                    f'"{key_written(key)}" is also the key of {theirs.action.id} ({theirs.source})',
                    "Give one of them another key, or none: []",
                )
