"""What changed in an article's text, in a few words, and against which text that is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from newsread.library.records import Cause, Revision
from newsread.services.changed import changes_in_text, text_read
from newsread.text.quality import Quality
from tests.fakes.claims import NOON, document
from tests.fakes.newsroom import Newsroom
from tests.fakes.texts import store_revision

BEFORE = (
    "Rents rose by 4.1 % in May.",
    "The mayor said so.",
    "They went home along the river bank while it rained there.",
)


def revision(*paragraphs: str, cause: Cause = "edit") -> Revision:
    made = document(*paragraphs)
    return Revision(
        revision=made.revision,
        document=made,
        source="page",
        retrieved=NOON,
        quality=Quality(9),
        cause=cause,
    )


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (BEFORE, ""),
        (("Rents rose by 4.7 % in May.", *BEFORE[1:]), "4.1 → 4.7"),
        (BEFORE[:2], "11 words gone"),
        ((*BEFORE[:2], "They went home along the river bank while it rained there"), ""),
    ],
    ids=["the same", "a figure", "a sentence is gone", "a full stop"],
)
def test_what_says_something_else_is_named(now: tuple[str, ...], told: str) -> None:
    assert changes_in_text(revision(*BEFORE), revision(*now)) == told


def test_of_many_changes_the_first_are_named_and_the_others_counted() -> None:
    numbers = [f"Quay {number} has {number} cranes." for number in range(1, 7)]
    now = [each.replace("has", "had").replace(f"{n} cranes", f"{n + 20} cranes")
           for n, each in enumerate(numbers, 1)]  # fmt: skip
    told = changes_in_text(revision(*numbers), revision(*now))
    assert told.startswith("1 → 21, 2 → 22, 3 → 23, ")
    assert told.endswith(" other changes")


@pytest.mark.parametrize("cause", ["boring", "extractor", "source"])
def test_of_what_no_desk_has_changed_nothing_is_told(cause: Cause) -> None:
    other = revision("Rents rose by 4.7 % in May.", cause=cause)
    assert changes_in_text(revision(*BEFORE), other) == ""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with Newsroom(tmp_path) as opened:
        yield opened


def test_it_is_told_against_the_text_that_was_left_or_else_the_one_before(room: Newsroom) -> None:
    article = room.article()
    first, second, newest = (
        store_revision(
            room.library, article.id, document(words), "page", NOON + at, Quality(3), cause=cause
        )
        for at, (words, cause) in enumerate(
            [("One.", "first"), ("Two.", "edit"), ("Three.", "edit")]
        )
    )
    assert text_read(room.library, article.id, newest) == second
    room.library.set_position(article.id, first.revision, 0)
    assert text_read(room.library, article.id, newest) == first
    room.library.set_position(article.id, newest.revision, 0)
    assert text_read(room.library, article.id, newest) == second


def test_a_text_that_may_not_be_the_article_is_none_that_was_read(room: Newsroom) -> None:
    article = room.article()
    first = room.revision(article, document("One. Two. Three."))
    half = document("One.")
    store_revision(room.library, article.id, half, "page", NOON, Quality(1), cause="unknown")
    newest = store_revision(
        room.library, article.id, document("Four."), "page", NOON, Quality(1), cause="edit"
    )
    assert text_read(room.library, article.id, newest) == msgspec.structs.replace(first)
    alone = room.article("roads")
    only = room.revision(alone)
    assert text_read(room.library, alone.id, only) is None
