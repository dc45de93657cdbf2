"""How words are compared: without case, accents and width; scripts without spaces by character.

The same text is made for SQLite's index and for the claims, so that both find the same. FTS5 then
parts words at whatever is neither letter, mark nor digit; `folded_words` does so here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from newsread.text.folder import is_within

if TYPE_CHECKING:
    from regex import Pattern

# Thai, Lao, Burmese, Khmer; kana, Chinese characters, Hangul: what has no spaces between words, or,
# as Korean, hangs endings on them. Each character is a word, and several in a row are a phrase.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_EACH_UNSPACED = re.compile(f"[{_UNSPACED}]")
_ENDS_UNSPACED = re.compile(f"[{_UNSPACED}]$")
_ACCENTS = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """Return `text` in lower case, without accents and widths."""
    return _without_accents(text).lower()


def spread(text: str) -> str:
    """Return `text` for an index of words: without accents, unspaced scripts with spaces."""
    if text.isascii():
        return text
    return _EACH_UNSPACED.sub(r" \g<0> ", _without_accents(text))


def folded_words(text: str) -> str:
    """Return the words of `text`, folded, with a space before and after each; empty for none."""
    found = _word().findall(spread(text).lower())
    return f" {' '.join(found)} " if found else ""


def is_word(text: str) -> bool:
    """Tell whether there is a letter or digit in `text` to look for."""
    return any(character.isalnum() for character in text)


def is_beginning(word: str) -> bool:
    """Tell whether `word`, as typed, also means the words that begin with it.

    One letter means itself, for else it would mean a tenth of all words; so does a character of a
    script without spaces.
    """
    return len(word) > 1 and not _ENDS_UNSPACED.search(word)


def words_sought(typed: str, *, phrase: bool) -> str:
    """Return what stands in the `folded_words` of every text that has what was `typed`."""
    sought = folded_words(typed)
    return sought[:-1] if not phrase and is_beginning(typed) else sought


def names_feed(value: str, url: str, *titles: str) -> bool:
    """Tell whether ``feed:value`` means the feed at `url`, called one of `titles`."""
    if value == url:
        return True
    if "://" in value:
        return False
    sought = fold(value)
    host = url.partition("://")[2].partition("/")[0].rpartition("@")[2]
    return sought in host.lower() or any(sought in fold(title) for title in titles)


def names_folder(value: str, folder: str) -> bool:
    """Tell whether ``folder:value`` means `folder`: itself, or one inside it."""
    return is_within(fold(folder), fold(value))


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart))


@cache
def _word() -> Pattern[str]:
    """What FTS5 takes for a word, by the categories that the library's index names."""
    import regex  # 10 ms that lists do without

    return regex.compile(r"[\p{L}\p{M}\p{N}\p{Co}]++")
