"""What makes a command that runs for long stop early and keep what it has."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from newsread.errors import UsageError


def stop_when_told(*, until_stdin_ends: bool) -> asyncio.Event:
    """Return what is set on SIGTERM, or when stdin ends if that is to be minded.

    A command from cron has no standard input, so its end means something only to the reader, which
    is at the other end of the pipe: what the reader started never outlives one that was killed.

    Raises:
        UsageError: standard input is to be minded, and is no pipe.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    if until_stdin_ends:
        _watch_stdin(loop, stop)
    return stop


def _watch_stdin(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    descriptor = sys.stdin.fileno()

    def on_readable() -> None:
        if not os.read(descriptor, 4096):
            loop.remove_reader(descriptor)
            stop.set()

    try:
        loop.add_reader(descriptor, on_readable)
    except PermissionError as error:  # a file is always at its end, and cannot be waited for
        raise UsageError("standard input", "must be a pipe for --until-stdin-ends") from error
