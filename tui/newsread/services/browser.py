"""Opening a page in the person's browser: one checked address, one argument, never a shell."""

from __future__ import annotations

import asyncio
import shutil
import sys
from asyncio.subprocess import DEVNULL
from contextlib import suppress
from typing import TYPE_CHECKING

from newsread.errors import NewsreadError
from newsread.web.addresses import parse_address

if TYPE_CHECKING:
    from collections.abc import Sequence

PATIENCE = 1.5
"""Seconds in which an opener that finds no browser has said so."""

OPENER = "open" if sys.platform == "darwin" else "xdg-open"
_ADVICE = "Set browser.command in settings.toml"


async def open_in_browser(url: str, command: Sequence[str] = ()) -> str:
    """Open `url` with `command` (the system's opener when empty); return the host it leads to.

    The address is parsed and written anew, so the program gets one argument that begins with
    ``http``; ``webbrowser`` is not used, for it hands ``-x`` to the browser as an option. A program
    that goes on after `PATIENCE` seconds is taken for the browser itself.

    Raises:
        AddressError: it is no http or https address.
        NewsreadError: the program is not there, cannot be started, or says at once that it failed.
    """
    address = parse_address(url)
    words = [*(command or (OPENER,)), address.page]
    if shutil.which(words[0]) is None:
        raise NewsreadError(words[0], "there is no such program", _ADVICE)
    try:
        program = await asyncio.create_subprocess_exec(
            *words, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True
        )
    except (OSError, ValueError) as error:  # no program after all, or an option with a NUL
        why = getattr(error, "strerror", None) or error
        raise NewsreadError(words[0], f"this program cannot be started: {why}", _ADVICE) from error
    with suppress(TimeoutError):
        if status := await asyncio.wait_for(program.wait(), PATIENCE):
            raise NewsreadError(
                words[0], f"it could not open {address.page} (status {status})", _ADVICE
            )
    return address.host
