"""The page child, seen from the reader: ask it for an article, get its texts as they come.

A page may hang a parser or eat memory, and neither can be stopped in a thread. So the reader keeps
a child process, started ahead of need because its imports cost half a second of CPU, and ends it
when a page takes too long; the next request gets a fresh one. What runs in it is
`workers.page_reader`.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING

import msgspec

from newsread.workers.page_protocol import (
    LONGEST_LINE,
    Answer,
    Order,
    PageReply,
    PageRequest,
    feed_instead,
)

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Sequence

__all__ = ["Deadlines", "PageChild", "PageReply", "PageRequest"]

_LEAVING = 1.0
"""Seconds the child is given to leave when its standard input has ended."""
_LONGEST_COMPLAINT = 1 << 16
"""Bytes of one line of a complaint; what a library says without end is cut."""


class Deadlines(msgspec.Struct, frozen=True, kw_only=True):
    """How long the child may take, in seconds."""

    start: float = 30.0
    """To be ready, on a machine that is busy or slow; no article is to blame for that."""
    feed: float = 5.0
    """To read the feed's own HTML."""
    fetch: float = 21.0
    """To fetch the page. The fetch has a deadline of its own, a second shorter, and says more."""
    page: float = 5.0
    """To read the page once it is there."""
    whole: float = 25.0
    """For all of it, once the child is ready."""


class _LostError(Exception):
    """The child did not start, ended, talked nonsense or took too long; perhaps while it read the
    feed's HTML."""

    def __init__(self, happened: str, advice: str = "", *, in_feed: bool) -> None:
        super().__init__(happened)
        self.happened = happened
        self.advice = advice
        self.in_feed = in_feed


class PageChild:
    """A warm child process that reads one article at a time.

    `command` starts another program in its place, for tests. `complain` is told what the child
    writes to standard error, in whole lines as they come, and why it could not be started; text
    from outside, with addresses. Without it all that is dropped.
    """

    def __init__(
        self,
        command: Sequence[str] = (),
        *,
        deadlines: Deadlines | None = None,
        complain: Callable[[str], None] | None = None,
    ) -> None:
        # -P: else a module in the folder that newsread was started in could pass for one of ours.
        self._command = command or (sys.executable, "-P", "-m", "newsread.workers.page_child")
        self._deadlines = deadlines or Deadlines()
        self._complain = complain
        self._turn = asyncio.Lock()
        self._numbers = itertools.count(1)
        self._process: Process | None = None
        self._refusal = ""
        """Why the process could not be started."""
        self._listening: asyncio.Task[None] | None = None
        self._overhearing: asyncio.Task[None] | None = None
        self._heard: asyncio.Queue[Answer | None] = asyncio.Queue()
        self._ready = False
        self.starts = 0
        """How often a process was started."""

    async def start(self) -> None:
        """Start the process if none is running; it makes itself ready meanwhile.

        That the system does not start it is told with the next article.
        """
        if self._listening is not None and not self._listening.done():
            return
        await self._end()
        stderr = PIPE if self._complain else DEVNULL
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, stderr=stderr, limit=LONGEST_LINE
            )
        except OSError as error:
            self._refusal = f"no process could be started for it ({error.strerror or error})"
            if self._complain:
                self._complain(self._refusal)
            return
        if self._complain:
            self._overhearing = asyncio.create_task(_overhear(self._process, self._complain))
        self.starts += 1
        self._ready = False
        self._heard = asyncio.Queue()
        self._listening = asyncio.create_task(_listen(self._process, self._heard))

    async def close(self) -> None:
        """End the process: it leaves when its standard input ends, or is made to."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), _LEAVING)
        await self._end()

    async def read(self, request: PageRequest) -> AsyncGenerator[PageReply, None]:
        """Yield the article's text: the feed's own first, if there is much of it, then the page's.

        The last reply always comes, and has an error if the page could not be read: no trouble of
        a page or of the child is raised. Requests wait for each other; one that is given up (the
        iterator closed, the task cancelled) leaves the child free for the next.
        """
        async with self._turn:
            try:
                async with aclosing(self._ask(request)) as replies:
                    async for reply in replies:
                        yield reply
            except _LostError as lost:
                first = lost
            else:
                return
            # Once more, in a fresh child, without what the first one was lost on.
            if first.in_feed:
                rest = msgspec.structs.replace(request, content="", summary="")
            else:
                rest = msgspec.structs.replace(request, url="")
            try:
                async with aclosing(self._ask(rest)) as replies:
                    async for reply in replies:
                        if first.in_feed:
                            yield reply
                        else:
                            yield feed_instead(reply, first.happened, first.advice)
            except _LostError:
                yield PageReply(error=first.happened, advice=first.advice)

    async def _ask(self, request: PageRequest) -> AsyncGenerator[PageReply, None]:
        """Give one order and yield its replies. Raises _LostError if the child had to be ended."""
        order = Order(next(self._numbers), request)
        allowed = {"fetching": self._deadlines.fetch, "fetched": self._deadlines.page}
        clock = asyncio.get_running_loop().time
        done = in_page = False
        try:
            await self._make_ready()
            self._say(order)
            end = clock() + self._deadlines.whole
            until = min(end, clock() + self._deadlines.feed)
            while not done:
                answer = await self._next(until, in_feed=not in_page)
                if answer.number != order.number:
                    continue  # about an order that was given up
                in_page = True
                done = answer.stage == "done"
                until = min(end, clock() + allowed.get(answer.stage, 0.0))
                if answer.reply is not None:
                    yield answer.reply
                if answer.leaving:
                    await self._end()
        except _LostError:
            done = True
            await self._end()
            raise
        finally:
            if not done:
                self._say(Order(order.number))

    async def _make_ready(self) -> None:
        await self.start()
        if self._process is None:
            raise _LostError(self._refusal, "Try again, or open newsread anew", in_feed=False)
        while not self._ready:
            until = asyncio.get_running_loop().time() + self._deadlines.start
            answer = await self._next(until, in_feed=False)
            self._ready = answer.stage == "ready"

    def _say(self, order: Order) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.write(msgspec.json.encode(order) + b"\n")

    async def _next(self, until: float, *, in_feed: bool) -> Answer:
        """Return the child's next answer, by the event loop's time `until`."""
        try:
            async with asyncio.timeout_at(until):
                answer = await self._heard.get()
        except TimeoutError as late:
            raise _LostError("reading it took too long and was stopped", in_feed=in_feed) from late
        if answer is None:
            raise _LostError("reading it broke down", in_feed=in_feed)
        return answer

    async def _end(self) -> None:
        """End the process now, if there is one."""
        process, self._process = self._process, None
        listening, self._listening = self._listening, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        overhearing, self._overhearing = self._overhearing, None
        for task in (listening, overhearing):
            if task is not None:
                await task


async def _listen(process: Process, heard: asyncio.Queue[Answer | None]) -> None:
    """Put what the child says into `heard`, and None when it ends or makes no sense."""
    assert process.stdout is not None
    decoder = msgspec.json.Decoder(Answer)
    try:
        async for line in process.stdout:
            heard.put_nowait(decoder.decode(line))
    except ValueError:
        return  # not JSON, no answer, or a line without end: the child is not to be trusted
    finally:
        heard.put_nowait(None)


async def _overhear(process: Process, complain: Callable[[str], None]) -> None:
    """Pass on what the child complains of; never a part of a line, which may be half an address."""
    assert process.stderr is not None
    rest = b""
    while chunk := await process.stderr.read(_LONGEST_COMPLAINT):
        lines, end, rest = (rest + chunk).rpartition(b"\n")
        if end:
            complain(lines.decode(errors="replace"))
        rest = rest[:_LONGEST_COMPLAINT]
    if rest:
        complain(rest.decode(errors="replace"))


if __name__ == "__main__":
    from newsread.workers.page_reader import main

    main()
