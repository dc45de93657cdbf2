"""Text into widgets: the one place where a string becomes something Textual shows.

Textual reads square brackets in a plain ``str`` as mark-up: a title of ``[/]`` ends an app, and
``[@click=...]`` runs an action. So no widget of newsread is given a ``str``; a test holds that.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from textual.content import Content

from newsread.text.clean import clean
from newsread.text.grapheme import grapheme_end

ELLIPSIS = "…"
ON_ONE_LINE = str.maketrans("\n\t", "  ")


def plain(text: str, style: str = "") -> Content:
    """Return `text` as content that is shown letter for letter.

    It is cleaned again, although what the library holds is clean: error texts, file names and
    data of older versions come this way too, and this is the last gate before the terminal.
    """
    return Content.styled(clean(text), style) if style else Content(clean(text))


def fit(text: str, width: int) -> str:
    """Return `text` cut or padded to exactly `width` cells; cut between graphemes, with ``…``.

    Cleaned like `plain`, and on one line: what other programs wrote may hold line ends and tabs.
    """
    if width <= 0:
        return ""
    if not text.isprintable():
        text = clean(text).translate(ON_ONE_LINE)
    if text.isascii():
        if len(text) <= width:
            return text.ljust(width)
        return text[: width - 1] + ELLIPSIS
    length = cell_len(text)
    if length <= width:
        return text + " " * (width - length)
    end = used = 0
    while True:
        following = grapheme_end(text, end + 1)
        cells = cell_len(text[end:following])
        if used + cells > width - 1:
            return text[:end] + ELLIPSIS + " " * (width - 1 - used)
        end, used = following, used + cells


def ink(style: Style) -> Style:
    """Return `style` without its background, to lay over any row or highlight."""
    return Style(
        color=style.color,
        bold=style.bold,
        italic=style.italic,
        underline=style.underline,
        strike=style.strike,
    )
