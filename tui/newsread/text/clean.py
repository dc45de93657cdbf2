"""Text from outside, made safe to show, store and export.

Every string from a feed, page, server or foreign file passes here once, after the last decoding
step (an ``&#27;`` is harmless until it is decoded). Textual and Rich stop neither ESC, C1, OSC,
NUL, bidi overrides nor lone surrogates; this module does.
"""

from __future__ import annotations

import html
import re
import unicodedata

from newsread.text.grapheme import grapheme_start

MARKS_PER_BASE = 8
"""Combining marks kept on one base: no script needs more, and a heap of them hides other lines."""

_SURROGATES = "\ud800-\udfff"
_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_HARMFUL = (
    "\x00-\x08\x0e-\x1f\x7f"  # C0 without tab and line ends; DEL
    "\x80-\x84\x86-\x9f"  # C1 without NEL, which ends a line
    "\xad"  # soft hyphen: invisible, and splits words for search
    "\u061c\u200b\u2060-\u2064\u206a-\u206f\ufeff"  # invisible marks that no script needs
    "\u202a-\u202e\u2066-\u2069"  # bidi embeddings, overrides and isolates
    "\ufff9-\ufffb"  # interlinear annotation
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters
)
_HARMFUL_BEYOND = "\U000e0000-\U000e007f" + "".join(  # tag characters, noncharacters
    chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF)
)

# Everything from U+1FFFE on counts as suspect: rare letters are worth a second look, and one range
# is searched six times faster than three dozen single characters.
_UNSEEN_IN_LINES = re.compile(
    "[\u200e\u200f"  # marks of direction: an article's Hebrew may need them, a title does not
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0]"  # letters and marks not drawn
)
_SUSPECT = re.compile(f"[{_SURROGATES}{_LINE_ENDS}{_HARMFUL}\U0001fffe-\U0010ffff]")
_HARM = re.compile(f"[{_HARMFUL}{_HARMFUL_BEYOND}]")
_LINE_END = re.compile(f"\r\n|[{_LINE_ENDS}]")
# Where more marks than allowed may hide: a run with neither letters nor digits.
_CROWD = re.compile(rf"[^\w\s\x00-\x7f]{{{MARKS_PER_BASE + 1},}}")
_JOINERS = "\u200c\u200d\u200e\u200f"
# After Latin, Greek, Cyrillic or Chinese it joins nothing, yet Rich counts what follows as hidden.
_IDLE_JOINER = re.compile(
    "(?<=[\x00-\u058f\u1100-\u11ff\u2010-\u205e\u3000-\u9fff\uac00-\ud7a3])\u200d+"
)

_ACTING = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069{_SURROGATES}]")


def is_harmful(text: str) -> bool:
    """Return whether `text` has what no terminal may get: controls, overrides, lone surrogates.

    Tabs and line ends are none; what is only unseen is not looked for, as `clean` does.
    """
    return _ACTING.search(text) is not None


def is_one_line(text: str) -> bool:
    """Return whether one line can hold `text` as it is: it is clean, without line ends and tabs.

    Not `str.isprintable`, to which no joiner of Persian or of an emoji is printable.
    """
    return text.isprintable() or ("\n" not in text and "\t" not in text and clean(text) == text)


def clean(text: str, limit: int | None = None) -> str:
    """Return `text` without anything that acts on a terminal; line feeds and tabs are kept.

    Surrogate pairs are joined, lone ones become U+FFFD, line ends become ``\\n``, the result is NFC
    and at most `limit` code points long, cut at a grapheme's edge. ZWJ, ZWNJ, LRM, RLM and
    variation selectors stay: emoji, Persian and Hindi need them. Idempotent.
    """
    if _SUSPECT.search(text):
        # Joins pairs and replaces what has no partner, in one pass; UTF-8 can do neither.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        text = _HARM.sub("", _LINE_END.sub("\n", text))
    if not text.isascii():
        # Before NFC, which sorts marks in quadratic time (6 s for 80,000 of them), and after it,
        # because it takes some marks apart.
        text = _CROWD.sub(_thin, text)
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        text = _CROWD.sub(_thin, text)
        before = None
        while text != before and "\u200d" in text:  # a mark that moves may leave a joiner idle
            before = text
            text = unicodedata.normalize("NFC", _IDLE_JOINER.sub("", text))
            text = _CROWD.sub(_thin, text)
    if limit is not None and len(text) > limit:
        text = text[: grapheme_start(text, limit)]
    return text


def clean_line(text: str, limit: int | None = None) -> str:
    """Return `text` cleaned to one line: every run of white space is one space, ends trimmed.

    What cannot be seen is left out more strictly than by `clean`, joiners and variation selectors
    aside: two titles, outlets or authors that look alike are not to differ.
    Longer than `limit` code points it is cut at a grapheme's edge and ends in ``…``.
    """
    if not text.isascii():
        text = _UNSEEN_IN_LINES.sub("", text)
    line = " ".join(clean(text).split()).lstrip("\u200d ")  # nothing stands there to be joined
    if limit is None or len(line) <= limit:
        return line
    if limit <= 0:
        return ""
    return line[: grapheme_start(line, limit - 1)].rstrip() + "…"


def _thin(crowd: re.Match[str]) -> str:
    """Keep the first marks and joiners of each base in a run without letters or digits."""
    kept: list[str] = []
    marks = 0
    for character in crowd[0]:
        is_mark = character in _JOINERS or unicodedata.category(character)[0] == "M"
        marks = marks + 1 if is_mark else 0
        if marks <= MARKS_PER_BASE:
            kept.append(character)
    return "".join(kept)


# What follows reads the HTML of titles.

_ELEMENT_NAMES = """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink
    blockquote body br button canvas caption center cite code col colgroup data datalist dd del
    details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame
    frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend
    li link main map mark marquee menu meta meter nav nobr noframes noscript object ol optgroup
    option output p param picture pre progress q rp rt ruby s samp script section select slot
    small source span strike strong style sub summary sup svg table tbody td template textarea
    tfoot th thead time title tr track tt u ul var video wbr
"""
_PARTING_NAMES = """
    address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6
    header hr li main ol p pre section table td th tr ul
"""
_ELEMENTS = frozenset(_ELEMENT_NAMES.split())
_PARTING = frozenset(_PARTING_NAMES.split())
"""Elements that part the words before them from the words after."""

_HIDING = {"!--": "-->", "script": "</script", "style": "</style"}
"""What opens a stretch that is not shown, and what closes it."""

# The tag's quantifiers are possessive and none crosses "<": the search is linear in its input.
_TAG = re.compile(
    r"<(?:(!--)|/?([a-z][a-z0-9]*+)"
    r"""(?:\s++[a-z_:@][\w:.-]*+\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'|[^\s"'<>]++))*+\s*+/?>)""",
    re.IGNORECASE | re.ASCII,
)
_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
_NUMBER = re.compile(r"&#0*([0-9]{1,8})[0-9]*+")


def html_to_line(markup: str, limit: int | None = None) -> str:
    """Return the plain text of a title's HTML on one clean line, decoded exactly once.

    Only an element of HTML, its attributes with values, counts as a tag: ``a < b``, ``R&D`` and
    ``<T>`` are text. Comments, scripts and styles are left out if they are closed.
    """
    lowered = markup.translate(_LOWER)  # str.lower changes the length of some texts
    last = {close: lowered.rfind(close) for close in _HIDING.values()}
    shown: list[str] = []
    at = 0
    for tag in _TAG.finditer(markup):
        name = (tag[1] or tag[2]).lower()
        if tag.start() < at or not (tag[1] or name in _ELEMENTS):
            continue
        shown.append(markup[at : tag.start()])
        at = tag.end()
        close = _HIDING.get(name, "")
        if close and not tag[0].startswith("</") and last[close] >= at:
            at = lowered.index(close, at)
            at += len(close) if close == "-->" else 0
        elif name in _PARTING:
            shown.append(" ")
    shown.append(markup[at:])
    # Eight digits are past the last code point already; html.unescape raises ValueError at 4,300.
    return clean_line(html.unescape(_NUMBER.sub(r"&#\1", "".join(shown))), limit)


# What follows reads the HTML of whole articles, to be searched and never shown.

_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|big|cite|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|u|wbr)\b[^<>]*+>",
    re.IGNORECASE | re.ASCII,
)
_ANY_TAG = re.compile(r"<[!/a-z][^<>]*+>", re.IGNORECASE | re.ASCII)
_UNSEEN = re.compile("[\xad\u200b\u2060\ufeff]")
"""Soft hyphens and the like: they would part a word."""


def html_to_words(markup: str) -> str:
    """Return the words of an article's HTML, for an index; not fit to be shown.

    Takes a sixth of the time of `html_to_line`, for there are 250,000 of them: what is hidden, as
    scripts, is not left out, and white space stays. Heaps of marks are thinned as by `clean`: to
    normalise them takes quadratic time, and this HTML has not been cleaned.
    """
    text = markup
    if "<" in text:
        text = _ANY_TAG.sub(" ", _INLINE.sub("", text))
    if "&" in text:
        text = html.unescape(_NUMBER.sub(r"&#\1", text))
    return text if text.isascii() else _CROWD.sub(_thin, _UNSEEN.sub("", text))
