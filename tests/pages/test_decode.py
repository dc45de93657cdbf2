"""Bytes of pages: what the page says of itself, and when it is not believed."""

from __future__ import annotations

import pytest

from newsread.pages.decode import decode

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
