"""newsread in tmux, as people have it: keys by name, and the screen as they see it."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Self

import pytest
from rich.console import Console
from rich.text import Text

PATIENCE = 30.0
"""Seconds before a wait fails; far above what is ever needed, so that a busy machine passes."""


STEP = 0.02
"""Seconds between two looks at what is waited for."""


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


ESCAPE = 0.3
"""Seconds after which tmux and the program take Esc for itself."""


class Tmux:
    """One session on a server of its own, with newsread's home at `home`. A context manager."""

    def __init__(self, home: Path, size: tuple[int, int]) -> None:
        if shutil.which("tmux") is None:
            pytest.skip("needs tmux")
        self.columns, self.rows = size
        self._home = home
        self._folder = tempfile.TemporaryDirectory()  # a socket's path has at most some 100 bytes
        self._socket = Path(self._folder.name) / "tmux"

    def __enter__(self) -> Self:
        self._home.mkdir(parents=True, exist_ok=True)
        words = (sys.executable, "-m", "newsread", "--home", str(self._home))
        size = ("-x", str(self.columns), "-y", str(self.rows))
        shell = f"{shlex.join(words)}; sleep 60"
        self._tmux("-f", os.devnull, "new-session", "-d", *size, "-e", "COLORTERM=truecolor", shell)
        return self

    def __exit__(self, *_: object) -> None:
        reader = self._reader()
        self._tmux("kill-server")
        self._folder.cleanup()
        deadline = time.monotonic() + PATIENCE
        while reader and _lives(reader):  # its terminal is gone: it has to leave
            if time.monotonic() > deadline:
                os.kill(reader, signal.SIGKILL)
                raise AssertionError("newsread did not leave with its terminal")
            time.sleep(STEP)

    def _reader(self) -> int:
        """Return the number of newsread's process, 0 when it has left already."""
        shell = self._tmux("display-message", "-p", "#{pane_pid}").strip()
        children = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", shell or "0"],
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        found = [line.split()[0] for line in children.splitlines() if "newsread" in line]
        return int(found[0]) if found else 0

    def _tmux(self, *words: str) -> str:
        environment = os.environ | {"LANG": "C.UTF-8", "TERM": "xterm-256color"}
        environment.pop("TMUX", None)
        return subprocess.run(
            ["tmux", "-u", "-S", str(self._socket), *words],
            capture_output=True,
            text=True,
            env=environment,
            timeout=PATIENCE,
            check=False,
        ).stdout

    @property
    def screen(self) -> str:
        """What the screen shows now."""
        return self._tmux("capture-pane", "-p")

    def type(self, text: str) -> None:
        """Type `text`, letter for letter."""
        self._tmux("send-keys", "-l", text)

    def press(self, *keys: str, then: str = "") -> None:
        """Press keys by tmux's names; with `then`, wait until the screen shows it."""
        for key in keys:
            self._tmux("send-keys", key)
            if key == "Escape":  # what follows it at once is taken for a key with Alt
                time.sleep(ESCAPE)
        if then:
            self.wait_for(then)

    def wait_for(self, text: str) -> None:
        """Wait until the screen shows `text`."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.screen:
            if time.monotonic() > deadline:
                raise AssertionError(f"{text!r} was never shown:\n{self.screen}")
            time.sleep(STEP)

    def leave(self) -> None:
        """Press Q, and wait until newsread has left."""
        self.press("Q")
        deadline = time.monotonic() + PATIENCE
        while self._reader():
            if time.monotonic() > deadline:
                raise AssertionError(f"newsread did not leave:\n{self.screen}")
            time.sleep(STEP)

    def picture(self, file: Path) -> None:
        """Draw the screen as it is now, with its colours, to an SVG file."""
        console = Console(width=self.columns, file=io.StringIO(), record=True, force_terminal=True)
        for line in self._tmux("capture-pane", "-p", "-e", "-N").splitlines():
            console.print(Text.from_ansi(line), no_wrap=True, crop=True)
        file.write_text(console.export_svg(title="newsread"), encoding="utf-8")
