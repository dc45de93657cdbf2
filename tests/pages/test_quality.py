"""How whole a text is: counts and flags."""

from __future__ import annotations

import pytest

from newsread.pages.quality import asks_for_money, is_elsewhere, measure, of_feed
from newsread.text.document import Document, Kind, Part, Piece, assemble
from newsread.text.quality import Quality


def document(words: int) -> Document:
    return assemble(
        [
            Piece(Kind.HEADLINE, "not counted", Part.HEADLINE),
            Piece(Kind.PARAGRAPH, " ".join(["word"] * words)),
            Piece(Kind.CAPTION, "not counted", Part.CAPTION),
        ]
    )


@pytest.mark.parametrize(
    ("words", "feed_words", "data_words", "said", "flags"),
    [
        (500, 0, 0, (), ()),
        (500, 510, 0, (), ()),
        (500, 700, 0, (), ("partial", "feed-longer")),
        (500, 0, 700, (), ("partial",)),
        (500, 0, 0, ("partial",), ("partial",)),
        (500, 0, 0, ("cut", "uncertain"), ("uncertain", "cut")),
        (10, 0, 0, (), ("short",)),
        (10, 25, 0, (), ("short",)),
        (10, 90, 0, ("partial",), ("short", "partial", "feed-longer")),
    ],
)
def test_flags_say_what_is_known(
    words: int,
    feed_words: int,
    data_words: int,
    said: tuple[str, ...],
    flags: tuple[str, ...],
) -> None:
    found = measure(
        document(words),
        page_words=900,
        feed_words=feed_words,
        data_words=data_words,
        flags=said,
    )
    assert (found.words, found.page_words, found.flags) == (words, 900, flags)


@pytest.mark.parametrize(
    ("feed_words", "data_words", "left_out", "whole", "measured"),
    [
        (0, 0, None, 0, ""),
        (0, 0, 0.0, 100, "page"),
        (0, 0, 0.031, 103, "page"),
        (90, 0, 0.0, 100, "page"),
        (110, 0, 0.5, 110, "feed"),
        (110, 120, 0.5, 120, "data"),
        (0, 120, None, 120, "data"),
    ],
)
def test_a_text_is_measured_against_the_longest_that_is_known(
    feed_words: int, data_words: int, left_out: float | None, whole: int, measured: str
) -> None:
    found = measure(document(100), feed_words=feed_words, data_words=data_words, left_out=left_out)
    assert (found.whole, found.measure) == (whole, measured)


def test_a_feeds_text_that_is_preferred_is_all_of_what_it_is_measured_against() -> None:
    assert of_feed(Quality(300, flags=("short", "cut")), 90) == Quality(
        300, 90, ("feed-longer", "cut"), 300, "feed"
    )


SUMMARY = (
    "The board voted on Tuesday to close the old ferry pier after a long debate about its cost."
)


@pytest.mark.parametrize(
    ("feed", "found", "page", "elsewhere"),
    [
        (SUMMARY, "Cookies help us.", f"Cookies help us. {SUMMARY}", True),
        (SUMMARY, f"Today: {SUMMARY}", f"Menu. Today: {SUMMARY}", False),
        (SUMMARY, "The pier goes.", "Menu. The pier goes.", False),
        ("Too short to tell.", "Cookies help us.", "Too short to tell. Cookies help us.", False),
    ],
    ids=["elsewhere", "found", "in words of its own", "too short"],
)
def test_what_the_feed_says_tells_a_wrong_text_if_it_stands_elsewhere_on_the_page(
    feed: str, found: str, page: str, elsewhere: bool
) -> None:
    def of(text: str) -> Document:
        return assemble([Piece(Kind.PARAGRAPH, text)])

    assert is_elsewhere(of(feed), of(found), page) is elsewhere


def test_a_page_never_has_fewer_words_than_were_found_on_it() -> None:
    assert measure(document(100), page_words=97).page_words == 100
    assert measure(document(100)).page_words == 0


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to continue reading",
        "This article is for subscribers.",
        "Already a subscriber? Log in",
        "Réservé aux abonnés",
        "Jetzt weiterlesen mit Ledger Plus",
    ],
)
def test_a_paywall_at_the_end_is_seen(line: str) -> None:
    text = [Piece(Kind.PARAGRAPH, "The board voted. " * 30)] * 10
    assert asks_for_money([*text, Piece(Kind.PARAGRAPH, line)])
    assert not asks_for_money([Piece(Kind.PARAGRAPH, line), *text])


def test_an_article_about_subscriptions_is_no_paywall() -> None:
    assert not asks_for_money(
        [Piece(Kind.PARAGRAPH, "Papers for subscribers only lose them. " * 20)]
    )
