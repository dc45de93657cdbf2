"""What is drawn line by line: a text, a list, the claims beside a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.color import Color
from textual.scroll_view import ScrollView

from newsread.widgets.claim_styles import terminal_of
from newsread.widgets.drift_styles import drift_style

if TYPE_CHECKING:
    from rich.style import Style

    from newsread.claims.fared import DriftMark, Weight


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
        & > .line-view--grave { color: $text-error; }
        & > .line-view--slight { color: $text-warning; }
        & > .line-view--seen { color: $foreground 60%; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line-view--grave",
        "line-view--slight",
        "line-view--seen",
    }

    @property
    def _room(self) -> int:
        """Cells in a row, the scrollbar's column apart."""
        return self.scrollable_content_region.width

    def drift_colour(self, weight: Weight) -> Color:
        """Return what the theme has for drift that asks so much for a person."""
        _, background = self.background_colors
        return background + self.get_component_styles(f"line-view--{weight}").color

    def drift_glyph(self, mark: DriftMark, base: Style, *, current: bool = False) -> Segment:
        """Draw the glyph of a drift in a row of the style `base`."""
        _, background = self.background_colors
        ground = Color.from_rich_color(base.bgcolor) if base.bgcolor else background
        return Segment(
            mark.glyph,
            base
            + drift_style(
                mark.weight,
                self.drift_colour(mark.weight),
                ground,
                background + self.styles.color,
                terminal_of(self.app),
                current=current,
            ),
        )
