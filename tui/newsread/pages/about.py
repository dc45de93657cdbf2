"""What a page says about its article: title, author, language, date, and whether all is there.

Three vocabularies, in the order of how seldom they are wrong: JSON-LD (schema.org), Open Graph and
other ``<meta>``, and the page's own elements.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from newsread.pages.elements import text_of
from newsread.pages.phrases import name_after
from newsread.pages.words import likeness
from newsread.text.clean import clean_line, html_to_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_LONGEST_LINE = 300
_MOST_LINKED_DATA = 400_000
"""Characters of one JSON-LD script; larger ones describe a shop."""
_MOST_NODES = 2_000
_MOST_HEADINGS = 10
_AGREES = 0.5
"""How like two lines must be (Jaccard over words) to be forms of one headline."""
_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|Review)$")
_DIVIDER = re.compile(r"\s+(?:[|\-–—»·•:]|::|//?)\s+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", re.I)


@dataclass(frozen=True, slots=True)
class About:
    """What is known of an article besides its text. All lines are clean."""

    title: str = ""
    """The headline, without the site's name."""
    titles: tuple[str, ...] = ()
    """Every form of the headline the page has; a repetition in the body is told by them."""
    byline: str = ""
    lang: str = ""
    published: float | None = None
    """POSIX seconds, UTC."""
    body: str = ""
    """The article's text as JSON-LD has it, uncleaned; rarely given."""
    free: bool = True
    """False when the page says that it shows only a part without paying."""


def read_about(root: _Element, linked_data: tuple[str, ...], hint: str = "") -> About:
    """Read what the page at `root` says; `hint` is the title its feed gave, if any."""
    metas = _metas(root)
    articles = list(_articles(linked_data))
    article = articles[0] if articles else {}
    first = islice(root.iter("h1"), _MOST_HEADINGS)
    headings = [clean_line(text_of(heading), _LONGEST_LINE) for heading in first]
    headings = [words for words in headings if words]
    tab = next((clean_line(text_of(title), _LONGEST_LINE) for title in root.iter("title")), "")
    site = metas.get("og:site_name", "")
    shared = metas.get("og:title") or metas.get("twitter:title") or ""
    linked = html_to_line(_string(article.get("headline")), _LONGEST_LINE)
    bare = [without_site(words, site) for words in (shared, linked, tab) if words]
    title = _headline(headings, bare, hint)
    return About(
        title=title,
        titles=tuple(dict.fromkeys(filter(None, (title, *bare, shared, tab, *headings, hint)))),
        byline=_byline(root, metas, article),
        lang=_language(root, metas, article),
        published=_moment(
            _string(article.get("datePublished")) or metas.get("article:published_time", "")
        ),
        body=max((_string(each.get("articleBody")) for each in articles), key=len, default=""),
        free=not any(_says_no(each.get("isAccessibleForFree")) for each in articles),
    )


def without_site(title: str, site: str = "") -> str:
    """Return `title` without the name of its site at either end.

    A part counts as the site's name if it is `site`, or is the last one, of at most four words, and
    leaves at least four.
    """
    parts = _DIVIDER.split(title)
    if len(parts) < 2:
        return title
    first, last = parts[0], parts[-1]
    if site and likeness(last, site) >= _AGREES:
        return title[: title.rindex(last)].rstrip(" |-–—»·•:/") or title
    if site and likeness(first, site) >= _AGREES:
        return title[len(first) :].lstrip(" |-–—»·•:/") or title
    rest = title[: title.rindex(last)].rstrip(" |-–—»·•:/")
    return rest if len(last.split()) <= 4 <= len(rest.split()) else title


def _headline(headings: list[str], bare: list[str], hint: str) -> str:
    """Choose the headline: the ``<h1>`` that agrees with what the page calls itself elsewhere, or
    with the feed; where nothing agrees with the feed, the feed's, for that is what was chosen in a
    list."""
    others = [*bare, hint] if hint else bare
    for heading in headings:
        if any(likeness(heading, other) >= _AGREES for other in others):
            return heading
    if hint:
        return next((words for words in bare if likeness(words, hint) >= _AGREES), hint)
    return next(iter(bare or headings), "")


def _metas(root: _Element) -> dict[str, str]:
    """Return the page's ``<meta>`` by name, the first of each."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("http-equiv") or "").lower()
        content = clean_line(meta.get("content") or "", _LONGEST_LINE)
        if name and content:
            found.setdefault(name, content)
    return found


def _articles(linked_data: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield the nodes of the JSON-LD scripts that describe an article; broken JSON is left out, for
    it is common and nothing depends on it."""
    waiting: deque[Any] = deque()
    for script in linked_data:
        if len(script) <= _MOST_LINKED_DATA:
            try:
                waiting.append(msgspec.json.decode(script.strip()))
            except (msgspec.DecodeError, RecursionError):
                continue
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.popleft()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            kinds = node.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(name, str) and _ARTICLE_TYPES.search(name) for name in names):
                yield node
            waiting.extend(node.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage"))


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _says_no(value: object) -> bool:
    return value is False or (isinstance(value, str) and value.strip().lower() == "false")


def _byline(root: _Element, metas: dict[str, str], article: dict[str, Any]) -> str:
    people = article.get("author")
    names = [
        html_to_line(_string(person.get("name") if isinstance(person, dict) else person), 100)
        for person in (people if isinstance(people, list) else [people])
    ]
    line = ", ".join(filter(None, names)) or metas.get("author", "")
    if not line:
        marked = root.iterfind(".//*[@rel='author']")
        line = next((clean_line(text_of(element), 100) for element in marked), "")
    line = name_after(line) or line
    return "" if "://" in line else clean_line(line, 200)


def _language(root: _Element, metas: dict[str, str], article: dict[str, Any]) -> str:
    """Return a BCP 47 tag (``de-CH``), from the element, the header or Open Graph."""
    said = (
        root.get("lang"),
        root.get("xml:lang"),
        metas.get("content-language"),
        metas.get("og:locale"),
        _string(article.get("inLanguage")),
    )
    for tag in said:
        if tag and _LANGUAGE.fullmatch(tag.strip()):
            language, _, rest = tag.strip().replace("_", "-").partition("-")
            return f"{language.lower()}-{rest}" if rest else language.lower()
    return ""


def _moment(text: str) -> float | None:
    """Return the POSIX time of an ISO 8601 date; without a zone it is taken as UTC."""
    try:
        when = datetime.fromisoformat(text.strip())
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
