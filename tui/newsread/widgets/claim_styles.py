"""How words with claims over them look: in full colour, in sixteen colours, and without any.

What is said by each depth's own means: where claims lie, where more than one does, where one
begins, which is the current one, and what is selected. Within claims, underline, bold and italic
are the claims' and not the text's, wherever a depth needs them.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from rich.color import Color as RichColor
from rich.style import Style
from textual.color import BLACK, WHITE, Color

from newsread.text.document import Kind, Mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from newsread.claims.vocabulary import ClaimType

CLAIM_BLEND = 0.34
CURRENT_BLEND = 0.6
BEGIN_BLEND = 0.3
SELECTION_BLEND = 0.17
HIT_BLEND = 0.25
CHOSEN_BLEND = 0.55
LEGIBLE = 4.5
"""The least contrast of text: WCAG 2.2, 1.4.3, level AA."""
SOFT = 0.92
"""How far ink is from its background to black or white, where that is legible."""


class Depth(Enum):
    """How many colours can be told apart."""

    FULL = "16 million, or 256"
    SIXTEEN = "the terminal's own 16"
    NONE = "none"


class Terminal(msgspec.Struct, frozen=True):
    """What becomes of colours on their way to the screen."""

    depth: Depth = Depth.FULL
    native: bool = False
    """Whether the theme is made of the terminal's own colours, which then pass as they are."""
    dark: bool = True
    """Whether the theme is."""


class Colours(msgspec.Struct, frozen=True):
    """What the theme gives to draw an article with."""

    background: Color
    foreground: Color
    accent: Color
    link: Color
    grave: Color
    """For what has drifted in what it says, or is gone."""
    slight: Color
    """For any other drift."""
    terminal: Terminal = Terminal()

    @property
    def muted(self) -> Color:
        """For what is not the article's text."""
        return self.background.blend(self.foreground, 0.6)


class Look(NamedTuple):
    """Everything that decides the style of a piece; the key it is cached by."""

    kind: Kind
    marks: frozenset[Mark]
    selected: bool = False
    types: tuple[str, ...] = ()
    """Types of the claims that lie here, the longest claim's first, as they lie on one another."""
    current: str = ""
    """Type of the current claim if it lies here, else empty."""
    begins: bool = False
    """Whether it is a claim's first character: claims of one type may touch or cross."""
    moving: bool = False
    """Whether it is at the end of the selection that moves, or where a find has come to."""
    hit: bool = False
    """Whether it is looked for."""
    chosen: bool = False
    """Whether it is selected while words are chosen."""


def terminal_of(app: App[Any]) -> Terminal:
    """Return what `app` draws on: NO_COLOR, TERM and COLORTERM decide, and its theme.

    With a theme of the terminal's own colours nothing is known to blend with, so that sixteen are
    all there are.
    """
    native, system = app.native_ansi_color, app.console.color_system
    if app.no_color or system is None:
        depth = Depth.NONE
    elif native or system in ("standard", "windows"):
        depth = Depth.SIXTEEN
    else:
        depth = Depth.FULL
    return Terminal(depth, native, app.current_theme.dark)


ANSI = {
    "black": (0, 0, 0),
    "red": (170, 0, 0),
    "green": (0, 170, 0),
    "yellow": (170, 85, 0),
    "blue": (0, 0, 170),
    "magenta": (170, 0, 170),
    "cyan": (0, 170, 170),
    "white": (170, 170, 170),
    "bright_black": (85, 85, 85),
    "bright_red": (255, 85, 85),
    "bright_green": (85, 255, 85),
    "bright_yellow": (255, 255, 85),
    "bright_blue": (85, 85, 255),
    "bright_magenta": (255, 85, 255),
    "bright_cyan": (85, 255, 255),
    "bright_white": (255, 255, 255),
}
"""The values from which Rich comes back to exactly these sixteen when it reduces colours.

Under a theme of full colours Textual makes the names into colours of a scheme of its own first,
and Rich then takes the nearest: another one than was meant.
"""

PALE = frozenset(
    {"green", "yellow", "cyan", "white"}
    | {name for name in ANSI if name.startswith("bright_") and name != "bright_black"}
)
"""Which of them ask for black ink. Terminals differ widely in what they make of a name."""


def ansi(name: str, terminal: Terminal) -> RichColor:
    """Return one of the sixteen colours, such that it is that one on the screen."""
    return RichColor.parse(name) if terminal.native else RichColor.from_rgb(*ANSI[name])


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two opaque colours, 1 to 21 (WCAG 2.2, contrast ratio)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ink_on(background: Color) -> Color:
    """Return what to write with on `background`: near black or near white, and legible."""
    pure = max((BLACK, WHITE), key=lambda ink: contrast(ink, background))
    soft = background.blend(pure, SOFT)
    return soft if contrast(soft, background) >= LEGIBLE else pure


def legible(ink: Color, background: Color, foreground: Color) -> Color:
    """Return `ink`, as far towards `foreground` as it takes to be read on `background`.

    Themes make accents for borders and bars: textual-dark's for links has a contrast of 1.9.
    """
    steps = (ink.blend(foreground, step / 5) for step in range(5))
    return next((each for each in steps if contrast(each, background) >= LEGIBLE), foreground)


def words_style(look: Look, colours: Colours, kind: Callable[[str], ClaimType]) -> Style:
    """Return the style of a piece of text; `kind` gives a claim type by its name."""
    match colours.terminal.depth:
        case Depth.FULL:
            return _full(look, colours, kind)
        case _ if look.chosen:
            style = _text(look, colours) + Style(reverse=True, underline=bool(look.types))
        case Depth.SIXTEEN if look.types:
            style = _sixteen(look, colours.terminal, kind(look.types[-1]).ansi)
        case Depth.NONE if look.types:
            style = _none(look, colours)
        case depth:
            style = _text(look, colours) + Style(reverse=look.selected)
            if depth is Depth.NONE:  # underlined words would look like a claim
                style += Style(underline=False)
    if look.moving or (look.hit and not look.selected):
        style += Style(reverse=not style.reverse, bold=True)
    return style


def label_style(colours: Colours, *, chosen: bool) -> Style:
    """Return the style of letters that lead to places of the text, also in words that are chosen:
    there it is the other way round."""
    ground, ink = colours.background, colours.foreground
    if colours.terminal.depth is not Depth.FULL:
        return Style(color=ink.rich_color, bgcolor=ground.rich_color, reverse=not chosen, bold=True)
    accent = colours.accent
    if chosen:
        ink = legible(accent, ground, ink)
        return Style(color=ink.rich_color, bgcolor=ground.rich_color, bold=True)
    return Style(color=ink_on(accent).rich_color, bgcolor=accent.rich_color, bold=True)


def _ink(look: Look, colours: Colours) -> Color:
    """Return the colour of the text where no claim is."""
    if Mark.LINK in look.marks:
        return colours.link
    if look.kind in (Kind.CAPTION, Kind.IMAGE) or Mark.NOTE in look.marks:
        return colours.muted
    return colours.accent if look.kind is Kind.HEADLINE else colours.foreground


def _text(look: Look, colours: Colours) -> Style:
    """Return how the text looks where no claim is."""
    return Style(
        color=_ink(look, colours).rich_color,
        bgcolor=colours.background.rich_color,
        bold=look.kind in (Kind.HEADLINE, Kind.HEADING) or Mark.STRONG in look.marks,
        italic=look.kind in (Kind.QUOTE, Kind.CAPTION, Kind.IMAGE) or Mark.EMPHASIS in look.marks,
        underline=Mark.LINK in look.marks,
    )


def _full(look: Look, colours: Colours, kind: Callable[[str], ClaimType]) -> Style:
    """Blend each claim's colour in, as glass does, the current one's once more."""
    background = colours.background
    if look.selected:
        background = background.blend(colours.accent, SELECTION_BLEND)
    for name in look.types:
        background = background.blend(Color.parse(kind(name).colour), CLAIM_BLEND)
    if look.chosen:
        background = background.blend(colours.accent, CHOSEN_BLEND)
    if look.hit:
        background = background.blend(colours.accent, HIT_BLEND)
    if look.moving:
        background = background.blend(colours.accent, CHOSEN_BLEND)
    if look.current:
        background = background.blend(Color.parse(kind(look.current).colour), CURRENT_BLEND)
    if look.begins:
        background = background.blend(colours.foreground, BEGIN_BLEND)
    style = _text(look, colours) + Style(bgcolor=background.rich_color)
    if not look.types and not (look.moving or look.hit or look.chosen):
        ink = legible(_ink(look, colours), background, colours.foreground)
        return style + Style(color=ink.rich_color)
    return style + Style(
        color=ink_on(background).rich_color,
        bold=style.bold or bool(look.current),
        underline=len(look.types) > 1,
    )


def _sixteen(look: Look, terminal: Terminal, name: str) -> Style:
    """Lay the words on one of the sixteen colours; where they are selected, on its bright one.

    Reversed, a claim that is selected would look like words that are no claim's.
    """
    if look.selected:
        name = "white" if name == "bright_black" else _other_brightness(name)
    ground, pale = ansi(name, terminal), name in PALE
    ink = ansi("black" if pale else "bright_white", terminal)
    bold = bool(look.current) != look.begins
    # Where bold makes a colour the bright one, black ink would turn grey; of words that are
    # reversed it is the background that brightens.
    reverse = pale and bold
    return Style(
        color=ground if reverse else ink,
        bgcolor=ink if reverse else ground,
        reverse=reverse,
        bold=bold,
        underline=len(look.types) > 1,
    )


def _other_brightness(name: str) -> str:
    return name.removeprefix("bright_") if name.startswith("bright_") else f"bright_{name}"


def _none(look: Look, colours: Colours) -> Style:
    return Style(
        color=colours.foreground.rich_color,
        bgcolor=colours.background.rich_color,
        bold=bool(look.current) != look.begins,
        underline=True,
        italic=len(look.types) > 1,
        reverse=look.selected,
    )


def mark_style(
    kind: ClaimType, background: Color, foreground: Color, terminal: Terminal, *, current: bool
) -> Style:
    """Return how a claim's glyph looks, or a count of claims; the current one's is filled."""
    ground = background.rich_color
    match terminal.depth:
        case Depth.FULL if current:
            colour = Color.parse(kind.colour)
            return Style(color=ink_on(colour).rich_color, bgcolor=colour.rich_color, bold=True)
        case Depth.FULL:
            # Towards the foreground: the type's colour alone is made for backgrounds.
            colour = Color.parse(kind.colour).blend(foreground, 0.35)
            return Style(color=colour.rich_color, bgcolor=ground, bold=True)
        case Depth.SIXTEEN if current:
            ink = "black" if kind.ansi in PALE else "bright_white"
            return Style(color=ansi(ink, terminal), bgcolor=ansi(kind.ansi, terminal))
        case Depth.SIXTEEN:
            bright = f"bright_{kind.ansi}" if terminal.dark else kind.ansi
            return Style(
                color=ansi(bright if bright in ANSI else kind.ansi, terminal), bgcolor=ground
            )
        case Depth.NONE:
            plain = foreground.rich_color
            return Style(color=plain, bgcolor=ground, bold=current, reverse=current)
