"""Undo steps: one row of them, done and then undone."""

from __future__ import annotations

import json

import msgspec

from newsread.library.history import PACKED_FROM
from newsread.library.records import Change, Step
from newsread.library.store import Library
from tests.library.conftest import NOW, work


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


def test_no_step_is_ever_forgotten_and_the_next_to_redo_is_found_at_once(
    library: Library,
) -> None:
    with library.writing():
        first, *_, last = (library.history.append(step(str(each))) for each in range(3_000))
    library.history.mark(last.id, undone=True)
    assert work(library, library.history.last_undone) < 5
    library.history.mark(last.id, undone=False)
    for number in range(last.id, 1, -1):
        library.history.mark(number, undone=True)
    assert library.history.last_done() == first


def test_a_step_of_a_claim_is_stored_in_less_room_than_the_claim_takes(library: Library) -> None:
    before = json.dumps({"quote": "Rents rose by 4.7 % last year. " * 20, "tags": []})
    after = json.dumps({"quote": "Rents rose by 4.7 % last year. " * 20, "tags": ["rents"]})
    change = Change(kind="claim", subject="x", before=before, after=after)
    appended = library.history.append(Step(at=NOW, words="Tags: rents", changes=(change,)))
    (stored,) = library._database.rows("SELECT length(changes) FROM history")
    assert len(before) > PACKED_FROM
    assert stored[0] < len(before) / 2
    assert library.history.last_done() == appended


def test_a_step_that_an_earlier_newsread_wrote_is_read(library: Library) -> None:
    text = msgspec.json.encode(step("old").changes * 5).decode()
    assert len(text) > PACKED_FROM
    with library.writing():
        library._database.insert(
            "INSERT INTO history (at, words, changes, undone) VALUES (0, 'old', ?, 0)", (text,)
        )
    found = library.history.last_done()
    assert found is not None
    assert found.changes == step("old").changes * 5


def test_steps_outlive_the_process(path: object, library: Library) -> None:
    appended = library.history.append(step("a"))
    library.close()
    with Library.open(library._database.path) as again:
        assert again.history.last_done() == appended
