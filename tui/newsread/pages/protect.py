"""What a page hides and a visitor sees, and the reverse: made plain before anything is judged.

readability drops whatever says ``hidden``. One page in a hundred streams its article into hidden
elements, or fades in.

What scripts show is worth F1 +0.0067 on articles, two of which would be lost, +0.0000 on news; that
what is hidden goes, and forms, +0.0001 and +0.0000 each; what is wrapped nothing on both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.pages.elements import (
    HEADINGS,
    articles_in,
    found_at,
    is_hidden,
    names,
    tag,
    take_out,
    text_of,
)
from newsread.pages.words import length_in_words

if TYPE_CHECKING:
    from lxml.etree import _Element

_NEVER_TEXT = names(
    "script style title link svg template iframe select textarea datalist noscript dialog"
)
_CONTENT = names("html body article main")
_LONG = 200
"""Characters of text without scripts that may be the article."""
_PAGE_WITHIN = 120
"""A form with more words than this is the page itself, as ASP.NET wraps it; so is a button, where
the parser goes on in one that a browser takes for closed."""


def protect(root: _Element) -> None:
    """Leave in the page at `root` what a visitor sees and nothing else, in ordinary elements."""
    from lxml.etree import strip_elements

    _open_forms(root)
    strip_elements(root, *_NEVER_TEXT, with_tail=False)
    for element in found_at(root, "//*[@hidden or @style]"):
        if is_hidden(element):
            take_out(element)


def show_what_scripts_show(root: _Element) -> None:
    """Show the body of a page that fades in, what React streams into ``<div hidden id="S:0">``, and
    what is there for browsers without scripts if that is most of the page."""
    for body in root.iter("html", "body"):
        for attribute in ("style", "hidden"):
            if attribute in body.attrib:
                del body.attrib[attribute]
    for element in root.iterfind(".//div[@hidden]"):
        if (element.get("id") or "").startswith("S:"):
            del element.attrib["hidden"]
    for_others = list(root.iter("noscript"))
    length = sum(len(text_of(element)) for element in for_others)
    if length > _LONG and 2 * length > len(text_of(root)):
        for element in for_others:
            element.tag = "div"


def show_what_is_wrapped(root: _Element) -> None:
    """Show a declarative shadow root, a page that stands in a button whose end was not seen, and a
    heading that is a button because it unfolds what follows."""
    for template in list(root.iter("template")):
        if template.get("shadowrootmode"):
            template.tag = "div"
    for button in list(root.iter("button")):
        if _is_content(button) or length_in_words(text_of(button)) > _PAGE_WITHIN:
            button.tag = "div"
        elif next(button.iterancestors(*HEADINGS), None) is not None:
            button.tag = "span"


def _open_forms(root: _Element) -> None:
    """Make an ordinary element of a form that holds the page; any other goes, labels and all."""
    for form in list(root.iter("form")):
        long = length_in_words(text_of(form)) > _PAGE_WITHIN
        if long or form.find(".//h1") is not None or _is_content(form):
            form.tag = "div"
        else:
            take_out(form)


def _is_content(element: _Element) -> bool:
    """Say whether `element` is, or holds, what the page calls its article."""
    if tag(element) in _CONTENT or element.get("itemprop") == "articleBody":
        return True
    return bool(articles_in(element))
