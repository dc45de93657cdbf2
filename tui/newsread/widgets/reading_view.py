"""One text to read: a selection that always rests on a sentence, moved by keys.

Drawn with Textual's line API, one widget whatever the article's length: opening 20,000 words costs
one wrap, a key costs the lines that changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView

from newsread.text.select.selection import Selection
from newsread.text.select.sentences import Sentences
from newsread.widgets.article_page import ArticlePage
from newsread.widgets.article_paint import Colours
from newsread.widgets.claim_styles import terminal_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

    from newsread.claims.highlight import Highlight
    from newsread.claims.vocabulary import Vocabulary
    from newsread.text.document import Document

SCROLL_MARGIN = 4
"""Lines kept in sight above and below the selection."""

NOTHING = Selection(0, 0)


class ReadingView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows one text; moves and extends the selection."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    ReadingView {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        scrollbar-color: $panel-lighten-2;
        scrollbar-background: $background;
        color: $foreground;
        & > .article--accent { color: $accent; }
        & > .article--link { color: $secondary; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"article--accent", "article--link"}

    class ReadingMessage(Message):
        """Base of what the view says."""

        def __init__(self, view: ReadingView) -> None:
            super().__init__()
            self.view = view

        @property
        def control(self) -> ReadingView:
            """The view concerned."""
            return self.view

    class SelectionMoved(ReadingMessage):
        """The selection or the current claim is another one now."""

    def __init__(self, vocabulary: Vocabulary, width: int, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.page = ArticlePage(vocabulary, width)
        self.selection = NOTHING
        self.extended = False
        """Whether the selection is more, or other, than the sentence it rests on."""
        self.touched = False
        """Whether a key was pressed in this article; Enter captures only then."""
        self.narrowed = 0
        """Cells that what stands beside it is about to take of its width, until it has."""
        self._sentences: Sentences | None = None

    # What is shown

    def show_text(
        self, document: Document, preface: Sequence[str], place: Selection | None = None
    ) -> None:
        """Show `document` below the lines of `preface`, the selection at `place` or the start."""
        self.page.show(document, preface, self._room)
        self._sentences = Sentences(document)
        self._begin()
        if place is None or place.end > len(document.text):
            self.scroll_to(y=0, animate=False)
            self.select(self._sentences.first() or NOTHING)
        else:
            self.select(place, extended=place != self._sentences.at(place.start))
            self._show_selection(centre=True)

    def show_notice(self, lines: Sequence[str]) -> None:
        """Show `lines` and no article: what is awaited, or why there is none."""
        self.page.show(None, lines, self._room)
        self._sentences = None
        self._begin()
        self.scroll_to(y=0, animate=False)

    def _begin(self) -> None:
        self.selection = NOTHING
        self.extended = self.touched = False
        self._draw_all()

    def show_preface(self, preface: Sequence[str]) -> None:
        """Show other lines above the same text."""
        self.page.show_preface(preface)
        self._draw_all()

    # What is selected

    @property
    def current_claim(self) -> Highlight | None:
        """The claim that stands out; none for one who only reads."""
        return None

    @property
    def selected_text(self) -> str:
        """The selected words."""
        document = self.page.document
        return document.text[self.selection.start : self.selection.end] if document else ""

    @property
    def progress(self) -> int:
        """How much of the text lies above the end of the screen, in percent."""
        seen = self.scroll_offset.y + self.size.height
        return min(100, round(100 * seen / max(self.page.height, 1)))

    def select(self, selection: Selection, *, extended: bool = False) -> None:
        """Make `selection` the selection; draw anew the lines it leaves and those it reaches."""
        left = (self.selection, self.current_claim)
        self.selection, self.extended = selection, extended
        self.has_moved()
        for place in (*left, selection, self.current_claim):
            if place is not None:
                rows = self.page.rows(place.start, place.end)
                self.page.forget(rows)
                self.refresh_lines(rows.start, len(rows))
        self.post_message(self.SelectionMoved(self))

    def has_moved(self) -> None:
        """Take note that the selection is another one; called before it is drawn."""

    # Drawing

    @property
    def _room(self) -> int:
        """Cells in a row, the scrollbar's column apart."""
        return max(self.scrollable_content_region.width - self.narrowed, 0)

    def _draw_all(self) -> None:
        self.virtual_size = Size(self._room, self.page.height)
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget every colour: the theme has changed."""
        super().notify_style_update()
        self.page.recolour(None)

    def _colours(self) -> Colours:
        _, background = self.background_colors
        accent = self.get_component_styles("article--accent").color
        link = self.get_component_styles("article--link").color
        ink = background + self.styles.color
        return Colours(background, ink, accent, link, terminal_of(self.app))

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the widget."""
        if not self.page.has_colours:
            self.page.recolour(self._colours())
        return self.page.strip(y + self.scroll_offset.y, self.selection, self._current_id)

    def _current_id(self) -> str:
        current = self.current_claim
        return current.id if current else ""

    def on_resize(self) -> None:
        """Wrap anew, and keep the line that was on top; a pane that is not shown waits for that."""
        self.narrowed = 0
        if not self._room:
            return
        top = self.scroll_offset.y
        anchor = self.page.start_of(top) if top >= self.page.top else None
        first = not self.page.laid_out
        if self.page.width != self._room:
            self.page.resize(self._room)
            self._draw_all()
            if anchor is not None:
                self.scroll_to(y=self.page.rows(anchor, anchor + 1).start, animate=False)
        self._show_selection(centre=first)
        self.post_message(self.SelectionMoved(self))

    # Moving

    def _show_selection(self, *, centre: bool = False) -> None:
        """Scroll so that the selection is in sight, its beginning before its end."""
        rows = self.page.rows(self.selection.start, self.selection.end)
        top, height = self.scroll_offset.y, self.size.height
        if not rows or not height:
            return
        margin = min(SCROLL_MARGIN, max((height - len(rows)) // 2, 0))
        if centre and not (top + margin <= rows.start and rows.stop <= top + height - margin):
            target = rows.start - height // 3
        elif rows.start - margin < top:
            target = rows.start - margin
        elif rows.stop + margin > top + height:
            target = min(rows.stop + margin - height, rows.start)
        else:
            return
        self.scroll_to(y=0 if rows.start <= self.page.top else max(target, 0), animate=False)

    def _go(self, selection: Selection | None) -> None:
        self.touched = True
        if selection is not None:
            self.select(selection)
            self._show_selection()

    def action_sentence_down(self) -> None:
        """Select the next sentence."""
        if self._sentences is not None:
            self._go(self._sentences.after(self.selection))

    def action_sentence_up(self) -> None:
        """Select the sentence before."""
        if self._sentences is not None:
            self._go(self._sentences.before(self.selection))

    def action_paragraph_down(self) -> None:
        """Select the first sentence of the next paragraph."""
        if self._sentences is not None:
            self._go(self._sentences.paragraph_after(self.selection))

    def action_paragraph_up(self) -> None:
        """Select the first sentence of this paragraph, or of the one before."""
        if self._sentences is not None:
            self._go(self._sentences.paragraph_before(self.selection))

    def action_top(self) -> None:
        """Select the first sentence."""
        if self._sentences is not None:
            self._go(self._sentences.first())

    def action_bottom(self) -> None:
        """Select the last sentence."""
        if self._sentences is not None:
            self._go(self._sentences.last())

    def action_extend_down(self) -> None:
        """Extend the selection by the next sentence."""
        self._extend(down=True)

    def action_extend_up(self) -> None:
        """Extend the selection by the sentence before, or draw its end back."""
        self._extend(down=False)

    def _extend(self, *, down: bool) -> None:
        if self._sentences is None:
            return
        self.touched = True
        extend = self._sentences.extend_down if down else self._sentences.extend_up
        extended = extend(self.selection)
        self.select(extended, extended=extended != self._sentences.at(extended.start))
        self._show_selection()

    def _scroll_lines(self, lines: int) -> bool:
        """Scroll, and bring the selection along when it would leave the screen; False at an end."""
        self.touched = True
        before = self.scroll_offset.y
        target = max(0, min(before + lines, self.page.height - self.size.height))
        if target == before:
            return False
        self.scroll_to(y=target, animate=False)
        self._keep_selection_in_sight(target)
        return True

    def _keep_selection_in_sight(self, top: int) -> None:
        rows = self.page.rows(self.selection.start, self.selection.end)
        bottom = top + self.size.height
        if self._sentences is None or not rows or top <= rows.start < bottom:
            return
        above = rows.start < top
        start = self.page.start_of(top if above else bottom - 1)
        sentence = self._sentences.at(start) if start is not None else None
        if sentence is None or start is None:
            return
        if above and sentence.start < start:
            sentence = self._sentences.after(sentence)
        self.select(sentence)

    def page_on(self) -> bool:
        """Show the next page, the first sentence not shown before selected; False at the end."""
        unseen = self.page.start_of(self.scroll_offset.y + self.size.height)
        if not self._scroll_lines(max(self.size.height - 2, 1)):
            return False
        sentence = self._sentences.at(unseen) if self._sentences and unseen is not None else None
        if sentence is not None:
            self.select(sentence)
        return True

    def action_half_page_down(self) -> None:
        """Move half a screen down; on the last screen, to the last sentence."""
        if not self._scroll_lines(max(self.size.height // 2, 1)):
            self.action_bottom()

    def action_half_page_up(self) -> None:
        """Move half a screen up; on the first screen, to the first sentence."""
        if not self._scroll_lines(-max(self.size.height // 2, 1)):
            self.action_top()

    def action_line_down(self) -> None:
        """Scroll one line down."""
        self._scroll_lines(1)

    def action_line_up(self) -> None:
        """Scroll one line up."""
        self._scroll_lines(-1)

    def drop_extension(self) -> bool:
        """Let the selection rest on its first sentence again; False when it does already."""
        resting = self._sentences.at(self.selection.start) if self._sentences else None
        if not self.extended or resting is None:
            return False
        self.select(resting)
        return True
