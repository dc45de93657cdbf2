"""Claims out to a folder of Markdown files, one for each article, and anew into the same folder.

What a person wrote into a file is never lost: newsread's part is told from the rest, and where it
cannot be, or was changed, the file is left alone unless the person says otherwise.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from typing import TYPE_CHECKING, Literal, NamedTuple

from newsread.errors import ExchangeError
from newsread.exchange.claims_markdown import ArticleClaims, body, by_article, front_matter
from newsread.exchange.claims_markdown import is_as_meant as has_claims
from newsread.exchange.note_file import NoteFile, read_note, write_note
from newsread.services.exporting import write_file
from newsread.text.counted import counted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from newsread.claims.claim import Claim

_MARKED = re.compile(r".*-([0-9a-f]{12})\.md", re.DOTALL)
_FORCE = "Use --force to replace it"


class Written(NamedTuple):
    """What came of writing files."""

    claims: int
    """In files that are as they should be now."""
    new: int
    changed: int
    same: int
    """Files that were as they should be."""
    refused: tuple[ExchangeError, ...]
    """What was not written, and why."""

    @property
    def summary(self) -> str:
        """What was done, in a sentence that goes on with the folder."""
        files = self.new + self.changed + self.same
        told = f"{counted(self.claims, 'claim')} of {counted(files, 'article')}"
        counts = ((self.new, "new"), (self.changed, "changed"), (self.same, "as before"))
        parts = ", ".join(f"{count} {what}" for count, what in counts if count)
        return f"{told} written ({parts}) to" if parts else f"{told} written to"


def write_notes(folder: Path, claims: Iterable[Claim], *, force: bool = False) -> Written:
    """Write a file for each article into `folder`, which is made if it is not there.

    Each file is written whole or not at all, and one that fails keeps no other from being written.

    Raises:
        ExchangeError: there can be no such folder.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        known = _by_mark(os.listdir(folder))  # noqa: PTH208 (only names are looked at)
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise ExchangeError(str(folder), f"it cannot be made a folder ({why})") from error
    outcomes, refused, count = list[str](), list[ExchangeError](), 0
    for found in by_article(claims):
        try:
            name = known.get(found.mark, found.file_name)
            outcomes.append(_write(folder / name, found, force=force))
            count += len(found.claims)
        except ExchangeError as error:
            refused.append(error)
    new, changed, same = (outcomes.count(each) for each in ("new", "changed", "same"))
    return Written(count, new, changed, same, tuple(refused))


def _by_mark(names: Iterable[str]) -> dict[str, str]:
    """Return files' names by the mark they end in: an article's file may have got another title."""
    found = (_MARKED.fullmatch(name) for name in sorted(names, reverse=True))
    return {name[1]: name[0] for name in found if name}


def _write(path: Path, found: ArticleClaims, *, force: bool) -> Literal["new", "changed", "same"]:
    """Write one file, or see that it is as it should be."""
    there = os.path.lexists(path)
    before = _read(path) if there else None
    note = _merged(path, before, found, force=force or not there)
    text = write_note(note)
    if before == text:
        return "same"

    def holds(read: bytes) -> bool:
        if there and _read(path) != before:  # an editor saved it just now
            raise ExchangeError(str(path), "it is being changed by someone", "Do it again")
        return _holds(read, note, found)

    write_file(path, text.encode(), force=there, holds=holds)
    return "changed" if there else "new"


def _merged(path: Path, before: str | None, found: ArticleClaims, *, force: bool) -> NoteFile:
    """Return the file with newsread's part anew, and the rest as it was `before`."""
    fresh = NoteFile(tuple(front_matter(found)), body(found))
    old = None if before is None else read_note(before)
    if old is None:
        if not force:
            raise ExchangeError(str(path), "it is there and is not newsread's", _FORCE)
        return fresh
    if not (force or old.is_unchanged):
        raise ExchangeError(
            str(path),
            "newsread's part of it was changed by someone",
            "Move your words below it, and use --force to write that part anew",
        )
    return old._replace(front=fresh.front, body=fresh.body)


def _read(path: Path) -> str | None:
    """Return the text of a file; None where it is a link, a pipe or no text, so not newsread's."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return None
            return file.read().decode()
    except UnicodeDecodeError:
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:
            return None
        why = os.strerror(error.errno or 0)
        raise ExchangeError(str(path), f"it cannot be read ({why})") from error


def _holds(read: bytes, note: NoteFile, found: ArticleClaims) -> bool:
    """Tell whether a file, read again, has the claims and all that is the person's."""
    again = read_note(read.decode())
    return (
        again is not None
        and again.is_unchanged
        and again._replace(hash=note.hash) == note
        and has_claims(again.front, again.body, found)
    )
