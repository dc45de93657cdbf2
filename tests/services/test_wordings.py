"""Which texts of an article are compared, and what is told of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsread.library.records import Article, Cause
from newsread.services.wordings import Wordings, cause_in_words, compare, wordings
from newsread.text.quality import Quality
from tests.fakes.newsroom import Newsroom
from tests.fakes.revised import article, store, text
from tests.fakes.texts import store_revision


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with Newsroom(tmp_path) as opened:
        yield opened


def stored(room: Newsroom, *texts: tuple[str, Cause]) -> Wordings:
    """Store texts of one article, and return its wordings."""
    made = article(room.library)
    for hours, (words, cause) in enumerate(texts):
        store(room.library, made, text(words), hours, cause)
    return wordings(room.library, made.id)


def test_wordings_are_clean_texts_oldest_first(room: Newsroom) -> None:
    made = article(room.library)
    for hours, words in enumerate(("One.", "Two.")):
        store(room.library, made, text(words), hours, "first" if not hours else "edit")
    page = text("One.", "Menu.")
    store_revision(room.library, made.id, page, "page", 2e9, Quality(words=2), role="page")
    found = wordings(room.library, made.id)
    assert [each.document.text.split()[-1] for each in found.all] == ["One.", "Two."]
    assert [found.newest, found.compared, found.before(1), found.before(0)] == [1, 1, 0, None]


def test_of_one_wording_nothing_is_compared(room: Newsroom) -> None:
    assert wordings(room.library, article(room.library).id).compared is None
    found = stored(room, ("One.", "first"))
    assert (found.newest, found.compared) == (0, None)


def test_what_may_not_be_the_article_is_shown_and_never_compared_with(room: Newsroom) -> None:
    found = stored(
        room, ("One.", "first"), ("Two.", "edit"), ("Gone.", "unknown"), ("Three.", "edit")
    )
    assert [found.before(number) for number in range(4)] == [None, 0, 1, 1]
    assert (found.newest, found.compared) == (3, 3)
    steps = [found.later(3, -1), found.later(2, -1), found.later(1, -1), found.later(3)]
    assert steps == [2, 1, None, None]


def test_where_only_such_a_text_is_other_that_is_compared(room: Newsroom) -> None:
    found = stored(room, ("One.", "first"), ("Gone.", "unknown"))
    assert (found.newest, found.compared, found.before(1)) == (0, 1, 0)


def test_a_text_that_came_back_is_beside_the_one_between(room: Newsroom) -> None:
    found = stored(room, ("One.", "first"), ("Two.", "edit"), ("One.", "edit"))
    assert [found.before(number) for number in range(3)] == [None, 0, 1]
    assert found.number_of(found.all[0].revision) == 2
    assert found.number_of("00") is None


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("first", "the first text"),
        ("edit", "edited"),
        ("boring", "only spaces and dates"),
        ("extractor", "newsread reads its page otherwise now"),
        ("source", "from its page, no longer its feed"),
        ("unknown", "perhaps not the article"),
    ],
)
def test_why_a_text_is_another_is_told(room: Newsroom, cause: Cause, words: str) -> None:
    assert cause_in_words(stored(room, ("One.", cause)).all[0]) == words


def test_a_text_that_is_from_the_feed_again_says_so(room: Newsroom) -> None:
    made: Article = article(room.library)
    quality = Quality(words=1)
    store_revision(room.library, made.id, text("One."), "feed", 2e9, quality, cause="source")
    (found,) = wordings(room.library, made.id).all
    assert cause_in_words(found) == "from its feed, no longer its page"


def test_two_texts_are_compared_word_by_word() -> None:
    comparison = compare(text("It rose by 4.1 percent."), text("It rose by 4.7 percent."))
    assert [comparison.new.text[slice(*each.new)] for each in comparison.changes] == ["4.7"]
