"""Bytes to text: which encoding wins, and that decoding never fails."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.web.charset import charset_of, decode_bytes, encoding_of

CAFE = "Über café — naïve “quoted”"


@pytest.mark.parametrize(
    ("body", "content_type", "declared", "encoding"),
    [
        (CAFE.encode(), "", "", "utf-8"),
        (CAFE.encode(), "text/xml; charset=iso-8859-1", "", "utf-8"),
        (CAFE.encode(), "text/xml", "us-ascii", "utf-8"),
        (CAFE.encode("utf-8-sig"), "", "iso-8859-1", "utf-8"),
        (CAFE.encode("utf-16"), "", "", "utf-16-le"),
        (f"<?xml?>{CAFE}".encode("utf-16-be"), "", "", "utf-16-be"),
        (f"<?xml?>{CAFE}".encode("utf-32"), "", "", "utf-32-le"),
        (CAFE.encode(), "", "utf-16", "utf-8"),
        (CAFE.encode("cp1252"), "", "iso-8859-1", "cp1252"),
        (CAFE.encode("cp1252"), "text/xml; charset=ISO-8859-1", "utf-8", "cp1252"),
        (CAFE.encode("cp1252"), "", "utf-8", "cp1252"),
        (CAFE.encode("cp1252"), "", "no-such-thing", "cp1252"),
        ("Новости дня".encode("koi8-r"), "text/html; charset=koi8-r", "", "koi8-r"),
        ("日本のニュース".encode("shift_jis"), "", "x-sjis", "cp932"),
        ("北京新闻".encode("gbk"), "", "gb2312", "gb18030"),
        (b"plain", "", "", "utf-8"),
        (b"", "", "", "utf-8"),
    ],
)
def test_the_encoding_is_the_one_the_bytes_agree_with(
    body: bytes, content_type: str, declared: str, encoding: str
) -> None:
    decoded = decode_bytes(body, content_type, declared)
    assert decoded.encoding == encoding
    assert decoded.replaced == 0
    assert "\ufeff" not in decoded.text


def test_unlabelled_text_of_another_script_is_detected() -> None:
    russian = "Сегодня в Москве прошло заседание правительства, сообщили в пресс-службе. " * 8
    assert decode_bytes(russian.encode("windows-1251")).text == russian


def test_a_few_broken_places_do_not_unmake_utf8() -> None:
    body = ("é" * 20).encode() + b"\xff" + ("ü" * 20).encode()
    decoded = decode_bytes(body, declared="utf-8")
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 1)
    assert decoded.text == "é" * 20 + "\ufffd" + "ü" * 20


@pytest.mark.parametrize(
    ("content_type", "label"),
    [
        ("text/html; charset=utf-8", "utf-8"),
        ('text/html;charset="Windows-1252"', "Windows-1252"),
        ("text/html; charset='x y'", "x"),
        ("text/html", ""),
        ("text/html; boundary=charset", ""),
    ],
)
def test_the_header_names_its_charset(content_type: str, label: str) -> None:
    assert charset_of(content_type) == label


@pytest.mark.parametrize(
    "label",
    ["", "utf-7", "unicode_escape", "idna", "rot13", "undefined", "a\0b", "utf-16", "é", "x" * 60],
)
def test_labels_that_are_no_encoding_of_the_web_mean_none(label: str) -> None:
    assert encoding_of(label) == ""


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "koi8-r", "shift_jis", "hz"]))
def test_any_bytes_decode_to_text(body: bytes, declared: str) -> None:
    assert isinstance(decode_bytes(body, declared=declared).text, str)
