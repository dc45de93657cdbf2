"""The deck: what stands between headline and text, and what there is no deck."""

from __future__ import annotations

import lxml.html
import pytest

from newsread.pages.deck import find_deck
from newsread.pages.found import find_in_html
from newsread.text.document import Part
from tests.pages.test_extract import ARTICLE, SENTENCES

DECK = "Schools on the outer island will have to wait for a bridge"


def deck(before: str) -> list[str]:
    page = f"<body><main><header><h1>Pier to close</h1>{before}<div id=text>{ARTICLE}</div></main>"
    root = lxml.html.document_fromstring(page)
    return [str(line.text_content()) for line in find_deck(root.get_element_by_id("text"))]


@pytest.mark.parametrize(
    "before",
    [
        f"<h2>{DECK}</h2></header>",
        f"<p>{DECK}</p></header>",
        f"</header><p>{DECK}</p>",
        f"</header><div><div class=article__standfirst>{DECK}</div></div>",
        f"<p>{DECK}</p><p>{DECK}</p></header>",
        f"<p>{DECK}</p></header><figcaption>Six pupils wait on the old pier</figcaption>",
    ],
    ids=["h2", "p", "beside the header", "by its class", "twice", "before a picture"],
)
def test_what_stands_between_headline_and_text_is_its_deck(before: str) -> None:
    assert deck(before) == [DECK]


@pytest.mark.parametrize(
    "before",
    [
        "</header>",
        "<p>By Mia Lund</p></header>",
        f"<p class=byline>{DECK}</p></header>",
        f"<div>{DECK}</div></header>",
        f"<p><a href=/more>{DECK}</a></p></header>",
        f"<p>{'and so on ' * 40}</p></header>",
        f"<p>{SENTENCES[0]}</p></header>",
    ],
    ids=["nothing", "short", "byline", "bare", "link", "long", "opens the text"],
)
def test_anything_else_is_none(before: str) -> None:
    assert deck(before) == []


def test_a_page_without_headline_has_no_deck() -> None:
    root = lxml.html.document_fromstring(f"<body><p>{DECK}</p><div id=text>{ARTICLE}</div>")
    assert find_deck(root.get_element_by_id("text")) == []


def test_a_heading_of_the_first_level_that_heads_a_part_of_the_text_hides_no_deck() -> None:
    part = f"<div id=text>{ARTICLE}<h1>A second pier</h1>{ARTICLE}</div>"
    root = lxml.html.document_fromstring(f"<main><h1>Pier to close</h1><p>{DECK}</p>{part}</main>")
    found = find_deck(root.get_element_by_id("text"))
    assert [line.text_content() for line in found] == [DECK]


def test_where_the_text_has_its_headline_what_stands_before_is_no_deck() -> None:
    text = f"<div id=text><h1>Pier to close</h1>{ARTICLE}</div>"
    root = lxml.html.document_fromstring(f"<main><h1>Coast Gazette</h1><p>{DECK}</p>{text}</main>")
    assert find_deck(root.get_element_by_id("text")) == []


@pytest.mark.parametrize(("levels", "found"), [(5, [DECK]), (8, [])])
def test_a_headline_is_looked_for_in_the_neighbourhood(levels: int, found: list[str]) -> None:
    assert deck(f"<p>{DECK}</p></header>" + "<div>" * levels) == found


def test_a_deck_is_kept_with_the_headline() -> None:
    page = f"<body><header><h1>Pier</h1><p>{DECK}</p></header><article>{ARTICLE * 2}</article>"
    pieces = find_in_html(page, "https://news.example/", "", visible=False).pieces
    assert [piece.part for piece in pieces[:2]] == [Part.HEADLINE, Part.BODY]
    assert pieces[0].text == DECK
