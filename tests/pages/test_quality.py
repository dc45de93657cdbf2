"""How whole a text is: counts and flags."""

from __future__ import annotations

import pytest

from newsread.pages.quality import asks_for_money, measure
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
    ("words", "feed_words", "cut_off", "flags"),
    [
        (500, 0, False, ()),
        (500, 510, False, ()),
        (500, 700, False, ("partial", "feed-longer")),
        (500, 0, True, ("partial",)),
        (10, 0, False, ("short",)),
        (10, 25, False, ("short",)),
        (10, 90, True, ("short", "partial", "feed-longer")),
    ],
)
def test_flags_say_what_is_known(
    words: int, feed_words: int, cut_off: bool, flags: tuple[str, ...]
) -> None:
    found = measure(document(words), page_words=900, feed_words=feed_words, cut_off=cut_off)
    assert found == Quality(words, 900, flags)


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
