"""Help: the keys that work in the place the person came from, from the action table."""

from __future__ import annotations

from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from newsread.actions import ACTIONS, PLACES, Action, Where
from newsread.keymap import key_words

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from newsread.claims.vocabulary import Vocabulary
    from newsread.keymap import Keymap

KEYS_WIDTH = 18
WIDEST = 76


def help_text(where: Where, keymap: Keymap, vocabulary: Vocabulary, width: int) -> Content:
    """Return the help of a place in `width` cells: its own actions, then those for everywhere."""
    parts: list[tuple[str, str] | str] = [(f"Keys {PLACES[where]}", "bold"), "\n"]
    for place in dict.fromkeys((where, Where.EVERYWHERE)):
        actions = [action for action in ACTIONS if action.where is place]
        for group, members in groupby(actions, key=lambda action: action.group):
            parts += ["\n", (group, "bold $accent"), "\n"]
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


class HelpScreen(ModalScreen[None]):
    """The keys, over the screen they work on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,question_mark,enter", "app.pop_screen", "Close", show=False),
        Binding("j,down", "scroll('down')", show=False),
        Binding("k,up", "scroll('up')", show=False),
        Binding("space,ctrl+d,pagedown", "scroll('page_down')", show=False),
        Binding("ctrl+u,pageup", "scroll('page_up')", show=False),
        Binding("g,home", "scroll('home')", show=False),
        Binding("G,end", "scroll('end')", show=False),
    ]

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > VerticalScroll {
        width: 76; max-width: 100%; height: auto; max-height: 100%;
        background: $surface; border: round $accent; padding: 0 2; scrollbar-size-vertical: 1;
        scrollbar-color: $panel-lighten-2; scrollbar-background: $surface;
    }
    HelpScreen Static { width: 1fr; height: auto; }
    """

    def __init__(self, where: Where, keymap: Keymap, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._where, self._keymap, self._vocabulary = where, keymap, vocabulary

    def compose(self) -> ComposeResult:
        """Lay out the one scrolling text."""
        with VerticalScroll():
            yield Static()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap the sentences beside their keys."""
        width = min(WIDEST, event.size.width) - 8
        text = help_text(self._where, self._keymap, self._vocabulary, width)
        self.query_one(Static).update(text)

    def action_scroll(self, way: str) -> None:
        """Scroll without animation, which would send a page a hundred times over a slow line."""
        pane = self.query_one(VerticalScroll)
        {
            "down": pane.scroll_down,
            "up": pane.scroll_up,
            "page_down": pane.scroll_page_down,
            "page_up": pane.scroll_page_up,
            "home": pane.scroll_home,
            "end": pane.scroll_end,
        }[way](animate=False)
