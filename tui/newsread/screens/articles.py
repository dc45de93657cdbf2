"""What keys do to an article as a whole: one in the list, the open one, or a claim's."""

from __future__ import annotations

import time
from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import work

from newsread.screens.base import NewsScreen
from newsread.services.browser import open_in_browser

if TYPE_CHECKING:
    from newsread.library.records import Article


class ArticleScreen(NewsScreen):
    """A screen on which one article is meant at any time."""

    @abstractmethod
    def current_article(self) -> Article | None:
        """Return the article that keys mean now."""

    @abstractmethod
    def words_to_copy(self, article: Article) -> str:
        """Return what `copy` copies of `article`, before its source."""

    def _meant(self) -> Article | None:
        article = self.current_article()
        if article is None:
            self.say("Choose an article first")
        return article

    def action_star(self) -> None:
        """Star the article, or take the star away."""
        if (article := self._meant()) is not None:
            words = "Star taken away" if article.starred else "Starred"
            self._mark(f"{words}: {article.title}", article, starred=not article.starred)

    def action_toggle_read(self) -> None:
        """Mark the article read or unread."""
        if (article := self._meant()) is not None:
            words = "Marked unread" if article.read else "Marked read"
            self._mark(f"{words}: {article.title}", article, read=not article.read)

    def _mark(
        self,
        words: str,
        article: Article,
        *,
        read: bool | None = None,
        starred: bool | None = None,
    ) -> None:
        self.desk.history.mark_articles(words, [article.id], read=read, starred=starred)
        self.reload()
        self.say(words)

    def action_browser(self) -> None:
        """Open the article's page in the browser."""
        article = self._meant()
        if article is None:
            return
        if not article.url:
            self.say("This article has no page")
            return
        self._browse(article.url)

    @work(group="browser")
    async def _browse(self, url: str) -> None:
        with self.errors_said():
            command = self.desk.configuration.settings.browser.command
            host = await open_in_browser(url, command)
            self.say(f"Opened a page of {host}")

    def action_copy(self) -> None:
        """Copy the selected words, or the article, with where they are from."""
        article = self._meant()
        if article is None:
            return
        day = time.strftime("%Y-%m-%d", time.gmtime(article.published)) if article.dated else ""
        source = ", ".join(filter(None, (article.title, article.outlet, day, article.url)))
        words = self.words_to_copy(article)
        self.app.copy_to_clipboard("\n".join(filter(None, (words, f"— {source}\n"))))
        self.say(f"Copied with its source: {words[:200]}" if words else "Copied: title and source")
