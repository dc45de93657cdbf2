"""Bytes of pages: what the page says of itself, and when it is not believed."""

from __future__ import annotations

import html
import unicodedata

import pytest

from newsread.pages.decode import decode
from tests.pages.alphabets import WRITINGS, Writing

RUSSIAN = "Городской совет решил закрыть старый причал, сообщила газета во вторник вечером."
FRENCH = "Le conseil a décidé de fermer l'été prochain le café « de la gare », où l'on dînait."


def page(text: str, meta: str = "") -> str:
    return f"<html><head>{meta}<title>x</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("body", "content_type", "words"),
    [
        (page(RUSSIAN).encode(), "", RUSSIAN),
        (page(RUSSIAN).encode("utf-8-sig"), "text/html; charset=koi8-r", RUSSIAN),
        (page(RUSSIAN).encode("cp1251"), "text/html; charset=windows-1251", RUSSIAN),
        (page(RUSSIAN, '<meta charset="windows-1251">').encode("cp1251"), "", RUSSIAN),
        (
            page(
                RUSSIAN, '<meta http-equiv=content-type content="text/html; charset=koi8-r">'
            ).encode("koi8-r"),
            "",
            RUSSIAN,
        ),
        (page(FRENCH, '<meta charset="iso-8859-1">').encode("cp1252"), "", FRENCH),
        (page(FRENCH, '<meta charset="iso-8859-1">').encode(), "", FRENCH),
        (page(RUSSIAN).encode("utf-16"), "", RUSSIAN),
    ],
    ids=[
        "utf-8 without a word",
        "a mark beats the server",
        "the server",
        "meta charset",
        "meta http-equiv",
        "latin-1 that is latin-1",
        "latin-1 that is utf-8",
        "utf-16 with a mark",
    ],
)
def test_a_page_is_read_as_what_it_is(body: bytes, content_type: str, words: str) -> None:
    assert words in decode(body, content_type).text


def test_a_template_that_says_latin_1_is_not_believed() -> None:
    body = page(RUSSIAN, '<meta charset="iso-8859-1">').encode("cp1251")
    assert RUSSIAN in decode(body, "text/html").text


def test_a_server_that_says_latin_1_is() -> None:
    body = page("Ärger", '<meta charset="windows-1251">').encode("cp1252")
    assert "Ärger" in decode(body, "text/html; charset=iso-8859-1").text


@pytest.mark.parametrize(
    "junk", ["utf-8, ie=edge", "x-user-defined", "\x00", "none", "utf-7", "rot13", "'\"><"]
)
def test_a_charset_that_is_none_survives(junk: str) -> None:
    body = page("The café is open.", f'<meta charset="{junk}">').encode()
    assert "The café is open." in decode(body, f"text/html; charset={junk}").text


def test_any_bytes_become_text() -> None:
    assert decode(bytes(range(256)) * 20).text
    assert decode(b"").text == ""


@pytest.mark.parametrize(
    "meta",
    ["{}", "", "utf-8", "iso-8859-1", "utf-8, ie=edge"],
    ids=["says what it is", "says nothing", "says utf-8", "says latin-1", "says junk"],
)
@pytest.mark.parametrize(
    "writing", WRITINGS, ids=lambda writing: f"{writing.language} {writing.label}"
)
def test_every_alphabet_is_read_whatever_its_page_says(writing: Writing, meta: str) -> None:
    said = f'<meta charset="{meta.format(writing.label)}">' if meta else ""
    text = html.unescape(decode(writing.page(said), "text/html").text)
    for paragraph in writing.paragraphs:
        assert paragraph in unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("body", "content_type", "words"),
    [
        (page(RUSSIAN).encode(), "text/html; charset=iso-8859-1", RUSSIAN),
        (page(RUSSIAN).encode("cp1251"), "text/html; charset=utf-8", RUSSIAN),
        (page(RUSSIAN, '<meta charset="koi8-r">').encode("cp1251"),
         "text/html; charset=windows-1251", RUSSIAN),
        (page(RUSSIAN).encode() + RUSSIAN.encode()[:-1], "text/html; charset=iso-8859-1", RUSSIAN),
        (page(RUSSIAN).encode() + b"\xff", "text/html; charset=koi8-r", RUSSIAN),
        (page(RUSSIAN, '<meta charset="windows-1251">').encode("cp1251") + b"\x98", "", RUSSIAN),
        (page("日本の新聞。" * 90, '<meta charset="euc-jp">').encode("euc-jp") + b"\xb7", "",
         "日本の新聞。" * 90),
        (page("\ufffd\ufffd é").encode(), "text/html; charset=iso-8859-1", "\ufffd\ufffd é"),
        (b"<title>" + "Новости дня".encode("cp1251") + b"</title>", "", "Новости дня"),
        (b"<title>" + "Neue Brücke".encode("cp1252") + b"</title>", "", "Neue Brücke"),
        (page("“Άλλοι” είπαν", '<meta charset="iso-8859-7">').encode("cp1253"), "",
         "“Άλλοι” είπαν"),
        (page("„Święta” w źródle", '<meta charset="iso-8859-2">').encode("cp1250"), "",
         "„Święta” w źródle"),
        (b" " * 2000 + page("Žala", '<meta charset="windows-1257">').encode("cp1257"), "", "Žala"),
        (page(RUSSIAN).encode("utf-16-le"), "", RUSSIAN),
        (page(RUSSIAN).encode("utf-16-be"), "text/html; charset=utf-8", RUSSIAN),
        (page("\x1b$Boops").encode(), "", "\x1b$Boops"),
    ],
    ids=[
        "a server that says latin-1 of utf-8",
        "a server that says utf-8 and is wrong",
        "a server against a meta",
        "utf-8 cut within a letter",
        "utf-8 with one bad byte",
        "a bad byte in what the meta says",
        "a character cut in two in what the meta says",
        "utf-8 of a page with broken letters",
        "a title alone",
        "a title with one letter outside ascii",
        "greek of windows called iso",
        "polish of windows called iso",
        "a meta far down",
        "utf-16-le without a mark",
        "utf-16-be without a mark",
        "ascii that looks like japanese",
    ],
)  # fmt: skip
def test_what_contradicts_the_bytes_is_not_believed(
    body: bytes, content_type: str, words: str
) -> None:
    assert words in decode(body, content_type).text
