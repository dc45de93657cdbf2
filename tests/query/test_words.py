"""How words are compared: what counts as the same."""

from __future__ import annotations

import pytest

from newsread.query.words import folded_words, is_word, names_feed, names_folder, words_sought


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Café au lait", " cafe au lait "),
        ("cafe\u0301 CAFÉ", " cafe cafe "),
        ("Ελλάδα ёлка", " ελλαδα елка "),
        ("４２％ ﬁne", " 42 fine "),
        ("4.7 % of R&D", " 4 7 of r d "),
        ("東京都は", " 東 京 都 は "),
        ("iPhone発売、5月", " iphone 発 売 5 月 "),
        ("ข่าว", " ข ่ า ว "),
        ("हिन्दी में", " हिन्दी में "),
        ("서울시", " 서 울 시 "),
        ("über_all", " uber all "),
        ("…", ""),
        ("", ""),
    ],
)
def test_words_are_folded(text: str, words: str) -> None:
    assert folded_words(text) == words


@pytest.mark.parametrize(
    ("typed", "phrase", "found"),
    [
        ("govern", False, True),
        ("GOVERNMÉNT", False, True),
        ("overnment", False, False),
        ("govern", True, False),
        ("government said", True, True),
        ("government sai", True, False),
        ("said the", True, False),
        ("the s", False, False),
        ("s", False, False),
        ("4.7", False, True),
        ("4.", False, True),
        ("京都", False, True),
        ("都", False, True),
        ("京", True, True),
        ("京は", False, False),
    ],
)
def test_a_word_means_what_begins_with_it_and_a_phrase_itself(
    typed: str, phrase: bool, found: bool
) -> None:
    within = folded_words("The government said 4.75: 東京都は")
    assert (words_sought(typed, phrase=phrase) in within) is found


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("guardian", True),
        ("The Guárdian", True),
        ("theguardian.com", True),
        ("https://www.theguardian.com/world/rss", True),
        ("https://www.theguardian.com/", False),
        ("world/rss", False),
        ("times", False),
    ],
)
def test_a_feed_is_named_by_its_title_its_host_or_its_whole_address(
    value: str, named: bool
) -> None:
    url = "https://www.theguardian.com/world/rss"
    assert names_feed(value, url, "The Guardian – World") is named


@pytest.mark.parametrize(
    ("value", "folder", "named"),
    [
        ("papers", "Papers", True),
        ("Papers", "Papers/UK", True),
        ("Papers/UK", "Papers", False),
        ("Pap", "Papers", False),
        ("", "", True),
        ("", "Papers", False),
    ],
)
def test_a_folder_is_named_whole_with_those_inside(value: str, folder: str, named: bool) -> None:
    assert names_folder(value, folder) is named


@pytest.mark.parametrize(("text", "word"), [("a", True), ("4", True), ("東", True), ("—€", False)])
def test_a_word_has_a_letter_or_a_digit(text: str, word: bool) -> None:
    assert is_word(text) is word
