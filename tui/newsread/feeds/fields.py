"""The fields of an entry, the same whatever its feed's format: cleaned, bounded, of the web."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from newsread.feeds.entry import Enclosure
from newsread.text.clean import clean_line, html_to_line
from newsread.web.addresses import link

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_TITLE = 500
LONGEST_NAME = 300
LONGEST_CATEGORY = 100
"""Code points kept of a title, of a person's or feed's name, of a category."""
MOST_CATEGORIES = 30
MOST_ENCLOSURES = 30
"""Kept of an entry; a reader scrolls past as many."""
LONGEST_TTL = 7 * 86400.0

_LOOKS_HTML = re.compile(r"</[a-z]|&#?\w+;|<br\b|<!--", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"\n\s*\n")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+_-]{0,60}/([a-z0-9][a-z0-9.+_-]{0,80}|\*)")


def line(value: str, limit: int = LONGEST_NAME) -> str:
    """Return a line of which nobody says whether it is HTML: as such where it looks like it."""
    return html_to_line(value, limit) if _LOOKS_HTML.search(value) else clean_line(value, limit)


def plain_as_html(text: str) -> str:
    """Return plain text as HTML that shows the same; an empty line parts paragraphs."""
    paragraphs = _PARAGRAPHS.split(html.escape(text, quote=False).strip())
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in paragraphs if part)


def longer_as_content(summary: str, content: str) -> tuple[str, str]:
    """Return summary and content: the longer is the content, and one alone that is a summary."""
    if not content or content == summary:
        return summary, ""
    return (summary, content) if len(content) >= len(summary) else (content, summary)


def language(tag: str | None) -> str:
    """Return a language's tag (BCP 47), or ``""`` for what is none."""
    cleaned = (tag or "").strip().replace("_", "-")
    return cleaned if _LANGUAGE.fullmatch(cleaned) and len(cleaned) <= 35 else ""


def categories(given: Iterable[str]) -> tuple[str, ...]:
    """Return what an entry is filed under, each once."""
    found: dict[str, None] = {}
    for each in given:
        if len(found) == MOST_CATEGORIES:
            break
        if name := line(each, LONGEST_CATEGORY):
            found[name] = None
    return tuple(found)


def enclosure(reference: str, base: str, kind: str, length: str, title: str) -> Enclosure | None:
    """Return a file of an entry, or None where no http or https address leads to it.

    `length` is believed if it is a number of bytes: feeds write hours, words and nothing there.
    """
    url = link(reference, base)
    if not url:
        return None
    kind = kind.strip().lower().partition(";")[0]
    length = length.strip()
    return Enclosure(
        url,
        kind if _MEDIA_TYPE.fullmatch(kind) else "",
        int(length) if 0 < len(length) < 16 and length.isascii() and length.isdigit() else None,
        line(title),
    )


def first_of_each(enclosures: Iterable[Enclosure | None]) -> tuple[Enclosure, ...]:
    """Return the enclosures there are, one for each address."""
    found: dict[str, Enclosure] = {}
    for each in enclosures:
        if len(found) == MOST_ENCLOSURES:
            break
        if each is not None:
            found.setdefault(each.url, each)
    return tuple(found.values())
