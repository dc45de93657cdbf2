"""The articles of ``alphabets.toml`` as pages, in encodings that their languages are written in."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

_TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Vietnamese: grave, acute, tilde, hook, dot below."""
_ARTICLES: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("alphabets.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True)
class Writing:
    """An article and an encoding of its language: the label of the web, and Python's name."""

    language: str
    label: str
    codec: str

    @property
    def paragraphs(self) -> list[str]:
        return _ARTICLES[self.language]

    def page(self, meta: str = "") -> bytes:
        """Return the article as a page in its encoding, with `meta` in its head."""
        text = "".join(f"<p>{paragraph}</p>\n" for paragraph in self.paragraphs)
        whole = (
            f"<!DOCTYPE html>\n<html><head>{meta}<title>x</title></head><body>{text}</body></html>"
        )
        return encode(whole, self.codec)


def encode(text: str, codec: str) -> bytes:
    """Return `text` in `codec`, what it has no place for as a reference: ``&#171;``.

    In windows-1258 a vowel's tone is a character of its own, after the vowel.
    """
    if codec == "cp1258":
        text = "".join(map(_with_tone_apart, unicodedata.normalize("NFC", text)))
    return text.encode(codec, "xmlcharrefreplace")


def _with_tone_apart(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in apart if mark in _TONES), "")
    return unicodedata.normalize("NFC", apart.replace(tone, "")) + tone


WRITINGS = (
    Writing("Russian", "windows-1251", "cp1251"),
    Writing("Russian", "koi8-r", "koi8-r"),
    Writing("Russian", "iso-8859-5", "iso8859-5"),
    Writing("Ukrainian", "windows-1251", "cp1251"),
    Writing("Ukrainian", "koi8-u", "koi8-u"),
    Writing("Bulgarian", "windows-1251", "cp1251"),
    Writing("Polish", "iso-8859-2", "iso8859-2"),
    Writing("Polish", "windows-1250", "cp1250"),
    Writing("Czech", "windows-1250", "cp1250"),
    Writing("Czech", "iso-8859-2", "iso8859-2"),
    Writing("Hungarian", "iso-8859-2", "iso8859-2"),
    Writing("Greek", "iso-8859-7", "iso8859-7"),
    Writing("Greek", "windows-1253", "cp1253"),
    Writing("Turkish", "iso-8859-9", "cp1254"),
    Writing("Hebrew", "windows-1255", "cp1255"),
    Writing("Arabic", "windows-1256", "cp1256"),
    Writing("Thai", "tis-620", "cp874"),
    Writing("Thai", "windows-874", "cp874"),
    Writing("Japanese", "shift_jis", "cp932"),
    Writing("Japanese", "euc-jp", "euc-jp"),
    Writing("Japanese", "iso-2022-jp", "iso2022_jp"),
    Writing("Chinese", "gb2312", "gb2312"),
    Writing("Chinese", "gb18030", "gb18030"),
    Writing("Taiwanese", "big5", "big5"),
    Writing("Korean", "euc-kr", "cp949"),
    Writing("German", "iso-8859-1", "cp1252"),
    Writing("French", "iso-8859-1", "cp1252"),
    Writing("Vietnamese", "windows-1258", "cp1258"),
    Writing("Lithuanian", "windows-1257", "cp1257"),
    Writing("Latvian", "windows-1257", "cp1257"),
)
