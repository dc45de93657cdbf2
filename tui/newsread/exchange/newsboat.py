"""newsboat's ``urls`` file: an address a line, then tags; text to values.

Read as newsboat reads it (its documentation, and its ``tokenize_quoted``): words parted by blanks,
or in double quotes with backslashes; ``#`` before a word starts a comment. A tag that starts with
``~`` is the feed's title, one with ``!`` hides the feed. ``query:NAME:EXPRESSION`` is a saved view.
"""

from __future__ import annotations

import re
import shlex
from typing import Literal

from newsread.errors import AddressError
from newsread.exchange.feed_list import FeedList, Gathering, Outline
from newsread.text.clean import clean_line
from newsread.text.folder import folder_name
from newsread.web.addresses import parse_address

TagsAs = Literal["folders", "none"]
"""What becomes of tags: the first one is the feed's folder, or none is."""

LONGEST_LINE = 10_000
"""Code points of a line that are looked at."""
MOST_LINES = 100_000

_WORD = re.compile(r"""[ \t\r]*+(?:(\#)|"((?:[^"\\]++|\\.)*+)"?|([^ \t\r]++))""", re.DOTALL)
_ESCAPED = re.compile(r"\\(.?)", re.DOTALL)
_MEANING = {"n": "\n", "r": "\r", "t": "\t"}

# An expression's comparisons that newsread's queries have words for.
_TERM = re.compile(
    r"""\s*+(?:([()])|(and|or)\b|(\w+)\s*+(!=|!~|!\#|==?|=~|\#)\s*+"([^"\\]*+)")""", re.IGNORECASE
)

_NEGATED = {"!=": "=", "!~": "=~", "!#": "#"}


def read_urls(text: str, tags_as: TagsAs = "folders") -> FeedList:
    """Read a ``urls`` file. Every line that is neither empty nor a comment is taken or reported."""
    gathering = Gathering()
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if number > MOST_LINES:
            gathering.note(number, f"the first {MOST_LINES} lines are read")
            break
        words = _words(line[:LONGEST_LINE])
        if words:
            _take(gathering, number, words, tags_as)
    return gathering.result()


def query_of(expression: str) -> str:
    """Return newsboat's filter `expression` as a query of newsread; empty if there are no words.

    Knows whether an article is read, tags (folders here), the feed's title, plain words of the
    text; ``and``, ``or``, parentheses.
    """
    said: list[str] = []
    expression, at = expression.rstrip(), 0
    while at < len(expression):
        found = _TERM.match(expression, at)
        if not found:
            return ""
        at = found.end()
        parenthesis, joined, field, operator, value = found.groups()
        if parenthesis:
            said.append(parenthesis)
        elif joined:
            said.append("OR" if joined.lower() == "or" else "")
        else:
            term = _term(field.lower(), _NEGATED.get(operator, operator), clean_line(value))
            if not term:
                return ""
            said.append(f"-{term}" if operator in _NEGATED else term)
    return " ".join(filter(None, said)).replace("( ", "(").replace(" )", ")")


def _take(gathering: Gathering, line: int, words: list[str], tags_as: TagsAs) -> None:
    address, *marks = words
    titles = [mark[1:] for mark in marks if mark.startswith("~")]
    tags = [mark for mark in marks if not mark.startswith(("~", "!"))]
    title = titles[0] if titles else ""
    scheme = address.partition(":")[0].lower()
    if scheme == "query":
        _report_query(gathering, line, address)
    elif scheme in ("exec", "filter"):
        gathering.leave(line, title, "it runs a program, and newsread runs none" + _hint(address))
    else:
        outline = Outline(
            url=address,
            title=title,
            folder=folder_name(tags[0]) if tags and tags_as == "folders" else "",
            settings=(("quiet", "true"),) if any(each[:1] == "!" for each in marks) else (),
        )
        taken = gathering.take(line, address, outline)
        lost = tags[1:] if tags_as == "folders" else tags
        if taken and lost:
            listed = clean_line(", ".join(lost), 120)
            gathering.remark(line, title or address, f"a feed has no tags here; dropped: {listed}")


def _report_query(gathering: Gathering, line: int, address: str) -> None:
    _, name, expression, *_ = [*address.split(":", 2), "", ""]
    query = query_of(expression)
    if query:
        why = f"it is a saved query. As a query of newsread: {query}"
    else:
        why = "it is a saved query that newsread has no words for"
    gathering.leave(line, clean_line(name), why)


def _hint(address: str) -> str:
    """Return how to add the feed that a ``filter:`` line asks, if it names one."""
    start = max(address.rfind(":http://"), address.rfind(":https://"))
    if start < 0:
        return ""
    try:
        parsed = parse_address(address[start + 1 :])
    except AddressError:
        return ""
    return f". Without it: newsread add {shlex.quote(parsed.request)}"


def _term(field: str, operator: str, value: str) -> str:
    """Return one comparison as a term; empty if there is none for it."""
    match field, operator, value:
        case "unread", "=" | "==", "yes" | "no":
            return "is:unread" if value == "yes" else "is:read"
        case "tags", "#", str() if value:
            return f"folder:{_quoted(folder_name(value))}"
        case "feedtitle", "=" | "==", str() if value:
            return f"feed:{_quoted(value)}"
        case "title" | "content", "=~", str() if re.fullmatch(r"[\w -]+", value):
            return _quoted(value)
    return ""


def _quoted(value: str) -> str:
    return value if re.fullmatch(r"\w+", value) else f'"{value}"'


def _words(line: str) -> list[str]:
    words: list[str] = []
    at = 0
    while (found := _WORD.match(line, at)) and not found[1]:
        at = found.end()
        quoted, plain = found[2], found[3]
        words.append(_unescaped(quoted) if plain is None else plain)
    return words


def _unescaped(quoted: str) -> str:
    return _ESCAPED.sub(lambda pair: _MEANING.get(pair[1], pair[1]), quoted)
