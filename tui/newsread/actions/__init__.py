"""Every action a key can do: the one declaration that bindings, footer, help, palette,
``keys.toml`` and the documents are made from. Pure.
"""

from __future__ import annotations

from newsread.actions.action import PLACES, Action, Where
from newsread.actions.table import ACTIONS

__all__ = ["ACTIONS", "ALSO_IN_WORDS", "BY_ID", "PLACES", "Action", "Where", "applies"]

BY_ID = {action.id: action for action in ACTIONS}

ALSO_IN_WORDS = frozenset(
    {
        "everywhere.help",
        "everywhere.suspend",
        "article.capture_again",
        "article.quoted_speech",
        "article.grow",
        "article.shrink",
    }
    | {f"article.capture_{number}" for number in range(1, 8)}
)
"""What else works while words are chosen. All other keys are letters of labels, or do nothing."""


def applies(action: Action, place: Where) -> bool:
    """Return whether the action's keys work in `place`."""
    if place is Where.WORDS:
        return action.where is place or action.id in ALSO_IN_WORDS
    return action.where in (place, Where.EVERYWHERE)
