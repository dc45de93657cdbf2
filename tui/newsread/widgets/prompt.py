"""The one-line question at the bottom: asks for tags, an address or a query; covers no text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label

from newsread.text.clean import clean_line
from newsread.widgets.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from newsread.widgets.completion import Completion

LONGEST = 5000
"""Most characters that are pasted: an address has at most 4,096."""

SHOWN = 13
"""Completions shown above the input."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, and who hears the answer."""

    words: str
    answered: Callable[[str], object]
    """Hears the answer that Enter gives."""
    value: str = ""
    """What the answer begins from."""
    completion: Completion | None = None
    """Knows what the answer's last word may become."""
    changed: Callable[[str], str] | None = None
    """Hears every answer on the way. What it returns is why the answer will not do: it is shown
    in place of the question, and Enter does not give such an answer."""
    dropped: Callable[[], object] | None = None
    """Hears that there is no answer."""
    kept: Callable[[str], object] | None = None
    """Hears the answer in place of `answered` when Ctrl-S gives it."""
    yes_or_no: bool = False
    """Whether nothing is typed: Enter and y are yes, every other key is no."""


class PromptInput(Input):
    """Tab completes, Escape drops; every other printable key types."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False),
        Binding("escape", "drop", "Drop", show=False),
        Binding("ctrl+s", "keep", "Keep", show=False),
    ]

    async def on_key(self, event: events.Key) -> None:
        """Where nothing is typed, take any key for an answer."""
        if self._prompt.is_yes_or_no and event.key not in ("enter", "escape"):
            event.stop()
            event.prevent_default()
            if event.key == "y":
                self._prompt.give("")
            else:
                self._prompt.close()

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
        self._prompt.give(self.value)

    def action_keep(self) -> None:
        """Give the answer the other way, where the question has one."""
        self._prompt.give(self.value, kept=True)

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
    Prompt > Label {
        height: auto; max-height: 3; width: 1fr; padding: 0 1; color: $foreground 70%;
    }
    Prompt.-complaining > Label { color: $text-error; }
    Prompt > PromptInput {
        height: 1; border: none; padding: 0 1; background: $surface-lighten-1;
    }
    Prompt > PromptInput:focus { border: none; }
    Prompt.-yes-or-no > PromptInput { height: 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._question: Question | None = None
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

    @property
    def is_yes_or_no(self) -> bool:
        """Whether the question wants yes or no."""
        return self._question is not None and self._question.yes_or_no

    def ask(self, question: Question) -> None:
        """Put `question`, unless another one waits for its answer."""
        if self._question is not None:
            return
        self._question = question
        value = "".join(char for char in question.value if char.isprintable())
        self._before = self.screen.focused
        self._input.suggester = question.completion
        self._input.value = value
        self._input.cursor_position = len(value)
        self._show(value)
        self.set_class(question.yes_or_no, "-yes-or-no")
        self.display = True
        self.screen.set_focus(self._input)

    def give(self, answer: str, *, kept: bool = False) -> None:
        """Take `answer` for the answer, unless it will not do."""
        question = self._question
        complaint = question.changed(answer) if question and question.changed else ""
        if complaint:
            self._show(answer, complaint)
        else:
            self.close(answer, kept=kept)

    def close(self, answer: str | None = None, *, kept: bool = False) -> None:
        """Give the keys back to what had them; hand the answer over, if there is one."""
        question, self._question = self._question, None
        self.display = False
        self.screen.set_focus(self._before)
        if question is None:
            return
        if answer is None:
            if question.dropped is not None:
                question.dropped()
        elif kept and question.kept is not None:
            question.kept(answer)
        else:
            question.answered(answer)

    def _show(self, value: str, complaint: str = "") -> None:
        """Show what is asked and what the answer may become; a complaint in place of both."""
        question = self._question
        assert question is not None
        completion = question.completion
        found = completion.shown(value)[:SHOWN] if completion is not None else []
        line = question.words + ("   " + "  ".join(found) if found else "")
        self.set_class(bool(complaint), "-complaining")
        self.query_one(Label).update(plain(complaint or line))

    def on_descendant_blur(self) -> None:
        """Drop the question when another place is clicked; not when the terminal is left."""
        focused = self.screen.focused
        if self._question is not None and focused is not None and focused is not self._input:
            self._before = focused
            self.close()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Hand the answer on as it grows, and show what the word begun may become."""
        event.stop()
        question = self._question
        if question is not None:
            complaint = question.changed(event.value) if question.changed is not None else ""
            completion = question.completion
            # A field just begun is no query yet; what it may be says more than what it lacks.
            unfinished = completion is not None and completion.begun(event.value)
            if unfinished and completion is not None and completion.matches(event.value):
                complaint = ""
            self._show(event.value, complaint)
