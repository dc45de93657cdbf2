"""Keys one after another: each is aimed when the one before has done its work.

Textual reads all keys that have arrived at once, aims each at what has the focus at that moment,
and looks up bindings when it comes back from there. Of ``t``, ``budget``, Enter in one burst, as a
slow line or a paste brings them, the letters would go past the question that ``t`` opens, and
``d`` would delete a claim.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.message import Message

if TYPE_CHECKING:
    from textual.timer import Timer

LOST = 0.5
"""Seconds until a key counts as done whose widget has gone away before it could say so."""


class KeyPassed(Message):
    """Follows a key through the same queues, so it arrives when the key has been dealt with."""


class OrderedKeysApp(App[None]):
    """An app that passes a key on only when the key before it is done."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key] = deque()
        self._under_way: Timer | None = None
        """Runs while a key is on its way."""

    async def on_event(self, event: events.Event) -> None:
        """Keep a key that has just been read until its turn comes."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._typed.append(event)
            await self._pass_on()
        else:
            await super().on_event(event)

    async def on_key_passed(self, event: KeyPassed) -> None:
        """Take the next key."""
        event.stop()
        await self._let_go()

    async def _let_go(self) -> None:
        if self._under_way is not None:
            self._under_way.stop()
            self._under_way = None
        await self._pass_on()

    async def _pass_on(self) -> None:
        if self._typed and self._under_way is None:
            self._under_way = self.set_timer(LOST, self._let_go)
            target = self.focused or self.screen
            await super().on_event(self._typed.popleft())
            target.post_message(KeyPassed())
