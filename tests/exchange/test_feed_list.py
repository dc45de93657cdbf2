"""Folders as labels, and lines that are taken or reported."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.exchange.feed_list import DEEPEST, Gathering, Outline, Problem, folder_label


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
    assert folder_label(*names) == label


@given(st.lists(st.text(max_size=100), max_size=12))
def test_a_label_is_its_own_label(names: list[str]) -> None:
    label = folder_label(*names)
    assert folder_label(label) == label
    assert not {"", ".", ".."} & set(label.split("/") if label else [])


def test_one_feed_in_five_spellings_is_taken_once() -> None:
    gathering = Gathering()
    spellings = [
        "http://paper.example/feed",
        "HTTP://PAPER.EXAMPLE/feed",
        "http://paper.example:80/feed",
        "feed://http://paper.example/feed",
        "http://paper.example/feed#top",
    ]
    for line, address in enumerate(spellings, 1):
        gathering.take(line, address, Outline(url=address, title=f"n{line}"))
    read = gathering.result()
    assert [(outline.url, outline.line) for outline in read.outlines] == [(spellings[0], 1)]
    assert read.problems == tuple(
        Problem(line, f"“n{line}” is left out: line 1 has the same address")
        for line in (2, 3, 4, 5)
    )


def test_names_and_passwords_are_set_aside_and_never_told() -> None:
    gathering = Gathering()
    address = "https://ann:s3cret@paper.example/feed"
    gathering.take(1, address, Outline(url=address, title=address))
    gathering.take(2, address, Outline(url=address, title="twice"))
    gathering.leave(3, address, "it is odd")
    read = gathering.result(address)
    assert read.kept_secrets == (("https://paper.example/feed", "ann:s3cret"),)
    assert "s3cret" not in repr((read.title, read.outlines, read.problems))
