"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1, /1.1), and what goes by that name in the wild.

Ours, because feedparser reads none. A field of a wrong type counts as missing, an item that is no
object costs itself only. Numbers stay the words they are: an id may be one, and one of thousands
of digits is no reason to compute.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeGuard

from newsread.errors import FeedError
from newsread.feeds.entry import Entry, ParsedFeed
from newsread.feeds.fields import (
    LONGEST_NAME,
    LONGEST_TITLE,
    categories,
    enclosure,
    first_of_each,
    language,
    line,
    longer_as_content,
    plain_as_html,
)
from newsread.feeds.identity import fingerprint, identified
from newsread.feeds.repair import MOST_ENTRIES
from newsread.text.clean import clean, clean_line
from newsread.web.addresses import link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsread.feeds.entry import Enclosure

_VERSION = "jsonfeed.org/version/"
_LONGEST_DATE = 64


class _Number(str):
    """A number, as it is written."""

    __slots__ = ()


# Line ends within texts are a mistake that costs nothing to read; NaN and Infinity mean nothing.
_DECODER = json.JSONDecoder(
    strict=False, parse_int=_Number, parse_float=_Number, parse_constant=lambda _: None
)


def parse_json_feed(text: str, url: str, name: str) -> ParsedFeed:
    """Read a JSON Feed; `url` is where it came from, for relative links, `name` is for errors.

    Raises:
        FeedError: it is no JSON, or JSON of another kind.
    """
    feed = _object(_decode(text, name))
    given = feed.get("items")
    version = _text(feed, "version")
    # Some write no version, or a number. A title beside a list of items is enough then.
    if _VERSION not in version and not (
        isinstance(given, list) and (feed.get("version") or _text(feed, "title"))
    ):
        raise FeedError(name, "it is JSON, but no JSON Feed", "Look for a feed on its site")
    items = given if isinstance(given, list) else []
    whole = [item for item in items[:MOST_ENTRIES] if isinstance(item, dict) and item]
    home = link(_text(feed, "home_page_url"), url)
    lang = language(_text(feed, "language"))
    author = _authors(feed)
    return ParsedFeed(
        title=line(_text(feed, "title")),
        link=home,
        lang=lang,
        entries=tuple(
            item.entry(identity, author, lang, home or url)
            for identity, item in identified(_Item(item, url) for item in whole)
        ),
        note=_note(given, len(whole)),
    )


class _Item:
    """An item, on its way to an `Entry`."""

    def __init__(self, fields: dict[str, Any], feed_url: str) -> None:
        self._fields = fields
        self._feed_url = feed_url
        own_id = fields.get("id")
        self.own_id = clean_line(own_id) if isinstance(own_id, str) else ""
        written = _text(fields, "url") or _text(fields, "external_url")
        self.reference = clean_line(written)
        self.url = link(written, feed_url)  # as written: a tab within a scheme is no space

    @cached_property
    def bodies(self) -> tuple[str, str]:
        """Summary and content, as HTML. Plain text counts where there is no HTML."""
        plain = plain_as_html(_text(self._fields, "content_text"))
        summary = plain_as_html(_text(self._fields, "summary"))
        return longer_as_content(summary, _text(self._fields, "content_html") or plain)

    @property
    def fingerprint(self) -> str:
        dates = (_text(self._fields, name) for name in ("date_published", "date_modified"))
        summary, content = self.bodies
        return fingerprint(_text(self._fields, "title"), *dates, content or summary)

    def entry(self, identity: str, author: str, lang: str, site: str) -> Entry:
        fields = self._fields
        summary, content = self.bodies
        return Entry(
            identity=identity,
            title=line(_text(fields, "title"), LONGEST_TITLE),
            url=self.url,
            author=_authors(fields) or author,
            summary=summary,
            content=content,
            base=self.url or site,
            published=_seconds(_text(fields, "date_published")),
            updated=_seconds(_text(fields, "date_modified")),
            lang=language(_text(fields, "language")) or lang,
            categories=categories(filter(_is_text, _list(fields, "tags"))),
            enclosures=first_of_each(self._enclosures()),
        )

    def _enclosures(self) -> Iterator[Enclosure | None]:
        """Yield the item's files, each made only when it is asked for: there may be a million."""
        fields, base = self._fields, self._feed_url
        for each in map(_object, _list(fields, "attachments")):
            if url := _text(each, "url"):
                size = each.get("size_in_bytes")
                length = size if isinstance(size, str) else ""
                yield enclosure(url, base, _text(each, "mime_type"), length, _text(each, "title"))
        for name in ("image", "banner_image"):
            if picture := _text(fields, name):
                yield enclosure(picture, base, "image/*", "", "")


def _decode(text: str, name: str) -> object:
    try:
        return _DECODER.decode(text.lstrip("\ufeff\0"))
    except RecursionError as error:
        raise FeedError(name, "it is JSON that is nested too deeply to be a feed") from error
    except json.JSONDecodeError as error:
        raise FeedError(
            name, f"it is JSON that is damaged in line {error.lineno}", "Try again later"
        ) from error


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(fields: dict[str, Any], name: str) -> list[Any]:
    value = fields.get(name)
    return value if isinstance(value, list) else []


def _text(fields: dict[str, Any], name: str) -> str:
    """Return a field that is a text, cleaned; empty for anything else."""
    value = fields.get(name)
    return clean(value) if _is_text(value) else ""


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and not isinstance(value, _Number)


def _authors(fields: dict[str, Any]) -> str:
    """Return the authors' names (1.1), else the author's (1.0); an address where no name is."""
    people = [_object(each) for each in _list(fields, "authors") or [fields.get("author")]]
    names = (line(_text(each, "name")) or _address(_text(each, "url")) for each in people)
    return clean_line(", ".join(filter(None, dict.fromkeys(names))), LONGEST_NAME)


def _address(url: str) -> str:
    return clean_line(url.removeprefix("mailto:"), LONGEST_NAME)


def _seconds(date: str) -> float | None:
    """Return a date (RFC 3339, or as mail writes it) as POSIX seconds; one without zone is UTC."""
    if not date or len(date) > _LONGEST_DATE:
        return None
    try:
        moment = datetime.fromisoformat(date.strip())
    except ValueError:
        try:
            moment = parsedate_to_datetime(date)
        except (ValueError, IndexError, OverflowError):
            return None
    try:
        seconds = moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
    except (ValueError, OverflowError):
        return None
    return seconds if seconds > 0 else None


def _note(given: object, read: int) -> str:
    if not isinstance(given, list):
        return "The feed is damaged: it has no list of items"
    if len(given) > MOST_ENTRIES:
        return f"Only the first {MOST_ENTRIES} of {len(given)} entries are read"
    if read < len(given):
        return f"The feed is damaged: {len(given) - read} of its {len(given)} items are none"
    return ""
