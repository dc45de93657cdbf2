"""The action table as Textual's bindings, and the user's keys as Textual's keymap.

Textual takes unknown ids, nonsense keys and collisions without a word, so `newsread.keymap` has
checked the keys before they come here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from newsread.actions import ACTIONS, Action, Where

if TYPE_CHECKING:
    from newsread.keymap import Keymap


SCREENS = frozenset(
    {
        "feeds.open",
        "feeds.fold",
        "feeds.add",
        "feeds.leave",
        "feeds.edit",
        "feeds.remove",
        "feeds.mark_all_read",
        "feeds.search",
        "feeds.narrow",
        "list.open",
        "list.add",
        "list.leave",
        "list.search",
        "list.narrow",
        "list.save_view",
        "list.mark_all_read",
        "list.edit",
        "article.page_on",
        "article.back",
        "article.leave",
        "article.find",
        "article.other_text",
        "article.page_text",
        "article.compare",
        "article.ask_again",
        "article.next_drifted",
        "article.previous_drifted",
        "article.adjust",
        "article.add_part",
        "article.capture_again",
        "article.tags",
        "article.speaker",
        "article.worth",
        "article.verdict",
        "article.status",
        "article.evidence",
        "article.comment",
        "article.again",
        "article.fields",
        "article.delete",
        "article.claims_panel",
        "ledger.next_drifted",
        "ledger.previous_drifted",
        "ledger.open",
        "ledger.add",
        "ledger.leave",
        "ledger.tags",
        "ledger.speaker",
        "ledger.worth",
        "ledger.verdict",
        "ledger.status",
        "ledger.evidence",
        "ledger.comment",
        "ledger.again",
        "ledger.fields",
        "ledger.delete",
        "ledger.narrow",
        "ledger.mark",
        "ledger.sort",
        "compare.older",
        "compare.newer",
        "compare.from_first",
        "compare.leave",
        "review.accept",
        "review.reattach",
        "review.keep",
        "review.not_there",
        "review.next",
        "review.previous",
        "review.leave",
        "choice.check",
        "choice.subscribe",
        "choice.import_file",
        "choice.add",
        "choice.leave",
    }
    | {f"article.capture_{number}" for number in range(1, 8)}
)
"""Actions of a widget's place that its screen does, since they are about more than the widget.

They are called and not asked for by a message: a message arrives some turns later, and keys typed
ahead would be obeyed before it.
"""


def call(action: Action) -> str:
    """Return what Textual runs for `action`, on the node that has its place's bindings."""
    return f"screen.{action.calls}" if action.id in SCREENS else action.calls


def bindings(where: Where) -> list[BindingType]:
    """Return the default bindings of a place."""
    return [
        Binding(",".join(action.keys), call(action), action.words, id=action.id, show=False)
        for action in ACTIONS
        if action.where is where
    ]


NO_KEY = "no_key"
"""Sent by no terminal: for an action without keys, since Textual ignores an empty override."""


def overrides(keymap: Keymap) -> dict[str, str]:
    """Return Textual's keymap: only actions whose keys differ from the table's.

    An action named here loses its default keys in Textual, and one that is not keeps them. Keys for
    choosing words are none of Textual's: the article's view looks them up itself.
    """
    return {
        action.id: ",".join(keymap.keys(action.id)) or NO_KEY
        for action in ACTIONS
        if action.where is not Where.WORDS and keymap.keys(action.id) != action.keys
    }
