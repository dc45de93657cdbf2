"""What lies in the current folder is nobody's library: people keep all sorts of files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import newsread as package
from tests.cli.conftest import feed
from tests.fakes.server import LoopbackServer, Page
from tests.fakes.trap import Trap

INSTALLED = "from newsread.cli import main\nif __name__ == '__main__':\n    main()\n"
"""What an installer makes of ``newsread = "newsread.cli:main"``."""


def test_nothing_in_the_current_folder_is_imported(
    tmp_path: Path, newsroom: LoopbackServer
) -> None:
    trap = Trap(tmp_path / "downloads")
    script = tmp_path / "bin" / "newsread"
    script.parent.mkdir()
    script.write_text(INSTALLED, encoding="utf-8")
    root = Path(package.__file__).parents[1]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    environment |= {"NEWSREAD_HOME": str(tmp_path / "home"), "PYTHONPATH": str(root)}

    def run(*words: str) -> None:
        ended = subprocess.run(
            [sys.executable, str(script), *words],
            cwd=trap.folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (ended.returncode, trap.sprung) == (0, ""), ended

    run("add", newsroom.url("/feed.xml"))
    address = newsroom.url("").rstrip("/")
    newsroom.put("/feed.xml", Page(feed(address, "/one", "/two", "/three"), etag='"second"'))
    run("refresh", "--force")
    run("show", newsroom.url("/three"))
