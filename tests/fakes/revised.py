"""An article whose desk has made another text of it, and then another, with claims on the first."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from newsread.claims.anchor import follow
from newsread.claims.capture import capture
from newsread.claims.claim import ArticleReference, Claim, Segment, timestamp
from newsread.claims.locate import Locator
from newsread.feeds.entry import Entry
from newsread.ledger.ledger import Ledger
from newsread.library.records import Article, Cause
from newsread.library.store import Library
from newsread.text.document import Document, Kind, Part, Piece, assemble
from newsread.text.quality import Quality
from newsread.text.segment import SEGMENTER
from tests.fakes.texts import store_revision

GOT = 1_788_500_000.0
"""When the first text was got: a Friday in September 2026."""
HOUR = 3_600.0

TITLE = "Harbour fees rise for the third year"
HEAD = (
    "The harbour board raised its fees on Thursday by 4.1 percent, the third rise in three years."
)
DREDGING = (
    "“We dredge or we close,” said Ada Brook, who chairs the board. The channel was last dredged in"
    " 2014."
)
BERTHS = tuple(
    f"Berth {number} is let to a family that has fished from it for {number * 3} years."
    for number in range(2, 12)
)
FISHERS = "The fishers' union called the rise fair. It will not go to court."
STUDY = "A study by the port authority puts the cost of dredging at 12 million crowns."
FERRY = "The ferry company pays no fees at all until 2030."

FIRST = (HEAD, DREDGING, *BERTHS, FISHERS, STUDY, FERRY)
SECOND = (HEAD.replace("Thursday", "Thursday evening"), *FIRST[1:])
THIRD = (
    HEAD.replace("4.1 percent", "4.7 percent"),
    "Ships of more than forty metres pay twice that.",
    DREDGING.replace("said Ada Brook", "according to Ada Brook"),
    FERRY,
    *BERTHS,
    FISHERS.replace("called the rise fair", "called the rise fitting").replace("not go", "go"),
)
QUOTES = (
    "The harbour board raised its fees on Thursday by 4.1 percent",
    "The channel was last dredged in 2014.",
    "The fishers' union called the rise fair.",
    STUDY,
)
"""What the claims say: one figure is changed, one sentence dropped, one changed, one as it was."""


def text(*paragraphs: str, title: str = TITLE) -> Document:
    """Return a document of paragraphs below a headline."""
    headline = Piece(Kind.HEADLINE, title, Part.HEADLINE)
    return assemble([headline, *(Piece(Kind.PARAGRAPH, each) for each in paragraphs)], "en")


def article(library: Library, title: str = TITLE) -> Article:
    """Put an article without a text into the library."""
    entry = Entry(
        identity=title, title=title, url=f"https://paper.example/{len(title)}", published=GOT
    )
    return library.save_article(entry, "The Harbour Post", now=GOT)


def store(
    library: Library, of: Article, document: Document, hours: float, cause: Cause = "edit"
) -> None:
    """Store a text of an article, got some hours after the first."""
    store_revision(
        library,
        of.id,
        document,
        "page",
        GOT + hours * HOUR,
        Quality(words=document.words),
        cause=cause,
    )


def reference(of: Article) -> ArticleReference:
    """Return what a claim says of its article."""
    return ArticleReference(
        key=of.key, url=of.url, title=of.title, outlet=of.outlet, feed=of.feed_url
    )


def claim(of: Article, document: Document, quote: str, number: int = 0, **fields: object) -> Claim:
    """Return a claim on `quote` in a text."""
    start = document.text.index(quote)
    made = capture(
        document,
        [Segment(start, start + len(quote))],
        type=("quantity", "causal", "rule", "prediction")[number % 4],
        article=reference(of),
        annotator="ida",
        lang="en",
        now=GOT + number,
        segmenter=SEGMENTER,
    )
    given = {"id": f"01a1e2c8-0000-7000-8000-{number:012}", **fields}
    return msgspec.structs.replace(made, **given)  # type: ignore[arg-type]


def followed(claims: Sequence[Claim], *texts: Document) -> list[Claim]:
    """Return claims carried from text to text, as checks do it."""
    carried = list(claims)
    for number in range(1, len(texts)):
        locator = Locator(texts[number - 1], texts[number])
        at = timestamp(GOT + number * 5 * HOUR)
        carried = [follow(each, locator, at=at) for each in carried]
    return carried


def revised(library: Library, ledger: Ledger, quotes: Sequence[str] = QUOTES) -> Article:
    """Store the article in all three texts, and claims on the first that were followed."""
    made = article(library)
    texts = (text(*FIRST), text(*SECOND), text(*THIRD))
    for number, (each, cause) in enumerate(zip(texts, ("first", "edit", "edit"), strict=True)):
        store(library, made, each, number * 5, cause)  # type: ignore[arg-type]
    claims = [claim(made, texts[0], quote, number) for number, quote in enumerate(quotes)]
    ledger.put_all(followed(claims, *texts))
    return made
