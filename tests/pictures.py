"""Pictures of the reader, drawn from the Welcome feed: ``python -m tests.pictures [FOLDER]``.

Without FOLDER it draws the README's picture anew; with one it puts pictures of every screen at 160,
100 and 60 columns there, to be looked at.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from newsread.app import ReaderApp
from newsread.paths import Places
from newsread.services.desk import Desk
from newsread.workers.page_child import PageChild

README_PICTURE = Path(__file__).parents[1] / ".github" / "newsread.svg"
SIZES = ((160, 44), (100, 36), (60, 24))

Scene = tuple[str, tuple[str, ...]]

SCENES: tuple[Scene, ...] = (
    ("list", ()),
    ("article", ("enter",)),
    ("claims", (*"jj1jjJ2jjj3", *"[[")),
    ("tags", ("t", *"bud")),
    ("help", ("escape", "question_mark")),
    ("ledger", ("escape", "C")),
)
"""Pictures in order, each with the keys pressed before it is taken."""


async def settled(pilot: Pilot[None]) -> None:
    """Wait until nothing moves: no worker runs, and what a message set going is drawn."""
    await pilot.app.workers.wait_for_complete()
    for _ in range(3):
        await pilot.pause()


async def draw(size: tuple[int, int], scenes: tuple[Scene, ...]) -> dict[str, str]:
    """Return an SVG for each of `scenes`, played on a fresh home at `size`."""
    pictures = {}
    with tempfile.TemporaryDirectory() as home:
        places = Places.find(home)
        places.make()
        with Desk.open(places) as desk:
            app = ReaderApp(desk, PageChild())
            async with app.run_test(size=size) as pilot:
                for name, keys in scenes:
                    for key in keys:
                        await pilot.press(key)
                        await settled(pilot)
                    await settled(pilot)
                    pictures[name] = app.export_screenshot(title="newsread")
    return pictures


def main() -> None:
    """Draw what the command line asks for."""
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1])
        folder.mkdir(parents=True, exist_ok=True)
        for size in SIZES:
            for name, svg in asyncio.run(draw(size, SCENES)).items():
                (folder / f"{name}-{size[0]}.svg").write_text(svg, encoding="utf-8")
        return
    README_PICTURE.parent.mkdir(exist_ok=True)
    pictures = asyncio.run(draw((120, 34), SCENES[:3]))
    README_PICTURE.write_text(pictures["claims"], encoding="utf-8")


if __name__ == "__main__":
    main()
