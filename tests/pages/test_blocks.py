"""The walk: what HTML means, that nothing of it is lost, and that marks are exact."""

from __future__ import annotations

import html
import re

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.pages.blocks import DEEPEST, blocks
from newsread.text.clean import clean
from newsread.text.document import Kind, Mark, Part, Piece, assemble
from tests.pages.support import marked, pieces


def told(markup: str) -> list[tuple[str, str]]:
    return [(piece.kind.value, piece.text) for piece in pieces(markup)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            "one<p>two</p>three",
            [("paragraph", "one"), ("paragraph", "two"), ("paragraph", "three")],
        ),
        ("<div>a<div>b</div>c</div>", [("paragraph", "a"), ("paragraph", "b"), ("paragraph", "c")]),
        ("<p>a <span>b</span>c</p>", [("paragraph", "a bc")]),
        ("<p>a<news-term>b</news-term> c</p>", [("paragraph", "ab c")]),
        ("<p>one<br>two</p>", [("paragraph", "one\ntwo")]),
        ("<p>one<br> <br/>two</p>", [("paragraph", "one"), ("paragraph", "two")]),
        ("<br><br><p>one<br></p>", [("paragraph", "one")]),
        ("<h2>a<br>b</h2>", [("heading", "a b")]),
        ("<p>a<!-- no --> b</p>", [("paragraph", "a b")]),
        ("<p>a<script>no()</script> b</p>", [("paragraph", "a b")]),
        ("<p>a<span hidden>no</span> b</p>", [("paragraph", "a b")]),
        ('<p>a<span style="color:red; display : none">no</span> b</p>', [("paragraph", "a b")]),
        ("<p>a</p><hr><p>b</p>", [("paragraph", "a"), ("rule", ""), ("paragraph", "b")]),
        ("<blockquote>a<p>b</p></blockquote>", [("quote", "a"), ("quote", "b")]),
        ("<p>He said <q>no</q>.</p>", [("paragraph", "He said “no”.")]),
        ("<p>10<sup>6</sup> m<sup>−2</sup>, 1<sup>st</sup></p>", [("paragraph", "10⁶ m⁻², 1st")]),
        ("<p>H<sub>2</sub>O</p>", [("paragraph", "H2O")]),
        ("<dl><dt>a</dt><dd>b</dd></dl>", [("paragraph", "a"), ("paragraph", "b")]),
        ("<pre>a\n  b\tc\n</pre>", [("code", "a\n  b    c")]),
        ("<pre><div>a</div><div>b</div></pre>", [("code", "a\nb")]),
        ("<pre>a<br><br>b</pre>", [("code", "a\n\nb")]),
        ("<p>&#27;[31mred&#x202e; &#x9d;0</p>", [("paragraph", "[31mred 0")]),
        ("<p>[/] [b]x[/b]</p>", [("paragraph", "[/] [b]x[/b]")]),
    ],
)
def test_elements_become_blocks(markup: str, expected: list[tuple[str, str]]) -> None:
    assert told(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ul><li>a</li><li>b</li></ul>", [(1, None, "a"), (1, None, "b")]),
        ("<ol><li>a</li><li>b</li></ol>", [(1, 1, "a"), (1, 2, "b")]),
        (
            "<ol start=7><li>a</li><li value=3>b</li><li>c</li></ol>",
            [(1, 7, "a"), (1, 3, "b"), (1, 4, "c")],
        ),
        ("<ol reversed><li>a</li><li>b</li></ol>", [(1, 2, "a"), (1, 1, "b")]),
        ("<ol start=x><li value=''>a</li></ol>", [(1, 1, "a")]),
        ("<ol start=99999999999999><li>a</li></ol>", [(1, 1, "a")]),
        (
            "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>",
            [(1, None, "a"), (2, 1, "b"), (1, None, "c")],
        ),
        ("<ul><li><p>a</p></li></ul>", [(1, None, "a")]),
        ("<li>a</li>", [(1, None, "a")]),
    ],
)
def test_items_have_level_and_number(
    markup: str, expected: list[tuple[int, int | None, str]]
) -> None:
    items = [piece for piece in pieces(markup) if piece.kind is Kind.ITEM]
    assert [(item.level, item.ordinal, item.text) for item in items] == expected


def test_only_the_first_paragraph_of_an_item_is_the_item_and_others_stand_as_deep() -> None:
    markup = "<ul><li><p>a</p><p>b</p><ol><li>c<pre>d</pre></ol></li><li>e</li></ul><p>f</p>"
    assert [(piece.kind.value, piece.text, piece.level) for piece in pieces(markup)] == [
        ("item", "a", 1),
        ("paragraph", "b", 1),
        ("item", "c", 2),
        ("code", "d", 2),
        ("item", "e", 1),
        ("paragraph", "f", 0),
    ]


def test_what_a_term_means_stands_below_it() -> None:
    found = pieces("<dl><dt>a</dt><dd>b<p>c</p></dd><dt>d</dt></dl>")
    assert [(piece.text, piece.level) for piece in found] == [
        ("a", 0),
        ("b", 1),
        ("c", 1),
        ("d", 0),
    ]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<div role="heading" aria-level="4">a</div>', (Kind.HEADING, 4)),
        ('<p role="heading">a</p>', (Kind.HEADING, 2)),
        ('<p role="heading" aria-level="99">a</p>', (Kind.HEADING, 6)),
        ('<aside class="pull-quote large"><p>a</p></aside>', (Kind.QUOTE, 1)),
        ('<figure class="wp-block-pullquote"><blockquote>a</blockquote></figure>', (Kind.QUOTE, 1)),
        ('<div class="pullquoted">a</div>', (Kind.PARAGRAPH, 0)),
    ],
)
def test_what_only_says_that_it_is_a_heading_or_quote_is_one(
    markup: str, expected: tuple[Kind, int]
) -> None:
    (piece,) = pieces(markup)
    assert (piece.kind, piece.level) == expected


@pytest.mark.parametrize(
    "markup",
    [
        '<table><tr><td class="linenos"><pre>1\n2</pre><td class="code"><pre>a\nb</pre></table>',
        '<table><tr><td class="rouge-gutter gl"><pre>1\n2</pre><td><pre>a\nb</pre></table>',
        '<pre><span class="line-number">1</span>a\n<span class="line-number">2</span>b</pre>',
        '<pre><code><b>a</b>\n<span class="lineno">2 </span>b</code></pre>',
    ],
)
def test_code_is_without_the_numbers_of_its_lines(markup: str) -> None:
    assert told(markup) == [("code", "a\nb")]


def test_a_gutter_with_words_is_none() -> None:
    assert told('<pre><span class="gutter">10 print</span></pre>') == [("code", "10 print")]


def test_the_innermost_of_list_and_quote_decides() -> None:
    assert told("<ul><li><blockquote>a</blockquote></li></ul>") == [("quote", "a")]
    assert told("<blockquote><ul><li>a</li></ul>b</blockquote>") == [("item", "a"), ("quote", "b")]


def test_nesting_is_counted_to_a_limit() -> None:
    markup = "<blockquote>" * 40 + "<p>a</p>" + "</blockquote>" * 40
    (piece,) = pieces(markup)
    assert (piece.kind, piece.level) == (Kind.QUOTE, DEEPEST)


@pytest.mark.parametrize("level", range(1, 7))
def test_headings_have_their_level(level: int) -> None:
    (piece,) = pieces(f"<h{level}>a</h{level}>")
    assert (piece.kind, piece.level) == (Kind.HEADING, level)


@pytest.mark.parametrize(
    ("markup", "rows"),
    [
        ("<tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>", ["a\tb", "c\td"]),
        ("<tr><td></td><th>b</th></tr>", ["\tb"]),
        ("<tr><td>a</td><td></td><td>c</td><td></td></tr>", ["a\t\tc"]),
        ("<tr><td colspan=2>a</td><td>b</td></tr>", ["a\t\tb"]),
        ("<tr><td>a <p>b</p>c<br>d</td><td> e </td></tr>", ["a b c d\te"]),
        ("<tr><td> </td><td></td></tr><tr><td>a</td><td>b</td></tr>", ["a\tb"]),
        (
            "<tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td></tr>",
            ["a\tb", "\tc", "d"],
        ),
        (
            "<tr><td>a</td><td rowspan=3 colspan=2>b</td></tr><tr><td>c</td><td>d</td></tr>",
            ["a\tb", "c\t\t\td"],
        ),
        (
            "<thead><tr><th rowspan=9>a</th></tr></thead><tbody><tr><td>b</td><td>c</td></tr>",
            ["a", "b\tc"],
        ),
        ("<tr><td colspan=x rowspan=-3>a</td><td>b</td></tr><tr><td>c</td></tr>", ["a\tb", "c"]),
        ("<thead><tr><th>a</th><th>b</th></tr></thead><tbody></tbody>", ["a\tb"]),
    ],
)
def test_a_row_is_a_block_of_cells_between_tabs(markup: str, rows: list[str]) -> None:
    found = pieces(f"<table>{markup}</table>")
    assert [(piece.kind, piece.text) for piece in found] == [(Kind.ROW, row) for row in rows]


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>",
        "<table><tr><td>a</td></tr><tr><td>b</td></tr><tr><td>c</td></tr></table>",
        "<table role=presentation><tr><td>a</td><td>b</td><td>c</td></tr></table>",
        "<table><tr><td>a<table><tr><td>b</td></tr></table></td><td>c</td></tr></table>",
    ],
)
def test_a_table_that_lays_out_a_page_is_no_table(markup: str) -> None:
    assert told(markup) == [("paragraph", "a"), ("paragraph", "b"), ("paragraph", "c")]


def test_rows_are_numbered_from_where_their_table_begins() -> None:
    table = "<table><tr><td>a<td>b</tr><tr><td>c<td>d</tr></table>"
    assert [piece.ordinal for piece in pieces(table * 2)] == [1, 2, 1, 2]


def test_all_cells_of_a_tables_head_are_strong() -> None:
    (head, row) = pieces("<table><thead><tr><td>a<td>b</thead><tr><td>c<td>d</table>")
    assert marked(head) == [("strong", "a"), ("strong", "b")]
    assert not marked(row)


def test_pictures_in_a_table_follow_it() -> None:
    picture = '<img alt="The flag of Norrby">'
    markup = f"<table><tr><td>{picture}<td>a</tr><tr><td>b<td>c</tr></table>"
    assert [kind for kind, _ in told(markup)] == ["row", "row", "image"]


def test_cells_that_claim_to_span_everything_take_linear_work() -> None:
    cells = "<td colspan=1000 rowspan=1000>a</td>" * 200
    rows = pieces(f"<table>{f'<tr>{cells}</tr>' * 100}</table>")
    assert max(len(row.text) for row in rows) < 1_000


def test_a_data_table_inside_a_layout_table_is_one() -> None:
    markup = "<table><tr><td>a<table><tr><td>b<td>c</tr></table>d</td></tr></table>"
    assert told(markup) == [("paragraph", "a"), ("row", "b\tc"), ("paragraph", "d")]


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><figcaption>words</figcaption></figure>",
        "<table><caption>words</caption></table>",
        '<p class="wp-caption-text">words</p>',
        '<div class="photo-credit">words</div>',
        '<div class="img-caption large">words</div>',
    ],
)
def test_captions_are_told_by_element_or_class(markup: str) -> None:
    (piece,) = pieces(markup)
    assert (piece.kind, piece.part, piece.text) == (Kind.CAPTION, Part.CAPTION, "words")


@pytest.mark.parametrize("name", ["captioned", "credit-card-news", "recaptionist", "no"])
def test_what_only_sounds_like_a_caption_is_none(name: str) -> None:
    (piece,) = pieces(f'<p class="{name}">words</p>')
    assert piece.kind is Kind.PARAGRAPH


def test_a_caption_that_only_repeats_the_one_before_is_left_out() -> None:
    once, again = "<figcaption>A dry lake.</figcaption>", "<figcaption>A wet lake.</figcaption>"
    found = pieces(f"{once}{once}{again}<p>words</p>{again}")
    assert [piece.text for piece in found] == ["A dry lake.", "A wet lake.", "words", "A wet lake."]


def test_a_long_text_is_no_caption_whatever_its_class_says() -> None:
    (piece,) = pieces(f'<div class="caption">{"words and more words " * 40}</div>')
    assert piece.kind is Kind.PARAGRAPH


@pytest.mark.parametrize(
    ("image", "words"),
    [
        ('<img alt="A dry lake">', "A dry lake"),
        ('<img alt=" A  dry\nlake ">', "A dry lake"),
        ('<img alt="干涸的湖泊照片">', "干涸的湖泊照片"),
        ('<img alt="">', ""),
        ("<img>", ""),
        ('<img alt="photo">', ""),
        ('<img alt="IMG_2041">', ""),
        ('<img alt="a dry lake.jpg">', ""),
        ('<img alt="https://news.example/a b">', ""),
        ('<img alt="- - -">', ""),
        ('<img alt="A dry lake" role="presentation">', ""),
        ('<img alt="A dry lake" width="1" height="1">', ""),
        ('<img alt="A dry lake" width="800px">', "A dry lake"),
        ('<img alt="A dry lake" hidden>', ""),
    ],
)
def test_a_picture_is_its_alternative_text_if_that_tells_anything(image: str, words: str) -> None:
    found = pieces(f"<p>{image}</p>")
    expected = [Piece(Kind.IMAGE, words, Part.CAPTION)] if words else []
    assert found == expected


def test_a_picture_in_a_sentence_follows_it() -> None:
    assert told('<p>one <img alt="A dry lake"> two</p>') == [
        ("paragraph", "one two"),
        ("image", "A dry lake"),
    ]


def test_a_picture_is_described_once() -> None:
    lazy = '<img alt="A dry lake"><noscript><img alt="A dry lake"></noscript>'
    assert told(lazy) == [("image", "A dry lake")]


@pytest.mark.parametrize(
    ("caption", "count"), [("A dry lake.", 0), ("Photo: a dry lake in May", 0), ("A wet lake", 1)]
)
def test_what_the_caption_says_is_not_said_before_it(caption: str, count: int) -> None:
    found = pieces(f'<figure><img alt="A dry lake"><figcaption>{caption}</figcaption></figure>')
    assert sum(piece.kind is Kind.IMAGE for piece in found) == count
    assert found[-1].text == caption


def test_a_picture_is_found_where_the_parser_puts_it_in_a_source() -> None:
    assert told('<picture><source srcset="a"><img alt="A dry lake"></picture>') == [
        ("image", "A dry lake")
    ]


def test_a_picture_of_a_character_is_the_character() -> None:
    assert told('<p>Yes <img class="emoji" alt="🎉">!</p>') == [("paragraph", "Yes 🎉!")]


def test_marks_are_exact() -> None:
    (piece,) = pieces(
        "<p>a <b>bold <i>and</i></b> <a href='/x'>a <code>link</code></a> <em> spaced </em>end</p>"
    )
    assert marked(piece) == [
        ("strong", "bold and"),
        ("emphasis", "and"),
        ("link", "a link"),
        ("code", "link"),
        ("emphasis", "spaced"),
    ]


def test_a_mark_around_blocks_is_in_each() -> None:
    found = pieces("<a href='/x'>a<div>b</div>c</a>")
    assert [marked(piece) for piece in found] == [[("link", word)] for word in "abc"]


def test_header_cells_and_terms_are_strong() -> None:
    found = pieces("<table><tr><th>a<td>b</table><dl><dt>c</dl>")
    assert [marked(piece) for piece in found] == [[("strong", "a")], [("strong", "c")]]


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("/x", "https://news.example/x"),
        ("y", "https://news.example/2024/y"),
        ("//other.example/z", "https://other.example/z"),
        (" http://other.example/a b ", "http://other.example/a%20b"),
        ("#top", ""),
        ("mailto:a@news.example", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("http://[", ""),
        ("https://news.example\\@other.example/", ""),
        ("", ""),
    ],
)
def test_links_are_whole_web_addresses_or_none(href: str, target: str) -> None:
    (piece,) = pieces(f'<p><a href="{html.escape(href)}">words</a></p>')
    assert piece.text == "words"
    assert [span.target for span in piece.spans] == ([target] if target else [])


WORDS = st.sampled_from(
    ["alpha", "béta", "γ", "d\u0301elta", "नमस्ते", "1,5", "&", "<", "👩\u200d🚀"]
)
INLINE = ["b", "i", "em", "a", "span", "code", "sub", "u", "x-own", "abbr", "time", "td", "li"]
BLOCK = [
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "h2",
    "blockquote",
    "pre",
    "table",
    "tr",
    "td",
    "section",
    "dl",
    "dt",
]


def trees() -> st.SearchStrategy[str]:
    """Return HTML of any nesting, with words that no element hides."""
    leaves = st.lists(WORDS, min_size=1, max_size=4).map(lambda words: html.escape(" ".join(words)))
    return st.recursive(
        leaves,
        lambda inner: st.builds(
            lambda name, parts: f"<{name}>{' '.join(parts)}<br></{name}>",
            st.sampled_from(INLINE + BLOCK),
            st.lists(inner, min_size=1, max_size=4),
        ),
        max_leaves=20,
    )


@given(trees())
def test_no_word_is_lost_doubled_or_moved(markup: str) -> None:
    root = lxml.html.fragment_fromstring(markup, create_parent="div")
    visible = re.findall(r"\S+", " ".join(root.itertext()))
    document = assemble(blocks(root))
    joined = "".join(clean(" ".join(visible)).split())
    assert "".join(document.text.split()) == joined


@given(trees())
def test_marks_and_blocks_are_where_they_say(markup: str) -> None:
    root = lxml.html.fragment_fromstring(markup, create_parent="div")
    document = assemble(blocks(root))
    at = 0
    for block in document.blocks:
        assert at <= block.start <= block.end <= len(document.text)
        assert (block.kind is Kind.RULE) == (block.start == block.end)
        for span in block.spans:
            assert block.start <= span.start < span.end <= block.end
        codes = [span for span in block.spans if span.mark is Mark.CODE]
        assert not (codes and block.kind is Kind.CODE)
        at = block.end


def test_a_tree_of_any_depth_is_walked() -> None:
    parser = lxml.html.HTMLParser(huge_tree=True)
    root = lxml.html.document_fromstring("<div>" * 1900 + "bottom", parser=parser)
    assert [piece.text for piece in blocks(root)] == ["bottom"]
