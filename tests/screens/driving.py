"""How tests of the screens press keys, and read what the person sees."""

from __future__ import annotations

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, Label

from newsread.app import ReaderApp
from newsread.feeds.entry import Entry, ParsedFeed
from newsread.library.records import Feed, FetchState
from newsread.screens.reader import ReaderScreen
from newsread.services.desk import Desk
from newsread.widgets.article_view import ArticleView
from newsread.widgets.prompt import Prompt
from newsread.widgets.status import Heading, StatusLine
from tests.pictures import settled

WIDE = (130, 40)
MIDDLING = (100, 30)
NARROW = (60, 24)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press one key after the other, each when what the one before set going is done; letters that
    are typed into a question are not waited for one by one."""
    for key in keys:
        await pilot.press(key)
        if not isinstance(pilot.app.focused, Input):
            await settled(pilot)
    await settled(pilot)


async def resize(pilot: Pilot[None], width: int, height: int) -> None:
    """Give the terminal another size; Textual's own timer for that is not waited for."""
    await pilot.resize_terminal(width, height)
    pilot.app._check_resize()
    await settled(pilot)


async def paste(pilot: Pilot[None], text: str) -> None:
    """Paste `text` into the question that is asked."""
    assert pilot.app.focused is not None
    pilot.app.focused.post_message(events.Paste(text))
    await settled(pilot)


def screen(app: ReaderApp) -> ReaderScreen:
    return next(each for each in app.screen_stack if isinstance(each, ReaderScreen))


def view(app: ReaderApp) -> ArticleView:
    return screen(app).query_one(ArticleView)


def said(app: ReaderApp) -> str:
    return app.screen.query_one(StatusLine).said


def place(app: ReaderApp) -> str:
    return app.screen.query_one(StatusLine).place


def add(
    desk: Desk,
    *entries: Entry,
    url: str = "https://paper.example/feed",
    title: str = "The Paper",
    folder: str = "",
) -> Feed:
    feed = desk.library.add_feed(url, title, folder=folder)
    state = FetchState(feed_id=feed.id, url=url)
    desk.library.store_fetch(state, ParsedFeed(title=title, entries=entries))
    return feed


def lines(app: ReaderApp) -> list[str]:
    """Return the words of the tree, top to bottom."""
    return [line.words for line in screen(app).feeds_pane.feed_tree.rows]


def titles(app: ReaderApp) -> list[str]:
    """Return what the list of articles shows."""
    return [row.title for row in screen(app).list_pane.list.rows]


def heading(app: ReaderApp) -> str:
    """Return what stands above the list of articles."""
    return screen(app).list_pane.query_one(Heading).words


def asked(app: ReaderApp) -> str:
    """Return the question at the bottom as one line, or nothing while there is none."""
    prompt = app.screen.query_one(Prompt)
    lines = str(prompt.query_one(Label).render()).splitlines()
    return "  ".join(lines) if prompt.display else ""
