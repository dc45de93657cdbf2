"""An outlet whose desk edits: pages of our own sentences, and the claims somebody made on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from newsread.claims.capture import capture
from newsread.claims.claim import ArticleReference, Claim, State
from newsread.feeds.entry import Entry, ParsedFeed
from newsread.ledger.ledger import Ledger
from newsread.library.records import Article, FetchState
from newsread.library.store import Library
from newsread.services.revising import ask_again
from newsread.workers.page_child import PageChild
from tests.fakes.claims import segment
from tests.fakes.server import LoopbackServer, Page

FIGURE = "The ferry carried 412 passengers on Sunday, the harbour office said."
EDITED = "The ferry carried 642 passengers on Sunday, the harbour office said."
DROPPED = "Nobody on board wore a life jacket, according to two of the stewards."
KEPT = "The crossing takes forty minutes when the wind is from the west."
SENTENCES = (
    "A ferry line between the two islands opened again this weekend after three years.",
    FIGURE,
    KEPT,
    DROPPED,
    "Tickets are sold at the pier, and children under six travel without one.",
    "The council wants to decide in spring whether the line stays open in winter.",
)
WALL = (
    "<html><body><article><h1>Ferry opens</h1><p>This article is for subscribers. Subscribe now to"
    " continue reading.</p></article></body></html>"
)


def html(*sentences: str, title: str = "Ferry opens") -> str:
    """Return an article's page, a paragraph a sentence."""
    body = "".join(f"<p>{each}</p>" for each in sentences)
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title></head><body>'
        f"<article><h1>{title}</h1>{body}</article></body></html>"
    )


def page(*sentences: str, **fields: object) -> Page:
    """Return what the server has of such an article."""
    given = {"content_type": "text/html; charset=utf-8"} | fields
    return Page(html(*(sentences or SENTENCES)).encode(), **given)  # type: ignore[arg-type]


def edited() -> Page:
    """Return the page after a quiet edit: a figure is another, a sentence gone, one added."""
    changed = [EDITED if each == FIGURE else each for each in SENTENCES if each != DROPPED]
    return page(changed[0], "The desk has looked at this again.", *changed[1:])


@dataclass
class Watch:
    """A library, a ledger and an outlet, all real."""

    server: LoopbackServer
    folder: Path
    now: float
    child: PageChild = field(default_factory=PageChild)

    def __post_init__(self) -> None:
        self.library = Library.open(self.folder / "library.sqlite3")
        self.ledger = Ledger.open(self.folder / "claims.json")
        self.lock = self.folder / "check.lock"

    async def close(self) -> None:
        """End the child and close both files."""
        await self.child.close()
        self.ledger.close()
        self.library.close()

    def publish(self, *paths: str, host: str = "127.0.0.1") -> None:
        """Let the outlet publish articles of `SENTENCES`, and its feed be read."""
        url = self.server.url("/feed", host)
        for path in paths:
            self.server.put(path, page())
        self.feed(url, *(self.entry(path, host) for path in paths))

    def entry(self, path: str, host: str = "127.0.0.1", **fields: object) -> Entry:
        """Return what a feed says of an article that was published just now."""
        given: dict[str, object] = {
            "identity": path,
            "title": f"Ferry opens {path}",
            "url": self.server.url(path, host),
            "published": self.now,
        }
        return Entry(**given | fields)  # type: ignore[arg-type]

    def feed(self, url: str, *entries: Entry) -> None:
        """Store what a feed says."""
        feed = self.library.add_feed(url, "The Harbour")
        state = FetchState(feed_id=feed.id, url=feed.url, checked=self.now)
        self.library.store_fetch(state, ParsedFeed(entries=entries), now=self.now)

    def article(self, path: str, host: str = "127.0.0.1") -> Article:
        """Return the article at a path."""
        found = self.library.find_article(self.server.url(path, host))
        assert found is not None
        return found

    async def claim(
        self, path: str, *quotes: str, host: str = "127.0.0.1", **fields: object
    ) -> list[Claim]:
        """Read an article and mark words of it."""
        article = self.article(path, host)
        await ask_again(self.library, self.child, article.id)
        revision = self.library.revision(article.id)
        assert revision is not None
        reference = ArticleReference(
            key=article.key,
            url=article.url,
            title=article.title,
            outlet=article.outlet,
            feed=article.feed_url,
        )
        made = [
            capture(
                revision.document,
                [segment(revision.document, quote)],
                type="quantity",
                article=reference,
                annotator="ann",
                lang="en",
                now=self.now + number / 100,  # ids of one moment have no order
                segmenter=1,
                **fields,  # type: ignore[arg-type]
            )
            for number, quote in enumerate(quotes)
        ]
        self.ledger.put_all(made)
        return made

    def states(self) -> dict[str, State]:
        """Return what has become of each claim's words, by its words."""
        self.ledger.refresh()
        return {each.quote: each.anchors[-1].state for each in self.ledger.all()}
