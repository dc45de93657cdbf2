"""The reader: wires the desk, the page child and the screens together, and nothing else."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
import termios
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.color import Color
from textual.filter import LineFilter, Monochrome, NoColor

from newsread.bindings import overrides
from newsread.errors import NewsreadError
from newsread.screens.base import NewsScreen
from newsread.screens.reader import ReaderScreen
from newsread.services import log
from newsread.services.compacting import Compactor
from newsread.services.desk import Desk
from newsread.widgets.claim_styles import legible
from newsread.widgets.ordered_keys import OrderedKeysApp
from newsread.workers.page_child import PageChild

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.actions import ActionParseResult
    from textual.command import Provider
    from textual.dom import DOMNode
    from textual.driver import Driver

    from newsread.paths import Places


TERMINAL_SECONDS = 2.0
"""How often it is looked whether the terminal is still there."""
COMPACTION_SECONDS = 1.0
"""How often it is looked whether the claims' file should be written anew."""
PATIENCE = 0.3
"""Seconds a key waits for another process that writes; a command waits longer."""


def _actions() -> type[Provider]:
    from newsread.screens.palette import ActionProvider  # 50 ms that the first frame can do without

    return ActionProvider


class ReaderApp(OrderedKeysApp, inherit_bindings=False):
    """The reader on a terminal."""

    TITLE = "newsread"
    COMMANDS = {_actions}  # noqa: RUF012 (Textual's own declaration)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "help_quit", show=False)]
    ALLOW_SELECT = False
    HORIZONTAL_BREAKPOINTS = []  # noqa: RUF012 (-narrow is our own class, with our own width)

    def __init__(self, desk: Desk, pages: PageChild) -> None:
        super().__init__()
        self.desk = desk
        self.pages = pages
        # Scrolling is never animated: a page would be sent some thirty times over a slow line.
        self.animation_level = "none"
        self._without_colour = NoColor()
        self._compactor = Compactor(desk.ledger.storage)

    def get_driver_class(self) -> type[Driver]:
        """Return what drives the terminal."""
        from newsread.widgets.terminal_driver import TerminalDriver

        return TerminalDriver

    def on_mount(self) -> None:
        """Show the reader; warm up the page child once it is on the screen."""
        self.theme = self.desk.configuration.settings.theme
        self.set_keymap(overrides(self.desk.configuration.keymap))
        self.push_screen(ReaderScreen(self.desk, self.pages))
        for ending in (signal.SIGTERM, signal.SIGHUP):  # else the terminal is left as it is now
            asyncio.get_running_loop().add_signal_handler(ending, self.exit)
        self.call_after_refresh(self._settle)
        self.set_interval(COMPACTION_SECONDS, self._compact_when_due)
        if not self.is_headless:
            self.set_interval(TERMINAL_SECONDS, self._leave_with_terminal)

    def _compact_when_due(self) -> None:
        if self._compactor.is_due():
            self.run_worker(self._compact(), group="compact", exclusive=True)

    async def _compact(self) -> None:
        """Write the claims' file anew; what keeps it from that is said, though nothing is lost."""
        try:
            await self._compactor.compact()
        except NewsreadError as error:
            if isinstance(self.screen, NewsScreen):
                self.screen.say(str(error), problem=True)

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's colours, of which ``$text-accent`` can be read on all grounds here.

        Textual's own has a contrast of 2.8 in its light theme, its accent one of 1.3.
        """
        colours = super().get_css_variables()
        names = ("accent", "background", "panel", "foreground")
        accent, *grounds, foreground = (Color.parse(colours[name]) for name in names)
        if accent.ansi is None:  # one of the terminal's own can be whatever it likes
            for ground in grounds:
                accent = legible(accent, ground, foreground)
            colours["text-accent"] = accent.hex
        return colours

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what takes colours away where there shall be none.

        Textual chooses before the theme is known, and makes greys: with a theme of the terminal's
        own colours those are black on black.
        """
        filters = super().get_line_filters()
        if not (self.no_color and self.native_ansi_color):
            return filters
        return [self._without_colour if isinstance(each, Monochrome) else each for each in filters]

    def _leave_with_terminal(self) -> None:
        """Leave when the terminal is gone. A session that is closed says so by a signal, but one
        that never had this terminal for its own does not, and Textual would read its end for ever.
        """
        try:
            termios.tcgetattr(sys.__stdin__.fileno() if sys.__stdin__ else 0)
        except termios.error:
            self.exit()

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key asks for; say it when it cannot be done.

        What an earlier key did is not said any longer, even if this one has no words of its own.
        """
        screens = [each for each in self.screen_stack if isinstance(each, NewsScreen)]
        screen = screens[-1] if screens else None
        said = screen.times_said if screen else 0
        done = True
        try:
            done = await super().run_action(action, default_namespace, namespaces)
        except NewsreadError as error:
            if screen is None:
                raise
            screen.say(str(error), problem=True)
        if screen is not None and screen is self.screen and screen.times_said == said:
            screen.say("")
        return done

    def _handle_exception(self, error: Exception) -> None:
        """Leave at a defect, without Textual's traceback: it shows the values of local variables.

        `run` hands the defect on to the command, which writes it to the log.
        """
        super()._handle_exception(error)
        self._exit_renderables.clear()

    @property
    def defect(self) -> Exception | None:
        """What ended the app, if something did that nobody expected."""
        return self._exception

    def action_help_quit(self) -> None:
        """Answer Ctrl-C, which ends nothing here."""
        if isinstance(self.screen, NewsScreen):
            self.screen.say("Q quits")

    async def _settle(self) -> None:
        # What is alive after the first frame stays alive: without this, a full collection over
        # Textual's objects takes the longest one-line scroll from 11 to 38 ms.
        gc.collect()
        gc.freeze()
        await self.pages.start()

    async def on_unmount(self) -> None:
        """End the page child."""
        await self.pages.close()


def run(places: Places) -> None:
    """Open the reader on what is kept at `places`; returns when the person quits.

    Raises what the desk raises, ConfigError for a theme that is not there, and whatever nobody
    expected, once the terminal is as it was.
    """
    with Desk.open(places, wait=PATIENCE) as desk:
        app = ReaderApp(desk, PageChild(complain=log.complaints(places.log, "page child")))
        desk.configuration.check_theme(app.available_themes)
        app.run()
        if app.defect is not None:
            raise app.defect
