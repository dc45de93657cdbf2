"""What is drawn line by line: a text, a list, the claims beside a text."""

from __future__ import annotations

from textual.scroll_view import ScrollView


class LineView(ScrollView, inherit_bindings=False):
    """A view that is scrolled in one direction, and has its scrollbar's column whether or not it is
    needed: nothing is laid out anew when a text grows."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    LineView {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        scrollbar-color: $panel-lighten-2;
        scrollbar-background: $background;
        color: $foreground;
    }
    """

    @property
    def _room(self) -> int:
        """Cells in a row, the scrollbar's column apart."""
        return self.scrollable_content_region.width
