"""A real pseudo-terminal with newsread in it: keys go in, bytes come out, nothing is faked."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path

SEQUENCES = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC
    rb"|\x1bP[^\x1b]*\x1b\\"  # DCS
    rb"|\x1b[ -/]*[0-~]"
)
PATIENCE = 30.0
"""Seconds before a wait fails; far above what is ever needed, so that a busy machine passes."""

KEYS = {"enter": "\r", "escape": "\x1b", "tab": "\t", "ctrl+d": "\x04", "ctrl+c": "\x03"}


class Terminal:
    """newsread on a pty of `columns` × `rows`, with its home at `home`. A context manager.

    `environment` is added to what it inherits.
    """

    def __init__(
        self, home: Path, columns: int = 120, rows: int = 40, *words: str, **environment: str
    ) -> None:
        self.home, self.columns, self.rows = home, columns, rows
        self.words = words
        self.environment = environment
        self.output = bytearray()
        """Every byte the program has sent to the terminal."""

    def __enter__(self) -> Self:
        self._master, follower = pty.openpty()
        size = struct.pack("HHHH", self.rows, self.columns, 0, 0)
        fcntl.ioctl(follower, termios.TIOCSWINSZ, size)
        environment = os.environ | {
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "NEWSREAD_HOME": str(self.home),
            "LANG": "C.UTF-8",
            **self.environment,
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "newsread", *self.words],
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env=environment,
            start_new_session=True,
        )
        os.close(follower)
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
        os.close(self._master)

    @property
    def text(self) -> str:
        """All that was shown so far, without the terminal's sequences; the newest last."""
        return SEQUENCES.sub(b"", bytes(self.output)).decode(errors="replace")

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._master, 65_536)
        except OSError:  # the other end is closed: Linux says EIO
            return False
        self.output += data
        return bool(data)

    def wait_for(self, text: str, since: int = 0) -> None:
        """Wait until `text` has been shown after the first `since` bytes."""
        deadline = time.monotonic() + PATIENCE
        while True:
            shown = SEQUENCES.sub(b"", bytes(self.output[since:])).decode(errors="replace")
            if text in shown:
                return
            if time.monotonic() > deadline or (
                not self._read(0.1) and self._process.poll() is not None
            ):
                raise AssertionError(
                    f"{text!r} was never shown; the end of it was: {shown[-1500:]!r}"
                )

    def press(self, *keys: str, then: str = "") -> None:
        """Press `keys` one after another; with `then`, wait until it is shown."""
        since = len(self.output)
        for key in keys:
            os.write(self._master, KEYS.get(key, key).encode())
            self._read(0.05)
        if then:
            self.wait_for(then, since)

    def settle(self, quiet: float = 0.25, most: float = 5.0) -> None:
        """Read until nothing is shown for `quiet` seconds, or for `most` seconds in all."""
        deadline = time.monotonic() + most
        while self._read(quiet) and time.monotonic() < deadline:
            pass

    def begin(self) -> None:
        """Read until the reader has drawn its first screen, or has ended without one."""
        deadline = time.monotonic() + PATIENCE
        while (
            not (b"\x1b[?1049h" in self.output and len(self.output) > 4_000)
            and self._process.poll() is None
            and time.monotonic() < deadline
        ):
            self._read(0.1)
        self.settle()

    @property
    def pid(self) -> int:
        """The number of newsread's process, and of the session its children are in."""
        return self._process.pid

    def tell_to_end(self) -> None:
        """Send SIGTERM, as a session that is closed does."""
        self._process.send_signal(signal.SIGTERM)

    def hang_up(self) -> None:
        """Take the terminal away, without a signal: the program does not have it for its own."""
        os.close(self._master)
        self._master = os.open(os.devnull, os.O_RDWR)

    def wait_until_ended(self) -> int:
        """Wait for the program to leave; return its exit status."""
        deadline = time.monotonic() + PATIENCE
        while self._process.poll() is None:
            if time.monotonic() > deadline:
                raise AssertionError("newsread did not leave")
            self._read(0.05)
        while self._read(0):
            pass
        return self._process.returncode
