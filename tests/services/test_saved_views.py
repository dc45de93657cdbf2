"""Saved views as steps: what was done is taken back, and what others wrote is never lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsread.errors import ConfigError, LibraryError, NewsreadError, QueryError
from newsread.library.store import Library
from newsread.paths import Places
from newsread.query.read import parse
from newsread.services.desk import Desk

MINE = '# mine\n"Fees" = "fees"  # keep\n'


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    places = Places.find(tmp_path)
    with Desk.open(places, wait=0.05) as opened:
        places.views.write_text(MINE, encoding="utf-8")
        yield opened


def names(desk: Desk) -> list[str]:
    return [view.name for view in desk.views.all()]


def test_a_view_that_is_saved_is_taken_back_and_saved_again(desk: Desk) -> None:
    assert desk.views.save("Budget", parse("tag:budget")) == "View saved: Budget"
    assert names(desk) == ["Fees", "Budget"]
    assert desk.history.undo() == "Undone: view saved: Budget"
    assert desk.places.views.read_text(encoding="utf-8") == MINE
    desk.history.redo()
    assert names(desk) == ["Fees", "Budget"]


def test_to_save_under_a_name_there_is_changes_that_view(desk: Desk) -> None:
    assert desk.views.save("Fees", parse("fees OR dues")) == "View changed: Fees"
    assert desk.views.all()[0].query_text == "fees OR dues"
    desk.history.undo()
    assert desk.places.views.read_text(encoding="utf-8") == MINE


def test_a_view_is_named_in_words_even_if_another_has_its_query(desk: Desk) -> None:
    assert desk.views.save(" Dues\x1b ", parse("fees")) == "View saved: Dues"
    assert desk.views.change("Dues", "Old\n dues", "fees") == "View changed: Old dues"


def test_while_another_process_writes_no_view_is_changed(desk: Desk) -> None:
    acts = (
        lambda: desk.views.save("Budget", parse("tag:budget")),
        lambda: desk.views.change("Fees", "Dues", "dues"),
        lambda: desk.views.remove("Fees"),
    )
    with Library.open(desk.places.library) as other, other.writing():
        for act in acts:
            with pytest.raises(LibraryError, match="another process is writing"):
                act()
    assert desk.places.views.read_text(encoding="utf-8") == MINE


def test_name_and_query_are_changed_in_one_step(desk: Desk) -> None:
    desk.views.change("Fees", "Dues", "dues is:unread")
    assert [(view.name, view.query_text) for view in desk.views.all()] == [
        ("Dues", "dues is:unread")
    ]
    desk.history.undo()
    assert desk.places.views.read_text(encoding="utf-8") == MINE


def test_what_is_no_query_changes_nothing(desk: Desk) -> None:
    with pytest.raises(QueryError):
        desk.views.change("Fees", "Dues", "tgs:x")
    assert desk.places.views.read_text(encoding="utf-8") == MINE
    assert desk.history.undo() == "Nothing to undo"


def test_a_name_that_is_taken_changes_nothing(desk: Desk) -> None:
    desk.views.save("Budget", parse("tag:budget"))
    with pytest.raises(ConfigError, match="is there already"):
        desk.views.change("Budget", "Fees", "tag:x")
    assert [view.query_text for view in desk.views.all()] == ["fees", "tag:budget"]


def test_a_file_that_was_changed_since_is_left_alone(desk: Desk) -> None:
    desk.views.remove("Fees")
    assert names(desk) == []
    desk.places.views.write_text('"Other" = "other"\n', encoding="utf-8")
    with pytest.raises(NewsreadError, match="the file of saved views was changed since"):
        desk.history.undo()
    assert names(desk) == ["Other"]
