"""``show --revision``: all texts that an article has had, and how each came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsread.claims.claim import instant, timestamp
from newsread.commands import output
from newsread.commands.moments import day_and_hour
from newsread.library.records import Cause
from newsread.pages.words import words_in
from newsread.text.clean import clean_line
from newsread.text.counted import counted
from newsread.text.quality import NAMES, Role, Source, in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsread.library.records import Revision

SHORT = 12
"""Digits by which a text is named in a list."""
LONGEST = 120
"""Code points in which it is told what a text says otherwise."""

CAUSES: dict[Cause, str] = {
    "first": "first seen",
    "edit": "edited",
    "boring": "changed, but not in what it says",
    "extractor": "the same page, read by another newsread",
    "source": "from another source",
    "unknown": "half of it is gone: it may not be the article",
}
"""Why a text is another than the one before, in people's words."""


class RevisionLine(msgspec.Struct, frozen=True, kw_only=True):
    """A text of an article as ``show --revision --json`` prints it."""

    revision: str
    """sha256 of the text's UTF-8, in hex."""
    retrieved: str
    """RFC 3339, UTC."""
    source: Source
    role: Role
    cause: Cause
    words: int
    changes: str
    """What it says otherwise than the one before, if a desk has edited it: “4.1 → 4.7”."""
    passages: int
    """In how many places it is another than the one before."""
    newest: bool
    """Whether it is the article's text now."""


def print_revisions(kept: Sequence[Revision], *, as_json: bool) -> None:
    """Print the texts of an article, which are given newest first."""
    if not kept:
        output.remark("No text of it is kept: newsread show without --revision fetches it")
    clean = [each for each in kept if each.role == "clean"]
    newest = next((each for each in clean if each.cause != "unknown"), next(iter(clean), None))
    for number, each in enumerate(kept):
        before = next(
            (one for one in kept[number + 1 :] if one.role == each.role and one.cause != "unknown"),
            None,
        )
        line = _line(each, before, is_newest=each is newest)
        if as_json:
            output.json_line(line)
        else:
            output.line(_words(line))


def _line(text: Revision, before: Revision | None, *, is_newest: bool) -> RevisionLine:
    changes, passages = "", 0
    if before is not None and before.revision != text.revision:
        from newsread.claims import material  # rapidfuzz
        from newsread.text.alignment import Alignment

        old, new = before.document.text, text.document.text
        passages = len(Alignment(old, new).changes)
        if text.cause == "edit" and text.role == "clean":
            changes = material.text_changes_in_words(old, new, text.document.lang)
    return RevisionLine(
        revision=text.revision,
        retrieved=timestamp(text.retrieved),
        source=text.source,
        role=text.role,
        cause=text.cause,
        words=words_in(text.document),
        changes=changes,
        passages=passages,
        newest=is_newest,
    )


def _words(line: RevisionLine) -> str:
    mark = "*" if line.newest else " "
    when = day_and_hour(instant(line.retrieved))
    where = f"the {line.source}" if line.role == "clean" else NAMES[line.role]
    why = CAUSES[line.cause]
    if line.changes:
        why += f": {clean_line(line.changes, limit=LONGEST)}"
    elif line.passages and line.cause != "unknown":
        why += f", in {counted(line.passages, 'place')}"
    return f"{mark} {line.revision[:SHORT]}  {when}  {where}, {in_words(line.words)}; {why}"
