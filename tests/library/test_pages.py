"""The pages that texts were read from: one an article, as long as they are needed."""

from __future__ import annotations

import zlib

import pytest

from newsread.library.pages import KEPT
from newsread.library.records import KeptPage
from newsread.library.store import Library
from tests.library.conftest import NOW, filled


def page(words: str = "words", at: float = NOW) -> KeptPage:
    return KeptPage(
        packed=zlib.compress(words.encode()),
        url="https://paper.example/a?session=1",
        content_type="text/html; charset=utf-8",
        etag='W/"1"',
        last_modified="then",
        is_whole=False,
        retrieved=at,
    )


def key(library: Library, article_id: int) -> str:
    article = library.article(article_id)
    assert article is not None
    return article.key


def test_a_page_comes_back_as_it_was_stored_and_the_last_counts(library: Library) -> None:
    filled(library, 1)
    assert library.pages.of(1) is None
    library.pages.store(1, page())
    assert library.pages.of(1) == page()
    library.pages.store(1, page("other words", NOW + 9))
    assert library.pages.of(1) == page("other words", NOW + 9)


def test_no_page_is_kept_of_an_article_that_is_gone_nor_longer_than_it(library: Library) -> None:
    filled(library, 1)
    library.pages.store(99, page())
    library.pages.store(1, page())
    library.retention.forget([1], NOW)
    assert library._database.value("SELECT count(*) FROM page") == 0


def test_a_page_is_part_of_the_transaction_that_stores_its_text(library: Library) -> None:
    filled(library, 1)
    with pytest.raises(RuntimeError), library.writing():
        library.pages.store(1, page())
        raise RuntimeError
    assert library.pages.of(1) is None


def test_after_a_week_pages_go_but_of_starred_articles_and_those_with_claims(
    library: Library,
) -> None:
    filled(library, 4)
    for number in range(1, 5):
        library.pages.store(number, page(at=NOW + number))
    library.set_starred([1], True)
    keep = {key(library, 2)}
    assert library.pages.drop(keep, NOW + KEPT + 3) == 0
    assert library.pages.drop(keep, NOW + KEPT + 4) == 1
    assert [number for number in range(1, 5) if library.pages.of(number)] == [1, 2, 4]
