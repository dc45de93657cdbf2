"""The address in the system's clipboard, where there is a tool that reads it.

A terminal lets a program write its clipboard, but hardly any lets it read. What a tool hands over
is nobody's answer: only what is one web address, and nothing else, is offered.
"""

from __future__ import annotations

import os
import shutil
import time
from selectors import EVENT_READ, DefaultSelector
from subprocess import DEVNULL, PIPE, Popen

from newsread.errors import AddressError
from newsread.web.addresses import parse_address

TOOLS = (
    ("pbpaste",),
    ("wl-paste", "--no-newline"),
    ("xclip", "-selection", "clipboard", "-out"),
    ("xsel", "--clipboard", "--output"),
)
"""Those of macOS, Wayland and X. One may be there for a system that is not running."""

PATIENCE = 0.3
"""Seconds all of them have, together."""

LONGEST = 4096
"""Bytes that are read; more is no address."""


def address_in_clipboard() -> str:
    """Return the one http or https address that the clipboard holds, without name and password.

    Empty when it holds anything else, or more, or cannot be read. Waits for other programs, up to
    `PATIENCE` seconds: not for the thread that draws.
    """
    deadline = time.monotonic() + PATIENCE
    for tool in TOOLS:
        program = shutil.which(tool[0])
        held = _said((program, *tool[1:]), deadline).strip() if program else b""
        if held:
            return _address(held)
    return ""


def _address(held: bytes) -> str:
    """Return the address that `held` is; a host alone may be any word with a full stop in it."""
    try:
        text = held.decode()
        scheme = text.partition("://")[0].lower()
        return parse_address(text).page if scheme in ("http", "https") else ""
    except (AddressError, UnicodeDecodeError):
        return ""


def _said(words: tuple[str, ...], deadline: float) -> bytes:
    """Return what a program writes until it closes its output; nothing if that is late or long."""
    try:
        program = Popen(words, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL)  # noqa: S603 (no shell)
    except OSError:  # no program after all
        return b""
    assert program.stdout is not None
    said, part = b"", b"more"
    with program, DefaultSelector() as output:
        output.register(program.stdout, EVENT_READ)
        while part and len(said) <= LONGEST and output.select(max(deadline - time.monotonic(), 0)):
            part = os.read(program.stdout.fileno(), LONGEST + 1 - len(said))
            said += part
        program.kill()  # what has said all it has to say may yet not leave
    return said if not part else b""
