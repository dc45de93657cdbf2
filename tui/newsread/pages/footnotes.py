"""Footnotes: which links of a page are references, which notes they lead to, and which lead back.

Told on the parsed page, before its article is looked for: readability drops what is called a
footnote. A reference becomes ``[1]``, which neither a word nor a power swallows; a note has its
number beside its text, as an item of a list has; what leads back is left out.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from newsread.pages.elements import (
    BLOCKS,
    NOTE,
    NUMBER,
    REFERENCE,
    found_at,
    names,
    tag,
    take_out,
    text_of,
    texts_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

_LABEL = re.compile(
    r"[\[(]?\s*((?:note |nb )?\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§¶]{1,3})\s*[\])]?[.:]?", re.I
)
_NUMBER = re.compile(r"[\[(]?\s*(\d{1,4})\s*[\])]?[.:]?")
_BACK = re.compile(
    r"[\s\[(]*(?:[\^↑↩↵⏎⤴⬆⇑⇧🔙\ufe0e\ufe0f]|jump up|(?:go )?back(?: to (?:text|content|article))?"
    r"|return(?: to text)?)[\s\d\ufe0e\ufe0f\])]*",
    re.I,
)
_SAYS_NOTE = re.compile(
    r"foot-?note|note-?ref|end-?note|cite_?note|(?<![a-z])fn(?![a-z])|_ftn", re.I
)
_SAYS_BACK = re.compile(r"back-?(?:ref|link)|footnote-?back|fn-?back|footnote-?return", re.I)
_DROPPED = re.compile(r"foot", re.I)
"""In a class or id it makes readability drop an element."""
_SAYING = ("class", "role", "epub:type")
_WHOLE = names("html body article main")
_INLINE = names("sup span b i em strong small")
_FEW = 8
"""Elements looked at where a note begins: pages may be made to have thousands there."""
_LONGEST = 24
"""Characters of a link that may be a reference or lead back."""


class _Link(NamedTuple):
    """A link to a place on its page."""

    element: _Element
    words: str
    fragment: str
    place: _Element | None
    """None where the page has no such place."""
    leads_back: bool
    """Whether the place is above the link."""


def settle_footnotes(root: _Element) -> None:
    """Mark references and notes of the page at `root`, in place; take out what leads back."""
    inner = found_at(root, ".//a[contains(@href, '#')]")
    if not any(_LABEL.fullmatch(text_of(link).strip()) for link in inner):
        return
    links = list(_links(root))
    words_in = cache(_words_in)  # of what is around thousands of links, too
    note_at = cache(lambda place: _note_at(place, words_in))
    notes: dict[_Element, str] = {}
    for each in links:
        if _is_reference(each):
            note = note_at(each.place) if each.place is not None else None
            name = "" if note is None else notes.setdefault(note, f"#{len(notes) + 1}")
            _make_reference(each, name, words_in)
    if not notes:
        return
    for each in links:
        if _says(each.element, _SAYS_BACK) or (each.leads_back and _BACK.fullmatch(each.words)):
            _take_out_whole(each.element, words_in)
    for element in found_at(root, ".//*[contains(@class, 'cite-backlink')]"):
        take_out(element)
    for note, name in notes.items():
        _make_note(note, name, words_in)


def _links(root: _Element) -> Iterator[_Link]:
    """Yield the short links that lead to places of the page, in order."""
    # No union of paths: libxml2 sorts what it joins, in quadratic time.
    path = "descendant::*[@id or self::a[@name or contains(@href, '#')]]"
    found = found_at(root, path)
    places: dict[str, tuple[int, _Element]] = {}
    for at, element in enumerate(found):
        for name in (element.get("id"), tag(element) == "a" and element.get("name")):
            if name:
                places.setdefault(name, (at, element))
    for at, element in enumerate(found):
        before, _, fragment = (element.get("href") or "").strip().partition("#")
        if not fragment or tag(element) != "a":
            continue
        place_at, place = places.get(fragment, (at, None))
        words = text_of(element).strip()
        if len(words) <= _LONGEST and (place is not None or not before):
            yield _Link(element, words, fragment, place, place_at < at)


def _is_reference(link: _Link) -> bool:
    if link.leads_back or not _LABEL.fullmatch(link.words):
        return False
    inner = link.element[0] if len(link.element) else None
    around = link.element.getparent()
    is_raised = any(each is not None and tag(each) == "sup" for each in (inner, around))
    if link.place is None:
        return is_raised and _NUMBER.fullmatch(link.words) is not None
    says_so = _says(link.element, _SAYS_NOTE) or _SAYS_NOTE.search(link.fragment) is not None
    return is_raised or says_so or link.words.startswith("[")


def _words_in(element: _Element) -> str:
    return text_of(element).strip()


def _note_at(place: _Element, words_in: Callable[[_Element], str]) -> _Element | None:
    """Return the block that begins at `place`; None where the place is within its text."""
    element = place
    while tag(element) not in BLOCKS:
        above, before = element.getparent(), element.getprevious()
        if above is None or (above.text or "").strip():
            return None
        for _ in range(_FEW):
            if before is None:
                break
            if (before.tail or "").strip() or words_in(before):
                return None
            before = before.getprevious()
        if before is not None:
            return None
        element = above
    return None if tag(element) in _WHOLE else element


def _make_reference(link: _Link, name: str, words_in: Callable[[_Element], str]) -> None:
    element, around = link.element, link.element.getparent()
    if (
        around is not None
        and tag(around) == "sup"
        and words_in(around).strip("[]()") == link.words.strip("[]()")
    ):
        element = around
    label = _LABEL.fullmatch(link.words)
    assert label is not None
    tail = element.tail
    for child in list(element):
        take_out(child)
    element.clear()
    element.tag, element.tail = REFERENCE, tail
    element.text = label[1] if not label[1][-1].isalnum() else f"[{label[1]}]"
    element.set(NOTE, name)


def _make_note(note: _Element, name: str, words_in: Callable[[_Element], str]) -> None:
    note.set(NOTE, name)
    if (label := _label(note)) is not None:
        note.set(NUMBER, text_of(label).strip(" \n\t[]().:"))
        label.tail = (label.tail or "").lstrip(" \n\t\xa0.:)]")
        _take_out_whole(label, words_in)
    element: _Element | None = note
    while element is not None and tag(element) not in _WHOLE:
        for attribute in ("class", "id"):
            if _DROPPED.search(element.get(attribute) or ""):
                del element.attrib[attribute]
        element = element.getparent()


def _label(note: _Element) -> _Element | None:
    """Return the element with a number that a note begins with."""
    if (note.text or "").strip():
        return None
    for element in islice(note.iterdescendants(), _FEW):
        words = "".join(islice(texts_of(element), _FEW)).strip()
        if _NUMBER.fullmatch(words) and (
            tag(element) in ("a", "sup") or _says(element, _SAYS_NOTE)
        ):
            return element
        if (element.text or "").strip() or (not words and (element.tail or "").strip()):
            return None
    return None


def _says(element: _Element, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(element.get(each) or "") for each in _SAYING)


def _take_out_whole(element: _Element, words_in: Callable[[_Element], str]) -> None:
    """Take out a link, and what holds nothing else."""
    above = element.getparent()
    while (
        above is not None
        and tag(above) in _INLINE
        and not (element.tail or "").strip()
        and words_in(above) == words_in(element)
    ):
        element, above = above, above.getparent()
    take_out(element)
