"""The pane with the article: opens its text, and does to its claims what the person asks."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Vertical
from textual.message import Message

from newsread.claims.highlight import Highlight, Highlights
from newsread.errors import NewsreadError
from newsread.services.extras import extras_in_words
from newsread.services.reading import open_article
from newsread.text.segment import Range
from newsread.text.select.sentences import Sentences
from newsread.widgets.article_view import ArticleView
from newsread.widgets.claim_list import ClaimRow
from newsread.widgets.claims_panel import ClaimsPanel
from newsread.widgets.dates import day_and_time
from newsread.widgets.status import Said
from newsread.widgets.text_and_panel import TextAndPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from newsread.claims.claim import Claim
    from newsread.library.records import Article, Revision
    from newsread.services.desk import Desk
    from newsread.services.filing import Done
    from newsread.text.select.selection import Parts
    from newsread.workers.page_child import PageChild

EARLIER = "earlier text"
"""What the panel remarks of a claim whose words are not on the text shown."""
NO_TYPE_YET = (
    "{article.capture_again} repeats the last type; none is chosen yet: {article.capture} does that"
)
ADDS_TO_NOTHING = (
    "Save the first words with {article.capture}; then {article.add_part} adds more to them"
)
NOTHING_OPEN = (
    "",
    "Choose an article and press {list.open}.",
    "",
    "{everywhere.help} shows the keys that work here.",
)


class ArticlePane(Vertical):
    """Holds the article view; knows which article and which revision are on it."""

    DEFAULT_CSS = """
    ArticlePane { width: 1fr; }
    """

    class PlaceChanged(Message):
        """The selection, the claims under it or the text are others now."""

    def __init__(self, desk: Desk, pages: PageChild, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.desk = desk
        self.pages = pages
        self.article: Article | None = None
        self.revision: Revision | None = None
        self.elsewhere: tuple[Claim, ...] = ()
        """Claims on this article whose words are not, or not just once, in the text shown."""
        self._last_type = ""
        self._sought = ""
        configuration = desk.configuration
        reading, vocabulary = configuration.settings.reading, configuration.vocabulary
        self._panel_wanted = reading.claims_panel
        self.view = ArticleView(vocabulary, reading.width, configuration.keymap, id="article")
        """The article view."""
        self.panel = ClaimsPanel(vocabulary, id="claims-panel")
        self.both = TextAndPanel(self.view, self.panel)
        """The two of them."""

    def compose(self) -> ComposeResult:
        """Lay out the view, and the panel with it."""
        yield self.both

    def on_mount(self) -> None:
        """Say how to begin."""
        self._show_notice([self._told(line) for line in NOTHING_OPEN])

    def _told(self, sentence: str) -> str:
        return self.desk.configuration.keymap.told(sentence)

    def _say(self, sentence: str) -> None:
        self.post_message(Said(self._told(sentence)))

    def _show_notice(self, lines: Sequence[str]) -> None:
        self.panel.show_rows(())
        self._show_panel()
        self.view.show_notice(lines)

    @on(ArticleView.SelectionMoved)
    def pass_on(self, event: ArticleView.SelectionMoved) -> None:
        """Say so to the screen: Textual ends a message at the parent that set it going."""
        event.stop()
        current = self.view.current_claim
        self.panel.mark(current.id if current is not None else "")
        self.post_message(self.PlaceChanged())

    # Opening

    def open(self, article: Article, claim: Claim | None = None) -> None:
        """Show `article` where it was left; with `claim`, at its words."""
        self.keep_place()
        self.article = article
        self.revision = None
        self.elsewhere = ()
        self._sought = claim.id if claim is not None else ""
        if claim is not None:
            kept = self._revision_for(article, claim)
            if kept is not None:
                self.workers.cancel_group(self, "open")
                self._show(kept)
                return
        self._fetch(article)

    def keep_place(self) -> None:
        """Remember where in the article the person is, if they have moved in it."""
        if self.article is not None and self.revision is not None and self.view.touched:
            self.desk.library.set_position(
                self.article.id, self.revision.revision, self.view.selection.start
            )

    def on_unmount(self) -> None:
        """Remember the place when newsread is left."""
        with suppress(NewsreadError):  # a place that cannot be stored keeps nobody from leaving
            self.keep_place()

    def _kept_place(self, revision: Revision) -> Parts:
        """Return the sentence at which this text of the article was left."""
        assert self.article is not None
        kept = self.desk.library.position(self.article.id)
        if kept is None or kept.revision != revision.revision or not kept.position:
            return ()
        sentence = Sentences(revision.document).at(kept.position)
        return (Range(sentence.start, sentence.end),) if sentence is not None else ()

    def _revision_for(self, article: Article, claim: Claim) -> Revision | None:
        """Return the newest text if the claim's words stand on it, else the one it was made on."""
        newest = self.desk.library.revision(article.id)
        if newest is None:
            return None
        placed = self.desk.annotator.claims_on(article.key, newest.document)
        if any(each.claim.id == claim.id and each.segments for each in placed):
            return newest
        return self.desk.library.revision(article.id, claim.revision) or newest

    @work(exclusive=True, group="open")
    async def _fetch(self, article: Article) -> None:
        try:
            if self.desk.library.revision(article.id) is None:
                self._show_notice((*self._heading(article), "Fetching the article …"))
            async for revision in open_article(
                self.desk.library, self.pages, article.id, secrets=self.desk.secrets
            ):
                if self.article is None or self.article.id != article.id:
                    return
                self._take(revision)
        except NewsreadError as error:
            if self.revision is not None:
                self.post_message(Said(str(error), problem=True))
            else:
                self._show_notice((*self._heading(article), str(error)))

    def _take(self, revision: Revision) -> None:
        """Show a text that has come, unless the person is at work on another one.

        Where the selected words stand in it just once they stay selected. Where they do not, the
        text that is being read stays: a claim must never be made of words nobody chose.
        """
        before, view = self.revision, self.view
        assert self.article is not None
        if before is None or not (view.touched or view.in_a_mode):
            kept = self._kept_place(revision)
            self._show(revision, kept)
            if kept:
                self._say("You were here last; {article.top} goes to the beginning")
        elif before.revision == revision.revision:
            self.revision = revision
            view.show_preface(self._preface(self.article, revision))
        else:
            words, text = view.selected_text, revision.document.text
            if words and text.count(words) == 1 and not view.in_a_mode:
                start = text.index(words)
                self._show(revision, (Range(start, start + len(words)),))
                view.touched = True
            else:
                self.post_message(Said("The page's text is here: open the article again for it"))

    def _show(self, revision: Revision, place: Parts = ()) -> None:
        assert self.article is not None
        self.revision = revision
        # First the claims: whether the panel is there decides the width of the text.
        highlights = self._find_claims(self.article, revision)
        self.view.show_text(revision.document, self._preface(self.article, revision), place)
        self.view.show_claims(highlights)
        if self._sought:
            self._go_to_sought()

    def _go_to_sought(self) -> None:
        sought, self._sought = self._sought, ""
        self._go_to_claim(sought)
        self.view.touched = False  # Enter has opened it, and may be pressed twice

    def _go_to_claim(self, id: str) -> None:  # noqa: A002
        if not self.view.go_to_claim(id):
            self.post_message(
                Said("That claim was made on an earlier text of this article", problem=True)
            )

    def _heading(self, article: Article) -> list[str]:
        when = day_and_time(article.published) if article.dated else "no date"
        body = self.desk.library.body(article.id)
        return [
            "",
            f"{article.outlet}  ·  {when}",
            *([article.author] if article.author else ()),
            *(extras_in_words(body.extras, day_and_time) if body else ()),
            "",
        ]

    def _preface(self, article: Article, revision: Revision) -> list[str]:
        lines = self._heading(article)
        newest = self.desk.library.revision(article.id)
        if newest is not None and newest.revision != revision.revision:
            lines[-1:] = [f"An earlier text, got {day_and_time(revision.retrieved)}", ""]
        elif revision.notice:
            lines[-1:] = [revision.notice, ""]
        return lines

    # Claims

    def show_claims(self, hold: str | None = None) -> None:
        """Lay the article's claims over its text; `hold` names the one to make current."""
        if self.article is None or self.revision is None:
            return
        self.view.show_claims(self._find_claims(self.article, self.revision), hold)

    def _find_claims(self, article: Article, revision: Revision) -> Highlights:
        """Return where the article's claims lie on a text, and list them in the panel."""
        placed = self.desk.annotator.claims_on(article.key, revision.document)
        self.elsewhere = tuple(each.claim for each in placed if not each.segments)
        highlights = Highlights(
            Highlight(each.claim.id, each.claim.type, each.segments)
            for each in placed
            if each.segments
        )
        claims = {each.claim.id: each.claim for each in placed}
        here = [ClaimRow(claims[highlight.id], "") for highlight in highlights.all]
        self.panel.show_rows([*here, *(ClaimRow(each, EARLIER) for each in self.elsewhere)])
        self._show_panel()
        return highlights

    def _show_panel(self) -> None:
        self.both.show_panel(self._panel_wanted and bool(self.panel.rows))

    def toggle_panel(self) -> None:
        """Show the claims panel, or hide it, for as long as newsread runs."""
        if not self.both.has_room:
            self.post_message(Said("There is no room for the claims panel here"))
            return
        self._panel_wanted = not self._panel_wanted
        self._show_panel()
        if not self._panel_wanted:
            self.post_message(Said("The claims panel is hidden"))
        elif not self.panel.rows:
            self.post_message(Said("The claims panel appears with an article's first claim"))

    @on(ClaimsPanel.ClaimChosen)
    def go_to_chosen(self, event: ClaimsPanel.ClaimChosen) -> None:
        """Go to the claim that was clicked, with the keys."""
        event.stop()
        self.view.touched = True
        self.view.focus()
        self._go_to_claim(event.id)

    @property
    def current_claim(self) -> Claim | None:
        """The claim that claim keys act on."""
        highlight = self.view.current_claim
        return self.desk.ledger.get(highlight.id) if highlight is not None else None

    def capture(self, number: int) -> None:
        """Save the selection as a claim of the type with this key; on a claim, give it the type."""
        self.view.touched = True
        kind = self.desk.configuration.vocabulary.type_of_key(str(number))
        if kind is None:
            self.post_message(Said(f"No claim type has the key {number}", problem=True))
        else:
            self._capture_as(kind.name)

    def capture_again(self) -> None:
        """Save the selection as a claim of the type used last, or keep the words of one adjusted.

        Not as the first key in an article: Enter has just opened it, and may be pressed twice. Nor
        on a claim: Enter may just have kept what was asked of it, and it would get another type.
        """
        if not self.view.touched:
            return
        if self.view.adjusted and self.revision is not None:
            annotator, segments = self.desk.annotator, self.view.segments
            self._changed(annotator.recut(self.view.adjusted, self.revision, segments))
        elif (current := self.view.current_claim) is not None and self.view.is_meant(current):
            self.post_message(Said("A claim already; a digit gives it another type"))
        elif self._last_type:
            self._capture_as(self._last_type)
        else:
            self._say(NO_TYPE_YET)

    def _capture_as(self, name: str) -> None:
        view = self.view
        if self.article is None or self.revision is None or view.selection.empty:
            self.post_message(Said("There is no text here to mark"))
            return
        self._last_type = name
        current, annotator = view.current_claim, self.desk.annotator
        if view.adjusted:
            done = annotator.recut(view.adjusted, self.revision, view.segments, name)
        elif current is not None and view.is_meant(current):
            done = annotator.retype(current.id, name)
        else:
            done = annotator.capture(self.article, self.revision, view.segments, name)
        self._changed(done)

    def _changed(self, done: Done) -> None:
        """Show what was done to a claim, and hold it; what was begun for that is over."""
        self.view.keep_words()
        self.show_claims(done.claim.id if done.claim else None)
        self.post_message(Said(done.sentence, problem=done.problem))

    def adjust(self) -> None:
        """Begin to select the current claim's words anew."""
        current = self.view.current_claim
        if current is None:
            self._say("There is no claim here; {article.capture} saves this sentence as one")
            return
        self.view.adjust(current)

    def add_part(self) -> None:
        """Add the selection to the claim last saved or walked to."""
        last = self.view.page.highlights.get(self.view.last)
        if self.revision is None or last is None:
            self._say(ADDS_TO_NOTHING)
            return
        self._changed(self.desk.annotator.add_part(last.id, self.revision, self.view.segments))
