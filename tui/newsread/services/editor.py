"""A longer text in the person's own editor: a private file, one argument, never a shell."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, mkstemp
from typing import TYPE_CHECKING

from newsread.errors import NewsreadError
from newsread.text.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 100_000
"""Most code points that are taken back."""
_ADVICE = "Set EDITOR to a program such as nano or vim"


def edit(text: str) -> str:
    """Let the person change `text` in their editor, in the foreground; return what they left.

    That is $VISUAL or else $EDITOR, with its options. The text is cleaned; line feeds and tabs
    stay, white space at its end does not. What was written and cannot be taken back is kept.

    Raises:
        NewsreadError: there is no editor, it cannot be started or says that it failed, or what it
            left is gone or too long; says where that is.
    """
    words = _editor()
    given = f"{text}\n" if text else ""
    try:
        with TemporaryDirectory(prefix="newsread-") as folder:  # nobody else may look into it
            file = Path(folder) / "comment.md"
            file.touch(0o600, exist_ok=False)
            file.write_text(given, encoding="utf-8")
            _run(words, file, given)
            return _left(file, words[0], given)
    except OSError as error:
        raise NewsreadError(
            "the text", f"cannot be given to {words[0]}: {error.strerror}"
        ) from error


def _run(words: list[str], file: Path, given: str) -> None:
    try:
        with _interrupts_ignored():
            status = subprocess.run([*words, str(file)], check=False).returncode  # noqa: S603
    except (OSError, ValueError) as error:  # no program after all, or an option with a NUL
        why = getattr(error, "strerror", None) or error
        raise NewsreadError(words[0], f"cannot be started: {why}", _ADVICE) from error
    if status:
        how = f"ended with status {status}" if status > 0 else "was ended"
        raise NewsreadError(words[0], f"{how}, so nothing was changed", _kept(file, given))


def _editor() -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(os.environ.get(name, ""))
        except ValueError as error:
            raise NewsreadError(name, f"is no command: {error}", _ADVICE) from error
        if words and shutil.which(words[0]) is None:
            raise NewsreadError(words[0], f"there is no such program, but {name} says so", _ADVICE)
        if words:
            return words
    raise NewsreadError("your editor", "neither VISUAL nor EDITOR says which it is", _ADVICE)


def _left(file: Path, editor: str, given: str) -> str:
    try:
        with file.open("rb") as left:
            data = left.read(4 * LONGEST + 1)  # bytes of UTF-8, at most four a code point
    except OSError as error:
        raise NewsreadError(editor, f"left no text: {error.strerror}") from error
    text = clean(data.decode(errors="replace")).rstrip()
    if len(text) > LONGEST:
        what = f"has more than {LONGEST:,} characters"
        raise NewsreadError("the text", what, _kept(file, given))
    return text


def _kept(file: Path, given: str) -> str:
    """Move what was written to where it stays, and say where; empty if nothing was."""
    try:
        if file.read_bytes() == given.encode():
            return ""
        descriptor, name = mkstemp(prefix="newsread-", suffix=".md")  # mode 0600
        os.close(descriptor)
        file.chmod(0o600)
        file.replace(name)
    except OSError:  # it is gone, or the disk is full: no more can be said than already is
        return ""
    return f"What you wrote is in {name}"


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Leave Ctrl-C to the editor. Not by ignoring it: a child would do that, too."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
