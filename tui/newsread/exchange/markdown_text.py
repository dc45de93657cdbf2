"""Plain text inside Markdown, so that it stays plain: exactly its letters, and back.

Markdown as CommonMark 0.31, GitHub and Obsidian read it. A backslash before any ASCII punctuation
makes it a letter (CommonMark, 2.4), which Obsidian obeys for its own marks as well; white space
that would act is a numeric reference (2.5).
"""

from __future__ import annotations

import re

_ACTING = re.compile(
    r"[\\`*_{}\[\]<>#^$=~|@]"  # wherever it stands
    r"|[:&](?=\S)|(?<=:):"  # an address, a reference, Dataview's field; not a sentence's colon
    r"|%(?=[%>])|(?<=[%<])%"  # a comment; a command of Templater, which sees no backslash before it
    r"|\A[-+]"  # an item of a list
    r"|(?<=www)\.|(?<=\w)\.(?=[^\W\d_])",  # an address without its scheme
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\A([0-9]+)([.)])")
"""A numbered item of a list."""
_UNSEEN = re.compile("\\A[\\s\ufeff]|[\\s\ufeff]\\Z|[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&#([0-9]+);")


def escape(text: str) -> str:
    """Return Markdown, one line without blanks around it, that shows `text` and does nothing else.

    It may stand at the start of a line, in a heading, a quote or an item.
    """
    inert = _NUMBER.sub(r"\1\\\2", _ACTING.sub(r"\\\g<0>", text))
    return _UNSEEN.sub(lambda each: f"&#{ord(each[0])};", inert)


def unescape(markdown: str) -> str:
    """Return the text that was escaped."""
    return _ESCAPED.sub(lambda each: each[1] or chr(int(each[2])), markdown)


def quoted(text: str) -> list[str]:
    """Return the lines of a block quote of `text`; its line feeds are ends of lines there."""
    return [f"> {escape(line)}".rstrip(" ") for line in text.split("\n")]


def unquoted(lines: list[str]) -> str:
    """Return the text of a block quote that `quoted` wrote."""
    return "\n".join(unescape(line[2:]) for line in lines)
