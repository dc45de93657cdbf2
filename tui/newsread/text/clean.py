"""Text from outside, made safe to show, store and export.

Every string from a feed, page, server or foreign file passes here once, after the last decoding
step (an ``&#27;`` is harmless until it is decoded). Textual and Rich stop neither ESC, C1, OSC, NUL,
bidi overrides nor lone surrogates; this module does.
"""

from __future__ import annotations

import re
import unicodedata

_UNSAFE = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f"  # C0 without tab, line feed and carriage return; DEL
    "\x80-\x84\x86-\x9f"  # C1 without NEL, which ends a line
    "\xad"  # soft hyphen: invisible, and splits words for search
    "\u061c\u200b\u2060-\u2064\u206a-\u206f\ufeff"  # invisible marks no script needs in running text
    "\u202a-\u202e\u2066-\u2069"  # bidi embeddings, overrides and isolates
    "\ufff9-\ufffb"  # interlinear annotation
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters
    "\U000e0000-\U000e007f"  # tag characters
    "]"
)
_PLANE_ENDS = re.compile("[" + "".join(chr(p << 16 | e) for p in range(1, 17) for e in (0xFFFE, 0xFFFF)) + "]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")


def clean(text: str, limit: int | None = None) -> str:
    """Return `text` without anything that acts on a terminal; line feeds and tabs are kept.

    Lone surrogates become U+FFFD, line ends become ``\\n``, the result is NFC and at most `limit`
    code points long. ZWJ, ZWNJ, LRM, RLM and variation selectors stay: emoji, Persian and Hindi
    need them. Idempotent.
    """
    raise NotImplementedError


def clean_line(text: str, limit: int | None = None) -> str:
    """Return `text` cleaned to one line: every run of white space is one space, ends trimmed.

    Longer than `limit` code points it is cut at a grapheme's edge and ends in ``…``.
    """
    raise NotImplementedError
