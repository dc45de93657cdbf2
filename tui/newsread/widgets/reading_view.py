"""One text to read: a selection that always rests on a sentence, moved by keys.

Drawn with Textual's line API, one widget whatever the article's length: opening 20,000 words costs
one wrap, a key costs the lines that changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Size
from textual.message import Message

from newsread.claims.capture import JOINT
from newsread.text.same_place import Spot
from newsread.text.select.caret import NOTHING, Caret
from newsread.widgets.article_page import ArticlePage
from newsread.widgets.article_paint import Marked
from newsread.widgets.claim_styles import Colours, terminal_of
from newsread.widgets.line_view import LineView
from newsread.widgets.status import Said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.geometry import Region
    from textual.strip import Strip

    from newsread.claims.highlight import Highlight
    from newsread.claims.vocabulary import Vocabulary
    from newsread.text.document import Document
    from newsread.text.select.selection import Parts, Selection

SCROLL_MARGIN = 4
"""Lines kept in sight above and below the selection."""


class ReadingView(LineView, can_focus=True, inherit_bindings=False):
    """Shows one text; moves and extends the selection."""

    DEFAULT_CSS = """
    ReadingView {
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
        self.caret: Caret | None = None
        """What is selected; None where there is no text."""
        self.touched = False
        """Whether a key was pressed in this article; Enter captures only then."""
        self._marked = Marked()
        self._current: str | None = None
        """The id of the claim that is painted as the current one, empty without any, once asked."""
        self.narrowed = 0
        """Cells that what stands beside it is about to take of its width, until it has."""

    # What is shown

    def show_text(
        self,
        document: Document,
        preface: Sequence[str],
        place: Parts = (),
        row: int | None = None,
    ) -> None:
        """Show `document` below the lines of `preface`, with `place` selected, or the start; `row`
        is how far below the top of the screen that is to stand."""
        self.page.show(document, preface, self._room)
        self.caret = caret = Caret(document)
        self._begin()
        parts = [each for each in place if each.end <= len(document.text)]
        if not parts:
            self.scroll_to(y=0, animate=False)
            self.move(Caret.top)
        else:
            self.move(lambda _: caret.select(parts))
            if row is not None:
                # Forced, here and below: Textual scrolls nothing that had no need of it before.
                self.scroll_to(y=max(self._first_row - row, 0), animate=False, force=True)
            self._show_selection(centre=row is None)
        self.touched = False

    @property
    def spot(self) -> Spot | None:
        """Where the person is; None where there is no text."""
        if self.page.document is None:
            return None
        return Spot(self.page.document, self.parts, self._first_row - self.scroll_offset.y)

    @property
    def _first_row(self) -> int:
        return self.page.rows(self.selection.start, self.selection.end).start

    def show_notice(self, lines: Sequence[str]) -> None:
        """Show `lines` and no article: what is awaited, or why there is none."""
        self.page.show(None, lines, self._room)
        self.caret = None
        self._begin()
        self.scroll_to(y=0, animate=False)

    def _begin(self) -> None:
        self.touched = False
        self._marked = self.marked()
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
    def selection(self) -> Selection:
        """From the beginning of what is selected to its end."""
        return self.caret.span if self.caret else NOTHING

    @property
    def parts(self) -> Parts:
        """What is selected, stretch by stretch."""
        return self.caret.parts if self.caret else ()

    @property
    def extended(self) -> bool:
        """Whether what is selected is more, or other, than the sentence it rests on."""
        return self.caret is not None and self.caret.extended

    @property
    def selected_text(self) -> str:
        """The selected words, as a claim quotes them."""
        document = self.page.document
        if document is None:
            return ""
        return JOINT.join(document.text[start:end] for start, end in self.parts)

    @property
    def progress(self) -> int:
        """How much of the text lies above the end of the screen, in percent."""
        seen = self.scroll_offset.y + self.size.height
        return min(100, round(100 * seen / max(self.page.height, 1)))

    def move(self, move: Callable[[Caret], bool]) -> bool:
        """Do `move` and draw anew what it changes; return what it returns.

        False too where there is no text. What is selected need not be in sight then.
        """
        self.touched = True
        if self.caret is None:
            return False
        before, claim = self._marked, self.current_claim
        moved = move(self.caret)
        self._marked = self.marked()
        if self._marked.parts != before.parts:
            self.has_moved()
        if self._marked.same_elsewhere(before):
            rows = self.page.rows_of(before.moving) | self.page.rows_of(self._marked.moving)
            if self.current_claim != claim:
                for each in (claim, self.current_claim):
                    rows |= self.page.rows_of(each.segments) if each else set()
            self._draw_anew(rows)
        else:
            self._current = None
            self.page.forget_all()
            self.refresh()
        self.post_message(self.SelectionMoved(self))
        return moved

    def _draw_anew(self, rows: Iterable[int]) -> None:
        self._current = None
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        for row in rows:
            self.page.forget(row)
            if top <= row < bottom:
                self.refresh_line(row)

    def marked(self) -> Marked:
        """Return what stands out in the text, claims apart."""
        return Marked(parts=self.parts)

    def has_moved(self) -> None:
        """Take note that something else is selected; called before it is drawn."""

    # Drawing

    @property
    def _room(self) -> int:
        """Cells in a row, without what is about to stand beside it."""
        return max(super()._room - self.narrowed, 0)

    def _draw_all(self) -> None:
        self._current = None
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
        return Colours(
            background,
            ink,
            accent,
            link,
            self.drift_colour("grave"),
            self.drift_colour("slight"),
            terminal_of(self.app),
        )

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines in `crop`; if they were wrapped for another width, that is seen to next.

        Textual loses a resize when something that is hidden is drawn anew and another pane shown in
        one go: it looks up where widgets are in between, and then finds nothing changed.
        """
        if self.page.width != self._room:
            self.call_later(self.on_resize)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the widget."""
        if not self.page.has_colours:
            self.page.recolour(self._colours())
        return self.page.strip(y + self.scroll_offset.y, self._marked, self._current_id)

    def _current_id(self) -> str:
        if self._current is None:  # once for all rows that are painted
            current = None if self._marked.choosing else self.current_claim
            self._current = current.id if current else ""
        return self._current

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
        """Scroll so that the selection is in sight; of a long one the end that moves."""
        top, height = self.scroll_offset.y, self.size.height
        rows = self._rows_to_show(height)
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
        target = 0 if rows.start <= self.page.top else max(target, 0)
        self.scroll_to(y=target, animate=False, force=True)

    def _rows_to_show(self, height: int) -> range:
        rows = self.page.rows(self.selection.start, self.selection.end)
        if len(rows) <= height or self.caret is None or not self.extended:
            return rows
        anchor, head = self.caret.selection.anchor, self.caret.selection.head
        return self.page.rows(head - 1, head) if head > anchor else self.page.rows(head, head + 1)

    def go(self, move: Callable[[Caret], bool], complaint: str = "") -> bool:
        """Do `move` and bring what is selected into sight; say `complaint` if it leads nowhere."""
        moved = self.move(move)
        if moved:
            self._show_selection()
        elif complaint and self.caret is not None:
            self.post_message(Said(complaint))
        return moved

    def action_sentence_down(self) -> None:
        """Select the next sentence."""
        self.go(Caret.sentence_down)

    def action_sentence_up(self) -> None:
        """Select the sentence before."""
        self.go(Caret.sentence_up)

    def action_paragraph_down(self) -> None:
        """Select the first sentence of the next paragraph."""
        self.go(Caret.paragraph_down)

    def action_paragraph_up(self) -> None:
        """Select the first sentence of this paragraph, or of the one before."""
        self.go(Caret.paragraph_up)

    def action_top(self) -> None:
        """Select the first sentence."""
        self.go(Caret.top)

    def action_bottom(self) -> None:
        """Select the last sentence."""
        self.go(Caret.bottom)

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
        if not rows or top <= rows.start < bottom:
            return
        above = rows.start < top
        start = self.page.start_of(top if above else bottom - 1)
        if start is not None:
            self.move(lambda caret: caret.rest_from(start) if above else caret.rest_at(start))

    def page_on(self) -> bool:
        """Show the next page, the first sentence not shown before selected; False at the end."""
        unseen = self.page.start_of(self.scroll_offset.y + self.size.height)
        if not self._scroll_lines(max(self.size.height - 2, 1)):
            return False
        if unseen is not None:  # one further: a blank row stands where the text above it ends
            self.move(lambda caret: caret.rest_at(unseen + 1))
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
