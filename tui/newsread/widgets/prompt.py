"""The one-line question at the bottom: asks for tags or an address, and never covers the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Label

from newsread.widgets.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

SHOWN = 8
"""Completions shown above the input."""


class LastWordSuggester(Suggester):
    """Completes the last word of several, as tags are typed."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.words = words

    def matches(self, value: str) -> list[str]:
        """Return the known words that go on from the last one typed, except those typed already."""
        typed = value.replace(",", " ").split()
        last = typed[-1] if typed and not value.endswith((" ", ",")) else ""
        done = set(typed[:-1] if last else typed)
        begins = last.casefold()
        return [
            word
            for word in self.words
            if word.casefold().startswith(begins) and word not in done and word != last
        ]

    async def get_suggestion(self, value: str) -> str | None:
        """Return `value` with its last word completed; None with nothing begun or nothing known."""
        typed = value.replace(",", " ").split()
        if not typed or value.endswith((" ", ",")):
            return None
        found = self.matches(value)
        return value[: -len(typed[-1])] + found[0] if found else None


class PromptInput(Input):
    """Tab completes, Escape drops; every other printable key types."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False),
        Binding("escape", "drop", "Drop", show=False),
    ]

    class Dropped(Message):
        """The person does not want to answer."""

    def action_complete(self) -> None:
        """Take the suggestion, if there is one."""
        self.action_cursor_right()

    def action_drop(self) -> None:
        """Give the question back unanswered."""
        self.post_message(self.Dropped())


class Prompt(Vertical):
    """A question with its input; gone once answered."""

    DEFAULT_CSS = """
    Prompt { height: auto; dock: bottom; background: $panel; }
    Prompt > Label { height: 1; width: 1fr; padding: 0 1; color: $foreground 70%; }
    Prompt > PromptInput {
        height: 1; border: none; padding: 0 1; background: $surface-lighten-1;
    }
    Prompt > PromptInput:focus { border: none; }
    """

    def __init__(
        self,
        question: str,
        answered: Callable[[str], object],
        *,
        value: str = "",
        words: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.question = question
        self.answered = answered
        self.value = value
        self.suggester = LastWordSuggester(words)

    def compose(self) -> ComposeResult:
        """Lay out the question above its input."""
        yield Label(plain(self.question), markup=False)
        yield PromptInput(
            self.value,
            suggester=self.suggester if self.suggester.words else None,
            select_on_focus=False,
            compact=True,
        )

    def on_mount(self) -> None:
        """Take the keys."""
        field = self.query_one(PromptInput)
        field.cursor_blink = False
        field.focus()
        self._show_completions(self.value)

    def _show_completions(self, value: str) -> None:
        found = self.suggester.matches(value)[:SHOWN] if self.suggester.words else []
        line = self.question + ("   " + "  ".join(found) if found else "")
        self.query_one(Label).update(plain(line))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what the word begun may become."""
        event.stop()
        self._show_completions(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the answer over and go."""
        event.stop()
        self.remove()
        self.answered(event.value)

    def on_prompt_input_dropped(self, event: PromptInput.Dropped) -> None:
        """Go without an answer."""
        event.stop()
        self.remove()
