"""newsboat's ``urls`` file, as newsboat reads it."""

from __future__ import annotations

import pytest

from newsread.exchange.feed_list import FeedList
from newsread.exchange.newsboat import query_of, read_urls

URL = "https://paper.example/feed"
UNNAMED = "A line without a title is left out: "
RUNS = "it runs a program, and newsread runs none"


def told(found: FeedList) -> list[str]:
    return [f"{problem.line}: {problem.sentence}" for problem in found.problems]


@pytest.mark.parametrize(
    ("line", "title", "folder"),
    [
        (URL, "", ""),
        (f"  {URL}\t\r", "", ""),
        (f'"{URL}"', "", ""),
        (f"{URL} news", "", "news"),
        (f'{URL} "two words"', "", "two words"),
        (f"{URL} ~Title news", "Title", "news"),
        (f'{URL}\tnews\t"~A \\"quoted\\" title"', 'A "quoted" title', "news"),
        (f'{URL} "~back\\\\slash" # a comment "', "back\\slash", ""),
        (f'{URL} "~never closed', "never closed", ""),
        (f'{URL} "news""~Title"', "Title", "news"),
        (f'{URL} "../../etc"', "", "etc"),
        (f'{URL} "~\\x1b\x1b[2J"', "x1b[2J", ""),
    ],
)
def test_a_line_is_an_address_a_title_and_tags(line: str, title: str, folder: str) -> None:
    found = read_urls(f"# feeds\n\n{line}\n")
    assert [(each.url, each.title, each.folder, each.line) for each in found.outlines] == [
        (URL, title, folder, 3)
    ]
    assert found.problems == ()


def test_the_first_tag_is_the_folder_and_the_others_are_reported() -> None:
    found = read_urls(f"{URL} ~T one two three\n")
    assert found.outlines[0].folder == "one"
    assert told(found) == ["1: “T”: a feed has no tags here; dropped: two, three"]


def test_tags_may_be_dropped_altogether() -> None:
    found = read_urls(f"{URL} one\n", tags_as="none")
    assert found.outlines[0].folder == ""
    assert told(found) == [f"1: “{URL}”: a feed has no tags here; dropped: one"]


def test_a_hidden_feed_is_quiet() -> None:
    found = read_urls(f'{URL} "!" news\nhttps://b.example/ "!hidden"\nhttps://c.example/\n')
    quiet = (("quiet", "true"),)
    assert [each.settings for each in found.outlines] == [quiet, quiet, ()]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('"exec:touch /x" ~Mine', f"“Mine” is left out: {RUNS}"),
        (
            f"filter:~/bin/s.sh:{URL} ~Mine",
            f"“Mine” is left out: {RUNS}. Without it: newsread add {URL}",
        ),
        (
            f"filter:~/bin/s.sh:{URL.replace('//', '//ann:s3cret@')} ~Mine",
            f"“Mine” is left out: {RUNS}. Without it: newsread add {URL}",
        ),
        (
            "file:///home/ann/feed.xml ~Mine",
            "“Mine” is left out: newsread reads only http and https, not file",
        ),
        ('"" news', UNNAMED + "it is empty"),
        (
            '"query:Unread:unread = \\"yes\\""',
            "“Unread” is left out: it is a saved query. As a query of newsread: is:unread",
        ),
        (
            '"query:Old:age > 30"',
            "“Old” is left out: it is a saved query that newsread has no words for",
        ),
        (
            "query:",
            UNNAMED + "it is a saved query that newsread has no words for",
        ),
    ],
)
def test_what_is_no_feed_is_reported(line: str, sentence: str) -> None:
    found = read_urls(f"{line}\n")
    assert (found.outlines, told(found)) == ((), [f"1: {sentence}"])


@pytest.mark.parametrize(
    ("expression", "query"),
    [
        ('unread = "yes"', "is:unread"),
        ('unread == "no"', "is:read"),
        ('unread != "yes"', "-is:unread"),
        ('tags # "news"', "folder:news"),
        ('tags # "two words" or tags !# "b"', 'folder:"two words" OR -folder:b'),
        (
            '(unread="yes")and(feedtitle="A & B" OR title=~"vote")',
            '(is:unread) (feed:"A & B" OR vote)',
        ),
        ('title =~ "a.*b"', ""),
        ('unread = "yes" and age < 7', ""),
        ('author = "x"', ""),
        ("", ""),
    ],
)
def test_a_saved_query_is_put_into_our_words_where_there_are_any(
    expression: str, query: str
) -> None:
    assert query_of(expression) == query
