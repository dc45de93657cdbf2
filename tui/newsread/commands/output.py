"""What commands print: plain lines for people, JSON lines for programs, one line of progress.

Data go to stdout, remarks and errors to stderr. Text from outside is clean before it comes here:
the library and every error see to that.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from newsread.errors import NewsreadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsread.text.document import Document
    from newsread.text.line import Line
    from newsread.text.quality import Doubt

PIPE_CLOSED = 141
"""Nobody reads the output any more: 128 and SIGPIPE's number, as other commands have it."""
ERASE_LINE = "\r\x1b[K"
"""Takes the terminal back to the start of the line, and empties it."""
WIDEST = 80
"""Most columns a line of an article takes on a terminal."""


def prepare() -> None:
    """Make the streams fit for any text: closed ones go nowhere, odd locales show ``?``."""
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def line(text: str = "") -> None:
    """Print one line, or several."""
    with _stdout_failing():
        sys.stdout.write(text + "\n")


def json_line(value: object) -> None:
    """Print a value as one line of JSON, at once, in UTF-8 whatever the locale (RFC 8259, 8.1)."""
    import msgspec

    raw(msgspec.json.encode(value) + b"\n")


def raw(data: bytes) -> None:
    """Print bytes as they are, at once: a file's content."""
    with _stdout_failing():
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def article(
    document: Document, told: Iterable[str], notice: str, doubts: Iterable[Doubt] = ()
) -> None:
    """Print an article's text, and on stderr what is `told` of it, its `doubts` and the `notice`.

    On a terminal the text is laid out; elsewhere it is canonical, as claims stand on it.
    """
    doubtful = (f"Note: {each.words}" for each in doubts)
    remark("\n".join(filter(None, (" · ".join(filter(None, told)), *doubtful, notice))) + "\n")
    if not sys.stdout.isatty():
        line(document.text)
        return
    from newsread.text.wrap import wrap

    for row in wrap(document, min(shutil.get_terminal_size().columns, WIDEST)).lines:
        line(_drawn(document, row))


def _drawn(document: Document, row: Line) -> str:
    from newsread.text.line import drawn

    text = document.text[row.start : row.end]
    return row.margin + drawn(text, document.blocks[row.block].kind, row.tabs)


def remark(text: str) -> None:
    """Say something beside the data, on stderr; what was printed before stands before it."""
    finish()
    sys.stderr.write(text + "\n")


def complain(error: object) -> None:
    """Say on stderr what was not done: the sentence of a NewsreadError."""
    remark(f"newsread: {error}")


def finish() -> None:
    """Hand over what is still buffered; a closed pipe and a full disk show here."""
    with _stdout_failing():
        sys.stdout.flush()


@contextmanager
def _stdout_failing() -> Iterator[None]:
    """Turn a closed pipe into a quiet end, and a full disk behind ``>`` into a sentence."""
    try:
        yield
    except OSError as error:
        # What is left in the buffer would raise again, with a traceback, when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise click.exceptions.Exit(PIPE_CLOSED) from error
        raise NewsreadError(
            "standard output", f"cannot be written ({os.strerror(error.errno or 0)})"
        ) from error


class Progress:
    """One line on a terminal, rewritten in place; nothing where stdout is no terminal."""

    def __init__(self) -> None:
        self._rewrites = sys.stdout.isatty()
        self._shown = False

    def show(self, text: str) -> None:
        """Show how far the work is, in place of what was shown before."""
        if self._rewrites:
            width = shutil.get_terminal_size().columns - 1
            self._write(ERASE_LINE + text[:width])
            self._shown = True

    def clear(self) -> None:
        """Take it away, to print a line that stays or to end."""
        if self._shown:
            self._write(ERASE_LINE)
            self._shown = False

    def _write(self, text: str) -> None:
        with _stdout_failing():
            sys.stdout.write(text)
            sys.stdout.flush()
