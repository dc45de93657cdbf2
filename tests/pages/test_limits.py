"""Pages made to be slow or to break: each is read or refused, and none gives too much to do.

The seconds are told by ``python -m tests.page_limits``.
"""

from __future__ import annotations

import pytest

from newsread.errors import PageError
from newsread.pages.decode import decode
from newsread.pages.guard import DEEPEST, LARGEST, MOST_ELEMENTS, guard
from newsread.pages.length import MOST_CHARACTERS
from newsread.pages.page import read_page
from newsread.text.clean import clean
from tests.fakes.hostile_pages import ARTICLE, HOSTILE_PAGES, WORDS, HostilePage

BY_NAME = pytest.mark.parametrize("hostile", HOSTILE_PAGES.values(), ids=HOSTILE_PAGES)


@BY_NAME
def test_it_is_read_or_refused_in_a_sentence(hostile: HostilePage) -> None:
    body = hostile.body()
    try:
        reading = read_page(body, "https://coast.example/x", hostile.content_type)
    except PageError as refused:
        assert not hostile.has_text, refused
        return
    text = reading.document.text
    assert hostile.has_text
    assert reading.quality.words
    assert len(text) <= MOST_CHARACTERS
    assert text == clean(text)
    if ARTICLE.encode() in body:
        assert (WORDS * 3).strip() in text
        assert (WORDS * 4).strip() in text


@BY_NAME
def test_what_is_parsed_is_small_and_not_deep(hostile: HostilePage) -> None:
    guarded = guard(decode(hostile.body(), hostile.content_type).text)
    assert len(guarded.html) <= LARGEST
    if guarded.root is not None:
        assert sum(1 for _ in guarded.root.iter()) <= 2 * MOST_ELEMENTS
        assert not guarded.root.xpath(f"boolean(/{'/*' * DEEPEST})")
