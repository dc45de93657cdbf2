"""The pane with the article, as one who reads it knows it: opens its texts, and goes from one to
another at the same place.
"""

from __future__ import annotations

from abc import abstractmethod
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work
from textual.containers import Vertical

from newsread.errors import NewsreadError, PageError
from newsread.keymap import key_words
from newsread.services.extras import extras_in_words
from newsread.services.other_texts import after, at_hand, feed_text, page_text
from newsread.services.reading import open_article
from newsread.text.quality import NAMES, completeness, doubts, figures, summary
from newsread.text.same_place import Trail, same_place, same_words
from newsread.text.segment import Range
from newsread.text.select.sentences import Sentences
from newsread.widgets.article_view import ArticleView
from newsread.widgets.dates import day_and_time
from newsread.widgets.status import Said
from newsread.widgets.text_line import Remark, TextLine, TextTold

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
NO_OTHER = "There is no other text of this article"
ASK_PAGE = NO_OTHER + "; {article.page_text} asks for its page"
WHAT_TO_DO = {
    "wall": "{article.page_text} shows the whole page, {everywhere.browser} opens it",
    "uncertain": "{article.page_text} shows all text of the page",
    "partial": "{everywhere.browser} opens the page in the browser",
    "cut": "{everywhere.browser} opens the page in the browser",
}
"""What helps where a text is doubtful, by flag."""


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
        self._trail = Trail()
        self._same: set[Role] = set()
        """Texts of the article that were found to say what its clean text says."""
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
        self._trail, self._same = Trail(), set()
        self.workers.cancel_group(self, "texts")

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
    def find_claims(self, article: Article, revision: Revision) -> Highlights:
        """Return where the article's claims lie on a text that is about to be shown."""

    @abstractmethod
    def go_to_claim(self, id: str) -> None:  # noqa: A002
        """Go to a claim's words, or say why they are not here."""

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
        elif before.role != "clean":
            self._tell(self.article, before, revision)
            self._say("The article's text is here: {article.other_text} shows it")
        elif before.revision == revision.revision:
            self.revision = revision
            view.show_preface(self._preface(self.article, revision, revision))
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
        # First the claims: whether the panel is there decides the width of the text.
        highlights = self.find_claims(self.article, revision)
        preface = self._preface(self.article, revision, newest)
        self.view.show_text(revision.document, preface, place, row)
        self.view.show_claims(highlights)
        if self._sought:
            self._go_to_sought()

    def _go_to_sought(self) -> None:
        sought, self._sought = self._sought, ""
        self.go_to_claim(sought)
        self.view.touched = False  # Enter has opened it, and may be pressed twice

    def _heading(self, article: Article, byline: str = "") -> list[str]:
        """Return from where and when the article is, and by whom: as the feed says, else its page's
        `byline`."""
        author = article.author or byline
        published = article.published if article.dated else None
        when = "no date" if published is None else day_and_time(published)
        body = self.desk.library.body(article.id)
        return [
            "",
            f"{article.outlet}  ·  {when}",
            *([author] if author else ()),
            *(extras_in_words(body.extras, published, day_and_time) if body else ()),
            "",
        ]

    def _preface(self, article: Article, revision: Revision, newest: Revision) -> list[str]:
        """Return what stands above a text; `newest` is the article's clean text."""
        lines = self._heading(article, newest.document.byline)
        if revision.role == "page":
            got = day_and_time(revision.retrieved)
            lines[-1:] = [f"All text of the page, menus and all, as it was on {got}", ""]
        elif _is_earlier(revision, newest):
            lines[-1:] = [f"An earlier text, got {day_and_time(revision.retrieved)}", ""]
        elif revision.notice:
            lines[-1:] = [revision.notice, ""]
        return lines

    # Which text it is

    def _tell(self, article: Article, revision: Revision, newest: Revision) -> None:
        """Tell above the text which it is, how whole, and what is doubtful of it."""
        keymap = self.desk.configuration.keymap
        following = self._following(article, revision, newest)
        keys = keymap.keys("article.other_text")
        self.line.show(
            TextTold(
                words=_words(revision, newest),
                key=key_words(keys[0]) if keys and following else "",
                other=NAMES[following] if following else "",
                remarks=self._remarks(revision) if revision.role == "clean" else (),
            )
        )

    def _remarks(self, revision: Revision) -> tuple[Remark, ...]:
        told = []
        for doubt in doubts(revision.quality, revision.source):
            advice = self._told(WHAT_TO_DO.get(doubt.flag, ""))
            told.append(
                Remark(" · ".join(filter(None, (_capital(doubt.words), advice))), doubt.grave)
            )
        return tuple(told)

    def _following(self, article: Article, revision: Revision, clean: Revision) -> Role | None:
        """Return which text comes next, as far as can be told before it is made."""
        there = at_hand(self.desk.library, clean, article.id) - self._same
        wanted = (role for role in after(revision.role) if role in there)
        following = next(wanted, revision.role)
        return following if following != revision.role else None

    # From text to text

    def show_other_text(self) -> None:
        """Show the next text of the article that says something else, at the same place."""
        if self.article is not None and self.revision is not None:
            self._show_first(after(self.revision.role))

    def show_page_text(self) -> None:
        """Show all text of the page, asking for the page if need be; from there the clean text."""
        if self.article is not None and self.revision is not None:
            self._show_first(("clean",) if self.revision.role == "page" else ("page",))

    @work(exclusive=True, group="texts")
    async def _show_first(self, roles: Sequence[Role]) -> None:
        """Show the first text in one of these `roles` that says something else than this one."""
        article, shown = self.article, self.revision
        assert article is not None
        assert shown is not None
        try:
            found = await self._first_other(article, shown, roles)
        except NewsreadError as error:
            self.post_message(Said(str(error), problem=True))
            return
        if self.article is not article or self.revision is not shown:
            return  # another one has been opened, or a better text has come meanwhile
        if found is not None:
            self._go_to_text(article, found)
            return
        self._tell(article, shown, self.desk.library.revision(article.id) or shown)
        unread = "page" not in self.desk.library.roles(article.id)
        self._say(ASK_PAGE if article.page and unread else NO_OTHER)

    async def _first_other(
        self, article: Article, shown: Revision, roles: Sequence[Role]
    ) -> Revision | None:
        library = self.desk.library
        clean = library.revision(article.id)
        assert clean is not None
        there = at_hand(library, clean, article.id)
        asked_for = len(roles) == 1  # by its own key, which may ask the network
        for role in roles:
            if role not in there and not asked_for:
                continue
            found = await self._text_in(role, article, clean, is_there=role in there)
            if found is None or (role != "clean" and same_words(found.document, clean.document)):
                self._same.add(role)
            elif not same_words(found.document, shown.document):
                return found
        return None

    async def _text_in(
        self, role: Role, article: Article, clean: Revision, *, is_there: bool
    ) -> Revision | None:
        """Return the article's text in a role; None where its feed has none after all."""
        if role == "clean":
            return clean
        library, secrets = self.desk.library, self.desk.secrets
        if role == "page":
            if not is_there:
                self.post_message(Said("Asking for the page …"))
            return await page_text(library, self.pages, article.id, secrets=secrets)
        try:
            return await feed_text(library, self.pages, article.id)
        except PageError:  # what the feed has is no text: a picture alone, say
            return None

    def _go_to_text(self, article: Article, found: Revision) -> None:
        here = self.view.spot
        spot = self._trail.follow(here, found.document) if here is not None else None
        self._show(found, spot.parts if spot else (), spot.row if spot else None)
        self.view.touched = True
        newest = self.desk.library.revision(article.id) or found
        following = self._following(article, found, newest)
        then = f"; {{article.other_text}} shows {NAMES[following]}" if following else ""
        named = f"{NAMES['clean']}, " if found.role == "clean" else ""
        self._say(_capital(f"{named}{summary(found.quality, found.role)}{then}"))


def _is_earlier(revision: Revision, newest: Revision) -> bool:
    return revision.role == "clean" and newest.revision != revision.revision


def _words(revision: Revision, newest: Revision) -> tuple[str, ...]:
    """Return which text it is and how whole, the longest wording first."""
    quality, short = revision.quality, figures(revision.quality)
    if revision.role != "clean":
        return (_capital(summary(quality, revision.role)), short)
    name = "Earlier text" if _is_earlier(revision, newest) else "Clean text"
    name += " from the feed" if revision.source == "feed" else ""
    return (f"{name} · {completeness(quality)}", f"{name} · {short}", short)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
