"""What newsread's processes do beside what they show: hosts asked, programs started, memory, waits.

Every Python process that newsread starts finds `HOOK` as its ``sitecustomize``, on PYTHONPATH. It
notes what the interpreter itself reports (PEP 578), so no library goes past it, and lets no address
but loopback's be connected to. In the reader it also notes for how long its loop answers nobody.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Self

HOOK = """
import json, os, selectors, socket, sys, threading, time

_log = os.open(os.environ["HOSTILE_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
_loopback = ("127.", "::1", "localhost")


def _note(**what):
    os.write(_log, json.dumps(what, default=repr).encode() + b"\\n")


def _audit(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
        host = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
        _note(asked=host)
        if not host.startswith(_loopback):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    elif event == "socket.connect" or event == "socket.sendto":
        address = arguments[1]
        if isinstance(address, tuple):
            _note(asked=str(address[0]))
            if not str(address[0]).startswith(_loopback):
                raise OSError(101, "Network is unreachable")
    elif event == "subprocess.Popen":
        _note(started=[str(word) for word in arguments[1]])
    elif event == "open" and str(arguments[0]).startswith(("/etc/passwd", "/etc/hostname")):
        _note(opened=str(arguments[0]))


sys.addaudithook(_audit)
_select, _since = selectors.EpollSelector.select, {}


def _timed(self, timeout=None):
    thread = threading.get_ident()
    before = _since.pop(thread, None)
    if before is not None and thread == threading.main_thread().ident:
        wall, cpu = time.perf_counter() - before[0], time.process_time() - before[1]
        if wall > 0.03:
            _note(waited=wall, computed=cpu, at=time.monotonic())
    try:
        return _select(self, timeout)
    finally:
        _since[thread] = time.perf_counter(), time.process_time()


selectors.EpollSelector.select = _timed
"""
BEAT = 0.02
"""Seconds between two looks at the memory."""


@dataclass
class Witness:
    """Sees what the processes of one home do; `environment` is what they are started with."""

    folder: Path
    memory: dict[int, int] = field(default_factory=dict)
    """The most bytes resident at once of each session, its processes taken together."""
    computed: dict[int, float] = field(default_factory=dict)
    """Seconds of CPU of each session, all that was seen of its processes."""

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True)
        (self.folder / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
        self._log = self.folder / "log"
        self._log.touch()
        self._over = threading.Event()

    @property
    def environment(self) -> dict[str, str]:
        """What the processes are to find in theirs."""
        return {"PYTHONPATH": str(self.folder), "HOSTILE_LOG": str(self._log)}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()

    def watch(self, session: int) -> None:
        """Keep an eye on the memory of a session until it has no process, or the end."""
        threading.Thread(target=self._watch, args=(session,), daemon=True).start()

    def _watch(self, session: int) -> None:
        self.memory[session] = 0
        spent: dict[int, float] = {}
        while not self._over.wait(BEAT) and (now := processes(session)):
            self.memory[session] = max(self.memory[session], sum(each.resident for each in now))
            spent |= {each.pid: each.computed for each in now}
            self.computed[session] = sum(spent.values())

    def notes(self, of: str) -> list[object]:
        """Return all that was noted of one kind, in its order."""
        lines = (json.loads(line) for line in self._log.read_text(encoding="utf-8").splitlines())
        return [line[of] for line in lines if of in line]

    @property
    def asked(self) -> set[str]:
        """The hosts asked for, or connected to, loopback's aside."""
        return {
            host
            for each in self.notes("asked")
            if not (host := str(each)).startswith(("127.", "::1", "localhost"))
        }

    def stall(self, since: float) -> float:
        """Return the longest time in seconds that a loop was busy without a break.

        Counted are those that ended after `since`, by the monotonic clock: starting takes longer;
        and of each no more than the CPU time of all threads, so that a busy machine is not blamed.
        """
        lines = (json.loads(line) for line in self._log.read_text(encoding="utf-8").splitlines())
        waits = [line for line in lines if "waited" in line and line["at"] > since]
        return max((min(line["waited"], line["computed"]) for line in waits), default=0.0)


class Process(NamedTuple):
    """What a process takes: bytes resident, a page it shares counted in each; seconds of CPU."""

    pid: int
    resident: int
    computed: float


def processes(session: int) -> list[Process]:
    """Return the processes of a session that have not ended."""
    found = []
    page, tick = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with suppress(OSError, IndexError):
                rest = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
                if int(rest[3]) == session and rest[0] != "Z":
                    spent = (int(rest[11]) + int(rest[12])) / tick
                    found.append(Process(int(entry.name), int(rest[21]) * page, spent))
    return found


if sys.platform != "linux":
    raise ImportError("this looks at processes in /proc, which only Linux has")
