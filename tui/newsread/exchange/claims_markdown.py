"""An article's claims as a Markdown file, for Obsidian and the like: front matter, then claims.

All that is from outside is escaped or a JSON string, which YAML reads as the same. A note is its
author's Markdown and goes as it is, but in a block of its own that nothing in it can leave.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from newsread.claims.drift import WORDS, is_drifted, state_of, words_now
from newsread.claims.fared import fared
from newsread.exchange.markdown_text import escape, quoted, unquoted
from newsread.text.clean import clean_line
from newsread.web.addresses import link, masked, parse_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsread.claims.claim import Claim, Evidence

LONGEST_HEADING = 80
"""Code points."""
LONGEST_SLUG = 60

FRONT = (
    *("title", "url", "outlet", "author", "published", "retrieved", "revision", "tags"),
    *("claims", "newsread"),
)
"""The names in the front matter, in their order; ``newsread`` tells which article it is."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_PLAIN_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_QUOTE_END = re.compile(r"(> (?:.* )?)\^c-([A-Za-z0-9-]+)")
_UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""What JSON may have in a string as it is, and YAML may not."""
_COMMAND = re.compile("<(?=%)")
"""How a command of Templater begins, which Obsidian's users let run in new files."""
_OUR_BLOCK = re.compile(r"\^(?=c-)", re.IGNORECASE)


class ArticleClaims(NamedTuple):
    """The claims of one article, oldest first; at least one."""

    key: str
    claims: tuple[Claim, ...]

    @property
    def mark(self) -> str:
        """What ends the name of the article's file, before ``.md``; the same for ever."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:12]

    @property
    def file_name(self) -> str:
        """``2026-11-26-rents-rise-again-0123456789ab.md``: ASCII, and no path."""
        article, oldest = self.claims[-1].article, self.claims[0]
        days = map(_DAY.match, (article.published or "", article.retrieved or "", oldest.created))
        day = next((found[0] for found in days if found), "undated")
        return f"{day}-{slug(article.title)}-{self.mark}.md"


def by_article(claims: Iterable[Claim]) -> list[ArticleClaims]:
    """Return `claims`, oldest first, gathered by article; so are those that lack its key."""
    articles: dict[str, list[Claim]] = {}
    for claim in claims:
        article = claim.article
        key = article.key or masked(article.url) or article.title
        articles.setdefault(key, []).append(claim)
    return [ArticleClaims(key, tuple(found)) for key, found in articles.items()]


def slug(title: str) -> str:
    """Return a part of a file's name: of a-z, 0-9 and hyphens, at most `LONGEST_SLUG` long."""
    letters = unicodedata.normalize("NFKD", clean_line(title, limit=300))
    words = re.findall("[a-z0-9]+", letters.encode("ascii", "ignore").decode().lower())
    whole = "-".join(words)
    while len(whole) > LONGEST_SLUG and "-" in whole:
        whole = whole.rpartition("-")[0]
    return whole[:LONGEST_SLUG] or "article"


def front_matter(found: ArticleClaims) -> list[str]:
    """Return the lines of YAML that tell of the article, one for each name of `FRONT`."""
    newest = found.claims[-1]
    article = newest.article
    values: dict[str, object] = {
        "title": article.title,
        "url": _page(article.url),
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published,
        "retrieved": article.retrieved,
        "revision": newest.revision,
        "tags": list(dict.fromkeys(tag for claim in found.claims for tag in claim.tags)),
        "claims": len(found.claims),
        "newsread": found.key,
    }
    return [f"{name}: {_yaml(values[name])}" for name in FRONT]


def read_front_matter(lines: Iterable[str]) -> dict[str, object]:
    """Return the values of lines that `front_matter` wrote. Raises ValueError for others."""
    pairs = (line.split(": ", 1) for line in lines)
    return {name: json.loads(value) for name, value in pairs}


def body(found: ArticleClaims) -> str:
    """Return the article's title and its claims in Markdown, between two empty lines."""
    title = found.claims[-1].article.title
    parts = [f"# {escape(clean_line(title)) or 'Claims without an article'}"]
    parts += map(_section, found.claims)
    return "\n{}\n".format("\n\n".join(parts))


def read_quotes(markdown: str) -> dict[str, str]:
    """Return the quotes in what `body` wrote, by their block's id without ``c-``."""
    quotes, lines = dict[str, str](), list[str]()
    for line in markdown.split("\n"):
        end = _QUOTE_END.fullmatch(line)
        if end:
            quotes[end[2]] = unquoted([*lines, end[1].removesuffix(" ")])
        if end or not line.startswith(">"):
            lines.clear()
        else:
            lines.append(line)
    return quotes


def block_id(claim_id: str) -> str:
    """Return a claim's id in letters, digits and hyphens: all that Obsidian takes."""
    if _PLAIN_ID.fullmatch(claim_id):
        return claim_id
    return hashlib.sha256(claim_id.encode()).hexdigest()[:32]


def _section(claim: Claim) -> str:
    """Return a claim: heading, quote, what is known of it, sources, note."""
    *lines, last = quoted(claim.quote)
    heading = escape(clean_line(claim.statement or claim.quote, limit=LONGEST_HEADING))
    parts = [
        f"## {heading}",
        "\n".join([*lines, f"{last} ^c-{block_id(claim.id)}"]),
        "\n".join(f"- {name}: {escape(clean_line(value))}" for name, value in _properties(claim)),
    ]
    if claim.evidence:
        parts += ["Evidence:", "\n".join(map(_source, claim.evidence))]
    if claim.note.strip():
        parts.append(_noted(claim.note))
    return "\n\n".join(parts)


def _properties(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield names and values of what is known of a claim; the first is always there."""
    yield "type", claim.type
    state = state_of(claim)
    known = {
        "tags": ", ".join(claim.tags),
        "speaker": _with(claim.speaker.name, claim.speaker.role) if claim.speaker else "",
        "worth": claim.worth or "",
        "status": claim.status,
        "verdict": _with(claim.verdict, claim.verdict_label),
        "why": claim.why,
        "confidence": "" if claim.confidence is None else str(claim.confidence),
        "statement": claim.statement,
        "said on": claim.said_on,
        "venue": claim.venue,
        "words since": fared(claim) or (WORDS[state] if state != "exact" else ""),
        "words now": words_now(claim) if is_drifted(claim) else "",
        "related": ", ".join(f"{each.relation} {block_id(each.id)}" for each in claim.related),
        "marked": claim.created[:10],
        "by": claim.annotator,
    }
    yield from ((name, value) for name, value in known.items() if value)


def _with(name: str, more: str) -> str:
    return f"{name} ({more})".lstrip() if more else name


def _source(evidence: Evidence) -> str:
    said = [_address(evidence.url), escape(clean_line(evidence.title))]
    said += [escape(clean_line(evidence.locator))]
    said += [f"“{escape(clean_line(evidence.passage))}”"] if evidence.passage else []
    said += [f"archived: {_address(evidence.archive)}"] if evidence.archive else []
    said += (
        [f"retrieved: {escape(clean_line(evidence.retrieved)[:10])}"] if evidence.retrieved else []
    )
    return f"- {evidence.stance}: {', '.join(filter(None, said))}".rstrip()


def _address(address: str) -> str:
    """Return a link, if it is an address of the web; what is not is words."""
    web = _page(address)
    if web and not re.search(r"[<>\s]", web):
        return f"<{web}>"
    return escape(clean_line(masked(address)))


def _page(address: str) -> str:
    """Return an address of the web, without name and password; empty where it is none."""
    web = link(address)
    return parse_address(web).page if web else ""


def _noted(note: str) -> str:
    """Return a note as a block that it cannot leave.

    Every line has the block's mark, so no fence, comment or HTML that it opens lasts beyond. What
    Obsidian reads without regard to blocks is closed, a name of our blocks' ids is none, and a
    command of Templater is letters.
    """
    for mark in ("%%", "$$"):
        if note.count(mark) % 2:
            note = f"{note}\n{mark}"
    inert = _COMMAND.sub(r"<\\", _OUR_BLOCK.sub(r"\^", note))
    lines = inert.splitlines()
    return "\n".join(["> [!note]", *(f"> {line}" if line else ">" for line in lines)])


def _yaml(value: object) -> str:
    """Return `value` in JSON that is YAML 1.2 as well, on one line."""
    text = _COMMAND.sub(r"\\u003c", json.dumps(value, ensure_ascii=False))
    return _UNPRINTED.sub(lambda each: f"\\u{ord(each[0]):04x}", text)


def is_as_meant(front: Sequence[str], markdown: str, found: ArticleClaims) -> bool:
    """Tell whether front matter and body, read again, have what is to stand in them."""
    values = read_front_matter(front)
    quotes = {block_id(claim.id): claim.quote for claim in found.claims}
    return (
        values["newsread"] == found.key
        and values["title"] == found.claims[-1].article.title
        and values["claims"] == len(found.claims)
        and read_quotes(markdown) == quotes
    )
