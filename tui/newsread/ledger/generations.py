"""The claims' file as it was before: ``.1`` to ``.3``, the newest first, and one of each day.

Each generation has the journal that turns it into the next, so the claims' file can be made again
from the one before it without losing anything.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newsread.ledger import disk

if TYPE_CHECKING:
    from pathlib import Path

KEPT = 3
HOUR = 3600.0


def journal_of(path: Path, number: int = 0) -> Path:
    """Return the journal of a claims' file, or of its generation with this number."""
    return path.with_name(f"{path.name}.journal" + (f".{number}" if number else ""))


def generation_of(path: Path, number: int) -> Path:
    """Return where a generation of a claims' file is, 1 the newest."""
    return path.with_name(f"{path.name}.{number}")


def daily_of(path: Path) -> Path:
    """Return where the claims' file is as the last day that it was written on left it."""
    return path.with_name(f"{path.name}.daily")


def earlier(path: Path) -> list[Path]:
    """Return where earlier claims' files may be, the newest first."""
    return [*(generation_of(path, number) for number in range(1, KEPT + 1)), daily_of(path)]


def hand_down(path: Path, now: float) -> None:
    """Make the claims' file and its journal generation 1, and each generation the next; the file
    stays where it is, too. What an earlier day left is kept for that.
    """
    newest = generation_of(path, 1)
    if path.exists() and not (newest.exists() and path.samefile(newest)):  # or nothing came of it
        _move_on(path)
        disk.double(path, newest)
    if path.exists() and (not daily_of(path).exists() or _day(path.stat().st_mtime) != _day(now)):
        disk.double(path, daily_of(path))
    if journal_of(path).exists():
        disk.double(journal_of(path), journal_of(path, 1))


def keep(path: Path, copy: Path) -> None:
    """Make `copy` of the claims' file generation 1, and each generation the next.

    Whoever writes into the file that another program has put there spoils no copy of it. What the
    journal said is known, and goes on in another.
    """
    _move_on(path)
    disk.replace(copy, generation_of(path, 1))
    if journal_of(path).exists():
        disk.double(journal_of(path), journal_of(path, 1))


def _move_on(path: Path) -> None:
    for number in range(KEPT - 1, 0, -1):
        for place in (generation_of, journal_of):
            with suppress(FileNotFoundError):
                place(path, number).replace(place(path, number + 1))


def set_aside(path: Path, now: float) -> Path:
    """Move a file that cannot be read to a name with the date; nothing that was there before is
    replaced. Return where it is.
    """
    stamp = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H%M%SZ")
    aside = path.with_name(f"{path.name}.bad-{stamp}")
    count = 1
    while aside.exists():
        count += 1
        aside = path.with_name(f"{path.name}.bad-{stamp}-{count}")
    path.rename(aside)
    return aside


def remains(path: Path, now: float) -> list[Path]:
    """Return files that a killed process left half written beside the claims' file."""
    found = []
    for each in path.parent.glob(f".{path.name}.*.new"):
        with suppress(FileNotFoundError):
            if now - each.lstat().st_mtime > HOUR:  # a younger one may be in somebody's hands
                found.append(each)
    return found


def _day(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d")
