"""What may be among the bytes sent to a terminal, and in text that is shown; all else is told."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterator

from tests.end_to_end.terminal import SEQUENCES

OURS = re.compile(
    rb"\x1b\[[0-9;]*m|\x1b\[[0-9]+;[0-9]+H"  # colours, and where to draw
    rb"|\x1b\[\?(?:25|1000|1003|1004|1006|1015|1049|2004|2026|2048|7)[hl]|\x1b\[\?20(?:26|48)\$p"
    rb"|\x1b\[>25u|\x1b\[<u|\x1b\]22;[a-z]*\x07"  # keys, and the pointer's shape
)
"""The sequences that Textual sends of its own; not one of them is in `SEQUENCES` of a payload."""
CLIPBOARD = b"\x1b]52;c;"
JOINERS = {"\u200c", "\u200d"}
"""Invisible, but letters and emoji need them."""
NUMBER_SIGNS = {chr(code) for code in (*range(0x600, 0x606), 0x6DD, 0x70F, 0x8E2)}
"""Of category Cf, but drawn."""
FILLERS = set("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | {
    chr(code) for code in (*range(0x180B, 0x1810), *range(0xE0000, 0xE1000))
}
"""Letters and marks that are drawn as nothing at all."""


def acting(text: str) -> set[str]:
    """Return the characters that act on a terminal or on the order of text, or cannot be seen."""
    return {
        character
        for character in set(text) - JOINERS - NUMBER_SIGNS - {"\n", "\t"}
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        or character in FILLERS
        or ord(character) & 0xFFFE == 0xFFFE
    }


def complaints(output: bytes) -> Iterator[str]:
    """Yield what a reader's terminal was sent and must not be."""
    for match in SEQUENCES.finditer(output):
        sequence = match[0]
        if sequence.startswith(CLIPBOARD):  # on purpose: y copies
            copied = base64.b64decode(sequence.removeprefix(CLIPBOARD).rstrip(b"\x07\x1b\\"))
            if found := acting(copied.decode()):
                yield f"copies {found}"
        elif not OURS.fullmatch(sequence):
            around = output[max(0, match.start() - 40) : match.end() + 40]
            yield f"sends {sequence[:60]!r} in {around!r}"
    rest = SEQUENCES.sub(b"", output).decode("utf-8", "replace")
    if found := acting(rest.replace("\r", "").replace("\x0e", "").replace("\x0f", "")):
        yield f"sends {found}"
    if "Traceback" in rest:
        yield f"shows a traceback: {rest[rest.index('Traceback') :][:2000]}"
    if output.rfind(b"\x1b[?1049l") < output.rfind(b"\x1b[?1049h"):
        yield "leaves the terminal as it was not"
