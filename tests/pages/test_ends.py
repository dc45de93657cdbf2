"""One enormous paragraph: what is cut off its ends, and what is not."""

from __future__ import annotations

import lxml.html
import pytest

from newsread.pages.blocks import blocks
from newsread.pages.ends import cut_ends
from newsread.text.document import Kind, Piece

TITLE = "Harbour board votes to close the pier"
TEXT = (
    "The harbour board voted on Tuesday to close the old ferry pier. It had cost the town more "
    "than one million euros. Nobody on the outer island was asked, said a teacher there. The last "
    "ferry leaves on 3 May, and the timber will be sold. The council meets on Thursday."
)


def left(markup: str, title: str = TITLE) -> str:
    root = lxml.html.fragment_fromstring(markup, create_parent="p")
    (piece,) = cut_ends(blocks(root, "https://news.example/"), [title] if title else [])
    return piece.text


@pytest.mark.parametrize(
    "tail",
    [
        "Previous Post Next Post",
        "« Previous Post | Next Post »",
        "Share Tweet Print",
        "Contact Form",
        "Previous Post Next Post যোগাযোগ ফর্ম",
        "<a href='/p'>Previous Post</a> <a href='/n'>Next Post</a> <b>ဆက်သွယ်ရန်</b>",
        "Vorheriger Beitrag Nächster Beitrag Kontaktformular",
        "Article précédent Article suivant",
        "前の記事 次の記事",
        "Older Post Home",
    ],
)
def test_furniture_after_the_last_sentence_is_cut(tail: str) -> None:
    assert left(f"{TEXT} {tail}") == TEXT


@pytest.mark.parametrize(
    "text",
    [
        TEXT[:-1],
        TEXT[:-1] + " after the previous post",
        TEXT + " She wrote: Следующая остановка не здесь",
        TEXT + " Сообщил.",
    ],
)
def test_an_end_that_may_be_the_articles_stays(text: str) -> None:
    assert left(text) == text


def test_two_links_are_sure_even_without_a_full_stop() -> None:
    text = TEXT[:-1]
    assert left(f"{text} <a href='/p'>Previous Post</a> <a href='/n'>Next Post</a>") == text


@pytest.mark.parametrize(
    "head",
    [
        TITLE,
        f"{TITLE} {TITLE}",
        f"{TITLE} <a href='/shop'>Shop</a> {TITLE}",
        f"<a href='/'>Home</a> <a href='/shop'>Shop now</a> {TITLE}",
        f"Shop {TITLE.upper()}",
        f"{TITLE} – ",
    ],
)
def test_headlines_and_furniture_before_the_first_sentence_are_cut(head: str) -> None:
    assert left(f"{head} {TEXT}") == TEXT


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (TEXT, "The harbour board voted on Tuesday"),
        ("The harbour " + TEXT[4:], "The Harbour"),
        ("Pier closed " + TEXT, "Pier closed"),
        ("Shop " + TEXT, ""),
    ],
)
def test_a_beginning_that_may_be_the_articles_stays(text: str, title: str) -> None:
    assert left(text, title) == text


def test_a_shop_link_between_two_sentences_is_taken_out() -> None:
    first, second = TEXT.split(". ", 1)
    assert left(f"{first}. <a href='/shop'>Shop now</a> {second}") == TEXT


def test_a_link_in_a_sentence_stays() -> None:
    text = TEXT.replace("the timber", "<a href='/shop'>the shop</a>")
    assert "and the shop will be sold" in left(text)


def test_marks_move_with_the_text() -> None:
    root = lxml.html.fragment_fromstring(f"{TITLE} {TITLE} {TEXT} <b>Bold.</b>", create_parent="p")
    (piece,) = cut_ends(blocks(root), [TITLE])
    (span,) = piece.spans
    assert piece.text[span.start : span.end] == "Bold."


def test_short_paragraphs_are_left_alone() -> None:
    piece = Piece(Kind.PARAGRAPH, "He said so. Next Post")
    assert cut_ends([piece], [TITLE]) == [piece]


@pytest.mark.parametrize(
    "head",
    [
        f"{TITLE} {TITLE}",
        f"Find our prints here {TITLE} {TITLE}",
        f"{TITLE} All that we sell {TITLE}",
        f"Blog of the coast {TITLE} » {TITLE}",
    ],
)
def test_what_stands_before_a_headline_said_twice_goes_with_it(head: str) -> None:
    assert left(f"{head} {TEXT}") == TEXT


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Rain again and rain again. {TEXT}", "Rain again"),
        (f"Under the words {TITLE} and {TITLE} stood {TEXT[0].lower()}{TEXT[1:]}", TITLE),
        (f"{TEXT} {TITLE} {TITLE} {TEXT}", TITLE),
    ],
    ids=["short", "in a sentence", "in the middle"],
)
def test_a_headline_that_a_sentence_says_cuts_nothing(text: str, title: str) -> None:
    assert left(text, title) == text
