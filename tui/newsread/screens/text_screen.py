"""A text to look through, over the screen it is about: help, and reports."""

from __future__ import annotations

from abc import abstractmethod
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from newsread.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

WIDEST = 76


class TextScreen(ModalScreen[None]):
    """A text that scrolls; any of the keys that lead out of things closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,question_mark,enter", "app.pop_screen", "Close", show=False),
        Binding("j,down", "scroll('down')", show=False),
        Binding("k,up", "scroll('up')", show=False),
        Binding("space,ctrl+d,pagedown", "scroll('page_down')", show=False),
        Binding("ctrl+u,pageup", "scroll('page_up')", show=False),
        Binding("g,home", "scroll('home')", show=False),
        Binding("G,end", "scroll('end')", show=False),
    ]

    DEFAULT_CSS = """
    TextScreen { align: center middle; }
    TextScreen > VerticalScroll {
        width: 76; max-width: 100%; height: auto; max-height: 100%;
        background: $surface; border: round $accent; padding: 0 2; scrollbar-size-vertical: 1;
        scrollbar-color: $panel-lighten-2; scrollbar-background: $surface;
    }
    TextScreen Static { width: 1fr; height: auto; }
    """

    @abstractmethod
    def text_in(self, width: int) -> Content:
        """Return the text, wrapped to `width` cells."""

    def compose(self) -> ComposeResult:
        """Lay out the one scrolling text."""
        with VerticalScroll():
            yield Static()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap the text anew."""
        content = self.text_in(min(WIDEST, event.size.width) - 8)
        self.query_one(Static).update(Content.assemble(content))

    def action_scroll(self, way: str) -> None:
        """Scroll without animation, which would send a page a hundred times over a slow line."""
        pane = self.query_one(VerticalScroll)
        {
            "down": pane.scroll_down,
            "up": pane.scroll_up,
            "page_down": pane.scroll_page_down,
            "page_up": pane.scroll_page_up,
            "home": pane.scroll_home,
            "end": pane.scroll_end,
        }[way](animate=False)


class ReportScreen(TextScreen):
    """What a command had to say, line by line."""

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._title, self._lines = title, lines

    def text_in(self, width: int) -> Content:
        """Return the title and the lines, each with what goes on of it indented."""
        parts: list[tuple[str, str] | str] = [(clean_line(self._title), "bold"), "\n\n"]
        for line in self._lines:
            parts += ["\n  ".join(wrap(clean_line(line), max(width, 12))), "\n"]
        return Content.assemble(*parts, ("\nEsc closes this", "$foreground 60%"))
