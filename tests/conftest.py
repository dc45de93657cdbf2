"""What tests of several rooms share."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.server import LoopbackServer
from tests.quiet import quiet


@pytest.fixture(autouse=True)
def full_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw as on a terminal of all colours, wherever the tests are run."""
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(autouse=True, scope="session")
def pilot_waits_for_what_is_to_be_done() -> Iterator[None]:
    """Let Textual's pilot go on as soon as all is done and drawn, not when the processor rests."""
    with pytest.MonkeyPatch.context() as patched:
        for module in ("textual.app", "textual.pilot"):
            patched.setattr(f"{module}.wait_for_idle", quiet)
        yield


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    """A web server on loopback that does as it is told."""
    with LoopbackServer() as running:
        yield running


@pytest.fixture(scope="session")
def shared() -> Path:
    """The benches and corpora beside the repository, or where NEWSREAD_SHARED says; else a skip."""
    folder = Path(os.environ.get("NEWSREAD_SHARED") or Path(__file__).parents[2] / "shared")
    if not folder.is_dir():
        pytest.skip("needs the folder ../shared, or NEWSREAD_SHARED to say where it is")
    return folder


@pytest.fixture(scope="session")
def newsroom(shared: Path) -> Iterator[str]:
    """The address of a newsroom on loopback: 16 feeds, 376 real pages."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = [sys.executable, str(shared / "newsroom" / "serve.py"), f"--port={port}"]
    with subprocess.Popen(
        [*serve, "--latency=0", "--seconds=600"], stdout=subprocess.PIPE, text=True
    ) as running:
        try:
            assert running.stdout is not None
            assert running.stdout.readline().startswith("376 pages, 16 feeds")
            yield f"http://127.0.0.1:{port}/"
        finally:
            running.terminate()
