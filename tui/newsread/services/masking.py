"""Texts without the secrets in them: what may stand in a log that is sent to somebody else. Pure.

Known forms only: who sends a log should still look through it. A secret that is a part of a path,
as in some feeds made for one subscriber, looks like any other path.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

MASK = "…"
"""Stands in place of a secret."""

_ESCAPES = 3
"""How often an address may be escaped within others, to be looked into."""

_HEADER = (
    r"(?:(?:proxy-)?authorization|www-authenticate|set-cookie2?|cookie"
    r"|x-[\w-]{0,40}(?:key|token|auth))"
)
_NAME = (
    r"(?:[\w.-]{0,40}(?:token|secret|passw(?:or)?d|pwd|api[_-]?key|signature|credential|session|sid"
    r"|auth(?!or))[\w.-]{0,40}|key|sig|pass|code|jwt)"
)
"""Parameters, settings and fields whose values are nobody else's business."""
_QUOTED = r"""b?'[^'\n]*'?|b?"[^"\n]*"?"""

_RULES = (
    # Headers, to the end of their line or of their quotes: as they are sent, and as Python shows
    # them.
    re.compile(rf"(?i)(\b{_HEADER}['\"]?[ \t]*[:=,][ \t]*+)(?!{MASK})(?:{_QUOTED}|[^'\"\n]+)"),
    # What follows the name of a scheme, wherever it stands.
    re.compile(r"(?i)(\b(?:basic|bearer|digest|negotiate|token|apikey)[ +])[\w.~+/=-]{6,}"),
    # Name and password of an address, also as JSON may write it.
    re.compile(rf"(//|\\/\\/)(?!{MASK})[^/?#\s@\\]*(?=@)"),
    # Parameters, settings, fields.
    re.compile(
        rf"""(?i)((?:^|[?&;#\s{{(,"'\[]){_NAME}['"]?[ \t]?[=:][ \t]?+)(?!{MASK})"""
        rf"""(?:{_QUOTED}|[^\s&#"'<>,;)\]}}]+)"""
    ),
)
_RUN = re.compile(r"\S+")


def without_secrets(text: str) -> str:
    """Return `text` with `MASK` where it has passwords, tokens, cookies and the like.

    It masks a little too much rather than too little: what follows ``key=`` goes, too. Escaped
    text that hides a secret is shown unescaped.
    """
    return _masked(_RUN.sub(_seen_through, text))


def _seen_through(run: re.Match[str]) -> str:
    """Return a run without spaces as it is, or unescaped and masked if that hides something."""
    escaped = plain = run[0]
    for _ in range(_ESCAPES):
        if "%" not in plain:
            break
        plain = unquote(plain)
    if plain == escaped:
        return escaped
    plain = "_".join(plain.split())
    masked = _masked(plain)
    return escaped if masked == plain else masked


def _masked(text: str) -> str:
    for pattern in _RULES:
        text = pattern.sub(rf"\1{MASK}", text)
    return text
