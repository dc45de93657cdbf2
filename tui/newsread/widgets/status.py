"""The two lines at the bottom: what the last key did, and which keys help here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from newsread.widgets.plain import fit, plain

if TYPE_CHECKING:
    from textual.app import RenderResult


class StatusLine(Widget):
    """What the last key did, and at the right where the person is."""

    DEFAULT_CSS = """
    StatusLine { height: 1; background: $surface; color: $foreground; }
    StatusLine.-problem { background: $error 30%; }
    """

    said: reactive[str] = reactive("")
    """What the last key did, in one sentence."""
    place: reactive[str] = reactive("")
    """Where the person is: claims here, progress."""

    def say(self, sentence: str, *, problem: bool = False) -> None:
        """Show `sentence` until the next one; a problem stands out."""
        self.said = sentence
        self.set_class(problem, "-problem")

    def render(self) -> RenderResult:
        """Draw the sentence, and the place as far as there is room."""
        width = self.size.width
        room = width - len(self.place) - 2
        if self.place and room > width // 3:
            return Content.assemble(
                plain(fit(" " + self.said, room)), (self.place + "  ", "$foreground 60%")
            )
        return plain(fit(" " + self.said, width))


class Heading(Widget):
    """What the pane below shows."""

    DEFAULT_CSS = """
    Heading { height: 1; color: $foreground 70%; text-style: bold; }
    """

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
        """A few words."""

    def render(self) -> RenderResult:
        """Draw the words."""
        return plain(fit("   " + self.words, self.size.width))


class KeyHints(Widget):
    """The keys a person needs next in this place, taken from the action table."""

    DEFAULT_CSS = """
    KeyHints { height: 1; background: $panel; color: $foreground; }
    """

    hints: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """Pairs of key and words, the most needed first; what has no room is left out."""

    def render(self) -> RenderResult:
        """Draw as many pairs as fit whole."""
        room = self.size.width - 1
        parts: list[tuple[str, str] | str] = [" "]
        for key, words in self.hints:
            room -= len(key) + len(words) + 3
            if room < -2:
                break
            parts += [(key, "bold $accent"), " " + words + "  "]
        return Content.assemble(*parts)


class Said(Message):
    """Something to say in the status line of the screen it reaches."""

    def __init__(self, sentence: str, *, problem: bool = False) -> None:
        super().__init__()
        self.sentence = sentence
        self.problem = problem
