"""Claims of another claims' file: another machine's, or a copy that Syncthing could not merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.errors import LedgerError, LibraryError
from newsread.ledger.loading import read_other
from newsread.services.importing import typed_path
from newsread.text.clean import clean_line
from newsread.text.counted import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsread.ledger.ledger import Change, Ledger
    from newsread.services.history import History


EXPORTED = (".csv", ".jsonl", ".ndjson")
TAKEN_IN = "What export wrote is taken in with: newsread claims import"


def merge_file(ledger: Ledger, history: History, path: str, *, dry_run: bool = False) -> str:
    """Take in the claims of a claims' file as one step; return the sentence that says what came.

    Of a claim that both have, the one modified last counts; what was deleted there later than it
    was modified here is deleted here, too. A `dry_run` changes nothing.

    Raises:
        LedgerError: the file cannot be read, or nothing could be saved.
    """
    file = typed_path(path)
    try:
        other = read_other(file)
    except LedgerError as error:
        if file.suffix.lower() in EXPORTED and not error.next:
            raise LedgerError(error.thing, error.happened, TAKEN_IN) from error
        raise
    changes = ledger.merge(other, dry_run=dry_run)
    words = f"{_in_words(changes)} from {clean_line(file.name)}"
    if dry_run:
        return f"It would be: {words}"
    try:
        if changes:
            history.did(words, changes)
    except LibraryError as error:
        return f"{words}, but it cannot be undone: {error}"
    return words


def _in_words(changes: Sequence[Change]) -> str:
    added = sum(each.before is None for each in changes)
    deleted = sum(each.after is None for each in changes)
    replaced = len(changes) - added - deleted
    if not changes:
        return "No claims added"
    parts = [f"{counted(added, 'claim')} added"] if added else []
    parts += [f"{counted(replaced, 'claim')} replaced by later records"] if replaced else []
    parts += [f"{counted(deleted, 'claim')} deleted"] if deleted else []
    return " and ".join(parts)
