"""A library, a ledger and all that acts on them, in a folder of a test's own."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from newsread.feeds.entry import Entry
from newsread.ledger.ledger import Ledger
from newsread.library.records import Article, Revision
from newsread.library.store import Library
from newsread.paths import Places
from newsread.services import configuration
from newsread.services.annotate import Annotator
from newsread.services.history import History
from newsread.services.sources import source_as_read
from newsread.text.document import Document
from newsread.text.quality import Quality
from tests.fakes.claims import NOON, document
from tests.fakes.texts import store_revision


class Newsroom:
    """What one reader of `home` has open. Close it, or use it as a context manager."""

    def __init__(self, home: Path) -> None:
        self.places = Places.find(home)
        self.places.make()
        self.now = NOON
        self.library = Library.open(self.places.library)
        self.ledger = Ledger.open(self.places.claims)
        self.history = History(self.library, self.ledger)
        self.annotator = Annotator(
            self.ledger,
            self.history,
            configuration.load(self.places),
            lambda: self.now,
            partial(source_as_read, self.library),
        )

    def __enter__(self) -> Newsroom:
        return self

    def __exit__(self, *_: object) -> None:
        self.library.close()

    def article(self, name: str = "rents", **fields: object) -> Article:
        """Return an article of the library, stored now."""
        given = {"title": name.title(), "url": f"https://paper.example/{name}", "published": NOON}
        entry = Entry(identity=name, **{**given, **fields})  # type: ignore[arg-type]
        return self.library.save_article(entry, "The Paper", now=NOON)

    def revision(self, article: Article, text: Document | None = None) -> Revision:
        """Return a revision of the article, stored now."""
        shown = text or document()
        quality = Quality(words=shown.words)
        return store_revision(self.library, article.id, shown, "page", NOON, quality)
