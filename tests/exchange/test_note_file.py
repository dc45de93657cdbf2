"""A file of two authors: the parts are told apart, and nobody's words are lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.exchange.note_file import BEGIN, END, NoteFile, read_note, write_note

NOTE = NoteFile(front=('title: "A"', "tags: []"), body="# A\n\n> a ^c-1")
LINES = st.lists(st.sampled_from(["", "x: 1", "a", " b", "---", "\r", "# h", "> [!note]"]))


def test_a_file_is_front_matter_and_a_part_between_comments() -> None:
    text = write_note(NOTE)
    lines = text.split("\n")
    assert lines[:5] == ["---", 'title: "A"', "tags: []", "---", ""]
    assert lines[5].startswith("<!-- ") and lines[5].endswith(" -->")
    assert text.endswith(f"\n# A\n\n> a ^c-1\n{END}\n")
    again = read_note(text)
    assert again is not None and again.is_unchanged


@given(above=LINES, below=LINES, mine=st.sampled_from([(), ("aliases:", "  - a"), ("x: 1",)]))
def test_what_a_person_adds_is_kept_as_it_is(
    above: list[str], below: list[str], mine: tuple[str, ...]
) -> None:
    note = NOTE._replace(
        more_front=mine, above="".join(f"{line}\n" for line in above), below="\n".join(below)
    )
    again = read_note(write_note(note))
    assert again is not None and again.is_unchanged
    assert again._replace(hash="") == note


def test_front_matter_of_a_persons_own_names_is_theirs_wherever_it_stands() -> None:
    text = write_note(NOTE).replace("tags: []", "aliases:\n  - B\n\ntags: []\nmood: fine")
    again = read_note(text)
    assert again is not None and again.is_unchanged
    assert again.more_front == ("aliases:", "  - B", "", "mood: fine")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("> a", "> b"),
        ('"A"', '"B"'),
        ("tags: []", "tags: [x]"),
        ("tags: []", "tags: []\n  - x"),
        ("tags: []\n", ""),
        (f"\n{END}", f"\nmine\n{END}"),
    ],
)
def test_a_change_in_newsreads_part_is_seen(old: str, new: str) -> None:
    again = read_note(write_note(NOTE).replace(old, new))
    assert again is not None and not again.is_unchanged


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (END, ""),
        (END, f"{END}\n{END}"),
        ("<!-- newsread writes", "<!-- someone writes"),
        ("---\n", ""),
        ("\n---\n", "\n"),
        ("\n", "\r\n"),
    ],
)
def test_parts_that_cannot_be_told_apart_are_not_guessed(old: str, new: str) -> None:
    assert read_note(write_note(NOTE).replace(old, new)) is None


@pytest.mark.parametrize(
    "text", ["", "---", f"{END}\n{BEGIN.format('0' * 16)}", f"---\n{END}\n---\n{BEGIN}"]
)
def test_any_other_text_is_none_of_newsreads(text: str) -> None:
    assert read_note(text) is None
