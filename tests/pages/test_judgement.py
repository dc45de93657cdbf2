"""What readability picks, told as elements of the page itself."""

from __future__ import annotations

import lxml.html
import pytest

from newsread.pages.judgement import judge
from tests.pages.test_extract import ARTICLE, SENTENCES


def picked(markup: str) -> list[str]:
    root = lxml.html.document_fromstring(markup)
    elements = judge(root)
    assert {element.getroottree().getroot() for element in elements} <= {root}
    return [element.get("id") or str(element.tag) for element in elements]


@pytest.mark.parametrize(
    ("markup", "chosen"),
    [
        (f"<body><div id=menu><a href=/>Home</a></div><div id=body>{ARTICLE}</div>", ["body"]),
        (f"<body><article id=story><div id=text>{ARTICLE}</div></article>", ["text"]),
        (
            (
                f"<body><article id=story><p id=lead>{' '.join(SENTENCES[:2])}</p>"
                f"<div id=text>{ARTICLE}</div></article>"
            ),
            ["lead", "text"],
        ),
        ("<body><p>Nothing to see.</p>", ["body"]),
    ],
    ids=["beside a menu", "innermost", "a lead beside it", "short"],
)
def test_what_is_picked_are_elements_of_the_page(markup: str, chosen: list[str]) -> None:
    assert picked(markup) == chosen


def test_what_is_picked_is_as_it_was_on_the_page() -> None:
    inner = f"<h2 class=promo>Timber</h2><ul><li><a href=/1>One</a></li></ul>{ARTICLE}"
    root = lxml.html.document_fromstring(f"<body><div id=body>{inner}</div>")
    (element,) = judge(root)
    assert [child.tag for child in element] == ["h2", "ul", *["p"] * len(SENTENCES)]
