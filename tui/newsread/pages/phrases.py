"""The words that websites put around and into their articles, read from ``languages/*.toml``.

All languages are used for every page: a site's furniture need not speak its article's. What could
be a sentence of an article is in no list, for text that is lost is worse than furniture that is
kept. A language's lists:

    lines     a short block, or a line of one, that says exactly this
    openings  a short block that begins with this
    patterns  a short block that is this regular expression
    captions  a short block that begins with this describes or credits a picture; so does one in
              which this, and a name, come last
    credits   a line above the article that begins with this: who wrote it, when it was changed
    bylines   what stands before a name
    months    what makes a date of a number beside it
    paywall   what stands where a page stops in the middle of its article and asks for money

and those of `pages.walls`: what begins a sentence of a page that is shown instead of an article.

    consent   asks to be allowed cookies
    scripts   asks for JavaScript
    robots    wants to know whether a person reads
    login     asks who is there
    missing   tells that there is no such page
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from newsread.pages.elements import names

if TYPE_CHECKING:
    from collections.abc import Iterable

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Scripts in which a word may stand right beside the next: Thai to Khmer, Japanese, Chinese, and
Korean, whose words take endings."""
_OPEN_END = re.compile(rf"[:/=]$|[{_UNSPACED}]")
_OPEN_START = re.compile(rf"^\W|[{_UNSPACED}]")
_LONGEST_BYLINE = 24
_BETWEEN = names(
    "and und et y e i en och og ja a и та de van von der den da do dos das di del della la le al "
    "el bin ben zu ter ten"
)
"""What stands between names, and between the parts of one, in small letters."""
_SIGNS = r"\W{0,16}(?=\W? ?\w)"
"""Signs before a phrase: were they without end, a line of signs would take quadratic time."""
_PART = rf"[.!?…。！？|/()–—-]{_SIGNS}"
_NAME = r"(?:[^.!?。！？]|\b\w\.){2,40}"


@dataclass(frozen=True, slots=True)
class Phrases:
    """What furniture says, in all languages at once. Patterns are for `folded` text."""

    lines: frozenset[str]
    """Whole lines, as `bare` makes them."""
    first_words: frozenset[str]
    """The first words of `lines`."""
    longest: int
    """Words in the longest of `lines`."""
    openings: re.Pattern[str]
    captions: re.Pattern[str]
    credits: re.Pattern[str]
    bylines: re.Pattern[str]
    months: re.Pattern[str]
    """A month with a number beside it."""
    paywall: re.Pattern[str]


def folded(text: str) -> str:
    """Return `text` for comparing: without case, accents and vowel points, with plain signs and
    single spaces. Letters of Arabic that are often written for each other are one."""
    text = text.casefold()
    return " ".join((text if text.isascii() else text.translate(_plain())).split())


def bare(text: str) -> str:
    """Return `text` folded, without arrows, bars and punctuation at either end."""
    return _EDGES.sub("", folded(text))


def says_only_phrases(text: str) -> bool:
    """Say whether `text` is a whole line of furniture, or several in a row: "Previous Next"."""
    known = phrases()
    line = bare(text)
    if not line or line in known.lines:
        return bool(line)
    if line.partition(" ")[0] not in known.first_words:
        return False
    words = [word for word in map(bare, text.split()) if word]
    while words:
        lengths = range(
            min(known.longest, len(words)) if words[0] in known.first_words else 0, 0, -1
        )
        count = next((each for each in lengths if " ".join(words[:each]) in known.lines), 0)
        if not count:
            return False
        del words[:count]
    return True


def name_after(text: str) -> str:
    """Return the name that follows on "by", "von", "بقلم" and the like; empty where none does.

    A name begins with no small letter: "Von der Insel" names nobody.
    """
    if not phrases().bylines.match(folded(text[:_LONGEST_BYLINE])):
        return ""
    for end in range(min(_LONGEST_BYLINE, len(text) - 1), 1, -1):
        if not text[end - 1].isalnum() and phrases().bylines.fullmatch(folded(text[:end])):
            name = text[end:].strip()
            return "" if name[:1].islower() else name
    return ""


def names_writer(text: str) -> bool:
    """Say whether a line is such a word, with names or nothing after it; "By sea to Norrby" is
    not."""
    if phrases().bylines.fullmatch(folded(text)):
        return True
    words = [word for word in name_after(text).split() if word not in _BETWEEN]
    return bool(words) and not any(word[0].islower() for word in words[:2])


@cache
def phrases() -> Phrases:
    """Return the phrases, read once."""
    lines = frozenset(map(bare, all_of("lines")))
    months = any_of(all_of("months"))
    captions = any_of(all_of("captions"))
    return Phrases(
        lines=lines,
        first_words=frozenset(bare(line.partition(" ")[0]) for line in lines),
        longest=max(len(line.split()) for line in lines),
        openings=re.compile(
            rf"{_SIGNS}(?:{any_of(all_of('openings') + all_of('paywall'))})"
            rf"|(?:{'|'.join(all_of('patterns'))})$"
        ),
        captions=re.compile(rf"{_SIGNS}(?:{captions})|.*{_PART}(?:{captions}){_NAME}$"),
        credits=re.compile(rf"{_SIGNS}(?:{any_of(all_of('credits'))})"),
        bylines=re.compile(rf"\W*(?:{any_of(all_of('bylines'))})\W*"),
        months=re.compile(
            rf"\d(?:st|nd|rd|th|er|º|ª)?\W{{0,3}}(?:de |of |d')?(?:{months})"
            rf"|(?:{months})\W{{1,3}}\d"
        ),
        paywall=re.compile(any_of(all_of("paywall"))),
    )


def all_of(kind: str) -> list[str]:
    """Return what all languages list as `kind`, folded."""
    return [folded(phrase) for language in _languages() for phrase in language.get(kind, ())]


def any_of(wanted: Iterable[str]) -> str:
    """Return a pattern of all of `wanted`, the longest first, as whole words where their script
    puts spaces between words."""
    groups: dict[tuple[str, str], list[str]] = {}
    for phrase in sorted(set(wanted), key=len, reverse=True):
        start = "" if _OPEN_START.search(phrase) else r"(?<!\w)"
        end = "" if _OPEN_END.search(phrase) else r"(?!\w)"
        groups.setdefault((start, end), []).append(re.escape(phrase))
    return "|".join(
        f"{start}(?:{'|'.join(escaped)}){end}" for (start, end), escaped in groups.items()
    )


@cache
def _languages() -> list[dict[str, list[str]]]:
    import tomllib  # not paid for by whoever only wants to know what a Quality is

    folder = Path(__file__).with_name("languages")
    return [tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))]


@cache
def _plain() -> dict[int, int | str]:
    """Return what `folded` puts in the place of a character."""
    plain: dict[int, int | str] = {
        **str.maketrans("’‘ʼ：／＝（）ıأإآى", "''':/=()iاااي"),
        **dict.fromkeys((0x0307, 0x0640, 0x0670), ""),  # the dot of a Turkish i; tatweel
        **dict.fromkeys((*range(0x064B, 0x0653), *range(0x05B0, 0x05BE)), ""),
    }
    for first, last in ((0xC0, 0x180), (0x370, 0x400), (0x400, 0x460)):
        for code in range(first, last):
            letter = unicodedata.normalize("NFD", chr(code))[0]
            if letter != chr(code):
                plain[code] = letter
    return plain
