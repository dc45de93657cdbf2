"""What HTML's elements are to running text: tables and questions the other rooms of pages share.

An element in none of these tables, a custom one among them, is inline, as browsers have it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from newsread.text.document import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element
    from lxml.html import HtmlElement


def names(words: str) -> frozenset[str]:
    """Return the names in `words`, parted by spaces: a table that reads well."""
    return frozenset(words.split())


BLOCKS = names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main "
    "menu nav noframes noscript ol p pre search section summary table tbody td tfoot th thead tr "
    "ul xmp"
)
"""Begin and end a block of text."""

UNSEEN = names(
    "amp-img annotation annotation-xml applet area audio base basefont bgsound button canvas "
    "col colgroup datalist embed embedded-frame frame frameset head iframe img input link map "
    "meta meter noembed object optgroup option param progress rp script select style svg "
    "template textarea title track video"
)
"""Have no text of the article's: in their place a browser draws a control, a picture or nothing.
Not ``source``, in which libxml2 puts the picture after it."""

EMBEDDED = "embedded-frame"
"""Put by `embeds` in place of a frame worth telling of: what it shows is its title, href where."""
REFERENCE = "note-reference"
"""Put by `footnotes` in place of a reference to a note; `NOTE` is what it leads to."""
NOTE, NUMBER = "newsread-note", "newsread-number"
"""Attributes of a note: its name, and its number if that is not its list's."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
GROUPS = frozenset(("thead", "tbody", "tfoot"))
"""Of rows."""
LISTS = frozenset(("ul", "ol", "menu", "dir"))
PREFORMATTED = frozenset(("pre", "listing", "xmp"))
CODE = frozenset(("code", "kbd", "samp", "tt"))
MARKS = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), Mark.EMPHASIS),
    **dict.fromkeys(("strong", "b", "th", "dt"), Mark.STRONG),
    **dict.fromkeys(CODE, Mark.CODE),
}

LONGEST_CAPTION = 600
"""Characters: a longer element is no caption, whatever its class says."""

_LONGEST_JOINED = 2_000
"""Characters of the texts before and after an element that are made one when it goes."""

_NOT_DISPLAYED = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_CAPTION = re.compile(
    r"(?<![a-z])(?:(?:fig|image|photo|img)?caption(?:s|text)?"
    r"|(?:photo|image|img|picture|media)[-_]*credits?)(?![a-z])"
    r"|(?:^|\s)credits?(?:\s|$)",
    re.I,
)
_GUTTER = re.compile(
    r"(?<![a-z])(?:line-?(?:no|nos|nums?|numbers?)|gutter|blob-num)(?![a-z])", re.I
)
_PULL_QUOTE = re.compile(r"(?<![a-z])pull-?quote(?![a-z])", re.I)
_ONE_TO_A_CELL = ("p", "ul", "ol", "dl", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST_CELL = 1500
"""Characters: a table with a longer cell lays out a page."""


def tag(element: _Element) -> str:
    """Return the element's name; empty for a comment or processing instruction."""
    name = element.tag
    return name if isinstance(name, str) else ""


def is_hidden(element: _Element) -> bool:
    """Say whether `element` itself asks not to be shown. Style sheets are not read."""
    hidden = element.get("hidden")
    if hidden is not None and hidden != "until-found":
        return True
    style = element.get("style")
    return style is not None and _NOT_DISPLAYED.search(style) is not None


def is_caption(element: _Element) -> bool:
    """Say whether block `element` describes or credits a picture or a table.

    Captions are kept as such, beside the body: worth F1 +0.0030 on articles, +0.0116 on news.
    """
    if element.tag in ("figcaption", "caption"):
        return True
    names = element.get("class")
    if not names or not _CAPTION.search(names):
        return False
    return len(text_of(element)) <= LONGEST_CAPTION


def is_gutter(element: _Element) -> bool:
    """Say whether `element` numbers the lines of code beside it."""
    names = element.get("class")
    if not names or not _GUTTER.search(names):
        return False
    return not text_of(element).strip("0123456789\n\r\t |")


def is_pull_quote(element: _Element) -> bool:
    """Say whether `element`, which is no blockquote, sets words of the article apart."""
    names = element.get("class")
    if not names or not _PULL_QUOTE.search(names):
        return False
    return next(element.iterdescendants("blockquote"), None) is None


def is_layout(table: _Element) -> bool:
    """Say whether `table` arranges the parts of a page rather than data in rows and columns."""
    if table.get("role") in ("presentation", "none"):
        return True
    if next(table.iterdescendants("table"), None) is not None:
        return True
    columns = 0
    for row in table.iter("tr"):
        columns = max(columns, sum(1 for _ in row.iterchildren("td", "th")))
    if columns < 2:
        return True
    return any(
        next(cell.iter("pre"), None) is not None
        or sum(1 for _ in cell.iter(*_ONE_TO_A_CELL)) > 1
        or len(text_of(cell)) > _LONGEST_CELL
        for cell in table.iter("td", "th")
    )


def text_of(element: _Element) -> str:
    """Return all text within `element` as it stands in the source, without the element's tail."""
    # By XPath, within libxml2: a tenth of the time that joining `texts_of` takes for a whole page.
    return str(cast("HtmlElement", element).text_content())


def texts_of(element: _Element) -> Iterator[str]:
    """Yield each text within `element`, without the element's tail."""
    return cast("Iterator[str]", element.itertext())


def linked(element: _Element) -> int:
    """Return how many characters of the text within `element` stand in links."""
    return sum(len(text_of(link)) for link in element.iter("a"))


def called(element: _Element) -> str:
    """Return the class and id of `element`: what its page calls it."""
    return f"{element.get('class', '')} {element.get('id', '')}"


def found_at(element: _Element, path: str) -> list[_Element]:
    """Return the elements at an XPath: lxml finds them in a fifth of the time a loop takes."""
    return cast("list[_Element]", element.xpath(path))


def articles_in(element: _Element) -> list[_Element]:
    """Return what within `element` the page calls its article or its main part."""
    named = [
        each
        for each in element.iterdescendants("article", "main")
        if tag(each) == "main" or "comment" not in (each.get("class") or "")
    ]
    return [*named, *found_at(element, ".//*[@itemprop='articleBody']")]


def take_out(element: _Element) -> None:
    """Remove `element` from its page; the text after it stays, if that is long behind an empty
    ``<span>``: of thousands of elements in one text, each would copy all of it."""
    from lxml.html import Element

    parent = element.getparent()
    if parent is None:
        return
    if after := element.tail:
        previous = element.getprevious()
        before = (parent.text if previous is None else previous.tail) or ""
        if len(before) + len(after) > _LONGEST_JOINED:
            place = element.makeelement("span", {})
            place.tail = after
            parent.replace(element, place)
        elif previous is None:
            parent.text = before + after
        else:
            previous.tail = before + after
    element.tail = None
    # In a document of its own: of what hangs nowhere lxml looks through all whenever it lets go of
    # one of its elements.
    Element("gone").append(element)
