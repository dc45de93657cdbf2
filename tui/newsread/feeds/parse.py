"""A feed's bytes to plain values, and the adapter to feedparser. Runs in a worker process.

feedparser is given bytes in UTF-8, mended, and nothing else: no address (it would open it), no
guessing of encodings (its detector takes a second for one bad byte), no sanitising or resolving of
links in HTML (half its time; `pages` reads that HTML, and believes none of it). It raises on some
inputs and needs minutes for others, so a worker with a deadline runs this.
"""

from __future__ import annotations

import calendar
import io
import re
from functools import cache
from itertools import chain
from time import struct_time
from typing import TYPE_CHECKING, Any

from newsread.errors import FeedError
from newsread.feeds.entry import Enclosure, Entry, ParsedFeed
from newsread.feeds.fields import (
    LONGEST_NAME,
    LONGEST_TITLE,
    LONGEST_TTL,
    categories,
    enclosure,
    first_of_each,
    language,
    line,
    longer_as_content,
    plain_as_html,
)
from newsread.feeds.identity import fingerprint, identified
from newsread.feeds.jsonfeed import parse_json_feed
from newsread.feeds.repair import MOST_ENTRIES, Opening, opening_of, repair
from newsread.text.clean import clean_line, html_to_line
from newsread.web.addresses import link, masked
from newsread.web.charset import decode_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsread.feeds.repair import Mended

_DECLARED = re.compile(rb"<\?xml[^>]{0,400}?encoding\s*=\s*[\"']([^\"'>]{1,40})")
_MAIL = r"[^\s()<>@]+@[^\s()<>@]+"
_PERSON = re.compile(rf"{_MAIL}\s*\((.+)\)$|(.*\S)\s*\({_MAIL}\)$|(.*\S)\s*<{_MAIL}>$", re.DOTALL)
_UNREAD = re.compile(
    r"_(?:start|end)_(?:width|height|psc_|gml_|georss_|cc_|creativecommons_|media_restriction)"
)
"""feedparser's methods for elements that end nowhere here."""
_KINDS: list[tuple[str, type]] = [
    *((name, str) for name in ("id", "link", "title", "summary", "author", "language", "ttl")),
    *((name, str) for name in ("published", "updated")),
    *((name, dict) for name in ("title_detail", "summary_detail")),
    *((name, list) for name in ("content", "links", "tags", "authors")),
    *((name, list) for name in ("media_content", "media_thumbnail")),
    *((name, struct_time) for name in ("published_parsed", "created_parsed", "updated_parsed")),
]
"""What feedparser's fields are that are read."""
_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_WHAT_IT_IS = {
    "empty": "it is empty",
    "page": "it is a web page, not a feed",
    "text": "it is plain text, not a feed",
}


def parse_feed(body: bytes, url: str, content_type: str = "") -> ParsedFeed:
    """Read RSS 0.9x to 2.0, RDF, Atom or JSON Feed, whole or damaged.

    What counts is what it is, not what it is said to be. `url` is where the body came from, for
    relative links; `content_type` is the HTTP header.

    Raises:
        FeedError: it is no feed; says what it is instead.
    """
    text, opening = feed_text(body, content_type)
    name = masked(url)
    if opening.kind == "json":
        return parse_json_feed(text, url, name)
    if opening.kind in _WHAT_IT_IS:
        raise FeedError(name, _WHAT_IT_IS[opening.kind])
    mended = repair(text, opening, url)
    read = _feedparser_reads(mended.data, name)
    entries = [_RawEntry(entry, url) for entry in read["entries"]]
    if not entries and not read.get("version"):
        raise FeedError(name, f"it is XML, but no feed: its first element is <{opening.name}>")
    channel = _sound(read["feed"])
    lang = language(channel.get("language"))
    is_atom = str(read.get("version")).startswith("atom")
    author = _author(channel) if is_atom else ""
    site = link(channel.get("link") or "", url)
    return ParsedFeed(
        title=_title(channel, LONGEST_NAME, is_atom),
        link=site,
        lang=lang,
        ttl=_ttl(channel.get("ttl")),
        entries=tuple(
            raw.entry(identity, is_atom, author, lang, site or url)
            for identity, raw in identified(entries)
        ),
        note=_note(mended, damaged=bool(read.get("bozo"))),
    )


def feed_text(body: bytes, content_type: str = "") -> tuple[str, Opening]:
    """Decode `body` as XML says (RFC 7303), and tell how it begins."""
    declared = _DECLARED.search(body, 0, 4096)
    label = declared[1].decode("ascii", "replace") if declared else ""
    text = decode_bytes(body, content_type, label).text
    return text, opening_of(text)


def _feedparser_reads(data: bytes, name: str) -> dict[str, Any]:
    parse = _feedparser()
    try:
        read: dict[str, Any] = parse(
            io.BytesIO(data),
            response_headers=_HEADERS,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:
        # It promises none and raises many: fuzzing found seven kinds. Each costs this feed only.
        raise FeedError(name, f"it is too damaged to read ({type(error).__name__})") from error
    return read


@cache
def _feedparser() -> Callable[..., dict[str, Any]]:
    """Return its ``parse``, without three of its ways to lose something.

    It searches each author for a mail address in quadratic time: 40 kB of letters take a minute; so
    they are cut to the length that is read of them. It raises where a width is no number, or a
    chapter has no time; so elements that nobody here reads mean nothing to it. And it forgets with
    a ``source`` that the entry has its title, and takes that of a picture for it; so it is told.
    """
    import feedparser
    from feedparser.mixin import _FeedParserMixin

    search = _FeedParserMixin._sync_author_detail

    def search_a_name(parser: Any, key: str = "author") -> None:
        context = parser._get_context()
        if context.get(key):
            context[key] = context[key][:LONGEST_NAME]
        search(parser, key)

    end_source = _FeedParserMixin._end_source

    def end_source_with_title(parser: Any) -> None:
        end_source(parser)
        if parser.inentry and parser._get_context().get("title"):
            parser.title_depth = parser.depth

    _FeedParserMixin._sync_author_detail = search_a_name
    _FeedParserMixin._end_source = end_source_with_title
    for owner in _FeedParserMixin.__mro__:
        for handler in filter(_UNREAD.match, list(vars(owner))):
            delattr(owner, handler)
    parse: Callable[..., dict[str, Any]] = feedparser.parse
    return parse


def _note(mended: Mended, *, damaged: bool) -> str:
    """Say what a person should know of how the feed was read."""
    notes = []
    if mended.left_out:
        given = MOST_ENTRIES + mended.left_out
        notes.append(f"Only the first {MOST_ENTRIES} of {given} entries are read")
    if mended.breaks_off:
        notes.append("The feed breaks off within its last entry, which may lack its end")
    elif damaged and not mended.left_out:
        notes.append("The feed is damaged, and was read as far as possible")
    return "; ".join(notes)


def _sound(raw: dict[str, Any]) -> dict[str, Any]:
    """Return an entry or channel without those of `_KINDS` that are something else.

    feedparser keeps an element it does not know under its name, so that ``<links>`` in a feed is a
    text where a list belongs. Its dictionaries are slow, and fall back in surprising ways.
    """
    sound = dict(raw)
    for name, kind in _KINDS:
        if name in sound and not isinstance(sound[name], kind):
            del sound[name]
    return sound


class _RawEntry:
    """One of feedparser's entries, on its way to an `Entry`."""

    def __init__(self, raw: dict[str, Any], url: str) -> None:
        self.raw = raw = _sound(raw)
        self.feed_url = url
        self.own_id = clean_line(raw.get("id") or "")
        self.url = link(raw.get("link") or "", url)
        self.summary, self.content = _bodies(raw)

    @property
    def reference(self) -> str:
        return clean_line(self.raw.get("link") or "")

    @property
    def fingerprint(self) -> str:
        """Names the entry by what it says: the same at every fetch, whatever stands around it."""
        raw = self.raw
        dates = (raw.get("published") or "", raw.get("updated") or "")
        return fingerprint(raw.get("title") or "", *dates, self.content or self.summary)

    def entry(self, identity: str, is_atom: bool, author: str, lang: str, site: str) -> Entry:
        raw = self.raw
        detail: dict[str, Any] = raw.get("title_detail") or {}
        bases = [part.get("base") for part in (*(raw.get("content") or ()), detail)]
        published, created, updated = (
            _seconds(raw.get(f"{name}_parsed")) for name in ("published", "created", "updated")
        )
        base = link(next(filter(None, bases), ""), self.feed_url)
        tags = raw.get("tags")
        return Entry(
            identity=identity,
            title=_title(raw, LONGEST_TITLE, is_atom),
            url=self.url,
            author=_author(raw) or author,
            summary=self.summary,
            content=self.content,
            base=base or self.url or site,
            published=published or created,
            updated=updated,
            lang=language(detail.get("language")) or lang,
            categories=(
                categories(tag.get("label") or tag.get("term") or "" for tag in tags)
                if tags
                else ()
            ),
            enclosures=_enclosures(raw, self.feed_url),
        )


def _enclosures(raw: dict[str, Any], base: str) -> tuple[Enclosure, ...]:
    """Return the entry's files: enclosures first, then what Media RSS names, pictures of it last.

    An attribute is None where a feed writes it without a value.
    """
    links = [each for each in raw.get("links") or () if each.get("rel") == "enclosure"]
    media, pictures = raw.get("media_content") or (), raw.get("media_thumbnail") or ()
    if not (links or media or pictures):
        return ()
    return first_of_each(
        enclosure(
            each.get("href") or each.get("url") or "",
            base,
            each.get("type") or fallback or _kind_of_medium(each.get("medium") or ""),
            each.get("length") or each.get("filesize") or "",
            each.get("title") or "",
        )
        for each, fallback in chain(
            ((each, "") for each in (*links, *media)), ((each, "image/*") for each in pictures)
        )
        if each.get("href") or each.get("url")
    )


def _kind_of_medium(medium: str) -> str:
    return f"{medium}/*" if medium in ("image", "audio", "video") else ""


def _bodies(raw: dict[str, Any]) -> tuple[str, str]:
    """Return summary and content as HTML. The longer one is the content where there are two."""
    summary = ""
    if raw.get("summary_detail"):  # else feedparser has copied the content there
        summary = _as_html(raw.get("summary"), raw["summary_detail"])
    parts = [_as_html(part.get("value"), part) for part in raw.get("content") or ()]
    return longer_as_content(summary, max(parts, key=len, default=""))


def _as_html(value: str | None, detail: dict[str, Any]) -> str:
    kind = detail.get("type") or "text/html"
    if kind in ("text/html", "application/xhtml+xml"):
        return value or ""
    # An image or a PDF in base64 is no text to read.
    return plain_as_html(value or "") if kind == "text/plain" else ""


def _title(raw: dict[str, Any], limit: int, is_atom: bool) -> str:
    """Return a title as one line. RSS does not say whether one is HTML; Atom does."""
    value = raw.get("title") or ""
    kind = (raw.get("title_detail") or {}).get("type") or "text/plain"
    if kind != "text/plain":
        return html_to_line(value, limit)
    return clean_line(value, limit) if is_atom else line(value, limit)


def _author(raw: dict[str, Any]) -> str:
    """Return the authors' names, or an address where there is no name."""
    # feedparser's own search for an address breaks off after four letters of its last part, so that
    # a lone author is read from the element's words.
    authors = raw.get("authors") or ()
    given = [raw.get("author")] if len(authors) < 2 else [author.get("name") for author in authors]
    names = [_PERSON.sub(r"\1\2\3", str(name or "")[:LONGEST_NAME].strip()) for name in given]
    together = ", ".join(filter(None, dict.fromkeys(names)))
    return (html_to_line if "&" in together or "<" in together else clean_line)(together)


def _seconds(moment: Any) -> float | None:
    """Return feedparser's UTC time as POSIX seconds; 1970 and before is a clock never set."""
    try:
        seconds = calendar.timegm(moment)
    except (TypeError, ValueError, OverflowError):
        return None
    return float(seconds) if seconds > 0 else None


def _ttl(minutes: str | None) -> float | None:
    """Return RSS's ``ttl``, minutes, as seconds."""
    value = (minutes or "").strip()
    return min(float(value[:9]) * 60, LONGEST_TTL) if value.isascii() and value.isdigit() else None
