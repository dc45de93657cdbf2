"""The adapter to feedparser: bytes of a feed to plain values. Runs in a worker process.

feedparser is given bytes in UTF-8, mended, and nothing else: no address (it would open it), no
guessing of encodings (its detector takes a second for one bad byte), no sanitising or resolving of
links in HTML (half its time; `pages` reads that HTML, and believes none of it). It raises on some
inputs and needs minutes for others, so a worker with a deadline runs this.
"""

from __future__ import annotations

import calendar
import hashlib
import html
import io
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from newsread.errors import FeedError
from newsread.feeds.entry import Entry, ParsedFeed
from newsread.feeds.repair import MOST_ENTRIES, Opening, opening_of, repair
from newsread.text.clean import clean_line, html_to_line
from newsread.web.addresses import link, masked
from newsread.web.charset import decode_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_TITLE = 500
LONGEST_NAME = 300
LONGEST_IDENTITY = 1000
"""Code points kept of a title, of a person's or feed's name, of an entry's identity."""

_DECLARED = re.compile(rb"<\?xml[^>]{0,400}?encoding\s*=\s*[\"']([^\"'>]{1,40})")
_LOOKS_HTML = re.compile(r"</[a-z]|&#?\w+;|<br\b|<!--", re.IGNORECASE)
_MAIL = r"[^\s()<>@]+@[^\s()<>@]+"
_PERSON = re.compile(rf"{_MAIL}\s*\((.+)\)$|(.*\S)\s*\({_MAIL}\)$|(.*\S)\s*<{_MAIL}>$", re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_LONGEST_TTL = 7 * 86400.0
_WHAT_IT_IS = {
    "empty": "it is empty",
    "page": "it is a web page, not a feed",
    "json": "it is JSON, and newsread reads RSS and Atom",
    "text": "it is plain text, not a feed",
}


def parse_feed(body: bytes, url: str, content_type: str = "") -> ParsedFeed:
    """Read RSS 0.9x to 2.0, RDF or Atom, whole or damaged.

    `url` is where the body came from, for relative links; `content_type` is the HTTP header.

    Raises:
        FeedError: it is no feed; says what it is instead.
    """
    text, opening = feed_text(body, content_type)
    name = masked(url)
    if opening.kind in _WHAT_IT_IS:
        raise FeedError(name, _WHAT_IT_IS[opening.kind])
    mended, left_out = repair(text, opening, name)
    read = _feedparser_reads(mended, name)
    entries = [_RawEntry(entry, url) for entry in read["entries"]]
    if not entries and not read.get("version"):
        raise FeedError(name, f"it is XML, but no feed: its first element is <{opening.name}>")
    channel = read["feed"]
    lang = _language(channel.get("language"))
    is_atom = str(read.get("version")).startswith("atom")
    author = _author(channel) if is_atom else ""
    site = link(channel.get("link") or "", url)
    note = ""
    if left_out:
        note = f"Only the first {MOST_ENTRIES} of {MOST_ENTRIES + left_out} entries are read"
    elif read.get("bozo"):
        note = "The feed is damaged, and was read as far as possible"
    return ParsedFeed(
        title=_line(channel, "title", LONGEST_NAME, is_atom),
        link=site,
        lang=lang,
        ttl=_ttl(channel.get("ttl")),
        entries=tuple(
            raw.entry(identity, is_atom, author, lang, site or url)
            for identity, raw in _identified(entries)
        ),
        note=note,
    )


def feed_text(body: bytes, content_type: str = "") -> tuple[str, Opening]:
    """Decode `body` as XML says (RFC 7303), and tell how it begins."""
    declared = _DECLARED.search(body, 0, 4096)
    label = declared[1].decode("ascii", "replace") if declared else ""
    text = decode_bytes(body, content_type, label).text
    return text, opening_of(text)


def _feedparser_reads(data: bytes, name: str) -> dict[str, Any]:
    import feedparser

    try:
        read: dict[str, Any] = feedparser.parse(
            io.BytesIO(data),
            response_headers=_HEADERS,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:
        # It promises none and raises many: fuzzing found seven kinds. Each costs this feed only.
        raise FeedError(name, f"it is too damaged to read ({type(error).__name__})") from error
    return read


class _RawEntry:
    """One of feedparser's entries, on its way to an `Entry`."""

    def __init__(self, raw: dict[str, Any], url: str) -> None:
        self.raw = raw = dict(
            raw
        )  # feedparser's own `get` is slow, and falls back in surprising ways
        self.feed_url = url
        reference = raw.get("link") or ""
        self.own_id = clean_line(raw.get("id") or "") or clean_line(reference)
        self.url = link(reference, url)
        self.summary, self.content = _bodies(raw)

    @property
    def fingerprint(self) -> str:
        """Names the entry by what it says: the same at every fetch, whatever stands around it."""
        raw = self.raw
        dates = (raw.get("published") or "", raw.get("updated") or "")
        words = (raw.get("title") or "", *dates, self.content or self.summary)
        return "sha256:" + hashlib.sha256("\n".join(words).encode()).hexdigest()

    def entry(self, identity: str, is_atom: bool, author: str, lang: str, site: str) -> Entry:
        raw = self.raw
        detail: dict[str, Any] = raw.get("title_detail") or {}
        bases = [part.get("base") for part in (*(raw.get("content") or ()), detail)]
        published, created, updated = (
            _seconds(raw.get(f"{name}_parsed")) for name in ("published", "created", "updated")
        )
        return Entry(
            identity=identity,
            title=_line(raw, "title", LONGEST_TITLE, is_atom),
            url=self.url,
            author=_author(raw) or author,
            summary=self.summary,
            content=self.content,
            base=link(next(filter(None, bases), ""), self.feed_url) or self.url or site,
            published=published or created or updated,
            updated=updated,
            lang=_language(detail.get("language")) or lang,
        )


def _identified(entries: Iterable[_RawEntry]) -> list[tuple[str, _RawEntry]]:
    """Give each entry its identity: its id, else its link, else what it says.

    Some feeds repeat one id over different entries, or one link. Those are told apart by their
    links, and without both by what they say, so that a read mark or claim stays with its own. What
    is still the same is one entry, and the first, which is the newest, is kept.
    """
    same_id: dict[str, list[_RawEntry]] = defaultdict(list)
    for entry in entries:
        same_id[entry.own_id or entry.fingerprint].append(entry)
    identified: dict[str, _RawEntry] = {}
    for own_id, group in same_id.items():
        several_links = len({entry.url for entry in group}) > 1
        for entry in group:
            identity = own_id
            if len(group) > 1 and not (entry.url and entry.raw.get("id")):
                identity = entry.fingerprint
            elif several_links:
                identity = f"{own_id} {entry.url}"
            identified.setdefault(_short(identity), entry)
    return list(identified.items())


def _short(identity: str) -> str:
    if len(identity) <= LONGEST_IDENTITY:
        return identity
    return "sha256:" + hashlib.sha256(identity.encode()).hexdigest()


def _bodies(raw: dict[str, Any]) -> tuple[str, str]:
    """Return summary and content as HTML. The longer one is the content where there are two."""
    summary = ""
    if raw.get("summary_detail"):  # else feedparser has copied the content there
        summary = _as_html(raw.get("summary"), raw["summary_detail"])
    parts = [_as_html(part.get("value"), part) for part in raw.get("content") or ()]
    content = max(parts, key=len, default="")
    if not content or content == summary:
        return summary, ""
    return (summary, content) if len(content) >= len(summary) else (content, summary)


def _as_html(value: str | None, detail: dict[str, Any]) -> str:
    kind = detail.get("type") or "text/html"
    if kind in ("text/html", "application/xhtml+xml"):
        return value or ""
    if kind != "text/plain":
        return ""  # an image or a PDF in base64 is no text to read
    paragraphs = re.split(r"\n\s*\n", html.escape(value or "", quote=False).strip())
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in paragraphs if part)


def _line(raw: dict[str, Any], key: str, limit: int, is_atom: bool) -> str:
    """Return a title as one line. RSS does not say whether one is HTML; Atom does."""
    value = raw.get(key) or ""
    kind = (raw.get(f"{key}_detail") or {}).get("type") or "text/plain"
    if kind != "text/plain" or (not is_atom and _LOOKS_HTML.search(value)):
        return html_to_line(value, limit)
    return clean_line(value, limit)


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
    return min(float(value[:9]) * 60, _LONGEST_TTL) if value.isascii() and value.isdigit() else None


def _language(tag: str | None) -> str:
    cleaned = (tag or "").strip().replace("_", "-")
    return cleaned if _LANGUAGE.fullmatch(cleaned) and len(cleaned) <= 35 else ""
