"""What the screens share: status line, key hints, and the keys that work everywhere."""

from __future__ import annotations

from abc import abstractmethod
from contextlib import contextmanager
from typing import TYPE_CHECKING

from textual import on
from textual.screen import Screen

from newsread.actions import ACTIONS, Where, applies
from newsread.bindings import bindings
from newsread.errors import LedgerError, NewsreadError
from newsread.keymap import key_words
from newsread.screens.help import HelpScreen
from newsread.widgets.prompt import Prompt, Question
from newsread.widgets.status import KeyHints, Said, StatusLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from newsread.keymap import Keymap
    from newsread.services.desk import Desk


class NewsScreen(Screen[None]):
    """A screen with the two lines at the bottom. Subclasses say `where` the person is."""

    BINDINGS = bindings(Where.EVERYWHERE)

    DEFAULT_CSS = """
    NewsScreen { layers: base prompt; }
    NewsScreen > Prompt { layer: prompt; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    @property
    def keymap(self) -> Keymap:
        """The keys in force."""
        return self.desk.configuration.keymap

    @property
    @abstractmethod
    def where(self) -> Where:
        """The place whose keys apply."""

    @property
    def key_place(self) -> Where:
        """The place whose keys are offered and explained; as a rule `where`."""
        return self.where

    def compose_bottom(self) -> ComposeResult:
        """Lay out the two lines at the bottom."""
        yield StatusLine(id="status")
        yield KeyHints(id="hints")
        yield Prompt()

    def told(self, sentence: str) -> str:
        """Return `sentence` with the user's keys for the actions that stand in braces."""
        return self.keymap.told(sentence)

    def say(self, sentence: str, *, problem: bool = False) -> None:
        """Show what was done, on the screen that is seen: this one may lie below another."""
        seen = self.app.screen
        screen = seen if isinstance(seen, NewsScreen) else self
        for line in screen.query(StatusLine):  # none while the screen is being made
            line.say(sentence, problem=problem)

    @property
    def times_said(self) -> int:
        """Tells whether something new has been said."""
        return sum(line.times_said for line in self.query(StatusLine))

    @contextmanager
    def errors_said(self, but: tuple[type[NewsreadError], ...] = ()) -> Iterator[None]:
        """Say an error of the family instead of raising it; those in `but` are nobody's concern.

        For what no key set going: timers and workers. For keys the app does the same.
        """
        try:
            yield
        except but:
            return
        except NewsreadError as error:
            self.say(str(error), problem=True)

    @contextmanager
    def kept_for_retry(self) -> Iterator[None]:
        """Say why nothing was saved, and that what was selected is there for the same key."""
        try:
            yield
        except LedgerError as error:
            self.say(f"{error} The same key tries again", problem=True)

    @on(Said)
    def show_said(self, event: Said) -> None:
        """Show what a widget has to say."""
        event.stop()
        self.say(event.sentence, problem=event.problem)

    def show_hints(self) -> None:
        """Offer the keys of the place the person is in."""
        where = self.key_place
        hints = [(key_words(key), "Help") for key in self.keymap.keys("everywhere.help")[:1]]
        hints += self.first_hints
        types = []
        if self.offers_types and where in (Where.ARTICLE, Where.WORDS):
            for kind in self.desk.configuration.vocabulary.types:
                keys = self.keymap.keys(f"article.capture_{kind.key}") if kind.key else ()
                types += [(key_words(keys[0]), kind.words)] if keys else []
        own_first = sorted(ACTIONS, key=lambda action: action.where is not where)
        others = [
            (key_words(self.keymap.keys(action.id)[0]), action.words)
            for action in own_first
            if applies(action, where)
            and action.footer
            and self.keymap.keys(action.id)
            and action.name not in (where, "help")  # the ledger does not offer itself
        ]
        hints += others + types if where is Where.WORDS else types + others
        self.query_one(KeyHints).hints = tuple(dict.fromkeys(hints))

    @property
    def first_hints(self) -> list[tuple[str, str]]:
        """Keys, each with its words, that are offered before those of the place."""
        return []

    @property
    def offers_types(self) -> bool:
        """Whether a digit saves what is selected, where there is something to select."""
        return True

    def on_descendant_focus(self) -> None:
        """Another place has the keys."""
        self.show_hints()

    # Keys that work everywhere

    def action_help(self) -> None:
        """Show the keys that work here."""
        vocabulary = self.desk.configuration.vocabulary
        self.app.push_screen(HelpScreen(self.key_place, self.keymap, vocabulary))

    def action_palette(self) -> None:
        """Find any action by its name."""
        self.app.action_command_palette()

    def action_quit(self) -> None:
        """Leave; everything is saved already."""
        self.app.exit()

    def action_suspend(self) -> None:
        """Go back to the shell."""
        self.app.action_suspend_process()

    def action_next_pane(self) -> None:
        """Go to the next pane."""
        self.focus_next()

    def action_previous_pane(self) -> None:
        """Go to the pane before."""
        self.focus_previous()

    def action_undo(self) -> None:
        """Take the last change back."""
        self._step(undo=True)

    def action_redo(self) -> None:
        """Make the change again that was taken back."""
        self._step(undo=False)

    def _step(self, *, undo: bool) -> None:
        history = self.desk.history
        sentence = history.undo() if undo else history.redo()
        self.reload()
        self.say(sentence)

    def ask(self, question: Question) -> None:
        """Put a question below everything."""
        self.query_one(Prompt).ask(question)

    @abstractmethod
    def reload(self) -> None:
        """Show what the library and the ledger hold now."""
