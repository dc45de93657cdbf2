"""The two lines at the bottom: what the last key did, and which keys help here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from newsread.text.clean import clean_line
from newsread.widgets.plain import fit, plain

if TYPE_CHECKING:
    from textual.app import RenderResult


LEAST_OF_PLACE = 20
"""Cells of where the person is that are worth showing."""


class StatusLine(Widget):
    """What the last key did, and at the right where the person is. A problem is told whole, on up
    to three lines: what to do next stands at its end."""

    DEFAULT_CSS = """
    StatusLine {
        height: 1; padding: 0 1;
        background: $surface; color: $foreground;
    }
    StatusLine.-problem { background: $error 30%; }
    """

    said: reactive[str] = reactive("")
    """What the last key did, in one sentence."""
    place: reactive[str] = reactive("")
    """Where the person is: claims here, progress."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.times_said = 0
        """Tells whether something new has been said."""

    def say(self, sentence: str, *, problem: bool = False) -> None:
        """Show `sentence` until the next one, or the next key; a problem stands out."""
        self.said = clean_line(sentence)
        self.set_class(problem, "-problem")
        self.times_said += 1
        self._fit()

    def _fit(self) -> None:
        """Take as many lines as a problem needs. Only another number of them lays the screen out
        anew, which costs as much as all else that a key does."""
        width = self.content_size.width
        lines = 1
        if self.has_class("-problem") and width:
            lines = min(len(plain(self.said).wrap(width)), 3)
        if self.styles.height is None or self.styles.height.value != lines:
            self.styles.height = lines

    def on_resize(self) -> None:
        """Take other lines in another width."""
        self._fit()

    def render(self) -> RenderResult:
        """Draw a problem, or a sentence and as much of the place as there is room for beside it."""
        if self.has_class("-problem"):
            return plain(self.said)
        place, width = clean_line(self.place), self.content_size.width
        room = width - (cell_len(self.said) + 2 if self.said else 0)
        if room < min(cell_len(place), LEAST_OF_PLACE):
            return plain(fit(self.said, width))
        if cell_len(place) > room:
            place = fit(place, room)
        said = fit(self.said, width - cell_len(place))
        return Content.assemble(plain(said), Content.styled(place, "$foreground 60%"))


class Heading(Widget):
    """What the pane below shows."""

    DEFAULT_CSS = """
    Heading { height: 1; color: $foreground 70%; text-style: bold; }
    """

    words: reactive[str] = reactive("")
    """A few words."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.set_reactive(Heading.words, words)

    def say(self, words: str) -> None:
        """Show other words."""
        self.words = clean_line(words)

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
            parts += [(key, "bold $text-accent"), " " + words + "  "]
        return Content.assemble(*parts)


class Said(Message):
    """Something to say in the status line of the screen it reaches."""

    def __init__(self, sentence: str, *, problem: bool = False) -> None:
        super().__init__()
        self.sentence = sentence
        self.problem = problem
