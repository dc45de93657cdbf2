"""What an action is: something a person can do with a key, and where. Pure."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Where(StrEnum):
    """Where an action's keys apply; ``everywhere`` is in all other places too, but for inputs and
    ``words``: whoever chooses words has letters for labels."""

    EVERYWHERE = "everywhere"
    FEEDS = "feeds"
    LIST = "list"
    ARTICLE = "article"
    WORDS = "words"
    LEDGER = "ledger"
    COMPARE = "compare"
    REVIEW = "review"
    CHOICE = "choice"


PLACES = {
    Where.EVERYWHERE: "everywhere",
    Where.FEEDS: "in the feeds",
    Where.LIST: "in a list of articles",
    Where.ARTICLE: "in an article",
    Where.WORDS: "in an article, word by word",
    Where.LEDGER: "in the list of claims",
    Where.COMPARE: "where two texts are compared",
    Where.REVIEW: "where changes are reviewed",
    Where.CHOICE: "where feeds are chosen",
}
"""What each place is called in a heading."""


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """Something a person can do with a key."""

    name: str
    """Unique within its place; with it the action's id: ``article.sentence_down``."""
    where: Where
    keys: tuple[str, ...]
    """Default keys, in Textual's names."""
    words: str
    """One to three words for the footer and the palette."""
    tells: str
    """One sentence for help, without its full stop."""
    group: str
    """Heading it stands under in help."""
    footer: bool = False
    """Whether the footer offers it: only what a person in this place needs next."""

    @property
    def id(self) -> str:
        """``place.name``, as in ``keys.toml``."""
        return f"{self.where}.{self.name}"

    @property
    def calls(self) -> str:
        """What it runs, as Textual writes it: ``capture_3`` runs ``capture(3)``."""
        if self.where is Where.WORDS:  # on the widget that has the article's keys too
            return f"word_{self.name}"
        name, _, number = self.name.rpartition("_")
        return f"{name}({number})" if number.isdigit() else self.name
