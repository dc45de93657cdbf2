"""A text and, where there is room for it, a panel: beside the text or below it. A form takes the
panel's place, and more room.

Arranged in one go and not by classes set on a resize: those come after the text was laid out, which
would be wrapped twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import NULL_OFFSET, Region, Size, Spacing
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from newsread.widgets.reading_view import ReadingView

if TYPE_CHECKING:
    from textual.app import ComposeResult

BESIDE_FROM = 112
"""Columns from which on the panel stands beside the text."""
PANEL_WIDTH = 36
BELOW_FROM = 20
"""Rows from which on it stands below, where it cannot stand beside."""
LEAST_ROWS, MOST_ROWS = 3, 6
FORM_WIDTH = 64
"""Cells that a form takes at most; never more than half of them."""
ROWS_OF_FORM = 4
"""Rows that a form has at least, whatever is left for the text."""


def panel_region(size: Size) -> Region | None:
    """Return where the panel stands in a place of `size` cells; None: there is no room for it."""
    width, height = size
    if width >= BESIDE_FROM:
        return Region(width - PANEL_WIDTH, 0, PANEL_WIDTH, height)
    if height < BELOW_FROM:
        return None
    rows = max(LEAST_ROWS, min(MOST_ROWS, height // 4))
    return Region(0, height - rows, width, rows)


def form_region(size: Size) -> Region:
    """Return where a form stands in a place of `size` cells: it always does. Below the text it has
    half of the rows, so that the words it is about can be seen."""
    width, height = size
    if width >= BESIDE_FROM:
        taken = min(FORM_WIDTH, width // 2)
        return Region(width - taken, 0, taken, height)
    rows = min(max(height // 2, ROWS_OF_FORM), height)
    return Region(0, height - rows, width, rows)


def text_region(size: Size, panel: Region | None) -> Region:
    """Return what is left of `size` for the text."""
    if panel is None:
        return size.region
    return Region(0, 0, panel.x or size.width, panel.y or size.height)


class _PanelLayout(Layout):
    """Places a text, and a panel if it is displayed."""

    name = "panel"

    def arrange(
        self,
        parent: Widget,
        children: list[Widget],
        size: Size,
        greedy: bool = True,
    ) -> ArrangeResult:
        """Return where both stand; a panel without room stands nowhere."""
        parent.pre_layout(self)
        text, *panels = children
        assert isinstance(parent, TextAndPanel)
        panel = parent.region_beside(size) if panels else None
        regions = [text_region(size, panel), *([panel] if panel is not None else ())]
        return [
            WidgetPlacement(region, NULL_OFFSET, Spacing(), child)
            for region, child in zip(regions, (text, *panels), strict=False)
        ]


class TextAndPanel(Widget):
    """Holds a view of a text, or of a list, and a panel that is shown or not, or a form."""

    DEFAULT_CSS = """
    TextAndPanel { width: 1fr; height: 1fr; overflow: hidden; }
    """

    def __init__(self, view: Widget, panel: Widget | None = None) -> None:
        super().__init__()
        self.view, self.panel = view, panel
        self.form: Widget | None = None
        """What stands in the panel's place."""
        self._layout = _PanelLayout()
        self._wanted = False
        """Whether the panel is shown while there is no form."""
        if panel is not None:
            panel.display = False

    def compose(self) -> ComposeResult:
        """Hold both."""
        yield self.view
        if self.panel is not None:
            yield self.panel

    @property
    def layout(self) -> Layout:
        """What places the two; in styles Textual knows only its own layouts."""
        return self._layout

    @property
    def has_room(self) -> bool:
        """Whether the panel would be seen."""
        return panel_region(self.size) is not None

    def region_beside(self, size: Size) -> Region | None:
        """Return where the panel, or the form, stands in a place of `size` cells."""
        return panel_region(size) if self.form is None else form_region(size)

    def show_panel(self, shown: bool) -> None:
        """Show the panel or not; the text that is shown next is wrapped for the room it leaves."""
        self._wanted = shown
        self._arrange()

    async def show_form(self, form: Widget) -> None:
        """Show `form` in the panel's place; it has the keys when this returns."""
        self.form = form
        self._arrange()
        await self.mount(form)

    def close_form(self) -> None:
        """Take the form away, and show the panel again."""
        form, self.form = self.form, None
        if form is not None:
            form.display = False
            form.remove()
        self._arrange()

    def _arrange(self) -> None:
        shown = self._wanted and self.form is None
        if self.panel is not None and self.panel.display is not shown:
            self.panel.display = shown
            # All of it is drawn anew, asked for expressly: whoever asks Textual for a region before
            # the next layout makes it take the new places for the old ones, and draw nothing.
            self.refresh()
        if isinstance(self.view, ReadingView) and self.form is None:
            width = self.view.outer_size.width
            region = text_region(self.size, panel_region(self.size) if shown else None)
            self.view.narrowed = width - region.width if width else 0
