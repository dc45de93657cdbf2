"""Tags as people type them."""

import pytest

from newsread.claims.tags import LONGEST, read_tag_changes, read_tags


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", ()),
        (" , ,", ()),
        ("a b,c ,d\te\nf", ("a", "b", "c", "d", "e", "f")),
        ("Zürich zürich Zürich", ("Zürich", "zürich")),
        ("Zu\u0308rich Zürich", ("Zürich",)),
        ("a\u202eb \u200b", ("ab",)),
        ("#eu c++ 20-30", ("#eu", "c++", "20-30")),
    ],
)
def test_tags_are_words_each_once(typed: str, tags: tuple[str, ...]) -> None:
    assert read_tags(typed) == tags


def test_a_tag_is_no_longer_than_it_may_be() -> None:
    assert read_tags("x" * 500) == ("x" * LONGEST,)


@pytest.mark.parametrize(
    ("typed", "more", "fewer"),
    [
        ("budget, +tax -rents", ("budget", "tax"), ("rents",)),
        ("tax +tax", ("tax",), ()),
        ("- + ,", (), ()),
        ("", (), ()),
        ("--x", (), ("-x",)),
    ],
)
def test_a_minus_before_a_tag_takes_it_away_and_all_else_adds(
    typed: str, more: tuple[str, ...], fewer: tuple[str, ...]
) -> None:
    assert read_tag_changes(typed) == (more, fewer)
