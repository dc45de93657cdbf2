"""The pane with the article, as one who compares its texts knows it: goes from one to another at
the same place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from newsread.errors import NewsreadError, PageError
from newsread.screens.telling import capital
from newsread.screens.text_pane import TextPane
from newsread.services.other_texts import after, at_hand, feed_text, page_text
from newsread.text.quality import NAMES, summary
from newsread.text.same_place import Trail, same_words
from newsread.widgets.status import Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsread.library.records import Article, Revision
    from newsread.services.desk import Desk
    from newsread.text.quality import Role
    from newsread.workers.page_child import PageChild

NO_OTHER = "There is no other text of this article"
ASK_PAGE = NO_OTHER + "; {article.page_text} asks for its page"


class WalkingPane(TextPane):
    """A pane whose article may be read in several texts."""

    def __init__(self, desk: Desk, pages: PageChild, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(desk, pages, id=id)
        self._trail = Trail()

    def take_up(self, article: Article) -> None:
        """Leave the article that is open for this one, of which no text is shown yet."""
        super().take_up(article)
        self._trail = Trail()
        self.workers.cancel_group(self, "texts")

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
                self.same.add(role)
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
        following = self.telling.following(article, found, newest, self.same)
        then = f"; {{article.other_text}} shows {NAMES[following]}" if following else ""
        named = f"{NAMES['clean']}, " if found.role == "clean" else ""
        self._say(capital(f"{named}{summary(found.quality, found.role)}{then}"))
