"""The action table meets Textual: every action does something, on the node that has its keys."""

from __future__ import annotations

import pytest

from newsread.actions import ACTIONS, Action, Where
from newsread.bindings import NO_KEY, SCREENS, bindings, call, overrides
from newsread.keymap import DEFAULT_KEYMAP, read_keymap
from newsread.screens.comparing import CompareScreen
from newsread.screens.ledger import LedgerScreen
from newsread.screens.reader import ReaderScreen
from newsread.screens.review import ReviewScreen
from newsread.widgets.article_list import ArticleList
from newsread.widgets.article_view import ArticleView
from newsread.widgets.choice_list import ChoiceList
from newsread.widgets.claim_list import ClaimList
from newsread.widgets.compare_view import CompareView, ReviewView
from newsread.widgets.feed_tree import FeedTree

NODES: dict[Where, tuple[type, type]] = {
    Where.EVERYWHERE: (ReaderScreen, ReaderScreen),
    Where.FEEDS: (FeedTree, ReaderScreen),
    Where.LIST: (ArticleList, ReaderScreen),
    Where.ARTICLE: (ArticleView, ReaderScreen),
    Where.WORDS: (ArticleView, ReaderScreen),
    Where.LEDGER: (ClaimList, LedgerScreen),
    Where.COMPARE: (CompareView, CompareScreen),
    Where.REVIEW: (ReviewView, ReviewScreen),
    Where.CHOICE: (ChoiceList, ReaderScreen),
}
"""The widget that has a place's bindings, and its screen."""


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_is_done_by_its_widget_or_its_screen(action: Action) -> None:
    widget, screen = NODES[action.where]
    name = f"action_{action.calls.partition('(')[0]}"
    assert hasattr(screen if action.id in SCREENS else widget, name)


@pytest.mark.parametrize(
    "action", [each for each in ACTIONS if each.where is Where.EVERYWHERE], ids=lambda each: each.id
)
@pytest.mark.parametrize("screen", [LedgerScreen, CompareScreen, ReviewScreen])
def test_what_works_everywhere_works_on_every_screen(action: Action, screen: type) -> None:
    assert hasattr(screen, f"action_{action.calls}")


def test_every_place_binds_all_its_actions_under_their_ids() -> None:
    for where in Where:
        bound = {binding.id for binding in bindings(where)}  # type: ignore[union-attr]
        assert bound == {action.id for action in ACTIONS if action.where is where}


def test_numbered_actions_call_one_with_a_number() -> None:
    calls = {action.name: call(action) for action in ACTIONS if action.where is Where.ARTICLE}
    assert calls["capture_3"] == "screen.capture(3)"
    assert calls["sentence_down"] == "sentence_down"


def test_default_keys_override_nothing() -> None:
    assert overrides(DEFAULT_KEYMAP) == {}


def test_keys_for_words_are_not_given_to_textual() -> None:
    assert overrides(read_keymap('[words]\nforward = "x"\n', "keys.toml")) == {}


def test_only_what_the_user_changed_is_overridden() -> None:
    keymap = read_keymap('[list]\ndown = ["x", "down"]\n[everywhere]\nstar = []\n', "keys.toml")
    assert overrides(keymap) == {"list.down": "x,down", "everywhere.star": NO_KEY}
