"""Checks of what is around newsread's data: rights, room on the disk, locks, the terminal."""

from __future__ import annotations

import locale
import os
import shutil
import stat
import sys
from itertools import islice
from typing import TYPE_CHECKING

from newsread.errors import NewsreadError
from newsread.services.findings import Finding
from newsread.services.versions import versions
from newsread.text.counted import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsread.paths import Places

LEAST_ROOM = 100 * 1024 * 1024
"""Bytes that should be free: a library that is folded together needs some."""
MOST_FILES = 2_000
"""Files of a folder that are looked at."""


def check_files(places: Places) -> Iterator[Finding]:
    """See that folders are there, ours, and for nobody else; take rights away that others have."""
    try:
        places.make()
    except NewsreadError as error:
        yield Finding("problem", str(error))
    found = [found for path in _within(places) for found in _check_mode(path)]
    for above in sorted({folder.parent for folder in _folders(places)}):
        found += _check_above(above)
    yield from found
    if not found:
        yield Finding("fine", "Folders and files are open to you alone")


def check_room(places: Places) -> Iterator[Finding]:
    """See how much room there is and how much is used, and who holds a lock."""
    try:
        free = shutil.disk_usage(places.data).free
        files = [(path.name, path.stat().st_size) for path in _within(places) if path.is_file()]
    except OSError as error:
        yield Finding("problem", f"{places.data}: cannot be looked at: {error.strerror or error}")
        return
    used = ", ".join(
        f"{what} {_bytes(sum(size for name, size in files if name.startswith(file.name)))}"
        for what, file in (
            ("library", places.library),
            ("claims", places.claims),
            ("log", places.log),
        )
    )
    told = f"{places.data}: {_bytes(free)} free on its disk; {used}"
    yield Finding("fine" if free >= LEAST_ROOM else "problem", told)
    for lock, what in ((places.refresh_lock, "refresh"), (places.check_lock, "check of claims")):
        if lock.exists():
            yield from _check_lock(lock, what)


def check_terminal() -> Iterator[Finding]:
    """See that text and colours reach the screen."""
    encoding = locale.getpreferredencoding(False)
    if encoding.replace("-", "").upper() != "UTF8":
        yield Finding(
            "note",
            f"The locale writes {encoding}, not UTF-8, and question marks for what that lacks."
            " Set LANG to one that ends in .UTF-8",
        )
    term = os.environ.get("TERM", "")
    if sys.stdout.isatty() and term in ("", "dumb"):
        yield Finding("note", f"TERM is “{term}”: the reader needs a terminal that can do more")


def check_versions() -> Iterator[Finding]:
    """Tell what runs here, in one line."""
    yield Finding("fine", ", ".join(f"{name} {version}" for name, version in versions()[:4]))


def _folders(places: Places) -> list[Path]:
    return [places.config, places.data, places.state, places.cache]


def _within(places: Places) -> Iterator[Path]:
    """Yield our folders and what is in them; no links, for what they lead to is somebody's."""
    for folder in _folders(places):
        if folder.is_dir() and not folder.is_symlink():
            yield folder
            for path in islice(sorted(folder.rglob("*")), MOST_FILES):
                if not path.is_symlink():
                    yield path


def _check_above(folder: Path) -> Iterator[Finding]:
    """See that nobody can put another folder in the place of ours. What is above them may have
    much else in it, so it is named and left."""
    try:
        status = folder.stat()
    except OSError:
        return  # then ours are not there either, which was said
    if status.st_uid not in (0, os.geteuid()):
        yield Finding("problem", f"{folder}: belongs to another user, who may change what is in it")
    elif status.st_mode & 0o022 and not status.st_mode & stat.S_ISVTX:
        mode = f"{stat.S_IMODE(status.st_mode):04o}"
        yield Finding(
            "problem", f"{folder}: others may change what is in it ({mode}): chmod go-w {folder}"
        )


def _check_mode(path: Path) -> Iterator[Finding]:
    """Take away what others may do with a file or folder of ours; tell of those that are not."""
    try:
        status = path.lstat()
        if status.st_uid != os.geteuid():
            yield Finding("problem", f"{path}: belongs to another user, who may change it")
            return
        mode = stat.S_IMODE(status.st_mode)
        if mode & 0o077 and (stat.S_ISDIR(status.st_mode) or stat.S_ISREG(status.st_mode)):
            path.chmod(mode & 0o700)
            what = "to change" if mode & 0o022 else "to read"
            told = f"{path}: was open to others {what} ({mode:04o}); now {mode & 0o700:04o}"
            yield Finding("repaired", told)
    except FileNotFoundError:
        return  # another process's file, gone again
    except OSError as error:
        yield Finding("problem", f"{path}: others can open it, and that cannot be changed: {error}")


def _check_lock(lock: Path, what: str) -> Iterator[Finding]:
    """Say which process holds a lock, if one does. Its file means nothing by itself: the system
    drops a lock with the process that held it."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(lock, blocking=False):
            return
    except Timeout:
        held = lock.read_text(errors="replace").strip()
        who = f"process {held}" if held.isdigit() else "another process"
        yield Finding("note", f"A {what} is under way: {who}")
    except OSError as error:
        yield Finding("problem", f"{lock}: cannot be locked: {error.strerror or error}")


def _bytes(count: int) -> str:
    """Return a size as people say it."""
    for unit, size in (("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return counted(count, "byte")
