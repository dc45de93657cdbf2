"""The one-line question at the bottom: asks for tags or an address, and never covers the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.suggester import Suggester
from textual.widgets import Input, Label

from newsread.text.clean import clean_line
from newsread.widgets.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

LONGEST = 5000
"""Most characters that are pasted: an address has at most 4,096."""

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

    def action_complete(self) -> None:
        """Take the suggestion, if there is one."""
        self.action_cursor_right()

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted as one clean line: a clipboard may hold what acts on a terminal."""
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(clean_line(event.text, limit=LONGEST))

    async def action_submit(self) -> None:
        """Give the answer, before the next key is read: Textual's own way is a message."""
        self._prompt.close(self.value)

    def action_drop(self) -> None:
        """Give the question back unanswered."""
        self._prompt.close()

    @property
    def _prompt(self) -> Prompt:
        assert isinstance(self.parent, Prompt)
        return self.parent


class Prompt(Vertical):
    """Asks one question at a time; hidden until there is one.

    It is there all the time, so that it has the keys at once: letters typed ahead of it are part of
    the answer, not commands.
    """

    DEFAULT_CSS = """
    Prompt { height: auto; dock: bottom; display: none; background: $panel; }
    Prompt > Label { height: 1; width: 1fr; padding: 0 1; color: $foreground 70%; }
    Prompt > PromptInput {
        height: 1; border: none; padding: 0 1; background: $surface-lighten-1;
    }
    Prompt > PromptInput:focus { border: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._question = ""
        self._answered: Callable[[str], object] | None = None
        self._suggester = LastWordSuggester(())
        self._before: Widget | None = None

    def compose(self) -> ComposeResult:
        """Lay out the question above its input."""
        yield Label()
        yield PromptInput(select_on_focus=False)

    @property
    def _input(self) -> PromptInput:
        return self.query_one(PromptInput)

    def on_mount(self) -> None:
        """Keep the cursor still: a screen that blinks is never idle."""
        self._input.cursor_blink = False

    def ask(
        self,
        question: str,
        answered: Callable[[str], object],
        value: str,
        words: Sequence[str],
    ) -> None:
        """Show `question` with `value` to begin from, and hand the answer to `answered`."""
        if self._answered is not None:
            return
        self._question, self._answered = question, answered
        # What other programs wrote into the claims' file may come this way.
        value = "".join(char for char in value if char.isprintable())
        self._suggester = LastWordSuggester([word for word in words if word.isprintable()])
        self._before = self.screen.focused
        self._input.suggester = self._suggester if words else None
        self._input.value = value
        self._input.cursor_position = len(value)
        self._show_completions(value)
        self.display = True
        self.screen.set_focus(self._input)

    def close(self, answer: str | None = None) -> None:
        """Give the keys back to what had them; hand the answer over, if there is one."""
        answered, self._answered = self._answered, None
        self.display = False
        self.screen.set_focus(self._before)
        if answer is not None and answered is not None:
            answered(answer)

    def _show_completions(self, value: str) -> None:
        found = self._suggester.matches(value)[:SHOWN] if self._suggester.words else []
        line = self._question + ("   " + "  ".join(found) if found else "")
        self.query_one(Label).update(plain(line))

    def on_descendant_blur(self) -> None:
        """Drop the question when another place is clicked; not when the terminal is left."""
        focused = self.screen.focused
        if self._answered is not None and focused is not None and focused is not self._input:
            self._before = focused
            self.close()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what the word begun may become."""
        event.stop()
        self._show_completions(event.value)
