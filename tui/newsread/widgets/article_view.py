"""The article: its text to read, its claims to walk, and words to mark by key or mouse.

The mouse is handled here and not by Textual's own text selection, which counts code points one by
one and so ends inside emoji and in margins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.actions import Where
from newsread.bindings import bindings
from newsread.claims.claim import Segment
from newsread.text.select.selection import Selection, snap
from newsread.text.select.words import word_at
from newsread.widgets.reading_view import ReadingView

if TYPE_CHECKING:
    from textual import events

    from newsread.claims.highlight import Highlight, Highlights
    from newsread.claims.vocabulary import Vocabulary


class ArticleView(ReadingView):
    """A reading view with claims over its text."""

    BINDINGS = bindings(Where.ARTICLE)

    def __init__(self, vocabulary: Vocabulary, width: int, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(vocabulary, width, id=id)
        self._held = ""
        """The claim last captured or walked to, until the caret leaves it."""
        self._pressed: int | None = None

    # Claims

    def show_claims(self, highlights: Highlights, hold: str | None = None) -> None:
        """Lay `highlights` over the text; `hold` names the claim to make current, if any."""
        before = self.current_claim
        rows = self.page.lay(highlights)
        if hold is not None:
            self._held = hold
        if self._held and highlights.get(self._held) is None:
            self._held = ""
        for claim in (before, self.current_claim):
            if claim is not None:
                rows |= self.page.rows_of(claim)
        for row in rows:
            self.page.forget(range(row, row + 1))
            self.refresh_line(row)
        self.post_message(self.SelectionMoved(self))

    def go_to_claim(self, id: str) -> bool:  # noqa: A002
        """Select the words of a claim and make it current; False when they are not on this text."""
        highlight = self.page.highlights.get(id)
        if highlight is None:
            return False
        self.select(Selection(highlight.start, highlight.end), extended=True)
        self._held = id
        self.page.forget(self.page.rows(highlight.start, highlight.end))
        self._show_selection(centre=True)
        return True

    @property
    def current_claim(self) -> Highlight | None:
        """The claim last captured or walked to until the caret leaves it; else the shortest."""
        if self._held:
            return self.page.highlights.get(self._held)
        return next(iter(self.claims_here), None)

    @property
    def claims_here(self) -> list[Highlight]:
        """The claims with words in the selection, the shortest first."""
        return self.page.highlights.touching(self.selection.start, self.selection.end)

    def has_moved(self) -> None:
        """The caret has left the claim that was held."""
        self._held = ""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The selection as a claim's segments."""
        return (Segment(self.selection.start, self.selection.end),)

    def action_next_claim(self) -> None:
        """Go to the next claim in this article."""
        self._walk(self.page.highlights.after(self._standing_on(), self.selection.start))

    def action_previous_claim(self) -> None:
        """Go to the claim before."""
        self._walk(self.page.highlights.before(self._standing_on(), self.selection.start))

    def _standing_on(self) -> Highlight | None:
        return self.page.highlights.get(self._held) if self._held else None

    def _walk(self, highlight: Highlight | None) -> None:
        self.touched = True
        if highlight is not None:
            self.go_to_claim(highlight.id)

    # Mouse

    def _position(self, event: events.MouseEvent) -> int | None:
        return self.page.position(event.y + self.scroll_offset.y, event.x)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a selection."""
        self._pressed = self._position(event)
        if self._pressed is not None:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw the selection along, on grapheme edges."""
        document, position = self.page.document, self._position(event)
        if document is None or self._pressed is None or position is None:
            return
        if position != self._pressed:
            drawn = snap(document.text, Selection(self._pressed, position))
            self.touched = True
            self.select(drawn, extended=True)

    def on_mouse_up(self) -> None:
        """End the selection."""
        self._pressed = None
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select the sentence under the mouse; its word on a second click, and it on a third."""
        document, position = self.page.document, self._position(event)
        if document is None or position is None or self._sentences is None:
            return
        dragged = self.extended and self.selection.start <= position <= self.selection.end
        if dragged and event.chain == 1:
            return
        self.touched = True
        word = word_at(document.text, position)
        sentence = self._sentences.at(position)
        if event.chain == 2 and not word.empty:
            self.select(word, extended=True)
        elif sentence is not None:
            self.select(sentence)
