"""The pane with the article: does to its claims what the person asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from newsread.claims.drift import awaits_review, is_drifted
from newsread.claims.fared import drift_mark
from newsread.claims.highlight import Highlight, Highlights
from newsread.screens.asking_pane import COMPARES, AskingPane
from newsread.screens.drift_walk import DriftWalk, where_it_stood
from newsread.services.other_texts import where_made
from newsread.widgets.article_view import ArticleView
from newsread.widgets.claim_list import ClaimRow
from newsread.widgets.claims_panel import ClaimsPanel
from newsread.widgets.status import Said
from newsread.widgets.text_and_panel import TextAndPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from newsread.claims.claim import Claim
    from newsread.library.records import Article, Revision
    from newsread.services.annotate import Placed
    from newsread.services.desk import Desk
    from newsread.services.filing import Done
    from newsread.text.select.selection import Parts
    from newsread.workers.page_child import PageChild

NO_TYPE_YET = (
    "{article.capture_again} repeats the last type; none is chosen yet: {article.capture} does that"
)
ADDS_TO_NOTHING = (
    "Save the first words with {article.capture}; then {article.add_part} adds more to them"
)
REVIEWS = "{everywhere.review} reviews"
NONE_DRIFTED = "No claim of this article has drifted"
NONE_FURTHER = "There is no drifted claim from here on; {article.previous_drifted} goes back"
NONE_BEFORE = "There is no drifted claim before this"


REATTACHING = "Select its words; {article.capture_again} keeps that place, {article.leave} drops it"


class ArticlePane(AskingPane):
    """An article with its claims, over its text and in the panel."""

    DEFAULT_CSS = """
    ArticlePane { width: 1fr; }
    """

    class PlaceChanged(Message):
        """The selection, the claims under it or the text are others now."""

    def __init__(self, desk: Desk, pages: PageChild, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(desk, pages, id=id)
        self.elsewhere: tuple[Claim, ...] = ()
        """Claims on this article whose words are not, or not just once, in the text shown."""
        self._placed: tuple[Placed, ...] = ()
        """All of them, and where they are."""
        self._walk = DriftWalk(desk.library)
        self._last_type = ""
        self.reattached = ""
        """The id of the claim whose place is being selected."""
        self._panel_wanted = desk.configuration.settings.reading.claims_panel
        self.panel = ClaimsPanel(desk.configuration.vocabulary, id="claims-panel")
        self.both = TextAndPanel(self.view, self.panel)
        """The text and the panel."""

    def compose(self) -> ComposeResult:
        """Lay out the view, and the panel with it, below what is told of the text."""
        yield self.line
        yield self.both

    def _show_notice(self, lines: Sequence[str]) -> None:
        self.panel.show_rows(())
        self._show_panel()
        super()._show_notice(lines)

    @on(ArticleView.SelectionMoved)
    def pass_on(self, event: ArticleView.SelectionMoved) -> None:
        """Say so to the screen: Textual ends a message at the parent that set it going."""
        event.stop()
        self.line.left = self.view.page.left
        current = self.view.current_claim
        self.panel.mark(current.id if current is not None else "")
        self.post_message(self.PlaceChanged())

    # Claims

    @property
    def elsewhere_in_words(self) -> str:
        """How many claims of the article are not on the text shown, and where they are."""
        remarks = {row.remark for row in self.panel.rows if row.remark}
        where = f"on {remarks.pop()}" if len(remarks) == 1 else "on other texts"
        return f"{len(self.elsewhere)} {where}"

    def show_claims(self, hold: str | None = None) -> None:
        """Lay the article's claims over its text; `hold` names the one to make current."""
        if self.article is None or self.revision is None:
            return
        self.view.show_claims(self.find_claims(self.article, self.revision), hold)

    def find_claims(self, article: Article, revision: Revision) -> Highlights:
        """Return where the article's claims lie on a text, and list them in the panel."""
        placed = self.desk.annotator.claims_on(article.key, revision.document)
        self._placed = tuple(placed)
        self.elsewhere = tuple(each.claim for each in placed if not each.segments)
        highlights = Highlights(
            Highlight(each.claim.id, each.claim.type, each.segments, drift_mark(each.claim))
            for each in placed
            if each.segments
        )
        claims = {each.claim.id: each.claim for each in placed}
        here = [ClaimRow(claims[highlight.id], "") for highlight in highlights.all]
        library = self.desk.library
        there = [
            ClaimRow(
                each,
                where_made(library, article.id, each.revision, revision.role),
                self._told(REVIEWS) if awaits_review(each) else "",
            )
            for each in self.elsewhere
        ]
        self.panel.show_rows([*here, *there])
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
        elsewhere = next((each for each in self.elsewhere if each.id == event.id), None)
        if elsewhere is not None and self.article is not None:
            self.open(self.article, elsewhere)
        else:
            self.go_to_claim(event.id)

    def go_to_claim(self, id: str) -> None:  # noqa: A002
        """Go to a claim's words, or say why they are not here."""
        if not self.view.go_to_claim(id):
            self.post_message(
                Said("That claim was made on an earlier text of this article", problem=True)
            )

    def forget_claims(self) -> None:
        """Take note that another article is opened."""
        self.elsewhere = self._placed = ()
        self.reattached = ""

    def _revision_for(self, article: Article, claim: Claim) -> Revision | None:
        """Return the newest text if the claim's words stand on it, else the one it was made on."""
        newest = self.desk.library.revision(article.id)
        if newest is None:
            return None
        placed = self.desk.annotator.claims_on(article.key, newest.document)
        if any(each.claim.id == claim.id and each.segments for each in placed):
            return newest
        return self.desk.library.revision(article.id, claim.revision) or newest

    def walk_drifted(self, *, forward: bool) -> None:
        """Go to the next claim whose words have drifted, or the one before, and say what became of
        them; where they have no place any more, go to where they stood."""
        article, revision, view = self.article, self.revision, self.view
        if article is None or revision is None:
            return
        view.touched = True
        if not any(is_drifted(each.claim) for each in self._placed):
            self._say(NONE_DRIFTED)
            return
        stop = self._walk.step(article, revision, self._placed, view.parts, forward=forward)
        if stop is None:
            self._say(NONE_FURTHER if forward else NONE_BEFORE)
            return
        if stop.placed:
            view.go_to_claim(stop.claim.id)
        else:
            view.go_to_place(stop.parts)
        self._walk.arrived(stop, view.parts)
        self._say(f"{stop.told}; {COMPARES}")

    @property
    def current_claim(self) -> Claim | None:
        """The claim that claim keys act on."""
        highlight = self.view.current_claim
        return self.desk.ledger.get(highlight.id) if highlight is not None else None

    def capture(self, number: int) -> None:
        """Save the selection as a claim of the type with this key; on a claim, give it the type."""
        self.view.touched = True
        if self.reattached:
            self._say(REATTACHING)
            return
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

    # The place of a claim whose words have changed

    def reattach(self, article: Article, claim: Claim) -> bool:
        """Show the article's newest text for the claim's words to be selected, near where they
        stood; False where there is none."""
        library = self.desk.library
        own = library.revision(article.id, claim.revision)
        newest = library.revision(article.id, role=own.role if own is not None else "clean")
        if newest is None:
            return False
        self.take_up(article)
        self.workers.cancel_group(self, "open")
        self._show(newest, where_it_stood(library, article, newest, claim))
        self.reattached = claim.id
        self._say(REATTACHING)
        return True

    def keep_place_of_claim(self) -> Done:
        """Keep the selected words as the place of the claim that is being re-attached."""
        assert self.revision is not None
        document, segments = self.revision.document, self.view.segments
        done = self.desk.annotator.reattach(self.reattached, document, segments)
        self.reattached = ""
        self._changed(done)
        return done

    def end_reattaching(self) -> bool:
        """Leave the claim where it was, if one was being re-attached."""
        was, self.reattached = self.reattached, ""
        if was:
            self._say("The claim waits on; {everywhere.review} reviews what has changed")
            self.post_message(self.PlaceChanged())
        return bool(was)

    def _show(self, revision: Revision, place: Parts = (), row: int | None = None) -> None:
        """Show a text; whatever was begun on the one before is over."""
        self.reattached = ""
        super()._show(revision, place, row)

    def adjust(self) -> None:
        """Begin to select the current claim's words anew."""
        self.reattached = ""
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
