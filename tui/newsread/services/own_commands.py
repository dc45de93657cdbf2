"""newsread's own commands as the reader runs them: child processes, so that the screen never waits.

A child is the very command a person can run by hand, so what the reader shows and what the command
does cannot differ. A refresh and a check end when their standard input does: they never outlive a
reader that was killed.
"""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, TypeVar

import msgspec

from newsread.errors import BusyError, NewsreadError
from newsread.services.check_events import CheckBusy, CheckEnded, CheckEvent
from newsread.services.importing import typed_path
from newsread.services.refresh_events import RefreshBusy, RefreshEnded, RefreshEvent
from newsread.web.addresses import parse_address

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Sequence
    from pathlib import Path

LEAVING = 3.0
"""Seconds a child is given to commit and leave before it is ended."""
LONGEST_LINE = 1 << 20
"""Bytes of one event."""
SELF = (sys.executable, "-P", "-m", "newsread")
"""How newsread calls itself. Children find the same home: it is in their environment. Without -P
they would take modules from the folder that the reader was started in, whoever put them there."""

Event = TypeVar("Event", RefreshEvent, CheckEvent)


class Told(msgspec.Struct, frozen=True):
    """What a command said."""

    sentence: str
    """Of what it did."""
    remarks: tuple[str, ...] = ()
    """Beside that, of single lines."""


async def run_add(address: str) -> Told:
    """Run ``newsread add`` for one address and return what it says.

    Raises:
        AddressError: it is no address; nothing was started.
        NewsreadError: it was not added.
    """
    return await _run_with("add", address)


async def run_save(address: str) -> Told:
    """Run ``newsread save`` for one address and return what it says; raises as `run_add`."""
    return await _run_with("save", address)


async def run_import(path: str) -> Told:
    """Import the feeds of a file, OPML or newsboat's, and return what the command says.

    Raises:
        NewsreadError: nothing was imported.
    """
    file = typed_path(path)
    words = ("import", "newsboat") if _is_newsboat(file) else ("opml", "import")
    return await _run(*words, "--", str(file))


async def run_refresh(
    urls: Sequence[str] = (),
    *,
    force: bool = False,
    complain: Callable[[str], None] | None = None,
) -> AsyncGenerator[RefreshEvent, None]:
    """Refresh in a child process and yield its events as they come.

    That single feeds failed is in their events. Closing the iterator ends the child: it commits
    what it has. `complain` is told what it could not say in a sentence: how it was ended, and
    what an interpreter or a library wrote to standard error.

    Raises:
        BusyError: another process refreshes.
        NewsreadError: the child cannot be started, refuses or fails.
    """
    options = ["--json", "--until-stdin-ends", *(["--force"] if force else [])]
    words = ("refresh", *options, "--", *urls)
    decoder: msgspec.json.Decoder[RefreshEvent] = msgspec.json.Decoder(RefreshEvent)
    async with aclosing(_events(words, decoder, "newsread refresh", complain)) as events:
        async for event in events:
            yield event


async def run_check(
    *, complain: Callable[[str], None] | None = None
) -> AsyncGenerator[CheckEvent, None]:
    """Check the claims whose articles are due in a child process and yield its events as they come.

    That single articles could not be read is in their events; otherwise as `run_refresh`.

    Raises:
        BusyError: another process checks.
        NewsreadError: the child cannot be started, refuses or fails.
    """
    words = ("claims", "check", "--due", "--json", "--until-stdin-ends")
    decoder: msgspec.json.Decoder[CheckEvent] = msgspec.json.Decoder(CheckEvent)
    async with aclosing(_events(words, decoder, "newsread claims check", complain)) as events:
        async for event in events:
            yield event


async def _events(
    words: Sequence[str],
    decoder: msgspec.json.Decoder[Event],
    what: str,
    complain: Callable[[str], None] | None,
) -> AsyncGenerator[Event, None]:
    """Run newsread with `words` and yield the events it tells. Raises BusyError, NewsreadError."""
    child = await _start(*words, stdin=PIPE)
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stderr is not None
    complaint = asyncio.create_task(child.stderr.read())
    ended = False
    try:
        async for line in child.stdout:
            event = decoder.decode(line)
            if isinstance(event, RefreshBusy | CheckBusy):
                raise _error(BusyError, event.error)
            ended = isinstance(event, RefreshEnded | CheckEnded)
            yield event
    except ValueError as error:  # no event, or a line without end
        raise NewsreadError(what, f"its events cannot be read: {error}") from error
    finally:
        child.stdin.close()
        await _end(child)
    said = await complaint
    if complain is not None and not said.startswith(b"newsread: "):
        status = child.returncode or 0
        died = f"ended by signal {-status}" if status < 0 else ""
        told = "\n".join(filter(None, (died, said.decode(errors="replace").strip())))
        if told:
            complain(told)
    if not ended:
        raise _complaint(said, child.returncode)


async def _run_with(command: str, address: str) -> Told:
    """Run a command for one address and return what it says.

    The address goes to its standard input: there may be a password in it, and what a process was
    started with is there for anyone on the machine to see.
    """
    parse_address(address)
    return await _run(command, "-", stdin=f"{address}\n")


async def _run(*words: str, stdin: str = "") -> Told:
    """Run newsread with `words` and `stdin` to its end. Raises NewsreadError."""
    child = await _start(*words, stdin=PIPE)
    try:
        said, complaint = await child.communicate(stdin.encode())
    finally:
        await _end(child)
    if child.returncode:
        raise _complaint(complaint, child.returncode)
    remarks = complaint.decode(errors="replace").strip().splitlines()
    return Told(said.decode(errors="replace").strip(), tuple(remarks))


def _is_newsboat(file: Path) -> bool:
    """Tell newsboat's folder or file from OPML, which begins with a pointed bracket."""
    try:
        with file.open("rb") as opened:
            return not opened.read(64).lstrip(b"\xef\xbb\xbf \t\r\n\0\xff\xfe").startswith(b"<")
    except IsADirectoryError:
        return True
    except OSError:  # the command says what is wrong with it
        return False


async def _start(*words: str, stdin: int) -> asyncio.subprocess.Process:
    """Start newsread with `words`. Raises NewsreadError."""
    try:
        return await asyncio.create_subprocess_exec(
            *SELF, *words, stdin=stdin, stdout=PIPE, stderr=PIPE, limit=LONGEST_LINE
        )
    except (OSError, ValueError) as error:  # words that are too long, or that no system takes
        why = getattr(error, "strerror", None) or error
        raise NewsreadError(f"newsread {words[0]}", f"cannot be started: {why}") from error


def _complaint(said: bytes, status: int | None) -> NewsreadError:
    """Return the error that a child told of before it left with `status`."""
    sentence = said.decode(errors="replace").strip().removeprefix("newsread: ")
    return _error(NewsreadError, sentence or f"the command ended with status {status}")


def _error(kind: type[NewsreadError], sentence: str) -> NewsreadError:
    """Return the error of which `sentence` is the text."""
    thing, colon, happened = sentence.removesuffix(".").partition(": ")
    return kind(thing, happened) if colon else kind("newsread", thing)


async def _end(child: asyncio.subprocess.Process) -> None:
    """Wait for `child` to leave by itself, and end it when it does not."""
    with suppress(TimeoutError):
        await asyncio.wait_for(child.wait(), LEAVING)
    if child.returncode is None:
        child.kill()
        await child.wait()
