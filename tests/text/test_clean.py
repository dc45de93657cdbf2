"""Nothing that acts on a terminal passes `clean`, and everything a script needs does."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsread.text.clean import (
    MARKS_PER_BASE,
    clean,
    clean_line,
    html_to_line,
    html_to_words,
    is_one_line,
)
from newsread.text.grapheme import is_edge

HOSTILE = "\x00\x07\x1b\x7f\x85\x90\x9b\x9d\xad\u034f\u061c\u0301\u0316\u0344\u0958\u1100\u1161"
HOSTILE += "\u200b\u200d\u200e\u202e\u2028\u2066\ufe0f\ufeff\ufffe\U0001f1e6\U000e0041\U0001ffff"
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"

any_text = st.text(st.one_of(st.characters(exclude_categories=()), st.sampled_from(HOSTILE + "a ")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain text\tand\nlines", "plain text\tand\nlines"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]52;c;eA==\x07", "]52;c;eA=="),
        ("\x9d0;title\x9c", "0;title"),
        ("nul\x00 del\x7f", "nul del"),
        ("one\r\ntwo\rthree\x0bfour\x0cfive\x85six\u2028seven\u2029eight",
         "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight"),
        ("abc\u202etxt.exe\u2066x\u2069", "abctxt.exex"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("hy\xadphen", "hyphen"),
        ("tag\U000e0041s", "tags"),
        ("non\ufffechar\uffff\ufdd0\U0003ffff", "nonchar"),
        ("\ud83d\ude00 joined", "\U0001f600 joined"),
        ("lone \ud83d, \ude00", "lone \ufffd, \ufffd"),
        ("e\u0301", "é"),
        (FAMILY, FAMILY),
        (PERSIAN, PERSIAN),
        ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937"),
        ("\u2764\ufe0f", "\u2764\ufe0f"),
        ("a\u200d\u200db \u200dc 中\u200d文", "ab c 中文"),
        ("ltr\u200e rtl\u200f", "ltr\u200e rtl\u200f"),
        ("\U00020000 rare", "\U00020000 rare"),
    ],
)  # fmt: skip
def test_clean_keeps_text_and_drops_what_acts(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize("text", ["", " words ", PERSIAN, FAMILY, "4,7\u00a0%"])
def test_one_line_holds_what_scripts_need(text: str) -> None:
    assert is_one_line(text)


@pytest.mark.parametrize(
    "text", ["a\nb", "a\tb", "a\u2028b", "\x1b[31m", "\u202e", "\u200b", "\ud83d"]
)
def test_no_line_holds_lines_tabs_and_what_acts_or_is_unseen(text: str) -> None:
    assert not is_one_line(text)


@given(any_text)
@example("\u0344" * 9)
@example("\uac00\u200d\u11a8\u200d")
@example("\u212b\u200d\u0301")
@example("a" + "\u0301\u0316" * 20 + "b")
@example("\u0301\u200d\u094d\u200d")
def test_clean_text_is_safe_and_cleaning_it_again_changes_nothing(text: str) -> None:
    result = clean(text)
    assert clean(result) == result
    assert unicodedata.is_normalized("NFC", result)
    result.encode("utf-8")
    for character in result:
        assert character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")
        assert character not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(st.text(st.sampled_from("ab \n\té’中क"), max_size=200))
def test_text_that_is_clean_already_comes_back_as_it_was(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("mark", ["\u0301", "\u20e3", "\u093e", "\u200c\u0301", "\u0301\u0316"])
def test_a_base_keeps_at_most_eight_marks(mark: str) -> None:
    result = clean("x" + mark * 50 + "y")
    assert result[0] + result[-1] == "xy"
    assert len(result) == 2 + MARKS_PER_BASE


def test_a_heap_of_marks_is_cut_before_the_normaliser_sorts_it() -> None:
    # Sorting 400,000 marks takes the normaliser minutes: this test would not end.
    assert len(clean("a" + "\u0301\u0316" * 200_000)) <= 1 + MARKS_PER_BASE


@given(any_text, st.integers(-2, 12))
def test_a_limit_holds_and_cuts_between_graphemes(text: str, limit: int) -> None:
    whole = clean(text)
    part = clean(text, limit)
    assert len(part) <= max(limit, 0)
    assert whole.startswith(part)
    assert is_edge(whole, len(part))


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("  two\n\n words\u00a0\u3000here ", None, "two words here"),
        ("abcdef", 6, "abcdef"),
        ("abcdef", 5, "abcd…"),
        ("abc def", 5, "abc…"),
        ("abcdef", 1, "…"),
        ("abcdef", 0, ""),
        (f"ab{FAMILY}", 6, "ab…"),
        ("", 3, ""),
        ("pay\u200epal\u200f \u3164x\u115f\uffa0\u034fy\u180e", None, "paypal xy"),
    ],
)
def test_a_line_is_folded_and_cut_at_a_grapheme(
    text: str, limit: int | None, expected: str
) -> None:
    assert clean_line(text, limit) == expected


@given(any_text, st.none() | st.integers(0, 9))
def test_a_line_is_one_line_within_its_limit(text: str, limit: int | None) -> None:
    line = clean_line(text, limit)
    assert clean_line(line, limit) == line
    assert line == " ".join(line.split())
    assert limit is None or len(line) <= limit


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("AT&amp;T", "AT&T"),
        ("R&D and Q&A", "R&D and Q&A"),
        ("a < b > c", "a < b > c"),
        ("I <3 you", "I <3 you"),
        ("a<b and c>d", "a<b and c>d"),
        ("Using <T> in generics", "Using <T> in generics"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("&lt;b&gt;", "<b>"),
        ("<b>Bold</b> and <I>slanted</I>", "Bold and slanted"),
        ("<a href=\"x\" title='y' rel=z>link</a>!", "link!"),
        ("one<br>two<br/>three<p>four</p>five", "one two three four five"),
        ("news<script>alert('<b>')</script>paper", "newspaper"),
        ("a<STYLE type='x'>b</Style>c", "ac"),
        ("the <script> element", "the element"),
        ("x<!-- a <b> -->y", "xy"),
        ("x <!-- never closed", "x never closed"),
        ("İstanbul<SCRIPT>a</SCRIPT> haber", "İstanbul haber"),
        ("&#27;]52;c;x&#7; &#x9d;0;y", "]52;c;x 0;y"),
        ("[/] [@click=app.quit]x[/]", "[/] [@click=app.quit]x[/]"),
        ("&nbsp; spaced&#10;out ", "spaced out"),
        ("&#xD800; &#55357; &#99999999999;", "\ufffd \ufffd \ufffd"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("&#" + "0" * 5000 + "65;", "A"),
        ("caf&eacute; &euro;5", "café €5"),
    ],
)
def test_a_titles_markup_is_read_once(markup: str, expected: str) -> None:
    assert html_to_line(markup) == expected


def test_a_title_can_be_limited() -> None:
    assert html_to_line("<b>abc &amp; def</b>", 6) == "abc &…"


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", '<a x="', "<a x=", "<!--", "<script>", "</script", "&#", "&", "<b a='b' ", "-->"],
)
def test_reading_a_title_takes_linear_work(piece: str) -> None:
    # Quadratic work on a million characters would not end within the run.
    html_to_line(piece * (1_000_000 // len(piece)))


@given(st.text(st.sampled_from("<>/!-&;#x\"'= 9abp\x1bı") | st.characters(), max_size=60))
def test_any_title_becomes_a_clean_line(markup: str) -> None:
    line = html_to_line(markup)
    assert clean_line(line) == line


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>One</p><p>two</p>", "One two"),
        ("W<b>or</b>d &amp; <A HREF='x'>link</A>s", "Word & links"),
        ("Bundes&shy;tag zero\u200bwidth", "Bundestag zerowidth"),
        ("a < b, R&D", "a < b, R&D"),
        ("<br/>one<br>two<!-- three -->", "one two"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("plain", "plain"),
    ],
)
def test_the_words_of_an_article_are_read_out_of_its_html(markup: str, words: str) -> None:
    assert html_to_words(markup).split() == words.split()


@pytest.mark.parametrize("heap", ["\u0301\u0316", "&#769;&#790;"])
def test_words_have_no_heap_of_marks_that_an_index_would_sort(heap: str) -> None:
    assert len(html_to_words("<p>a" + heap * 200_000)) <= 2 + MARKS_PER_BASE


@pytest.mark.parametrize("piece", ["<", "<a ", "</p", "<b", "&#", "&", "<!--", "<b>", "</"])
def test_reading_words_takes_linear_work(piece: str) -> None:
    html_to_words(piece * (1_000_000 // len(piece)))
