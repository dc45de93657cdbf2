"""What is told above an article: where it is from, which of its texts is shown, how whole it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.keymap import key_words
from newsread.services.extras import extras_in_words
from newsread.services.other_texts import after, at_hand
from newsread.text.quality import NAMES, completeness, doubts, figures, summary
from newsread.widgets.dates import day_and_time
from newsread.widgets.text_line import Remark, TextTold

if TYPE_CHECKING:
    from collections.abc import Collection

    from newsread.library.records import Article, Revision
    from newsread.services.desk import Desk
    from newsread.text.quality import Role

WHAT_TO_DO = {
    "wall": "{article.page_text} shows the whole page, {everywhere.browser} opens it",
    "uncertain": "{article.page_text} shows all text of the page",
    "partial": "{everywhere.browser} opens the page in the browser",
    "cut": "{everywhere.browser} opens the page in the browser",
}
"""What helps where a text is doubtful, by flag."""


class Telling:
    """Tells of texts, in the user's keys."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def heading(self, article: Article, byline: str = "") -> list[str]:
        """Return from where and when the article is, and by whom: as the feed says, else its page's
        `byline`."""
        author = article.author or byline
        published = article.published if article.dated else None
        when = "no date" if published is None else day_and_time(published)
        body = self._desk.library.body(article.id)
        return [
            "",
            f"{article.outlet}  ·  {when}",
            *([author] if author else ()),
            *(extras_in_words(body.extras, published, day_and_time) if body else ()),
            "",
        ]

    def preface(self, article: Article, revision: Revision, newest: Revision) -> list[str]:
        """Return what stands above a text; `newest` is the article's clean text."""
        lines = self.heading(article, newest.document.byline)
        if revision.role == "page":
            got = day_and_time(revision.retrieved)
            lines[-1:] = [f"All text of the page, menus and all, as it was on {got}", ""]
        elif _is_earlier(revision, newest):
            lines[-1:] = [f"An earlier text, got {day_and_time(revision.retrieved)}", ""]
        elif revision.notice:
            lines[-1:] = [revision.notice, ""]
        return lines

    def told(
        self, article: Article, revision: Revision, newest: Revision, same: Collection[Role]
    ) -> TextTold:
        """Return which text it is, how whole, and what is doubtful of it; texts in the roles `same`
        say what the clean one says."""
        keymap = self._desk.configuration.keymap
        following = self.following(article, revision, newest, same)
        keys = keymap.keys("article.other_text")
        return TextTold(
            words=_words(revision, newest),
            key=key_words(keys[0]) if keys and following else "",
            other=NAMES[following] if following else "",
            remarks=self._remarks(revision) if revision.role == "clean" else (),
        )

    def _remarks(self, revision: Revision) -> tuple[Remark, ...]:
        told = []
        for doubt in doubts(revision.quality, revision.source):
            advice = self._desk.configuration.keymap.told(WHAT_TO_DO.get(doubt.flag, ""))
            words = " · ".join(filter(None, (capital(doubt.words), advice)))
            told.append(Remark(words, doubt.grave))
        return tuple(told)

    def following(
        self, article: Article, revision: Revision, clean: Revision, same: Collection[Role]
    ) -> Role | None:
        """Return which text comes next, as far as can be told before it is made."""
        there = at_hand(self._desk.library, clean, article.id).difference(same)
        wanted = (role for role in after(revision.role) if role in there)
        following = next(wanted, revision.role)
        return following if following != revision.role else None


def _is_earlier(revision: Revision, newest: Revision) -> bool:
    return revision.role == "clean" and newest.revision != revision.revision


def _words(revision: Revision, newest: Revision) -> tuple[str, ...]:
    """Return which text it is and how whole, the longest wording first."""
    quality, short = revision.quality, figures(revision.quality)
    if revision.role != "clean":
        return (capital(summary(quality, revision.role)), short)
    name = "Earlier text" if _is_earlier(revision, newest) else "Clean text"
    name += " from the feed" if revision.source == "feed" else ""
    return (f"{name} · {completeness(quality)}", f"{name} · {short}", short)


def capital(sentence: str) -> str:
    """Return `sentence` with a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]
