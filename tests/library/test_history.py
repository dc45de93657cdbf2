"""Undo steps: one row of them, done and then undone."""

from __future__ import annotations

import msgspec

from newsread.library.history import STEPS_KEPT
from newsread.library.records import Change, Step
from newsread.library.store import Library
from tests.library.conftest import NOW


def step(words: str) -> Step:
    """Return a step that is not stored yet."""
    return Step(
        at=NOW,
        words=words,
        changes=(
            Change(kind="read", subject="7", before="false", after="true"),
            Change(kind="claim", subject="x", before=None, after='{"quote": "é \\" 漢"}'),
        ),
    )


def test_a_new_library_has_nothing_to_undo_or_redo(library: Library) -> None:
    assert library.history.last_done() is None
    assert library.history.last_undone() is None


def test_a_step_comes_back_as_it_was_appended_with_an_id(library: Library) -> None:
    appended = library.history.append(step("Marked read"))
    assert appended == msgspec.structs.replace(step("Marked read"), id=1)
    assert library.history.last_done() == appended


def test_undo_goes_back_through_the_steps_and_redo_forward_again(library: Library) -> None:
    steps = [library.history.append(step(words)) for words in "abc"]
    for expected in reversed(steps):
        assert library.history.last_done() == expected
        library.history.mark(expected.id, undone=True)
    assert library.history.last_done() is None
    for expected in steps:
        assert library.history.last_undone() == msgspec.structs.replace(expected, undone=True)
        library.history.mark(expected.id, undone=False)
    assert library.history.last_undone() is None


def test_a_new_step_gives_up_those_that_were_undone(library: Library) -> None:
    first, second = library.history.append(step("a")), library.history.append(step("b"))
    library.history.mark(second.id, undone=True)
    third = library.history.append(step("c"))
    assert third.id > second.id
    assert library.history.last_undone() is None
    library.history.mark(third.id, undone=True)
    assert library.history.last_done() == first


def test_only_so_many_steps_are_kept(library: Library) -> None:
    with library._database.writing():
        library._database.change_all(
            "INSERT INTO history (at, words, changes, undone) VALUES (0, '', '[]', 0)",
            [()] * (STEPS_KEPT + 50),
        )
    newest = library.history.append(step("newest"))
    assert library._database.value("SELECT count(*) FROM history") == STEPS_KEPT
    assert library.history.last_done() == newest


def test_steps_outlive_the_process(path: object, library: Library) -> None:
    appended = library.history.append(step("a"))
    library.close()
    with Library.open(library._database.path) as again:
        assert again.history.last_done() == appended
