"""A page's bytes become text."""

from __future__ import annotations

import re

from newsread.web.charset import Decoded, charset_of, decode_bytes, encoding_of

_PRESCAN = 4096
"""Bytes searched for a ``<meta>``; HTML asks for 1024, pages with much in their head need more."""
_META = re.compile(rb"<meta\b[^<>]*?charset\s*=\s*[\"']?\s*([a-z0-9._:+-]+)", re.IGNORECASE)


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Decode a page as `web.charset` does for all bytes, with the label of its ``<meta>``.

    Never fails. A page that calls itself Latin-1 is not believed: it is what templates and editors
    write whatever they write in (8 of 19 encodings measured came out right by believing it, all 19
    by asking the detector). A server that says so is.
    """
    found = _META.search(body, 0, _PRESCAN)
    label = found[1].decode("ascii") if found else ""
    if encoding_of(label) == "cp1252" and not charset_of(content_type):
        label = ""
    return decode_bytes(body, content_type, label)
