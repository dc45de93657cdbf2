"""The claims of the open article, in reading order, beside its text or below it.

Every claim takes the same number of lines, so that only those on the screen are ever looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from newsread.claims.drift import is_drifted, words_now
from newsread.claims.fared import drift_mark, in_short
from newsread.text.clean import clean_line
from newsread.text.document import Kind, Piece, assemble
from newsread.text.wrap import wrap
from newsread.widgets.claim_styles import mark_style, terminal_of
from newsread.widgets.line_view import LineView
from newsread.widgets.plain import ELLIPSIS, fit, ink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from newsread.claims.claim import Claim
    from newsread.claims.vocabulary import Vocabulary
    from newsread.widgets.claim_list import ClaimRow

CURRENT_BAR = "▎"
LINES_BESIDE = 3
"""Lines a claim takes beside the text: its type, and two of its quote."""
NOW = "now: "
"""Before the words that stand in a claim's place now."""
QUOTE_LOOKED_AT = 1000
"""Code points of a quote that are looked at: far more than its lines hold."""


class ClaimsPanel(LineView, can_focus=False, inherit_bindings=False):
    """A list that follows the text, and takes no keys."""

    DEFAULT_CSS = """
    ClaimsPanel {
        border-top: solid $panel;
        &.-beside { border-top: none; border-left: solid $panel; }
        & > .claims-panel--current { background: $surface-lighten-2; }
        & > .claims-panel--dim { color: $foreground 60%; }
        & > .claims-panel--accent { color: $accent; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "claims-panel--current",
        "claims-panel--dim",
        "claims-panel--accent",
    }

    class ClaimChosen(Message):
        """The person clicked on a claim."""

        def __init__(self, id: str) -> None:  # noqa: A002
            super().__init__()
            self.id = id

    def __init__(self, vocabulary: Vocabulary, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.rows: Sequence[ClaimRow] = ()
        """What is listed."""
        self.laid = 0
        """Claims laid out so far: what tests count instead of milliseconds."""
        self._vocabulary = vocabulary
        self._current = ""
        self._index: dict[str, int] = {}
        self._strips: dict[int, tuple[Strip, ...]] = {}

    # What is listed

    def show_rows(self, rows: Sequence[ClaimRow]) -> None:
        """List `rows`."""
        self.rows = rows
        self._index = {row.claim.id: index for index, row in enumerate(rows)}
        self._draw_all()

    def mark(self, id: str) -> None:  # noqa: A002
        """Make one claim stand out, in sight; none, where `id` is no row's."""
        if id == self._current:
            return
        for each in (self._current, id):
            index = self._index.get(each)
            if index is not None:
                self._strips.pop(index, None)
                self.refresh_lines(index * self._lines_each, self._lines_each)
        self._current = id
        self._show_current()

    def _show_current(self) -> None:
        index, height = self._index.get(self._current), self.size.height
        if index is None or not height:
            return
        start, top = index * self._lines_each, self.scroll_offset.y
        if start < top:
            self.scroll_to(y=start, animate=False)
        elif start + self._lines_each > top + height:
            self.scroll_to(y=start + min(self._lines_each, height) - height, animate=False)

    # Drawing

    @property
    def _beside(self) -> bool:
        return self.has_class("-beside")

    @property
    def _lines_each(self) -> int:
        return LINES_BESIDE if self._beside else 1

    def _draw_all(self) -> None:
        self._strips.clear()
        self.virtual_size = Size(self._room, len(self.rows) * self._lines_each)
        self.refresh()

    def on_resize(self) -> None:
        """Take the form that fits the place: lines of three beside the text, of one below it."""
        around = self.parent.size.width if isinstance(self.parent, Widget) else 0
        self.set_class(self.outer_size.width < around, "-beside")
        self._draw_all()
        self._show_current()

    def notify_style_update(self) -> None:
        """Forget every colour: the theme has changed."""
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the widget."""
        index, line = divmod(y + self.scroll_offset.y, self._lines_each)
        if index >= len(self.rows):
            return Strip.blank(self._room, self.rich_style)
        strips = self._strips.get(index)
        if strips is None:
            strips = self._strips[index] = self._lay(self.rows[index])
        return strips[line]

    def _lay(self, row: ClaimRow) -> tuple[Strip, ...]:
        self.laid += 1
        current = row.claim.id == self._current
        base = self.rich_style
        if current:
            base += Style(bgcolor=self.get_component_rich_style("claims-panel--current").bgcolor)
        kind = self._vocabulary.type(row.claim.type)
        _, background = self.background_colors
        foreground, terminal = background + self.styles.color, terminal_of(self.app)
        mark = mark_style(kind, background, foreground, terminal, current=current)
        bar = Segment(CURRENT_BAR if current else " ", base + self._component("accent"))
        # Dim words on the current row's background would be hard to read.
        dim = base if current else base + self._component("dim")
        words = dim if row.remark else base + Style(bold=current)
        start = [bar, Segment(kind.glyph, base + mark), Segment(" ", base)]
        room = left = self._room - 3
        if (drift := drift_mark(row.claim)) is not None:
            start += [self.drift_glyph(drift, base), Segment(" ", base)]
            left -= 2
        fared = "" if row.remark else in_short(row.claim)
        if not self._beside:
            changed = f"{fit(fared, min(cell_len(fared), left // 4))} · " if fared else ""
            tags = _tags(row, left // 2)
            tagged = min(cell_len(tags), left // (2 if row.remark else 3))
            quote = fit(_looked_at(row.claim.quote), left - cell_len(changed) - tagged - 1)
            drawn = [*start, *([Segment(changed, dim)] if changed else ())]
            drawn += [Segment(f"{quote} ", words), Segment(fit(tags, tagged), dim)]
            return (Strip(drawn).adjust_cell_length(self._room, base),)
        named = min(cell_len(kind.words), left)
        more = " ".join(("", *filter(None, (fared, _tags(row, left - named - 1)))))
        head = [
            *start,
            Segment(fit(kind.words, named), words if current else base + mark),
            Segment(fit(more, left - named), dim),
        ]
        said = [
            [bar, Segment("  ", base), Segment(line, words)] for line in wordings(row.claim, room)
        ]
        return tuple(Strip(each).adjust_cell_length(self._room, base) for each in (head, *said))

    def _component(self, name: str) -> Style:
        return ink(self.get_component_rich_style(f"claims-panel--{name}"))

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Say which claim was clicked."""
        offset = event.get_content_offset(self)
        index = (offset.y + self.scroll_offset.y) // self._lines_each if offset is not None else -1
        if 0 <= index < len(self.rows):
            self.post_message(self.ClaimChosen(self.rows[index].claim.id))


def _tags(row: ClaimRow, room: int) -> str:
    """Return a claim's tags; before them why it is not on the text, and the key that helps: where
    there is no `room` for both, the key."""
    why = row.remark and (in_short(row.claim) or row.remark)
    remark = "; ".join(filter(None, (why, row.advice)))
    if cell_len(remark) + 2 > room and row.advice:
        remark = row.advice
    return " ".join((*([f"({remark})"] if remark else ()), *(f"#{tag}" for tag in row.claim.tags)))


def _looked_at(quote: str) -> str:
    return clean_line(quote[:QUOTE_LOOKED_AT])


def wordings(claim: Claim, width: int) -> tuple[str, str]:
    """Return a claim's words in two lines of `width` cells; where others stand there now, those on
    the second, and both from a few words before they part."""
    now = words_now(claim) if is_drifted(claim) else ""
    if not now or now == claim.quote:
        return quote_lines(claim.quote, width)
    marked, there = _looked_at(claim.quote), _looked_at(now)
    pairs = enumerate(zip(marked, there, strict=False))
    parts = next((at for at, (one, other) in pairs if one != other), min(len(marked), len(there)))
    start = marked.rfind(" ", 0, max(parts - width // 3, 0)) + 1 if parts > width // 2 else 0
    before = f"{ELLIPSIS} " if start else ""
    return fit(before + marked[start:], width), fit(NOW + before + there[start:], width)


def quote_lines(quote: str, width: int) -> tuple[str, str]:
    """Return a quote in exactly two lines of `width` cells, with ``…`` where it goes on."""
    document = assemble([Piece(Kind.PARAGRAPH, _looked_at(quote))])
    lines = wrap(document, width).lines
    first = document.text[: lines[0].end] if lines else ""
    rest = document.text[lines[1].start :] if len(lines) > 1 else ""
    return (fit(first, width), fit(rest, width))
