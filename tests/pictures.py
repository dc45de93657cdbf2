"""Pictures of the reader, drawn from the Welcome feed: ``python -m tests.pictures [FOLDER]``.

Without FOLDER it draws the README's picture anew; with one it puts pictures of every screen at 160,
100 and 60 columns there, to be looked at.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from newsread.app import ReaderApp
from newsread.paths import Places
from newsread.services.desk import Desk
from newsread.workers.page_child import PageChild
from tests.fakes.revised import revised
from tests.quiet import quiet

README_PICTURE = Path(__file__).parents[1] / ".github" / "newsread.svg"
README_SIZE = (150, 36)
SIZES = ((160, 44), (100, 36), (60, 24))

CLAIMS = ("enter", *"jj1jjJ2jjj3", *"[[")

SCENES: dict[str, tuple[str, ...]] = {
    "list": (),
    "feeds": ("h",),
    "choose": ("F", "j", "space"),
    "found": ("slash", *"mussels", "enter"),
    "form": ("h", "G", "e"),
    "article": ("enter",),
    "claims": CLAIMS,
    "overlaps": ("enter", *"jjJ1jK2kj3["),
    "panel": (*CLAIMS, "t", *"budget", "enter", "z"),
    "letters": ("j", "enter", "f"),
    "words": ("j", "enter", "quotation_mark", "v", "b"),
    "tags": (*CLAIMS, "t", *"bud"),
    "fields": (
        *CLAIMS,
        "i",
        "down",
        *"budget",
        "down",
        *"Oda",
        "down",
        "down",
        "down",
        "x",
        "enter",
    ),
    "help": ("enter", "question_mark"),
    "ledger": (*CLAIMS, "C"),
    "marks": (*CLAIMS, "C", "space", "j", "space", "t"),
}
"""Pictures by name, each with the keys pressed before it is taken."""

REVISED: dict[str, tuple[str, ...]] = {
    "compare": ("enter", "equals_sign", "j"),
    "review": ("D",),
    "reattach": ("D", "j", "a"),
}
"""The same where the first article was changed twice since claims were made on it."""


async def settled(pilot: Pilot[None]) -> None:
    """Wait until nothing moves: no worker runs, and what a message set going is drawn."""
    await quiet()
    while pilot.app.workers:
        await pilot.app.workers.wait_for_complete()
        await quiet()


async def draw(size: tuple[int, int], keys: tuple[str, ...], *, is_revised: bool = False) -> str:
    """Return an SVG of the screen after `keys`, pressed on a fresh home at `size`."""
    with tempfile.TemporaryDirectory() as home:
        places = Places.find(home)
        places.make()
        with Desk.open(places) as desk:
            if is_revised:
                revised(desk.library, desk.ledger)
            app = ReaderApp(desk, PageChild())
            async with app.run_test(size=size) as pilot:
                await settled(pilot)
                for key in keys:
                    await pilot.press(key)
                    await settled(pilot)
                return app.export_screenshot(title="newsread")


def main() -> None:
    """Draw what the command line asks for, in all colours, wherever it is called."""
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    os.environ.pop("NO_COLOR", None)
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1])
        folder.mkdir(parents=True, exist_ok=True)
        for size in SIZES:
            for name, keys in (SCENES | REVISED).items():
                svg = asyncio.run(draw(size, keys, is_revised=name in REVISED))
                (folder / f"{name}-{size[0]}.svg").write_text(svg, encoding="utf-8")
        return
    README_PICTURE.parent.mkdir(exist_ok=True)
    svg = asyncio.run(draw(README_SIZE, SCENES["claims"]))
    README_PICTURE.write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
