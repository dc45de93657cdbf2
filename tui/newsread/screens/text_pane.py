"""The pane with the article, as one who reads it knows it: opens it, shows its text as it comes."""

from __future__ import annotations

from abc import abstractmethod
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work
from textual.containers import Vertical

from newsread.errors import NewsreadError
from newsread.screens.telling import Telling
from newsread.services.reading import open_article
from newsread.text.same_place import same_place
from newsread.text.segment import Range
from newsread.text.select.sentences import Sentences
from newsread.widgets.article_view import ArticleView
from newsread.widgets.status import Said
from newsread.widgets.text_line import TextLine, TextTold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsread.claims.claim import Claim
    from newsread.claims.highlight import Highlights
    from newsread.library.records import Article, Revision
    from newsread.services.desk import Desk
    from newsread.text.quality import Role
    from newsread.text.select.selection import Parts
    from newsread.workers.page_child import PageChild

NOTHING_OPEN = (
    "",
    "Choose an article and press {list.open}.",
    "",
    "{everywhere.help} shows the keys that work here.",
)


class TextPane(Vertical):
    """Holds the article view; knows which article and which text of it are on it."""

    def __init__(self, desk: Desk, pages: PageChild, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.desk = desk
        self.pages = pages
        self.article: Article | None = None
        self.revision: Revision | None = None
        self._sought = ""
        """The claim to go to when its text is there."""
        self.same: set[Role] = set()
        """Texts of the article that were found to say what its clean text says."""
        self.telling = Telling(desk)
        """What is told above a text."""
        configuration = desk.configuration
        self.line = TextLine(id="text-line")
        """Tells which text is shown."""
        self.view = ArticleView(
            configuration.vocabulary,
            configuration.settings.reading.width,
            configuration.keymap,
            id="article",
        )
        """The article view."""

    def on_mount(self) -> None:
        """Say how to begin."""
        self._show_notice([self._told(line) for line in NOTHING_OPEN])

    def _told(self, sentence: str) -> str:
        return self.desk.configuration.keymap.told(sentence)

    def _say(self, sentence: str) -> None:
        self.post_message(Said(self._told(sentence)))

    def _show_notice(self, lines: Sequence[str]) -> None:
        self.line.show(TextTold())
        self.view.show_notice(lines)

    # Opening

    def open(self, article: Article, claim: Claim | None = None) -> None:
        """Show `article` where it was left; with `claim`, at its words."""
        self.take_up(article)
        self._sought = claim.id if claim is not None else ""
        if claim is not None:
            kept = self._revision_for(article, claim)
            if kept is not None:
                self.workers.cancel_group(self, "open")
                self._show(kept)
                return
        self._fetch(article)

    def take_up(self, article: Article) -> None:
        """Leave the article that is open for this one, of which no text is shown yet."""
        self.keep_place()
        self.article = article
        self.revision = None
        self.forget_claims()
        self.same = set()

    def keep_place(self) -> None:
        """Remember where in the article the person is, if they have moved in it."""
        if self.article is None or self.revision is None or not self.view.touched:
            return
        shown, start = self.revision, self.view.selection.start
        clean = self.desk.library.revision(self.article.id)
        if shown.role != "clean" and clean is not None:  # with which it is opened again
            place = same_place(shown.document, clean.document, self.view.parts)
            shown, start = clean, place[0].start if place else 0
        self.desk.library.set_position(self.article.id, shown.revision, start)

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

    @abstractmethod
    def _revision_for(self, article: Article, claim: Claim) -> Revision | None:
        """Return the text on which a claim is to be shown."""

    @abstractmethod
    def forget_claims(self) -> None:
        """Take note that another article is opened."""

    @abstractmethod
    def follow_claims(self, article: Article, revision: Revision) -> None:
        """See that the article's claims know a text that is about to be shown."""

    @abstractmethod
    def show_claims(self, hold: str | None = None) -> None:
        """Lay the article's claims over its text; `hold` names the one to make current."""

    @abstractmethod
    def find_claims(self, article: Article, revision: Revision) -> Highlights:
        """Return where the article's claims lie on a text that is about to be shown."""

    @abstractmethod
    def go_to_claim(self, id: str) -> None:  # noqa: A002
        """Go to a claim's words, or say why they are not here."""

    @work(exclusive=True, group="open")
    async def _fetch(self, article: Article) -> None:
        try:
            if self.desk.library.revision(article.id) is None:
                self._show_notice((*self.telling.heading(article), "Fetching the article …"))
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
                self._show_notice((*self.telling.heading(article), str(error)))

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
        elif before.role != "clean":
            self._tell(self.article, before, revision)
            self._say("The article's text is here: {article.other_text} shows it")
        elif before.revision == revision.revision:
            self.revision = revision
            view.show_preface(self.telling.preface(self.article, revision, revision))
            self._tell(self.article, revision, revision)
        else:
            words, text = view.selected_text, revision.document.text
            if words and text.count(words) == 1 and not view.in_a_mode:
                start = text.index(words)
                self._show(revision, (Range(start, start + len(words)),))
                view.touched = True
            else:
                self.post_message(Said("The page's text is here: open the article again for it"))

    def _show(self, revision: Revision, place: Parts = (), row: int | None = None) -> None:
        assert self.article is not None
        self.revision = revision
        newest = self.desk.library.revision(self.article.id) or revision
        self._tell(self.article, revision, newest)
        self.follow_claims(self.article, revision)
        # First the claims: whether the panel is there decides the width of the text.
        highlights = self.find_claims(self.article, revision)
        preface = self.telling.preface(self.article, revision, newest)
        self.view.show_text(revision.document, preface, place, row)
        self.view.show_claims(highlights)
        if self._sought:
            self._go_to_sought()

    def _go_to_sought(self) -> None:
        sought, self._sought = self._sought, ""
        self.go_to_claim(sought)
        self.view.touched = False  # Enter has opened it, and may be pressed twice

    def _tell(self, article: Article, revision: Revision, newest: Revision) -> None:
        """Tell above the text which it is, how whole, and what is doubtful of it."""
        self.line.show(self.telling.told(article, revision, newest, self.same))
