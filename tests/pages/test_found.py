"""What stands on a page, and which of its texts is taken for its article."""

from __future__ import annotations

import json

import pytest

from newsread.pages.found import Found, find_in_html, find_in_plain
from newsread.pages.guard import DEEP, DEEPEST
from newsread.text.document import Kind
from tests.pages.test_extract import ARTICLE, SENTENCES, has_all

URL = "https://coast.example/news/x"
BANNER = "".join(
    f"<p>{line}</p>"
    for line in (
        "We value your privacy",
        "We and our 842 partners use cookies to store and read information on your device.",
        "With your permission, we measure what you read. You can change your mind at any time.",
        "Accept all",
    )
)


def found(page: str, *, visible: bool = False, title: str = "") -> Found:
    return find_in_html(page, URL, title, visible=visible)


def text(page: Found) -> str:
    return " ".join(piece.text for piece in page.pieces)


def linked_data(**fields: object) -> str:
    data = json.dumps({"@type": "NewsArticle"} | fields)
    return f'<script type="application/ld+json">{data}</script>'


@pytest.mark.parametrize("times", [1, 4])
def test_a_banner_longer_than_the_article_is_looked_behind(times: int) -> None:
    page = f"<body><div><div>{BANNER * times}</div></div><article>{ARTICLE}</article>"
    assert has_all(text(found(page)))
    assert "partners" not in text(found(page))


def test_a_banner_with_nothing_behind_it_is_what_stands_there() -> None:
    page = found(f"<body><div>{BANNER}</div><p>About us</p>")
    assert "partners" in text(page)


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("\n\n".join(SENTENCES), [Kind.PARAGRAPH] * 5),
        ("\n".join(SENTENCES), [Kind.PARAGRAPH] * 5),
        (f"<h2>Berths</h2>{ARTICLE}", [Kind.HEADING, *[Kind.PARAGRAPH] * 5]),
        (" ".join(SENTENCES), [Kind.PARAGRAPH]),
    ],
    ids=["paragraphs", "lines", "html", "one"],
)
def test_a_page_without_its_article_has_it_from_its_data(body: str, kinds: list[Kind]) -> None:
    page = found(linked_data(articleBody=body) + "<body><p>Loading, please wait.</p>")
    assert has_all(text(page))
    assert [piece.kind for piece in page.pieces] == kinds
    assert page.is_sure
    assert page.left_out(page.pieces) is None


def test_data_that_has_little_more_than_the_page_is_left() -> None:
    data = linked_data(articleBody=" ".join((*SENTENCES, "And one sentence more.")))
    page = found(f"{data}<body><article>{ARTICLE}</article>")
    assert "one sentence more" not in text(page)
    assert page.left_out(page.pieces) == 0


@pytest.mark.parametrize("visible", [True, False])
def test_all_that_a_visitor_sees_comes_in_pieces_where_it_is_asked_for(visible: bool) -> None:
    page = found(f"<body><nav>Home News</nav> <article>{ARTICLE}</article>", visible=visible)
    assert page.text.split()[:2] == ["Home", "News"]
    assert [piece.text for piece in page.visible[:1]] == (["Home News"] if visible else [])


@pytest.mark.parametrize("levels", [DEEP, DEEPEST])
def test_of_a_deep_page_all_text_is_its_article(levels: int) -> None:
    page = found(f"<title>Pier</title><body>{'<div>' * levels}<p>At the bottom.</p><p>Below.</p>")
    assert [piece.text for piece in page.pieces] == ["At the bottom.", "Below."]
    assert page.about.title == "Pier"
    assert page.extraction is None


@pytest.mark.parametrize(
    ("plain", "pieces"),
    [
        ("one\ntwo\n\nthree", ["one two", "three"]),
        ("one\r\ntwo", ["one", "two"]),
        ("one\n \t\ntwo", ["one", "two"]),
        ("", []),
    ],
)
def test_a_plain_text_is_paragraphs_between_blank_lines_or_else_lines(
    plain: str, pieces: list[str]
) -> None:
    page = find_in_plain(plain, "Pier")
    assert [piece.text for piece in page.pieces] == pieces
    assert page.about.titles == ("Pier",)


def test_all_of_a_page_whose_markup_shows_nothing_is_at_least_its_article() -> None:
    page = f"<body><canvas><article>{ARTICLE}</article></canvas>"
    found = find_in_html(page, URL, "", visible=True)
    assert found.pieces
    assert found.visible == found.pieces
