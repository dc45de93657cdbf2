"""newsread's own commands as the reader runs them: child processes, so that the screen never waits.

A child is the very command a person can run by hand, so what the reader shows and what the command
does cannot differ. A refresh ends when its standard input does: it never outlives a reader that
was killed.
"""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from newsread.errors import NewsreadError
from newsread.services.refresh_events import RefreshEnded, RefreshEvent

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

LEAVING = 3.0
"""Seconds a refresh is given to commit and leave before it is ended."""


SELF = (sys.executable, "-P", "-m", "newsread")
"""How newsread calls itself. Children find the same home: it is in their environment. Without -P
they would take modules from the folder that the reader was started in, whoever put them there."""


def _complaint(said: bytes, status: int | None) -> NewsreadError:
    sentence = said.decode(errors="replace").strip().removeprefix("newsread: ").removesuffix(".")
    thing, colon, happened = sentence.partition(": ")
    if colon:
        return NewsreadError(thing, happened)
    return NewsreadError("newsread", sentence or f"the command ended with status {status}")


async def run_add(address: str) -> str:
    """Run ``newsread add`` for one address and return what it says. Raises NewsreadError."""
    child = await asyncio.create_subprocess_exec(
        *SELF, "add", "--", address, stdin=DEVNULL, stdout=PIPE, stderr=PIPE
    )
    try:
        said, complaint = await child.communicate()
    finally:
        await _end(child)
    if child.returncode:
        raise _complaint(complaint, child.returncode)
    return said.decode(errors="replace").strip()


async def run_refresh(
    urls: Sequence[str] = (), *, force: bool = False
) -> AsyncIterator[RefreshEvent]:
    """Refresh in a child process and yield its events as they come.

    Raises NewsreadError when the child refuses (another refresh runs) or fails; that single feeds
    failed is in their events. Closing the iterator ends the child: it commits what it has.
    """
    options = ["--json", "--until-stdin-ends", *(["--force"] if force else [])]
    child = await asyncio.create_subprocess_exec(
        *SELF, "refresh", *options, "--", *urls, stdin=PIPE, stdout=PIPE, stderr=PIPE
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stderr is not None
    complaint = asyncio.create_task(child.stderr.read())
    decoder: msgspec.json.Decoder[RefreshEvent] = msgspec.json.Decoder(RefreshEvent)
    ended = False
    try:
        async for line in child.stdout:
            event = decoder.decode(line)
            ended = isinstance(event, RefreshEnded)
            yield event
    finally:
        child.stdin.close()
        await _end(child)
    said = await complaint
    if not ended:
        raise _complaint(said, child.returncode)


async def _end(child: asyncio.subprocess.Process) -> None:
    """Wait for `child` to leave by itself, and end it when it does not."""
    with suppress(TimeoutError):
        await asyncio.wait_for(child.wait(), LEAVING)
    if child.returncode is None:
        child.kill()
        await child.wait()
