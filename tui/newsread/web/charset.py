"""Bytes to text, for feeds and pages alike.

The order: a byte order mark; UTF-8; what the server said; what the document says of itself; the
detector; windows-1252. UTF-8 comes before the labels: text that is valid UTF-8 and not all ASCII is
that by no chance, while servers put ``charset=iso-8859-1`` on everything. It may be broken in one
place of twenty, as where a database cut a character in two. A label wins only if the bytes agree
with it, but for one place in five hundred.

Labels mean what the WHATWG Encoding Standard says: ``iso-8859-1`` is windows-1252, ``gb2312`` is
gb18030. Encodings that a decoder can be abused through (UTF-7, Python's own escapes) are unknown.
"""

from __future__ import annotations

import codecs
import re

import msgspec

REPLACEMENT = "\ufffd"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How "<?" looks where no mark says so: XML 1.0, appendix F.
_OPENINGS = (
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?\s*([^\s;\"']+)", re.IGNORECASE)
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,39}")
_WEB_NAMES = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "iso2022_jp": "iso2022_jp_ext",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_REFUSED = frozenset(
    {
        "utf-7",
        "idna",
        "punycode",
        "unicode-escape",
        "raw-unicode-escape",
        "undefined",
        "mbcs",
        "oem",
    }
)
_DETECTED_FROM = 200_000
"""Bytes the detector is given: enough to be sure, and its cost stays small."""

_SURE = 0.6
"""Below it the detector is guessing from a word or two; windows-1252 is the better guess then."""

_NEVER_SEEN = ("cp4", "cp7", "cp85", "cp86", "mac")
"""How the names of DOS's and old Macs' code pages start, which the detector sees in short texts."""

_BROKEN_UTF8 = 20
_BROKEN = 500
"""Places outside ASCII of which one may be unreadable: in UTF-8 whatever the label, and in what the
label says."""

_TO_JAPANESE = (b"\x1b$B", b"\x1b$@")
"""How ISO-2022-JP, whose bytes are all ASCII's, begins its characters; no other text has that."""

_WITH_QUOTES = {
    "iso8859-2": "cp1250",
    "iso8859-7": "cp1253",
    "iso8859-8": "cp1255",
    "iso8859-13": "cp1257",
}
"""What was written under Windows where there are bytes for which ISO 8859 has control characters;
there they are quotation marks, dashes and letters."""
_CONTROLS = re.compile(rb"[\x80-\x9f]")
_OUTSIDE_ASCII = re.compile(r"[^\x00-\x7f]+")


class Decoded(msgspec.Struct, frozen=True):
    """Text, the Python name of the encoding it was in, and how many places could not be read."""

    text: str
    encoding: str
    replaced: int = 0


def decode_bytes(body: bytes, content_type: str = "", declared: str = "") -> Decoded:
    """Decode `body` to text. Never fails: what cannot be read becomes U+FFFD, and is counted.

    `content_type` is the HTTP header. `declared` is the label the document gives itself, in its XML
    declaration or its ``<meta>``; finding that is the caller's part. A byte order mark is dropped.
    """
    marked = marked_encoding(body)
    if marked:
        encoding, skip = marked
        return _decode(body[skip:], encoding)
    as_utf8 = _decode(body, "utf-8")
    if not body.isascii() and _is_mostly_right(as_utf8, _BROKEN_UTF8):
        return as_utf8
    if body.isascii() and any(switch in body for switch in _TO_JAPANESE):
        japanese = _decode(body, encoding_of("iso-2022-jp"))
        if _is_mostly_right(japanese, _BROKEN_UTF8):
            return japanese
    labels = [encoding_of(charset_of(content_type)), encoding_of(declared)]
    others = [_as_written(body, label) for label in labels if label not in ("", "utf-8")]
    for encoding in others:
        decoded = _decode(body, encoding)
        if _is_mostly_right(decoded, _BROKEN):
            return decoded
    if body.isascii():
        return as_utf8
    if ("utf-8" in labels or not others) and _is_mostly_right(as_utf8, 2):
        return as_utf8
    return _decode(body, _detected(body) or (others or ["cp1252"])[0])


def marked_encoding(body: bytes) -> tuple[str, int] | None:
    """Return the encoding that `body`'s first bytes give away, and how many of them to skip."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return encoding, len(mark)
    for opening, encoding in _OPENINGS:
        if body.startswith(opening):
            return encoding, 0
    return None


def charset_of(content_type: str) -> str:
    """Return the ``charset`` of a Content-Type header, or ``""``."""
    found = _CHARSET.search(content_type)
    return found[1] if found else ""


def encoding_of(label: str) -> str:
    """Return the Python encoding that `label` means on the web, or ``""`` if it means none."""
    if not _LABEL.fullmatch(label):
        return ""
    if label.lower().startswith("x-sjis"):
        return "cp932"
    try:
        name = codecs.lookup(label.lower().removeprefix("x-")).name
        "".encode(name)  # some codecs are no encodings: rot13, base64, undefined
    except (LookupError, UnicodeError):
        return ""
    if name.replace("_", "-") in _REFUSED:
        return ""
    if name.startswith(("utf-16", "utf-32")):
        return ""  # without a mark or NULs in its first bytes no document is that, whatever it says
    return _WEB_NAMES.get(name, name)


def _decode(body: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(body.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = body.decode(encoding, "replace")
        return Decoded(text, encoding, text.count(REPLACEMENT))


def _is_mostly_right(decoded: Decoded, one_in: int) -> bool:
    """Tell a few broken places from another encoding read as this one."""
    if not decoded.replaced:
        return True
    outside_ascii = sum(map(len, _OUTSIDE_ASCII.findall(decoded.text)))
    return decoded.replaced * one_in <= outside_ascii


def _as_written(body: bytes, encoding: str) -> str:
    """Return the code page of Windows that `body` is in though it is called `encoding`."""
    windows = _WITH_QUOTES.get(encoding)
    return windows if windows and _CONTROLS.search(body) else encoding


def _detected(body: bytes) -> str:
    import cchardet  # only where every label failed

    guess = cchardet.detect(body[:_DETECTED_FROM])
    encoding = _as_written(body, encoding_of(guess["encoding"] or ""))
    if encoding == "koi8-r":
        encoding = "koi8-u"  # the same, but for Ukrainian's letters in the place of lines of boxes
    sure = (guess["confidence"] or 0.0) >= _SURE and not encoding.startswith(_NEVER_SEEN)
    return encoding if sure else ""
