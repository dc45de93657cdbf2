"""What has changed in an article: one of its texts beside the one before it, or any earlier."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from textual import on

from newsread.actions import Where
from newsread.claims.fared import drift_mark, fared
from newsread.claims.highlight import Highlight, Highlights
from newsread.screens.above import AboveScreen
from newsread.services.wordings import Wordings, cause_in_words, compare, wordings
from newsread.widgets.compare_heads import CompareHeads, Head
from newsread.widgets.compare_view import CompareView
from newsread.widgets.dates import day_and_time
from newsread.widgets.status import StatusLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from newsread.claims.claim import Claim
    from newsread.library.records import Article, Revision
    from newsread.screens.reviewing import ReviewingScreen
    from newsread.services.desk import Desk
    from newsread.text.document import Document

ONLY_ONE = "There is only one text of this article: nothing has changed since it was first read"
NO_WORDS = "No words differ: only spaces, or how marks are written"


class Held(Enum):
    """What the newer text is compared with."""

    BEFORE = "the text before it"
    FIRST = "the first text"
    CLAIM = "the text that the claim was made on"


class CompareScreen(AboveScreen):
    """Two texts of one article; the keys go from change to change, and from text to text."""

    def __init__(
        self, desk: Desk, reader: ReviewingScreen, article: Article, claim: Claim | None = None
    ) -> None:
        """Compare texts of `article`; `claim` is the one that was current there."""
        super().__init__(desk, reader)
        self._article = article
        self._claim = claim
        self._held = Held.BEFORE
        self._wordings = Wordings(())
        self._newer = 0
        """The number of the newer text."""

    @property
    def where(self) -> Where:
        """Always where texts are compared."""
        return Where.COMPARE

    def compose(self) -> ComposeResult:
        """Lay out the title, the heads of both sides, and the texts."""
        configuration = self.desk.configuration
        width = configuration.settings.reading.width
        yield CompareHeads(width, self._article.title)
        yield CompareView(configuration.vocabulary, width, id="compare")
        yield from self.compose_bottom()

    @property
    def view(self) -> CompareView:
        """The two texts."""
        return self.query_one(CompareView)

    def on_mount(self) -> None:
        """Show the newest text beside the one before."""
        self._wordings = wordings(self.desk.library, self._article.id)
        self._newer = self._wordings.compared or 0
        self._compare()
        self.view.focus()
        self.show_hints()

    @property
    def _older(self) -> int | None:
        """The number of the text that the newer one is compared with."""
        if self._held is Held.FIRST:
            return 0
        if self._held is Held.CLAIM:
            own = self._claim.revision if self._claim is not None else ""
            return self._wordings.number_of(own)
        return self._wordings.before(self._newer)

    def _compare(self) -> None:
        older = self._older
        texts = self._wordings
        if older is None:
            self.query_one(CompareHeads).show()
            self.view.show_notice(("", ONLY_ONE))
            return
        old, new = texts.all[older], texts.all[self._newer]
        key = self._article.key
        names = self._names(older)
        self.query_one(CompareHeads).show(head(old, names[0]), head(new, names[1]))
        comparison = compare(old.document, new.document)
        claims = tuple(claims_over(self.desk, key, each.document) for each in (old, new))
        self.view.show(comparison, (claims[0], claims[1]))
        if not comparison.changes:
            self.say(NO_WORDS)

    def _names(self, older: int) -> tuple[str, str]:
        """Return what both texts are called."""
        newest = self._wordings.newest
        newer = (
            "Newest" if self._newer == newest else "Earlier" if self._newer < newest else "Later"
        )
        before = "Claim's text" if self._held is Held.CLAIM else "Text before"
        return before if older else "First text", f"{newer} text"

    @on(CompareView.PlaceChanged)
    def show_place(self) -> None:
        """Say at the right of the status line where the person is."""
        view = self.view
        if view.comparison is None:
            self.query_one(StatusLine).place = ""
            return
        count = len(view.comparison.changes)
        at = f"change {view.change + 1} of {count}" if view.change >= 0 else "no changes"
        self.query_one(StatusLine).place = f"{at} · {view.progress} %"

    @on(CompareView.ClaimReached)
    def tell_claim(self, reached: CompareView.ClaimReached) -> None:
        """Say what became of a claim that was walked to."""
        claim = self.desk.ledger.get(reached.id)
        mark = drift_mark(claim) if claim is not None else None
        if claim is not None and mark is not None:
            self.say(f"{mark.glyph} {fared(claim)}")

    def reload(self) -> None:
        """Show both texts anew, at the same change."""
        change, top = self.view.change, self.view.scroll_offset.y
        self._compare()
        if change >= 0:
            self.view.go_to_change(change)
            self.view.scroll_to(y=top, animate=False, force=True)

    # From text to text

    def action_older(self) -> None:
        """Compare the text before this one with what was before it."""
        self._go(-1, "There is no text before these")

    def action_newer(self) -> None:
        """Compare the text after this one with what was before it."""
        self._go(1, "This is the newest text")

    def _go(self, step: int, complaint: str) -> None:
        newer = self._wordings.later(self._newer, step)
        if newer is None:
            self.say(complaint)
            return
        self._newer = newer
        self._compare()

    def action_from_first(self) -> None:
        """Compare with the first text, then with the claim's own, then with the one before."""
        ways = list(Held)
        start = ways.index(self._held)
        before = self._older
        for way in (*ways[start + 1 :], *ways[:start]):
            self._held = way
            if self._older not in (None, before, self._newer):
                self._compare()
                self.say(f"Compared with {way.value}")
                return
        self._held = ways[start]
        self.say("There is no other text to compare this with")

    # The article that keys mean

    def current_article(self) -> Article | None:
        """Return the article, as the library has it now."""
        return self.desk.library.article(self._article.id)

    def words_to_copy(self, article: Article) -> str:
        """Return the words of the current change, before and after."""
        view = self.view
        if view.comparison is None or view.change < 0:
            return ""
        change, texts = view.comparison.changes[view.change], view.comparison
        words = (texts.old.text[slice(*change.old)], texts.new.text[slice(*change.new)])
        return " → ".join(each.strip() or "nothing" for each in words)


def head(revision: Revision, name: str) -> Head:
    """Return what stands above a text."""
    source = " from the feed" if revision.source == "feed" else ""
    when = day_and_time(revision.retrieved)
    why = cause_in_words(revision) if revision.cause != "first" else ""
    return Head(f"{name}{source} · {when}", why)


def claims_over(desk: Desk, key: str, document: Document) -> Highlights:
    """Return where the claims of the article with this key lie on a text of it."""
    return Highlights(
        Highlight(each.claim.id, each.claim.type, each.segments, drift_mark(each.claim))
        for each in desk.annotator.claims_on(key, document)
        if each.segments
    )
