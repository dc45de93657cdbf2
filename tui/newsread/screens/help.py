"""Help: the keys that work in the place the person came from, from the action table."""

from __future__ import annotations

from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING

from textual.content import Content

from newsread.actions import ACTIONS, PLACES, Action, Where, applies
from newsread.keymap import key_words
from newsread.screens.text_screen import TextScreen

if TYPE_CHECKING:
    from newsread.claims.vocabulary import Vocabulary
    from newsread.keymap import Keymap

KEYS_WIDTH = 18


def help_text(where: Where, keymap: Keymap, vocabulary: Vocabulary, width: int) -> Content:
    """Return the help of a place in `width` cells: its own actions, then those from elsewhere."""
    parts: list[tuple[str, str] | str] = [(f"Keys {PLACES[where]}", "bold"), "\n"]
    for own in (True, False):
        actions = [
            each for each in ACTIONS if applies(each, where) and (each.where is where) is own
        ]
        for group, members in groupby(actions, key=lambda action: action.group):
            parts += ["\n", (group, "bold $text-accent"), "\n"]
            for action in members:
                keys = "  ".join(key_words(key) for key in keymap.keys(action.id))
                lines = wrap(_tells(action, vocabulary), max(width - KEYS_WIDTH, 12)) or [""]
                hanging = "\n" + " " * KEYS_WIDTH
                parts += [(f"{keys:<{KEYS_WIDTH}}", "bold"), hanging.join(lines), "\n"]
    return Content.assemble(*parts)


def _tells(action: Action, vocabulary: Vocabulary) -> str:
    """Return what help says of an action; a type key names its type."""
    if action.name.startswith("capture_") and action.name[-1].isdigit():
        kind = vocabulary.type_of_key(action.name[-1])
        return f"Save the selection as a claim: {kind.words}" if kind else "No type has this key"
    return action.tells


class HelpScreen(TextScreen):
    """The keys, over the screen they work on."""

    def __init__(self, where: Where, keymap: Keymap, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._where, self._keymap, self._vocabulary = where, keymap, vocabulary

    def text_in(self, width: int) -> Content:
        """Return the help, its sentences wrapped beside their keys."""
        return help_text(self._where, self._keymap, self._vocabulary, width)
