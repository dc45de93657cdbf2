"""A Markdown file that two write: newsread its part, and the person all the rest.

Newsread's part is its names in the front matter, and what stands between two comment lines. The
first of these has a hash of that part, so that a change by anybody else is seen.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from newsread.exchange.claims_markdown import FRONT

if TYPE_CHECKING:
    from collections.abc import Iterable

BEGIN = "<!-- newsread writes this part anew: write above or below it. {} -->"
END = "<!-- newsread's part ends here -->"

_BEGIN = re.compile(re.escape(BEGIN).replace(r"\{\}", "([0-9a-f]{16})"))
_NAME = re.compile(r"([\w-]+):(?:\s|$)")
_FENCE = "---"


class NoteFile(NamedTuple):
    """A file taken apart; joined again it is the same."""

    front: tuple[str, ...]
    """Newsread's lines of the front matter."""
    body: str
    """What stands between the comment lines."""
    more_front: tuple[str, ...] = ()
    """The person's lines of the front matter."""
    above: str = "\n"
    """What stands between front matter and the first comment line; whole lines."""
    below: str = ""
    """What stands after the second."""
    hash: str = ""
    """As the file says it; empty for one that is to be written."""

    @property
    def is_unchanged(self) -> bool:
        """Whether newsread's part is as newsread wrote it."""
        return self.hash == _hash(self)


def write_note(note: NoteFile) -> str:
    """Return the text of the file."""
    front = "".join(f"{line}\n" for line in (_FENCE, *note.front, *note.more_front, _FENCE))
    begin = BEGIN.format(_hash(note))
    return f"{front}{note.above}{begin}\n{note.body}\n{END}\n{note.below}"


def read_note(text: str) -> NoteFile | None:
    """Return the parts of a file; None where newsread's part cannot be told from the rest."""
    lines = text.split("\n")
    begins = [
        (number, found[1]) for number, line in enumerate(lines) if (found := _BEGIN.fullmatch(line))
    ]
    ends = [number for number, line in enumerate(lines) if line == END]
    if lines[0] != _FENCE or len(begins) != 1 or len(ends) != 1:
        return None
    [(begin, hash_said)], [end] = begins, ends
    if _FENCE not in lines[1:begin] or end < begin:
        return None
    fence = lines.index(_FENCE, 1)
    ours, theirs = _parted(lines[1:fence])
    return NoteFile(
        front=tuple(ours),
        body="\n".join(lines[begin + 1 : end]),
        more_front=tuple(theirs),
        above="".join(f"{line}\n" for line in lines[fence + 1 : begin]),
        below="\n".join(lines[end + 1 :]),
        hash=hash_said,
    )


def _parted(lines: Iterable[str]) -> tuple[list[str], list[str]]:
    """Part lines of YAML into those under newsread's names, and the others."""
    ours, theirs = list[str](), list[str]()
    part = theirs
    for line in lines:
        name = _NAME.match(line)
        if name:
            part = ours if name[1] in FRONT else theirs
        part.append(line)
    return ours, theirs


def _hash(note: NoteFile) -> str:
    return hashlib.sha256("\n".join([*note.front, note.body]).encode()).hexdigest()[:16]
