"""How the glyph of a claim that has drifted looks, as `claim_styles` has it for all other glyphs.

The glyph tells what has become of its words; colour, and bold where it waits for a person, tell
only how much it asks for one. So nothing depends on colour alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

from newsread.widgets.claim_styles import PALE, Depth, Terminal, ansi, ink_on, legible

if TYPE_CHECKING:
    from textual.color import Color

    from newsread.claims.fared import Weight

_DARK: dict[Weight, str] = {"grave": "bright_red", "slight": "bright_yellow", "seen": "white"}
_LIGHT: dict[Weight, str] = {"grave": "red", "slight": "yellow", "seen": "bright_black"}
"""Those of the sixteen that a theme's grounds leave legible."""


def drift_style(
    weight: Weight,
    ink: Color,
    background: Color,
    foreground: Color,
    terminal: Terminal,
    *,
    current: bool,
) -> Style:
    """Return how the glyph looks on `background`; `ink` is what the theme has for this weight. The
    current claim's is filled."""
    ground, waits = background.rich_color, weight != "seen"
    match terminal.depth:
        case Depth.FULL if current:
            return Style(color=ink_on(ink).rich_color, bgcolor=ink.rich_color, bold=waits)
        case Depth.FULL:
            shown = legible(ink, background, foreground)
            return Style(color=shown.rich_color, bgcolor=ground, bold=waits)
        case Depth.SIXTEEN:
            name = (_DARK if terminal.dark else _LIGHT)[weight]
            if not current:
                return Style(color=ansi(name, terminal), bgcolor=ground, bold=waits)
            on_it = ansi("black" if name in PALE else "bright_white", terminal)
            return Style(color=on_it, bgcolor=ansi(name, terminal))
        case Depth.NONE:
            plain = foreground.rich_color
            return Style(color=plain, bgcolor=ground, bold=waits, reverse=current)
