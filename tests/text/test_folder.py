"""Folders are labels: cleaned, in levels, and never paths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.text.folder import DEEPEST, folder_name, is_within, levels_of


@pytest.mark.parametrize(
    ("names", "label"),
    [
        ((), ""),
        (("News",), "News"),
        (("News", "Europe"), "News/Europe"),
        (("News/Europe",), "News/Europe"),
        (("/News/",), "News"),
        (("", "News", " ", "Europe"), "News/Europe"),
        (("../../etc/passwd",), "etc/passwd"),
        ((".", "..", "a"), "a"),
        (("  two   words ", "a\x1b[2Jb"), "two words/a[2Jb"),
        (("n",) * 5000, "/".join("n" * DEEPEST)),
        (("x" * 500,), "x" * 99 + "…"),
    ],
)
def test_a_folder_is_a_label_whose_levels_a_slash_parts(names: tuple[str, ...], label: str) -> None:
    assert folder_name(*names) == label


@given(st.lists(st.text(max_size=100), max_size=12))
def test_a_label_is_its_own_label(names: list[str]) -> None:
    label = folder_name(*names)
    assert folder_name(label) == label
    assert not {"", ".", ".."} & set(label.split("/") if label else [])


@pytest.mark.parametrize(
    ("name", "folder", "within"),
    [
        ("World", "World", True),
        ("World/Asia", "World", True),
        ("Worlds", "World", False),
        ("World", "World/Asia", False),
        ("", "World", False),
    ],
)
def test_a_folder_is_within_those_it_stands_in(name: str, folder: str, within: bool) -> None:
    assert is_within(name, folder) is within


def test_the_levels_of_a_name_are_all_folders_it_stands_in() -> None:
    assert levels_of("a/b/c") == ["a", "a/b", "a/b/c"]
    assert levels_of("") == []
