"""What each command must not import, because a person would wait for it. Seen in ``sys.modules``.

CPU of an import, for scale: textual 260 ms, feedparser 120, readability 110, aiohttp 150,
lxml.html 45; Python itself 16.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"textual", "rich", "feedparser", "readability", "lxml", "aiohttp", "pebble", "asyncio"}
LIGHT = HEAVY | {"sqlite3", "tinydb", "multiprocessing", "regex"}

RUN = """
import sys
from newsread.cli import main
try:
    main(sys.argv[1:])
finally:
    print(" ".join(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""

REPOSITORY = Path(__file__).parents[1]
OPEN = """
import asyncio, sys
from newsread.app import ReaderApp
from newsread.paths import Places
from newsread.services.desk import Desk
from tests.fakes.edited import RISE, marked, published
from tests.fakes.pages import PagesInPlace
from tests.quiet import quiet

async def open_it(desk):
    app = ReaderApp(desk, PagesInPlace())
    async with app.run_test() as pilot:
        for key in ("enter", "]"):
            await pilot.press(key)
            await quiet()
            while app.workers:
                await app.workers.wait_for_complete()
                await quiet()
        print(app.screen.article_pane.current_claim.quote)
        print(*sys.modules)

places = Places.find()
places.make()
places.settings.write_text("[refresh]\\nat_start = false\\n")
with Desk.open(places) as desk:
    marked(desk, published(desk), RISE)
    asyncio.run(open_it(desk))
"""
"""Open an article with a claim; print its words, and all modules by then."""


def imported(home: Path, *words: str) -> set[str]:
    """Run the command in an interpreter of its own; return the top names of all it imported."""
    ended = subprocess.run(
        [sys.executable, "-c", RUN, *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | {"NEWSREAD_HOME": str(home)},
    )
    assert ended.returncode == 0, ended.stderr
    names = set(ended.stderr.splitlines()[-1].split())
    assert "newsread" in names
    return names


@pytest.mark.parametrize(
    "words",
    [
        ["--version"],
        ["--help"],
        ["-h"],
        ["add", "--help"],
        ["doctor", "--help"],
        ["config"],
        ["keys"],
    ],
    ids=" ".join,
)
def test_what_needs_no_library_imports_none(tmp_path: Path, words: list[str]) -> None:
    assert imported(tmp_path, *words) & LIGHT == set()


@pytest.mark.parametrize(
    "words",
    [
        ["feeds"],
        ["articles"],
        ["articles", "--json", "quay", "-tag:x"],
        ["claims", "list", "budget", "is:unread"],
        ["opml", "export"],
        ["claims", "export", "csv"],
    ],
    ids=" ".join,
)
def test_listing_fetches_parses_and_draws_nothing(tmp_path: Path, words: list[str]) -> None:
    assert imported(tmp_path, *words) & HEAVY == set()


def test_refreshing_draws_nothing_and_leaves_parsing_to_its_workers(tmp_path: Path) -> None:
    forbidden = {"textual", "rich", "feedparser", "readability", "lxml"}
    assert imported(tmp_path, "refresh") & forbidden == set()


def test_showing_a_stored_text_fetches_nothing(tmp_path: Path) -> None:
    assert imported(tmp_path, "show", "1") & {"textual", "rich", "feedparser", "aiohttp"} == set()


def test_the_reader_starts_without_what_its_first_frame_does_not_show() -> None:
    later = {
        "aiohttp",
        "email",
        "feedparser",
        "filelock",
        "http",
        "lxml",
        "newsread.exchange.opml",
        "newsread.feeds.parse",
        "newsread.screens.comparing",
        "newsread.screens.feed_form",
        "newsread.screens.palette",
        "newsread.screens.review",
        "newsread.text.compared",
        "pebble",
        "rapidfuzz",
        "readability",
    }
    code = "import sys, newsread.app; print(*sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert set(ended.stdout.split()) & later == set()


def test_an_article_with_claims_that_is_as_before_is_compared_with_nothing(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", OPEN],
        capture_output=True,
        text=True,
        timeout=60,
        # Named, for where a parse pool was started nothing is imported from the folder one is in.
        env=os.environ | {"NEWSREAD_HOME": str(tmp_path), "PYTHONPATH": str(REPOSITORY)},
    )
    assert ended.returncode == 0, ended.stderr[-2_000:]
    words, names = ended.stdout.splitlines()
    assert words.endswith("by 4.1 percent on Monday.")
    assert "newsread.services.anchoring" in names.split()
    assert set(names.split()) & {"rapidfuzz", "newsread.text.alignment"} == set()


@pytest.mark.parametrize(
    "room",
    ["actions", "claims", "errors", "keymap", "paths", "query", "settings", "text"],
)
def test_pure_rooms_need_no_other_floor(tmp_path: Path, room: str) -> None:
    code = (
        f"import importlib, pkgutil, sys\n"
        f"room = importlib.import_module('newsread.{room}')\n"
        f"for each in pkgutil.iter_modules(getattr(room, '__path__', []), room.__name__ + '.'):\n"
        f"    importlib.import_module(each.name)\n"
        f"print(*{{name.partition('.')[0] for name in sys.modules}})\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    measuring = {"regex", "rich"}  # graphemes, and cells as they will be drawn
    assert set(ended.stdout.split()) & (LIGHT - measuring) == set()
