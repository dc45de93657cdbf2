"""The terminal as Textual drives it, but for one thing: it may be gone before newsread is."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.app import App


class LastingOutput:
    """A file that takes what is written when nobody is there to read it any more.

    Textual's thread that writes ends at the first error, and whoever writes after that waits for
    ever, once thirty pieces lie before it: a reader whose session was closed never left.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write `text`, if that can be done."""
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """Pass on what was written, if that can be done."""
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """Return the number of the file."""
        return self._file.fileno()


class TerminalDriver(LinuxDriver):
    """Textual's own driver, writing to what lasts."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        lasting: Any = LastingOutput(cast("TextIO", self._file))
        self._file = lasting
