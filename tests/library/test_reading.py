"""Where a person was in an article, and what the reader remembers."""

from __future__ import annotations

from pathlib import Path

from newsread.library.store import Library
from tests.library.conftest import filled

TEXT, OTHER = "ab" * 32, "cd" * 32


def test_where_a_person_was_is_kept_per_article_and_over_a_restart(
    path: Path, library: Library
) -> None:
    filled(library, 2)
    assert library.position(1) is None
    library.set_position(1, TEXT, 17)
    library.set_position(1, OTHER, 99)
    library.set_position(2, TEXT, 0)
    library.close()
    with Library.open(path) as again:
        found = again.position(1)
        assert found is not None
        assert (found.revision, found.position) == (OTHER, 99)
        assert found.at > 0


def test_a_position_goes_with_its_article_and_is_no_step(library: Library) -> None:
    filled(library, 1)
    library.set_position(1, TEXT, 17)
    library.set_position(77, TEXT, 17)
    assert library.history.last_done() is None
    library.retention.forget([1], now=0.0)
    assert library.position(1) is library.position(77) is None


def test_what_is_remembered_is_there_at_the_next_start(path: Path, library: Library) -> None:
    assert library.memory.remembered("list") == ""
    library.memory.remember("list", "feed 1")
    library.memory.remember("list", "feed 2")
    library.memory.set_stamp("list", "another matter")
    with Library.open(path) as again:
        assert again.memory.remembered("list") == "feed 2"


def test_what_is_remembered_already_takes_no_lock(path: Path, library: Library) -> None:
    library.memory.remember("list", "feed 1")
    with Library.open(path) as other, other.writing():
        library.memory.remember("list", "feed 1")
