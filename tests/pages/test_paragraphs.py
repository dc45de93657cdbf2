"""The running text of a page is counted once, and not where something else than the article is."""

from __future__ import annotations

import lxml.html
import pytest

from newsread.pages.paragraphs import FEWEST, running_words

LONG = (
    "The harbour board voted on Tuesday, after a long debate, to close the old ferry pier number "
    "{}, and the timber, or what is left of it, will be sold to whoever offers most for it."
)
WORDS = 36
MENU = f"<p>{'menu ' * 300}</p>"
TEASER = "<div class=box><h3><a href=/{0}>Another story altogether</a></h3><p>{1}</p></div>"


def words(markup: str) -> int:
    root = lxml.html.document_fromstring(f"<body>{markup}")
    return running_words(root)[root]


@pytest.mark.parametrize(
    ("markup", "count"),
    [
        (f"<p>{LONG}</p>", WORDS),
        (f"<div>{LONG}<br>{LONG}</div>", 2 * WORDS),
        (f"<ul><li>{LONG}</li></ul>", WORDS),
        (f"<p>{LONG}</p><p>{LONG}</p>", WORDS),
        (f"<p>{'word ' * FEWEST}</p>", FEWEST),
        (f"<p>{'word ' * (FEWEST - 1)}</p>", 0),
        (f"<p><a href=/>{LONG}</a></p>", 0),
        (f"<p>{LONG} <a href=/>{LONG[:60]}</a></p>", WORDS + 11),
        (f"<aside><p>{LONG}</p></aside>{MENU}", 300),
        (f"<aside><p>{LONG}</p></aside>", WORDS),
        (f"<div class=newsletter><p>{LONG}</p></div>{MENU}", 300),
        (f"<div class=biology><p>{LONG}</p></div>{MENU}", 300 + WORDS),
    ],
    ids=[
        "p", "bare", "item", "twice", "just long enough", "short", "linked", "partly linked",
        "aside", "an aside that is most of the page", "named", "a name with another in it",
    ],
)  # fmt: skip
def test_a_paragraph_counts_once_and_not_beside_the_article(markup: str, count: int) -> None:
    assert words(markup) == count


def test_teasers_in_a_row_do_not_count_and_one_alone_does() -> None:
    row = "".join(TEASER.format(number, LONG.format(number)) for number in range(3))
    assert words(row) == 0
    assert words(TEASER.format(1, LONG)) == WORDS


def test_cards_with_several_paragraphs_are_sections_of_the_article() -> None:
    section = "<div class=box><h3><a href=/{0}>A part of this very story</a></h3>{1}</div>"
    sections = "".join(
        section.format(number, f"<p>{LONG.format(number)}</p><p>{LONG.format(-number)}</p>")
        for number in range(1, 4)
    )
    assert words(sections) == 6 * WORDS


def test_each_element_around_a_paragraph_has_its_words() -> None:
    root = lxml.html.document_fromstring(
        f"<body><div id=a><p>{LONG}</p></div><div id=b><p>{LONG}!</p></div>"
    )
    running = running_words(root)
    assert [running[root.get_element_by_id(each)] for each in "ab"] == [WORDS, WORDS]
    assert running[root] == 2 * WORDS
