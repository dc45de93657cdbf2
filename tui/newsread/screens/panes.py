"""Three panes side by side where there is room, then two, then one: feeds, list, article.

The pane with the keys is always shown. In the place of the article stands, while it is asked for,
the list of feeds to choose from.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.containers import Horizontal

from newsread.actions import Where
from newsread.screens.article_pane import ArticlePane
from newsread.screens.choice_pane import ChoicePane
from newsread.screens.feeds_pane import FeedsPane
from newsread.screens.list_pane import ListPane
from newsread.screens.watching import WatchingScreen

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from newsread.services.desk import Desk
    from newsread.widgets.article_view import ArticleView
    from newsread.widgets.text_and_panel import TextAndPanel
    from newsread.workers.page_child import PageChild

THREE = 128
TWO = 90
"""Columns from which on three panes stand beside each other, or two."""

PLACES = (Where.FEEDS, Where.LIST, Where.ARTICLE, Where.CHOICE)


class PanedScreen(WatchingScreen):
    """A screen of panes that knows which of them has the keys."""

    DEFAULT_CSS = """
    PanedScreen #panes { height: 1fr; }
    PanedScreen #feeds-pane { width: 32; border-right: solid $panel; }
    PanedScreen #list-pane {
        width: 2fr; min-width: 36; max-width: 72; border-right: solid $panel;
    }
    PanedScreen #article-pane, PanedScreen #choice-pane { width: 3fr; }
    PanedScreen #choice-pane, PanedScreen.-choosing #article-pane { display: none; }
    PanedScreen.-choosing #choice-pane { display: block; }

    PanedScreen.-two #feeds-pane { display: none; }
    PanedScreen.-two.-feeds #feeds-pane { display: block; }
    PanedScreen.-two.-feeds #article-pane, PanedScreen.-two.-feeds #choice-pane { display: none; }
    PanedScreen.-two.-feeds #list-pane { max-width: 100%; border-right: none; }

    PanedScreen.-one #feeds-pane, PanedScreen.-one #list-pane, PanedScreen.-one #article-pane,
    PanedScreen.-one #choice-pane { display: none; width: 1fr; max-width: 100%; border: none; }
    PanedScreen.-one.-feeds #feeds-pane, PanedScreen.-one.-list #list-pane,
    PanedScreen.-one.-article #article-pane, PanedScreen.-one.-choice #choice-pane {
        display: block;
    }

    PanedScreen.-zen #feeds-pane, PanedScreen.-zen #list-pane { display: none; }
    """

    def __init__(self, desk: Desk, pages: PageChild) -> None:
        super().__init__(desk)
        # Kept here and not looked up: when the screen is left, its panes are gone before it.
        self.feeds_pane = FeedsPane(desk, id="feeds-pane")
        self.list_pane = ListPane(desk, id="list-pane")
        self.article_pane = ArticlePane(desk, pages, id="article-pane")
        self.choice_pane = ChoicePane(desk, id="choice-pane")
        self._where = Where.LIST
        self._alone_before = False

    @property
    def where(self) -> Where:
        """The pane that has the keys, or had them before a question took them."""
        return self._where

    def compose(self) -> ComposeResult:
        """Lay out the panes above the two lines."""
        with Horizontal(id="panes"):
            yield self.feeds_pane
            yield self.list_pane
            yield self.article_pane
            yield self.choice_pane
        yield from self.compose_bottom()

    @property
    def view(self) -> ArticleView:
        """The article."""
        return self.article_pane.view

    @property
    def form_place(self) -> TextAndPanel:
        """Beside the article."""
        return self.article_pane.both

    def make_room_for_form(self) -> None:
        """Show the article alone, with its form."""
        self._alone_before = self.has_class("-zen")
        self.add_class("-zen")

    def give_room_back(self) -> None:
        """Show the other panes again, if they were shown."""
        self.set_class(self._alone_before, "-zen")

    @abstractmethod
    def show_place(self) -> None:
        """Say at the right of the status line where the person is."""

    # Which panes are shown

    def on_resize(self, event: events.Resize) -> None:
        """Show as many panes as there is room for."""
        self.set_class(TWO <= event.size.width < THREE, "-two")
        self.set_class(event.size.width < TWO, "-one")
        self._be_in(self._where)

    def on_descendant_focus(self) -> None:
        """Another pane has the keys, by whatever way."""
        for where in PLACES:
            if self._widget(where).has_focus:
                self._be_in(where)
                self.show_place()
        self.show_hints()

    def _be_in(self, where: Where) -> None:
        self._where = where
        all_shown = not self.has_class("-two") and not self.has_class("-one")
        for each in PLACES:  # where all panes are shown, none has to be drawn anew for this
            self.set_class(each is where and not all_shown, f"-{each}")

    def go_to(self, where: Where) -> None:
        """Show a pane and give it the keys."""
        if where is not Where.ARTICLE:
            self.remove_class("-zen")
        if where in (Where.ARTICLE, Where.CHOICE):
            self.set_class(where is Where.CHOICE, "-choosing")
        self._be_in(where)  # first: what is not shown cannot have the keys
        self.set_focus(self._widget(where))

    def _widget(self, where: Where) -> Widget:
        if where is Where.FEEDS:
            return self.feeds_pane.feed_tree
        if where is Where.LIST:
            return self.list_pane.list
        return self.view if where is Where.ARTICLE else self.choice_pane.choices

    def action_next_pane(self) -> None:
        """Go to the pane at the right; from the last one to the first."""
        self._step_panes(1)

    def action_previous_pane(self) -> None:
        """Go to the pane at the left; from the first one to the last."""
        self._step_panes(-1)

    def _step_panes(self, steps: int) -> None:
        panes = [Where.FEEDS, Where.LIST]
        if self.has_class("-choosing"):
            panes.append(Where.CHOICE)
        elif self.article_pane.article is not None:
            panes.append(Where.ARTICLE)
        self.go_to(panes[(panes.index(self._where) + steps) % len(panes)])

    def action_zen(self) -> None:
        """Show the article alone, or all panes again."""
        alone = not self.has_class("-zen")
        if alone and self.article_pane.article is None:
            self.say("Open an article first")
            return
        self.set_class(alone, "-zen")
        if alone:
            self.go_to(Where.ARTICLE)
