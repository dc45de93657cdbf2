"""The article: its clean text with a selection that always rests on a sentence, and its claims.

Drawn with Textual's line API, one widget whatever the article's length: opening 20,000 words costs
one wrap, a key costs the lines that changed. The mouse is handled here and not by Textual's own
text selection, which counts code points one by one and so ends inside emoji and in margins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment as Drawn
from textual.cache import LRUCache
from textual.color import Color
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from newsread.actions import Where
from newsread.bindings import bindings
from newsread.claims.claim import Segment
from newsread.claims.highlight import Highlight, Highlights
from newsread.text import select
from newsread.text.select import Selection, Sentences
from newsread.text.wrap import Layout, position_at, wrap
from newsread.widgets.article_paint import MARGIN, Colours, Painter
from newsread.widgets.plain import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from newsread.claims.vocabulary import Vocabulary
    from newsread.text.document import Document

SCROLL_MARGIN = 4
"""Lines kept in sight above and below the selection."""

NOTHING = Selection(0, 0)


class ArticleView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows one text; moves and extends the selection; says what the person wants done with it."""

    ALLOW_SELECT = False
    BINDINGS = bindings(Where.ARTICLE)

    DEFAULT_CSS = """
    ArticleView {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        color: $foreground;
        & > .article--accent { color: $accent; }
        & > .article--link { color: $secondary; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"article--accent", "article--link"}

    class ArticleMessage(Message):
        """Base of what the article view says."""

        def __init__(self, view: ArticleView) -> None:
            super().__init__()
            self.view = view

        @property
        def control(self) -> ArticleView:
            """The view concerned."""
            return self.view

    class SelectionMoved(ArticleMessage):
        """The selection or the current claim is another one now."""

    class EndPassed(ArticleMessage):
        """The person paged on at the end of the text."""

    class Left(ArticleMessage):
        """The person wants to go back to the list."""

    class CaptureAsked(ArticleMessage):
        """The selection is to be saved as a claim, or the current claim given another type."""

        def __init__(self, view: ArticleView, number: int | None) -> None:
            super().__init__(view)
            self.number = number
            """The type's key, 1 to 7; None for the type used last."""

    class TagsAsked(ArticleMessage):
        """The current claim is to be given tags."""

    class DeletionAsked(ArticleMessage):
        """The current claim is to be deleted."""

    def __init__(self, vocabulary: Vocabulary, width: int, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.text_width = width
        """The most cells a line of text takes."""
        self.document: Document | None = None
        self.selection = NOTHING
        self.extended = False
        """Whether the selection is more, or other, than the sentence it rests on."""
        self.touched = False
        """Whether a key was pressed in this article; Enter captures only then."""
        self.highlights = Highlights()
        self.painted = 0
        """Lines painted so far: what tests count instead of milliseconds."""
        self._vocabulary = vocabulary
        self._preface: Sequence[str] = ()
        self._sentences: Sentences | None = None
        self._layout: Layout | None = None
        self._held = ""
        self._painter: Painter | None = None
        self._strips: LRUCache[int, Strip] = LRUCache(2048)
        self._on_line: dict[int, list[Highlight]] = {}
        self._pressed: int | None = None

    # What is shown

    def show_text(
        self, document: Document, preface: Sequence[str], place: Selection | None = None
    ) -> None:
        """Show `document` below the lines of `preface`, with the selection at `place` or the start."""
        self.document = document
        self._preface = preface
        self._sentences = Sentences(document)
        self.highlights = Highlights()
        self.touched = False
        self._held = ""
        self._lay_out()
        if place is None or place.end > len(document.text):
            self.scroll_to(y=0, animate=False)
            self.select(self._sentences.first())
        else:
            self.select(place, extended=place != self._sentences.at(place.start))
            self._show_selection(centre=True)

    def show_notice(self, lines: Sequence[str]) -> None:
        """Show `lines` and no article: what is awaited, or why there is none."""
        self.document = None
        self._sentences = None
        self._layout = None
        self._preface = lines
        self.selection = NOTHING
        self.extended = False
        self.highlights = Highlights()
        self._on_line = {}
        self._held = ""
        self._strips.clear()
        self.virtual_size = Size(self.size.width, len(lines))
        self.scroll_to(y=0, animate=False)
        self.refresh()

    def show_preface(self, preface: Sequence[str]) -> None:
        """Show other lines above the same text."""
        self._preface = preface
        if self._layout is not None:
            self.virtual_size = Size(self.size.width, self._line_count)
        self._strips.clear()
        self.refresh()

    def show_claims(self, highlights: Highlights, hold: str | None = None) -> None:
        """Lay `highlights` over the text; `hold` names the claim to make current, if any."""
        self.highlights = highlights
        if hold is not None:
            self._held = hold
        if self._held and highlights.get(self._held) is None:
            self._held = ""
        self._index_highlights()
        self._strips.clear()
        self.refresh()
        self.post_message(self.SelectionMoved(self))

    def go_to_claim(self, id: str) -> bool:  # noqa: A002
        """Select the words of a claim and make it current; False when they are not on this text."""
        highlight = self.highlights.get(id)
        if highlight is None:
            return False
        self.select(Selection(highlight.start, highlight.end), extended=True, hold=id)
        self._show_selection(centre=True)
        return True

    # What is selected

    @property
    def current_claim(self) -> Highlight | None:
        """The claim last captured or walked to until the caret leaves it; else the shortest here."""
        if self._held:
            return self.highlights.get(self._held)
        touching = self.highlights.touching(self.selection.start, self.selection.end)
        return touching[0] if touching else None

    @property
    def claims_here(self) -> list[Highlight]:
        """The claims with words in the selection, the shortest first."""
        return self.highlights.touching(self.selection.start, self.selection.end)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The selection as a claim's segments."""
        return (Segment(self.selection.start, self.selection.end),)

    @property
    def selected_text(self) -> str:
        """The selected words."""
        return (
            self.document.text[self.selection.start : self.selection.end] if self.document else ""
        )

    @property
    def progress(self) -> int:
        """How much of the text lies above the end of the screen, in percent."""
        last = max(self.virtual_size.height, 1)
        return min(100, round(100 * (self.scroll_offset.y + self.size.height) / last))

    def select(self, selection: Selection, *, extended: bool = False, hold: str = "") -> None:
        """Make `selection` the selection; draw the lines it leaves and the lines it reaches anew."""
        before, now = self.selection, selection
        held_before = self.current_claim
        self.selection = now
        self.extended = extended
        self._held = hold
        for place in (before, now, held_before, self.current_claim):
            if place is not None:
                self._redraw(place.start, place.end)
        self.post_message(self.SelectionMoved(self))

    # Drawing

    @property
    def _line_count(self) -> int:
        lines = len(self._layout.lines) if self._layout else 0
        return len(self._preface) + lines + 1

    @property
    def _left(self) -> int:
        """Cells left of the margin: the text stands in the middle of a wide pane."""
        return max((self.size.width - MARGIN - self.text_width) // 2, 0)

    def _lay_out(self) -> None:
        assert self.document is not None
        width = max(min(self.text_width, self.size.width - MARGIN), 4)
        self._layout = wrap(self.document, width)
        self.virtual_size = Size(self.size.width, self._line_count)
        self._index_highlights()
        self._strips.clear()
        self.refresh()

    def _index_highlights(self) -> None:
        self._on_line = {}
        if self._layout is None:
            return
        for highlight in self.highlights.all:
            for segment in highlight.segments:
                first = self._layout.line_of(segment.start)
                for y in range(first, self._layout.line_of(segment.end - 1) + 1):
                    here = self._on_line.setdefault(y, [])
                    if highlight not in here[-1:]:
                        here.append(highlight)

    def _redraw(self, start: int, end: int) -> None:
        if self._layout is None or start >= end:
            return
        first, last = self._layout.line_of(start), self._layout.line_of(end - 1)
        above = len(self._preface)
        for y in range(first + above, last + above + 1):
            self._strips.discard(y)
        self.refresh_lines(first + above, last - first + 1)

    def notify_style_update(self) -> None:
        """Forget every colour: the theme has changed."""
        super().notify_style_update()
        self._painter = None
        self._strips.clear()

    def _new_painter(self) -> Painter:
        _, background = self.background_colors
        accent = self.get_component_styles("article--accent").color
        link = self.get_component_styles("article--link").color
        colours = Colours(background, background + self.styles.color, accent, link)
        return Painter(colours, lambda name: Color.parse(self._vocabulary.type(name).colour))

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the widget."""
        number = y + self.scroll_offset.y
        strip = self._strips.get(number)
        if strip is None:
            strip = self._strips[number] = self._paint(number)
        return strip

    def _paint(self, number: int) -> Strip:
        self.painted += 1
        if self._painter is None:
            self._painter = self._new_painter()
        painter = self._painter
        width = self.size.width
        left = Drawn(" " * self._left, painter.blank)
        line = number - len(self._preface)
        if line < 0:
            room = min(width - self._left - MARGIN, self.text_width)
            text = fit(self._preface[number], max(room, 1))
            strip = Strip([left, Drawn(" " * MARGIN, painter.blank), Drawn(text, painter.muted)])
        elif self._layout is None or self.document is None or line >= len(self._layout.lines):
            return Strip.blank(width, painter.blank)
        else:
            current = self.current_claim
            drawn = painter.line(
                self.document,
                self._layout.lines[line],
                self._on_line.get(line, []),
                self.selection,
                current.id if current else "",
                lambda name: self._vocabulary.type(name).glyph,
            )
            strip = Strip([left, *drawn])
        return strip.adjust_cell_length(width, painter.blank)

    def on_resize(self) -> None:
        """Wrap anew, and keep the line that was on top."""
        if self.document is None or self._layout is None:
            self._strips.clear()
            self.virtual_size = Size(self.size.width, len(self._preface))
            return
        top = self.scroll_offset.y - len(self._preface)
        anchor = self._layout.lines[top].start if 0 <= top < len(self._layout.lines) else None
        self._lay_out()
        if anchor is not None:
            self.scroll_to(y=self._layout.line_of(anchor) + len(self._preface), animate=False)

    # Moving

    def _show_selection(self, *, centre: bool = False) -> None:
        """Scroll so that the selection is in sight, its beginning before its end."""
        if self._layout is None or not self.size.height:
            return
        above = len(self._preface)
        first = self._layout.line_of(self.selection.start) + above
        last = self._layout.line_of(max(self.selection.end - 1, 0)) + above
        top, height = self.scroll_offset.y, self.size.height
        margin = min(SCROLL_MARGIN, max((height - (last - first + 1)) // 2, 0))
        if centre and not top + margin <= first <= last < top + height - margin:
            target = first - height // 3
        elif first - margin < top:
            target = first - margin
        elif last + margin >= top + height:
            target = min(last + margin - height + 1, first)
        else:
            return
        if first <= above:
            target = 0
        self.scroll_to(y=max(target, 0), animate=False)

    def _go(self, selection: Selection | None) -> None:
        self.touched = True
        if selection is not None:
            self.select(selection)
            self._show_selection()

    def action_sentence_down(self) -> None:
        """Select the next sentence."""
        if self._sentences is not None:
            self._go(self._sentences.next(self.selection))

    def action_sentence_up(self) -> None:
        """Select the sentence before."""
        if self._sentences is not None:
            self._go(self._sentences.previous(self.selection))

    def action_paragraph_down(self) -> None:
        """Select the first sentence of the next paragraph."""
        if self._sentences is not None:
            self._go(self._sentences.next_paragraph(self.selection))

    def action_paragraph_up(self) -> None:
        """Select the first sentence of this paragraph, or of the one before."""
        if self._sentences is not None:
            self._go(self._sentences.previous_paragraph(self.selection))

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
        if self._layout is None:
            return False
        self.touched = True
        before = self.scroll_offset.y
        target = max(0, min(before + lines, self._line_count - self.size.height))
        if target == before:
            return False
        self.scroll_to(y=target, animate=False)
        self._keep_selection_in_sight(target)
        return True

    def _keep_selection_in_sight(self, top: int) -> None:
        assert self._layout is not None
        assert self._sentences is not None
        above, height = len(self._preface), self.size.height
        first = self._layout.line_of(self.selection.start) + above
        if top <= first < top + height:
            return
        number = max(top if first < top else top + height - 1, above) - above
        line = self._layout.lines[min(number, len(self._layout.lines) - 1)]
        sentence = self._sentences.at(line.start)
        if first < top and sentence.start < line.start:
            sentence = self._sentences.next(sentence) or sentence
        self.select(sentence)

    def action_page_on(self) -> None:
        """Show the next page; at the end, say so."""
        if not self._scroll_lines(max(self.size.height - 2, 1)):
            self.post_message(self.EndPassed(self))

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

    def action_leave(self) -> None:
        """Drop an extended selection; otherwise go back to the list."""
        if self.extended and self._sentences is not None:
            self.select(self._sentences.at(self.selection.start))
        else:
            self.post_message(self.Left(self))

    # Claims

    def action_next_claim(self) -> None:
        """Go to the next claim in this article."""
        self._walk(self.highlights.after(self._standing_on(), self.selection.start))

    def action_previous_claim(self) -> None:
        """Go to the claim before."""
        self._walk(self.highlights.before(self._standing_on(), self.selection.start))

    def _standing_on(self) -> Highlight | None:
        return self.highlights.get(self._held) if self._held else None

    def _walk(self, highlight: Highlight | None) -> None:
        self.touched = True
        if highlight is not None:
            self.go_to_claim(highlight.id)

    def _ask_capture(self, number: int | None) -> None:
        if self.document is not None and self.selection.start < self.selection.end:
            self.post_message(self.CaptureAsked(self, number))
        self.touched = True

    def action_capture(self, number: int) -> None:
        """Ask for a claim of the type with this key."""
        self._ask_capture(number)

    def action_capture_again(self) -> None:
        """Ask for a claim of the type used last."""
        self._ask_capture(None)

    def action_tags(self) -> None:
        """Ask for the current claim's tags."""
        self.post_message(self.TagsAsked(self))

    def action_delete(self) -> None:
        """Ask for the current claim to be deleted."""
        self.post_message(self.DeletionAsked(self))

    # Mouse

    def _position(self, event: events.MouseEvent) -> int | None:
        if self._layout is None or self.document is None:
            return None
        line = event.y + self.scroll_offset.y - len(self._preface)
        line = max(0, min(line, len(self._layout.lines) - 1))
        return position_at(self.document, self._layout, line, event.x - self._left - MARGIN)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a selection."""
        self._pressed = self._position(event)
        if self._pressed is not None:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw the selection along, on grapheme edges."""
        if self._pressed is None or self.document is None:
            return
        position = self._position(event)
        if position is not None and position != self._pressed:
            drawn = select.snap(self.document.text, Selection(self._pressed, position))
            self.touched = True
            self.select(drawn, extended=True)

    def on_mouse_up(self) -> None:
        """End the selection."""
        self._pressed = None
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select the sentence under the mouse; a second click its word, a third the sentence again."""
        position = self._position(event)
        if position is None or self._sentences is None or self.document is None:
            return
        if (
            self.extended
            and event.chain == 1
            and self.selection.start <= position <= self.selection.end
        ):
            return
        self.touched = True
        if event.chain == 2:
            word = select.word_at(self.document.text, position)
            if word is not None:
                self.select(word, extended=True)
                return
        self.select(self._sentences.at(position))
