"""Whole pages of our own writing, of many languages and kinds, and the blocks that come of them."""

from __future__ import annotations

import pytest

from newsread.errors import PageError
from newsread.pages.page import Reading, read_feed, read_page
from tests.pages.support import GOLDEN, drawn

NAMES = sorted(path.stem for path in (*GOLDEN.glob("news_*.html"), *GOLDEN.glob("kind_*.html")))


def reading(name: str) -> Reading:
    body = (GOLDEN / f"{name}.html").read_bytes()
    return read_page(body, "https://coast.example/x", "text/html")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_comes_out_as_its_article_and_nothing_else(name: str) -> None:
    assert drawn(reading(name).document) == (GOLDEN / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", ["kind_paywall_stub", "kind_paywall_stub_that_says_so"])
def test_what_a_page_keeps_for_subscribers_is_said(name: str) -> None:
    assert "partial" in reading(name).quality.flags


@pytest.mark.parametrize("name", [name for name in NAMES if "paywall" not in name])
def test_a_page_that_shows_all_is_not_called_partial(name: str) -> None:
    assert "partial" not in reading(name).quality.flags


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("news_")])
def test_a_page_says_its_language(name: str) -> None:
    assert reading(name).document.lang == name.removeprefix("news_")


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("news_ru", "cp1251"), ("news_ru", "koi8-r"), ("news_pl", "iso8859-2"),
        ("news_ar", "cp1256"), ("news_he", "cp1255"), ("news_zh", "gb18030"),
        ("news_ja", "cp932"), ("news_ja", "euc-jp"), ("news_ja", "iso2022_jp"),
        ("news_fr", "cp1252"), ("news_de", "iso8859-1"),
    ],
)  # fmt: skip
def test_the_same_comes_of_a_page_that_calls_itself_utf_8_and_is_not(name: str, codec: str) -> None:
    body = (GOLDEN / f"{name}.html").read_text("utf-8").encode(codec, "xmlcharrefreplace")
    found = read_page(body, "https://coast.example/x", "text/html").document
    assert drawn(found) == (GOLDEN / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["JavaScript is not available.", "Please enable JavaScript."], "has run its scripts"),
        (["Page introuvable", "La page demandée n'existe plus."], "no such page"),
    ],
    ids=["scripts", "missing"],
)
def test_a_page_with_nothing_behind_is_refused_in_a_sentence(lines: list[str], says: str) -> None:
    with pytest.raises(PageError, match=says):
        read_page(wall(lines), "https://coast.example/x")


WALLS = [
    (["We and our 842 partners use cookies.", "Accept all"], "asks for consent"),
    (
        ["Verify you are human", "coast.example needs to review the security of your connection"],
        "a person or a program",
    ),
    (["Bitte melden Sie sich an.", "Passwort vergessen?"], "a name and password"),
]


@pytest.mark.parametrize(("lines", "says"), WALLS, ids=["consent", "robots", "login"])
def test_a_wall_is_called_one(lines: list[str], says: str) -> None:
    found = read_page(wall(lines), "https://coast.example/x")
    assert "wall" in found.quality.flags
    assert "The page shows no article" in found.notice
    assert says in found.notice


@pytest.mark.parametrize(("lines", "says"), WALLS, ids=["consent", "robots", "login"])
def test_a_wall_never_takes_the_place_of_a_feeds_text(lines: list[str], says: str) -> None:
    feed = read_feed("<p>The harbour board voted to close the pier.</p>")
    with pytest.raises(PageError, match=says):
        read_page(wall(lines), "https://coast.example/x", feed=feed)


def wall(lines: list[str]) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<title>Coast Ledger</title><body>{body}".encode()
