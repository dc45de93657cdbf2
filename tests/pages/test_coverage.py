"""How much of its place on the page a text has."""

from __future__ import annotations

import lxml.html
import pytest

from newsread.pages.coverage import left_out, take_away
from newsread.pages.found import find_in_plain
from newsread.text.document import Kind, Piece

FIRST = "The harbour board voted on Tuesday to close the old ferry pier."
LAST = "Nobody on the outer island was asked, said a teacher."


def share(markup: str, *kept: str, kind: Kind = Kind.PARAGRAPH) -> float:
    article = lxml.html.fragment_fromstring(markup, create_parent="div")
    return left_out(article, [], [Piece(kind, text) for text in kept])


@pytest.mark.parametrize(
    ("markup", "more"),
    [
        (f"<p>{FIRST}</p><p>{LAST}</p>", 0),
        (f"<p>{FIRST}</p><p>{LAST}</p><p>Share</p>", 5),
        (f"<div><p>{FIRST}</p>\n<p>Ad</p>{LAST}</div><p>A box beside them</p>", 2),
        (f"<p>{FIRST[:9]}<b>{FIRST[9:]}</b></p><p>{LAST}</p>", 0),
    ],
    ids=["all", "more", "in the smallest element", "marks"],
)
def test_what_stands_in_the_smallest_element_besides_is_counted(markup: str, more: int) -> None:
    kept = len("".join((FIRST + LAST).split()))
    assert share(markup, FIRST, LAST) == pytest.approx(more / kept)


def test_what_was_taken_out_there_is_counted_and_nothing_else() -> None:
    article = lxml.html.fragment_fromstring(
        f"<section><p>{FIRST}</p><i>inside</i><p>{LAST}</p></section><i>outside</i>",
        create_parent="div",
    )
    removed = [take_away(element) for element in list(article.iter("i"))]
    kept = [Piece(Kind.PARAGRAPH, FIRST), Piece(Kind.PARAGRAPH, LAST)]
    assert left_out(article, removed, kept) == pytest.approx(
        len("inside") / len("".join((FIRST + LAST).split()))
    )


@pytest.mark.parametrize(("headline", "more"), [("Pier to close", 0), ("Ferry pier", 11), ("", 11)])
def test_a_headline_that_stands_there_is_shown_above_it(headline: str, more: int) -> None:
    article = lxml.html.fragment_fromstring(
        f"<h1>Pier  to\nclose</h1><p>{FIRST}</p><p>{LAST}</p>", create_parent="div"
    )
    kept = [Piece(Kind.PARAGRAPH, FIRST), Piece(Kind.PARAGRAPH, LAST)]
    assert left_out(article, [], kept, headline) == pytest.approx(
        more / len("".join((FIRST + LAST).split()))
    )


def test_a_paragraph_that_begins_and_ends_as_the_whole_text_does_is_not_its_place() -> None:
    alike = [f"{'The harbour board ' * 4}{number}{' voted' * 10}" for number in range(4)]
    article = lxml.html.fragment_fromstring(
        "".join(f"<p>{text}</p>" for text in alike), create_parent="div"
    )
    removed = [take_away(article[1])]
    kept = [Piece(Kind.PARAGRAPH, text) for text in (alike[0], *alike[2:])]
    assert left_out(article, removed, kept) == pytest.approx(1 / 3)


def test_nothing_kept_lacks_nothing() -> None:
    assert share(f"<p>{FIRST}</p>") == 0
    assert share(f"<p>{FIRST}</p>", "A harbour", kind=Kind.IMAGE) == 0


def test_a_plain_text_has_no_place_on_a_page() -> None:
    found = find_in_plain(f"{FIRST}\n\n{LAST}", "")
    assert found.left_out(found.pieces) is None
