"""Taking an element out of its page leaves all other text where it was."""

from __future__ import annotations

from itertools import permutations

import lxml.html
import pytest

from newsread.pages.elements import take_out, text_of

LONG = "a text that stays " * 100


@pytest.mark.parametrize("order", permutations(range(3)))
@pytest.mark.parametrize("text", ["short", LONG], ids=["short", "long"])
def test_the_texts_beside_what_is_taken_out_stay_in_their_order(
    text: str, order: tuple[int, ...]
) -> None:
    page = lxml.html.fromstring(f"<p>1 {text}<b>x</b>2 {text}<b>y</b><b>z</b>3 {text}</p>")
    elements = list(page.iter("b"))
    for number in order:
        take_out(elements[number])
    assert text_of(page) == f"1 {text}2 {text}3 {text}"
    assert not list(page.iter("b"))


def test_what_is_taken_out_keeps_its_own_text_and_loses_the_one_after_it() -> None:
    page = lxml.html.fromstring("<p>one <b>two <i>three</i></b> four</p>")
    bold = page.find("b")
    take_out(bold)
    assert text_of(bold) == "two three"
    assert not bold.tail
    assert text_of(page) == "one  four"
