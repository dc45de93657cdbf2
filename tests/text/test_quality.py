"""How whole a text is, in words."""

from __future__ import annotations

import pytest

from newsread.text.quality import Quality, Source, completeness, doubts, figures, in_words


@pytest.mark.parametrize(
    ("quality", "told"),
    [
        (Quality(418, whole=431, measure="page"), "418 of 431 words of the page's article"),
        (Quality(418, whole=1_431, measure="feed"), "418 of 1,431 words of the feed's full text"),
        (Quality(1, whole=2, measure="data"), "1 of 2 words of the article in the page's data"),
        (Quality(431, whole=431, measure="page"), "431 words, all of the page's article"),
        (Quality(431), "431 words"),
        (Quality(1), "1 word"),
        (Quality(431, whole=500), "431 words"),
        (Quality(431, whole=0, measure="page"), "431 words"),
        # A teaser is all that the page has: to call it whole would be untrue.
        (Quality(60, 90, ("partial",), whole=60, measure="page"), "60 words"),
        (
            Quality(60, 90, ("partial",), whole=800, measure="data"),
            "60 of 800 words of the article in the page's data",
        ),
    ],
)
def test_how_much_of_what_is_there_is_told(quality: Quality, told: str) -> None:
    assert completeness(quality) == told
    assert told.startswith(figures(quality))


@pytest.mark.parametrize(
    ("flags", "source", "told"),
    [
        ((), "page", []),
        (("short", "feed-longer"), "page", []),
        (("partial",), "page", ["only a part of the article"]),
        (("partial",), "feed", ["only a part: the feed has no more"]),
        (
            ("cut", "no-page"),
            "feed",
            ["too long: its end is left out", "its page has not been read"],
        ),
        (
            ("uncertain", "wall"),
            "page",
            [
                "not the article: the page shows something else",
                "this may not be the article",
            ],
        ),
    ],
)
def test_what_is_doubtful_is_told_in_plain_words_the_gravest_first(
    flags: tuple[str, ...], source: Source, told: list[str]
) -> None:
    found = doubts(Quality(9, 0, flags), source)
    assert [each.words for each in found] == told
    assert [each.grave for each in found] == [each.flag == "wall" for each in found]


def test_large_numbers_of_words_are_legible() -> None:
    assert [in_words(count) for count in (0, 1, 1_204)] == ["0 words", "1 word", "1,204 words"]
