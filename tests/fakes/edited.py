"""An article that a desk edits after claims were marked in it."""

from __future__ import annotations

from newsread.claims.capture import capture
from newsread.claims.claim import ArticleReference, Claim, Segment
from newsread.feeds.entry import Entry, ParsedFeed
from newsread.library.records import Article, Cause, FetchState, Revision
from newsread.services.desk import Desk
from newsread.text.document import Document, Kind, Part, Piece, assemble
from newsread.text.quality import Quality
from tests.fakes.texts import store_revision

FEED = "https://quay.example/feed"
LINK = "https://quay.example/berths"
GOT = 1_788_400_000.0
"""Two days before the pictures of `tests.screens.test_snapshots`."""
LATER = GOT + 7_200

RISE = "The board raised all berthing fees by 4.1 percent on Monday."
SKIPPERS = "Skippers said the rise came too early for them."
WAIT = "A barge may wait two days for a berth."
GUILD = "Nobody was asked, the guild wrote to its members."
FERRY = "The ferry to the island pays nothing before 2030."
REST = tuple(
    f"Quay {number} was rebuilt in {1900 + 7 * number} and has {number + 2} cranes."
    for number in range(3, 9)
)

FIRST = (RISE, SKIPPERS, *REST, WAIT, GUILD, FERRY)
RISEN = RISE.replace("4.1", "4.7")
SECOND = (RISEN, SKIPPERS, *REST, GUILD.replace("wrote to", "told all of"), FERRY)
"""A figure is another one, a sentence is gone, one is worded otherwise."""


def text(*paragraphs: str) -> Document:
    """Return a text of the article."""
    first = Piece(Kind.HEADLINE, "Fees on the quay", Part.HEADLINE)
    return assemble([first, *(Piece(Kind.PARAGRAPH, each) for each in paragraphs)], "en")


def published(desk: Desk) -> Article:
    """Put the article at the top of the lists, with its first text, and return it."""
    feed = desk.library.add_feed(FEED, "The Quay")
    entry = Entry(identity="1", title="Fees on the quay", url=LINK, published=GOT)
    state = FetchState(feed_id=feed.id, url=FEED)
    desk.library.store_fetch(state, ParsedFeed(title="The Quay", entries=(entry,)))
    article = desk.library.find_article(LINK)
    assert article is not None
    stored(desk, article, text(*FIRST), "first", GOT)
    return article


def stored(
    desk: Desk, article: Article, document: Document, cause: Cause = "edit", got: float = LATER
) -> Revision:
    """Store another text of the article."""
    quality = Quality(80, 80, whole=80, measure="page")
    return store_revision(desk.library, article.id, document, "page", got, quality, cause=cause)


def marked(desk: Desk, article: Article, words: str, kind: str = "quantity") -> Claim:
    """Save `words` of the article's text as a claim."""
    revision = desk.library.revision(article.id)
    assert revision is not None
    start = revision.document.text.index(words)
    made = capture(
        revision.document,
        [Segment(start, start + len(words))],
        type=kind,
        article=ArticleReference(
            key=article.key,
            url=article.url,
            title=article.title,
            outlet=article.outlet,
            feed=article.feed_url,
        ),
        annotator="tester",
        lang="en",
        now=GOT + start,
        segmenter=1,
    )
    desk.ledger.put(made)
    return made


def edited(desk: Desk, *words: str) -> Article:
    """Publish the article, mark `words` in it, and let its desk edit it; nobody has looked yet."""
    article = published(desk)
    kinds = ("quantity", "causal", "rule")
    for number, each in enumerate(words):
        marked(desk, article, each, kinds[number % 3])
    stored(desk, article, text(*SECOND))
    return article
