"""Furniture goes, in any language, and the article's own words stay."""

from __future__ import annotations

import pytest

from newsread.pages.furniture import trim
from newsread.pages.phrases import phrases
from newsread.text.document import Kind, Mark, Part, Piece, Span
from tests.pages.support import pieces

TITLE = "Harbour board votes to close the pier"
LEAD = (
    "<p>The harbour board voted on Tuesday to close the old ferry pier, which cost the town more "
    "than one million euros last year, a report says.</p>"
)
LAST = (
    "<p>The council meets again on Thursday, and whether it can overrule the board is a question "
    "for the courts, two lawyers said in interviews.</p>"
)


def left(markup: str, *, links: bool = True) -> list[str]:
    """Return what is left of `markup` besides a lead and a last paragraph around it."""
    return [piece.text for piece in trim(pieces(markup), [TITLE], links=links)]


def between(markup: str) -> list[str]:
    return left(LEAD + markup + LAST)[1:-1]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement", "Share this article", "SHARE", "« Previous Post", "Next Post →",
        "Read more: Ten ways to save water", "Related: The pier in pictures",
        "3 min. read", "Image 1 of 13", "Back to gallery", "Was this article helpful?",
        "Sign up for our daily newsletter.", "Follow us on Twitter", "Anzeige",
        "Lesen Sie auch: Wie es weitergeht", "Lire aussi : Le port en chiffres", "Publicité",
        "Lea también: El puerto en cifras", "Compartir", "Leggi anche: Il porto in cifre",
        "Czytaj także: Port w liczbach", "Leia também: O porto em números", "Lees ook: De haven",
        "Форма обратной связи", "お問い合わせ",
    ],
)  # fmt: skip
def test_a_line_of_furniture_goes_wherever_it_stands(line: str) -> None:
    assert between(f"<p>{line}</p>") == []
    assert between(f"<h3>{line}</h3>") == []
    assert left(LEAD + f"<p>{line}</p>")[1:] == []


@pytest.mark.parametrize(
    "line",
    [
        "The council has not answered.",
        "Share prices fell by 4 % after the vote.",
        "Tags are what the divers call the numbers on the piles.",
        "Next, the board will ask the county.",
        "Related firms were told to leave.",
        "By Monday the pier was empty.",
        "12 March was the last day.",
        "Why did nobody ask?",
        "Why it matters",
        "Read my lips, she said.",
    ],
)
def test_a_short_line_of_the_article_stays(line: str) -> None:
    assert between(f"<p>{line}</p>") == [line]


def test_a_long_paragraph_stays_whatever_it_begins_with() -> None:
    long = "Read more: " + "words that nobody would put into a link, " * 5 + "he said."
    assert between(f"<p>{long}</p>") == [long]


@pytest.mark.parametrize(
    "head",
    [
        f"<h1>{TITLE}</h1>",
        f"<p>{TITLE.upper()}!</p>",
        "<p>By Mia Lund</p>",
        "<p>Von Jana Weiß</p>",
        "<p>Published 6 May 2024</p>",
        "<p>6 May 2024, 10:32 AM</p>",
        "<p>5. März 2024</p>",
        "<p>2024-05-06</p>",
        "<p>5 min read</p>",
        "<p>2024年5月6日</p>",
    ],
)
def test_headline_byline_and_date_above_the_article_go(head: str) -> None:
    assert len(left(head + LEAD)) == 1


@pytest.mark.parametrize(
    "head",
    [
        "<p>By a vote of eight to three, it is over.</p>",
        "<p>May comes.</p>",
        "<h2>May 1968</h2>",
        "<p>How the town lost its ferry</p>",
    ],
)
def test_other_lines_above_the_article_stay(head: str) -> None:
    assert len(left(head + LEAD)) == 2


def test_a_byline_is_told_only_above_the_article() -> None:
    assert between("<p>By Mia Lund</p>") == ["By Mia Lund"]


def test_a_heading_that_repeats_the_headline_goes_a_sentence_in_the_middle_stays() -> None:
    assert between(f"<h2>{TITLE}</h2>") == []
    assert between(f"<p>{TITLE}</p>") == [TITLE]


def test_a_heading_amid_the_text_that_is_only_like_the_headline_stays() -> None:
    heading = "Harbour board votes to close the new pier"
    assert between(f"<h2>{heading}</h2>") == [heading]
    assert left(f"<h2>{heading}</h2>{LEAD}")[0].startswith("The harbour board voted")


def test_headings_below_which_nothing_stands_go() -> None:
    assert left(LEAD + LAST + "<h2>What to read next week</h2><hr><h3>The pier</h3>")[2:] == []
    assert left("<h2>What to read next week</h2>") == ["What to read next week"]


def test_a_paragraph_that_is_only_a_link_goes_from_a_page_and_stays_in_a_feed() -> None:
    link = '<p><a href="/x">Council rejects budget</a></p>'
    assert between(link) == []
    assert left(LEAD + link, links=False)[1:] == ["Council rejects budget"]


def test_links_inside_a_sentence_stay() -> None:
    sentence = '<p>See <a href="/x">the report of the county</a> for the figures.</p>'
    assert between(sentence) == ["See the report of the county for the figures."]


def test_the_list_under_a_heading_of_furniture_goes_with_it() -> None:
    promo = '<h3>Related articles</h3><ul><li><a href="/1">One</a><li><a href="/2">Two</a></ul>'
    own = '<h3>The sources</h3><ul><li><a href="/1">The report</a></li></ul>'
    assert between(promo) == []
    assert between(promo + "<p>The board will answer on Friday.</p>" + own) == [
        "The board will answer on Friday.",
        "The sources",
        "The report",
    ]


def test_words_in_another_script_after_the_end_go() -> None:
    assert left(LEAD + "<h3>ახალი ამბები</h3>")[1:] == []
    assert left(LEAD + "<p>ახალი ამბები</p><p>The end is near, she said.</p>")[1:] == [
        "ახალი ამბები",
        "The end is near, she said.",
    ]


def test_words_in_another_script_that_tell_something_stay() -> None:
    assert left(LEAD + "<p>Ο δήμος απάντησε.</p>")[1:] == ["Ο δήμος απάντησε."]


def test_a_credit_is_a_caption() -> None:
    kept = trim(pieces(LEAD + "<p>Photo: Siri Holm</p>" + LAST), [TITLE])
    assert (kept[1].kind, kept[1].part, kept[1].text) == (
        Kind.CAPTION,
        Part.CAPTION,
        "Photo: Siri Holm",
    )


def test_a_picture_described_by_the_headline_goes() -> None:
    assert between(f'<img alt="{TITLE}">') == []
    assert between('<img alt="The empty pier">') == ["The empty pier"]


def test_code_rows_and_captions_are_never_judged() -> None:
    kept = "<pre>Share</pre><table><tr><td>Share<td>Print</table><figcaption>Share</figcaption>"
    assert between(kept) == ["Share", "Share\tPrint", "Share"]


def test_lines_of_one_paragraph_are_judged_one_by_one() -> None:
    markup = (
        "<p>The board was asked twice.<br>Read more: <a href='/x'>Pier</a><br>"
        "It did not answer.<br><b>Nobody</b> did.</p>"
    )
    found = trim(pieces(LEAD + markup + LAST), [TITLE])[1:-1]
    assert [piece.text for piece in found] == [
        "The board was asked twice.",
        "It did not answer.\nNobody did.",
    ]
    (span,) = found[1].spans
    assert found[1].text[span.start : span.end] == "Nobody"


def test_a_paragraph_without_furniture_is_left_as_it_is() -> None:
    piece = Piece(
        Kind.PARAGRAPH,
        "The board was asked.\nIt did not answer.",
        spans=(Span(4, 30, Mark.LINK, "https://news.example/"),),
    )
    assert trim([piece], [TITLE]) == [piece]


def test_rules_stand_only_between_texts_and_alone() -> None:
    rule, text = Piece(Kind.RULE, ""), Piece(Kind.PARAGRAPH, "The board was asked.")
    assert trim([rule, text, rule, rule, text, rule], []) == [text, rule, text]


def test_what_feeds_append_goes() -> None:
    appended = "<p>The post <a href='/x'>Pier</a> appeared first on <a href='/'>Ledger</a>.</p>"
    assert left(LEAD + appended, links=False)[1:] == []


def test_a_list_of_phrases_has_no_empty_one() -> None:
    assert "" not in phrases().lines
    assert all(line == line.strip() for line in phrases().lines)


@pytest.mark.parametrize(
    ("words", "stays"),
    [
        ("Who closed the old ferry pier, and what became of its timber?", False),
        ("Board votes to close the old ferry pier after a long debate", False),
        ("The board has put all the minutes of its meetings on the net.", True),
        ("Read it here.", False),
    ],
    ids=["a question", "a headline", "a sentence", "too short"],
)
def test_a_paragraph_that_is_all_link_stays_if_it_is_a_sentence(words: str, stays: bool) -> None:
    link = Span(0, len(words), Mark.LINK, "https://news.example/2")
    text = Piece(Kind.PARAGRAPH, "The harbour board voted on Tuesday, after a long debate. " * 3)
    kept = trim([text, Piece(Kind.PARAGRAPH, words, spans=(link,)), text], [])
    assert (words in [piece.text for piece in kept]) is stays
