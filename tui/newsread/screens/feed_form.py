"""What the user can set for one feed: a small form over the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from newsread.library.records import FeedSettings
from newsread.text.clean import clean, clean_line
from newsread.web.addresses import masked
from newsread.widgets.completion import KnownWords
from newsread.widgets.plain import ON_ONE_LINE, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from newsread.library.records import Feed

LONGEST = 300
MOST_DIGITS = 6
"""Characters of a name, digits of a number."""

YES, NO = "yes", "no"


class FeedEdit(msgspec.Struct, frozen=True, kw_only=True):
    """What the form was left with."""

    own_title: str
    folder: str
    settings: FeedSettings


class FormInput(Input):
    """One field: Tab completes what is begun or goes on, the arrows go up and down."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "go_on", show=False),
        Binding("shift+tab,up", "screen.previous_field", show=False),
        Binding("down", "screen.next_field", show=False),
    ]

    def __init__(self, name: str, value: str, words: Sequence[str]) -> None:
        super().__init__(
            clean(value).translate(ON_ONE_LINE),
            id=name,
            suggester=KnownWords(words, ""),
            max_length=LONGEST,
            select_on_focus=False,
        )
        self._words = words
        self.cursor_blink = False  # a screen that blinks is never idle

    def action_go_on(self) -> None:
        """Take the suggestion, if a word is begun that is none yet; else go to the next field."""
        before = self.value
        if before and before not in self._words:
            self.action_cursor_right()
        if self.value == before:
            self.screen.focus_next()


class FeedForm(ModalScreen[FeedEdit | None]):
    """Title, folder and settings of a feed; Enter keeps all, Esc drops all."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "drop", show=False)]

    DEFAULT_CSS = """
    FeedForm { align: center middle; }
    FeedForm > Vertical {
        width: 72; max-width: 100%; height: auto; max-height: 100%; overflow-y: auto;
        background: $surface; border: round $accent; padding: 0 2;
    }
    FeedForm Label { height: auto; width: 1fr; color: $foreground 70%; }
    FeedForm .title { color: $foreground; text-style: bold; }
    FeedForm .wrong { color: $text-error; }
    FeedForm FormInput { height: 1; border: none; padding: 0 1; background: $surface-lighten-2; }
    FeedForm FormInput:focus { border: none; background: $primary 30%; }
    """

    def __init__(self, feed: Feed, folders: Sequence[str]) -> None:
        super().__init__()
        self._feed, self._folders = feed, folders

    def compose(self) -> ComposeResult:
        """Lay out the fields, each below its question."""
        settings = self._feed.settings
        with Vertical():
            yield Label(plain(self._feed.title), classes="title")
            yield Label(plain(masked(self._feed.url)))
            yield Label(plain(""), id="complaint", classes="wrong")
            yield Label("Title; empty: as the feed calls itself")
            yield FormInput("title", self._feed.own_title, ())
            yield Label("Folder; a slash puts one into another")
            yield FormInput("folder", self._feed.folder, self._folders)
            yield Label("Minutes until it is asked again; empty: as all feeds")
            yield FormInput("interval_minutes", _number(settings.interval_minutes), ())
            yield Label("Most articles kept of it; 0: all; empty: as all feeds")
            yield FormInput("keep_articles", _number(settings.keep_articles), ())
            yield Label("Days its articles are kept; 0: for ever; empty: as all feeds")
            yield FormInput("keep_days", _number(settings.keep_days), ())
            yield Label("Left out of Unread and Today: yes or no")
            yield FormInput("quiet", YES if settings.quiet else NO, (YES, NO))
            yield Label("Enter keeps all of it, Esc drops it, Tab goes on")

    def on_mount(self) -> None:
        """Begin in the first field."""
        self.query_one("#title", FormInput).focus()

    def action_previous_field(self) -> None:
        """Go to the field before."""
        self.focus_previous()

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_drop(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep what stands in the fields, if it makes sense."""
        event.stop()
        try:
            settings = FeedSettings(
                interval_minutes=self._read_number("interval_minutes"),
                keep_articles=self._read_number("keep_articles"),
                keep_days=self._read_number("keep_days"),
                quiet=self._read_quiet(),
            )
        except ValueError as error:
            complaint = self.query_one("#complaint", Label)
            complaint.update(plain(str(error)))
            self.query_one(Vertical).move_child(complaint, after=self.focused or complaint)
            return
        self.dismiss(
            FeedEdit(
                own_title=self._value("title"), folder=self._value("folder"), settings=settings
            )
        )

    def _value(self, name: str) -> str:
        return clean_line(self.query_one(f"#{name}", FormInput).value, limit=LONGEST)

    def _read_number(self, name: str) -> int | None:
        value = self._value(name)
        if not value:
            return None
        if not (value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS):
            self.query_one(f"#{name}").focus()
            raise ValueError(f"“{value}” is not a whole number of at most {MOST_DIGITS} digits")
        return int(value)

    def _read_quiet(self) -> bool:
        value = self._value("quiet").casefold()
        if value not in (YES, NO, YES[0], NO[0]):
            self.query_one("#quiet").focus()
            raise ValueError("Write yes or no")
        return value in (YES, YES[0])


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
