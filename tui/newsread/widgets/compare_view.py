"""Two texts of an article to look at: what differs is walked by keys, what is the same is folded.

Drawn with Textual's line API: a comparison of 20,000 words costs one wrap of either text, and a key
the rows that it changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment as Drawn
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from newsread.actions import Where
from newsread.bindings import bindings
from newsread.claims.highlight import Highlights
from newsread.text.wrap import sentence_lines
from newsread.widgets.claim_styles import Colours, terminal_of
from newsread.widgets.compare_page import BETWEEN, MARGIN, Columns, ComparePage, columns
from newsread.widgets.compare_paint import ComparePainter, Inks
from newsread.widgets.line_view import LineView
from newsread.widgets.plain import fit
from newsread.widgets.status import Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsread.claims.vocabulary import Vocabulary
    from newsread.text.compared import Comparison
    from newsread.widgets.compare_page import PageRow

STRIPS_KEPT = 1024
"""Painted rows kept: some twenty screens of them."""
FOLD = "⋯"
"""Before what tells how much is folded."""
DIVIDER = "│"
NOTHING = Highlights()


class CompareView(LineView, can_focus=True, inherit_bindings=False):
    """Shows a comparison, or why there is none."""

    BINDINGS = bindings(Where.COMPARE)

    DEFAULT_CSS = """
    CompareView {
        height: 1fr;
        & > .compare--accent { color: $accent; }
        & > .compare--old { color: $error; }
        & > .compare--new { color: $success; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"compare--accent", "compare--old", "compare--new"}

    class PlaceChanged(Message):
        """Another change is the current one now, or other rows are shown."""

    class ClaimReached(Message):
        """A claim whose words have changed was walked to."""

        def __init__(self, id: str) -> None:  # noqa: A002
            super().__init__()
            self.id = id

    def __init__(self, vocabulary: Vocabulary, text_width: int, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.change = -1
        """The number of the change that was gone to; -1 before any was."""
        self.claim = ""
        """The id of the claim that was gone to; empty without any."""
        self.whole = False
        """Whether what is the same is shown, too."""
        self.comparison: Comparison | None = None
        self.page: ComparePage | None = None
        """What is drawn; None where it is a notice, or nothing yet."""
        self.painted = 0
        """Rows painted so far: what tests count instead of milliseconds."""
        self.laid_out = 0
        """Times the texts were wrapped, likewise."""
        self._vocabulary = vocabulary
        self._text_width = text_width
        self._claims = (NOTHING, NOTHING)
        self._notice: Sequence[str] = ()
        self._notice_lines: Sequence[str] = ()
        self._painter: ComparePainter | None = None
        self._strips: LRUCache[int, Strip] = LRUCache(STRIPS_KEPT)

    # What is shown

    def show(
        self,
        comparison: Comparison,
        claims: tuple[Highlights, Highlights] = (NOTHING, NOTHING),
        claim: str = "",
    ) -> None:
        """Show a comparison from its first change on, or from the `claim` with this id.

        `claims` lie over the older text and the newer one.
        """
        self.comparison, self._claims = comparison, claims
        self.change, self.claim = -1, claim
        self._notice = ()
        self._lay_out()
        self.scroll_to(y=0, animate=False, force=True)
        if claim:
            self._show_rows(self._rows_of_claim(claim))
        elif comparison.changes:
            self.go_to_change(0)
        self.post_message(self.PlaceChanged())

    def show_notice(self, lines: Sequence[str]) -> None:
        """Show `lines` and no comparison."""
        self.comparison, self._claims = None, (NOTHING, NOTHING)
        self.change, self.claim = -1, ""
        self._notice = lines
        self._lay_out()
        self.scroll_to(y=0, animate=False, force=True)
        self.post_message(self.PlaceChanged())

    @property
    def place(self) -> Columns:
        """Where the texts stand."""
        return columns(self._room, self._text_width)

    @property
    def progress(self) -> int:
        """How much lies above the end of the screen, in percent."""
        seen = self.scroll_offset.y + self.size.height
        return min(100, round(100 * seen / max(self._height, 1)))

    @property
    def _height(self) -> int:
        return len(self.page.rows) if self.page is not None else len(self._notice_lines)

    def _lay_out(self) -> None:
        """Arrange all anew, for the width there is now."""
        self.page = None
        self._strips.clear()
        if not self._room:
            return
        if self.comparison is not None:
            self.laid_out += 1
            self.page = ComparePage(
                self.comparison,
                self._claims,
                self.place,
                claim=self.claim,
                whole=self.whole,
            )
        room = max(min(self._text_width, self._room - MARGIN), 8)
        self._notice_lines = [line for said in self._notice for line in sentence_lines(said, room)]
        self.virtual_size = Size(self._room, self._height)
        self.refresh()

    def on_resize(self) -> None:
        """Arrange anew where the width is another, and keep what was gone to in sight."""
        if self._room and self._room != self.virtual_size.width:
            self._lay_out()
            self._show_rows(self._rows_of_current())
        self.post_message(self.PlaceChanged())

    # Drawing

    def notify_style_update(self) -> None:
        """Forget every colour: the theme has changed."""
        super().notify_style_update()
        self._painter = None
        self._strips.clear()

    def _make_painter(self) -> ComparePainter:
        _, background = self.background_colors
        accent, old, new = (
            self.get_component_styles(f"compare--{name}").color for name in ("accent", "old", "new")
        )
        ink = background + self.styles.color
        drifts = self.drift_colour("grave"), self.drift_colour("slight")
        colours = Colours(background, ink, accent, accent, *drifts, terminal_of(self.app))
        return ComparePainter(colours, Inks(old, new), self._vocabulary.type)

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the widget."""
        if self._painter is None:
            self._painter = self._make_painter()
        row = y + self.scroll_offset.y
        if row >= self._height:
            return Strip.blank(self._room, self._painter.blank)
        strip = self._strips.get(row)
        if strip is None:
            strip = self._strips[row] = self._paint(row, self._painter)
        return strip

    def _paint(self, row: int, painter: ComparePainter) -> Strip:
        self.painted += 1
        left = Drawn(" " * self.place.left, painter.blank)
        if self.page is None:
            words = Drawn(" " * MARGIN + self._notice_lines[row], painter.muted)
            return Strip([left, words]).adjust_cell_length(self._room, painter.blank)
        shown = self.page.rows[row]
        if shown.words:
            drawn = self._words(shown, painter)
        else:
            sides = [self._side(number, shown, painter) for number in range(len(self.page.sheets))]
            drawn = sides[0]
            for side in sides[1:]:
                drawn = Strip.join([drawn, Strip([Drawn(DIVIDER, painter.muted)]), side])
        return Strip.join([Strip([left]), drawn]).adjust_cell_length(self._room, painter.blank)

    def _side(self, number: int, row: PageRow, painter: ComparePainter) -> Strip:
        assert self.page is not None
        line = row.lines[number]
        drawn = (
            painter.line(self.page.sheets[number], line, self.change, self.claim)
            if line is not None
            else []
        )
        return Strip(drawn).adjust_cell_length(self.place.side, painter.blank)

    def _words(self, row: PageRow, painter: ComparePainter) -> Strip:
        """Draw words of ours: what is folded in the middle, else on its text's side."""
        side, count = self.place.side, self.place.texts
        if row.folds:
            width = side * count + BETWEEN * (count - 1)
            return Strip(
                [Drawn(fit(f"{FOLD} {row.words[0]} {FOLD}".center(width), width), painter.told)]
            )
        words = [fit(" " * MARGIN + each, side) for each in row.words]
        return Strip([Drawn(DIVIDER.join(words), painter.told)])

    # Changes

    def action_next_change(self) -> None:
        """Go to the next change."""
        self._step(1)

    def action_previous_change(self) -> None:
        """Go to the change before."""
        self._step(-1)

    def _step(self, steps: int) -> None:
        if self.comparison is None:
            return
        count = len(self.comparison.changes)
        if not count:
            self.post_message(Said("No words differ"))
        elif 0 <= self.change + steps < count:
            self.go_to_change(self.change + steps)
        else:
            self.post_message(Said(f"This is the {'last' if steps > 0 else 'first'} change"))
            self._show_rows(self._rows_of_current())

    def go_to_change(self, change: int) -> None:
        """Make the change with this number the current one, and bring it into sight."""
        if self.page is None:
            self.change = change
            return
        before, self.change = self.change, change
        self._draw_anew(self.page.rows_of_change(before))
        self._draw_anew(self.page.rows_of_change(change))
        self._show_rows(self.page.rows_of_change(change))
        self.post_message(self.PlaceChanged())

    def _draw_anew(self, rows: Iterable[int]) -> None:
        for row in rows:
            self._strips.discard(row)
            self.refresh_line(row)

    def _rows_of_current(self) -> range:
        if self.page is None:
            return range(0)
        if self.claim and self.change < 0:
            return self._rows_of_claim(self.claim)
        return self.page.rows_of_change(self.change)

    def action_unfold(self) -> None:
        """Show what is the same, too, or fold it again."""
        if self.page is None:
            return
        self.whole = not self.whole
        self._lay_out()
        self._show_rows(self._rows_of_current())
        self.post_message(Said("All of both texts" if self.whole else "What is the same is folded"))
        self.post_message(self.PlaceChanged())

    # Claims

    def action_next_drifted(self) -> None:
        """Go to the next claim whose words have changed."""
        self._walk(1)

    def action_previous_drifted(self) -> None:
        """Go to the claim before whose words have changed."""
        self._walk(-1)

    def _walk(self, steps: int) -> None:
        ids = self.page.drifted if self.page is not None else []
        if self.claim in ids:
            at = ids.index(self.claim) + steps
        else:
            at = 0 if steps > 0 else len(ids) - 1
        if not 0 <= at < len(ids):
            where = ("from here on" if steps > 0 else "before this") if ids else "on these texts"
            self.post_message(Said(f"There is no claim {where} whose words have changed"))
            return
        before, self.claim = self.claim, ids[at]
        for each in (before, self.claim):
            self._draw_anew(self._rows_of_claim(each))
        self._show_rows(self._rows_of_claim(self.claim))
        self._go_to_change_of_claim()
        self.post_message(self.ClaimReached(self.claim))
        self.post_message(self.PlaceChanged())

    def _go_to_change_of_claim(self) -> None:
        """Go on from the change in the claim's words, for whoever asks for the next change now."""
        if self.page is None or self.comparison is None:
            return
        rows = self._rows_of_claim(self.claim)
        for number in range(len(self.comparison.changes)):
            if not set(self.page.rows_of_change(number)).isdisjoint(rows):
                self.go_to_change(number)
                return

    def _rows_of_claim(self, id: str) -> range:  # noqa: A002
        return self.page.rows_of_claim(id) if self.page is not None and id else range(0)

    # Scrolling

    def _show_rows(self, rows: range) -> None:
        """Scroll so that `rows` are in sight, a third down where they were not."""
        top, height = self.scroll_offset.y, self.size.height
        if not rows or not height or (top <= rows.start and rows.stop <= top + height):
            return
        self._go_to_row(rows.start - max((height - len(rows)) // 3, 0))

    def _go_to_row(self, row: int) -> None:
        target = max(0, min(row, self._height - self.size.height))
        self.scroll_to(y=target, animate=False, force=True)
        self.post_message(self.PlaceChanged())

    def action_line_down(self) -> None:
        """Scroll one line down."""
        self._go_to_row(self.scroll_offset.y + 1)

    def action_line_up(self) -> None:
        """Scroll one line up."""
        self._go_to_row(self.scroll_offset.y - 1)

    def action_half_page_down(self) -> None:
        """Scroll half a screen down."""
        self._go_to_row(self.scroll_offset.y + max(self.size.height // 2, 1))

    def action_half_page_up(self) -> None:
        """Scroll half a screen up."""
        self._go_to_row(self.scroll_offset.y - max(self.size.height // 2, 1))

    def action_page_on(self) -> None:
        """Show the next page."""
        self._go_to_row(self.scroll_offset.y + max(self.size.height - 2, 1))

    def action_top(self) -> None:
        """Go to the beginning."""
        self._go_to_row(0)

    def action_bottom(self) -> None:
        """Go to the end."""
        self._go_to_row(self._height)


class ReviewView(CompareView, can_focus=True, inherit_bindings=False):
    """The same where changes of claims are reviewed."""

    BINDINGS = bindings(Where.REVIEW)
