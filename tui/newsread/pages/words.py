"""Words as the rules about furniture compare and count them, in any script."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsread.text.document import Document, Part

WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…。！？｡؟۔।။።։][\"'”’»›“‘)\]」』]*$")
_UNSPACED = 16
"""Letters a word, on average, above which a script puts no spaces between words; no language
that does has words so long."""
_LETTERS_A_WORD = 4
"""Where it puts none: two or three characters in Chinese, more in Thai or Japanese."""
_SAMPLE = 2_000
"""Letters looked at to tell the script of an article."""
_TOGETHER = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "FULLWIDTH": "LATIN", "BOPOMOFO": "CJK"}


@lru_cache(maxsize=64)  # a headline's forms, asked for with each line
def words_of(text: str) -> frozenset[str]:
    """Return the different words of `text`, case folded."""
    return frozenset(WORD.findall(text.casefold()))


def likeness(one: str, other: str) -> float:
    """Return the share of all words of two lines that both have, 0 to 1 (Jaccard)."""
    first, second = words_of(one), words_of(other)
    both = len(first & second)
    union = len(first) + len(second) - both
    return both / union if union else 0.0


def length_in_words(text: str) -> int:
    """Return how many words `text` has; about how many where they are not parted by spaces."""
    words = text.split()
    if len(text) <= _UNSPACED * len(words):
        return len(words)
    written = len("".join(words))
    return len(words) if written <= _UNSPACED * len(words) else written // _LETTERS_A_WORD


def words_in(document: Document, part: Part | None = None) -> int:
    """Return how many words stand in the blocks of a document; with `part`, in those of it."""
    return sum(
        length_in_words(document.text[block.start : block.end])
        for block in document.blocks
        if part is None or block.part is part
    )


def squeezed(text: str) -> str:
    """Return `text` without white space."""
    return "".join(text.split())


def letters(text: str) -> int:
    """Return how many characters of `text` are no white space."""
    return len(squeezed(text))


def ends_sentence(text: str) -> bool:
    """Say whether `text` ends as a sentence does, closing quotation marks and brackets aside."""
    return _SENTENCE_END.search(text[-8:].rstrip()) is not None


def main_script(texts: Iterable[str]) -> str:
    """Return the script that most letters are in where `texts` begin; empty without letters."""
    counts: Counter[str] = Counter()
    left = _SAMPLE
    for text in texts:
        if left <= 0:
            break
        counts.update(filter(None, map(_script, text[:left])))
        left -= len(text)
    return counts.most_common(1)[0][0] if counts else ""


def script_of(text: str) -> str:
    """Return the one script that all letters of `text` are in; empty for none or several."""
    scripts = set(filter(None, map(_script, text)))
    return scripts.pop() if len(scripts) == 1 else ""


@cache
def _script(character: str) -> str:
    """Return the script of a letter by its Unicode name (``LATIN SMALL LETTER A``), else empty."""
    if not character.isalpha():
        return ""
    first = unicodedata.name(character, "").partition(" ")[0]
    return _TOGETHER.get(first, first)
