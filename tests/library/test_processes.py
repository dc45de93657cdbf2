"""Several processes at once: real ones, on one file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from newsread.library.store import Library
from tests.library.conftest import entries, filled, store

_PRELUDE = """
import sys
from pathlib import Path
from newsread.feeds.entry import Entry, ParsedFeed
from newsread.library.records import Change, FetchState, Step
from newsread.library.store import Library
path, number = Path(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
"""

_OPENS = """
with Library.open(path) as library:
    library.add_feed("https://paper.example/feed", "The Paper")
"""

_WRITES = """
with Library.open(path) as library:
    feed = library.add_feed("https://paper.example/feed")
    for turn in range(25):
        parsed = ParsedFeed(entries=(
            Entry(identity=f"{number}/{turn}", title="own"),
            Entry(identity=f"all/{turn}", title="shared"),
        ))
        library.store_fetch(FetchState(feed_id=feed.id, url=feed.url), parsed)
        own = library.rows()[0]
        library.set_read([own.id], turn % 2 == 0)
        library.history.append(Step(at=0.0, words=f"{number}/{turn}", changes=()))
"""

_DIES = """
library = Library.open(path)
with library._database.writing():
    library._database.change("UPDATE article SET read = 1")
    print("half way", flush=True)
    sys.stdin.readline()
"""


def start(program: str, path: Path, number: int) -> subprocess.Popen[str]:
    """Start a process that waits for a line once everything is imported."""
    process = subprocess.Popen(
        [sys.executable, "-c", _PRELUDE + program, str(path), str(number)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def run_together(program: str, path: Path, count: int) -> None:
    """Run `program` in `count` processes that begin at the same moment; all must end well."""
    processes = [start(program, path, number) for number in range(count)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        _, said = process.communicate(timeout=60)
        assert (process.returncode, said) == (0, "")


def test_processes_that_make_the_library_together_all_find_it_whole(path: Path) -> None:
    run_together(_OPENS, path, 4)
    with Library.open(path) as library:
        assert [feed.title for feed in library.feeds()] == ["The Paper"]
        assert library._database.value("PRAGMA integrity_check") == "ok"


def test_nothing_that_any_process_stored_is_lost(path: Path) -> None:
    run_together(_WRITES, path, 3)
    with Library.open(path) as library:
        count = library._database.value
        assert count("SELECT count(*) FROM article") == 3 * 25 + 25
        assert count("SELECT count(*) FROM body") == 3 * 25 + 25
        assert count("SELECT count(DISTINCT words) FROM history") == 3 * 25
        [feed] = library.feeds()
        assert feed.total == 3 * 25 + 25
        assert feed.unread == count("SELECT count(*) FROM article WHERE read = 0")


def test_a_process_killed_half_way_leaves_all_or_nothing_and_no_lock(path: Path) -> None:
    with Library.open(path) as library:
        filled(library, 3)
        process = start(_DIES, path, 0)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("go\n")
        process.stdin.flush()
        assert process.stdout.readline() == "half way\n"
        process.kill()
        process.communicate(timeout=60)
        assert library.set_read([1], True) == [1]
        assert library.counts().unread == 2


def test_a_library_notices_what_others_stored_and_not_what_it_stored_itself(path: Path) -> None:
    with Library.open(path) as reader, Library.open(path) as refresh:
        feed = filled(reader, 1)
        before = reader.data_version()
        reader.set_read([1], True)
        assert reader.data_version() == before
        store(refresh, feed, *entries(2, "new"))
        assert reader.data_version() != before
        assert reader.counts().total == 3


def test_reading_goes_on_while_another_process_writes(path: Path) -> None:
    with Library.open(path) as reader, Library.open(path) as refresh:
        filled(reader, 3)
        with refresh._database.writing():
            refresh._database.change("UPDATE article SET read = 1")
            assert reader.counts().unread == 3
            assert [row.read for row in reader.rows()] == [False] * 3
        assert [row.read for row in reader.rows()] == [True] * 3
