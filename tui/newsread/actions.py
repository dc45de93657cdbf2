"""Every action a key can do: the one table that bindings, footer, help, palette, ``keys.toml`` and
the documents are made from. Pure data; what an action does stands with the screen that does it.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Where(StrEnum):
    """The place an action's keys apply. ``everywhere`` applies in all others too, inputs excepted."""

    EVERYWHERE = "everywhere"
    LIST = "list"
    ARTICLE = "article"
    LEDGER = "ledger"


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """Something a person can do with a key."""

    name: str
    """Unique within its place; with it the action's id: ``article.sentence_down``."""
    where: Where
    keys: tuple[str, ...]
    """Default keys, in Textual's names."""
    words: str
    """One to three words for the footer and the palette."""
    tells: str
    """One sentence for help, without its full stop."""
    group: str
    """Heading it stands under in help."""
    footer: bool = False
    """Whether the footer offers it: only what a person in this place needs next."""

    @property
    def id(self) -> str:
        """``place.name``, as in ``keys.toml``."""
        return f"{self.where}.{self.name}"


def _action(
    where: Where, group: str, name: str, keys: str, words: str, tells: str, *, footer: bool = False
) -> Action:
    return Action(
        name=name, where=where, keys=tuple(keys.split()), words=words, tells=tells, group=group,
        footer=footer,
    )


_E, _L, _A, _C = Where.EVERYWHERE, Where.LIST, Where.ARTICLE, Where.LEDGER

ACTIONS: tuple[Action, ...] = (
    _action(_E, "Help", "help", "question_mark", "Help", "Show the keys that work here", footer=True),
    _action(_E, "Help", "palette", "colon", "Commands", "Find any action by its name"),
    _action(_E, "Moving about", "up_level", "q", "Back", "Go up one level; at the top, say how to quit"),
    _action(_E, "Moving about", "quit", "Q", "Quit", "Leave newsread; everything is saved already"),
    _action(_E, "Moving about", "next_pane", "tab", "Next pane", "Go to the next pane"),
    _action(_E, "Moving about", "previous_pane", "shift+tab", "Previous pane", "Go to the pane before"),
    _action(_E, "Moving about", "next_unread", "n", "Next unread", "Open the next unread article"),
    _action(_E, "Moving about", "previous_unread", "N", "Previous unread",
            "Open the unread article before"),
    _action(_E, "Moving about", "ledger", "C", "Claims", "Show all claims, newest first", footer=True),
    _action(_E, "Moving about", "zen", "z", "Zen", "Show the article alone, or all panes again"),
    _action(_E, "Feeds", "refresh_feed", "r", "Refresh feed",
            "Ask this article's feed for news now, without waiting for its turn"),
    _action(_E, "Feeds", "refresh_all", "R", "Refresh all", "Ask every feed whose turn has come"),
    _action(_E, "Feeds", "add", "a", "Add feed", "Add a feed by its address or its site's"),
    _action(_E, "Articles", "star", "s", "Star", "Star the article, or take the star away"),
    _action(_E, "Articles", "toggle_read", "m", "Read/unread", "Mark the article read or unread"),
    _action(_E, "Articles", "browser", "o", "Browser", "Open the article's page in the browser"),
    _action(_E, "Articles", "copy", "y", "Copy",
            "Copy the selected words, or the article, with title, outlet, date and address"),
    _action(_E, "Undo", "undo", "u", "Undo", "Take the last change back, whatever it was"),
    _action(_E, "Undo", "redo", "U", "Redo", "Make the change again that was taken back"),
    _action(_E, "Help", "suspend", "ctrl+z", "Suspend", "Go back to the shell; fg returns"),
    # Lists
    _action(_L, "In a list", "down", "j down", "Down", "Go to the next line"),
    _action(_L, "In a list", "up", "k up", "Up", "Go to the line before"),
    _action(_L, "In a list", "top", "g home", "Top", "Go to the first line"),
    _action(_L, "In a list", "bottom", "G end", "Bottom", "Go to the last line"),
    _action(_L, "In a list", "page_down", "ctrl+d pagedown", "Page down", "Go half a screen down"),
    _action(_L, "In a list", "page_up", "ctrl+u pageup", "Page up", "Go half a screen up"),
    _action(_L, "In a list", "open", "enter l", "Open", "Open the article and go in", footer=True),
    _action(_L, "In a list", "mark_all_read", "A", "All read", "Mark every article listed as read"),
    # Article: reading
    _action(_A, "Reading", "sentence_down", "j down", "Next sentence", "Select the next sentence",
            footer=True),
    _action(_A, "Reading", "sentence_up", "k up", "Previous sentence", "Select the sentence before"),
    _action(_A, "Reading", "paragraph_down", "right_curly_bracket", "Next paragraph",
            "Select the first sentence of the next paragraph"),
    _action(_A, "Reading", "paragraph_up", "left_curly_bracket", "Previous paragraph",
            "Select the first sentence of this paragraph, or of the one before"),
    _action(_A, "Reading", "top", "g home", "Top", "Select the first sentence"),
    _action(_A, "Reading", "bottom", "G end", "Bottom", "Select the last sentence"),
    _action(_A, "Reading", "page_on", "space", "Page on",
            "Show the next page; at the end, open the next unread article", footer=True),
    _action(_A, "Reading", "half_page_down", "ctrl+d pagedown", "Half page down",
            "Move half a screen down"),
    _action(_A, "Reading", "half_page_up", "ctrl+u pageup", "Half page up", "Move half a screen up"),
    _action(_A, "Reading", "line_down", "ctrl+e", "Line down", "Scroll one line down"),
    _action(_A, "Reading", "line_up", "ctrl+y", "Line up", "Scroll one line up"),
    _action(_A, "Reading", "leave", "h escape", "Back to list",
            "Drop an extended selection; otherwise go back to the list"),
    # Article: selecting
    _action(_A, "Selecting", "extend_down", "J", "Extend", "Extend the selection by the next sentence"),
    _action(_A, "Selecting", "extend_up", "K", "Extend up",
            "Extend the selection by the sentence before, or draw its end back"),
    # Article: claims
    _action(_A, "Claims", "capture_1", "1", "Type 1",
            "Save the selection as a claim of the first type; on a claim, give it that type"),
    _action(_A, "Claims", "capture_2", "2", "Type 2", "The same, second type"),
    _action(_A, "Claims", "capture_3", "3", "Type 3", "The same, third type"),
    _action(_A, "Claims", "capture_4", "4", "Type 4", "The same, fourth type"),
    _action(_A, "Claims", "capture_5", "5", "Type 5", "The same, fifth type"),
    _action(_A, "Claims", "capture_6", "6", "Type 6", "The same, sixth type"),
    _action(_A, "Claims", "capture_7", "7", "Type 7", "The same, seventh type"),
    _action(_A, "Claims", "capture_again", "enter", "Save as last type",
            "Save the selection as a claim of the type used last"),
    _action(_A, "Claims", "tags", "t", "Tags", "Give the current claim its tags", footer=True),
    _action(_A, "Claims", "delete", "d", "Delete claim", "Delete the current claim"),
    _action(_A, "Claims", "next_claim", "right_square_bracket", "Next claim",
            "Go to the next claim in this article"),
    _action(_A, "Claims", "previous_claim", "left_square_bracket", "Previous claim",
            "Go to the claim before"),
    # Ledger
    _action(_C, "In the ledger", "down", "j down", "Down", "Go to the next claim"),
    _action(_C, "In the ledger", "up", "k up", "Up", "Go to the claim before"),
    _action(_C, "In the ledger", "top", "g home", "Top", "Go to the first claim"),
    _action(_C, "In the ledger", "bottom", "G end", "Bottom", "Go to the last claim"),
    _action(_C, "In the ledger", "page_down", "ctrl+d pagedown", "Page down", "Go half a screen down"),
    _action(_C, "In the ledger", "page_up", "ctrl+u pageup", "Page up", "Go half a screen up"),
    _action(_C, "In the ledger", "open", "enter l", "To the words",
            "Open the article at the claim's words", footer=True),
    _action(_C, "In the ledger", "leave", "h escape", "Back", "Go back to the articles", footer=True),
    _action(_C, "In the ledger", "tags", "t", "Tags", "Give the claim its tags", footer=True),
    _action(_C, "In the ledger", "delete", "d", "Delete claim", "Delete the claim"),
)
"""All actions, in the order in which help shows them."""

BY_ID = {action.id: action for action in ACTIONS}
