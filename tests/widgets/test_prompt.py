"""The question at the bottom: typed answers, and answers that one key gives."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Input, Label

from newsread.errors import LedgerError
from newsread.widgets.plain import plain
from newsread.widgets.prompt import (
    LONGEST,
    LONGEST_LINES,
    Choice,
    Prompt,
    PromptInput,
    Question,
    laid_out,
)

DROPPED = "dropped"
CHOICES = (
    Choice("h", "high", "high (now)"),
    Choice("é", "even", "éven"),
    Choice("backspace", "", "clears"),
    Choice("delete", ""),
)


class Asking(App[None]):
    """A prompt and what became of its questions."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[str] = []

    def compose(self) -> ComposeResult:
        yield Prompt()

    @property
    def prompt(self) -> Prompt:
        return self.query_one(Prompt)

    def ask(self, **fields: object) -> Question:
        given = {
            "words": "Worth:",
            "answered": self.answers.append,
            "dropped": lambda: self.answers.append(DROPPED),
        }
        question = Question(**given | fields)  # type: ignore[arg-type]
        self.prompt.ask(question)
        return question

    @property
    def shown(self) -> str:
        return str(self.prompt.query_one(Label).render())

    @property
    def typed(self) -> str:
        return self.query_one(PromptInput).value


@pytest.mark.parametrize(
    ("keys", "answers"),
    [
        ("h", ["high"]),
        ("H", ["high"]),
        ("é", ["even"]),
        ("É", ["even"]),
        ("backspace", [""]),
        ("delete", [""]),
        ("escape", [DROPPED]),
        ("x enter tab left plus ctrl+s ctrl+z space", []),
        ("x h", ["high"]),
    ],
)
async def test_one_key_answers_escape_drops_and_no_other_does_anything(
    keys: str, answers: list[str]
) -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.ask(choices=CHOICES)
        await pilot.press(*keys.split())
        assert app.answers == answers
        assert app.prompt.display is not bool(answers)
        assert app.typed == ""


@pytest.mark.parametrize(
    ("keys", "answers"),
    [
        ("enter", [""]),
        ("y", [""]),
        ("n", [DROPPED]),
        ("escape", [DROPPED]),
        ("tab", [DROPPED]),
        ("backspace", [DROPPED]),
    ],
)
async def test_of_yes_and_no_enter_and_y_are_yes_and_all_else_is_no(
    keys: str, answers: list[str]
) -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.ask(yes_or_no=True)
        await pilot.press(*keys.split())
        assert app.answers == answers
        assert not app.prompt.display


async def test_the_question_lists_each_key_with_its_words() -> None:
    app = Asking()
    async with app.run_test():
        app.ask(choices=CHOICES)
        assert app.shown == "Worth:  h high (now)  é éven  Backspace clears  Esc drops"


async def test_a_key_that_is_none_of_them_is_named_beside_those_that_are() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.ask(choices=CHOICES)
        await pilot.press("plus")
        assert app.shown.startswith("+ is none of these:  h high")
        assert app.prompt.has_class("-complaining")


async def test_nothing_is_pasted_where_one_key_answers() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.ask(choices=CHOICES)
        app.query_one(PromptInput).post_message(events.Paste("high"))
        await pilot.pause()
        assert (app.typed, app.answers) == ("", [])


async def test_a_typed_question_after_one_of_keys_takes_letters_again() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.ask(choices=CHOICES)
        await pilot.press("h")
        app.ask()
        await pilot.press(*"hé", "enter")
        assert app.answers == ["high", "hé"]


# Refused


async def test_an_answer_that_will_not_do_is_refused_at_enter_and_stays() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.ask(refused=lambda answer: "Too short" if len(answer) < 2 else "")
        await pilot.press("a")
        assert app.shown == "Worth:"
        await pilot.press("enter")
        assert (app.shown, app.typed, app.answers) == ("Too short", "a", [])
        await pilot.press("b")
        assert app.shown == "Worth:"
        await pilot.press("enter")
        assert app.answers == ["ab"]


# Offered


async def test_what_is_offered_is_there_to_keep_or_to_go_on_from() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.prompt.offer(app.ask(), "https://a.example")
        await pilot.press(*"/b", "enter")
        assert app.answers == ["https://a.example/b"]


async def test_nothing_is_offered_to_who_has_begun_to_type() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        question = app.ask()
        await pilot.press("h")
        app.prompt.offer(question, "https://a.example")
        assert app.typed == "h"


async def test_what_is_offered_too_late_is_not_offered_to_the_next_question() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        question = app.ask()
        await pilot.press("escape")
        app.ask()
        app.prompt.offer(question, "https://a.example")
        assert app.typed == ""


async def test_what_is_pasted_takes_the_place_of_what_was_only_offered() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.prompt.offer(app.ask(), "https://a.example")
        for text in ("https://b.example", "/c"):
            app.query_one(PromptInput).post_message(events.Paste(text))
            await pilot.pause()
        assert app.typed == "https://b.example/c"


@pytest.mark.parametrize(
    ("length", "takes_lines", "typed", "lines"),
    [
        (LONGEST, False, LONGEST, []),
        (LONGEST + 1, False, 0, []),
        (LONGEST + 1, True, 0, [LONGEST + 1]),
        (LONGEST_LINES + 1, True, 0, []),
    ],
)
async def test_what_is_pasted_is_taken_whole_or_refused(
    length: int, takes_lines: bool, typed: int, lines: list[int]
) -> None:
    app, taken = Asking(), list[str]()
    async with app.run_test() as pilot:
        app.ask(lines=taken.append if takes_lines else None)
        app.query_one(PromptInput).post_message(events.Paste("x" * length))
        await pilot.pause()
        assert len(app.typed) == typed
        assert [len(each) for each in taken] == lines
        refused = not typed and not lines
        assert app.shown.startswith("What was pasted has more than") is refused


@pytest.mark.parametrize(
    ("value", "begun"),
    [
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("\U0001f469\u200d\U0001f467 4,7\u00a0%", "\U0001f469\u200d\U0001f467 4,7\u00a0%"),
        ("a\tb\nc\x1b[2J\u202e", "a b c[2J"),
    ],
)
async def test_an_answer_begins_from_all_of_a_value_that_does_not_act(
    value: str, begun: str
) -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.ask(value=value)
        await pilot.press("enter")
        assert app.answers == [begun]


async def test_a_click_elsewhere_drops_no_question_with_words_that_are_kept_nowhere_else() -> None:
    class Beside(Asking):
        def compose(self) -> ComposeResult:
            yield Input()
            yield from super().compose()

    app = Beside()
    async with app.run_test() as pilot:
        app.ask(value="rents")
        await pilot.press("x")
        await pilot.click(Input)
        assert (app.typed, app.answers) == ("rentsx", [])
        await pilot.press("backspace")
        await pilot.click(Input)
        assert app.answers == [DROPPED]
        app.ask(choices=CHOICES, typed=True)
        await pilot.click(Input)
        await pilot.press("h")
        assert app.answers == [DROPPED, "high"]


# What goes wrong


class Disk:
    """Takes answers once it has room."""

    def __init__(self) -> None:
        self.full = True
        self.taken: list[str] = []

    def take(self, answer: str) -> None:
        if self.full:
            raise LedgerError("claims.json", "not saved: disk full")
        self.taken.append(answer)


async def test_what_could_not_be_kept_stays_with_the_reason_until_it_is_kept_or_dropped() -> None:
    app, disk = Asking(), Disk()
    async with app.run_test() as pilot:
        app.ask(answered=disk.take)
        await pilot.press(*"budget", "enter")
        assert app.shown == "claims.json: not saved: disk full. Enter tries again, Esc drops"
        assert (app.typed, app.prompt.display) == ("budget", True)
        await pilot.press("enter")
        assert app.shown.startswith("claims.json: not saved")
        await pilot.press("s")
        assert app.shown == "Worth:"
        disk.full = False
        await pilot.press("enter")
        assert disk.taken == ["budgets"]
        assert not app.prompt.display


async def test_what_could_not_be_kept_is_dropped_by_escape_only() -> None:
    app, disk = Asking(), Disk()
    async with app.run_test() as pilot:
        app.ask(answered=disk.take)
        await pilot.press(*"budget", "enter")
        assert app.answers == []
        await pilot.press("escape")
        assert app.answers == [DROPPED]
        assert not app.prompt.display


async def test_a_choice_that_could_not_be_kept_is_asked_for_again_beside_its_keys() -> None:
    app, disk = Asking(), Disk()
    async with app.run_test() as pilot:
        app.ask(answered=disk.take, choices=CHOICES)
        await pilot.press("h")
        assert app.shown == (
            "claims.json: not saved: disk full. The same key tries again:"
            "  h high (now)\né éven  Backspace clears  Esc drops"
        )
        disk.full = False
        await pilot.press("h")
        assert disk.taken == ["high"]


async def test_what_is_typed_is_taken_elsewhere_and_comes_back_if_it_cannot_be() -> None:
    app, disk = Asking(), Disk()
    async with app.run_test() as pilot:
        app.ask(edited=disk.take)
        await pilot.press(*"a note", "ctrl+o")
        assert app.shown.startswith("claims.json: not saved")
        assert app.typed == "a note"
        disk.full = False
        await pilot.press("ctrl+o")
        assert disk.taken == ["a note"]
        assert app.answers == []


async def test_a_question_that_is_asked_nowhere_else_has_no_way_there() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.ask()
        await pilot.press(*"ab", "ctrl+o", "enter")
        assert app.answers == ["ab"]


@pytest.mark.parametrize(
    ("asked", "width", "lines"),
    [
        ("Verdict:", 80, ["Verdict:  t true  m mostly true  f false"]),
        ("Verdict:", 29, ["Verdict:  t true", "m mostly true  f false"]),
        ("Verdict:", 28, ["Verdict:  t true", "m mostly true  f false"]),
        ("Verdict:", 13, ["Verdict:", "t true", "m mostly true", "f false"]),
        ("x is none of these:", 12, ["x is none of these:", "t true", "m mostly true", "f false"]),
    ],
)
def test_a_line_of_choices_ends_between_two_of_them(
    asked: str, width: int, lines: list[str]
) -> None:
    choices = [plain(each) for each in ("t true", "m mostly true", "f false")]
    assert str(laid_out(plain(asked), choices, width)).split("\n") == lines


async def test_choices_are_laid_out_anew_in_another_width() -> None:
    app = Asking()
    async with app.run_test(size=(60, 10)) as pilot:
        app.ask(choices=CHOICES)
        await pilot.press("x")
        assert app.shown.endswith("Backspace clears  Esc drops")
        await pilot.resize_terminal(30, 10)
        await pilot.pause()
        assert app.shown.startswith("x is none of these:")
        assert app.shown.split("\n")[-1] == "Backspace clears  Esc drops"
