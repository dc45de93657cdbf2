"""The one-line question at the bottom: asks for tags, an address or a query; covers no text.

Whoever hears an answer may raise what is wrong. Then the question comes back as it was left, with
the reason in its place: what was typed is lost to nothing but Esc.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label

from newsread.errors import NewsreadError
from newsread.keymap import key_words
from newsread.text.clean import clean, clean_line
from newsread.widgets.plain import ON_ONE_LINE, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from newsread.widgets.completion import Completion

LONGEST = 5000
"""Most characters that are pasted into one line: an address has at most 4,096."""

LONGEST_LINES = 100_000
"""Most of several lines, where those are taken. More is refused and not cut: nobody would see where
it ends."""

SHOWN = 13
"""Completions shown above the input."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that one key gives."""

    key: str
    """In Textual's names; a letter in lower case."""
    value: str = ""
    """The answer."""
    words: str = ""
    """What people see beside the key; empty: the question itself says it."""


AGAIN = "Enter tries again, Esc drops"
AGAIN_BY_KEY = "The same key tries again:"
"""What can be done about an answer that could not be used."""
YES = (Choice("enter"), Choice("y"))
DROPS = Choice("escape", words="drops")
"""Stands beside all choices, and is none: it gives no answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, and who hears the answer."""

    words: str
    answered: Callable[[str], object]
    """Hears the answer that Enter gives."""
    value: str = ""
    """What the answer begins from."""
    typed: bool = False
    """Whether a person typed that, or what the choices are about, and it is kept nowhere yet."""
    completion: Completion | None = None
    """Knows what the answer's last word may become."""
    changed: Callable[[str], str] | None = None
    """Hears every answer on the way. What it returns is why the answer will not do: it is shown
    in place of the question, and Enter does not give such an answer."""
    refused: Callable[[str], str] | None = None
    """Returns the same, but is asked at Enter only: an address half typed is not wrong yet."""
    dropped: Callable[[], object] | None = None
    """Hears that there is no answer."""
    kept: Callable[[str], object] | None = None
    """Hears the answer in place of `answered` when Ctrl-S gives it."""
    edited: Callable[[str], object] | None = None
    """Hears the answer in place of `answered` when Ctrl-O takes it to where there is more room."""
    lines: Callable[[str], object] | None = None
    """Hears the answer in place of `answered` when it has several lines, having been pasted;
    without, they are made one."""
    choices: tuple[Choice, ...] = ()
    """All answers there are. Nothing is typed then: one key answers, Esc drops."""
    yes_or_no: bool = False
    """Whether Enter and y are the choices, and every other key drops, too."""

    @property
    def by_key(self) -> tuple[Choice, ...]:
        """The answers that one key each gives; none when the answer is typed."""
        return YES if self.yes_or_no else self.choices


class PromptInput(Input):
    """Tab completes, Escape drops; every other printable key types."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False),
        Binding("escape", "drop", "Drop", show=False),
        Binding("ctrl+s", "keep", "Keep", show=False),
        Binding("ctrl+o", "edit", "Edit", show=False),
    ]

    async def on_key(self, event: events.Key) -> None:
        """Where nothing is typed, take any key for an answer, but for the one that drops.

        As an action of the app, which says what goes wrong: a key handled here has no such gate.
        """
        if self._prompt.is_by_key and event.key != "escape":
            event.stop()
            event.prevent_default()
            await self.app.run_action(("", "choose", (event.key,)), self)

    def action_choose(self, key: str) -> None:
        """Give the answer that has this key."""
        self._prompt.choose(key)

    def action_complete(self) -> None:
        """Take the suggestion, if there is one."""
        self.action_cursor_right()

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted as one clean line: a clipboard may hold what acts on a terminal."""
        event.stop()
        event.prevent_default()
        if not self._prompt.is_by_key:
            self._prompt.make_way()
            self._prompt.paste(event.text, self.value, self.cursor_position)

    def insert_line(self, text: str) -> None:
        """Take `text` as one clean line."""
        self.insert_text_at_cursor(clean_line(text))

    async def action_submit(self) -> None:
        """Give the answer, before the next key is read: Textual's own way is a message."""
        self._prompt.give(self.value)

    def action_keep(self) -> None:
        """Give the answer the other way, where the question has one."""
        self._prompt.give(self.value, kept=True)

    def action_edit(self) -> None:
        """Take the answer elsewhere, where the question says where."""
        self._prompt.edit(self.value)

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
    Prompt.-complaining > Label { color: $text-error; max-height: 6; }
    Prompt > PromptInput {
        height: 1; border: none; padding: 0 1; background: $surface-lighten-1;
    }
    Prompt > PromptInput:focus { border: none; }
    Prompt.-by-key > PromptInput { height: 0; }
    Prompt.-by-key > Label { max-height: 8; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._question: Question | None = None
        self._begun = ""
        """What the answer began from."""
        self._offered = ""
        self._refusal = ("", "")
        """The answer that was refused last, and why."""
        self._complaint = ""
        """What stands in place of the question."""
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
    def is_by_key(self) -> bool:
        """Whether one key answers the question."""
        return self._question is not None and bool(self._question.by_key)

    def ask(self, question: Question, complaint: str = "") -> None:
        """Put `question`, unless another one waits for its answer.

        A `complaint` about what the answer begins from stands in its place.
        """
        if self._question is not None:
            return
        self._before = self.screen.focused
        self._input.suggester = question.completion
        self._begin(question.value)
        self._put(question, complaint)

    def _put(self, question: Question, complaint: str = "") -> None:
        self._question = question
        self._refusal = (self._input.value, complaint)
        self._show(self._input.value, complaint)
        self.set_class(bool(question.by_key), "-by-key")
        self.display = True
        self.screen.set_focus(self._input)

    def offer(self, question: Question, value: str) -> None:
        """Let the answer begin from `value`, if `question` still waits and nothing was typed."""
        if self._question is question and not self._input.value:
            self._begin(value)
            self._offered = self._begun

    def make_way(self) -> None:
        """Take away what was offered and left as it was, for what is pasted: perhaps the same."""
        if self._offered and self._input.value == self._offered:
            self._input.value = ""

    def _begin(self, value: str) -> None:
        self._offered = ""
        self._begun = clean(value).translate(ON_ONE_LINE)
        self._input.value = self._begun
        self._input.cursor_position = len(self._input.value)

    def choose(self, key: str) -> None:
        """Take the answer that has this key; any other drops what wants yes or no."""
        question = self._question
        assert question is not None
        chosen = next((each for each in question.by_key if each.key == key.casefold()), None)
        if chosen is not None:
            self._hand_over(chosen.value, question.answered)
        elif question.yes_or_no:
            self.close()
        else:
            self._show("", f"{key_words(key)} is none of these:")

    def give(self, answer: str, *, kept: bool = False) -> None:
        """Take `answer` for the answer, unless it will not do."""
        question = self._question
        if question is None:
            return
        complaint = question.changed(answer) if question.changed else ""
        if question.refused and not complaint:
            complaint = question.refused(answer)
        if complaint:
            self._refusal = (answer, complaint)
            self._show(answer, complaint)
        else:
            self._hand_over(answer, (kept and question.kept) or question.answered)

    def paste(self, text: str, value: str, at: int) -> None:
        """Take what is pasted at `at` into the `value` typed so far."""
        question = self._question
        if question is None:
            return
        limit = LONGEST if question.lines is None else LONGEST_LINES
        pasted = clean(text, limit=limit + 1).strip("\n")
        if len(pasted) > limit:
            self._refusal = (value, f"What was pasted has more than {limit:,} characters")
            self._show(*self._refusal)
        elif question.lines is not None and ("\n" in pasted or len(pasted) > LONGEST):
            self._hand_over(value[:at] + pasted + value[at:], question.lines)
        else:
            self._input.insert_line(pasted)

    def edit(self, answer: str) -> None:
        """Hand over what is typed so far, to be gone on with elsewhere."""
        if self._question is not None and self._question.edited is not None:
            self._hand_over(answer, self._question.edited)

    def _hand_over(self, answer: str, hears: Callable[[str], object]) -> None:
        """Give the keys back and `hears` the answer; ask again if it could not do what it should.

        The keys go first, for whoever hears may have a question of its own.
        """
        question = self._give_back()
        assert question is not None
        try:
            hears(answer)
        except NewsreadError as error:
            self._before = self.screen.focused
            self._put(question, f"{error} {AGAIN_BY_KEY if question.choices else AGAIN}")

    def close(self) -> None:
        """Give the keys back to what had them: there is no answer."""
        question = self._give_back()
        if question is not None and question.dropped is not None:
            question.dropped()

    def _give_back(self) -> Question | None:
        question, self._question = self._question, None
        self.display = False
        self.screen.set_focus(self._before)
        return question

    def _show(self, value: str, complaint: str = "") -> None:
        """Show what is asked and what the answer may become; a complaint in place of both, but
        beside the keys that answer."""
        question = self._question
        assert question is not None
        completion = question.completion
        found = completion.shown(value)[:SHOWN] if completion is not None else []
        begun = completion is not None and completion.begun(value)
        known = f"   {'Tab' if begun else 'There are'}: {'  '.join(found)}" if found else ""
        line = question.words + known
        self.set_class(bool(complaint), "-complaining")
        self._complaint = complaint
        keys = (*question.choices, DROPS) if question.choices else ()
        shown = [_shown(each) for each in keys if each.words]
        width = self.screen.size.width - 2
        self.query_one(Label).update(laid_out(plain(complaint or line), shown, width))

    def on_resize(self) -> None:
        """Lay the choices out for another width."""
        if self._question is not None and self._question.choices:
            self._show(self._input.value, self._complaint)

    def on_descendant_blur(self) -> None:
        """Drop the question when another place is clicked and nothing was typed; not when the
        terminal is left."""
        focused = self.screen.focused
        if self._question is None or focused is None or focused is self._input:
            return
        if self._question.typed or self._input.value != self._begun:
            self.screen.set_focus(self._input)
        else:
            self._before = focused
            self.close()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Hand the answer on as it grows, and show what the word begun may become."""
        event.stop()
        question = self._question
        if question is not None:
            complaint = question.changed(event.value) if question.changed is not None else ""
            if event.value == self._refusal[0]:  # it was typed, and given, before this arrived
                complaint = complaint or self._refusal[1]
            completion = question.completion
            # A field just begun is no query yet; what it may be says more than what it lacks.
            unfinished = completion is not None and completion.begun(event.value)
            if unfinished and completion is not None and completion.matches(event.value):
                complaint = ""
            self._show(event.value, complaint)


def _shown(choice: Choice) -> Content:
    """Return a choice as it stands beside the question."""
    return Content.assemble(plain(key_words(choice.key), "bold"), " ", plain(choice.words))


def laid_out(asked: Content, choices: Iterable[Content], width: int) -> Content:
    """Return what is asked and the choices beside it, in lines of `width` cells; a line ends
    between two choices, never between a key and its words."""
    parts: list[Content | str] = [asked]
    room = width - asked.wrap(max(width, 1))[-1].cell_length
    for each in choices:
        room -= each.cell_length + 2
        parts += ["  " if room >= 0 else "\n", each]
        room = room if room >= 0 else width - each.cell_length
    return Content.assemble(*parts)
