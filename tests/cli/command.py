"""The real command in a process of its own, with a home of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines it printed."""
        return self.out.splitlines()

    @property
    def records(self) -> list[Any]:
        """The JSON lines it printed."""
        return [json.loads(line) for line in self.lines]


@dataclass(frozen=True)
class Newsread:
    """``newsread`` with everything it keeps under `home`."""

    home: Path

    def __call__(self, *words: str, status: int = 0, **how: Any) -> Ended:
        """Run a command, and hold it to the exit `status`."""
        ended = self.run(*words, **how)
        assert ended.status == status, ended
        return ended

    def run(
        self,
        *words: str,
        given: str | None = None,
        out: IO[str] | None = None,
        prepare: Callable[[], None] | None = None,
        code: str | None = None,
        **environment: str,
    ) -> Ended:
        """Run a command, however it ends.

        `given` is its standard input, `out` where its output goes; `prepare` runs in the process
        before it, and `code` is run in place of the package.
        """
        ended = subprocess.run(
            [sys.executable, *(["-m", "newsread"] if code is None else ["-c", code]), *words],
            input=given,
            stdin=subprocess.DEVNULL if given is None else None,
            stdout=out or subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=60,
            check=False,
            env=self.environment | environment,
            preexec_fn=prepare,
        )
        return Ended(ended.returncode, ended.stdout or "", ended.stderr)

    def refuses(self, *words: str, status: int = 1, **how: Any) -> str:
        """Run a command that must not succeed; return its one plain sentence."""
        ended = self.run(*words, **how)
        assert ended.status == status, ended
        assert "Traceback" not in ended.err
        assert ended.err.startswith("newsread: "), ended
        assert ended.err.endswith((".\n", "?\n")), ended
        assert ended.err.count("\n") == 1, ended
        return ended.err

    @property
    def environment(self) -> dict[str, str]:
        """The environment the command runs in."""
        return os.environ | {"NEWSREAD_HOME": str(self.home)}
