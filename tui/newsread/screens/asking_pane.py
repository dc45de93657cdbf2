"""The pane with the article, as one who watches it knows it: follows its claims into a new text,
asks for one, and tells what changed.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec
from textual import work
from textual.message import Message

from newsread.claims.drift import state_of
from newsread.errors import LedgerError, LibraryError, NewsreadError, PageError
from newsread.screens.walking_pane import WalkingPane
from newsread.services.anchoring import anchor_claims, mark_unverified
from newsread.services.changed import changes_in_text, text_read
from newsread.services.due import holds, host_of, note_asked
from newsread.text.same_place import same_place
from newsread.text.segment import Range
from newsread.widgets.dates import day_and_time
from newsread.widgets.status import Said
from newsread.widgets.text_line import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsread.library.records import Article, Revision
    from newsread.services.revising import Asked
    from newsread.text.quality import Role
    from newsread.text.select.selection import Parts

FOLLOWED: tuple[Role, ...] = ("clean", "page")
"""Texts along which claims are followed: a feed's own is nobody's successor."""
COMPARES = "{article.compare} compares"
AS_BEFORE = "The text is as before"
IN_NOTHING = "The text is another now, but says the same"
CHANGED = "The text has changed"
SINCE_READ = "Changed since you read it"
NOT_READ = "Could not be read whole"
OPEN_AGAIN = "open the article again for it"


class AskingPane(WalkingPane):
    """A pane whose article may change while it is kept."""

    _news = ""
    """What changed in the article since it was read before, or asked for."""

    class MarksChanged(Message):
        """What a list shows of the article is another now: its text was seen, claims followed."""

    def take_up(self, article: Article) -> None:
        """Leave the article that is open for this one, of which no text is shown yet."""
        super().take_up(article)
        self._news = ""

    # A text that is shown

    def _tell(self, article: Article, revision: Revision, newest: Revision) -> None:
        """Tell above the text which it is, and before all else what changed since it was read."""
        if article.changed and not self._news and revision.revision == newest.revision:
            before = text_read(self.desk.library, article.id, newest)
            self._see(article, before, newest)
        told = self.telling.told(article, revision, newest, self.same)
        if revision.role == "clean":
            news = [f"{self._news} · {COMPARES}"] if self._news else []
            remarks = [Remark(self._told(each)) for each in (*news, *self._unread(article))]
            told = msgspec.structs.replace(told, remarks=(*remarks, *told.remarks))
        self.line.show(told)

    def _unread(self, article: Article) -> Iterator[str]:
        """Yield why the article could not be read again, where its claims are marked with that."""
        claims = self.desk.ledger.of_article(article.key)
        if any(state_of(each) == "unknown" for each in claims):
            failure = self.desk.library.watches.failure(article.id)
            if failure is not None:
                yield f"{NOT_READ} on {day_and_time(failure.at)}: {failure.error}"

    def _see(self, article: Article, before: Revision | None, newest: Revision) -> None:
        """Note what changed in the text that is shown now, and that it has been seen."""
        changes = changes_in_text(before, newest) if before is not None else ""
        found = f"found {day_and_time(newest.retrieved)}"
        self._news = f"{SINCE_READ}: {changes} ({found})" if changes else f"{SINCE_READ}, {found}"
        try:
            self.desk.library.set_changed(article.id, False)
        except LibraryError as error:  # another process writes: it is told once more, that is all
            self.post_message(Said(str(error), problem=True))
        self.post_message(self.MarksChanged())

    def follow_claims(
        self, article: Article, revision: Revision, *, is_read_now: bool = False
    ) -> None:
        """See that the article's claims know the text that is about to be shown, if it is the
        newest; that this cannot be stored keeps nobody from reading."""
        library, ledger = self.desk.library, self.desk.ledger
        if ledger.read_only or revision.role not in FOLLOWED or not ledger.of_article(article.key):
            return
        newest = library.revision(article.id, role=revision.role)
        if newest is None or newest.revision != revision.revision:
            return
        try:
            followed = anchor_claims(
                library, ledger, article, revision, now=time.time(), is_read_now=is_read_now
            )
        except (LedgerError, LibraryError) as error:
            self.post_message(Said(str(error), problem=True))
        else:
            if followed:
                self.post_message(self.MarksChanged())

    # Asking for one

    def ask_again(self) -> None:
        """Ask for the article's page again now, and show what came of it at the same place; not
        while its host wants to be left alone."""
        article, shown = self.article, self.revision
        if article is None or shown is None:
            self.post_message(Said("There is no text here to be asked for again"))
            return
        host = host_of(article.page)
        if (until := holds(self.desk.library, time.time()).get(host)) is not None:
            self.post_message(Said(f"{host} asks to be left alone until {day_and_time(until)}"))
            return
        self.post_message(Said("Asking for the page …" if article.page else "Reading it again …"))
        self._ask(article, shown, self.view.parts)

    @work(exclusive=True, group="open")
    async def _ask(self, article: Article, shown: Revision, here: Parts) -> None:
        from newsread.services.revising import ask_again  # rapidfuzz comes with it

        library = self.desk.library
        before = library.revision(article.id) or shown
        try:
            asked = await ask_again(library, self.pages, article.id, secrets=self.desk.secrets)
            now = time.time()
            note_asked(library, asked, now)
            if asked.lasting:
                mark_unverified(self.desk.ledger, article, now=now)
        except NewsreadError as error:
            self.post_message(Said(str(error), problem=True))
            return
        for role in FOLLOWED if not asked.error else ():
            if (text := library.revision(article.id, role=role)) is not None:
                self.follow_claims(article, text, is_read_now=True)
        if self.article is not article or self.revision is None:
            return  # another one has been opened meanwhile
        newest = asked.newest or before
        is_shown = newest.revision == before.revision
        # Whoever reads an earlier text, or all of the page, has asked for that.
        if not is_shown and self.revision.revision == before.revision:
            is_shown = self._go_on(article, newest, here)
        self._tell(article, self.revision, newest)
        self.show_claims()
        self._tell_asked(asked, before, newest, is_shown=is_shown)

    def _go_on(self, article: Article, newest: Revision, here: Parts) -> bool:
        """Show another text at the same place, which was `here` when it was asked for.

        Not under the hands of a person who chooses words in this one, or who has by now selected
        others that the new one has not just once: False then.
        """
        view, shown, spot = self.view, self.revision, self.view.spot
        if view.in_a_mode or spot is None or shown is None:
            return False
        words, text = view.selected_text, newest.document.text
        if view.parts == here:
            place = same_place(shown.document, newest.document, here)
        elif words and text.count(words) == 1:
            start = text.index(words)
            place = (Range(start, start + len(words)),)
        else:
            return False
        self._see(article, shown, newest)
        self._show(newest, place, spot.row)
        view.touched = True
        return True

    def _tell_asked(
        self, asked: Asked, before: Revision, newest: Revision, *, is_shown: bool
    ) -> None:
        """Say what came of asking."""
        if asked.error:
            called = asked.article.title or asked.article.outlet
            error = PageError(called, asked.error, asked.advice)
            self.post_message(Said(str(error), problem=True))
        elif newest.revision == before.revision:
            self.post_message(Said(AS_BEFORE))
        else:
            changes = changes_in_text(before, newest)
            told = f"{CHANGED}: {changes}" if changes else IN_NOTHING
            self._say(f"{told}; {COMPARES if is_shown else OPEN_AGAIN}")
