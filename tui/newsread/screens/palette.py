"""The command palette: every action of the place the person is in, found by its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from newsread.actions import ACTIONS, Action, Where, applies
from newsread.bindings import call
from newsread.keymap import key_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.dom import DOMNode


class ActionProvider(Provider):
    """Offers the actions of the focused place and those that work everywhere."""

    def _offers(self) -> Iterator[tuple[Action, str, Callable[[], object]]]:
        screen = self.screen
        where: Where = getattr(screen, "where", Where.EVERYWHERE)
        keymap = screen.keymap  # type: ignore[attr-defined]
        for action in ACTIONS:
            if applies(action, where) and action.name != "palette":
                node: DOMNode | None = screen if action.where is Where.EVERYWHERE else self.focused
                if node is None:
                    continue
                keys = " ".join(key_words(key) for key in keymap.keys(action.id))
                yield action, f"{action.words}  {keys}", self._runner(node, action)

    def _runner(self, node: DOMNode, action: Action) -> Callable[[], object]:
        return lambda: self.app.run_action(call(action), node)

    async def discover(self) -> Hits:
        """Offer everything before anything is typed."""
        for action, words, run in self._offers():
            yield DiscoveryHit(Content(words), run, action.words, action.tells)

    async def search(self, query: str) -> Hits:
        """Offer what matches `query` in words or explanation."""
        matcher = self.matcher(query)
        for action, words, run in self._offers():
            score = max(matcher.match(words), 0.8 * matcher.match(action.tells))
            if score > 0:
                yield Hit(score, matcher.highlight(words), run, action.words, action.tells)
