"""Bytes to text, for feeds and pages alike.

The order: a byte order mark; then what the server said; then what the document says of itself; then
UTF-8; then the detector; then windows-1252. A label wins only if the bytes agree with it: text that
is valid UTF-8 and not all ASCII is UTF-8 whatever its label, for no other encoding produces that by
chance, while servers put ``charset=iso-8859-1`` on everything.

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
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and not body.isascii():
        return Decoded(text, "utf-8")
    labels = [encoding_of(charset_of(content_type)), encoding_of(declared)]
    others = [encoding for encoding in labels if encoding not in ("", "utf-8")]
    for encoding in others:
        try:
            return Decoded(body.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    if text or not body:
        return Decoded(text, "utf-8")
    if "utf-8" in labels or not others:
        lenient = _decode(body, "utf-8")
        if _mostly_right(lenient):
            return lenient
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
    text = body.decode(encoding, "replace")
    return Decoded(text, encoding, text.count(REPLACEMENT))


def _mostly_right(decoded: Decoded) -> bool:
    """Tell a few broken places in UTF-8 from another encoding read as UTF-8."""
    outside_ascii = sum(map(len, re.findall(r"[^\x00-\x7f]+", decoded.text)))
    return decoded.replaced * 2 <= outside_ascii


def _detected(body: bytes) -> str:
    import cchardet  # only where every label failed

    guess = cchardet.detect(body[:_DETECTED_FROM])
    encoding = encoding_of(guess["encoding"] or "")
    sure = (guess["confidence"] or 0.0) >= _SURE and not encoding.startswith(_NEVER_SEEN)
    return encoding if sure else ""
