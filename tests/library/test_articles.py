"""Articles: finding them and marking them."""

from __future__ import annotations

import pytest

from newsread.library.records import Counts
from newsread.library.store import Library
from newsread.query.read import parse
from newsread.query.tree import query_of
from tests.library.conftest import NOW, entries, entry, filled, store


def test_an_article_is_found_by_id_address_and_key(library: Library) -> None:
    filled(library, 3)
    article = library.article(2)
    assert article is not None
    assert library.find_article("2") == article
    assert library.find_article(article.url) == article
    assert library.article_of_key(article.key) == article


@pytest.mark.parametrize(
    "sought", ["", "0", "99", "9" * 40, "²", "https://paper.example/none", "%"]
)
def test_what_is_not_there_is_not_found(library: Library, sought: str) -> None:
    filled(library, 3)
    assert library.find_article(sought) is None


@pytest.mark.parametrize("key", ["", "no hex", "00" * 32])
def test_an_unknown_key_names_no_article(library: Library, key: str) -> None:
    filled(library, 1)
    assert library.article_of_key(key) is None


def test_of_two_articles_with_one_address_the_newest_is_found(library: Library) -> None:
    feed = library.add_feed("https://paper.example/feed")
    url = "https://paper.example/story"
    for name, age in (("old", 9), ("new", 1), ("older", 99)):
        store(library, feed, entry(name, url=url, published=NOW - age))
    found = library.find_article(url)
    assert found is not None
    assert found.title == "new"


def test_an_article_that_is_not_there_has_no_body(library: Library) -> None:
    assert library.body(1) is None


def test_all_articles_are_walked_through_newest_first_and_once(library: Library) -> None:
    one, two = library.add_feed("https://one.example/"), library.add_feed("https://two.example/")
    store(library, one, *entries(700, "a"))  # more than one chunk
    store(library, two, *(entry(f"b{n}", published=NOW - 3_600) for n in range(700)))
    walked = list(library.articles())
    assert [article.id for article in walked] == [row.id for row in library.rows()]
    assert len({article.id for article in walked}) == 1_400
    of_two = query_of("feed", two.url)
    assert [article.id for article in library.articles(of_two)] == [
        row.id for row in library.rows(of_two)
    ]


def test_walking_goes_on_while_articles_are_marked_and_added(library: Library) -> None:
    feed = filled(library, 1_200)
    seen = set()
    for number, article in enumerate(library.articles(parse("is:unread"))):
        seen.add(article.id)
        library.set_read([article.id], True)
        if number == 600:
            store(library, feed, *entries(3, "late"))
    assert set(range(1, 1_201)) <= seen


# Marks


def test_marking_says_what_it_changed(library: Library) -> None:
    filled(library, 4)
    assert library.set_read([1, 2], True) == [1, 2]
    assert library.set_read([4, 2, 1, 99], True) == [4]
    assert library.set_read([1, 2, 3], False) == [1, 2]
    assert library.set_starred([3, 3], True) == [3]
    assert library.set_starred([3, 4], False) == [3]
    assert library.set_read([], True) == []


def test_marks_are_counted_by_feed_and_in_all(library: Library) -> None:
    one, two = filled(library, 3, "one"), filled(library, 2, "two")
    library.set_read([1, 2, 4], True)
    library.set_starred([5], True)
    assert library.counts() == Counts(feeds=2, total=5, unread=2, starred=1)
    unread = {feed.url: feed.unread for feed in library.feeds()}
    assert unread == {one.url: 1, two.url: 1}


def test_an_empty_library_counts_nothing(library: Library) -> None:
    assert library.counts() == Counts(feeds=0, total=0, unread=0, starred=0)


@pytest.mark.parametrize(
    ("which", "changed", "left"),
    [
        ("", [1, 3, 4, 5], 0),
        ("feed:https://two.example/feed", [4, 5], 2),
        ("is:starred", [1, 5], 2),
        ("feed:https://one.example/feed is:starred", [1], 3),
        ("is:starred OR feed:two", [1, 4, 5], 1),
        ("is:read", [], 4),
    ],
)
def test_all_that_is_listed_is_marked_read_at_once(
    library: Library, which: str, changed: list[int], left: int
) -> None:
    filled(library, 3, "one")
    filled(library, 2, "two")
    library.set_starred([1, 2, 5], True)
    library.set_read([2], True)
    assert sorted(library.set_read(library.ids(parse(which)), True)) == changed
    assert library.counts().unread == left
    assert library.set_read(library.ids(parse(which)), True) == []


@pytest.mark.parametrize("mark", ["all read", "read", "starred"])
def test_many_articles_are_marked_by_as_many_statements_as_few(library: Library, mark: str) -> None:
    def statements() -> int:
        ran: list[str] = []
        library._database._connection.set_trace_callback(ran.append)
        if mark == "all read":
            library.set_read(library.ids(), True)
        else:
            how = library.set_read if mark == "read" else library.set_starred
            how([row.id for row in library.rows()], True)
        library._database._connection.set_trace_callback(None)
        return len(ran)

    filled(library, 3)
    few = statements()
    filled(library, 300, "other")
    assert statements() <= few + 2  # pages of the list, and a second feed to count


def test_a_marked_million_of_ids_is_one_parameter(library: Library) -> None:
    filled(library, 3)
    assert library.set_read(range(100_000), True) == [1, 2, 3]


# The next unread one


def test_the_next_unread_article_is_sought_down_and_up_the_list(library: Library) -> None:
    feed = filled(library, 6)
    a, b, c, d, e, f = (row.id for row in library.rows())
    library.set_read([b, c, e], True)
    assert library.next_unread() == a
    assert library.next_unread(forward=False) == f
    assert library.next_unread(a) == d
    assert library.next_unread(c) == d
    assert library.next_unread(f) is None
    assert library.next_unread(d, forward=False) == a
    assert library.next_unread(a, forward=False) is None
    assert library.next_unread(a, query=query_of("feed", feed.url)) == d
    assert library.next_unread(a, query=query_of("feed", "https://none.example/")) is None
    assert library.next_unread(a, query=parse("is:unread OR is:starred")) == d
    assert library.next_unread(d, forward=False, query=parse("is:unread OR is:starred")) == a


def test_articles_of_one_second_are_all_reached(library: Library) -> None:
    feed = library.add_feed("https://paper.example/feed")
    store(library, feed, *(entry(str(n), published=NOW - 60) for n in range(5)))
    reached, at = [], library.next_unread()
    while at is not None:
        reached.append(at)
        at = library.next_unread(at)
    assert reached == [row.id for row in library.rows()]
